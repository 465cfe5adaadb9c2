//! How the values of a figure are distributed: counts in bins.

use super::grid::{Grid, MAX_BITS};

/// Whole numbers within a span of so many are counted one by one.
pub(super) const WHOLE: usize = 1024;
/// Bins of other figures. With seven standard deviations in 512 bins, a percentile is off by about a tenth of its own Monte Carlo
/// error, whatever the number of replications.
const BINS: usize = 512;

/// Counts of values in bins. Values are held to single precision (seven significant figures).
///
/// The form follows from the set of values alone: one value is a constant; whole numbers within a span of [`WHOLE`] are counted
/// one by one; anything else is counted on the finest [`Grid`] on which its span takes at most [`BINS`] bins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Histogram {
    finest: i32,
    least: f32,
    greatest: f32,
    form: Form,
    sums: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Form {
    /// No value, or many of one value.
    Constant(u64),
    /// By value, modulo [`WHOLE`], how many.
    Whole(Box<[u32; WHOLE]>),
    /// By number of the bin, modulo [`BINS`].
    Bins { bits: u32, bins: Box<[Bin; BINS]>, sums: Option<Box<[i128; BINS]>> },
}

/// The values in a bin. A bin of one value answers with it, so the grid does no harm to figures that take few values.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bin {
    count: u32,
    least: f32,
    greatest: f32,
}

impl Bin {
    const EMPTY: Self = Self { count: 0, least: f32::INFINITY, greatest: f32::NEG_INFINITY };

    fn add(&mut self, more: Self) {
        self.count += more.count;
        self.least = if more.least < self.least { more.least } else { self.least };
        self.greatest = if more.greatest > self.greatest { more.greatest } else { self.greatest };
    }
}

/// What is merged: some values in one place.
#[derive(Clone, Copy)]
struct Entry {
    bin: Bin,
    sum: i128,
}

impl Histogram {
    pub(super) fn new(finest: i32) -> Self {
        let (least, greatest) = (f32::INFINITY, f32::NEG_INFINITY);
        Self { finest, least, greatest, form: Form::Constant(0), sums: false }
    }

    pub(super) fn with_sums(self) -> Self {
        Self { sums: true, ..self }
    }

    /// Adds values; those that are `NaN` are missing. `ends` are the least and the greatest that is not.
    pub(super) fn add(&mut self, values: &[f64], (least, greatest): (f64, f64)) {
        let whole = || values.iter().all(|value| value.is_nan() || (*value as f32).fract() == 0.0);
        self.make_room(least as f32, greatest as f32, whole);
        let defined = values.iter().filter(|value| !value.is_nan()).map(|&value| value as f32 + 0.0);
        match &mut self.form {
            Form::Constant(count) => *count += defined.count() as u64,
            Form::Whole(counts) => defined.for_each(|value| counts[value as i64 as usize % WHOLE] += 1),
            Form::Bins { bits, bins, sums } => {
                let grid = Grid { finest: self.finest, bits: *bits };
                for value in defined {
                    let place = grid.bin(f64::from(value)) as usize % BINS;
                    let bin = &mut bins[place];
                    bin.count += 1;
                    bin.least = if value < bin.least { value } else { bin.least };
                    bin.greatest = if value > bin.greatest { value } else { bin.greatest };
                    if let Some(sums) = sums {
                        sums[place] += in_units(value);
                    }
                }
            }
        }
    }

    /// Adds the values of another histogram.
    pub(super) fn merge(&mut self, other: &Self) {
        if other.least > other.greatest {
            return;
        }
        let whole = || match &other.form {
            Form::Constant(_) => other.least.fract() == 0.0,
            Form::Whole(_) => true,
            Form::Bins { .. } => false,
        };
        self.make_room(other.least, other.greatest, whole);
        other.entries().for_each(|entry| self.put(entry));
    }

    /// Takes on the form that the values so far have together with others between two ends.
    fn make_room(&mut self, least: f32, greatest: f32, whole: impl Fn() -> bool) {
        let least = if least < self.least { least + 0.0 } else { self.least };
        let greatest = if greatest > self.greatest { greatest + 0.0 } else { self.greatest };
        let was_empty = self.least > self.greatest;
        let fits_whole = || f64::from(greatest) - f64::from(least) < WHOLE as f64 && greatest.abs() < 1e9;
        let form = match &self.form {
            Form::Constant(_) if least == greatest => None,
            Form::Constant(_) if fits_whole() && (was_empty || self.least.fract() == 0.0) && whole() => {
                Some(Form::Whole(Box::new([0; WHOLE])))
            }
            Form::Whole(_) if fits_whole() && whole() => None,
            Form::Constant(_) | Form::Whole(_) => Some(self.empty_bins(least, greatest, MAX_BITS)),
            Form::Bins { bits, .. } => {
                let bits = *bits;
                (!self.fits(least, greatest, bits)).then(|| self.empty_bins(least, greatest, bits))
            }
        };
        if let Some(form) = form {
            let before = std::mem::replace(self, Self { form, ..Self::new(self.finest) });
            (self.least, self.greatest, self.sums) = (before.least, before.greatest, before.sums);
            before.entries().for_each(|entry| self.put(entry));
        }
        (self.least, self.greatest) = (least, greatest);
    }

