//! Comparison of plans on the same replications: the effect of each plan, its precision, and its savings.
//!
//! [`compare`] returns a [`Study`], which holds each plan by name with all results. [`pairing`] determines what two
//! plans both report, [`differences`] computes paired differences, and [`savings`] summarises money as finance officers
//! read it; [`attribution`] splits an effect between the [`parts`] of a plan, and [`stress`] runs every plan under
//! stress overlays. All values of a plan are held in memory while it is compared, which limits the number of
//! replications: those of the base and one alternative at a time.

mod alternative;
mod attribution;
mod differences;
mod error;
mod pairing;
mod parts;
mod savings;
mod stress;
mod study;
#[cfg(test)]
mod tests;

pub use alternative::Alternative;
pub(crate) use attribution::ATTRIBUTION_REPLICATIONS;
pub use attribution::{Attribution, AttributionChoice, NotSplit, Split};
pub(crate) use attribution::{FEW_PARTS, round_to_total};
pub use differences::Difference;
pub use error::CompareError;
use pairing::Pairing;
pub use pairing::{Mismatch, NotComparable};
pub(crate) use parts::MAX_EDITS;
use parts::{Edits, Parts};
pub use savings::{Payback, Saving, Savings, SavingsLine};
pub use stress::{StressCase, StressMeasure, StressResult, StressScenario, StressTest};
pub use study::{NamedPlan, Study, StudyBase};

pub use crate::run::headlines::RunHeadline;

use crate::plan::Plan;
use crate::run::{Cancelled, Layout, Options, ProgressCounter, Samples, on_threads, replicate};
use crate::summary::Summary;
use alternative::IndependentBase;
use pairing::PairedCell;

/// Maximum memory for the values of one plan: 1 GB.
const BYTES_PER_PLAN: u64 = 1_000_000_000;

/// Runs a base and its alternatives on the same replications; with `independent`, also each alternative on independent
/// ones, to measure the gain from pairing. The study has no attribution and no stress tests yet: [`Study::split`] and
/// [`Study::stress_test`] add them.
///
/// # Errors
/// [`NotComparable`] if two plans have the same name, an alternative has a different calendar or price base from the
/// base, or there are too many replications to hold; [`CompareError::Cancelled`] if the progress callback breaks.
pub fn compare(
    base: &NamedPlan,
    alternatives: &[NamedPlan],
    options: &Options<'_>,
    independent: bool,
) -> Result<Study, CompareError> {
    let all = || std::iter::once(base).chain(alternatives);
    NamedPlan::have_distinct_names(all())?;
    let pairings = Pairing::with_each(&base.plan, alternatives.iter().map(|one| &one.plan))?;
    all().try_for_each(|one| enough_memory(&one.plan, options.replications))?;
    let options = Options { exact_bytes: u64::MAX, ..*options };
    let runs = 1 + alternatives.len() as u64 * if independent { 2 } else { 1 };
    let counter = ProgressCounter::new(options.watch, runs * options.replications);
    on_threads(options.threads, || {
        let samples = replicate(&base.plan, &options, &counter)?;
        let base_run = BaseRun { plan: &base.plan, samples, options, counter: &counter };
        let one = |(one, pairing)| base_run.alternative(one, pairing, independent);
        let alternatives = alternatives.iter().zip(pairings).map(one).collect::<Result<_, _>>()?;
        let summary = Summary::new(base_run.plan, &base_run.samples);
        Ok(Study { base: StudyBase { name: base.name.clone(), summary }, alternatives, stress: None })
    })
    .map_err(CompareError::Cancelled)
}

/// The base with the values of all its replications, and the options for running alternatives.
struct BaseRun<'a> {
    plan: &'a Plan,
    samples: Samples,
    options: Options<'a>,
    counter: &'a ProgressCounter<'a>,
}

impl BaseRun<'_> {
    /// Runs an alternative and compares it with the base.
    fn alternative(&self, one: &NamedPlan, pairing: Pairing, independent: bool) -> Result<Alternative, Cancelled> {
        let NamedPlan { name, plan } = one;
        let samples = replicate(plan, &self.options, self.counter)?;
        let layout = pairing.layout(&samples.layout);
        let cells = pairing.cells(&self.samples.layout, &samples.layout, &layout);
        let differences = differences::differences(&self.samples, &samples, &cells);
        let budgets = differences::of_budgets((self.plan, &self.samples), (plan, &samples), &pairing.budgets);
        let savings = Savings::new(self.plan, &self.samples, plan, &samples);
        let summary = Summary::new(plan, &samples);
        drop(samples);
        let independent = independent.then(|| self.independent(plan, &cells)).transpose()?;
        let attribution = Err(NotSplit::NotAsked);
        let name = name.clone();
        Ok(Alternative { name, summary, pairing, layout, differences, budgets, independent, savings, attribution })
    }

    /// Standard errors of the differences with the alternative run on independent replications.
    fn independent(&self, plan: &Plan, cells: &[PairedCell]) -> Result<IndependentBase, Cancelled> {
        let apart = Options { first: self.options.first + self.options.replications, ..self.options };
        let other = replicate(plan, &apart, self.counter)?;
        let net = Savings::new(self.plan, &self.samples, plan, &other);
        let net_saving = net.whole(SavingsLine::Net).map_or(0.0, |net| net.statistic.mc_error);
        Ok(IndependentBase { errors: differences::errors(&self.samples, &other, cells), net_saving })
    }
}

fn enough_memory(plan: &Plan, replications: u64) -> Result<(), NotComparable> {
    let most = BYTES_PER_PLAN / (Layout::new(plan).cells() as u64 * 4);
    if replications > most { Err(NotComparable::TooMany { replications, most }) } else { Ok(()) }
}
