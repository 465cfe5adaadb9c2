//! The distribution of a figure: counts in bins.

use super::BlockSums;
use super::grid::{Grid, Scale};
use crate::run::block::BLOCK;

/// Whole numbers are counted individually if they lie within a span of this length.
pub(super) const WHOLE: usize = 1024;
/// Number of bins for other figures. A bin of a thousandth of the span is at most a hundredth of a standard deviation
/// wide, unless the figure is skewed.
const BINS: usize = 1024;

/// Counts of values in bins. Values are held in single precision (seven significant figures).
///
/// The form depends only on the set of values. Zeros are counted separately, because many figures are zero in most
/// replications. If all other values are equal, they are held as a constant; whole numbers within a span of [`WHOLE`]
/// are counted individually; anything else is counted on the finest [`Grid`] on which its span takes at most [`BINS`]
/// bins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Histogram {
    scale: Scale,
    zeros: u64,
    /// Minimum and maximum of the values that are not zero.
    least: f32,
    greatest: f32,
    form: Form,
    /// Whether bins also have sums.
    sums: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Form {
    /// No values, or the number of values if all are equal.
    Constant(u64),
    /// Counts, indexed by value modulo [`WHOLE`].
    Whole(Box<[u32; WHOLE]>),
    /// Bins, indexed by bin index on the grid modulo [`BINS`].
    Bins { grid: Grid, bins: Box<[Bin; BINS]>, sums: Option<Box<[i128; BINS]>> },
}

/// The values in a bin. A bin whose values are all equal is exact.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bin {
    count: u32,
    least: f32,
    greatest: f32,
}

impl Bin {
    const EMPTY: Self = Self { count: 0, least: f32::INFINITY, greatest: f32::NEG_INFINITY };

    fn count_one(&mut self, value: f32) {
        self.count += 1;
        self.least = if value < self.least { value } else { self.least };
        self.greatest = if value > self.greatest { value } else { self.greatest };
    }

    fn add(&mut self, more: Self) {
        self.count += more.count;
        self.least = if more.least < self.least { more.least } else { self.least };
        self.greatest = if more.greatest > self.greatest { more.greatest } else { self.greatest };
    }
}

/// The values of one bin, and their sum.
#[derive(Clone, Copy)]
struct Entry {
    bin: Bin,
    sum: i128,
}

/// The values of a block that are neither missing nor zero.
struct BlockValues {
    values: [f32; BLOCK],
    count: usize,
    least: f32,
    greatest: f32,
}

impl BlockValues {
    fn new(all: &[f64]) -> Self {
        let (least, greatest) = (f32::INFINITY, f32::NEG_INFINITY);
        let mut block = Self { values: [0.0; BLOCK], count: 0, least, greatest };
        for &value in all {
            // A value that is not counted is overwritten by the next one: there is no branch on the value.
            block.values[block.count % BLOCK] = value as f32;
            block.count += usize::from(value.abs() > 0.0);
        }
        for &value in &block.values[..block.count] {
            block.least = if value < block.least { value } else { block.least };
            block.greatest = if value > block.greatest { value } else { block.greatest };
        }
        block
    }

    fn values(&self) -> &[f32] {
        &self.values[..self.count]
    }
}

impl Entry {
    fn of(value: f32, count: u32) -> Self {
        Self { bin: Bin { count, least: value, greatest: value }, sum: in_units(value) * i128::from(count) }
    }
}

impl Histogram {
    pub(super) fn new(scale: Scale) -> Self {
        let (least, greatest) = (f32::INFINITY, f32::NEG_INFINITY);
        Self { scale, zeros: 0, least, greatest, form: Form::Constant(0), sums: false }
    }

    /// Keeps exact sums per bin.
    pub(super) fn with_sums(self) -> Self {
        Self { sums: true, ..self }
    }

