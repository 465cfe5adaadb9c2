//! A fixed number of replications, turned from rows into columns.

use super::row::Row;
use super::{Layout, Moments};
use crate::model::{Future, State, simulate};
use crate::plan::Plan;

/// Replications in a block. It is fixed, so that what is folded by block never depends on threads.
pub(crate) const BLOCK: usize = 64;

/// Rows turned at a time: few enough to stay in a core's cache.
const TILE: usize = 16;

/// What a thread keeps from block to block.
pub(crate) struct Worker<'p> {
    plan: &'p Plan,
    state: State,
    row: Row<'p>,
    tile: Vec<f64>,
}

impl<'p> Worker<'p> {
    pub(crate) fn new(plan: &'p Plan, layout: &'p Layout) -> Self {
        Self { plan, state: State::new(plan), row: Row::new(plan, layout), tile: Vec::new() }
    }

    /// Runs replications `first..first + n` (n at most [`BLOCK`]), writes each cell's values as a column of [`BLOCK`]
    /// places into `columns`, and gives each cell's moments.
    pub(crate) fn run(&mut self, first: u64, n: usize, columns: &mut [f32], moments: &mut Vec<Moments>) {
        let cells = self.row.values.len();
        moments.clear();
        moments.resize(cells, Moments::default());
        let mut done = 0;
        while done < n {
            let rows = TILE.min(n - done);
            self.tile.clear();
            for offset in 0..rows {
                let future = Future::new(first + (done + offset) as u64);
                simulate(self.plan, future, &mut self.state, &mut self.row);
                self.tile.extend_from_slice(&self.row.values);
            }
            for (cell, moments) in moments.iter_mut().enumerate() {
                let mut values = [0.0; TILE];
                let column = &mut columns[cell * BLOCK + done..][..rows];
                for (row, (value, place)) in values.iter_mut().zip(column).enumerate() {
                    *value = self.tile[row * cells + cell];
                    *place = *value as f32;
                }
                moments.fold(&Moments::of(values[..rows].iter().copied()));
            }
            done += rows;
        }
    }
}
