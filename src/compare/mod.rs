//! Comparison of plans on the same replications: the effect of each plan, its precision, and its savings.
//!
//! [`compare`] returns a [`Study`], which holds each plan by name with all results. [`pairing`] determines what two
//! plans both report, [`differences`] computes paired differences, and [`savings`] summarises money as finance officers
//! read it; [`attribution`] splits an effect between the [`parts`] of a plan, and [`stress`] runs every plan under
//! stress overlays. All plans run through one wave of replications before the next ([`paired_run`]), and no values are
//! kept, so memory does not depend on the number of replications.

mod alternative;
mod attribution;
mod differences;
mod equal_capacity;
mod error;
mod kept_cells;
mod paired_run;
mod pairing;
mod parts;
mod savings;
mod savings_by_future;
mod savings_cells;
mod savings_line;
mod stress;
mod study;
#[cfg(test)]
mod tests;

pub use alternative::{Alternative, BudgetDifference};
pub(crate) use attribution::ATTRIBUTION_REPLICATIONS;
pub use attribution::{Attribution, AttributionChoice, NotSplit, Split};
pub(crate) use attribution::{FEW_PARTS, round_to_total};
pub use differences::Difference;
pub use error::CompareError;
use pairing::Pairing;
pub use pairing::{Mismatch, NotComparable};
pub(crate) use parts::MAX_EDITS;
use parts::{Edits, Parts};
pub use savings::{CapacityCost, Payback, Saving, Savings, TeamSavings};
pub(crate) use savings_by_future::{BaseFutures, SavingsByFuture};
pub use savings_line::SavingsLine;
pub use stress::{StressCase, StressMeasure, StressResult, StressScenario, StressTest};
pub use study::{NamedPlan, Study, StudyBase};

use crate::plan::Plan;
pub use crate::run::headlines::RunHeadline;
use crate::run::{Options, ProgressCounter, Tallies, Waves, on_threads};
use crate::summary::Summary;
use paired_run::PairedRun;

/// Whether plans can be compared with a base.
///
/// # Errors
/// [`NotComparable`] if one has a different calendar or price base.
pub(crate) fn check_comparable<'p>(
    base: &Plan,
    others: impl Iterator<Item = &'p Plan> + Clone,
) -> Result<(), NotComparable> {
    Pairing::with_each(base, others).map(drop)
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
    let all = || std::iter::once(base).chain(alternatives);
    NamedPlan::have_distinct_names(all())?;
    let pairings = Pairing::with_each(&base.plan, alternatives.iter().map(|one| &one.plan))?;
    let runs = 1 + alternatives.len() as u64 * if independent { 2 } else { 1 };
    let counter = ProgressCounter::new(options.watch, runs * options.replications);
    on_threads(options.threads, || {
        let waves = Waves::new(&base.plan, options, &counter);
        let origin = waves.origin();
        let mut tallies = Tallies::new(&base.plan, &origin, options);
        let plans = alternatives.iter().zip(pairings);
        let mut paired: Vec<PairedRun<'_>> = plans
            .map(|(one, pairing)| PairedRun::new(base, &origin, one, pairing, options, &counter, independent))
            .collect();
        let (mut blocks, mut scratch) = (Vec::new(), Vec::new());
        for wave in waves.all(false) {
            waves.run(&wave, &mut blocks)?;
            tallies.add(&blocks);
            paired.iter_mut().try_for_each(|one| one.add(&wave, &blocks, &mut scratch))?;
        }
        let alternatives = paired.into_iter().map(|one| one.alternative(&tallies)).collect();
        let summary = Summary::new(&base.plan, &tallies);
        Ok(Study { base: StudyBase { name: base.name.clone(), summary }, alternatives, stress: None })
    })
    .map_err(CompareError::Cancelled)
}
