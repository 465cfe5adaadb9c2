//! What an alternative saves, as finance officers read it: by financial year, cumulatively, and when it has paid for
//! itself.

use super::savings_cells::{self, SavingsCells};
use crate::measures::{CostLine, SavingSide};
use crate::plan::Plan;
use crate::run::{Tallies, Tally};
use crate::summary::Statistic;
use crate::units::{Month, Unit};

/// A line of the savings table. Positive is good: money saved, premium avoided, agency workers no longer needed; except
/// that [`SavingsLine::PlanCosts`] is spending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavingsLine {
    /// Reduction in permanent pay and agency spending, before the costs of the plan itself.
    Gross,
    /// Costs of the plan itself: recruitment, trainees, retention payments and costs of changes, less grants.
    PlanCosts,
    /// Gross saving less the costs of the plan, in money of the day.
    Net,
    /// Net saving at base-year prices.
    NetReal,
    /// Net saving in real terms, discounted.
    NetDiscounted,
    /// Reduction in agency spending.
    Agency,
    /// Reduction in what is paid above the cost of permanent staff in the same posts.
    AgencyPremium,
    /// Reduction in agency FTE, the mean of the months; cumulatively, FTE-years.
    AgencyFte,
}

impl SavingsLine {
    /// Every line, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::Gross,
        Self::PlanCosts,
        Self::Net,
        Self::NetReal,
        Self::NetDiscounted,
        Self::Agency,
        Self::AgencyPremium,
        Self::AgencyFte,
    ];

    /// Identifier in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Gross => "gross_saving",
            Self::PlanCosts => "plan_costs",
            Self::Net => "net_saving",
            Self::NetReal => "net_saving_real",
            Self::NetDiscounted => "net_saving_discounted",
            Self::Agency => "agency_spend_saved",
            Self::AgencyPremium => "agency_premium_avoided",
            Self::AgencyFte => "agency_fte_displaced",
        }
    }

    /// Display name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Gross => "Gross saving",
            Self::PlanCosts => "Costs of the plan",
            Self::Net => "Net saving",
            Self::NetReal => "Net saving, real terms",
            Self::NetDiscounted => "Net saving, discounted",
            Self::Agency => "Agency spend saved",
            Self::AgencyPremium => "Agency premium avoided",
            Self::AgencyFte => "Agency FTE displaced",
        }
    }

    /// Display name for totals over several years, in which FTE become FTE-years.
    #[must_use]
    pub fn label_of_run(self) -> &'static str {
        if self == Self::AgencyFte { "Agency FTE-years displaced" } else { self.label() }
    }

    /// Unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        if self == Self::AgencyFte { Unit::Fte } else { Unit::Pounds }
    }

    /// Its components: series of the service, each with the sign applied to alternative less base.
    pub(super) fn parts(self) -> Vec<(&'static str, Option<CostLine>, f64)> {
        let lines = |chosen: fn(CostLine) -> bool, sign: f64| {
            CostLine::ALL.into_iter().filter(|&line| chosen(line)).map(|line| ("cost", Some(line), sign)).collect()
        };
        match self {
            Self::Gross => lines(|line| line.side() == SavingSide::Gross, -1.0),
            Self::PlanCosts => lines(|line| line.side() == SavingSide::PlanCosts, 1.0),
            Self::Net => vec![("cost", None, -1.0)],
            Self::NetReal => vec![("cost_real", None, -1.0)],
            Self::NetDiscounted => vec![("cost_discounted", None, -1.0)],
            Self::Agency => lines(|line| line == CostLine::Agency, -1.0),
            Self::AgencyPremium => vec![("agency_premium", None, -1.0)],
            Self::AgencyFte => vec![("agency_fte", None, -1.0)],
        }
    }
}

/// The value of a line in a year, or cumulatively to its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Saving {
    /// Statistics over the replications.
    pub statistic: Statistic,
    /// Share of replications in which it is positive.
    pub p_positive: f64,
}

/// When an alternative has paid for itself: the month from which its cumulative saving stays above its cumulative cost
/// until the end of the run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payback {
    /// Whether there is an outlay to pay back: at the end of some month the plan's mean cumulative cost exceeds that of
    /// the base by more than two standard errors.
    pub has_outlay: bool,
    /// Share of replications in which it pays back within the run.
    pub p_within: f64,
    /// The 10th percentile, the median and the 90th percentile over all replications; `None` if beyond the end of the
    /// run.
    pub months: [Option<Month>; 3],
}

/// Displacement explains a saving if each displaced FTE-year saves between half and twice the cost of an agency
/// FTE-year in the base, and costs between half and twice the pay of a permanent FTE-year there. Cheaper agency staff
/// save money without displacing anybody, and filling vacancies adds pay without displacing anybody: dividing such
/// amounts by whatever happens to be displaced would be meaningless.
const UNITS_OF_DISPLACEMENT: (f64, f64) = (0.5, 2.0);

/// Minimum outlay in pounds.
const MIN_OUTLAY: f64 = 1.0;

/// Minimum displaced agency FTE-years for which a cost per FTE-year is reported.
const MIN_DISPLACED: f64 = 1.0;

