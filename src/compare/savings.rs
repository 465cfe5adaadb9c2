//! What an alternative saves, as finance reads it: by financial year and added up, and when it has paid for itself.

use super::savings_cells::{self, SavingsCells};
use crate::measures::{CostLine, SavingSide};
use crate::plan::Plan;
use crate::run::{Tallies, Tally};
use crate::summary::Statistic;
use crate::units::{Month, Unit};

/// A line of the savings table. Positive is good: money saved, premium avoided, agency workers no longer needed; but
/// [`SavingsLine::PlanCosts`] is what is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavingsLine {
    /// Less spent on permanent pay and agency staff, before what the plan itself costs.
    Gross,
    /// What the plan itself costs: recruitment, trainees, retention payments, costs of changes, less grants.
    PlanCosts,
    /// Gross saving less the costs of the plan, in the money of the day.
    Net,
    /// The same at the prices of the base year.
    NetReal,
    /// The same, discounted.
    NetDiscounted,
    /// Less spent on agency staff.
    Agency,
    /// Less paid above what permanent staff would cost in the same posts.
    AgencyPremium,
    /// Agency FTE no longer in post, the mean of the months; added up, FTE-years.
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

    /// The line's name in files.
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

    /// The line's name for people.
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

    /// The same over several years, in which FTE become FTE-years.
    #[must_use]
    pub fn label_of_run(self) -> &'static str {
        if self == Self::AgencyFte { "Agency FTE-years displaced" } else { self.label() }
    }

    /// What it counts.
    #[must_use]
    pub fn unit(self) -> Unit {
        if self == Self::AgencyFte { Unit::Fte } else { Unit::Pounds }
    }

    /// What it is made of: series of the service, each counted with its sign as alternative less base.
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

/// What a line comes to in a year, or up to its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Saving {
    /// Over the replications.
    pub statistic: Statistic,
    /// Share of replications in which it is above zero.
    pub p_positive: f64,
}

/// When an alternative has paid for itself: the month from whose end on it has saved more than it cost, to the end of the
/// run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payback {
    /// Whether there is anything to pay back: at the end of some month the plan has cost more than the base in the mean, by
    /// more than two standard errors.
    pub has_outlay: bool,
    /// Share of replications in which it does within the run.
    pub p_within: f64,
    /// The 10th percentile, the median and the 90th percentile over all replications; `None` where it is not within the
    /// run.
    pub months: [Option<Month>; 3],
}

/// Displacement explains a saving where an FTE-year displaced saves between half of and twice what an agency FTE-year costs
/// in the base, and costs between half of and twice what a permanent FTE-year is paid there. A lower price of agency staff
/// saves without displacing anybody, and filling vacancies costs pay without it: to divide those by what happens to be
/// displaced says nothing.
const UNITS_OF_DISPLACEMENT: (f64, f64) = (0.5, 2.0);

/// The least that counts as an outlay, pounds: below it is what single precision loses.
const MIN_OUTLAY: f64 = 1.0;

/// Fewest agency FTE-years displaced of which a cost for each is told.
const MIN_DISPLACED: f64 = 1.0;

/// What an alternative saves against the base.
#[derive(Clone, Debug)]
pub struct Savings {
    /// By line of [`SavingsLine::ALL`], then financial year: in that year.
    pub years: Vec<Vec<Saving>>,
    /// By line, then financial year: from the start to its end.
    pub cumulative: Vec<Vec<Saving>>,
    /// When it has paid for itself, in the money of the day.
    pub payback: Payback,
    /// Mean net saving over the run in the worst tenth of futures.
    pub worst_tenth: f64,
    /// The standard error that the mean net saving over the run would have if the two plans had nothing to do with each
    /// other: from their two variances.
    pub error_apart: f64,
    /// By financial year, from the start to its end: what is spent more on permanent pay and the plan's own costs for each
    /// agency FTE-year displaced, as the ratio of the means; `None` where less than one is displaced, or displacement does not
    /// explain what is saved and spent: each FTE-year saves and costs between half of and twice what one costs in the base.
    pub cost_per_agency_fte: Vec<Option<f64>>,
}

impl Savings {
    /// What tallies of the cells of a saving come to; `base_tallies` are those of the base on its own.
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
            p_within: tallies[cells.pays_back()].mean(),
            months: [at(10), at(50), at(90)],
        }
    }
}

/// By financial year, from the start to its end: what each agency FTE-year displaced costs, where displacement explains it.
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
        // All that is spent more but on agency staff: the net saving is the agency spend saved less that.
        let spent = saved - so_far(SavingsLine::Net, year).mean;
        let [agency, permanent] = costs_of_an_fte_year(base, base_tallies, year)?;
        let is_explained = explains(saved / displaced.mean, agency) && explains(spent / displaced.mean, permanent);
        is_explained.then(|| spent / displaced.mean)
    };
    (0..cumulative[0].len()).map(ratio).collect()
}

/// What an agency FTE-year and a permanent one cost in the base, from the start to the end of a year: in the mean.
fn costs_of_an_fte_year(base: &Plan, tallies: &Tallies, year: usize) -> Option<[f64; 2]> {
    let mean = |measure: &str, line: Option<CostLine>| {
        let series = savings_cells::place(base, measure, line)?;
        let weight = |year: usize| match line {
            // A stock's years of a part count as that part.
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
