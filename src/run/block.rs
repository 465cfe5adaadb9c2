//! Runs a fixed number of replications side by side.

use super::Engine;
use super::columns::Columns;
use super::kept::BlockKeeper;
use crate::model::Replication;
use crate::plan::Plan;

/// Number of replications in a block. It is fixed, so sums by block do not depend on the number of threads.
pub(crate) const BLOCK: usize = 64;

/// The engine that a thread reuses from block to block.
pub(crate) struct BlockRunner<'p> {
    engine: Engine<'p, BLOCK>,
}

impl<'p> BlockRunner<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        Self { engine: Engine::new(plan) }
    }

    /// Runs replications from `first` onwards, as many as `columns` has, and writes their figures to `columns`.
    pub(crate) fn run(&mut self, first: u64, columns: &mut Columns) {
        self.engine.run_into(&replications(first), columns.all_mut());
    }

    /// The same, and writes what a run keeps of them.
    pub(crate) fn run_and_keep(&mut self, first: u64, columns: &mut Columns, keeper: &BlockKeeper) {
        self.run(first, columns);
        keeper.keep(first, &self.engine.headlines(), self.engine.inputs(), columns);
    }
}

/// The replications of a block that begins with number `first`.
pub(crate) fn replications(first: u64) -> [Replication; BLOCK] {
    std::array::from_fn(|lane| Replication::new(first + lane as u64))
}
