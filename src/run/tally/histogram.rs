//! The distribution of a figure: counts of values.

use super::bins::Bins;
use super::grid::Scale;
use super::moments::BlockSums;
use super::values::Values;
use super::whole::{Whole, are_whole};
use crate::run::block::BLOCK;

/// Counts of values, in one of four forms:
///
/// - a constant, if all values are equal;
/// - whole numbers within a span of [`WHOLE`](super::whole::WHOLE), counted individually;
/// - other figures that take at most [`VALUES`](super::values::VALUES) different values, counted individually;
/// - anything else, counted in [`Bins`].
///
/// A form has no way back, and which one applies depends only on the set of values: so the order of values does not matter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Histogram {
    pub(super) scale: Scale,
    /// Minimum and maximum.
    pub(super) least: f64,
    pub(super) greatest: f64,
    pub(super) form: Form,
    /// Whether bins also have sums.
    pub(super) sums: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    /// The number of values, all of which are equal.
    Constant(u64),
    Whole(Whole),
    Values(Values),
    Bins(Box<Bins>),
}

/// At most [`BLOCK`] values of which none is missing, and their ends.
#[derive(Clone, Copy)]
pub(super) struct Defined<'v> {
    /// The values, followed by copies of one of them up to a full block, because vectors are computed for all of a block.
    pub(super) values: &'v [f64; BLOCK],
    /// Number of values without the copies.
    pub(super) count: usize,
    pub(super) least: f64,
    pub(super) greatest: f64,
}

impl Defined<'_> {
    /// Calls `count` with the index of every value.
    #[inline(always)]
    pub(super) fn each(&self, mut count: impl FnMut(usize)) {
        // Most blocks are full: their number of values is known when this is compiled.
        const STEPS: usize = 8;
        if self.count == BLOCK {
            for first in 0..BLOCK / STEPS {
                for step in 0..STEPS {
                    count(STEPS * first + step);
                }
            }
        } else {
            for index in 0..self.count {
                count(index % BLOCK);
            }
        }
    }
}

impl Histogram {
    pub(super) fn new(scale: Scale) -> Self {
        let (least, greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        Self { scale, least, greatest, form: Form::Constant(0), sums: false }
    }

    /// Keeps exact sums per bin.
    pub(super) fn with_sums(self) -> Self {
        Self { sums: true, ..self }
    }

    /// Brings bins into the cache ([`Bins::fetch`]).
    #[inline(always)]
    pub(super) fn fetch(&self) {
        if let Form::Bins(bins) = &self.form {
            bins.fetch();
        }
    }

    /// Adds the values of a block, at least one of which is not missing; `NaN` means missing.
    #[inline(always)]
    pub(super) fn add(&mut self, values: &[f64], block: &BlockSums) {
        let mut present = [0.0; BLOCK];
        let values = match <&[f64; BLOCK]>::try_from(values) {
            Ok(values) if block.defined == BLOCK as u64 => values,
            _ => without_missing(values, block.least, &mut present),
        };
        let (count, least, greatest) = (block.defined as usize, block.least, block.greatest);
        self.count(&Defined { values, count, least, greatest });
    }

    /// Adds `count` values to a histogram of values that are all equal, and equal to these.
    #[inline(always)]
    pub(super) fn add_constant(&mut self, count: u64) {
        if let Form::Constant(all) = &mut self.form {
            *all += count;
        }
    }

    #[inline(always)]
    fn count(&mut self, block: &Defined<'_>) {
        let least = if block.least < self.least { block.least } else { self.least };
        let greatest = if block.greatest > self.greatest { block.greatest } else { self.greatest };
        while !self.count_in_form(block, least, greatest) {
            self.form = self.wider_form(block, least, greatest);
        }
        (self.least, self.greatest) = (least, greatest);
    }

    /// Counts values, after which the minimum and maximum are `least` and `greatest`. Returns false if the form does not
    /// allow them.
    #[inline(always)]
    fn count_in_form(&mut self, block: &Defined<'_>, least: f64, greatest: f64) -> bool {
        match &mut self.form {
            Form::Constant(count) => {
                if least == greatest {
                    *count += block.count as u64;
                }
                least == greatest
            }
            Form::Whole(whole) => {
                let fits = Whole::has_range(least, greatest) && are_whole(block.values);
                if fits {
                    whole.make_room(self.least, least, greatest);
                    whole.add_all(block);
                }
                fits
            }
            Form::Values(values) => {
                if !Values::has_range(self.scale, least, greatest) || values.are_too_many_with(block) {
                    return false;
                }
                let refused = values.add_all(block);
                if refused > 0 {
                    self.form = self.bins_and(block, refused);
                }
                true
            }
            Form::Bins(bins) => {
                bins.add_all(block);
                true
            }
        }
    }

    /// What has been counted, in bins, and the values of a block whose bits are set.
    #[inline(never)]
    fn bins_and(&self, block: &Defined<'_>, refused: u64) -> Form {
        let mut bins = self.bins();
        for (index, &value) in block.values.iter().enumerate() {
            if refused >> index & 1 == 1 {
                bins.add(value, 1);
            }
        }
        Form::Bins(Box::new(bins))
    }

    /// A form that contains what this one does and allows further values.
    #[inline(never)]
    fn wider_form(&self, block: &Defined<'_>, least: f64, greatest: f64) -> Form {
        if matches!(self.form, Form::Values(_)) {
            return Form::Bins(Box::new(self.bins()));
        }
        let counted = self.counted();
        let is_constant = matches!(self.form, Form::Constant(_));
        let before_is_whole = counted.iter().all(|&(value, _)| are_whole(&[value]));
        if is_constant && Whole::has_range(least, greatest) && before_is_whole && are_whole(block.values) {
            let mut whole = Whole::new(least, greatest);
            for (value, count) in counted {
                whole.add(value, count as u32);
            }
            return Form::Whole(whole);
        }
        self.values(least, greatest)
    }

    /// What has been counted by value; in bins if the table allows no values between two ends.
    fn values(&self, least: f64, greatest: f64) -> Form {
        let mut values = Values::new(self.scale);
        let fits = Values::has_range(self.scale, least, greatest);
        if fits && self.counted().into_iter().all(|(value, count)| values.add(value, count as u32)) {
            Form::Values(values)
        } else {
            Form::Bins(Box::new(self.bins()))
        }
    }

    /// What has been counted, in bins.
    fn bins(&self) -> Bins {
        let counted = match &self.form {
            Form::Values(values) => values.counted_apart(),
            _ => self.counted(),
        };
        Bins::new(self.scale, self.sums, &counted)
    }

    /// The values that are counted individually and their counts, in any order; nothing for bins.
    fn counted(&self) -> Vec<(f64, u64)> {
        match &self.form {
            Form::Values(values) => values.counted(),
            _ => self.sorted(),
        }
    }

    /// The same, in ascending order.
    fn sorted(&self) -> Vec<(f64, u64)> {
        match &self.form {
            Form::Constant(0) | Form::Bins(_) => Vec::new(),
            Form::Constant(count) => vec![(self.least, *count)],
            Form::Whole(whole) => whole.sorted(self.least),
            Form::Values(values) => values.sorted(),
        }
    }

    /// Number of values.
    pub(super) fn total(&self) -> u64 {
        let counts = |counted: Vec<(f64, u64)>| counted.iter().fold(0, |sum: u64, one| sum.saturating_add(one.1));
        match &self.form {
            Form::Constant(count) => *count,
            Form::Bins(bins) => bins.total(),
            Form::Whole(_) | Form::Values(_) => counts(self.counted()),
        }
    }

    /// Whether another histogram counts the same kind of figure.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (self.scale, self.sums) == (other.scale, other.sums)
    }

