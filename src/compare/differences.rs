//! Paired differences of two plans, replication by replication.

use super::pairing::PairedCell;
use crate::measures::Better;
use crate::plan::Plan;
use crate::run::Samples;
use crate::summary::Statistic;
use crate::summary::percentiles::{by_cell, percentiles};
use crate::summary::rank::Ranks;

/// The difference of one figure: alternative less base, over the replications in which both are defined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Mean, percentiles and standard error of the differences.
    pub statistic: Statistic,
    /// Share of replications in which the alternative is better; `NaN` if the measure has no better direction or the
    /// difference is never defined.
    pub p_better: f64,
    /// Share of replications in which both are equal.
    pub p_same: f64,
}

/// Buffers reused from cell to cell.
struct DifferenceScratch {
    base: Vec<f32>,
    other: Vec<f32>,
    ranks: Ranks,
}

impl DifferenceScratch {
    fn new() -> Self {
        Self { base: Vec::new(), other: Vec::new(), ranks: Ranks::new() }
    }

    /// The differences of a cell, written over the values of the base; undefined ones are dropped.
    fn subtract(&mut self, base: &Samples, other: &Samples, cell: PairedCell) {
        base.raw(cell.base, &mut self.base);
        other.raw(cell.other, &mut self.other);
        for (base, other) in self.base.iter_mut().zip(&self.other) {
            *base = other - *base;
        }
        if self.base.iter().any(|value| value.is_nan()) {
            self.base.retain(|value| !value.is_nan());
        }
    }
}

/// The differences of all cells.
pub(super) fn differences(base: &Samples, other: &Samples, cells: &[PairedCell]) -> Vec<Difference> {
    by_cell(cells.len(), DifferenceScratch::new, |scratch, index| {
        let cell = cells[index];
        scratch.subtract(base, other, cell);
        let values = &scratch.base;
        let n = values.len() as u64;
        let (here, there) = (&base.moments[cell.base], &other.moments[cell.other]);
        let Tally { mean, error, below, above } = Tally::of(values);
        // If every replication has both, the mean of the differences equals the difference of the means, which has full
        // precision.
        let mean = if n == here.n && n == there.n && n > 0 { there.mean - here.mean } else { mean };
        let share = |count: u64| if n == 0 { f64::NAN } else { count as f64 / n as f64 };
        let p_better = match cell.better {
            Better::Lower => share(below),
            Better::Higher => share(above),
            Better::Neither => f64::NAN,
        };
        let p_same = share(n - below - above);
        let percentiles = percentiles(values, &mut scratch.ranks);
        Difference { statistic: Statistic { n_defined: n, mean, percentiles, mc_error: error }, p_better, p_same }
    })
}

/// By shared budget, spending of the alternative less spending of the base. Rows contain spending less budget, and the
/// two plans may have set different amounts.
pub(super) fn of_budgets(
    (base, base_samples): (&Plan, &Samples),
    (other, other_samples): (&Plan, &Samples),
    shared: &[(usize, usize)],
) -> Vec<Statistic> {
    let (here, there) = (&base.scenario().budgets, &other.scenario().budgets);
    let cells = shared.iter().map(|&(one, two)| PairedCell {
        base: base_samples.layout.budget(one),
        other: other_samples.layout.budget(two),
        better: Better::Neither,
    });
    let all = differences(base_samples, other_samples, &cells.collect::<Vec<_>>());
    let spent = |(difference, &(one, two)): (Difference, &(usize, usize))| {
        let amounts = there[two].amount - here[one].amount;
        let Statistic { mean, percentiles, .. } = difference.statistic;
        Statistic {
            mean: mean + amounts,
            percentiles: percentiles.map(|value| value + amounts),
            ..difference.statistic
        }
    };
    all.into_iter().zip(shared).map(spent).collect()
}

/// Standard error of the mean difference, by cell.
pub(super) fn errors(base: &Samples, other: &Samples, cells: &[PairedCell]) -> Vec<f64> {
    by_cell(cells.len(), DifferenceScratch::new, |scratch, index| {
        scratch.subtract(base, other, cells[index]);
        Tally::of(&scratch.base).error
    })
}

/// Independent partial sums: the processor can vectorise them, and the order of summation is fixed.
const LANES: usize = 8;

/// Mean, its standard error, and the number of values below and above zero.
pub(super) struct Tally {
    pub mean: f64,
    pub error: f64,
    pub below: u64,
    pub above: u64,
}

impl Tally {
    /// For values none of which is missing.
    pub(super) fn of(values: &[f32]) -> Self {
        let Some(&first) = values.first() else { return Self { mean: f64::NAN, error: 0.0, below: 0, above: 0 } };
        // Deviations are taken from the first value, so that constant values have a variance of exactly zero.
        let origin = f64::from(first);
        let (mut sums, mut squares) = ([0.0; LANES], [0.0; LANES]);
        let (mut below, mut above) = ([0_u32; LANES], [0_u32; LANES]);
        let (whole, rest) = values.as_chunks::<LANES>();
        for values in whole {
            for lane in 0..LANES {
                let apart = f64::from(values[lane]) - origin;
                sums[lane] += apart;
                squares[lane] += apart * apart;
                below[lane] += u32::from(values[lane] < 0.0);
                above[lane] += u32::from(values[lane] > 0.0);
            }
        }
        for &value in rest {
            let apart = f64::from(value) - origin;
            sums[0] += apart;
            squares[0] += apart * apart;
            below[0] += u32::from(value < 0.0);
            above[0] += u32::from(value > 0.0);
        }
        let n = values.len() as f64;
        let (sum, squares): (f64, f64) = (sums.iter().sum(), squares.iter().sum());
        let variance = if values.len() < 2 { 0.0 } else { (squares - sum * (sum / n)).max(0.0) / (n - 1.0) };
        let count = |lanes: [u32; LANES]| lanes.iter().map(|&count| u64::from(count)).sum();
        Self { mean: origin + sum / n, error: (variance / n).sqrt(), below: count(below), above: count(above) }
    }
}
