//! Blocks of a fixed number of replications, transposed from rows to columns.

use super::moments::{MomentOrigin, MomentSums};
use super::{Engine, Layout};
use crate::model::Replication;
use crate::plan::Plan;

/// Replications per block. The size is fixed, so that results accumulated by block never depend on threads.
pub(crate) const BLOCK: usize = 64;

/// Rows transposed at a time: a part of a block small enough to stay in the cache of a core.
const TILE: usize = 8;
/// Cells transposed at a time.
const CELLS: usize = 16;

/// Buffers that a thread reuses from block to block.
pub(crate) struct BlockRunner<'p> {
    engine: Engine<'p>,
    cells: usize,
    tile: Vec<Vec<f64>>,
}

impl<'p> BlockRunner<'p> {
    pub(crate) fn new(plan: &'p Plan, layout: &Layout) -> Self {
        let cells = layout.cells();
        Self { engine: Engine::new(plan), cells, tile: vec![vec![f64::NAN; cells]; TILE] }
    }

    /// Runs replications `first..first + n` (n at most [`BLOCK`]), writes each cell's values as a column of [`BLOCK`]
    /// elements to `columns`, and returns the sums of the cells.
    pub(crate) fn run(&mut self, first: u64, n: usize, origin: &MomentOrigin, columns: &mut [f32]) -> MomentSums {
        let mut sums = MomentSums::new(self.cells);
        for done in (0..n).step_by(TILE) {
            let tile = &mut self.tile[..TILE.min(n - done)];
            for (row, replication) in tile.iter_mut().zip(first + done as u64..) {
                self.engine.run_into(Replication::new(replication), row);
            }
            sums.add(tile, origin);
            turn(tile, columns, done);
        }
        sums
    }
}

/// Writes rows into columns starting at index `done`.
fn turn(rows: &[Vec<f64>], columns: &mut [f32], done: usize) {
    for (group, columns) in columns.chunks_mut(CELLS * BLOCK).enumerate() {
        let cells = columns.len() / BLOCK;
        let mut turned = [[0.0; TILE]; CELLS];
        for (place, row) in rows.iter().enumerate() {
            for (column, &value) in turned.iter_mut().zip(&row[group * CELLS..][..cells]) {
                column[place] = value as f32;
            }
        }
        for (column, turned) in columns.chunks_exact_mut(BLOCK).zip(&turned) {
            // Copies a whole tile even if there are fewer rows: elements after the block's last replication are never
            // read.
            column[done..done + TILE].copy_from_slice(turned);
        }
    }
}
