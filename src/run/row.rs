//! One replication's figures, read off what the model records.

use super::Layout;
use crate::measures::record::{MonthRecord, TeamMonth};
use crate::measures::{CostLine, Read, YearOf};
use crate::model::Recorder;
use crate::plan::Plan;
use crate::scenario::{Of, Series, SeriesRead, When};

/// A row being filled.
pub(crate) struct Row<'p> {
    plan: &'p Plan,
    layout: &'p Layout,
    readers: Vec<Reader>,
    /// For each target, the place of its series.
    targets: Vec<Option<usize>>,
    year_of: Vec<usize>,
    pub values: Vec<f64>,
    /// By series, the year so far: sums of what is above and, for ratios and means, below.
    sums: Vec<(f64, f64)>,
    /// By budget, pence spent in its year.
    spent: Vec<i64>,
}

/// How a series is read, with its indexes worked out.
struct Reader {
    read: &'static Read,
    /// Row of the team table, with the service and its scope behind the teams; or index of a route, stage or line.
    index: usize,
    year: YearOf,
}

impl<'p> Row<'p> {
    pub(crate) fn new(plan: &'p Plan, layout: &'p Layout) -> Self {
        let place = |series: Series| plan.series.iter().position(|one| one.series == series);
        Self {
            plan,
            layout,
            readers: plan.series.iter().map(|one| Reader::new(one, plan.teams.len())).collect(),
            targets: plan.scenario.targets.iter().map(|target| target.series.and_then(place)).collect(),
            year_of: (0..layout.months).map(|month| plan.calendar.year_of(month)).collect(),
            values: vec![f64::NAN; layout.cells()],
            sums: vec![(0.0, 0.0); layout.series],
            spent: vec![0; layout.budgets],
        }
    }

    fn close_year(&mut self, year: usize, last_month: usize) {
        for (series, reader) in self.readers.iter().enumerate() {
            let (above, below) = std::mem::take(&mut self.sums[series]);
            self.values[self.layout.year(year, series)] = match reader.year {
                YearOf::Sum => above,
                YearOf::Mean | YearOf::RatioOfSums => ratio(above, below),
                YearOf::Last => self.values[self.layout.month(last_month, series)],
            };
        }
    }

    fn spend(&mut self, year: usize, record: &MonthRecord) {
        for (budget, spent) in self.plan.budgets.iter().zip(&mut self.spent) {
            if budget.year != year {
                continue;
            }
            let lines = budget.team.map_or(&record.lines, |team| &record.team_lines[team]);
            *spent += budget.line.map_or_else(|| lines.iter().sum::<i64>(), |line| lines[line]);
        }
    }

    fn finish(&mut self) {
        for (index, budget) in self.plan.budgets.iter().enumerate() {
            let spent = std::mem::take(&mut self.spent[index]) as f64;
            let variance = spent / 100.0 - budget.pounds;
            self.values[self.layout.budget(index)] = variance;
            self.values[self.layout.overspent(index)] = f64::from(u8::from(variance > 0.0));
        }
        for index in 0..self.targets.len() {
            self.values[self.layout.target(index)] = self.met(index);
        }
    }

    /// 1 where the target is met, 0 where not; missing where its measure is.
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
            When::By(month) => holds(self.values[self.layout.month(calendar.index(month), series)]),
            When::From(month) => (calendar.index(month)..self.layout.months)
                .map(|m| holds(self.values[self.layout.month(m, series)]))
                .fold(1.0, |all, one| if all == 0.0 || one == 0.0 { 0.0 } else { all * one }),
            When::Year(year) => {
                let year = calendar.years.iter().position(|&y| y == year);
                year.map_or(f64::NAN, |year| holds(self.values[self.layout.year(year, series)]))
            }
        }
    }
}

impl Recorder for Row<'_> {
    fn opening(&mut self, record: &MonthRecord) {
        for (series, reader) in self.readers.iter().enumerate() {
            let (above, below) = reader.read(record);
            // Nothing flowed before the first month.
            self.values[series] = if reader.year == YearOf::Sum { f64::NAN } else { ratio(above, below) };
        }
    }

    fn month(&mut self, month: usize, record: &MonthRecord) {
        let start = self.layout.month(month, 0);
        let values = &mut self.values[start..start + self.layout.series];
        for ((reader, value), sum) in self.readers.iter().zip(values).zip(&mut self.sums) {
            let (above, below) = reader.read(record);
            *value = if below == 1.0 { above } else { ratio(above, below) };
            sum.0 += above;
            sum.1 += below;
        }
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

fn ratio(above: f64, below: f64) -> f64 {
    if below > 0.0 { above / below } else { f64::NAN }
}

impl Reader {
    fn new(one: &SeriesRead, teams: usize) -> Self {
        let (service, scope) = (teams, teams + 1);
        let index = match (one.read, one.series.of) {
            (_, Some(Of::Route(index) | Of::Stage(index))) => index,
            (_, Some(Of::Line(line))) => line as usize,
            (Read::TeamRatio(..), None) => one.series.team.unwrap_or(scope),
            (Read::Role(role, _) | Read::RoleRatio(role, ..), None) => *role as usize,
            (_, None) => one.series.team.unwrap_or(service),
        };
        Self { read: one.read, index, year: one.series.measure.year }
    }

    /// What is above and what is below; a plain count is over 1.
    fn read(&self, record: &MonthRecord) -> (f64, f64) {
        match *self.read {
            Read::Team(f) | Read::CaseTeam(f) => (f(team(record, self.index)), 1.0),
            Read::TeamRatio(above, below) | Read::CaseTeamRatio(above, below) => {
                let team = team(record, self.index);
                (above(team), below(team))
            }
            Read::Service(f) | Read::Demand(f) => (f(&record.whole), 1.0),
            Read::Role(_, f) => (f(&record.roles[self.index]), 1.0),
            Read::RoleRatio(_, above, below) => {
                let role = &record.roles[self.index];
                (above(role), below(role))
            }
            Read::Route(f) => (f(&record.routes[self.index]), 1.0),
            Read::Stage(f) => (f(&record.stages[self.index]), 1.0),
            Read::Line => (record.lines[self.index] as f64 / 100.0, 1.0),
        }
    }
}

fn team(record: &MonthRecord, row: usize) -> &TeamMonth {
    let teams = record.teams.len();
    match row {
        row if row < teams => &record.teams[row],
        row if row == teams => &record.service,
        _ => &record.scope,
    }
}

const _: () = assert!(CostLine::ALL[CostLine::Grants as usize] as usize == CostLine::Grants as usize);
