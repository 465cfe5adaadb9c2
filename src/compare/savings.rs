//! What an alternative saves, as finance officers read it: by financial year, cumulatively, and when it has paid for
//! itself.

use super::savings_cells::{self, SavingsCells};
use super::savings_line::SavingsLine;
use crate::measures::CostLine;
use crate::plan::Plan;
use crate::run::{Tally, TallySource};
use crate::summary::Statistic;
use crate::units::Month;

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
    /// By team, in file order.
    pub teams: Vec<TeamSavings>,
}

/// The savings of an alternative in one team. The costs of changes belong to no team.
#[derive(Clone, Debug)]
pub struct TeamSavings {
    /// Identifier of the team.
    pub team: String,
    /// By line of [`SavingsLine::BY_TEAM`], then financial year: the value in that year.
    pub years: Vec<Vec<Saving>>,
    /// By line, then financial year: the cumulative value to its end.
    pub cumulative: Vec<Vec<Saving>>,
}

/// What an alternative pays for more capacity, or saves by having less, over the run: ratios of means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CapacityCost {
    /// It has more: pounds per extra full-load FTE-year, negative if it saves money as well.
    Gains(f64),
    /// It has less: pounds saved per full-load FTE-year given up, and what one costs to buy back at the base's agency price.
    GivesUp {
        /// Pounds saved per FTE-year.
        saved: f64,
        /// Pounds per FTE-year.
        buy_back: f64,
    },
}

/// Minimum change of capacity over the run, in full-load FTE-years, for which a cost per FTE-year is reported.
const MIN_CAPACITY: f64 = 1.0;

impl Savings {
    /// Savings from the tallies of their cells; `base_tallies` are the tallies of the base itself.
    pub(super) fn new(base: &Plan, base_tallies: &impl TallySource, cells: &SavingsCells, tallies: &[Tally]) -> Self {
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
            teams: TeamSavings::all(cells, tallies),
        }
    }

    /// A line over the whole run.
    #[must_use]
    pub fn whole(&self, line: SavingsLine) -> Option<&Saving> {
        self.cumulative[line as usize].last()
    }

    /// What it pays for more capacity, or saves by having less; `None` if the change of capacity over the run is below one full-load
    /// FTE-year, or not clear of chance by two standard errors, or has no price.
    #[must_use]
    pub fn capacity_cost(&self) -> Option<CapacityCost> {
        let mean = |line| self.whole(line).map(|saving| saving.statistic.mean);
        let capacity = self.whole(SavingsLine::Capacity)?.statistic;
        let is_clear = capacity.mean.abs() >= MIN_CAPACITY && capacity.is_clear_of_zero();
        let saved = mean(SavingsLine::Net)? / capacity.mean;
        let price = mean(SavingsLine::LikeForLike)? / capacity.mean - saved;
        let cost = match capacity.mean {
            gained if gained > 0.0 => CapacityCost::Gains(-saved),
            _ => CapacityCost::GivesUp { saved: -saved, buy_back: price },
        };
        (is_clear && price.is_finite()).then_some(cost)
    }
}

impl TeamSavings {
    fn all(cells: &SavingsCells, tallies: &[Tally]) -> Vec<Self> {
        let of_team = |(team, name): (usize, &str)| {
            let by_year = |place: &dyn Fn(usize, usize) -> usize| -> Vec<Vec<Saving>> {
                let years = |line| (0..cells.years()).map(|year| Saving::of(&tallies[place(line, year)])).collect();
                (0..SavingsLine::BY_TEAM.len()).map(years).collect()
            };
            Self {
                team: name.to_owned(),
                years: by_year(&|line, year| cells.team_year(team, line, year)),
                cumulative: by_year(&|line, year| cells.team_cumulative(team, line, year)),
            }
        };
        cells.teams().enumerate().map(of_team).collect()
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
fn costs_per_agency_fte(base: &Plan, base_tallies: &impl TallySource, cumulative: &[Vec<Saving>]) -> Vec<Option<f64>> {
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
fn costs_of_an_fte_year(base: &Plan, tallies: &impl TallySource, year: usize) -> Option<[f64; 2]> {
    let mean = |measure: &str, line: Option<CostLine>| {
        let series = savings_cells::place(base, measure, line)?;
        let weight = |year: usize| match line {
            // For a stock, a partly covered year counts in proportion.
            None => base.calendar.months_covered(year) as f64 / 12.0,
            Some(_) => 1.0,
        };
        let of_year = |year: usize| weight(year) * tallies.tally(tallies.layout().year(year, series)).mean();
        Some((0..=year).map(of_year).sum::<f64>())
    };
    Some([
        mean("cost", Some(CostLine::Agency))? / mean("agency_fte", None)?,
        mean("cost", Some(CostLine::PermanentPay))? / mean("permanent_fte", None)?,
    ])
}
