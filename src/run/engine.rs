//! Execution of replications, side by side.

use super::headlines::Headlines;
use super::row::Row;
use crate::lanes::Lanes;
use crate::model::{Futures, Replication, State, simulate};
use crate::plan::Plan;

/// Runs `N` replications of a plan at a time and computes every measure. Buffers are reused.
///
/// ```
/// # use staffcast::{Plan, Scenario, internals::{Engine, Replication}};
/// # let plan = Plan::new(Scenario::parse(staffcast::examples::SMALL).expect("a scenario"));
/// let mut engine = Engine::<1>::new(&plan);
/// let seventh = engine.run(&[Replication::new(7)]).to_vec();
/// engine.run(&[Replication::new(8)]);
/// assert_eq!(engine.run(&[Replication::new(7)]).len(), seventh.len());
/// ```
pub struct Engine<'p, const N: usize> {
    plan: &'p Plan,
    futures: Futures<N>,
    state: State<N>,
    row: Row<'p, N>,
}

impl<'p, const N: usize> Engine<'p, N> {
    /// An engine for `plan`.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        Self { plan, futures: Futures::new(plan), state: State::new(plan), row: Row::new(plan) }
    }

    /// The same, for these series alone; figures of others are unspecified.
    pub(crate) fn of_series(plan: &'p Plan, series: &[usize]) -> Self {
        Self { row: Row::of_series(plan, series), ..Self::new(plan) }
    }

    /// The figures of these replications, in the order of [`Layout`](super::Layout); `NaN` if undefined.
    pub fn run(&mut self, replications: &[Replication; N]) -> &[Lanes<N>] {
        self.futures.draw(self.plan, replications);
        simulate(self.plan, &self.futures, &mut self.state, &mut self.row);
        &self.row.values
    }

    /// The headlines of the replications that were run last.
    pub(crate) fn headlines(&self) -> Headlines<N> {
        self.row.headlines()
    }

    /// By input, the values drawn in them.
    pub(crate) fn inputs(&self) -> &[Lanes<N>] {
        &self.futures.inputs
    }

    /// The figures, written to a row of the right length.
    pub(crate) fn run_into(&mut self, replications: &[Replication; N], values: &mut Vec<Lanes<N>>) {
        self.run(replications);
        // Every figure of a row is overwritten each time, so the buffers can be swapped.
        std::mem::swap(&mut self.row.values, values);
    }
}

impl Engine<'_, 1> {
    /// The figures of one replication.
    pub(crate) fn run_one(&mut self, replication: Replication) -> Vec<f64> {
        self.run(&[replication]).iter().map(|lanes| lanes.0[0]).collect()
    }
}