    fn fits(&self, least: f32, greatest: f32, bits: u32) -> bool {
        let grid = Grid { finest: self.finest, bits };
        grid.bin(f64::from(greatest)) - grid.bin(f64::from(least)) < BINS as i64
    }

    /// Empty bins of the finest grid, of up to `bits`, on which the span fits.
    fn empty_bins(&self, least: f32, greatest: f32, bits: u32) -> Form {
        let bits = (0..=bits).rev().find(|&bits| self.fits(least, greatest, bits)).unwrap_or(0);
        let sums = self.sums.then(|| Box::new([0; BINS]));
        Form::Bins { bits, bins: Box::new([Bin::EMPTY; BINS]), sums }
    }

    /// Adds values that share a bin of this histogram's grid.
    fn put(&mut self, Entry { bin, sum }: Entry) {
        match &mut self.form {
            Form::Constant(count) => *count += u64::from(bin.count),
            Form::Whole(counts) => counts[bin.least as i64 as usize % WHOLE] += bin.count,
            Form::Bins { bits, bins, sums } => {
                let grid = Grid { finest: self.finest, bits: *bits };
                let place = grid.bin(f64::from(bin.least)) as usize % BINS;
                bins[place].add(bin);
                if let Some(sums) = sums {
                    sums[place] += sum;
                }
            }
        }
    }

    /// What there is, in rising order.
    fn entries(&self) -> Box<dyn Iterator<Item = Entry> + '_> {
        let of = |value: f32, count: u32| Entry {
            bin: Bin { count, least: value, greatest: value },
            sum: in_units(value) * i128::from(count),
        };
        match &self.form {
            Form::Constant(count) => {
                // A count of single values is at most that of the replications, which fits.
                let count = u32::try_from(*count).unwrap_or(u32::MAX);
                Box::new((count > 0).then(|| of(self.least, count)).into_iter())
            }
            Form::Whole(counts) => {
                let first = self.least as i64;
                let value = move |place: usize| first + place as i64;
                let values = (0..WHOLE).map(move |place| (value(place) as f32, counts[value(place) as usize % WHOLE]));
                Box::new(values.filter(|&(_, count)| count > 0).map(move |(value, count)| of(value, count)))
            }
            Form::Bins { bits, bins, sums } => {
                let first = Grid { finest: self.finest, bits: *bits }.bin(f64::from(self.least)) as usize;
                let places = (0..BINS).map(move |place| first.wrapping_add(place) % BINS);
                let entry =
                    move |place: usize| Entry { bin: bins[place], sum: sums.as_ref().map_or(0, |sums| sums[place]) };
                Box::new(places.map(entry).filter(|entry| entry.bin.count > 0))
            }
        }
    }

    /// The values at these ranks (from 0, rising). Within a bin, values are taken as evenly spread from its least to its
    /// greatest.
    pub(super) fn at_ranks(&self, ranks: &[u64]) -> Vec<f64> {
        let (mut ranks, mut found, mut below) = (ranks.iter().peekable(), Vec::with_capacity(ranks.len()), 0);
        for Entry { bin, .. } in self.entries() {
            let (least, greatest) = (f64::from(bin.least), f64::from(bin.greatest));
            let end = below + u64::from(bin.count);
            while let Some(rank) = ranks.next_if(|&&rank| rank < end) {
                let steps = bin.count.saturating_sub(1).max(1);
                found.push(least + (greatest - least) * (rank - below) as f64 / f64::from(steps));
            }
            below = end;
        }
        found
    }

    /// The mean of the `n` lowest values, of a histogram with sums: in the bin of the last of them, values count as its mean.
    pub(super) fn mean_of_lowest(&self, n: u64) -> f64 {
        let (mut left, mut total) = (n, 0.0);
        for Entry { bin, sum } in self.entries() {
            let taken = left.min(u64::from(bin.count));
            total += sum as f64 / UNITS * taken as f64 / f64::from(bin.count);
            left -= taken;
        }
        total / (n - left) as f64
    }
}

/// Units of the sums in a bin: 1/4096.
const UNITS: f64 = 4096.0;

fn in_units(value: f32) -> i128 {
    (f64::from(value) * UNITS) as i128
}
