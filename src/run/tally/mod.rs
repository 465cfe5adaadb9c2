//! Accumulates one figure over many replications: counts, moments and a histogram. A run keeps nothing else, so memory
//! does not grow with the number of replications.
//!
//! A tally depends only on the set of replications: not on their order, the threads, or how the blocks were divided
//! between tallies that were later merged. This holds for three reasons. Each block of up to [`BLOCK`] values is summed
//! in a fixed order from a fixed origin. The sums of blocks are added exactly ([`ExactSum`]). The [`Histogram`] only
//! ever becomes coarser, and its form and resolution depend only on the values in it.

mod bins;
mod exact_sum;
mod grid;
mod histogram;
mod moments;
mod record;
#[cfg(test)]
mod tests;
mod values;
mod whole;

use std::hint::black_box;

use serde::{Deserialize, Serialize};

use super::block::BLOCK;
use super::shard::OtherShape;
use super::waves::for_each_tally;
use crate::lanes::{Work, vectorise};
use crate::scenario::MAX_REPLICATIONS;
use exact_sum::ExactSum;
pub(crate) use grid::Scale;
use histogram::Histogram;
use moments::BlockSums;

/// The values of one figure: counts, moments and distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// The value from which deviations are measured: the figure in replication 1, or 0 if it is missing there.
    origin: f64,
    /// Number of values that are not missing.
    defined: u64,
    /// Number of missing values.
    missing: u64,
    below_zero: u64,
    above_zero: u64,
    least: f64,
    greatest: f64,
    /// Sums of the deviations from the origin and of their squares.
    sum: ExactSum,
    squares: ExactSum,
    /// `None` for figures that need only counts and moments.
    histogram: Option<Histogram>,
}

impl Tally {
    /// An empty tally; `origin` is the figure in replication 1.
    pub(crate) fn new(origin: f64, scale: Scale) -> Self {
        Self {
            origin: if origin.is_nan() { 0.0 } else { origin },
            defined: 0,
            missing: 0,
            below_zero: 0,
            above_zero: 0,
            least: f64::INFINITY,
            greatest: f64::NEG_INFINITY,
            sum: ExactSum::ZERO,
            squares: ExactSum::ZERO,
            histogram: Some(Histogram::new(scale)),
        }
    }

    /// An empty tally with exact sums per bin, as required by [`Tally::mean_of_lowest`].
    pub(crate) fn with_sums(origin: f64, scale: Scale) -> Self {
        Self { histogram: Some(Histogram::new(scale).with_sums()), ..Self::of_moments(origin) }
    }

    /// An empty tally without a histogram: counts and moments only.
    pub(crate) fn of_moments(origin: f64) -> Self {
        Self { histogram: None, ..Self::new(origin, Scale::WHOLE) }
    }

    /// Adds the values of a block, in the order of its replications; `NaN` means missing.
    pub(crate) fn add(&mut self, values: &[f64]) {
        let blocks = &mut std::iter::once(values);
        vectorise::<BLOCK, _>(Addition { tally: self, fetched: &mut std::iter::empty(), blocks });
    }

