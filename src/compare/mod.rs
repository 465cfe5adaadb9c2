//! Comparison of plans on the same replications: the effect of each plan, its precision, and its savings.
//!
//! [`compare`] returns a [`Study`], which holds each plan by name with all results. [`pairing`] determines what two
//! plans both report, [`differences`] computes paired differences, [`contrasts`] those between
//! alternatives, and [`savings`] summarises money as finance officers
//! read it; [`attribution`] splits an effect between the [`parts`] of a plan, and [`stress`] runs every plan under
//! stress overlays. [`target_likelihoods`] counts the futures in which targets are met, [`flags`] finds what a plan makes worse for
//! children, and [`ranking`] orders plans by both. All plans run through one wave of replications before the next ([`study_run`]), and no values are
//! kept, so memory does not depend on the number of replications.

mod alternative;
mod attribution;
mod contrasts;
mod differences;
mod equal_capacity;
mod error;
mod flags;
mod kept_base;
mod kept_cells;
mod paired_run;
mod pairing;
mod parts;
mod rank_by;
mod ranking;
mod saving_drivers;
mod savings;
mod savings_by_future;
mod savings_cells;
mod savings_line;
mod stress;
mod stress_run;
mod study;
mod study_run;
mod target_likelihoods;
#[cfg(test)]
mod tests;

pub use alternative::{Alternative, BudgetDifference};
pub(crate) use attribution::ATTRIBUTION_REPLICATIONS;
pub use attribution::{Attribution, AttributionChoice, NotSplit, Split};
pub(crate) use attribution::{FEW_PARTS, round_to_total};
pub use contrasts::SavingContrast;
pub use differences::Difference;
pub use error::CompareError;
pub(crate) use flags::flags_of;
pub use flags::{FlagReason, PlanFlag};
pub use kept_base::KeptBase;
pub use pairing::{Mismatch, NotComparable};
pub(crate) use parts::MAX_EDITS;
use parts::{Edits, Parts};
pub use rank_by::{RankBy, RankByError};
pub(crate) use saving_drivers::SavingDrivers;
pub use savings::{CapacityCost, Payback, Saving, Savings, TeamSavings};
pub(crate) use savings_by_future::{BaseFutures, SavingsByFuture};
pub use savings_line::SavingsLine;
pub use stress::{
    AS_GIVEN, GoalLikelihoods, StressCase, StressFigure, StressLikelihoods, StressMeasure, StressResult,
    StressScenario, StressTest,
};
pub use study::{NamedPlan, Study, StudyBase};
pub use target_likelihoods::Goal;
pub(crate) use target_likelihoods::likelihoods_of_goals;

use crate::plan::Plan;
pub use crate::run::headlines::RunHeadline;
use crate::run::{Execution, Options};
use crate::summary::Precision;

/// Whether plans can be compared with a base.
///
/// # Errors
/// [`NotComparable`] if one has a different calendar or price base.
pub(crate) fn check_comparable<'p>(
    base: &Plan,
    others: impl Iterator<Item = &'p Plan> + Clone,
) -> Result<(), NotComparable> {
    pairing::Pairing::with_each(base, others).map(drop)
}

/// Runs a base and its alternatives on the same replications; with `independent`, also each alternative on independent
/// ones, to measure the gain from pairing. The study has no attribution and no stress tests yet: [`Study::split`] and
/// [`Study::stress_test`] add them.
///
/// # Errors
/// [`NotComparable`] if two plans have the same name, or an alternative has a different calendar or price base from the
/// base; [`CompareError::Cancelled`] if the progress callback breaks.
pub fn compare(
    base: &NamedPlan,
    alternatives: &[NamedPlan],
    options: &Options<'_>,
    independent: bool,
) -> Result<Study, CompareError> {
    study_run::run(base, alternatives, options, independent, None)
}

/// Runs a base and its alternatives on the same replications until all that `precision` covers is known of every plan, at most
/// `options.replications`. Where it stops depends on the plans, the seed and the precision only; its figures are those of [`compare`] with as many
/// replications. All are computed here, whatever the [`Execution`].
///
/// # Errors
/// As of [`compare`].
pub fn compare_until(
    base: &NamedPlan,
    alternatives: &[NamedPlan],
    precision: &Precision,
    options: &Options<'_>,
) -> Result<Study, CompareError> {
    let options = Options { execution: Execution::Whole, ..*options };
    study_run::run(base, alternatives, &options, false, Some(precision))
}
