//! A fixed number of replications, turned from rows into columns.

use super::columns::Columns;
use super::{Engine, Layout};
use crate::model::Replication;
use crate::plan::Plan;

/// Replications in a block. The size is fixed, so that sums by block never depend on threads.
pub(crate) const BLOCK: usize = 64;

/// Rows turned at a time: a part of a block, few enough to stay in a core's cache.
const TILE: usize = 8;
/// Cells turned at a time.
const CELLS: usize = 16;

/// The engine and the memory that a thread reuses from block to block.
pub(crate) struct BlockRunner<'p> {
    engine: Engine<'p>,
    tile: Vec<Vec<f64>>,
}

impl<'p> BlockRunner<'p> {
    pub(crate) fn new(plan: &'p Plan, layout: &Layout) -> Self {
        Self { engine: Engine::new(plan), tile: vec![vec![f64::NAN; layout.cells()]; TILE] }
    }

    /// Runs as many replications, from `first` on, as `columns` has, and writes their figures there.
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

/// Writes rows into columns from place `done` on.
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
            // A whole tile, also where there are fewer rows: values after a block's last replication are never read.
            column[done..done + TILE].copy_from_slice(turned);
        }
    }
}
