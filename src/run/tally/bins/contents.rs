//! What bins contain: values at ranks, and means.

use std::ops::Range;

use super::{BINS, Bin, Bins, Part, signed};
use crate::lanes::{Work, vectorise};
use crate::run::block::BLOCK;
use crate::run::tally::grid::CELL_BITS;

/// Number of bins that are added up at once in the search for a rank.
const RUN: usize = 64;

impl Bins {
    /// Number of values.
    pub(in crate::run::tally) fn total(&self) -> u64 {
        self.parts().fold(self.zeros, |sum, (_, part)| sum.saturating_add(part.count))
    }

    /// The bins with values, in ascending order, and their indices.
    pub(super) fn parts(&self) -> impl Iterator<Item = (i64, Part)> + '_ {
        self.indices().map(|index| (index, self.part(index))).filter(|(_, part)| part.count > 0)
    }

    /// The indices from the bin of the minimum to that of the maximum.
    fn indices(&self) -> Range<i64> {
        if self.least > self.greatest { 0..0 } else { self.grid.bin(self.least)..self.grid.bin(self.greatest) + 1 }
    }

    /// All values of a bin.
    fn part(&self, index: i64) -> Part {
        let (place, bin) = (index as usize % BINS, self.counts[index as usize % BINS]);
        let sum = self.sums.as_ref().map_or(0, |sums| sums[place]);
        Part { first: bin.first(), last: bin.last(), count: self.count(index), sum }
    }

    /// Number of values in a bin.
    fn count(&self, index: i64) -> u64 {
        let place = index as usize % BINS;
        let mut count = u64::from(self.counts[place].count());
        if !self.carries.is_empty() {
            count += u64::from(self.carries.get(&(place as u16)).copied().unwrap_or(0)) * u64::from(Bin::CARRY);
        }
        count
    }

    /// The lower edge, without a sign, of a cell of a bin.
    pub(super) fn lower_edge(&self, index: i64, cell: u32) -> f64 {
        self.grid.lower_edge(signed(index, index < 0) << CELL_BITS | i64::from(cell))
    }

    /// The minimum and maximum in a bin, both rounded towards zero to the edge of a cell.
    fn ends(&self, index: i64) -> (f64, f64) {
        let part = self.part(index);
        let (first, last) = (self.lower_edge(index, part.first), self.lower_edge(index, part.last));
        if index < 0 { (-last, -first) } else { (first, last) }
    }

    /// The values at these ranks (from 0, ascending). Within a bin, values are assumed to be evenly spaced from its minimum
    /// to its maximum.
    pub(in crate::run::tally) fn at_ranks(&self, ranks: &[u64]) -> Vec<f64> {
        vectorise::<BLOCK, _>(Search { bins: self, ranks })
    }

    #[inline(always)]
    fn find(&self, ranks: &[u64]) -> Vec<f64> {
        let (mut ranks, mut found) = (ranks.iter().copied().peekable(), Vec::with_capacity(ranks.len()));
        let (mut start, mut zeros) = (0, self.zeros);
        let Range { start: mut index, end: last } = self.indices();
        while index < last {
            if index >= 0 && zeros > 0 {
                start += std::mem::take(&mut zeros);
                while ranks.next_if(|&rank| rank < start).is_some() {
                    found.push(0.0);
                }
            }
            if let Some(count) = self.count_of_run(index, last) {
                // Most runs contain none of the ranks.
                if ranks.peek().is_none_or(|&rank| rank >= start + count) {
                    start += count;
                    index += RUN as i64;
                    continue;
                }
            }
            let count = self.count(index);
            let end = start + count;
            while let Some(rank) = ranks.next_if(|&rank| rank < end) {
                let (least, greatest) = self.ends(index);
                let steps = (count - 1).max(1);
                found.push(least + (greatest - least) * (rank - start) as f64 / steps as f64);
            }
            start = end;
            index += 1;
        }
        found.extend(ranks.filter(|&rank| rank < start + zeros).map(|_| 0.0));
        found
    }

    /// Number of values in [`RUN`] bins from `index` onwards, if a run begins there, ends before `last`, and no count has
    /// started again from 0. Runs begin at multiples of their length, so none contains bins on both sides of zero.
    #[inline(always)]
    fn count_of_run(&self, index: i64, last: i64) -> Option<u64> {
        let is_run = index % RUN as i64 == 0 && index + RUN as i64 <= last && self.carries.is_empty();
        let place = index as usize % BINS;
        is_run.then(|| self.counts[place..place + RUN].iter().map(|bin| bin.count()).sum::<u32>().into())
    }

    /// The mean of the `n` lowest values, for bins with sums. In the bin of the `n`-th lowest, each value is taken to be the
    /// bin's mean.
    pub(in crate::run::tally) fn mean_of_lowest(&self, n: u64) -> f64 {
        let (mut left, mut total, mut zeros) = (n, 0.0, self.zeros);
        for (index, part) in self.parts() {
            if index >= 0 {
                left -= left.min(std::mem::take(&mut zeros));
            }
            let taken = left.min(part.count);
            total += part.sum as f64 / self.scale.quanta() * taken as f64 / part.count as f64;
            left -= taken;
        }
        left -= left.min(zeros);
        total / (n - left) as f64
    }
}

/// A search for the values at ranks.
struct Search<'s> {
    bins: &'s Bins,
    ranks: &'s [u64],
}

impl Work for Search<'_> {
    type Output = Vec<f64>;

    #[inline(always)]
    fn run(self) -> Vec<f64> {
        self.bins.find(self.ranks)
    }
}