    /// Adds the values of a block; `NaN` means missing.
    pub(super) fn add(&mut self, values: &[f64], block: &BlockSums) {
        let (least, greatest) = (block.least as f32, block.greatest as f32);
        let (defined, zeros) = (block.defined as u64, block.zeros());
        self.zeros += zeros;
        if defined == zeros {
            return;
        }
        if zeros == 0 && defined == values.len() as u64 {
            if least == greatest {
                self.make_room(least, greatest, || is_whole(least));
                self.put(Entry::of(least, defined as u32));
            } else {
                self.count(values.iter().map(|&value| value as f32), least, greatest);
            }
        } else {
            let block = BlockValues::new(values);
            self.count(block.values().iter().copied(), block.least, block.greatest);
        }
    }

    /// Counts values between two ends, none of which is missing or zero.
    fn count(&mut self, values: impl Iterator<Item = f32> + Clone, least: f32, greatest: f32) {
        self.make_room(least, greatest, || values.clone().all(is_whole));
        match &mut self.form {
            Form::Constant(count) => *count += values.count() as u64,
            Form::Whole(counts) => values.for_each(|value| counts[value as i32 as usize % WHOLE] += 1),
            Form::Bins { grid, bins, sums: None } => {
                values.for_each(|value| bins[grid.bin(value) as usize % BINS].count_one(value));
            }
            Form::Bins { grid, bins, sums: Some(sums) } => values.for_each(|value| {
                let place = grid.bin(value) as usize % BINS;
                bins[place].count_one(value);
                sums[place] += in_units(value);
            }),
        }
    }

    /// Adds the values of another histogram.
    pub(super) fn merge(&mut self, other: &Self) {
        self.zeros += other.zeros;
        if other.least > other.greatest {
            return;
        }
        self.make_room(other.least, other.greatest, || match &other.form {
            Form::Constant(_) => is_whole(other.least),
            Form::Whole(_) => true,
            Form::Bins { .. } => false,
        });
        other.entries().for_each(|entry| self.put(entry));
    }

    /// Changes to the form required once values from `least` to `greatest` are added; `whole` returns whether all of
    /// these are whole numbers.
    fn make_room(&mut self, least: f32, greatest: f32, whole: impl Fn() -> bool) {
        let least = if least < self.least { least } else { self.least };
        let greatest = if greatest > self.greatest { greatest } else { self.greatest };
        let was_empty = self.least > self.greatest;
        let fits_whole =
            || f64::from(greatest) - f64::from(least) < WHOLE as f64 && least.abs() < 1e9 && greatest.abs() < 1e9;
        let form = match &self.form {
            Form::Constant(_) if least == greatest => None,
            Form::Constant(_) if fits_whole() && (was_empty || is_whole(self.least)) && whole() => {
                Some(Form::Whole(Box::new([0; WHOLE])))
            }
            Form::Whole(_) if fits_whole() && whole() => None,
            Form::Constant(_) | Form::Whole(_) => {
                Some(self.empty_bins(self.scale.finest().for_span(least, greatest, BINS as i64)))
            }
            Form::Bins { grid, .. } => {
                let wider = grid.for_span(least, greatest, BINS as i64);
                (wider != *grid).then(|| self.empty_bins(wider))
            }
        };
        if let Some(form) = form {
            let before = std::mem::replace(&mut self.form, form);
            let before = Self { form: before, ..*self };
            before.entries().for_each(|entry| self.put(entry));
        }
        (self.least, self.greatest) = (least, greatest);
    }

    fn empty_bins(&self, grid: Grid) -> Form {
        let sums = self.sums.then(|| Box::new([0; BINS]));
        Form::Bins { grid, bins: Box::new([Bin::EMPTY; BINS]), sums }
    }

    /// Adds values that share one bin of this histogram.
    fn put(&mut self, Entry { bin, sum }: Entry) {
        match &mut self.form {
            Form::Constant(count) => *count += u64::from(bin.count),
            Form::Whole(counts) => counts[bin.least as i64 as usize % WHOLE] += bin.count,
            Form::Bins { grid, bins, sums } => {
                let place = grid.bin(bin.least) as usize % BINS;
                bins[place].add(bin);
                if let Some(sums) = sums {
                    sums[place] += sum;
                }
            }
        }
    }

