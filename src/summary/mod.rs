//! What many futures say together: means, percentiles, how sure the means are, how likely targets are.

mod figure;
mod lookup;
mod nearest;
pub(crate) mod percentiles;
pub(crate) mod rank;

pub use figure::{Figure, FigureNotFound, Period};
pub use lookup::MeasureSummary;
pub use nearest::{Nearest, nearest};

use crate::plan::Plan;
use crate::run::{Cancelled, Layout, Options, ProgressCounter, Samples, on_threads, replicate};
use crate::scenario::Series;
use crate::units::Month;

/// The percentiles that are reported.
pub const PERCENTILES: [u8; 7] = [5, 10, 25, 50, 75, 90, 95];

/// What they are called in files.
pub const PERCENTILE_IDS: [&str; PERCENTILES.len()] = ["p05", "p10", "p25", "p50", "p75", "p90", "p95"];

/// What the replications say of one figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statistic {
    /// Replications in which it is not missing. The others say nothing: mean and percentiles are of these.
    pub n_defined: u64,
    /// Mean.
    pub mean: f64,
    /// The percentiles of [`PERCENTILES`], type 7 of Hyndman and Fan (1996).
    pub percentiles: [f64; PERCENTILES.len()],
    /// Monte Carlo standard error of the mean.
    pub mc_error: f64,
}

impl Statistic {
    /// The percentile `percent`, which is one of [`PERCENTILES`]; `NaN` for any other.
    #[must_use]
    pub fn p(&self, percent: u8) -> f64 {
        let place = PERCENTILES.iter().position(|&one| one == percent);
        debug_assert!(place.is_some(), "{percent} is not one of {PERCENTILES:?}");
        place.map_or(f64::NAN, |place| self.percentiles[place])
    }

    /// The median.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.p(50)
    }

    /// The 10th and 90th percentile: the 80% range.
    #[must_use]
    pub fn range80(&self) -> (f64, f64) {
        (self.p(10), self.p(90))
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

    /// Monte Carlo standard error of the mean; `None` where fewer than two replications define it, because one value
    /// does not show how far values lie apart.
    #[must_use]
    pub fn known_error(&self) -> Option<f64> {
        (self.n_defined > 1).then_some(self.mc_error)
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
#[derive(Clone, Debug)]
pub struct Summary {
    plan: Plan,
    layout: Layout,
    replications: u64,
    precision: Precision,
    statistics: Vec<Statistic>,
}

/// Runs a plan and summarises it.
///
/// # Errors
/// [`Cancelled`] where who watches says so.
pub fn run(plan: &Plan, options: &Options<'_>) -> Result<Summary, Cancelled> {
    let counter = ProgressCounter::new(options.watch, options.replications);
    on_threads(options.threads, || Ok(Summary::new(plan, &replicate(plan, options, &counter)?)))
}

impl Summary {
    pub(crate) fn new(plan: &Plan, samples: &Samples) -> Self {
        Self {
            plan: plan.clone(),
            layout: samples.layout.clone(),
            replications: samples.replications,
            precision: if samples.is_exact() { Precision::Exact } else { Precision::Sketch },
            statistics: percentiles::statistics(samples),
        }
    }

    /// The plan that was run.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
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

    /// The series at index `series` of [`Plan::series`] at the opening; `None` where there is no such series.
    #[must_use]
    pub fn opening(&self, series: usize) -> Option<&Statistic> {
        self.at(self.layout.find_opening(series))
    }

    /// A series in month `month`, from 0; `None` beyond the end of the run or of the series.
    #[must_use]
    pub fn month(&self, month: usize, series: usize) -> Option<&Statistic> {
        self.at(self.layout.find_month(month, series))
    }

    /// A series at the opening and in every month, in order.
    pub fn months(&self, series: usize) -> impl Iterator<Item = (Month, &Statistic)> {
        let calendar = self.plan.calendar();
        let months = (0..self.layout.months).map(move |month| self.month(month, series));
        let statistics = std::iter::once(self.opening(series)).chain(months);
        (-1..).zip(statistics).filter_map(|(month, statistic)| Some((calendar.month(month), statistic?)))
    }

    /// A series in the last month.
    #[must_use]
    pub fn end(&self, series: usize) -> Option<&Statistic> {
        self.month(self.layout.months.checked_sub(1)?, series)
    }

    /// A series over financial year `year`, from 0; `None` beyond the end of the run or of the series.
    #[must_use]
    pub fn year(&self, year: usize, series: usize) -> Option<&Statistic> {
        self.at(self.layout.find_year(year, series))
    }

    /// A series over every financial year, in order.
    pub fn years(&self, series: usize) -> impl Iterator<Item = &Statistic> {
        (0..self.layout.years).filter_map(move |year| self.year(year, series))
    }

    /// The variance of budget `budget`, spent less budget; `None` where there is no such budget.
    #[must_use]
    pub fn budget(&self, budget: usize) -> Option<&Statistic> {
        self.at(self.layout.find_budget(budget))
    }

    /// Budget `budget`: the mean is the probability that it is overspent; `None` where there is no such budget.
    #[must_use]
    pub fn overspend(&self, budget: usize) -> Option<&Statistic> {
        self.at(self.layout.find_overspent(budget))
    }

    /// Target `target`: its mean is the probability that it is met; `None` where there is no such target.
    #[must_use]
    pub fn target(&self, target: usize) -> Option<&Statistic> {
        self.at(self.layout.find_target(target))
    }

    fn at(&self, place: Option<usize>) -> Option<&Statistic> {
        self.statistics.get(place?)
    }

    /// Where a series stands in [`Plan::series`].
    #[must_use]
    pub fn find(&self, series: Series) -> Option<usize> {
        self.plan.series().iter().position(|one| one.series == series)
    }

    /// Where the service's series of the measure named `id` stands.
    #[must_use]
    pub fn service_series(&self, id: &str) -> Option<usize> {
        let measure = crate::measures::Measure::find(id)?;
        self.find(Series { measure, team: None, of: None })
    }
}
