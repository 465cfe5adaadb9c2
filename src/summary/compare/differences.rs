//! Differences of two plans, replication by replication.

use super::pairing::PairedCell;
use crate::measures::Better;
use crate::run::Samples;
use crate::summary::Statistic;
use crate::summary::percentiles::{by_cell, percentiles};
use crate::summary::rank::Ranks;

/// The difference of one figure: alternative less base, over the replications in which both have it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Mean, percentiles and standard error of the differences of replications.
    pub statistic: Statistic,
    /// Share of replications in which the alternative is better; not a number where neither way is, or none has it.
    pub p_better: f64,
    /// Share of replications in which the two are the same.
    pub p_same: f64,
}

/// What is kept from one cell to the next.
struct Scratch {
    base: Vec<f32>,
    other: Vec<f32>,
    ranks: Ranks,
}

impl Scratch {
    fn new() -> Self {
        Self { base: Vec::new(), other: Vec::new(), ranks: Ranks::new() }
    }

    /// The differences of a cell, in place of the values of the base; those that are missing are left out.
    fn subtract(&mut self, base: &Samples, other: &Samples, cell: PairedCell) {
        base.raw(cell.base, &mut self.base);
        other.raw(cell.other, &mut self.other);
        for (base, other) in self.base.iter_mut().zip(&self.other) {
            *base = (f64::from(*other) - f64::from(*base)) as f32;
        }
        self.base.retain(|value| !value.is_nan());
    }
}

/// The differences of every cell.
pub(super) fn differences(base: &Samples, other: &Samples, cells: &[PairedCell]) -> Vec<Difference> {
    by_cell(cells.len(), Scratch::new, |scratch, index| {
        let cell = cells[index];
        scratch.subtract(base, other, cell);
        let values = &scratch.base;
        let n = values.len() as u64;
        let (here, there) = (&base.moments[cell.base], &other.moments[cell.other]);
        let (mean, error) = mean_and_error(values);
        // Where every replication has both, the mean of the differences is the difference of the means, in full.
        let mean = if n == here.n && n == there.n && n > 0 { there.mean - here.mean } else { mean };
        let share = |is: &dyn Fn(f32) -> bool| {
            if n == 0 { f64::NAN } else { values.iter().filter(|&&value| is(value)).count() as f64 / n as f64 }
        };
        let p_better = match cell.better {
            Better::Lower => share(&|value| value < 0.0),
            Better::Higher => share(&|value| value > 0.0),
            Better::Neither => f64::NAN,
        };
        let p_same = share(&|value| value == 0.0);
        let percentiles = percentiles(values, &mut scratch.ranks);
        Difference { statistic: Statistic { n_defined: n, mean, percentiles, mc_error: error }, p_better, p_same }
    })
}

/// By cell, the standard error of the mean difference.
pub(super) fn errors(base: &Samples, other: &Samples, cells: &[PairedCell]) -> Vec<f64> {
    by_cell(cells.len(), Scratch::new, |scratch, index| {
        scratch.subtract(base, other, cells[index]);
        mean_and_error(&scratch.base).1
    })
}

/// The mean of some values, and its standard error.
pub(super) fn mean_and_error<T: Copy + Into<f64>>(values: &[T]) -> (f64, f64) {
    let n = values.len() as f64;
    if values.is_empty() {
        return (f64::NAN, 0.0);
    }
    // Measured from the first, so that what never varies has no variance at all.
    let origin: f64 = values[0].into();
    let mean = origin + values.iter().map(|&value| value.into() - origin).sum::<f64>() / n;
    let squares: f64 = values.iter().map(|&value| (value.into() - mean) * (value.into() - mean)).sum();
    let error = if values.len() < 2 { 0.0 } else { (squares / (n - 1.0) / n).sqrt() };
    (mean, error)
}