    /// The values that are not zero, in ascending order.
    fn entries(&self) -> Box<dyn Iterator<Item = Entry> + '_> {
        let of = Entry::of;
        match &self.form {
            Form::Constant(count) => {
                // The number of replications is always below `u32::MAX`.
                let count = u32::try_from(*count).unwrap_or(u32::MAX);
                Box::new((count > 0).then(|| of(self.least, count)).into_iter())
            }
            Form::Whole(counts) => {
                let first = self.least as i64;
                let value = move |place: usize| first + place as i64;
                let values = (0..WHOLE).map(move |place| (value(place) as f32, counts[value(place) as usize % WHOLE]));
                Box::new(values.filter(|&(_, count)| count > 0).map(move |(value, count)| of(value, count)))
            }
            Form::Bins { grid, bins, sums } => {
                let first = grid.bin(self.least) as usize;
                let entry = move |place: usize| {
                    let place = first.wrapping_add(place) % BINS;
                    Entry { bin: bins[place], sum: sums.as_ref().map_or(0, |sums| sums[place]) }
                };
                Box::new((0..BINS).map(entry).filter(|entry| entry.bin.count > 0))
            }
        }
    }

    /// The values at these ranks (from 0, ascending), given that `below` values are below zero. Within a bin, values
    /// are assumed to be evenly spaced from its minimum to its maximum.
    pub(super) fn at_ranks(&self, ranks: &[u64], below: u64) -> Vec<f64> {
        // The rank among the values that are not zero.
        let zeros = below..below + self.zeros;
        let without = |rank: u64| if rank < zeros.start { rank } else { rank - self.zeros };
        let wanted: Vec<u64> = ranks.iter().filter(|rank| !zeros.contains(rank)).map(|&rank| without(rank)).collect();
        let found = self.at_ranks_of_others(&wanted);
        let mut found = found.into_iter();
        let value = |rank: &u64| if zeros.contains(rank) { Some(0.0) } else { found.next() };
        ranks.iter().map_while(value).collect()
    }

    fn at_ranks_of_others(&self, ranks: &[u64]) -> Vec<f64> {
        let (mut ranks, mut found, mut start) = (ranks.iter().peekable(), Vec::with_capacity(ranks.len()), 0);
        for Entry { bin, .. } in self.entries() {
            let (least, greatest) = (f64::from(bin.least), f64::from(bin.greatest));
            let end = start + u64::from(bin.count);
            while let Some(rank) = ranks.next_if(|&&rank| rank < end) {
                let steps = bin.count.saturating_sub(1).max(1);
                found.push(least + (greatest - least) * (rank - start) as f64 / f64::from(steps));
            }
            start = end;
        }
        found
    }

    /// The mean of the `n` lowest values, for a histogram with sums. In the bin of the `n`-th lowest, each value is
    /// taken to be the bin's mean.
    pub(super) fn mean_of_lowest(&self, n: u64) -> f64 {
        let (mut left, mut total, mut zeros) = (n, 0.0, self.zeros);
        for Entry { bin, sum } in self.entries() {
            if bin.least > 0.0 {
                left -= left.min(std::mem::take(&mut zeros));
            }
            let taken = left.min(u64::from(bin.count));
            total += sum as f64 / UNITS * taken as f64 / f64::from(bin.count);
            left -= taken;
        }
        left -= left.min(zeros);
        total / (n - left) as f64
    }
}

/// Units per 1 in the sums of bins: a unit is 1/4096.
const UNITS: f64 = 4096.0;

fn in_units(value: f32) -> i128 {
    (f64::from(value) * UNITS) as i128
}

/// Whether a number is whole, and smaller than 2^31.
fn is_whole(value: f32) -> bool {
    value as i32 as f32 == value
}