/// The savings of an alternative against the base.
#[derive(Clone, Debug)]
pub struct Savings {
    /// By line of [`SavingsLine::ALL`], then financial year: the value in that year.
    pub years: Vec<Vec<Saving>>,
    /// By line, then financial year: the cumulative value to its end.
    pub cumulative: Vec<Vec<Saving>>,
    /// When it has paid for itself, in money of the day.
    pub payback: Payback,
    /// Mean net saving over the run in the worst tenth of replications.
    pub worst_tenth: f64,
    /// Standard error that the mean net saving over the run would have if the two plans were independent, from their
    /// variances.
    pub error_apart: f64,
    /// By financial year, from the start to its end: additional spending on permanent pay and the plan's own costs per
    /// displaced agency FTE-year, as the ratio of the means. `None` if less than one FTE-year is displaced, or if
    /// displacement does not explain the saving and spending: each FTE-year must save and cost between half and twice
    /// what one costs in the base.
    pub cost_per_agency_fte: Vec<Option<f64>>,
}

impl Savings {
    /// Savings from the tallies of their cells; `base_tallies` are the tallies of the base itself.
    pub(super) fn new(base: &Plan, base_tallies: &Tallies, cells: &SavingsCells, tallies: &[Tally]) -> Self {
        let by_year = |place: &dyn Fn(SavingsLine, usize) -> usize| -> Vec<Vec<Saving>> {
            let years = |line| (0..cells.years()).map(|year| Saving::of(&tallies[place(line, year)])).collect();
            SavingsLine::ALL.into_iter().map(years).collect()
        };
        let cumulative = by_year(&|line, year| cells.cumulative(line, year));
        let errors = cells.costs_over_run().map(|cell| tallies[cell].error());
        let worst_tenth = |net: &Tally| net.mean_of_lowest(net.defined().div_ceil(10).max(1));
        Self {
            years: by_year(&|line, year| cells.year(line, year)),
            payback: Payback::of(base, cells, tallies),
            worst_tenth: cells.net_saving(tallies).map_or(f64::NAN, worst_tenth),
            error_apart: errors.iter().map(|error| error * error).sum::<f64>().sqrt(),
            cost_per_agency_fte: costs_per_agency_fte(base, base_tallies, &cumulative),
            cumulative,
        }
    }

    /// A line over the whole run.
    #[must_use]
    pub fn whole(&self, line: SavingsLine) -> Option<&Saving> {
        self.cumulative[line as usize].last()
    }
}

impl Saving {
    fn of(tally: &Tally) -> Self {
        let p_positive = tally.above_zero() as f64 / tally.defined() as f64;
        Self { statistic: Statistic::of(tally), p_positive }
    }
}

impl Payback {
    fn of(base: &Plan, cells: &SavingsCells, tallies: &[Tally]) -> Self {
        let is_outlay = |saved: &Tally| saved.mean() < -MIN_OUTLAY && saved.mean() < -2.0 * saved.error();
        let month = &tallies[cells.payback_month()];
        let at = |percent: u64| {
            let rank = month.defined().saturating_sub(1) * percent / 100;
            let found = month.at_ranks(&[rank]).first().map_or(cells.months(), |&found| found as usize);
            (found < cells.months()).then(|| base.calendar.month(found as i32))
        };
        Self {
            has_outlay: (0..cells.months()).any(|month| is_outlay(&tallies[cells.saved_so_far(month)])),
            p_within: Saving::of(&tallies[cells.pays_back()]).p_positive,
            months: [at(10), at(50), at(90)],
        }
    }
}

/// By financial year, cumulatively to its end: the cost per displaced agency FTE-year, if displacement explains the
/// saving.
fn costs_per_agency_fte(base: &Plan, base_tallies: &Tallies, cumulative: &[Vec<Saving>]) -> Vec<Option<f64>> {
    let so_far = |line: SavingsLine, year: usize| &cumulative[line as usize][year].statistic;
    let explains = |value: f64, unit: f64| {
        let (least, most) = UNITS_OF_DISPLACEMENT;
        value >= least * unit && value <= most * unit
    };
    let ratio = |year: usize| {
        let displaced = so_far(SavingsLine::AgencyFte, year);
        if displaced.mean < MIN_DISPLACED || displaced.mean <= 2.0 * displaced.mc_error {
            return None;
        }
        let saved = so_far(SavingsLine::Agency, year).mean;
        // Additional spending other than on agency staff: the net saving is the agency spend saved less this.
        let spent = saved - so_far(SavingsLine::Net, year).mean;
        let [agency, permanent] = costs_of_an_fte_year(base, base_tallies, year)?;
        let is_explained = explains(saved / displaced.mean, agency) && explains(spent / displaced.mean, permanent);
        is_explained.then(|| spent / displaced.mean)
    };
    (0..cumulative[0].len()).map(ratio).collect()
}

/// Mean cost of an agency FTE-year and of a permanent FTE-year in the base, cumulatively to the end of a year.
fn costs_of_an_fte_year(base: &Plan, tallies: &Tallies, year: usize) -> Option<[f64; 2]> {
    let mean = |measure: &str, line: Option<CostLine>| {
        let series = savings_cells::place(base, measure, line)?;
        let weight = |year: usize| match line {
            // For a stock, a partly covered year counts in proportion.
            None => base.calendar.months_covered(year) as f64 / 12.0,
            Some(_) => 1.0,
        };
        let of_year = |year: usize| weight(year) * tallies.cells[tallies.layout.year(year, series)].mean();
        Some((0..=year).map(of_year).sum::<f64>())
    };
    Some([
        mean("cost", Some(CostLine::Agency))? / mean("agency_fte", None)?,
        mean("cost", Some(CostLine::PermanentPay))? / mean("permanent_fte", None)?,
    ])
}
