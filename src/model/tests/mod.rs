//! The laws of the model (section 10 of `docs/model.md`): invariants of every replication and month, and results known
//! without simulation.
//!
//! [`world`] generates random scenarios; each of the other files tests a group of laws. Statistical tests use fixed
//! seeds, with bounds of five standard errors.

mod answers_agency;
mod answers_cases;
mod answers_demand;
mod answers_people;
mod answers_responses;
mod cases;
mod limits;
mod lives;
mod missing;
mod money;
mod monotone;
mod outside;
mod people;
mod recurring;
#[path = "../../../tests/world/mod.rs"]
mod world;

use super::{AgencyStep, CasesFrom, Event, Futures, Origin, People, Recorder, Replication, State, simulate};
use crate::lanes::{ByLane, Lanes};
use crate::measures::counts::{StageMonth, TeamMonth};
use crate::measures::month_record::MonthRecord;
use crate::plan::{Plan, Values};
use crate::scenario::{InputId, Scenario};

/// The plan of a scenario text.
fn plan(text: &str) -> Plan {
    match Scenario::parse(text) {
        Ok(scenario) => Plan::new(scenario),
        Err(errors) => panic!("{errors}\n{text}"),
    }
}

/// The plan of a service of `months` months from April 2016.
fn service(months: usize, text: &str) -> Plan {
    plan(&format!("format = 1\nname = \"Service\"\nstart = \"2016-04\"\nmonths = {months}\nseed = 5\n{text}"))
}

/// One replication with its events.
#[derive(Default)]
struct Story {
    opening: MonthRecord,
    months: Vec<MonthRecord>,
    /// Events by month.
    events: Vec<Vec<Event>>,
}

impl Recorder<1> for Story {
    fn event<I: ByLane<1>>(&mut self, counts: I, event: impl Fn(I::Value) -> Option<Event>) {
        if let Some(event) = event(counts.at(0)) {
            event.add_to(&mut self.events[self.months.len()]);
        }
    }

    fn opening(&mut self, record: &MonthRecord<Lanes<1>>) {
        self.opening = record.lane(0);
        self.events.push(Vec::new());
    }

    fn month(&mut self, _month: usize, record: &MonthRecord<Lanes<1>>) {
        self.months.push(record.lane(0));
        self.events.push(Vec::new());
    }
}

impl Story {
    /// The records, the opening's first: month 0 is at index 1.
    fn records(&self) -> Vec<&MonthRecord> {
        std::iter::once(&self.opening).chain(&self.months).collect()
    }

    /// Each month with the record before it: the index, the previous record, its own record and its events.
    fn steps(&self) -> impl Iterator<Item = (usize, &MonthRecord, &MonthRecord, &[Event])> {
        let steps = self.records().into_iter().zip(&self.months).zip(&self.events).enumerate();
        steps.map(|(month, ((before, after), events))| (month, before, after, events.as_slice()))
    }

    /// The last month's record of the first team, and of the first case stage.
    fn last_team(&self) -> &TeamMonth {
        &self.months[self.months.len() - 1].teams[0]
    }

    fn last_stage(&self) -> &StageMonth {
        &self.months[self.months.len() - 1].stages[0]
    }
}

/// Replication `n` of a plan.
fn story(plan: &Plan, n: u64) -> Story {
    run(plan, n, &mut State::new(plan))
}

/// Replication `n` of a plan, in a state that is reused.
fn run(plan: &Plan, n: u64, state: &mut State<1>) -> Story {
    let (mut futures, mut story) = (Futures::new(plan), Story::default());
    futures.draw(plan, &[Replication::new(n)]);
    simulate(plan, &futures, state, &mut story);
    story
}

/// A figure in each of the replications 1 to `n`.
fn figures(plan: &Plan, n: u64, figure: impl Fn(&Story) -> f64) -> Vec<f64> {
    let mut state = State::new(plan);
    (1..=n).map(|n| figure(&run(plan, n, &mut state))).collect()
}

/// The value of an input in replication `n`, month by month.
fn input_by_month(plan: &Plan, n: u64, id: InputId) -> Vec<f64> {
    let (mut futures, mut values) = (Futures::<1>::new(plan), Values::default());
    futures.draw(plan, &[Replication::new(n)]);
    values.open(&futures.inputs, &futures.years);
    let month = |month| {
        values.advance(&plan.inputs, month);
        values.get(id).0[0]
    };
    (0..plan.calendar.months).map(month).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The central moment of order `power`.
fn moment(values: &[f64], power: u32) -> f64 {
    let middle = mean(values);
    let distance = |value: &f64| (0..power).fold(1.0, |product, _| product * (value - middle));
    values.iter().map(distance).sum::<f64>() / values.len() as f64
}

/// Asserts that the mean is within five standard errors, by the sample's own variance, of the expected value.
#[track_caller]
fn assert_mean(values: &[f64], expected: f64) {
    let error = (moment(values, 2) / values.len() as f64).sqrt();
    let got = mean(values);
    assert!((got - expected).abs() <= 5.0 * error, "mean {got}, expected {expected}, error {error}");
}

/// Asserts that the variance is within five standard errors, by the sample's own fourth moment, of the expected value.
#[track_caller]
fn assert_variance(values: &[f64], expected: f64) {
    let got = moment(values, 2);
    let error = ((moment(values, 4) - got * got) / values.len() as f64).sqrt();
    assert!((got - expected).abs() <= 5.0 * error, "variance {got}, expected {expected}, error {error}");
}

#[track_caller]
fn assert_near(got: f64, expected: f64) {
    assert!((got - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{got} is not {expected}");
}

#[track_caller]
fn assert_whole(count: f64) {
    assert!(count >= 0.0 && count.fract() == 0.0, "{count} is not a whole number of at least 0");
}
