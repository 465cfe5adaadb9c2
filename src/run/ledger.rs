//! One replication as a ledger: the events of each month, and the state at its end.

use super::ReplicationRow;
use crate::lanes::{ByLane, Lanes};
use crate::measures::month_record::MonthRecord;
use crate::model::{Event, Futures, Recorder, Replication, State, simulate};
use crate::plan::Plan;

/// One replication: the opening state, and every month.
///
/// Events are as reported by the model, and records as counted by the model. Neither is derived from the other, so they
/// can be reconciled: opening + inflows - outflows = closing, to the last person, case and penny.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// The replication.
    pub future: Replication,
    /// Its measures, as returned by [`Engine::run`](super::Engine::run) for the same replication.
    pub figures: ReplicationRow,
    /// State at the end of the month before the first.
    pub opening: MonthRecord,
    /// The months of the run.
    pub months: Vec<LedgerMonth>,
}

/// A month of a [`Ledger`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LedgerMonth {
    /// Events, in order of occurrence.
    pub events: Vec<Event>,
    /// The flows of the month, and the state at its end.
    pub record: MonthRecord,
}

impl Ledger {
    /// Each month with the record before it: the opening, or the end of the previous month.
    pub fn steps(&self) -> impl Iterator<Item = (&MonthRecord, &LedgerMonth)> {
        let before = std::iter::once(&self.opening).chain(self.months.iter().map(|month| &month.record));
        before.zip(&self.months)
    }
}

/// Recorder that keeps a ledger.
#[derive(Default)]
struct LedgerRecorder {
    opening: MonthRecord,
    months: Vec<LedgerMonth>,
    /// Events so far in the current month.
    events: Vec<Event>,
}

impl Recorder<1> for LedgerRecorder {
    fn event<I: ByLane<1>>(&mut self, counts: I, event: impl Fn(I::Value) -> Option<Event>) {
        if let Some(event) = event(counts.at(0)) {
            event.add_to(&mut self.events);
        }
    }

    fn opening(&mut self, record: &MonthRecord<Lanes<1>>) {
        self.opening = record.lane(0);
    }

    fn month(&mut self, _month: usize, record: &MonthRecord<Lanes<1>>) {
        let events = std::mem::take(&mut self.events);
        self.months.push(LedgerMonth { events, record: record.lane(0) });
    }
}

/// Runs one replication and returns its ledger.
///
/// ```
/// # use staffcast::{Plan, Scenario, internals::{Replication, TeamCount::{Joiners, Leavers, PermanentHeads}, ledger}};
/// # let plan = Plan::new(Scenario::parse(staffcast::examples::SMALL).expect("a scenario"));
/// let ledger = ledger(&plan, Replication::new(7));
/// assert_eq!(ledger.months.len(), plan.calendar().months);
/// for (before, month) in ledger.steps() {
///     let (before, after) = (&before.service, &month.record.service);
///     assert_eq!(after[PermanentHeads], before[PermanentHeads] + after[Joiners] - after[Leavers]);
/// }
/// ```
#[must_use]
pub fn trace(plan: &Plan, future: Replication) -> Ledger {
    let mut keeping = LedgerRecorder::default();
    let mut futures = Futures::new(plan);
    futures.draw(plan, &[future]);
    simulate(plan, &futures, &mut State::new(plan), &mut keeping);
    let LedgerRecorder { opening, months, .. } = keeping;
    Ledger { future, figures: plan.run_replication(future), opening, months }
}
