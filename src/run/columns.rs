//! The figures of a block of replications, side by side.

use super::block::BLOCK;

/// The figures of up to [`BLOCK`] replications: a column for each cell, `NaN` where a figure is missing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    replications: usize,
    values: Vec<f64>,
}

impl Columns {
    /// Room for so many cells of so many replications, at most [`BLOCK`].
    pub(crate) fn new(cells: usize, replications: usize) -> Self {
        Self { replications, values: vec![f64::NAN; cells * BLOCK] }
    }

    /// How many replications there are.
    pub(crate) fn replications(&self) -> usize {
        self.replications
    }

    /// Makes room for so many cells of so many replications. The values are those of before, or missing.
    pub(crate) fn resize(&mut self, cells: usize, replications: usize) {
        debug_assert!(replications <= BLOCK);
        self.replications = replications;
        self.values.resize(cells * BLOCK, f64::NAN);
    }

    /// A cell in every replication.
    pub(crate) fn column(&self, cell: usize) -> &[f64] {
        &self.values[cell * BLOCK..][..self.replications]
    }

    /// The same, to be written.
    pub(crate) fn column_mut(&mut self, cell: usize) -> &mut [f64] {
        &mut self.values[cell * BLOCK..][..self.replications]
    }

    /// Every column, with room for [`BLOCK`] values each.
    pub(super) fn all_mut(&mut self) -> &mut [f64] {
        &mut self.values
    }
}
