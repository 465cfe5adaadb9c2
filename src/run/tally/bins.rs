//! A figure with many different values: values are counted in bins.

use std::collections::BTreeMap;

use super::grid::{CELL_BITS, Grid, Scale};
use crate::run::block::BLOCK;

/// Number of bins.
pub(super) const BINS: usize = 4096;

/// Counts of values in bins, on the finest [`Grid`] on which the span of the values other than zero takes at most [`BINS`]
/// bins. Zeros are counted separately, because many figures are zero in some replications and far from it in others.
///
/// Of each bin, the first and the last of its cells with a value are known: where a bin contains a single value, that value
/// is accurate to a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bins {
    scale: Scale,
    grid: Grid,
    zeros: u64,
    /// Minimum and maximum of the values that are not zero, in whole quanta.
    least: f64,
    greatest: f64,
    /// Indexed by bin index on the grid modulo [`BINS`].
    counts: Box<[Bin; BINS]>,
    /// By place in `counts`, the number of times that its count has started again from 0.
    carries: BTreeMap<u16, u32>,
    /// Sums in quanta, by place in `counts`, if they are required.
    sums: Option<Vec<i128>>,
}

/// Low to high: 8 bits for the first cell with a value, 8 bits for the last, and 16 bits for the number of values. In one
/// number, a bin is read and written once for every value.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bin(u32);

/// Mask of a cell's index within its bin.
const CELL: u32 = (1 << CELL_BITS) - 1;
/// One value in a [`Bin`].
const ONE: u32 = 1 << (2 * CELL_BITS);

impl Bin {
    const EMPTY: Self = Self(CELL);

    fn first(self) -> u32 {
        self.0 & CELL
    }

    fn last(self) -> u32 {
        self.0 >> CELL_BITS & CELL
    }

    /// The number of values, less multiples of [`Bin::CARRY`].
    fn count(self) -> u32 {
        self.0 / ONE
    }

    /// The number of values at which the count starts again from 0.
    const CARRY: u32 = u32::MAX / ONE + 1;

    /// Counts one value; returns whether the count has started again from 0.
    fn add(&mut self, cell: u32) -> bool {
        let (first, last) = (self.first(), self.last());
        let (first, last) = (first.min(cell), last.max(cell));
        let (counted, carry) = self.0.overflowing_add(ONE);
        self.0 = counted & !(ONE - 1) | last << CELL_BITS | first;
        carry
    }
}

/// Some of the values of a bin.
#[derive(Clone, Copy)]
struct Part {
    /// The first and the last cell with a value.
    first: u32,
    last: u32,
    count: u64,
    /// In quanta; 0 for bins without sums.
    sum: i128,
}

