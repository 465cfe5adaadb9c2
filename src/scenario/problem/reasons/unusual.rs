//! Unusual figures.

use crate::scenario::plausibility::{Comparison, Figure, Verdict};
use crate::scenario::problem::macros::reasons;
use crate::scenario::problem::wording::{plain, shown_address};

reasons! {
    /// Why a figure is unusual.
    UnusualReason

    Slip { key: String, figure: Figure, value: f64, factor: f64, question: &'static str }
        format!("{}; {} would be within the usual range: {question}", told(key, *figure, *value), figure.shown(*value * *factor));

    FarOutside { key: String, figure: Figure, value: f64 }
        told(key, *figure, *value);

    MoreStaffThanPosts { team: String, fte: f64, posts: f64 }
        format!(
            "team `{team}` opens with {} permanent FTE for {} posts",
            plain((*fte * 10.0).round() / 10.0),
            plain((*posts * 10.0).round() / 10.0)
        );

    BudgetFarFromCost { key: String, amount: f64, cost: f64 }
        format!(
            "`{}` is £{}, but the staff in post at the start cost £{} a year: is it of a month, or in thousands?",
            shown_address(key),
            plain(amount.round()),
            plain(cost.round())
        );

    ChargeBehindPay { key: String, pay: f64, charge: f64 }
        format!(
            "permanent pay rises by {} in the run and `{}` by {}: what is paid to agencies is too low if they raise their \
             charges; add an award with `of = \"{key}\"`",
            percent(*pay),
            shown_address(key),
            percent(*charge)
        );

    LessThanAPound { key: String, value: f64 }
        format!("`{}` is £{}: is it a share? The unit is pounds", shown_address(key), plain(*value));
}

impl UnusualReason {
    /// The reason behind a verdict on a figure that is set at `key`.
    pub(crate) fn of(key: &str, one: &Comparison, verdict: Verdict) -> Self {
        let (key, figure, value) = (key.to_owned(), one.figure, one.value);
        match verdict {
            Verdict::Slip(slip) => Self::Slip { key, figure, value, factor: slip.factor, question: slip.question },
            Verdict::FarOutside => Self::FarOutside { key, figure, value },
        }
    }
}

/// A rise in per cent, to one decimal.
fn percent(rise: f64) -> String {
    format!("{}%", plain((rise * 1_000.0).round() / 10.0))
}

/// The value, and what authorities show.
fn told(key: &str, figure: Figure, value: f64) -> String {
    let (key, value) = (shown_address(key), figure.shown(value));
    let value = if figure.is_derived() {
        format!("`{key}`: {} is {value}", figure.name())
    } else {
        format!("`{key}` is {value}")
    };
    let Some(range) = figure.published() else { return value };
    let (low, high) = range.extremes;
    let (low, high) = (figure.shown(low), figure.shown(high));
    match range.authorities {
        Some(_) => format!("{value}; English authorities show {low} to {high} ({})", range.years),
        None => format!("{value}; the figures found are {low} to {high} ({})", range.years),
    }
}
