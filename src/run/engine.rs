//! Sequential execution of replications.

use super::row::Row;
use crate::model::{Replication, State, simulate};
use crate::plan::Plan;

/// Runs replications of a plan one after the other and computes every measure. Buffers are reused, so a replication does
/// not allocate.
///
/// ```
/// # use staffcast::{Plan, Scenario, internals::{Engine, Replication}};
/// # let plan = Plan::new(Scenario::parse(staffcast::examples::SMALL).expect("a scenario"));
/// let mut engine = Engine::new(&plan);
/// let seventh = engine.run(Replication::new(7)).to_vec();
/// engine.run(Replication::new(8));
/// assert_eq!(engine.run(Replication::new(7)).len(), seventh.len());
/// ```
pub struct Engine<'p> {
    plan: &'p Plan,
    state: State,
    row: Row<'p>,
}

impl<'p> Engine<'p> {
    /// An engine for `plan`.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        Self { plan, state: State::new(plan), row: Row::new(plan) }
    }

    /// The figures of replication `future`, in the order of [`Layout`](super::Layout); `NaN` if undefined.
    pub fn run(&mut self, future: Replication) -> &[f64] {
        simulate(self.plan, future, &mut self.state, &mut self.row);
        &self.row.values
    }

    /// The same, written to a row of the right length.
    pub(crate) fn run_into(&mut self, future: Replication, values: &mut Vec<f64>) {
        self.run(future);
        // Every figure of a row is overwritten each time, so the buffers can be swapped.
        std::mem::swap(&mut self.row.values, values);
    }
}
