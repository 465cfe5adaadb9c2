//! The figures of several replications, computed from the model's records.

use super::headlines::{HeadlineReader, Headlines};
use super::layout::{Layout, ResponseFigure};
use super::spending::SpendingReader;
use crate::ids::ResponseId;
use crate::lanes::{Lanes, each, update};
use crate::measures::month_record::{MonthRecord, Table};
use crate::measures::{Measure, YearOf};
use crate::model::Recorder;
use crate::plan::{Places, Plan, Ratio, Reading, ratio};
use crate::scenario::{Breakdown, Series, TargetPeriod};
use crate::units::Pence;

/// A row being filled, for `N` replications.
pub(crate) struct Row<'p, const N: usize> {
    plan: &'p Plan,
    layout: Layout,
    readers: [TableReader; Table::ALL.len()],
    /// The series that are read, each with its aggregation to financial years.
    aggregation: Vec<(usize, YearOf)>,
    /// For each target, the index of its series.
    targets: Vec<Option<usize>>,
    year_of: Vec<usize>,
    pub values: Vec<Lanes<N>>,
    /// By series, for a ratio: the numerators and denominators of the year.
    sums: Vec<(Lanes<N>, Lanes<N>)>,
    /// By budget, pence spent in its year.
    spent: Vec<Lanes<N>>,
    /// `None` in rows of some series only.
    spending: Option<SpendingReader<N>>,
    headlines: HeadlineReader<N>,
}

/// The series that are read from one table of the record, each with its place or places.
struct TableReader {
    table: Table,
    counts: Vec<(usize, usize)>,
    pence: Vec<(usize, usize)>,
    ratios: Vec<(usize, Ratio)>,
}

impl<'p, const N: usize> Row<'p, N> {
    /// A row of all figures of a plan.
    pub(crate) fn new(plan: &'p Plan) -> Self {
        let all: Vec<usize> = (0..plan.series.len()).collect();
        Self { spending: Some(SpendingReader::new(plan)), ..Self::of_series(plan, &all) }
    }

    /// A row in which only these series are filled in, and what is computed from them.
    pub(crate) fn of_series(plan: &'p Plan, series: &[usize]) -> Self {
        let layout = Layout::new(plan);
        let place = |series: Series| plan.series.iter().position(|one| one.series == series);
        let zero = Lanes::ZERO;
        Self {
            plan,
            readers: Table::ALL.map(|table| TableReader::new(plan, table, series)),
            aggregation: series.iter().map(|&one| (one, plan.series[one].series.measure.year)).collect(),
            targets: plan.scenario.targets.iter().map(|target| target.series.and_then(place)).collect(),
            year_of: (0..layout.months).map(|month| plan.calendar.year_of(month)).collect(),
            values: vec![Lanes::all(f64::NAN); layout.cells()],
            sums: vec![(zero, zero); layout.series],
            spent: vec![zero; layout.budgets],
            spending: None,
            headlines: HeadlineReader::new(plan),
            layout,
        }
    }

    /// The headlines over the run.
    pub(crate) fn headlines(&self) -> Headlines<N> {
        self.headlines.headlines()
    }

    /// Writes a month's figures to the row from `start` onwards, and adds them to the year.
    #[inline(always)]
    fn read(&mut self, start: usize, record: &MonthRecord<Lanes<N>>) {
        let values = &mut self.values[start..start + self.layout.series];
        for reader in &self.readers {
            reader.read(record.table(reader.table), values, &mut self.sums);
        }
    }

    #[inline(always)]
    fn close_year(&mut self, year: usize, last_month: usize) {
        let months = (0..=last_month).filter(|&month| self.year_of[month] == year);
        let (first, number) = (months.clone().next().unwrap_or(last_month), months.count() as f64);
        for &(series, aggregation) in &self.aggregation {
            let month = |month: usize| &self.values[self.layout.month(month, series)];
            let of_year = match aggregation {
                YearOf::Sum | YearOf::Mean => {
                    let mut sum = *month(first);
                    (first + 1..=last_month).for_each(|one| sum += month(one));
                    let per = if aggregation == YearOf::Mean { number } else { 1.0 };
                    each(&sum, |sum| sum / per)
                }
                YearOf::RatioOfSums => {
                    let (above, below) = &self.sums[series];
                    each((above, below), |(above, below)| ratio(above, below))
                }
                YearOf::Last => *month(last_month),
            };
            self.values[self.layout.year(year, series)] = of_year;
        }
        self.clear_sums();
    }

