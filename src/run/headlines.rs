//! The three headlines of a replication over the run: beside all other figures, or for runs that need nothing else, which
//! take an eighth less.

use crate::lanes::{Lanes, each};
use crate::measures::Measure;
use crate::measures::month_record::{MonthRecord, Table};
use crate::model::{Futures, Recorder, Replication, State, simulate};
use crate::plan::{Places, Plan, Ratio, Reading, ratio};
use crate::scenario::Series;
use crate::units::Unit;

/// A headline over a whole run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunHeadline {
    /// Agency rate of the service at the end of the run.
    AgencyRateAtEnd,
    /// Caseload of the service over the run, aggregated as for a financial year: case-months divided by FTE-months.
    Caseload,
    /// Total spending over the run less grants, in money of the day, pounds.
    Cost,
}

impl RunHeadline {
    /// All headlines, in the order of the tables.
    pub const ALL: [Self; 3] = [Self::AgencyRateAtEnd, Self::Caseload, Self::Cost];

    /// Identifier in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::AgencyRateAtEnd => "agency_rate_at_end",
            Self::Caseload => "caseload_over_run",
            Self::Cost => "cost_over_run",
        }
    }

    /// Identifier of the measure.
    #[must_use]
    pub fn measure(self) -> &'static str {
        match self {
            Self::AgencyRateAtEnd => "agency_rate",
            Self::Caseload => "caseload",
            Self::Cost => "cost",
        }
    }

    /// The unit.
    pub(crate) fn unit(self) -> Unit {
        Measure::find(self.measure()).map_or(Unit::Number, |measure| measure.unit)
    }
}

/// The headlines of `N` replications, in the order of [`RunHeadline::ALL`]; cost is in whole pence. `NaN` if undefined.
pub(crate) type Headlines<const N: usize> = [Lanes<N>; RunHeadline::ALL.len()];

/// Runs `N` replications of a plan at a time and computes their headlines.
pub(crate) struct HeadlineEngine<'p, const N: usize> {
    plan: &'p Plan,
    futures: Futures<N>,
    state: State<N>,
    reader: HeadlineReader<N>,
}

impl<'p, const N: usize> HeadlineEngine<'p, N> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        Self { plan, futures: Futures::new(plan), state: State::new(plan), reader: HeadlineReader::new(plan) }
    }

    pub(crate) fn run(&mut self, replications: &[Replication; N]) -> Headlines<N> {
        self.futures.draw(self.plan, replications);
        simulate(self.plan, &self.futures, &mut self.state, &mut self.reader);
        self.reader.headlines()
    }
}

/// Where the ratio for the service is read; `None` if the plan does not report the measure.
fn ratio_of(plan: &Plan, headline: RunHeadline) -> Option<(Table, Ratio)> {
    let of_service = |series: Series| series.measure.id == headline.measure() && series.team.is_none();
    let one = plan.series.iter().find(|one| of_service(one.series) && one.series.of.is_none())?;
    let Reading { table, places } = Reading::new(one);
    match places {
        Places::Ratio(ratio) => Some((table, ratio)),
        Places::Count(_) | Places::Pence(_) => None,
    }
}

/// Adds up the headlines of a run from its months.
pub(super) struct HeadlineReader<const N: usize> {
    agency_rate: Option<(Table, Ratio)>,
    caseload: Option<(Table, Ratio)>,
    last_month: usize,
    sums: HeadlineSums<N>,
}

#[derive(Clone, Default)]
struct HeadlineSums<const N: usize> {
    agency_rate: Lanes<N>,
    above: Lanes<N>,
    below: Lanes<N>,
    /// Pence.
    spent: Lanes<N>,
}

impl<const N: usize> HeadlineReader<N> {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            agency_rate: ratio_of(plan, RunHeadline::AgencyRateAtEnd),
            caseload: ratio_of(plan, RunHeadline::Caseload),
            last_month: plan.calendar.months - 1,
            sums: HeadlineSums::default(),
        }
    }

    /// The headlines after the last month.
    pub(super) fn headlines(&self) -> Headlines<N> {
        let HeadlineSums { agency_rate, above, below, spent } = &self.sums;
        [*agency_rate, each((above, below), |(above, below)| ratio(above, below)), *spent]
    }
}

impl<const N: usize> Recorder<N> for HeadlineReader<N> {
    fn opening(&mut self, _record: &MonthRecord<Lanes<N>>) {
        self.sums = HeadlineSums { agency_rate: Lanes::all(f64::NAN), ..HeadlineSums::default() };
    }

    #[inline(always)]
    fn month(&mut self, month: usize, record: &MonthRecord<Lanes<N>>) {
        record.lines.iter().for_each(|line| self.sums.spent += line);
        if let Some((table, places)) = self.caseload {
            let (above, below) = places.terms(record.table(table));
            self.sums.above += above;
            self.sums.below += below;
        }
        if let Some((table, places)) = self.agency_rate.filter(|_| month == self.last_month) {
            let (above, below) = places.terms(record.table(table));
            self.sums.agency_rate = each((above, below), |(above, below)| ratio(above, below));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{Engine, Layout};
    use crate::scenario::Scenario;

    #[test]
    fn headlines_match_the_tables() {
        let text = include_str!("../../scenarios/herefordshire-2016.toml");
        let plan = Plan::new(Scenario::parse(text).expect("a scenario"));
        let (layout, mut engine, mut all) =
            (Layout::new(&plan), HeadlineEngine::<1>::new(&plan), Engine::<1>::new(&plan));
        let place = |id: &str| {
            let service = |series: Series| series.measure.id == id && series.team.is_none() && series.of.is_none();
            plan.series.iter().position(|one| service(one.series)).expect("a measure")
        };
        for n in 1..=5 {
            let [agency_rate, caseload, pence] = engine.run(&[Replication::new(n)]).map(|lanes| lanes.0[0]);
            let row = all.run_one(Replication::new(n));
            let sum = |id: &str| -> f64 { (0..layout.years).map(|year| row[layout.year(year, place(id))]).sum() };
            assert_eq!(agency_rate.to_bits(), row[layout.month(layout.months - 1, place("agency_rate"))].to_bits());
            assert!((pence / 100.0 - sum("cost")).abs() < 1e-6);
            let months = (0..layout.months).map(|month| row[layout.month(month, place("caseload"))]);
            let (low, high) = months.fold((f64::MAX, f64::MIN), |(low, high), m| (low.min(m), high.max(m)));
            assert!(low < caseload && caseload < high, "{low} {caseload} {high}");
        }
    }
}
