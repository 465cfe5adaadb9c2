//! Capacity and work by team and month, and what the base would pay for them.
//!
//! The saving at equal capacity adds to the net saving, for each team and month, the capacity of the alternative less that of the
//! base, at what the base pays for an agency worker of that team in that month: agency workers are paid for only when present, so one
//! is an FTE of capacity (section 9 of `docs/model.md`).

use super::kept_cells::CellValues;
use super::savings_line::SavingsLine;
use crate::measures::Measure;
use crate::plan::Plan;
use crate::run::{BLOCK, Columns, Layout};
use crate::scenario::Series;

/// The teams of two plans: those of the base in file order, then those that only the alternative has.
pub(super) struct CapacityTeams {
    base: Layout,
    other: Layout,
    teams: Vec<TeamPair>,
    /// The financial year of each month.
    year_of: Vec<usize>,
    months_of_year: Vec<f64>,
}

/// A team with its series in each plan that has it.
struct TeamPair {
    id: String,
    base: Option<TeamSeries>,
    other: Option<TeamSeries>,
}

/// The series of a team that are read, by index in its plan.
struct TeamSeries {
    cost: Option<usize>,
    capacity: Option<usize>,
    work: Option<usize>,
    agency_price: Option<usize>,
    permanent_price: Option<usize>,
}

/// What is added up over the months of a year: pounds and full-load FTE-months.
pub(super) struct YearAmounts {
    /// Net saving of the team, without costs that belong to no team.
    net: [f64; BLOCK],
    capacity: [f64; BLOCK],
    at_agency_price: [f64; BLOCK],
    at_permanent_price: [f64; BLOCK],
    work: [f64; BLOCK],
    work_at_agency_price: [f64; BLOCK],
}

impl CapacityTeams {
    pub(super) fn new(base: &Plan, other: &Plan) -> Self {
        let ids = |plan: &Plan| plan.scenario().teams.iter().map(|team| team.id.clone()).collect::<Vec<_>>();
        let mut all = ids(base);
        all.extend(ids(other).into_iter().filter(|id| !ids(base).contains(id)));
        let pair = |id: String| {
            let (base, other) = (TeamSeries::new(base, &id), TeamSeries::new(other, &id));
            TeamPair { id, base, other }
        };
        let calendar = base.calendar();
        let year_of: Vec<usize> = (0..calendar.months).map(|month| calendar.year_of(month)).collect();
        let months_of = |year: usize| calendar.months_covered(year) as f64;
        Self {
            base: Layout::new(base),
            other: Layout::new(other),
            teams: all.into_iter().map(pair).collect(),
            months_of_year: (0..calendar.years.len()).map(months_of).collect(),
            year_of,
        }
    }

    /// The identifiers of the teams.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.teams.iter().map(|team| team.id.as_str())
    }

    /// Number of teams.
    pub(super) fn count(&self) -> usize {
        self.teams.len()
    }

    /// The series that are read in the base and in the alternative.
    pub(super) fn series(&self) -> [Vec<usize>; 2] {
        let of =
            |side: fn(&TeamPair) -> Option<&TeamSeries>| self.teams.iter().filter_map(side).flat_map(TeamSeries::all);
        [of(|team| team.base.as_ref()).collect(), of(|team| team.other.as_ref()).collect()]
    }

    /// Number of months that the run covers of a financial year.
    pub(super) fn months_of(&self, year: usize) -> f64 {
        self.months_of_year[year]
    }

    /// The amounts of a team in a financial year.
    pub(super) fn amounts(&self, team: usize, year: usize, base: &impl CellValues, other: &Columns) -> YearAmounts {
        let mut amounts = YearAmounts::zero();
        let pair = &self.teams[team];
        for month in (0..self.year_of.len()).filter(|&month| self.year_of[month] == year) {
            let here = |series: fn(&TeamSeries) -> Option<usize>| {
                pair.base.as_ref().and_then(series).map(|series| base.column(self.base.month(month, series)))
            };
            let there = |series: fn(&TeamSeries) -> Option<usize>| {
                pair.other.as_ref().and_then(series).map(|series| other.column(self.other.month(month, series)))
            };
            // A team that the base does not have is priced as the teams of the base are on average.
            let price = |series: fn(&TeamSeries) -> Option<usize>| {
                here(series).map_or_else(|| self.mean_of_base(month, series, base), <[f64]>::to_vec)
            };
            let agency = price(|team| team.agency_price);
            add(&mut amounts.net, here(|team| team.cost), there(|team| team.cost), Each::Reduction, None);
            let capacity = (here(|team| team.capacity), there(|team| team.capacity));
            add(&mut amounts.capacity, capacity.0, capacity.1, Each::Increase, None);
            add(&mut amounts.at_agency_price, capacity.0, capacity.1, Each::Increase, Some(&agency));
            let permanent = price(|team| team.permanent_price);
            add(&mut amounts.at_permanent_price, capacity.0, capacity.1, Each::Increase, Some(&permanent));
            let work = (here(|team| team.work), there(|team| team.work));
            add(&mut amounts.work, work.0, work.1, Each::Reduction, None);
            add(&mut amounts.work_at_agency_price, work.0, work.1, Each::Reduction, Some(&agency));
        }
        amounts
    }
}