    /// Adds the values of another histogram.
    pub(super) fn merge(&mut self, other: &Self) {
        let least = if other.least < self.least { other.least } else { self.least };
        let greatest = if other.greatest > self.greatest { other.greatest } else { self.greatest };
        match (&self.form, &other.form) {
            // The other table may contain values that are not the ones it keeps.
            (Form::Constant(_) | Form::Whole(_), Form::Values(_)) => self.form = self.values(least, greatest),
            (Form::Constant(_) | Form::Whole(_) | Form::Values(_), Form::Bins(_)) => {
                self.form = Form::Bins(Box::new(self.bins()));
            }
            _ => {}
        }
        if let (Form::Bins(bins), Form::Bins(others)) = (&mut self.form, &other.form) {
            bins.merge(others);
        }
        let counted = other.counted();
        let mut added = 0;
        if let Form::Values(values) = &mut self.form
            && Values::has_range(self.scale, least, greatest)
        {
            // Most values are found at once, or there is room for them.
            added = counted.iter().take_while(|&&(value, count)| values.add(value, count as u32)).count();
            (self.least, self.greatest) = (least, greatest);
        }
        for &(value, count) in &counted[added..] {
            self.count(&Defined { values: &[value; BLOCK], count: 1, least: value, greatest: value });
            match &mut self.form {
                Form::Constant(all) => *all += count - 1,
                Form::Whole(whole) => whole.add(value, (count - 1) as u32),
                Form::Values(values) => _ = values.add(value, (count - 1) as u32),
                Form::Bins(bins) => bins.add(value, count - 1),
            }
        }
        (self.least, self.greatest) = (least, greatest);
    }

    /// The values at these ranks (from 0, ascending).
    pub(super) fn at_ranks(&self, ranks: &[u64]) -> Vec<f64> {
        match &self.form {
            Form::Bins(bins) => return bins.at_ranks(ranks),
            Form::Values(values) => return values.at_ranks(ranks, self.least, self.greatest),
            Form::Constant(_) | Form::Whole(_) => {}
        }
        let (mut ranks, mut found, mut end) = (ranks.iter().peekable(), Vec::with_capacity(ranks.len()), 0);
        for (value, count) in self.sorted() {
            end += count;
            while ranks.next_if(|&&rank| rank < end).is_some() {
                found.push(value);
            }
        }
        found
    }

    /// The mean of the `n` lowest values, for a histogram with sums: exact except in [`Bins`].
    pub(super) fn mean_of_lowest(&self, n: u64) -> f64 {
        if let Form::Bins(bins) = &self.form {
            return bins.mean_of_lowest(n);
        }
        let (mut left, mut total) = (n, 0.0);
        for (value, count) in self.sorted() {
            let taken = left.min(count);
            total += value * taken as f64;
            left -= taken;
        }
        total / (n - left) as f64
    }
}

/// The values that are not missing, in `present`; after them `least`.
fn without_missing<'p>(values: &[f64], least: f64, present: &'p mut [f64; BLOCK]) -> &'p [f64; BLOCK] {
    let mut count = 0;
    for &value in values {
        // A missing value is overwritten by the next one: there is no branch on the value.
        present[count % BLOCK] = value;
        count += usize::from(!value.is_nan());
    }
    if count < BLOCK {
        present[count..].fill(least);
    }
    present
}
