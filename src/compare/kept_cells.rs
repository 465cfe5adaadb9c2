//! Some figures of a block of replications, kept for comparison with several plans.

use std::sync::Arc;

use crate::run::Columns;

/// The figures of a block by cell.
pub(super) trait CellValues {
    /// The values of a cell, by replication.
    fn column(&self, cell: usize) -> &[f64];

    /// Number of replications.
    fn replications(&self) -> usize;
}

impl CellValues for Columns {
    fn column(&self, cell: usize) -> &[f64] {
        Columns::column(self, cell)
    }

    fn replications(&self) -> usize {
        Columns::replications(self)
    }
}

/// The values of some cells of a block; those of other cells are empty.
pub(super) struct KeptCells {
    replications: usize,
    /// The cells, in ascending order.
    cells: Arc<[usize]>,
    values: Vec<f64>,
}

impl KeptCells {
    /// Copies the values of `cells`, which are in ascending order.
    pub(super) fn of(columns: &Columns, cells: &Arc<[usize]>) -> Self {
        let values = cells.iter().flat_map(|&cell| columns.column(cell).iter().copied()).collect();
        Self { replications: columns.replications(), cells: Arc::clone(cells), values }
    }
}

impl CellValues for KeptCells {
    fn column(&self, cell: usize) -> &[f64] {
        let Ok(place) = self.cells.binary_search(&cell) else { return &[] };
        &self.values[place * self.replications..][..self.replications]
    }

    fn replications(&self) -> usize {
        self.replications
    }
}