impl Bins {
    /// Bins with values and their counts, in any order; with sums if `sums`.
    pub(super) fn new(scale: Scale, sums: bool, counted: &[(f64, u64)]) -> Self {
        let (least, greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        let sums = sums.then(|| vec![0; BINS]);
        let counts = Box::new([Bin::EMPTY; BINS]);
        let mut new =
            Self { scale, grid: scale.finest(), zeros: 0, least, greatest, counts, carries: BTreeMap::new(), sums };
        let others = counted.iter().map(|&(value, _)| value).filter(|&value| scale.in_quanta(value) != 0.0);
        let (least, greatest) = others.fold((least, greatest), |(low, high), value| (low.min(value), high.max(value)));
        if least <= greatest {
            // The grid that fits them all, before any is counted.
            new.make_room(least, greatest);
        }
        for &(value, count) in counted {
            new.add(value, count);
        }
        new
    }

    /// Counts at most [`BLOCK`] values between two ends, none of which is missing.
    pub(super) fn add_all(&mut self, values: &[f64], least: f64, greatest: f64) {
        // What rounds to no quanta is zero.
        let half = 0.5 / self.scale.quanta();
        if least > half || greatest < -half {
            self.add_others(values, least, greatest);
            return;
        }
        let (mut others, mut count) = ([0.0; BLOCK], 0);
        for &value in values {
            // A zero is overwritten by the next value: there is no branch on the value.
            others[count % BLOCK] = value;
            count += usize::from(value.abs() > half);
        }
        let others = &others[..count];
        self.zeros += (values.len() - count) as u64;
        let least = others.iter().fold(f64::INFINITY, |least, &value| if value < least { value } else { least });
        let greatest = others.iter().fold(f64::NEG_INFINITY, |most, &value| if value > most { value } else { most });
        self.add_others(others, least, greatest);
    }

    /// Counts at most [`BLOCK`] values between two ends, none of which is zero.
    fn add_others(&mut self, values: &[f64], least: f64, greatest: f64) {
        if values.is_empty() {
            return;
        }
        self.make_room(least, greatest);
        let mut cells = [0; BLOCK];
        let cells = &mut cells[..values.len()];
        self.grid.low_cells(values, cells);
        for &cell in &*cells {
            let place = (cell >> CELL_BITS) as usize % BINS;
            if self.counts[place].add(cell & CELL) {
                *self.carries.entry(place as u16).or_insert(0) += 1;
            }
        }
        if let Some(sums) = &mut self.sums {
            for (&cell, &value) in cells.iter().zip(values) {
                sums[(cell >> CELL_BITS) as usize % BINS] += self.scale.in_quanta(value) as i128;
            }
        }
    }

    /// Counts a value `count` times.
    pub(super) fn add(&mut self, value: f64, count: u64) {
        if self.scale.in_quanta(value) == 0.0 {
            self.zeros += count;
        } else {
            self.make_room(value, value);
            let cell = self.grid.cell(value);
            let sum = if self.sums.is_some() { self.scale.in_quanta(value) as i128 * i128::from(count) } else { 0 };
            let low = cell as u32 & CELL;
            self.put(signed(cell >> CELL_BITS, value < 0.0), Part { first: low, last: low, count, sum });
        }
    }

    /// Adds the values of other bins.
    pub(super) fn merge(&mut self, other: &Self) {
        self.zeros += other.zeros;
        if other.least <= other.greatest {
            self.make_room(other.least, other.greatest);
            self.put_all(other);
        }
    }

    /// Changes to the grid required once values from `least` to `greatest` are added.
    fn make_room(&mut self, least: f64, greatest: f64) {
        let rounded = |value: f64| self.scale.in_quanta(value) / self.scale.quanta();
        let (least, greatest) = (rounded(least), rounded(greatest));
        if least >= self.least && greatest <= self.greatest {
            return;
        }
        let least = if least < self.least { least } else { self.least };
        let greatest = if greatest > self.greatest { greatest } else { self.greatest };
        let grid = self.grid.for_span(least, greatest, BINS as i64);
        if grid == self.grid {
            (self.least, self.greatest) = (least, greatest);
        } else {
            let sums = self.sums.as_ref().map(|_| vec![0; BINS]);
            let (counts, carries) = (Box::new([Bin::EMPTY; BINS]), BTreeMap::new());
            let wider = Self { grid, least, greatest, counts, carries, sums, ..*self };
            let before = std::mem::replace(self, wider);
            self.put_all(&before);
        }
    }

    /// Adds the values other than zero of bins on a grid that is at least as fine.
    fn put_all(&mut self, other: &Self) {
        for (index, mut part) in other.parts() {
            let cell = |cell: u32| self.grid.cell(other.lower_edge(index, cell));
            let (first, last) = (cell(part.first), cell(part.last));
            (part.first, part.last) = (first as u32 & CELL, last as u32 & CELL);
            self.put(signed(last >> CELL_BITS, index < 0), part);
        }
    }

    /// Adds a part of the bin with this index.
    fn put(&mut self, index: i64, part: Part) {
        let place = index as usize % BINS;
        let bin = &mut self.counts[place];
        let (first, last) = (bin.first().min(part.first), bin.last().max(part.last));
        let count = u64::from(bin.count()) + part.count;
        let (carry, count) = (count / u64::from(Bin::CARRY), count % u64::from(Bin::CARRY));
        *bin = Bin((count as u32 * ONE) | (last << CELL_BITS) | first);
        if carry > 0 {
            *self.carries.entry(place as u16).or_insert(0) += carry as u32;
        }
        if let Some(sums) = &mut self.sums {
            sums[place] += part.sum;
        }
    }
}

/// What bins contain.
impl Bins {
    /// The bins with values, in ascending order, and their indices.
    fn parts(&self) -> impl Iterator<Item = (i64, Part)> + '_ {
        self.indices().map(|index| (index, self.part(index))).filter(|(_, part)| part.count > 0)
    }

    /// The indices from the bin of the minimum to that of the maximum.
    fn indices(&self) -> std::ops::Range<i64> {
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
    fn lower_edge(&self, index: i64, cell: u32) -> f64 {
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
    pub(super) fn at_ranks(&self, ranks: &[u64]) -> Vec<f64> {
        let (mut ranks, mut found) = (ranks.iter().copied().peekable(), Vec::with_capacity(ranks.len()));
        let (mut start, mut zeros) = (0, self.zeros);
        for index in self.indices() {
            if index >= 0 && zeros > 0 {
                start += std::mem::take(&mut zeros);
                while ranks.next_if(|&rank| rank < start).is_some() {
                    found.push(0.0);
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
        }
        found.extend(ranks.filter(|&rank| rank < start + zeros).map(|_| 0.0));
        found
    }

    /// The mean of the `n` lowest values, for bins with sums. In the bin of the `n`-th lowest, each value is taken to be the
    /// bin's mean.
    pub(super) fn mean_of_lowest(&self, n: u64) -> f64 {
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

/// The index of a bin, given that of its mirror image above zero; and the reverse.
fn signed(index: i64, is_below_zero: bool) -> i64 {
    if is_below_zero { !index } else { index }
}
