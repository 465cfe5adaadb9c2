//! What became of the cells of a table.

use std::collections::BTreeMap;

/// The cells of figures: `placed`, `missing`, `in_run` and `unplaced` add up to `all`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureCounts {
    /// All cells of figures: months times measures, or the rows of a long table.
    pub all: usize,
    /// Those that are in the overlay.
    pub placed: usize,
    /// Those without a figure, by code; those that are blank by the empty text.
    pub missing: BTreeMap<String, usize>,
    /// Those of months of the run, which are not history.
    pub in_run: usize,
    /// Those of measures that could not be placed.
    pub unplaced: usize,
}

impl FigureCounts {
    /// How many have no figure.
    #[must_use]
    pub fn all_missing(&self) -> usize {
        self.missing.values().sum()
    }
}
