//! What many futures say together: means, percentiles, how sure the means are, how likely targets are.

mod figure;
mod lookup;
mod nearest;
pub(crate) mod percentiles;
mod statistic;

pub use figure::{Figure, FigureNotFound, Period};
pub use lookup::MeasureSummary;
pub use nearest::{Nearest, nearest};
pub use percentiles::{PERCENTILE_IDS, PERCENTILES};
pub use statistic::Statistic;

use crate::plan::Plan;
use crate::run::{Cancelled, Layout, Options, ProgressCounter, Tallies, on_threads};
use crate::scenario::Series;
use crate::units::Month;

/// The summary of a run: everything that outputs are made of.
#[derive(Clone, Debug)]
pub struct Summary {
    plan: Plan,
    layout: Layout,
    replications: u64,
    statistics: Vec<Statistic>,
}

/// Runs a plan and summarises it.
///
/// # Errors
/// [`Cancelled`] where who watches says so.
pub fn run(plan: &Plan, options: &Options<'_>) -> Result<Summary, Cancelled> {
    let counter = ProgressCounter::new(options.watch, options.replications);
    on_threads(options.threads, || Ok(Summary::new(plan, &Tallies::of(plan, options, &counter)?)))
}

impl Summary {
    pub(crate) fn new(plan: &Plan, tallies: &Tallies) -> Self {
        Self {
            plan: plan.clone(),
            layout: tallies.layout.clone(),
            replications: tallies.replications,
            statistics: tallies.cells.iter().map(Statistic::of).collect(),
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
