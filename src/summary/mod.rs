//! What many futures say together: means, percentiles, how sure the means are, how likely targets are.

pub mod compare;
mod figure;
mod nearest;
mod percentiles;
mod rank;
#[cfg(test)]
mod tests;

pub use figure::{At, Figure, NoSuchFigure};
pub use nearest::{Nearest, nearest};

use crate::plan::Plan;
use crate::run::{Counter, Layout, Options, Samples, Stopped, on_threads, replicate};
use crate::scenario::Series;

/// The percentiles that are reported.
pub const PERCENTILES: [u8; 7] = [5, 10, 25, 50, 75, 90, 95];

/// What the replications say of one figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statistic {
    /// Replications in which it is not missing. The others say nothing: mean and percentiles are of these.
    pub n_defined: u64,
    /// Mean.
    pub mean: f64,
    /// The percentiles of [`PERCENTILES`], type 7 of Hyndman and Fan (1996).
    pub percentiles: [f64; 7],
    /// Monte Carlo standard error of the mean.
    pub mc_error: f64,
}

impl Statistic {
    /// The median.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.percentiles[3]
    }

    /// The 10th and 90th percentile: the 80% range.
    #[must_use]
    pub fn range80(&self) -> (f64, f64) {
        (self.percentiles[1], self.percentiles[5])
    }

    /// Whether the 80% range holds a value.
    #[must_use]
    pub fn holds_80(&self, value: f64) -> bool {
        let (low, high) = self.range80();
        (low..=high).contains(&value)
    }

    /// Whether any replication defines it.
    #[must_use]
    pub fn is_defined(&self) -> bool {
        self.n_defined > 0
    }
}

/// How percentiles were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// From every value, held to single precision (seven significant figures).
    Exact,
    /// From counts in bins at most a thousandth of their value wide.
    Sketch,
}

/// The summary of a run: everything that outputs are made of.
pub struct Summary<'p> {
    plan: &'p Plan,
    layout: Layout,
    replications: u64,
    precision: Precision,
    statistics: Vec<Statistic>,
}

/// Runs a plan and summarises it.
///
/// # Errors
/// [`Stopped`] where who watches says so.
pub fn run<'p>(plan: &'p Plan, options: &Options<'_>) -> Result<Summary<'p>, Stopped> {
    let counter = Counter::new(options.watch, options.replications);
    on_threads(options.threads, || Ok(Summary::new(plan, &replicate(plan, options, &counter)?)))
}

impl<'p> Summary<'p> {
    fn new(plan: &'p Plan, samples: &Samples) -> Self {
        Self {
            plan,
            layout: samples.layout.clone(),
            replications: samples.replications,
            precision: if samples.is_exact() { Precision::Exact } else { Precision::Sketch },
            statistics: percentiles::statistics(samples),
        }
    }

    /// The plan that was run.
    #[must_use]
    pub fn plan(&self) -> &'p Plan {
        self.plan
    }

    /// How many futures were run.
    #[must_use]
    pub fn replications(&self) -> u64 {
        self.replications
    }

    /// How percentiles were found.
    #[must_use]
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The series at `index` of [`Plan::series`] at the opening.
    #[must_use]
    pub fn opening(&self, series: usize) -> &Statistic {
        &self.statistics[self.layout.opening(series)]
    }

    /// The series at `index` in month `month`, from 0.
    #[must_use]
    pub fn month(&self, month: usize, series: usize) -> &Statistic {
        &self.statistics[self.layout.month(month, series)]
    }

    /// The series at `index` over financial year `year`, from 0.
    #[must_use]
    pub fn year(&self, year: usize, series: usize) -> &Statistic {
        &self.statistics[self.layout.year(year, series)]
    }

    /// The variance of budget `budget`: spent less budget.
    #[must_use]
    pub fn budget(&self, budget: usize) -> &Statistic {
        &self.statistics[self.layout.budget(budget)]
    }

    /// Budget `budget`: the mean is the probability that it is overspent.
    #[must_use]
    pub fn overspend(&self, budget: usize) -> &Statistic {
        &self.statistics[self.layout.overspent(budget)]
    }

    /// Target `target`: its mean is the probability that it is met.
    #[must_use]
    pub fn target(&self, target: usize) -> &Statistic {
        &self.statistics[self.layout.target(target)]
    }

    /// Where a series stands in [`Plan::series`].
    #[must_use]
    pub fn find(&self, series: Series) -> Option<usize> {
        self.plan.series().iter().position(|one| one.series == series)
    }

    /// Where the service's series of the measure named `id` stands.
    #[must_use]
    pub fn find_service(&self, id: &str) -> Option<usize> {
        let measure = crate::measures::Measure::find(id)?;
        self.find(Series { measure, team: None, of: None })
    }
}
