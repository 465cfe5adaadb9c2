//! Summary statistics over many replications: means, percentiles, standard errors, probabilities of meeting targets.

mod cell_results;
mod drivers;
mod figure;
mod lookup;
mod nearest;
pub(crate) mod percentiles;
mod precision;
pub(crate) mod sequences;
mod spending;
mod statistic;
mod thirds;

pub(crate) use cell_results::CellResults;
use drivers::further_futures;
pub use drivers::{Drivers, FigureSpread, FutureFigure, InputDriver, VarianceParts, VarianceShare};
pub(crate) use drivers::{
    FURTHER, FurtherFutures, FutureOrder, InputOrder, MIN_FUTURES, VariedFigure, Varying, in_order, input_orders, mean,
    mean_with_error, variance, varies,
};
pub use figure::FigureNotFound;
pub(crate) use figure::{Figure, Period};
pub use lookup::MeasureSummary;
pub(crate) use nearest::{Nearest, nearest, percentile};
pub(crate) use percentiles::PERCENTILE_IDS;
pub use percentiles::PERCENTILES;
pub use precision::{HeadlinePrecision, Precision, PrecisionError, PrecisionKind, PrecisionReached, PrecisionSubject};
pub(crate) use precision::{Watched, WatchedFigures, mean_radius_at_any_look, pounds};
use spending::SpendingByYear;
pub use spending::{LineSpending, PayerSpending};
pub use statistic::Statistic;
pub use thirds::{TargetAtBest, TargetFrequency, TargetInThirds};

use std::sync::{Arc, OnceLock};

use crate::ids::TeamId;
use crate::plan::Plan;
use crate::run::{
    Cancelled, Execution, KeptBlocks, KeptReplications, Layout, Options, ProgressCounter, ResponseFigure, Tallies,
    TallySource, on_threads,
};
use crate::scenario::Series;
use crate::units::Month;

/// The summary of a run: the basis of all outputs.
#[derive(Clone, Debug)]
pub struct Summary {
    plan: Plan,
    layout: Layout,
    replications: u64,
    statistics: CellResults<Statistic>,
    spending: Arc<SpendingByYear>,
    kept: Arc<KeptReplications>,
    precision: Option<Arc<PrecisionReached>>,
    further: Option<Arc<FurtherFutures>>,
    /// Computed when first asked for.
    drivers: Arc<OnceLock<Option<Drivers>>>,
}

/// Runs a plan and summarises it.
///
/// # Errors
/// [`Cancelled`] if the progress callback breaks.
pub fn run(plan: &Plan, options: &Options<'_>) -> Result<Summary, Cancelled> {
    let further = further_futures(options.replications).unwrap_or(0);
    let counter = options.counter(options.replications + 2 * further);
    on_threads(options.threads, || {
        Summary::new(plan, &Tallies::of(plan, options, &counter, None)?).with_further(options, &counter)
    })
}

/// Runs a plan until it knows what `precision` covers, at most `options.replications` futures, and summarises it. Where it stops depends on the
/// plan, its seed and the precision only; its figures are those of a run of as many futures. All of them are computed here, whatever the
/// [`Execution`], because where it stops depends on them.
///
/// # Errors
/// [`Cancelled`] if the progress callback breaks.
pub fn run_until(plan: &Plan, precision: &Precision, options: &Options<'_>) -> Result<Summary, Cancelled> {
    let options = &Options { execution: Execution::Whole, ..*options };
    let counter = options.counter(options.replications);
    let watched = WatchedFigures::new(plan, precision);
    let is_enough = |tallies: &Tallies| watched.look(tallies).all(|one| one.is_resolved());
    on_threads(options.threads, || {
        let tallies = Tallies::of(plan, options, &counter, Some(&is_enough))?;
        let reached = PrecisionReached {
            asked: precision.clone(),
            limit: options.replications,
            headlines: watched.look(&tallies).collect(),
        };
        let options = Options { replications: tallies.replications, ..*options };
        Summary::new(plan, &tallies).with_precision(Some(reached)).with_further(&options, &counter)
    })
}

impl Summary {
    pub(crate) fn new(plan: &Plan, tallies: &Tallies) -> Self {
        Self {
            plan: plan.clone(),
            layout: tallies.layout.clone(),
            replications: tallies.replications,
            statistics: CellResults::All(
                tallies.cells.map(tallies.layout.cells_with_percentiles(), Statistic::of).into(),
            ),
            spending: Arc::new(SpendingByYear::of(plan, tallies)),
            kept: Arc::clone(&tallies.kept),
            precision: None,
            further: None,
            drivers: Arc::default(),
        }
    }

    /// The summary of a run that keeps all its figures: statistics are computed when they are first asked for.
    pub(crate) fn of_blocks(plan: &Plan, blocks: &KeptBlocks) -> Self {
        let source = blocks.clone();
        let statistic = move |cell| Statistic::of(&source.tally(cell));
        Self {
            plan: plan.clone(),
            layout: blocks.layout().clone(),
            replications: blocks.count(),
            statistics: CellResults::on_demand(blocks.layout().cells_with_percentiles(), statistic),
            spending: Arc::new(SpendingByYear::of(plan, blocks)),
            kept: Arc::clone(blocks.replications()),
            precision: None,
            further: None,
            drivers: Arc::default(),
        }
    }

