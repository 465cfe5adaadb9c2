//! The figures behind the savings, replication by replication: each has its own cell, is computed from the rows of the
//! base and the alternative, and is tallied like any other figure.

use super::equal_capacity::{CapacityTeams, YearAmounts};
use super::savings_line::SavingsLine;
use crate::measures::{CostLine, Measure};
use crate::plan::Plan;
use crate::run::{BLOCK, Columns, Layout, Tally, scale_of};
use crate::scenario::{Breakdown, Series};
use crate::units::Unit;

/// The layout of the savings cells, and how they are computed.
///
/// In this order: every line in each financial year; every line cumulatively to the end of each year; the cumulative
/// saving to the end of each month; the month of payback, or the number of months if there is none in the run; whether
/// the alternative pays back (1 or 0); the cost of the base and of the alternative over the run; for each team, its lines in each
/// financial year and cumulatively.
pub(super) struct SavingsCells {
    base: Side,
    other: Side,
    /// By financial year, the months that the run covers, as a share of twelve.
    covered: Vec<f64>,
    capacity: CapacityTeams,
}

/// The indices of the required series in one of the two plans.
struct Side {
    layout: Layout,
    /// By line of [`SavingsLine::ALL`], its series and their signs.
    lines: Vec<Vec<(usize, f64)>>,
    cost: Option<usize>,
    /// Cost in real terms, discounted.
    discounted: Option<usize>,
}

impl Side {
    fn new(plan: &Plan) -> Self {
        let of_line = |line: SavingsLine| {
            let parts = line.parts().into_iter();
            parts.filter_map(|(measure, line, sign)| Some((place(plan, measure, line)?, sign))).collect()
        };
        let lines = SavingsLine::ALL.into_iter().map(of_line).collect();
        let [cost, discounted] = ["cost", "cost_discounted"].map(|measure| place(plan, measure, None));
        Self { layout: Layout::new(plan), lines, cost, discounted }
    }

    /// Adds a line in a year to `to`.
    fn add_line(&self, row: &Columns, line: usize, year: usize, to: &mut [f64]) {
        for &(series, sign) in &self.lines[line] {
            let column = row.column(self.layout.year(year, series));
            to.iter_mut().zip(column).for_each(|(sum, value)| *sum += sign * value);
        }
    }

    /// Cost in a year and the same discounted, in a replication of a block.
    fn costs(&self, row: &Columns, year: usize, lane: usize) -> Option<(f64, f64)> {
        let at = |series: usize| row.column(self.layout.year(year, series))[lane];
        Some((at(self.cost?), at(self.discounted?)))
    }

    /// Adds the cost of a month to `to`.
    fn add_cost(&self, row: &Columns, month: usize, to: &mut [f64]) {
        let Some(cost) = self.cost else { return };
        let column = row.column(self.layout.month(month, cost));
        to.iter_mut().zip(column).for_each(|(sum, value)| *sum += value);
    }
}

impl SavingsCells {
    pub(super) fn new(base: &Plan, other: &Plan) -> Self {
        let years = 0..base.calendar.years.len();
        let covered = years.map(|year| base.calendar.months_covered(year) as f64 / 12.0).collect();
        Self { base: Side::new(base), other: Side::new(other), covered, capacity: CapacityTeams::new(base, other) }
    }

    pub(super) fn years(&self) -> usize {
        self.covered.len()
    }

    pub(super) fn months(&self) -> usize {
        self.base.layout.months
    }

    /// Number of cells.
    pub(super) fn count(&self) -> usize {
        self.team_year(self.capacity.count(), 0, 0)
    }

    /// The identifiers of the teams.
    pub(super) fn teams(&self) -> impl Iterator<Item = &str> {
        self.capacity.ids()
    }

    /// Cell of a line of a team, by its place in [`SavingsLine::BY_TEAM`], in a year.
    pub(super) fn team_year(&self, team: usize, line: usize, year: usize) -> usize {
        let first = self.pays_back() + 3;
        first + (2 * team * SavingsLine::BY_TEAM.len() + line) * self.years() + year
    }

    /// Cell of a line of a team, cumulatively to the end of a year.
    pub(super) fn team_cumulative(&self, team: usize, line: usize, year: usize) -> usize {
        self.team_year(team, SavingsLine::BY_TEAM.len() + line, year)
    }

    /// Cell of a line in a year.
    pub(super) fn year(&self, line: SavingsLine, year: usize) -> usize {
        line as usize * self.years() + year
    }

