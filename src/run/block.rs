//! Runs a fixed number of replications and transposes their rows into columns.

use super::columns::Columns;
use super::{Engine, Layout};
use crate::model::Replication;
use crate::plan::Plan;

/// Number of replications in a block. It is fixed, so sums by block do not depend on the number of threads.
pub(crate) const BLOCK: usize = 64;

/// Number of rows transposed at a time: few enough to stay in a core's cache.
const TILE: usize = 8;
/// Number of cells transposed at a time.
const CELLS: usize = 16;

/// The engine and the buffers that a thread reuses from block to block.
pub(crate) struct BlockRunner<'p> {
    engine: Engine<'p>,
    tile: Vec<Vec<f64>>,
}

impl<'p> BlockRunner<'p> {
    pub(crate) fn new(plan: &'p Plan, layout: &Layout) -> Self {
        Self { engine: Engine::new(plan), tile: vec![vec![f64::NAN; layout.cells()]; TILE] }
    }

    /// Runs replications from `first` onwards, as many as `columns` has, and writes their figures to `columns`.
    pub(crate) fn run(&mut self, first: u64, columns: &mut Columns) {
        let replications = columns.replications();
        for done in (0..replications).step_by(TILE) {
            let tile = &mut self.tile[..TILE.min(replications - done)];
            for (row, replication) in tile.iter_mut().zip(first + done as u64..) {
                self.engine.run_into(Replication::new(replication), row);
            }
            turn(tile, columns.all_mut(), done);
        }
    }
}

/// Transposes rows into columns, starting at index `done` of each column.
fn turn(rows: &[Vec<f64>], columns: &mut [f64], done: usize) {
    for (group, columns) in columns.chunks_mut(CELLS * BLOCK).enumerate() {
        let cells = columns.len() / BLOCK;
        let mut turned = [[f64::NAN; TILE]; CELLS];
        for (place, row) in rows.iter().enumerate() {
            for (column, &value) in turned.iter_mut().zip(&row[group * CELLS..][..cells]) {
                column[place] = value;
            }
        }
        for (column, turned) in columns.chunks_exact_mut(BLOCK).zip(&turned) {
            // A whole tile even if there are fewer rows: values after a block's last replication are never read.
            column[done..done + TILE].copy_from_slice(turned);
        }
    }
}
