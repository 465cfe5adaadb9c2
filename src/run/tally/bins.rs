//! A figure with many different values: values are counted in bins.

mod contents;

use std::array;
use std::collections::BTreeMap;
use std::hint::black_box;

use serde::{Deserialize, Serialize};

use super::grid::{CELL_BITS, FINEST, Grid, Scale};
use super::histogram::Defined;
use super::moments::{fold_all, greater, lesser};
use super::record::BinsRecord;
use crate::lanes::{Work, vectorise};
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

/// A bin is one number, so that it is read and written once for every value. From low to high it contains:
///
/// - 8 bits for the first cell with a value, counted backwards from the last cell of the bin, and a bit that is 0;
/// - 8 bits for the last cell with a value, and a bit that is 0;
/// - 14 bits for the number of values.
///
/// With the first cell counted backwards, a further value can only increase either field. The bits that are 0 keep the fields
/// apart when both are compared in one subtraction ([`Bin::with`]).
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bin(u32);

/// Mask of a cell's index within its bin.
const CELL: u32 = (1 << CELL_BITS) - 1;
/// Number of bits of a cell and of the one above it.
const FIELD: u32 = CELL_BITS + 1;
/// One value in a [`Bin`].
const ONE: u32 = 1 << (2 * FIELD);
/// The bits above the cells.
const ABOVE: u32 = 1 << CELL_BITS | 1 << (FIELD + CELL_BITS);

impl Bin {
    const EMPTY: Self = Self(0);

    /// The number of values at which the count starts again from 0. It is half of what the count can hold, so that this can
    /// wait until a whole block has been counted.
    const CARRY: u32 = u32::MAX / ONE / 2 + 1;

    fn first(self) -> u32 {
        CELL - (self.0 & CELL)
    }

    fn last(self) -> u32 {
        self.0 >> FIELD & CELL
    }

    /// The number of values, less multiples of [`Bin::CARRY`].
    fn count(self) -> u32 {
        self.0 / ONE
    }

    /// The bin with values in further cells, not yet counted.
    #[inline(always)]
    fn with(self, cells: Cells) -> Self {
        // In each field, the bit above remains set if the new cell is greater or equal. The difference is then added; it is
        // masked by the bits below that bit.
        let more = cells.0.wrapping_sub(self.0);
        let above = more & ABOVE;
        Self(self.0 + (more & (above - (above >> CELL_BITS))))
    }
}

/// The first and the last cell of some values, as in a [`Bin`], with the bits above them set.
#[derive(Clone, Copy)]
struct Cells(u32);

impl Cells {
    /// The cells of no values.
    const NONE: Self = Self(ABOVE);

    #[inline(always)]
    fn new(first: u32, last: u32) -> Self {
        Self(last << FIELD | (CELL - first) | ABOVE)
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

/// The values of a bin, as they are written.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct BinCount {
    /// Index of the bin, less that of the bin before or, for the first, of the bin of the minimum.
    ahead: u16,
    /// First and last cell with a value.
    first: u8,
    last: u8,
    count: u64,
    /// In quanta; 0 for bins without sums.
    sum: i128,
}

impl Bins {
    /// The contents.
    pub(super) fn record(&self) -> BinsRecord {
        let mut before = if self.least > self.greatest { 0 } else { self.grid.bin(self.least) };
        let count = |(index, Part { first, last, count, sum }): (i64, Part)| {
            let ahead = (index - std::mem::replace(&mut before, index)) as u16;
            BinCount { ahead, first: first as u8, last: last as u8, count, sum }
        };
        let bins = self.parts().map(count).collect();
        BinsRecord { bits: self.grid.bits, zeros: self.zeros, least: self.least, greatest: self.greatest, bins }
    }

