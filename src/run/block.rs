//! A fixed number of replications, turned from rows into columns.

use super::moments::{Origin, Sums};
use super::{Engine, Layout};
use crate::model::Future;
use crate::plan::Plan;

/// Replications in a block. It is fixed, so that what is folded by block never depends on threads.
pub(crate) const BLOCK: usize = 64;

/// Rows turned at a time: a cache line of each column, and few enough rows to stay in a core's cache.
const TILE: usize = 16;

/// What a thread keeps from block to block.
pub(crate) struct Worker<'p> {
    engine: Engine<'p>,
    cells: usize,
    tile: Vec<f32>,
}

impl<'p> Worker<'p> {
    pub(crate) fn new(plan: &'p Plan, layout: &Layout) -> Self {
        Self { engine: Engine::new(plan), cells: layout.cells(), tile: Vec::new() }
    }

    /// Runs replications `first..first + n` (n at most [`BLOCK`]), writes each cell's values as a column of [`BLOCK`]
    /// places into `columns`, and gives the sums of the cells.
    pub(crate) fn run(&mut self, first: u64, n: usize, origin: &Origin, columns: &mut [f32]) -> Sums {
        let mut sums = Sums::new(self.cells);
        for done in (0..n).step_by(TILE) {
            let rows = TILE.min(n - done);
            self.tile.clear();
            for offset in done..done + rows {
                let row = self.engine.run(Future::new(first + offset as u64));
                sums.add(row, origin);
                self.tile.extend(row.iter().map(|&value| value as f32));
            }
            for (cell, column) in columns.chunks_exact_mut(BLOCK).enumerate() {
                for (row, place) in column[done..done + rows].iter_mut().enumerate() {
                    *place = self.tile[row * self.cells + cell];
                }
            }
        }
        sums
    }
}