impl CapacityTeams {
    /// The mean of a series over the teams of the base in a month.
    fn mean_of_base(&self, month: usize, series: fn(&TeamSeries) -> Option<usize>, base: &impl CellValues) -> Vec<f64> {
        let series: Vec<usize> = self.teams.iter().filter_map(|team| team.base.as_ref().and_then(series)).collect();
        let mut mean = vec![0.0; base.replications()];
        for &one in &series {
            let column = base.column(self.base.month(month, one));
            mean.iter_mut().zip(column).for_each(|(mean, value)| *mean += value / series.len() as f64);
        }
        mean
    }
}

impl TeamSeries {
    fn new(plan: &Plan, id: &str) -> Option<Self> {
        let team = plan.scenario().teams.ids().find(|&team| plan.scenario().teams[team].id == id)?;
        let place = |measure: &str| {
            let series = Series { measure: Measure::find(measure)?, team: Some(team), of: None };
            plan.series.iter().position(|one| one.series == series)
        };
        Some(Self {
            cost: place("cost"),
            capacity: place("capacity"),
            work: place("work_arriving"),
            agency_price: place("agency_price"),
            permanent_price: place("permanent_price"),
        })
    }
}

impl TeamSeries {
    fn all(&self) -> impl Iterator<Item = usize> + use<> {
        [self.cost, self.capacity, self.work, self.agency_price, self.permanent_price].into_iter().flatten()
    }
}

/// What is added: the alternative less the base, or the base less the alternative.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Each {
    Increase,
    Reduction,
}

/// Adds differences to `to`: a plan without the team has none of it. With `price`, each is multiplied by it, and is missing where the
/// price is, unless nothing differs.
fn add(to: &mut [f64; BLOCK], base: Option<&[f64]>, other: Option<&[f64]>, each: Each, price: Option<&[f64]>) {
    let replications = base.or(other).map_or(0, <[f64]>::len);
    for (place, sum) in to.iter_mut().enumerate().take(replications) {
        let of = |column: Option<&[f64]>| column.map_or(0.0, |column| column[place]);
        let increase = of(other) - of(base);
        let difference = if each == Each::Increase { increase } else { 0.0 - increase };
        let price = price.map_or(1.0, |price| price[place]);
        *sum += if difference == 0.0 { 0.0 } else { difference * price };
    }
}

impl YearAmounts {
    pub(super) fn zero() -> Self {
        let zero = [0.0; BLOCK];
        Self {
            net: zero,
            capacity: zero,
            at_agency_price: zero,
            at_permanent_price: zero,
            work: zero,
            work_at_agency_price: zero,
        }
    }

    /// Adds the amounts of another team.
    pub(super) fn add(&mut self, other: &Self) {
        let plus = |to: &mut [f64; BLOCK], other: &[f64; BLOCK]| {
            to.iter_mut().zip(other).for_each(|(sum, value)| *sum += value);
        };
        plus(&mut self.net, &other.net);
        plus(&mut self.capacity, &other.capacity);
        plus(&mut self.at_agency_price, &other.at_agency_price);
        plus(&mut self.at_permanent_price, &other.at_permanent_price);
        plus(&mut self.work, &other.work);
        plus(&mut self.work_at_agency_price, &other.work_at_agency_price);
    }

    /// The net saving of a team.
    pub(super) fn net(&self) -> &[f64; BLOCK] {
        &self.net
    }

    /// A line of the savings table before discounting: pounds, or full-load FTE-months. `net` is the net saving to which capacity is added.
    pub(super) fn line(&self, line: SavingsLine, net: &[f64; BLOCK]) -> [f64; BLOCK] {
        let with_net = |value: &[f64; BLOCK]| {
            let mut sum = *net;
            sum.iter_mut().zip(value).for_each(|(sum, value)| *sum += value);
            sum
        };
        match line {
            SavingsLine::Capacity => self.capacity,
            SavingsLine::LikeForLike | SavingsLine::LikeForLikeDiscounted => with_net(&self.at_agency_price),
            SavingsLine::LikeForLikePermanent => with_net(&self.at_permanent_price),
            SavingsLine::WorkAvoided => self.work,
            SavingsLine::WorkAvoidedValue => self.work_at_agency_price,
            SavingsLine::Net
            | SavingsLine::Gross
            | SavingsLine::PlanCosts
            | SavingsLine::NetReal
            | SavingsLine::NetDiscounted
            | SavingsLine::Agency
            | SavingsLine::AgencyPremium
            | SavingsLine::AgencyFte => *net,
        }
    }
}