    #[inline(always)]
    fn clear_sums(&mut self) {
        for &(series, _) in self.aggregation.iter().filter(|(_, year)| *year == YearOf::RatioOfSums) {
            self.sums[series] = (Lanes::ZERO, Lanes::ZERO);
        }
    }

    #[inline(always)]
    fn spend(&mut self, year: usize, record: &MonthRecord<Lanes<N>>) {
        for (budget, spent) in self.plan.budgets.iter().zip(&mut self.spent) {
            if budget.year != year {
                continue;
            }
            let lines = budget.team.map_or(&record.lines, |team| &record.team_lines[team.index()]);
            match budget.line {
                Some(line) => *spent += &lines[line as usize],
                None => lines.iter().for_each(|line| *spent += line),
            }
        }
    }

    #[inline(always)]
    fn finish(&mut self) {
        for (index, budget) in self.plan.budgets.iter().enumerate() {
            let spent = std::mem::take(&mut self.spent[index]);
            let variance = each(&spent, |spent| spent / Pence::IN_A_POUND - budget.pounds);
            self.values[self.layout.budget(index)] = variance;
            self.values[self.layout.overspent(index)] = each(&variance, |variance| f64::from(variance > 0.0));
        }
        for index in 0..self.targets.len() {
            let met = self.met(index);
            if let Some(place) = self.layout.find_met_with_fewer_posts(index) {
                self.values[place] = each((&met, &self.has_fewer_posts(index)), |(met, fewer)| met * fewer);
            }
            self.values[self.layout.target(index)] = met;
        }
        for response in 0..self.layout.responses {
            self.finish_response(response);
        }
    }

    /// How often a response was in force, from when, and what it cost.
    #[inline(always)]
    fn finish_response(&mut self, response: usize) {
        let of = Some(Breakdown::Response(ResponseId::new(response)));
        let place = |id: &str| {
            let measure = Measure::find(id)?;
            self.plan.series.iter().position(|one| one.series == Series { measure, team: None, of })
        };
        let Some((in_force, cost)) = place("response_months").zip(place("response_cost")) else { return };
        let (mut months, mut first, mut spent) = (Lanes::ZERO, Lanes::all(f64::NAN), Lanes::ZERO);
        for month in 0..self.layout.months {
            let now = (&self.values[self.layout.month(month, in_force)], &self.values[self.layout.month(month, cost)]);
            update((&mut months, &mut first, &mut spent), now, |(months, first, spent), (in_force, cost)| {
                *first = if *months == 0.0 && in_force > 0.0 { month as f64 } else { *first };
                *months += in_force;
                *spent += cost;
            });
        }
        let ever = |figure: &Lanes<N>| {
            each((figure, &months), |(figure, months)| if months > 0.0 { figure } else { f64::NAN })
        };
        for figure in ResponseFigure::ALL {
            self.values[self.layout.response(response, figure)] = match figure {
                ResponseFigure::Used => each(&months, |months| f64::from(months > 0.0)),
                ResponseFigure::First => first,
                ResponseFigure::Months => ever(&months),
                ResponseFigure::Cost => ever(&spent),
            };
        }
    }

    /// 1 if posts are fewer than are funded when a target is judged, because posts follow staff; 0 if not.
    #[inline(always)]
    fn has_fewer_posts(&self, index: usize) -> Lanes<N> {
        // Sums of teams may differ in their last digit.
        const SAME: f64 = 1e-6;
        let (layout, calendar) = (&self.layout, &self.plan.calendar);
        let target = &self.plan.scenario.targets[index];
        let team = target.series.and_then(|series| series.team);
        let place = |measure| self.plan.series.iter().position(|one| one.series == Series { measure, team, of: None });
        let posts = place(Measure::ESTABLISHMENT).zip(place(Measure::FUNDED_POSTS));
        let Some((posts, funded)) = posts else { return Lanes::ZERO };
        let cell = |series| match target.when {
            TargetPeriod::By(month) => layout.month(calendar.index(month), series),
            TargetPeriod::From(_) => layout.month(layout.months - 1, series),
            TargetPeriod::Year(year) => {
                layout.year(calendar.years.iter().position(|&y| y == year).unwrap_or(0), series)
            }
        };
        each((&self.values[cell(posts)], &self.values[cell(funded)]), |(posts, funded)| {
            f64::from(posts < funded - SAME)
        })
    }

