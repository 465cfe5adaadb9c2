//! Differences between two plans, replication by replication.

use super::pairing::PairedCell;
use crate::measures::Better;
use crate::run::{Columns, Tally, for_each_tally};
use crate::summary::Statistic;

/// The difference of one figure: alternative less base, over the replications in which it is defined in both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Statistics of the differences over the replications.
    pub statistic: Statistic,
    /// Share of replications in which the alternative is better; `NaN` if neither direction is better, or if the figure
    /// is not defined in both plans in any replication.
    pub p_better: f64,
    /// Share of replications in which both plans have the same value.
    pub p_same: f64,
}

impl Difference {
    /// The difference of a cell, from the tally of its differences.
    pub(super) fn new(tally: &Tally, better: Better) -> Self {
        let share = |count: u64| if tally.defined() == 0 { f64::NAN } else { count as f64 / tally.defined() as f64 };
        let p_better = match better {
            Better::Lower => share(tally.below_zero()),
            Better::Higher => share(tally.above_zero()),
            Better::Neither => f64::NAN,
        };
        Self { statistic: Statistic::of(tally), p_better, p_same: share(tally.at_zero()) }
    }

    /// Share of replications in which the alternative is worse; `NaN` as [`p_better`](Self::p_better).
    #[must_use]
    pub fn p_worse(&self) -> f64 {
        // The two others may add up to slightly more than one.
        const ROUNDING: f64 = 1e-9;
        let worse = 1.0 - self.p_better - self.p_same;
        if worse.abs() < ROUNDING { 0.0 } else { worse }
    }
}

/// Adds the differences of some blocks to the tallies of paired cells: alternative less base in double precision,
/// missing if either is missing.
pub(super) fn add(tallies: &mut [Tally], cells: &[PairedCell], base: &[Columns], other: &[Columns]) {
    for_each_tally(tallies, |index, tally| add_cell(tally, cells[index], base, other));
}

/// Adds the differences of some blocks to the tally of a paired cell.
pub(super) fn add_cell<'b>(tally: &mut Tally, cell: PairedCell, base: &'b [Columns], other: &'b [Columns]) {
    let columns = |(base, other): (&'b Columns, &'b Columns)| (other.column(cell.other), base.column(cell.base));
    tally.add_differences(base.iter().zip(other).map(columns));
}
