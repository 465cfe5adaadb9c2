//! Wording shared by the reports on a comparison.

use crate::compare::{Alternative, Difference, Payback, Savings, SavingsLine, Study};
use crate::content::cell::Cell;
use crate::content::headlines::headlines as headlines_of;
use crate::content::words;
use crate::measures::YearOf;
use crate::scenario::Series;
use crate::summary::Summary;
use crate::units::{Month, Unit};

/// The difference of a headline at the end of the run: in its last month or over its last financial year.
pub(crate) struct HeadlineDifference {
    /// Label.
    pub label: String,
    pub series: Series,
    /// Month or financial year.
    pub at: Cell<'static>,
    pub difference: Difference,
    /// Standard error of the mean difference with independent replications.
    pub independent_error: f64,
    /// Whether that was measured rather than derived from the two variances.
    pub measured: bool,
}

impl HeadlineDifference {
    /// How many times as many replications independent runs would need for the same precision; `None` if nothing
    /// varies.
    pub(crate) fn variance_ratio(&self) -> Option<f64> {
        let paired = self.difference.statistic.mc_error;
        (paired > 0.0).then(|| (self.independent_error / paired) * (self.independent_error / paired))
    }
}

/// The headline differences of an alternative at the end of the run.
pub(crate) fn headlines(study: &Study, one: &Alternative) -> Vec<HeadlineDifference> {
    let base = &study.base.summary;
    let calendar = base.plan().calendar();
    let (month, year) = (calendar.months - 1, calendar.years.len() - 1);
    let (_, list) = headlines_of(base);
    let each = |headline: &crate::content::headlines::Headline<'_>| {
        let series = headline.series;
        let index = one.find(series)?;
        let yearly = series.measure.year == YearOf::Sum;
        let difference = *if yearly { one.year(year, index) } else { one.month(month, index) }?;
        let measured = if yearly { one.independent_year(year, index) } else { one.independent_month(month, index) };
        Some(HeadlineDifference {
            label: headline.label.clone(),
            series,
            at: if yearly {
                calendar.years[year].to_string().into()
            } else {
                Cell::Month(calendar.month(month as i32))
            },
            difference,
            independent_error: measured.unwrap_or_else(|| errors_apart(study, one, index, yearly)),
            measured: measured.is_some(),
        })
    };
    list.iter().filter_map(each).collect()
}

/// The standard error of the difference of two independent means.
fn errors_apart(study: &Study, one: &Alternative, index: usize, yearly: bool) -> f64 {
    let calendar = study.base.summary.plan().calendar();
    let error = |summary: &Summary, series: usize| {
        let last = if yearly { summary.year(calendar.years.len() - 1, series) } else { summary.end(series) };
        last.map_or(f64::NAN, |last| last.mc_error)
    };
    let Some((here, there)) = one.places(index) else { return f64::NAN };
    let (here, there) = (error(&study.base.summary, here), error(&one.summary, there));
    (here * here + there * there).sqrt()
}

/// When an alternative pays for itself, as a sentence; states that there is no up-front cost if there is no outlay.
pub(crate) fn payback_sentence(payback: &Payback) -> String {
    let words = payback_words(payback);
    if payback.has_outlay { format!("Payback: {words}.") } else { words::capital(&format!("{words}.")) }
}

/// When an alternative pays for itself: the month from which it has saved more than it cost.
pub(crate) fn payback_words(payback: &Payback) -> String {
    if !payback.has_outlay {
        return "costs nothing up front".to_owned();
    }
    let likely = words::likelihood(payback.p_within);
    let by = |month: Option<Month>| month.map_or("not in this run".to_owned(), |month| month.to_string());
    match payback.months {
        _ if payback.p_within == 0.0 => "in no future within this run".to_owned(),
        [None, ..] => format!("{likely} within this run"),
        [Some(early), None, _] => format!("{likely} within this run; in a tenth of futures by {early}"),
        [Some(early), Some(middle), late] => {
            let range = if late == Some(early) { String::new() } else { format!(" (80%: {early} to {})", by(late)) };
            format!("{likely}; by {middle} in half of futures{range}")
        }
    }
}

/// The mean saving of a plan in the worst tenth of replications.
pub(crate) fn worst_tenth_words(savings: &Savings) -> String {
    let pounds = words::value(savings.worst_tenth.abs(), Unit::Pounds);
    let what = if savings.worst_tenth < 0.0 { format!("costs {pounds} more") } else { format!("saves {pounds}") };
    format!("Mean of the worst tenth of futures: {what}.")
}

/// What of the net saving recurs every year, as in the last full financial year, and what the run saves beyond that. `None` without a
/// full year.
pub(crate) fn recurring_words(study: &Study, one: &Alternative) -> Option<String> {
    let calendar = study.base.summary.plan().calendar();
    let last = (0..calendar.years.len()).rev().find(|&year| calendar.months_covered(year) == 12)?;
    let recurring = one.savings.years[SavingsLine::Net as usize].get(last)?.statistic.mean;
    let one_off = one.savings.whole(SavingsLine::Net)?.statistic.mean - recurring * calendar.months as f64 / 12.0;
    let pounds = |value: f64| words::signed(value, Unit::Pounds);
    Some(format!(
        "Recurring net saving, as in {}, the last full year: {} a year. One-off, beyond that in every year of the run: {}.",
        calendar.years[last],
        pounds(recurring),
        pounds(one_off)
    ))
}

/// A note on teams that could not be compared.
pub(crate) fn unshared_note(one: &Alternative) -> Option<String> {
    let teams = &one.pairing.unshared_teams;
    (!teams.is_empty()).then(|| {
        format!(
            "The plan and the base have different teams. Measures by team are compared for the teams in both, not for {}; savings and \
             capacity are those of all teams.",
            teams.join(", ")
        )
    })
}
