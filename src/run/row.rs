//! The figures of one replication, computed from the model's records.

use std::ops::Range;

use super::Layout;
use crate::ids::TeamId;
use crate::measures::month_record::{MonthRecord, TeamMonth};
use crate::measures::{Read, YearOf};
use crate::model::Recorder;
use crate::plan::Plan;
use crate::scenario::{Breakdown, Series, SeriesReader, TargetPeriod};
use crate::units::Pence;

/// A row being filled.
pub(crate) struct Row<'p> {
    plan: &'p Plan,
    layout: Layout,
    readers: Vec<RowReader>,
    /// For each target, the index of its series.
    targets: Vec<Option<usize>>,
    year_of: Vec<usize>,
    pub values: Vec<f64>,
    /// The month's teams, then the service, then the teams in scope of ratios: a single table for uniform access.
    teams: Vec<TeamMonth>,
    sums: RowSums,
    /// By budget, pence spent in its year.
    spent: Vec<Pence>,
}

/// By series, running totals of the year: a single total for a count; numerator and denominator for a ratio.
struct RowSums {
    months: f64,
    above: Vec<f64>,
    below: Vec<f64>,
}

/// An entry of the registry applied to its series, which are contiguous.
struct RowReader {
    read: &'static Read,
    year: YearOf,
    series: Range<usize>,
    /// By series, its row of the team table, in which the service and its scope follow the teams; or its index among
    /// routes, stages, roles or lines.
    rows: Vec<usize>,
}

impl<'p> Row<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        let layout = Layout::new(plan);
        let place = |series: Series| plan.series.iter().position(|one| one.series == series);
        Self {
            plan,
            readers: readers(plan),
            targets: plan.scenario.targets.iter().map(|target| target.series.and_then(place)).collect(),
            year_of: (0..layout.months).map(|month| plan.calendar.year_of(month)).collect(),
            values: vec![f64::NAN; layout.cells()],
            teams: Vec::new(),
            sums: RowSums { months: 0.0, above: vec![0.0; layout.series], below: vec![0.0; layout.series] },
            spent: vec![Pence::ZERO; layout.budgets],
            layout,
        }
    }

    /// Writes a month's figures to the row from `start` onwards, and adds them to the year.
    fn read(&mut self, start: usize, record: &MonthRecord) {
        self.sums.months += 1.0;
        self.teams.clone_from(&record.teams);
        self.teams.extend([record.service, record.scope]);
        let values = &mut self.values[start..start + self.layout.series];
        for reader in &self.readers {
            reader.read(record, &self.teams, values, &mut self.sums);
        }
    }

    fn close_year(&mut self, year: usize, last_month: usize) {
        let (from, to) = (self.layout.month(last_month, 0), self.layout.year(year, 0));
        for reader in &self.readers {
            for series in reader.series.clone() {
                let above = self.sums.above[series];
                self.values[to + series] = match reader.year {
                    YearOf::Sum => above,
                    YearOf::Mean => above / self.sums.months,
                    YearOf::RatioOfSums => ratio(above, self.sums.below[series]),
                    YearOf::Last => self.values[from + series],
                };
            }
        }
        self.sums.clear();
    }

    fn spend(&mut self, year: usize, record: &MonthRecord) {
        for (budget, spent) in self.plan.budgets.iter().zip(&mut self.spent) {
            if budget.year != year {
                continue;
            }
            let lines = budget.team.map_or(&record.lines, |team| &record.team_lines[team.index()]);
            *spent += budget.line.map_or_else(|| lines.iter().sum(), |line| lines[line as usize]);
        }
    }

    fn finish(&mut self) {
        for (index, budget) in self.plan.budgets.iter().enumerate() {
            let spent = std::mem::take(&mut self.spent[index]);
            let variance = spent.pounds() - budget.pounds;
            self.values[self.layout.budget(index)] = variance;
            self.values[self.layout.overspent(index)] = f64::from(u8::from(variance > 0.0));
        }
        for index in 0..self.targets.len() {
            self.values[self.layout.target(index)] = self.met(index);
        }
    }

    /// 1 if the target is met, 0 if not; `NaN` if its measure is undefined.
    fn met(&self, index: usize) -> f64 {
        let target = &self.plan.scenario.targets[index];
        let Some(series) = self.targets[index] else { return f64::NAN };
        let calendar = &self.plan.calendar;
        let holds = |value: f64| match target.at_most {
            _ if value.is_nan() => f64::NAN,
            true => f64::from(u8::from(value <= target.limit)),
            false => f64::from(u8::from(value >= target.limit)),
        };
        match target.when {
            TargetPeriod::By(month) => holds(self.values[self.layout.month(calendar.index(month), series)]),
            TargetPeriod::From(month) => (calendar.index(month)..self.layout.months)
                .map(|m| holds(self.values[self.layout.month(m, series)]))
                .fold(1.0, |all, one| if all == 0.0 || one == 0.0 { 0.0 } else { all * one }),
            TargetPeriod::Year(year) => {
                let year = calendar.years.iter().position(|&y| y == year);
                year.map_or(f64::NAN, |year| holds(self.values[self.layout.year(year, series)]))
            }
        }
    }
}

