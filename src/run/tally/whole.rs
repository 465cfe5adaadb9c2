//! A figure of whole numbers within a short span: each number is counted individually.

use std::array;

use super::histogram::Defined;
use crate::run::block::BLOCK;

/// Whole numbers are counted individually if they lie within a span of this length.
pub(super) const WHOLE: usize = 1024;
/// Number of counts to start with.
const COUNTS: usize = 16;
/// Up to so many counts, a block is counted in several tables side by side.
const FEW: usize = 64;
/// Number of these tables.
const SIDES: usize = 4;

/// Counts of whole numbers, indexed by the number modulo the number of counts, which is a power of two.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Whole {
    counts: Box<[u32]>,
}

impl Whole {
    /// Counts of numbers between two ends, all 0.
    pub(super) fn new(least: f64, greatest: f64) -> Self {
        Self { counts: vec![0; length(least, greatest)].into() }
    }

    /// Whether numbers between two ends can be counted, if they are whole.
    pub(super) fn has_range(least: f64, greatest: f64) -> bool {
        greatest - least < WHOLE as f64 && least.abs() < 1e9 && greatest.abs() < 1e9
    }

    /// Makes room for numbers between new ends; those counted before lie from `first` onwards.
    #[inline(always)]
    pub(super) fn make_room(&mut self, first: f64, least: f64, greatest: f64) {
        if greatest - least >= self.counts.len() as f64 {
            self.grow(first, least, greatest);
        }
    }

    #[inline(never)]
    fn grow(&mut self, first: f64, least: f64, greatest: f64) {
        let mut wider = Self::new(least, greatest);
        for (value, count) in self.sorted(first) {
            wider.add(value, count as u32);
        }
        *self = wider;
    }

    /// Counts a number `count` times.
    pub(super) fn add(&mut self, value: f64, count: u32) {
        self.counts[low_bits(value) as usize & (self.counts.len() - 1)] += count;
    }

    /// Counts every number of a block once.
    #[inline(always)]
    pub(super) fn add_all(&mut self, block: &Defined<'_>) {
        let mask = self.counts.len() - 1;
        let places: [u32; BLOCK] = array::from_fn(|index| low_bits(block.values[index]));
        if self.counts.len() > FEW {
            block.each(|index| self.counts[places[index] as usize & mask] += 1);
            return;
        }
        let mask = mask % FEW;
        // Most of few numbers are the same as the one before: a processor would wait for its count to be written.
        let mut sides = [[0; FEW]; SIDES];
        block.each(|index| sides[index % SIDES][places[index] as usize & mask] += 1);
        for (place, count) in self.counts.iter_mut().enumerate() {
            *count += sides.iter().map(|side| side[place % FEW]).sum::<u32>();
        }
    }

    /// The numbers and their counts in ascending order, given that there are none below `first`.
    pub(super) fn sorted(&self, first: f64) -> Vec<(f64, u64)> {
        let mask = self.counts.len() - 1;
        let numbers = (0..self.counts.len()).map(|place| first + place as f64);
        let counted = numbers.map(|value| (value, u64::from(self.counts[low_bits(value) as usize & mask])));
        counted.filter(|&(_, count)| count > 0).collect()
    }
}

/// The number of counts for numbers between two ends.
fn length(least: f64, greatest: f64) -> usize {
    ((greatest - least) as usize + 1).next_power_of_two().max(COUNTS)
}

/// Added to a number of less than 2^51, gives one between 2^52 and 2^53, where doubles are whole.
const ROUND: f64 = (3_u64 << 51) as f64;

/// The last bits of a whole number.
fn low_bits(value: f64) -> u32 {
    (value + ROUND).to_bits() as u32
}

/// Whether all values are whole numbers; each must be smaller than 1e9.
#[inline(always)]
pub(super) fn are_whole(values: &[f64]) -> bool {
    // No early end: the processor takes several at a time. The difference is 0.0, whose bits are 0, if a value is whole.
    values.iter().fold(0, |bits, &value| bits | (value + ROUND - ROUND - value).to_bits()) == 0
}
