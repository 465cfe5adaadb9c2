//! The figures of a block of replications, stored by column.

use super::block::BLOCK;
use crate::lanes::Lanes;

/// The figures of up to [`BLOCK`] replications: one column per cell, `NaN` if a figure is missing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    replications: usize,
    values: Vec<Lanes<BLOCK>>,
    /// The headlines, the targets and the inputs of the block; empty if it is not kept.
    pub(super) kept: Vec<Lanes<BLOCK>>,
}

impl Columns {
    /// Allocates columns for `cells` cells and `replications` replications (at most [`BLOCK`]), all missing.
    pub(crate) fn new(cells: usize, replications: usize) -> Self {
        Self { replications, values: vec![Lanes::all(f64::NAN); cells], kept: Vec::new() }
    }

    /// Number of replications.
    pub(crate) fn replications(&self) -> usize {
        self.replications
    }

    /// Changes the numbers of cells and replications. Values are unspecified until written.
    pub(crate) fn resize(&mut self, cells: usize, replications: usize) {
        debug_assert!(replications <= BLOCK);
        self.replications = replications;
        self.values.resize(cells, Lanes::all(f64::NAN));
    }

    /// The values of a cell, by replication.
    pub(crate) fn column(&self, cell: usize) -> &[f64] {
        &self.values[cell].0[..self.replications]
    }

    /// The values of a cell, by replication, for writing.
    pub(crate) fn column_mut(&mut self, cell: usize) -> &mut [f64] {
        &mut self.values[cell].0[..self.replications]
    }

    /// Keeps these cells as well.
    pub(super) fn keep(&mut self, cells: &[usize]) {
        self.kept.extend(cells.iter().map(|&cell| self.values[cell]));
    }

    /// All columns. Values after a block's last replication are never read.
    pub(super) fn all_mut(&mut self) -> &mut Vec<Lanes<BLOCK>> {
        &mut self.values
    }
}