impl Recorder for Row<'_> {
    fn opening(&mut self, record: &MonthRecord) {
        self.read(self.layout.opening(0), record);
        self.sums.clear();
        // There are no flows before the first month.
        for reader in self.readers.iter().filter(|reader| reader.year == YearOf::Sum) {
            self.values[reader.series.clone()].fill(f64::NAN);
        }
    }

    fn month(&mut self, month: usize, record: &MonthRecord) {
        self.read(self.layout.month(month, 0), record);
        let year = self.year_of[month];
        self.spend(year, record);
        if self.year_of.get(month + 1) != Some(&year) {
            self.close_year(year, month);
        }
        if month + 1 == self.layout.months {
            self.finish();
        }
    }
}

impl RowSums {
    fn clear(&mut self) {
        self.months = 0.0;
        self.above.fill(0.0);
        self.below.fill(0.0);
    }
}

fn ratio(above: f64, below: f64) -> f64 {
    if below > 0.0 { above / below } else { f64::NAN }
}

/// A reader for each run of series of the same entry.
fn readers(plan: &Plan) -> Vec<RowReader> {
    let mut start = 0;
    // Identical `reads` of different entries may share one address, so the ids are compared as well.
    let measure = |one: &SeriesReader| one.series.measure.id;
    let alike =
        |one: &SeriesReader, next: &SeriesReader| measure(one) == measure(next) && std::ptr::eq(one.read, next.read);
    let each = |run: &[SeriesReader]| {
        let series = start..start + run.len();
        start = series.end;
        let rows = run.iter().map(|one| row_of(one, plan.teams.len())).collect();
        RowReader { read: run[0].read, year: run[0].series.measure.year, series, rows }
    };
    plan.series.chunk_by(alike).map(each).collect()
}

fn row_of(one: &SeriesReader, teams: usize) -> usize {
    let (service, scope) = (teams, teams + 1);
    match (one.read, one.series.of) {
        (_, Some(Breakdown::Route(route))) => route.index(),
        (_, Some(Breakdown::Stage(stage))) => stage.index(),
        (_, Some(Breakdown::Line(line))) => line as usize,
        (Read::TeamRatio(..), None) => one.series.team.map_or(scope, TeamId::index),
        (Read::StageRole(role, _) | Read::RoleRatio(role, ..), None) => *role as usize,
        (_, None) => one.series.team.map_or(service, TeamId::index),
    }
}

impl RowReader {
    fn read(&self, record: &MonthRecord, teams: &[TeamMonth], values: &mut [f64], sums: &mut RowSums) {
        match *self.read {
            Read::Team(f) | Read::CaseTeam(f) => self.counts(values, sums, |row| f(&teams[row])),
            Read::Service(f) | Read::Demand(f) => self.counts(values, sums, |_| f(&record.whole)),
            Read::StageRole(_, f) => self.counts(values, sums, |row| f(&record.roles[row])),
            Read::Route(f) => self.counts(values, sums, |row| f(&record.routes[row])),
            Read::Stage(f) => self.counts(values, sums, |row| f(&record.stages[row])),
            Read::Line => self.counts(values, sums, |row| record.lines[row].pounds()),
            Read::TeamRatio(above, below) | Read::CaseTeamRatio(above, below) => {
                self.ratios(values, sums, |row| (above(&teams[row]), below(&teams[row])));
            }
            Read::RoleRatio(_, above, below) => {
                self.ratios(values, sums, |row| (above(&record.roles[row]), below(&record.roles[row])));
            }
        }
    }

    fn counts(&self, values: &mut [f64], sums: &mut RowSums, count: impl Fn(usize) -> f64) {
        let (values, sums) = (&mut values[self.series.clone()], &mut sums.above[self.series.clone()]);
        for ((&row, value), sum) in self.rows.iter().zip(values).zip(sums) {
            *value = count(row);
            *sum += *value;
        }
    }

    fn ratios(&self, values: &mut [f64], sums: &mut RowSums, read: impl Fn(usize) -> (f64, f64)) {
        for (series, &row) in self.series.clone().zip(&self.rows) {
            let (above, below) = read(row);
            values[series] = ratio(above, below);
            sums.above[series] += above;
            sums.below[series] += below;
        }
    }
}
