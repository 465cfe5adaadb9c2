//! Plans compared on the same futures: what each changes, how sure that is, and what it saves.
//!
//! [`compare`] gives a [`Study`], which holds each plan by name with all that was found of it. [`pairing`] finds what two
//! plans both report, [`differences`] takes replication from replication, and [`savings`] adds money up as finance reads it;
//! [`attribution`] splits an effect between the [`parts`] of a plan, and [`stress`] lays over every plan what may happen. All plans
//! run through the same wave of futures before the next ([`paired_run`]), and no value is kept: memory does not grow with the
//! number of futures.

mod alternative;
mod attribution;
mod differences;
mod error;
mod paired_run;
mod pairing;
mod parts;
mod savings;
mod savings_cells;
mod stress;
mod study;
#[cfg(test)]
mod tests;

pub use alternative::Alternative;
pub(crate) use attribution::round_to_total;
pub use attribution::{ATTRIBUTION_REPLICATIONS, Attribution, AttributionChoice, FEW_PARTS, NotSplit, Split};
pub use differences::Difference;
pub use error::CompareError;
pub use pairing::{Mismatch, NotComparable, Pairing};
pub use parts::MAX_EDITS;
use parts::{Edits, Parts};
pub use savings::{Payback, Saving, Savings, SavingsLine};
pub use stress::{StressCase, StressMeasure, StressResult, StressScenario, StressTest};
pub use study::{NamedPlan, Study, StudyBase};

use crate::run::{Options, ProgressCounter, Tallies, Waves, on_threads};
use crate::summary::Summary;
use paired_run::PairedRun;

/// Runs a base and its alternatives on the same futures; with `independent` each alternative on other ones too, to see what
/// pairing is worth. The study has no attribution and no stress test yet: [`Study::split`] and [`Study::stress_test`] add
/// them.
///
/// # Errors
/// [`NotComparable`] where two plans have one name, or an alternative has another calendar or price base than the base; [`CompareError::Cancelled`] where who watches says so.
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
        let mut tallies = Tallies::new(&base.plan, &origin, options.replications);
        let plans = alternatives.iter().zip(pairings);
        let mut paired: Vec<PairedRun<'_>> = plans
            .map(|(one, pairing)| PairedRun::new(base, &origin, one, pairing, options, &counter, independent))
            .collect();
        let (mut blocks, mut scratch) = (Vec::new(), Vec::new());
        for wave in waves.numbers() {
            waves.run(wave, &mut blocks)?;
            tallies.add(&blocks);
            paired.iter_mut().try_for_each(|one| one.add(wave, &blocks, &mut scratch))?;
        }
        let alternatives = paired.into_iter().map(|one| one.alternative(&tallies)).collect();
        let summary = Summary::new(&base.plan, &tallies);
        Ok(Study { base: StudyBase { name: base.name.clone(), summary }, alternatives, stress: None })
    })
    .map_err(CompareError::Cancelled)
}
