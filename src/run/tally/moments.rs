//! The contribution of a block to the moments of a figure.

use crate::run::block::BLOCK;

/// Number of independent running sums: the processor can update several at once. The order of additions is part of the
/// result, so this number is too.
const SUMS: usize = 8;

/// Counts, sums and ends of the values of a block, in double precision.
pub(super) struct BlockSums {
    /// Number of values that are not missing; of these, the numbers below and above zero.
    pub(super) defined: u64,
    pub(super) below_zero: u64,
    pub(super) above_zero: u64,
    pub(super) least: f64,
    pub(super) greatest: f64,
    /// Sums of the deviations from the origin and of their squares.
    pub(super) sum: f64,
    pub(super) squares: f64,
}

impl BlockSums {
    /// `NaN` means missing.
    #[inline(always)]
    pub(super) fn new(values: &[f64], origin: f64) -> Self {
        if let Ok(values) = <&[f64; BLOCK]>::try_from(values) {
            let sums = RunningSums::of::<false>(values, origin).folded();
            // A missing value leaves no number in its sum.
            if !sums.sum.is_nan() {
                return sums.with_counts(BLOCK as u64, values);
            }
        }
        Self::with_missing(values, origin)
    }

    fn with_missing(values: &[f64], origin: f64) -> Self {
        let mut padded = [f64::NAN; BLOCK];
        padded[..values.len()].copy_from_slice(values);
        let defined = padded.iter().map(|value| u64::from(!value.is_nan())).sum();
        RunningSums::of::<true>(&padded, origin).folded().with_counts(defined, &padded)
    }
}

/// Sums of every eighth value of a block, and their ends.
struct RunningSums {
    least: [f64; SUMS],
    greatest: [f64; SUMS],
    sum: [f64; SUMS],
    squares: [f64; SUMS],
}

impl RunningSums {
    const EMPTY: Self = Self {
        least: [f64::INFINITY; SUMS],
        greatest: [f64::NEG_INFINITY; SUMS],
        sum: [0.0; SUMS],
        squares: [0.0; SUMS],
    };

    /// The sums of values; without `MISSING`, none of them is missing, and the sums are the same.
    #[inline(always)]
    fn of<const MISSING: bool>(values: &[f64; BLOCK], origin: f64) -> Self {
        let Self { mut least, mut greatest, mut sum, mut squares } = Self::EMPTY;
        for values in values.as_chunks::<SUMS>().0 {
            for lane in 0..SUMS {
                let value = values[lane];
                let apart = if MISSING && value.is_nan() { 0.0 } else { value - origin };
                // A comparison with `NaN` is false.
                least[lane] = lesser(least[lane], value);
                greatest[lane] = greater(greatest[lane], value);
                sum[lane] += apart;
                squares[lane] += apart * apart;
            }
        }
        Self { least, greatest, sum, squares }
    }

    /// The total of the sums and the ends of all values, without counts. It is not inlined: if it is, the compiler computes
    /// the running sums in pairs, because they are folded in pairs, and not in whole vectors.
    #[inline(never)]
    fn folded(&self) -> BlockSums {
        let total = |sums| fold(sums, |one, two| one + two);
        BlockSums {
            defined: 0,
            below_zero: 0,
            above_zero: 0,
            // Turns -0.0 into 0.0.
            least: fold(self.least, lesser) + 0.0,
            greatest: fold(self.greatest, greater) + 0.0,
            sum: total(self.sum),
            squares: total(self.squares),
        }
    }
}

impl BlockSums {
    #[inline(always)]
    fn with_counts(self, defined: u64, values: &[f64; BLOCK]) -> Self {
        let count = |is: fn(f64) -> bool| values.iter().map(|&value| u64::from(is(value))).sum();
        let (below_zero, above_zero) = if self.least > 0.0 {
            (0, defined)
        } else if self.least == self.greatest && self.least == 0.0 {
            (0, 0)
        } else {
            (if self.least < 0.0 { count(|value| value < 0.0) } else { 0 }, count(|value| value > 0.0))
        };
        Self { defined, below_zero, above_zero, ..self }
    }
}

/// The lesser of two numbers; the first if the second is `NaN`.
#[inline(always)]
pub(super) fn lesser(one: f64, two: f64) -> f64 {
    if two < one { two } else { one }
}

/// The greater of two numbers; the first if the second is `NaN`.
#[inline(always)]
pub(super) fn greater(one: f64, two: f64) -> f64 {
    if two > one { two } else { one }
}

/// Folds all values into one, several at a time.
#[inline(always)]
pub(super) fn fold_all(values: &[f64; BLOCK], join: impl Fn(f64, f64) -> f64) -> f64 {
    let mut folded = [values[0]; SUMS];
    for values in values.as_chunks::<SUMS>().0 {
        for (folded, &value) in folded.iter_mut().zip(values) {
            *folded = join(*folded, value);
        }
    }
    fold(folded, join)
}

/// Folds the running sums into one, in a fixed order: in halves, so that no step waits for more than two others.
#[inline(always)]
fn fold(mut sums: [f64; SUMS], join: impl Fn(f64, f64) -> f64) -> f64 {
    for half in [SUMS / 2, SUMS / 4, SUMS / 8] {
        for lane in 0..half {
            sums[lane] = join(sums[lane], sums[lane + half]);
        }
    }
    sums[0]
}
