//! Plans compared on the same futures: what each changes, how sure that is, and what it saves.
//!
//! [`pairing`] finds what two plans both report, [`differences`] takes replication from replication, and [`savings`] adds
//! money up as finance reads it. Of each plan every value is held while it is compared, so that memory bounds how many
//! futures can be: those of the base and of one alternative at a time.

pub mod attribution;
mod differences;
mod error;
mod futures;
mod pairing;
mod parts;
mod savings;
#[cfg(test)]
mod tests;

pub use differences::Difference;
pub use error::CompareError;
pub use futures::{Outlook, RobustMeasure, outlook};
pub use pairing::{Incomparable, Pairing, Unlike};
pub use parts::{Edits, MOST_EDITS, Parts, TooManyEdits};
pub use savings::{Payback, Saving, Savings, SavingsLine};

use crate::plan::Plan;
use crate::run::{Counter, Layout, Options, on_threads, replicate};
use crate::scenario::Series;
use crate::summary::{Statistic, Summary};

/// Memory for every value of one plan: 1 GB.
pub const BYTES_PER_PLAN: u64 = 1_000_000_000;

/// A plan and its alternatives on the same futures.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The plan that the others are compared with.
    pub base: Summary,
    /// The others, in the order in which they were given.
    pub alternatives: Vec<Alternative>,
}

/// An alternative and what it changes.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The alternative on its own.
    pub summary: Summary,
    /// What it and the base both report.
    pub pairing: Pairing,
    layout: Layout,
    differences: Vec<Difference>,
    budgets: Vec<Statistic>,
    independent: Option<Independent>,
    /// What it saves.
    pub savings: Savings,
}

/// What the differences are like on futures of the alternative's own.
#[derive(Clone, Debug)]
struct Independent {
    /// By cell of the differences, their standard error.
    errors: Vec<f64>,
    /// The standard error of the mean net saving over the run.
    net_saving: f64,
}

/// Runs a plan and its alternatives on the same futures; with `independent` each alternative on other ones too, to see
/// what pairing is worth.
///
/// # Errors
/// [`Incomparable`] where an alternative has another calendar or price base, or there are too many futures to hold;
/// [`CompareError::Stopped`] where who watches says so.
pub fn compare(
    base: &Plan,
    alternatives: &[Plan],
    options: &Options<'_>,
    independent: bool,
) -> Result<Comparison, CompareError> {
    let pairings = Pairing::with_each(base, alternatives)?;
    for plan in std::iter::once(base).chain(alternatives) {
        enough_memory(plan, options.replications)?;
    }
    let options = Options { exact_bytes: u64::MAX, ..*options };
    let runs = 1 + alternatives.len() as u64 * if independent { 2 } else { 1 };
    let counter = Counter::new(options.watch, runs * options.replications);
    on_threads(options.threads, || {
        let base_samples = replicate(base, &options, &counter)?;
        let one = |(plan, pairing): (&Plan, Pairing)| {
            let samples = replicate(plan, &options, &counter)?;
            let layout = pairing.layout(&samples.layout);
            let cells = pairing.cells(&base_samples.layout, &samples.layout, &layout);
            let differences = differences::differences(&base_samples, &samples, &cells);
            let budgets = differences::of_budgets((base, &base_samples), (plan, &samples), &pairing.budgets);
            let savings = Savings::new(base, &base_samples, plan, &samples);
            let summary = Summary::new(plan, &samples);
            drop(samples);
            let apart = || {
                let apart = Options { first: options.first + options.replications, ..options };
                let other = replicate(plan, &apart, &counter)?;
                let net = Savings::new(base, &base_samples, plan, &other);
                let net_saving = net.whole(SavingsLine::Net).map_or(0.0, |net| net.statistic.mc_error);
                Ok(Independent { errors: differences::errors(&base_samples, &other, &cells), net_saving })
            };
            let independent = independent.then(apart).transpose()?;
            Ok(Alternative { summary, pairing, layout, differences, budgets, independent, savings })
        };
        let alternatives = alternatives.iter().zip(pairings).map(one).collect::<Result<_, _>>()?;
        Ok(Comparison { base: Summary::new(base, &base_samples), alternatives })
    })
    .map_err(CompareError::Stopped)
}