    /// Cell of a line, cumulatively to the end of a year.
    pub(super) fn cumulative(&self, line: SavingsLine, year: usize) -> usize {
        (SavingsLine::ALL.len() + line as usize) * self.years() + year
    }

    /// Cell of the cumulative saving to the end of a month.
    pub(super) fn saved_so_far(&self, month: usize) -> usize {
        2 * SavingsLine::ALL.len() * self.years() + month
    }

    /// Cell of the payback month: from then until the end of the run, more has been saved than spent.
    pub(super) fn payback_month(&self) -> usize {
        self.saved_so_far(self.months())
    }

    /// Cell of the flag for payback within the run (1 or 0).
    pub(super) fn pays_back(&self) -> usize {
        self.payback_month() + 1
    }

    /// Cells of the cost of the base and of the alternative over the run.
    pub(super) fn costs_over_run(&self) -> [usize; 2] {
        [self.pays_back() + 1, self.pays_back() + 2]
    }

    /// Cell of a line over the run; `None` if the run has no financial year.
    pub(super) fn over_run(&self, line: SavingsLine) -> Option<usize> {
        Some(self.cumulative(line, self.years().checked_sub(1)?))
    }

    /// The tally of the net saving over the run; `None` if the run has no financial year.
    pub(super) fn net_saving<'t>(&self, tallies: &'t [Tally]) -> Option<&'t Tally> {
        tallies.get(self.cumulative(SavingsLine::Net, self.years().checked_sub(1)?))
    }

    /// An empty tally for a cell; `origin` is its value in replication 1.
    pub(super) fn tally(&self, cell: usize, origin: f64) -> Tally {
        if self.years().checked_sub(1).is_some_and(|last| cell == self.cumulative(SavingsLine::Net, last)) {
            Tally::with_sums(origin, scale_of(Unit::Pounds))
        } else if (self.saved_so_far(0)..self.team_year(0, 0, 0)).contains(&cell) && cell != self.payback_month() {
            Tally::of_moments(origin)
        } else {
            Tally::new(origin, scale_of(self.unit(cell)))
        }
    }

    /// Unit of a cell.
    fn unit(&self, cell: usize) -> Unit {
        let (years, first) = (self.years(), self.team_year(0, 0, 0));
        let line = if cell < self.saved_so_far(0) {
            SavingsLine::ALL[cell / years % SavingsLine::ALL.len()]
        } else if cell >= first {
            SavingsLine::BY_TEAM[(cell - first) / years % SavingsLine::BY_TEAM.len()]
        } else {
            SavingsLine::Net
        };
        line.unit()
    }

    /// Computes all cells of a block.
    pub(super) fn fill(&self, base: &Columns, other: &Columns, to: &mut Columns) {
        let n = base.replications();
        for line in SavingsLine::ALL.into_iter().filter(|line| !line.parts().is_empty()) {
            let mut so_far = [0.0; BLOCK];
            for year in 0..self.years() {
                let of_year = self.linear(line, year, base, other);
                // The sum of a stock over years is in FTE-years, so a partly covered year counts in proportion.
                let weight = if line == SavingsLine::AgencyFte { self.covered[year] } else { 1.0 };
                so_far.iter_mut().zip(&of_year).for_each(|(sum, value)| *sum += weight * value);
                to.column_mut(self.year(line, year)).copy_from_slice(&of_year[..n]);
                to.column_mut(self.cumulative(line, year)).copy_from_slice(&so_far[..n]);
            }
        }
        self.fill_capacity(base, other, to);
        self.fill_payback(base, other, to);
        for (side, row, cell) in
            [(&self.base, base, self.costs_over_run()[0]), (&self.other, other, self.costs_over_run()[1])]
        {
            let mut cost = [0.0; BLOCK];
            (0..self.months()).for_each(|month| side.add_cost(row, month, &mut cost[..n]));
            to.column_mut(cell).copy_from_slice(&cost[..n]);
        }
    }

    /// A line that is a sum of series in a year: the alternative less the base.
    fn linear(&self, line: SavingsLine, year: usize, base: &Columns, other: &Columns) -> [f64; BLOCK] {
        let n = base.replications();
        // Each plan is summed first, so that the difference is exactly zero if nothing differs.
        let (mut here, mut of_year) = ([0.0; BLOCK], [0.0; BLOCK]);
        self.base.add_line(base, line as usize, year, &mut here[..n]);
        self.other.add_line(other, line as usize, year, &mut of_year[..n]);
        of_year.iter_mut().zip(&here).for_each(|(there, here)| *there -= here);
        of_year
    }

    /// The lines that are worked out by team and month, of the service and of each team.
    fn fill_capacity(&self, base: &Columns, other: &Columns, to: &mut Columns) {
        for year in 0..self.years() {
            let mut service = YearAmounts::zero();
            for team in 0..self.capacity.count() {
                let amounts = self.capacity.amounts(team, year, base, other);
                for (place, line) in SavingsLine::BY_TEAM.into_iter().enumerate() {
                    let cells = |year| [self.team_year(team, place, year), self.team_cumulative(team, place, year)];
                    self.write(line, year, &amounts.line(line, amounts.net()), cells, to);
                }
                service.add(&amounts);
            }
            let net = self.linear(SavingsLine::Net, year, base, other);
            for line in SavingsLine::ALL.into_iter().filter(|line| line.parts().is_empty()) {
                let cells = |year| [self.year(line, year), self.cumulative(line, year)];
                let mut amounts = service.line(line, &net);
                if line == SavingsLine::LikeForLikeDiscounted {
                    self.discount(year, base, other, &mut amounts);
                }
                self.write(line, year, &amounts, cells, to);
            }
        }
    }

    /// Brings amounts of a year to real terms and discounts them as costs are: both factors are the same in all months of a financial
    /// year, so they are the discounted cost over the cost of the plan that spends more. Missing if neither spends anything.
    fn discount(&self, year: usize, base: &Columns, other: &Columns, amounts: &mut [f64; BLOCK]) {
        for (lane, amount) in amounts.iter_mut().enumerate().take(base.replications()) {
            let both = [self.base.costs(base, year, lane), self.other.costs(other, year, lane)];
            let of_more = both.into_iter().flatten().max_by(|one, two| one.0.abs().total_cmp(&two.0.abs()));
            *amount *=
                of_more.filter(|(cost, _)| *cost != 0.0).map_or(f64::NAN, |(cost, discounted)| discounted / cost);
        }
    }

    /// Writes a line in a year and cumulatively: pounds are added up, FTE-months become the mean of the months and FTE-years.
    fn write(
        &self,
        line: SavingsLine,
        year: usize,
        amounts: &[f64; BLOCK],
        cells: impl Fn(usize) -> [usize; 2],
        to: &mut Columns,
    ) {
        let is_fte = line.unit() == Unit::Fte;
        let (months, in_a_year) = if is_fte { (self.capacity.months_of(year), 12.0) } else { (1.0, 1.0) };
        let [of_year, so_far] = cells(year);
        to.column_mut(of_year).iter_mut().zip(amounts).for_each(|(to, amount)| *to = amount / months);
        let mut sum = [0.0; BLOCK];
        if let Some(before) = year.checked_sub(1) {
            let column = to.column(cells(before)[1]);
            sum[..column.len()].copy_from_slice(column);
        }
        to.column_mut(so_far).iter_mut().zip(sum).zip(amounts).for_each(|((to, sum), amount)| {
            *to = sum + amount / in_a_year;
        });
    }

    fn fill_payback(&self, base: &Columns, other: &Columns, to: &mut Columns) {
        let n = base.replications();
        let none = self.months() as f64;
        let (mut saved, mut since) = ([0.0; BLOCK], [none; BLOCK]);
        for month in 0..self.months() {
            let (mut here, mut there) = ([0.0; BLOCK], [0.0; BLOCK]);
            self.base.add_cost(base, month, &mut here[..n]);
            self.other.add_cost(other, month, &mut there[..n]);
            for (place, saved) in saved.iter_mut().enumerate() {
                *saved += here[place] - there[place];
                let since = &mut since[place];
                // Amounts in pence that cancel out leave a rounding error of less than half a penny.
                *since = if *saved <= 0.005 {
                    none
                } else if *since < none {
                    *since
                } else {
                    month as f64
                };
            }
            to.column_mut(self.saved_so_far(month)).copy_from_slice(&saved[..n]);
        }
        to.column_mut(self.payback_month()).copy_from_slice(&since[..n]);
        let pays_back = to.column_mut(self.pays_back());
        pays_back.iter_mut().zip(&since).for_each(|(to, &since)| *to = f64::from(u8::from(since < none)));
    }
}

/// Index of a series of the service in a plan.
pub(super) fn place(plan: &Plan, measure: &str, line: Option<CostLine>) -> Option<usize> {
    let series = Series { measure: Measure::find(measure)?, team: None, of: line.map(Breakdown::Line) };
    plan.series.iter().position(|one| one.series == series)
}