    /// Adds the values of several blocks, as [`Tally::add`] does.
    pub(crate) fn add_all<'v>(&mut self, mut blocks: impl Iterator<Item = &'v [f64]> + Clone) {
        vectorise::<BLOCK, _>(Addition { tally: self, fetched: &mut blocks.clone(), blocks: &mut blocks });
    }

    /// Adds the differences between the values of pairs of blocks, the first less the second; missing if either is missing.
    pub(crate) fn add_differences<'v>(&mut self, mut blocks: impl Iterator<Item = (&'v [f64], &'v [f64])>) {
        vectorise::<BLOCK, _>(DifferenceAddition { tally: self, blocks: &mut blocks });
    }

    #[inline(always)]
    fn add_block(&mut self, values: &[f64]) {
        debug_assert!(values.len() <= BLOCK);
        if self.remains_constant(values) {
            self.add_constant(values.len() as u64);
            return;
        }
        let block = BlockSums::new(values, self.origin);
        self.missing += values.len() as u64 - block.defined;
        if block.defined == 0 {
            return;
        }
        self.defined += block.defined;
        self.below_zero += block.below_zero;
        self.above_zero += block.above_zero;
        self.least = if block.least < self.least { block.least } else { self.least };
        self.greatest = if block.greatest > self.greatest { block.greatest } else { self.greatest };
        self.sum.add(block.sum);
        self.squares.add(block.squares);
        if let Some(histogram) = &mut self.histogram {
            histogram.add(values, &block);
        }
    }

    /// Brings its bins into the cache, all of them together.
    #[inline(always)]
    fn fetch(&self) {
        if let Some(histogram) = &self.histogram {
            histogram.fetch();
        }
    }

    /// Whether all values, those before and these, are equal to the origin.
    #[inline(always)]
    fn remains_constant(&self, values: &[f64]) -> bool {
        let origin = self.origin.to_bits();
        self.least == self.origin
            && self.greatest == self.origin
            && values.iter().fold(0, |bits, value| bits | value.to_bits() ^ origin) == 0
    }

    /// Adds `count` values that are equal to the origin, as are those before.
    #[inline(always)]
    fn add_constant(&mut self, count: u64) {
        self.defined += count;
        self.below_zero += if self.origin < 0.0 { count } else { 0 };
        self.above_zero += if self.origin > 0.0 { count } else { 0 };
        if let Some(histogram) = &mut self.histogram {
            histogram.add_constant(count);
        }
    }

    /// Whether it has no values, not even missing ones.
    pub(super) fn is_empty(&self) -> bool {
        self.defined + self.missing == 0
    }

    /// Whether another tally is of the same figure, as far as can be told.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let histograms = match (&self.histogram, &other.histogram) {
            (Some(one), Some(other)) => one.is_like(other),
            (one, other) => one.is_none() && other.is_none(),
        };
        self.origin.to_bits() == other.origin.to_bits() && histograms
    }

    /// Whether its histogram has as many values as it says, which may not be so of one that was read.
    fn is_consistent(&self) -> bool {
        let is_number =
            self.defined.checked_add(self.missing).is_some_and(|all| all <= MAX_REPLICATIONS.unsigned_abs());
        is_number && self.histogram.as_ref().is_none_or(|histogram| histogram.total() == self.defined)
    }

    /// Adds the values of another tally of the same figure.
    pub(crate) fn merge(&mut self, other: &Self) {
        debug_assert_eq!(self.origin.to_bits(), other.origin.to_bits(), "tallies of different figures");
        self.defined += other.defined;
        self.missing += other.missing;
        self.below_zero += other.below_zero;
        self.above_zero += other.above_zero;
        self.least = if other.least < self.least { other.least } else { self.least };
        self.greatest = if other.greatest > self.greatest { other.greatest } else { self.greatest };
        self.sum.merge(other.sum);
        self.squares.merge(other.squares);
        if let (Some(histogram), Some(other)) = (&mut self.histogram, &other.histogram) {
            histogram.merge(other);
        }
    }

    /// Number of values that are not missing.
    pub(crate) fn defined(&self) -> u64 {
        self.defined
    }

    /// Number of missing values.
    #[cfg_attr(not(test), expect(dead_code, reason = "no output reports it yet"))]
    pub(crate) fn missing(&self) -> u64 {
        self.missing
    }

    /// Number of values below zero.
    pub(crate) fn below_zero(&self) -> u64 {
        self.below_zero
    }

    /// Number of values above zero.
    pub(crate) fn above_zero(&self) -> u64 {
        self.above_zero
    }

    /// Number of values equal to zero.
    pub(crate) fn at_zero(&self) -> u64 {
        self.defined - self.below_zero - self.above_zero
    }

    /// The mean; `NaN` if every value is missing.
    pub(crate) fn mean(&self) -> f64 {
        if self.defined == 0 {
            f64::NAN
        } else if self.least == self.greatest {
            self.least
        } else {
            self.origin + self.sum.value() / self.defined as f64
        }
    }

    /// The sample variance; 0 for fewer than two values.
    pub(crate) fn variance(&self) -> f64 {
        if self.defined < 2 || self.least == self.greatest {
            return 0.0;
        }
        let (n, sum) = (self.defined as f64, self.sum.value());
        let squares = self.squares.value() - sum * (sum / n);
        if squares > 0.0 { squares / (n - 1.0) } else { 0.0 }
    }

    /// Monte Carlo standard error of the mean; 0 if every value is missing.
    pub(crate) fn error(&self) -> f64 {
        if self.defined == 0 { 0.0 } else { (self.variance() / self.defined as f64).sqrt() }
    }

    /// The values at these ranks (from 0, ascending, less than [`Tally::defined`]). The minimum and maximum are exact; so is
    /// every value unless the figure is counted in bins ([`Histogram`]), where values are accurate to within their bin.
    pub(crate) fn at_ranks(&self, ranks: &[u64]) -> Vec<f64> {
        let histogram = self.histogram.as_ref();
        let mut found = histogram.map_or_else(|| vec![f64::NAN; ranks.len()], |histogram| histogram.at_ranks(ranks));
        for (value, &rank) in found.iter_mut().zip(ranks) {
            // In bins, values are rounded, which may take them beyond the exact ends.
            if rank == 0 || *value < self.least {
                *value = self.least;
            } else if rank + 1 == self.defined || *value > self.greatest {
                *value = self.greatest;
            }
        }
        found
    }

    /// The mean of the `n` lowest values, for a tally [with sums](Tally::with_sums). It is exact unless the figure is counted
    /// in bins. Then each value in the bin of the `n`-th lowest is taken to be that bin's mean, so the error is less than the
    /// width of that bin times the share of the `n` values in it.
    pub(crate) fn mean_of_lowest(&self, n: u64) -> f64 {
        if self.least == self.greatest {
            return self.least;
        }
        self.histogram.as_ref().map_or(f64::NAN, |histogram| histogram.mean_of_lowest(n))
    }
}