    /// 1 if the target is met, 0 if not; `NaN` if its measure is undefined.
    #[inline(always)]
    fn met(&self, index: usize) -> Lanes<N> {
        let target = &self.plan.scenario.targets[index];
        let missing = Lanes::all(f64::NAN);
        let Some(series) = self.targets[index] else { return missing };
        let calendar = &self.plan.calendar;
        let holds = |cell: usize| {
            each(&self.values[cell], |value| match target.at_most {
                _ if value.is_nan() => f64::NAN,
                true => f64::from(value <= target.limit),
                false => f64::from(value >= target.limit),
            })
        };
        match target.when {
            TargetPeriod::By(month) => holds(self.layout.month(calendar.index(month), series)),
            TargetPeriod::From(month) => {
                let mut all = Lanes::all(1.0);
                for month in calendar.index(month)..self.layout.months {
                    update(&mut all, &holds(self.layout.month(month, series)), |all, one| {
                        *all = if *all == 0.0 || one == 0.0 { 0.0 } else { *all * one };
                    });
                }
                all
            }
            TargetPeriod::Year(year) => {
                let year = calendar.years.iter().position(|&y| y == year);
                year.map_or(missing, |year| holds(self.layout.year(year, series)))
            }
        }
    }
}

impl<const N: usize> Recorder<N> for Row<'_, N> {
    #[inline(always)]
    fn opening(&mut self, record: &MonthRecord<Lanes<N>>) {
        self.headlines.opening(record);
        if let Some(spending) = &mut self.spending {
            spending.clear();
        }
        self.read(self.layout.opening(0), record);
        self.clear_sums();
        // There are no flows and no money before the first month.
        let is_flow = |&&(series, year): &&(usize, YearOf)| {
            year == YearOf::Sum || self.plan.series[series].series.measure.id == "overspend"
        };
        for &(series, _) in self.aggregation.iter().filter(is_flow) {
            self.values[self.layout.opening(series)] = Lanes::all(f64::NAN);
        }
    }

    #[inline(always)]
    fn month(&mut self, month: usize, record: &MonthRecord<Lanes<N>>) {
        self.headlines.month(month, record);
        self.read(self.layout.month(month, 0), record);
        let year = self.year_of[month];
        self.spend(year, record);
        if let Some(spending) = &mut self.spending {
            spending.add(record);
        }
        if self.year_of.get(month + 1) != Some(&year) {
            self.close_year(year, month);
            if let Some(spending) = &mut self.spending {
                spending.close_year(year, &self.layout, &mut self.values);
            }
        }
        if month + 1 == self.layout.months {
            self.finish();
        }
    }
}

impl TableReader {
    fn new(plan: &Plan, table: Table, wanted: &[usize]) -> Self {
        let mut reader = Self { table, counts: Vec::new(), pence: Vec::new(), ratios: Vec::new() };
        let readings = wanted.iter().map(|&series| (series, Reading::new(&plan.series[series])));
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
    #[inline(always)]
    fn read<const N: usize>(&self, counts: &[Lanes<N>], values: &mut [Lanes<N>], sums: &mut [(Lanes<N>, Lanes<N>)]) {
        for &(series, place) in &self.counts {
            values[series] = counts[place];
        }
        for &(series, place) in &self.pence {
            values[series] = each(&counts[place], |pence| pence / Pence::IN_A_POUND);
        }
        for &(series, places) in &self.ratios {
            let (above, below) = places.terms(counts);
            values[series] = each((above, below), |(above, below)| ratio(above, below));
            let (all_above, all_below) = &mut sums[series];
            *all_above += above;
            *all_below += below;
        }
    }
}