fn enough_memory(plan: &Plan, replications: u64) -> Result<(), Incomparable> {
    let most = BYTES_PER_PLAN / (Layout::new(plan).cells() as u64 * 4);
    if replications > most { Err(Incomparable::TooMany { replications, most }) } else { Ok(()) }
}

impl Alternative {
    /// Every series that both report, in the order of the base.
    pub fn series(&self) -> impl Iterator<Item = Series> {
        self.pairing.series.iter().map(|pair| pair.series)
    }

    /// Where a series of the base stands among those that both report.
    #[must_use]
    pub fn find(&self, series: Series) -> Option<usize> {
        self.pairing.series.iter().position(|pair| pair.series == series)
    }

    /// Where the shared series at `index` stands in the base and in the alternative on their own.
    #[must_use]
    pub fn places(&self, index: usize) -> (usize, usize) {
        self.pairing.series[index].places()
    }

    /// The difference at the opening of the shared series at `index`; `None` where there is no such series.
    #[must_use]
    pub fn opening(&self, index: usize) -> Option<&Difference> {
        (index < self.layout.series).then(|| &self.differences[self.layout.opening(index)])
    }

    /// The difference in month `month`, from 0, of the shared series at `index`; `None` beyond the run or the series.
    #[must_use]
    pub fn month(&self, month: usize, index: usize) -> Option<&Difference> {
        Some(&self.differences[self.place_of_month(month, index)?])
    }

    /// The difference over financial year `year`, from 0, of the shared series at `index`; `None` beyond the run or the
    /// series.
    #[must_use]
    pub fn year(&self, year: usize, index: usize) -> Option<&Difference> {
        Some(&self.differences[self.place_of_year(year, index)?])
    }

    /// The difference of shared target `index`: its mean is the change of the probability that it is met. `None` where there
    /// is no such target.
    #[must_use]
    pub fn target(&self, index: usize) -> Option<&Difference> {
        (index < self.layout.targets).then(|| &self.differences[self.layout.target(index)])
    }

    /// The difference of shared budget `index` of [`Pairing::budgets`]: what the plan spends less what the base spends.
    /// `None` where there is no such budget.
    #[must_use]
    pub fn budget(&self, index: usize) -> Option<&Statistic> {
        self.budgets.get(index)
    }

    /// The standard error that the mean difference in month `month` has on futures of its own; `None` beyond the run or the
    /// series, and where it was not measured.
    #[must_use]
    pub fn independent_month(&self, month: usize, index: usize) -> Option<f64> {
        Some(self.independent.as_ref()?.errors[self.place_of_month(month, index)?])
    }

    /// The standard error that the mean difference over a year has on futures of its own; `None` beyond the run or the
    /// series, and where it was not measured.
    #[must_use]
    pub fn independent_year(&self, year: usize, index: usize) -> Option<f64> {
        Some(self.independent.as_ref()?.errors[self.place_of_year(year, index)?])
    }

    /// Where a month's difference stands: beyond the end it would be another figure's place.
    fn place_of_month(&self, month: usize, index: usize) -> Option<usize> {
        let is_inside = month < self.layout.months && index < self.layout.series;
        is_inside.then(|| self.layout.month(month, index))
    }

    fn place_of_year(&self, year: usize, index: usize) -> Option<usize> {
        let is_inside = year < self.layout.years && index < self.layout.series;
        is_inside.then(|| self.layout.year(year, index))
    }

    /// The standard error that the mean net saving over the run has on futures of its own.
    #[must_use]
    pub fn independent_net_saving(&self) -> Option<f64> {
        self.independent.as_ref().map(|apart| apart.net_saving)
    }
}