/// Adds tallies of later futures to those of the same figures, on all threads.
pub(crate) fn merge_tallies(tallies: &mut [Tally], later: &[Tally]) -> Result<(), OtherShape> {
    let fits = |(one, other): (&Tally, &Tally)| one.is_like(other) && other.is_consistent();
    if tallies.len() != later.len() || !tallies.iter().zip(later).all(fits) {
        return Err(OtherShape);
    }
    for_each_tally(tallies, |cell, tally| tally.merge(&later[cell]));
    Ok(())
}

/// Values in 64 bytes, which processors read at once.
const LINE: usize = 8;

/// Adds the values of some blocks to a tally.
struct Addition<'t, 'v> {
    tally: &'t mut Tally,
    /// Blocks that are read before any is added, so that they are in the cache when they are: memory delivers them faster together.
    fetched: &'t mut dyn Iterator<Item = &'v [f64]>,
    /// Of any type, so that the work is compiled only once for each vector unit.
    blocks: &'t mut dyn Iterator<Item = &'v [f64]>,
}

impl Work for Addition<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        self.tally.fetch();
        let mut bits = 0;
        for values in self.fetched {
            values.iter().step_by(LINE).for_each(|value| bits |= value.to_bits());
        }
        black_box(bits);
        for values in self.blocks {
            self.tally.add_block(values);
        }
    }
}

/// Adds the differences between the values of pairs of blocks to a tally.
struct DifferenceAddition<'t, 'v> {
    tally: &'t mut Tally,
    blocks: &'t mut dyn Iterator<Item = (&'v [f64], &'v [f64])>,
}

impl Work for DifferenceAddition<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        /// Blocks that are subtracted before any is added: memory delivers them faster together.
        const TOGETHER: usize = 8;
        self.tally.fetch();
        let mut differences = [[0.0; BLOCK]; TOGETHER];
        loop {
            let mut lengths = [0; TOGETHER];
            // If there is no more room, no pair is taken.
            let room = differences.iter_mut().zip(&mut lengths);
            for ((difference, length), (one, other)) in room.zip(&mut *self.blocks) {
                *length = one.len();
                subtract(one, other, difference);
            }
            for (difference, &length) in differences.iter().zip(&lengths).filter(|(_, length)| **length > 0) {
                self.tally.add_block(&difference[..length]);
            }
            if lengths[TOGETHER - 1] == 0 {
                return;
            }
        }
    }
}

/// Writes the differences between the values of a block.
#[inline(always)]
fn subtract(one: &[f64], other: &[f64], differences: &mut [f64; BLOCK]) {
    if let (Ok(one), Ok(other)) = (<&[f64; BLOCK]>::try_from(one), <&[f64; BLOCK]>::try_from(other)) {
        // Nearly always: the number of values is known when this is compiled.
        *differences = std::array::from_fn(|index| one[index] - other[index]);
    } else {
        let pairs = one.iter().zip(other);
        differences.iter_mut().zip(pairs).for_each(|(difference, (one, other))| *difference = one - other);
    }
}