    /// The same, of a run that stopped by itself.
    pub(crate) fn with_precision(self, reached: Option<PrecisionReached>) -> Self {
        Self { precision: reached.map(Arc::new), ..self }
    }

    /// The same with further futures, for the parts of years and chance in its spread; without any if it is too short.
    fn with_further(self, options: &Options<'_>, counter: &ProgressCounter<'_>) -> Result<Self, Cancelled> {
        let Some(replications) = further_futures(options.replications) else { return Ok(self) };
        let further = FurtherFutures::run(&self.plan, &Options { replications, ..*options }, counter)?;
        Ok(Self { further: Some(Arc::new(further)), ..self })
    }

    /// The plan that was run.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Number of replications.
    #[must_use]
    pub fn replications(&self) -> u64 {
        self.replications
    }

    /// How precisely it knows its headlines, if the run stopped by itself.
    #[must_use]
    pub fn precision(&self) -> Option<&PrecisionReached> {
        self.precision.as_deref()
    }

    /// The first replications, one by one.
    #[must_use]
    pub fn kept(&self) -> &KeptReplications {
        &self.kept
    }

    /// What the spread of headlines and targets comes from; `None` with fewer than 400 futures, or if nothing varies.
    #[must_use]
    pub fn drivers(&self) -> Option<&Drivers> {
        self.drivers.get_or_init(|| Drivers::of(self, self.further.as_deref())).as_ref()
    }

    /// Series `series` of [`Plan::series`] at the opening; `None` if there is no such series.
    #[must_use]
    pub fn opening(&self, series: usize) -> Option<&Statistic> {
        self.at(self.layout.find_opening(series))
    }

    /// A series in month `month`, counted from 0; `None` if either is out of range.
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

    /// A series over financial year `year`, counted from 0; `None` if either is out of range.
    #[must_use]
    pub fn year(&self, year: usize, series: usize) -> Option<&Statistic> {
        self.at(self.layout.find_year(year, series))
    }

    /// A series over every financial year, in order.
    pub fn years(&self, series: usize) -> impl Iterator<Item = &Statistic> {
        (0..self.layout.years).filter_map(move |year| self.year(year, series))
    }

    /// The variance of budget `budget`, spending less budget; `None` if there is no such budget.
    #[must_use]
    pub fn budget(&self, budget: usize) -> Option<&Statistic> {
        self.at(self.layout.find_budget(budget))
    }

    /// Overspending of budget `budget`: the mean is its probability; `None` if there is no such budget.
    #[must_use]
    pub fn overspend(&self, budget: usize) -> Option<&Statistic> {
        self.at(self.layout.find_overspent(budget))
    }

    /// What budget `budget` must be, pounds, to be enough in 80% of futures: the 80th percentile of what it is spent on; `None` if there
    /// is no such budget.
    #[must_use]
    pub fn safe_budget(&self, budget: usize) -> Option<f64> {
        self.spending.safe_budgets.get(budget).copied()
    }

    /// What the service (`team` is `None`) or a team spends in financial year `year`, counted from 0; `None` if there is no such year.
    #[must_use]
    pub fn spending(&self, year: usize, team: Option<TeamId>) -> Option<&PayerSpending> {
        self.spending.years.get(year)?.iter().find(|one| one.team == team)
    }

    /// Target `target`: the mean is the probability of meeting it; `None` if there is no such target.
    #[must_use]
    pub fn target(&self, target: usize) -> Option<&Statistic> {
        self.at(self.layout.find_target(target))
    }

    /// Whether target `target`, on vacancies, was met with fewer posts than are funded: the mean is its probability; `None`
    /// for any other target, or if no posts follow staff.
    #[must_use]
    pub fn met_with_fewer_posts(&self, target: usize) -> Option<&Statistic> {
        self.at(self.layout.find_met_with_fewer_posts(target))
    }

    /// A figure of response `response`; the mean of [`ResponseFigure::Used`] is the share of futures in which it was in force, and
    /// the others are of these futures. `None` if there is no such response.
    #[must_use]
    pub fn response(&self, response: usize, figure: ResponseFigure) -> Option<&Statistic> {
        self.at(self.layout.find_response(response, figure))
    }

    fn at(&self, place: Option<usize>) -> Option<&Statistic> {
        self.statistics.get(place?)
    }

    /// Index of a series in [`Plan::series`].
    #[must_use]
    pub fn find(&self, series: Series) -> Option<usize> {
        self.plan.series.iter().position(|one| one.series == series)
    }

    /// Index of the service's series of the measure `id`.
    #[must_use]
    pub fn service_series(&self, id: &str) -> Option<usize> {
        let measure = crate::measures::Measure::find(id)?;
        self.find(Series { measure, team: None, of: None })
    }
}
