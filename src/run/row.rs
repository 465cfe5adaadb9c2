//! The figures of one replication, computed from the model's records.

use super::Layout;
use super::reading::{Places, Ratio, Reading, ratio};
use crate::measures::YearOf;
use crate::measures::month_record::{MonthRecord, Table};
use crate::model::Recorder;
use crate::plan::Plan;
use crate::scenario::{Series, TargetPeriod};
use crate::units::Pence;

/// A row being filled.
pub(crate) struct Row<'p> {
    plan: &'p Plan,
    layout: Layout,
    readers: [TableReader; Table::ALL.len()],
    /// By series, its aggregation to financial years.
    aggregation: Vec<YearOf>,
    /// For each target, the index of its series.
    targets: Vec<Option<usize>>,
    year_of: Vec<usize>,
    pub values: Vec<f64>,
    sums: RowSums,
    /// By budget, pence spent in its year.
    spent: Vec<f64>,
}

/// By series, running totals of the year: a single total for a count; numerator and denominator for a ratio.
struct RowSums {
    months: f64,
    above: Vec<f64>,
    below: Vec<f64>,
}

/// The series that are read from one table of the record, each with its place or places.
struct TableReader {
    table: Table,
    counts: Vec<(usize, usize)>,
    pence: Vec<(usize, usize)>,
    ratios: Vec<(usize, Ratio)>,
}

impl<'p> Row<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        let layout = Layout::new(plan);
        let place = |series: Series| plan.series.iter().position(|one| one.series == series);
        Self {
            plan,
            readers: Table::ALL.map(|table| TableReader::new(plan, table)),
            aggregation: plan.series.iter().map(|one| one.series.measure.year).collect(),
            targets: plan.scenario.targets.iter().map(|target| target.series.and_then(place)).collect(),
            year_of: (0..layout.months).map(|month| plan.calendar.year_of(month)).collect(),
            values: vec![f64::NAN; layout.cells()],
            sums: RowSums { months: 0.0, above: vec![0.0; layout.series], below: vec![0.0; layout.series] },
            spent: vec![0.0; layout.budgets],
            layout,
        }
    }

    /// Writes a month's figures to the row from `start` onwards, and adds them to the year.
    fn read(&mut self, start: usize, record: &MonthRecord) {
        self.sums.months += 1.0;
        let values = &mut self.values[start..start + self.layout.series];
        for reader in &self.readers {
            reader.read(record.table(reader.table), values, &mut self.sums);
        }
    }

    fn close_year(&mut self, year: usize, last_month: usize) {
        let (from, to) = (self.layout.month(last_month, 0), self.layout.year(year, 0));
        for (series, aggregation) in self.aggregation.iter().enumerate() {
            let above = self.sums.above[series];
            self.values[to + series] = match aggregation {
                YearOf::Sum => above,
                YearOf::Mean => above / self.sums.months,
                YearOf::RatioOfSums => ratio(above, self.sums.below[series]),
                YearOf::Last => self.values[from + series],
            };
        }
        self.sums.clear();
    }

    fn spend(&mut self, year: usize, record: &MonthRecord) {
        for (budget, spent) in self.plan.budgets.iter().zip(&mut self.spent) {
            if budget.year != year {
                continue;
            }
            let lines = budget.team.map_or(&record.lines, |team| &record.team_lines[team.index()]);
            *spent += budget.line.map_or_else(|| lines.iter().sum::<f64>(), |line| lines[line as usize]);
        }
    }

    fn finish(&mut self) {
        for (index, budget) in self.plan.budgets.iter().enumerate() {
            let spent = std::mem::take(&mut self.spent[index]);
            let variance = spent / Pence::IN_A_POUND - budget.pounds;
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
        for (value, _) in self.values.iter_mut().zip(&self.aggregation).filter(|(_, year)| **year == YearOf::Sum) {
            *value = f64::NAN;
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

impl TableReader {
    fn new(plan: &Plan, table: Table) -> Self {
        let mut reader = Self { table, counts: Vec::new(), pence: Vec::new(), ratios: Vec::new() };
        let readings = plan.series.iter().map(Reading::new).enumerate();
        for (series, reading) in readings.filter(|(_, reading)| reading.table == table) {
            match reading.places {
                Places::Count(place) => reader.counts.push((series, place)),
                Places::Pence(place) => reader.pence.push((series, place)),
                Places::Ratio(ratio) => reader.ratios.push((series, ratio)),
            }
        }
        reader
    }

    /// Reads a month's figures from the counts of the table, and adds them to the year.
    fn read(&self, counts: &[f64], values: &mut [f64], sums: &mut RowSums) {
        let (all_above, all_below) = (&mut sums.above[..], &mut sums.below[..]);
        for &(series, place) in &self.counts {
            let count = counts[place];
            values[series] = count;
            all_above[series] += count;
        }
        for &(series, place) in &self.pence {
            let pounds = counts[place] / Pence::IN_A_POUND;
            values[series] = pounds;
            all_above[series] += pounds;
        }
        for &(series, places) in &self.ratios {
            let (above, below) = places.terms(counts);
            values[series] = ratio(above, below);
            all_above[series] += above;
            all_below[series] += below;
        }
    }
}