    /// Bins with these contents; `None` if there can be no such bins.
    pub(super) fn from_record(scale: Scale, sums: bool, record: BinsRecord) -> Option<Self> {
        let BinsRecord { bits, zeros, least, greatest, bins } = record;
        let mut new = Self { zeros, ..Self::new(scale, sums, &[]) };
        if bins.is_empty() {
            return (least > greatest).then_some(new);
        }
        let mut grid = scale.finest();
        grid.bits = bits;
        let is_span = bits <= FINEST && least <= greatest && least.is_finite() && greatest.is_finite();
        if !is_span || grid.bin(greatest) - grid.bin(least) >= BINS as i64 {
            return None;
        }
        (new.grid, new.least, new.greatest) = (grid, least, greatest);
        let mut index = grid.bin(least);
        for BinCount { ahead, first, last, count, sum } in bins {
            index += i64::from(ahead);
            if index > grid.bin(greatest) || first > last || (!sums && sum != 0) {
                return None;
            }
            new.put(index, Part { first: first.into(), last: last.into(), count, sum });
        }
        Some(new)
    }

    /// Bins with values and their counts, in any order; with sums if `sums`.
    pub(super) fn new(scale: Scale, sums: bool, counted: &[(f64, u64)]) -> Self {
        let (least, greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        let sums = sums.then(|| vec![0; BINS]);
        let counts = Box::new([Bin::EMPTY; BINS]);
        let mut new =
            Self { scale, grid: scale.finest(), zeros: 0, least, greatest, counts, carries: BTreeMap::new(), sums };
        vectorise::<BLOCK, _>(Filling { bins: &mut new, counted });
        new
    }

    /// Counts values as often as they say. There are none yet.
    #[inline(always)]
    fn fill(&mut self, counted: &[(f64, u64)]) {
        let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        for some in counted.chunks(BLOCK) {
            let ends = self.ends_without_zeros(&padded(some));
            (least, greatest) = (lesser(least, ends.0), greater(greatest, ends.1));
        }
        if least <= greatest {
            // The grid that fits them all, before any is counted.
            self.make_room(least, greatest);
        }
        for some in counted.chunks(BLOCK) {
            if some.iter().map(|&(_, count)| count).sum::<u64>() >= u64::from(Bin::CARRY) {
                for &(value, count) in some {
                    self.add(value, count);
                }
                continue;
            }
            let values = &padded(some);
            let times = array::from_fn(|index| some.get(index).map_or(0, |&(_, count)| count as u32 * ONE));
            let (least, greatest) = (fold_all(values, lesser), fold_all(values, greater));
            self.add_times(&Defined { values, count: some.len(), least, greatest }, times);
        }
    }

    /// The ends of values of which some are not zero; infinite if all are.
    #[inline(always)]
    fn ends_without_zeros(&self, values: &[f64; BLOCK]) -> (f64, f64) {
        let half = self.half_a_quantum();
        let or = |other: f64| array::from_fn(|index| if values[index].abs() <= half { other } else { values[index] });
        (fold_all(&or(f64::INFINITY), lesser), fold_all(&or(f64::NEG_INFINITY), greater))
    }

    /// What rounds to no quanta is zero: up to this, with either sign.
    #[inline(always)]
    fn half_a_quantum(&self) -> f64 {
        0.5 / self.scale.quanta()
    }

    /// Reads the bins in their order, so that they are in the cache when they are needed in any order: memory delivers
    /// them several times as fast.
    #[inline(always)]
    pub(super) fn fetch(&self) {
        /// Bins in 64 bytes, which processors read at once.
        const LINE: usize = 16;
        let lines = self.counts.iter().step_by(LINE);
        black_box(lines.fold(0, |bits, bin| bits | bin.0));
    }

    /// Counts the values of a block.
    #[inline(always)]
    pub(super) fn add_all(&mut self, block: &Defined<'_>) {
        self.add_times(block, [ONE; BLOCK]);
    }

    /// Counts the values of a block as often as `times` says, in the unit of [`ONE`]; fewer than [`Bin::CARRY`] in all.
    #[inline(always)]
    fn add_times(&mut self, block: &Defined<'_>, times: [u32; BLOCK]) {
        let half = self.half_a_quantum();
        let is_zero = |index: usize| block.values[index].abs() <= half;
        let has_zeros = block.least <= half && block.greatest >= -half;
        let (mut least, mut greatest) = (block.least, block.greatest);
        if has_zeros {
            let zeros = |index: usize| u64::from(if is_zero(index % BLOCK) { times[index % BLOCK] / ONE } else { 0 });
            self.zeros += (0..block.count).map(zeros).sum::<u64>();
            (least, greatest) = self.ends_without_zeros(block.values);
            if least > greatest {
                return;
            }
        }
        self.make_room(least, greatest);
        let low_cells = self.grid.low_cells(block.values);
        let places: [u16; BLOCK] = array::from_fn(|index| (low_cells[index] >> CELL_BITS) as u16);
        let mut cells = low_cells.map(|cell| Cells::new(cell & CELL, cell & CELL));
        let mut times = times;
        if has_zeros {
            // A zero changes nothing in the bin to which it is added: there is no branch on the value.
            cells = array::from_fn(|index| if is_zero(index) { Cells::NONE } else { cells[index] });
            times = array::from_fn(|index| if is_zero(index) { 0 } else { times[index] });
        }
        // Whether any count has reached the number at which it starts again.
        let mut bits = 0;
        block.each(|index| {
            let bin = &mut self.counts[usize::from(places[index]) % BINS];
            bin.0 = bin.with(cells[index]).0 + times[index];
            bits |= bin.0;
        });
        if bits >= Bin::CARRY * ONE {
            self.carry(&places);
        }
        if let Some(sums) = &mut self.sums {
            block.each(|index| {
                let times = i128::from(times[index] / ONE);
                sums[usize::from(places[index]) % BINS] += self.scale.in_quanta(block.values[index]) as i128 * times;
            });
        }
    }

    /// Starts the counts at these places again from 0 if they have reached [`Bin::CARRY`].
    #[inline(never)]
    fn carry(&mut self, places: &[u16; BLOCK]) {
        for &place in places {
            let place = place % BINS as u16;
            let bin = &mut self.counts[usize::from(place)];
            if bin.count() >= Bin::CARRY {
                bin.0 -= Bin::CARRY * ONE;
                *self.carries.entry(place).or_insert(0) += 1;
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
    #[inline(always)]
    fn make_room(&mut self, least: f64, greatest: f64) {
        // What lies within the ends does so when it is rounded: the ends are whole quanta.
        if least < self.least || greatest > self.greatest {
            self.widen(least, greatest);
        }
    }

    #[inline(never)]
    fn widen(&mut self, least: f64, greatest: f64) {
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
        if self.grid == other.grid {
            other.parts().for_each(|(index, part)| self.put(index, part));
            return;
        }
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
        let count = u64::from(bin.count()) + part.count;
        let (carry, count) = (count / u64::from(Bin::CARRY), count % u64::from(Bin::CARRY));
        let cells = bin.with(Cells::new(part.first, part.last)).0 & (ONE - 1);
        *bin = Bin((count as u32 * ONE) | cells);
        if carry > 0 {
            *self.carries.entry(place as u16).or_insert(0) += carry as u32;
        }
        if let Some(sums) = &mut self.sums {
            sums[place] += part.sum;
        }
    }
}

/// Fills empty bins.
struct Filling<'b> {
    bins: &'b mut Bins,
    counted: &'b [(f64, u64)],
}

impl Work for Filling<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        self.bins.fill(self.counted);
    }
}

/// At most as many values as in a block, followed by copies of the first up to a full one.
#[inline(always)]
fn padded(counted: &[(f64, u64)]) -> [f64; BLOCK] {
    array::from_fn(|index| counted.get(index).unwrap_or(&counted[0]).0)
}

/// The index of a bin, given that of its mirror image above zero; and the reverse.
fn signed(index: i64, is_below_zero: bool) -> i64 {
    if is_below_zero { !index } else { index }
}
