//! Findings of a run or a comparison, as sentences for directors, each built from figures and their ranges.
//!
//! | sentence | content |
//! |---|---|
//! | [`Movement`] | how a level changes between the opening and a later month |
//! | [`TurningPoint`] | when its median peaks or bottoms out in between |
//! | [`TargetFinding`] | the likelihood of meeting a target |
//! | [`Spending`] | spending in two financial years |
//! | [`Overspend`] | the likelihood of overspending a budget |
//! | [`Backlog`], [`BacklogChange`] | the number of cases without a worker, and the effect of a plan on it |
//! | [`Effect`] | the effect of a plan on a measure |
//! | [`SavingFinding`] | the saving or cost of a plan |
//!
//! Numbers are rounded as elsewhere ([`words`]). Whether something rises or falls is judged on the rounded figures, so
//! that no sentence states that 39% falls to 39%.

mod chance;
mod effect;
mod movement;
mod overspend;
mod spending;
mod turn;
mod waiting;
mod worth;

pub(crate) use chance::TargetFinding;
pub(crate) use effect::Effect;
pub(crate) use movement::Movement;
pub(crate) use overspend::Overspend;
pub(crate) use spending::{Spending, YearSpending};
pub(crate) use turn::TurningPoint;
pub(crate) use waiting::{Backlog, BacklogChange};
pub(crate) use worth::SavingFinding;

use super::words;
use crate::summary::Statistic;
use crate::units::Unit;

/// The note that explains the ranges in the sentences.
pub(crate) const RANGES: &str =
    "Ranges cover 80% of the simulated futures: one future in ten is below the range and one in ten above it.";

/// `an` before a percentage pronounced with an initial vowel (8, 11, 18, 80 to 89), else `a`.
fn article(share: f64) -> &'static str {
    // As percentages are rounded when they are written.
    match (share * 100.0).round_ties_even() as u8 {
        8 | 11 | 18 | 80..=89 => "an",
        _ => "a",
    }
}

/// A share of futures in a sentence: `63% of futures`, `no future`, `every future`, `less than 1% of futures`.
fn by_replication(share: f64) -> String {
    match share {
        0.0 => "no future".to_owned(),
        1.0 => "every future".to_owned(),
        share => format!("{} of futures", words::part(share)),
    }
}

/// The Monte Carlo error of a probability, two standard errors: ` (±1 point)`; empty if below half a point or undefined.
fn monte_carlo_error(statistic: &Statistic) -> String {
    error_in_points(statistic.mc_error)
}

/// The same of its standard error.
pub(crate) fn error_in_points(mc_error: f64) -> String {
    match words::error_points(mc_error) {
        points if points.is_nan() || points < 1.0 => String::new(),
        1.0 => " (±1 point)".to_owned(),
        points => format!(" (±{points} points)"),
    }
}

/// `between 22% and 31%`, or a single value if both ends are written the same.
fn between(low: f64, high: f64, unit: Unit) -> String {
    let [low, high] = words::alike([low, high], unit);
    if low == high { low } else { format!("between {low} and {high}") }
}

/// Whether all replications have the same value.
fn is_certain(statistic: &Statistic) -> bool {
    statistic.n_defined > 1 && statistic.mc_error == 0.0
}

#[cfg(test)]
pub(crate) fn statistic(futures: u64, percentiles: [f64; 7], mc_error: f64) -> Statistic {
    Statistic { n_defined: futures, mean: percentiles[3], percentiles, mc_error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_follows_the_pronunciation_of_the_number() {
        let all = [0.08, 0.11, 0.18, 0.8, 0.894, 0.01, 0.074, 0.1, 0.12, 0.64, 0.9].map(article);
        assert_eq!(all, ["an", "an", "an", "an", "an", "a", "a", "a", "a", "a", "a"]);
    }

    #[test]
    fn shares_of_futures_never_round_to_all_or_none() {
        let all = [0.0, 0.001, 0.5, 0.999, 1.0].map(by_replication);
        let expected =
            ["no future", "less than 1% of futures", "50% of futures", "more than 99% of futures", "every future"];
        assert_eq!(all, expected);
    }
}
