//! One future as a ledger: what happened in each month, and where everything stood at its end.

use super::ReplicationRow;
use crate::measures::month_record::MonthRecord;
use crate::model::{Event, Recorder, Replication, State, simulate};
use crate::plan::Plan;

/// One future: what stood at the opening, and every month.
///
/// What happened is as the model told it, and what stands is as the model counted it. Neither is made of the other, so that
/// they can be held against each other: opening + what came - what went = closing, to the last person, case and penny.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// Which future.
    pub future: Replication,
    /// Its measures: what [`Engine::run`](super::Engine::run) says of the same future.
    pub figures: ReplicationRow,
    /// The end of the month before the first.
    pub opening: MonthRecord,
    /// The months of the run.
    pub months: Vec<LedgerMonth>,
}

/// A month of a [`Ledger`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LedgerMonth {
    /// What happened, in the order in which it did.
    pub events: Vec<Event>,
    /// The flows of the month, and what stood at its end.
    pub record: MonthRecord,
}

impl Ledger {
    /// Each month with what stood before it: the opening, or the end of the month before.
    pub fn steps(&self) -> impl Iterator<Item = (&MonthRecord, &LedgerMonth)> {
        let before = std::iter::once(&self.opening).chain(self.months.iter().map(|month| &month.record));
        before.zip(&self.months)
    }
}

/// Keeps a ledger of what is told.
#[derive(Default)]
struct LedgerRecorder {
    opening: MonthRecord,
    months: Vec<LedgerMonth>,
    /// What has happened so far in the month now running.
    events: Vec<Event>,
}

impl Recorder for LedgerRecorder {
    fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    fn opening(&mut self, record: &MonthRecord) {
        self.opening = record.clone();
    }

    fn month(&mut self, _month: usize, record: &MonthRecord) {
        let events = std::mem::take(&mut self.events);
        self.months.push(LedgerMonth { events, record: record.clone() });
    }
}

/// The ledger of one future, which is run again for it.
///
/// ```
/// # use staffcast::{model::Replication, plan::Plan, run, scenario::Scenario};
/// # let plan = Plan::new(Scenario::parse(staffcast::examples::SMALL).expect("a scenario"));
/// let ledger = run::trace(&plan, Replication::new(7));
/// assert_eq!(ledger.months.len(), plan.calendar().months);
/// for (before, month) in ledger.steps() {
///     let (before, after) = (&before.service, &month.record.service);
///     assert_eq!(after.permanent_heads, before.permanent_heads + after.joiners - after.leavers);
/// }
/// ```
#[must_use]
pub fn trace(plan: &Plan, future: Replication) -> Ledger {
    let mut keeping = LedgerRecorder::default();
    simulate(plan, future, &mut State::new(plan), &mut keeping);
    let LedgerRecorder { opening, months, .. } = keeping;
    Ledger { future, figures: plan.run_replication(future), opening, months }
}
