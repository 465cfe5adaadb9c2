//! The global grids of bins: where each bin begins and ends, whatever the figure.

/// A grid of bins. The grids of a scale form a chain from fine to coarse, in which the bins of each are made of whole bins of the
/// one before. So bins can be joined at any time, with the same result as if they had been joined from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grid {
    /// Bins of equal width 2^`exponent`.
    Even { exponent: i32 },
    /// Near zero, bins of width 2^[`NARROWEST`]; from 2^`bits` of them on, 2^`bits` bins of equal width in each octave (from a power
    /// of two to the next). Below zero the grid is the mirror image.
    Octaves { bits: u32 },
}

/// How the bins of a figure are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    /// Bins of equal width, for figures that are spread about a middle.
    Even,
    /// Bins that are narrow near zero and wide far from it, for skewed figures: a backlog that is usually empty and sometimes in
    /// the thousands.
    Octaves,
}

/// The exponent of the narrowest width of octaves: a 256th of a case.
const NARROWEST: i32 = -8;
/// Bits of a double's fraction.
const FRACTION: u32 = 52;
/// The exponent of the smallest number in single precision.
const SMALLEST: i32 = -149;

impl Scale {
    /// The finest grid.
    pub(super) fn finest(self) -> Grid {
        match self {
            Self::Even => Grid::Even { exponent: SMALLEST },
            Self::Octaves => Grid::Octaves { bits: FRACTION },
        }
    }
}

impl Grid {
    /// The number of the bin that `value` lies in; bins of greater values have greater numbers. On an even grid, the value is at
    /// most 2^62 bins from zero.
    pub(super) fn bin(self, value: f32) -> i64 {
        match self {
            Self::Even { exponent } => (f64::from(value) * power_of_two(-exponent)).floor() as i64,
            Self::Octaves { bits } => {
                let scaled = f64::from(value.abs()) * power_of_two(-NARROWEST);
                let bin = if scaled < power_of_two(bits as i32) {
                    scaled as i64
                } else {
                    // Exponent and leading bits of the fraction count on from bin to bin through the octaves.
                    (scaled.to_bits() >> (FRACTION - bits)) as i64 - ((1022 + i64::from(bits)) << bits)
                };
                if value < 0.0 { -1 - bin } else { bin }
            }
        }
    }

    /// The finest grid of the chain, from this one on, on which two ends are fewer than `bins` bins apart.
    pub(super) fn for_span(self, least: f32, greatest: f32, bins: i64) -> Self {
        let fits = |grid: &Self| grid.bin(greatest) - grid.bin(least) < bins;
        match self {
            Self::Even { exponent } => {
                let farthest = f64::from(if greatest > -least { greatest } else { -least });
                let span = f64::from(greatest) - f64::from(least);
                // No finer grid can fit, and none can number the bins.
                let first = exponent.max(exponent_of(span / bins as f64)).max(exponent_of(farthest) - 61);
                (first..=1_000).map(|exponent| Self::Even { exponent }).find(fits).unwrap_or(self)
            }
            Self::Octaves { bits } => {
                (0..=bits).rev().map(|bits| Self::Octaves { bits }).find(fits).unwrap_or(Self::Octaves { bits: 0 })
            }
        }
    }
}

/// The exponent of the greatest power of two that is not above `value`.
fn exponent_of(value: f64) -> i32 {
    ((value.to_bits() >> FRACTION) & 0x7ff) as i32 - 1023
}

/// 2 to the power of `exponent`, which is between -1022 and 1023.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << FRACTION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values() -> impl Strategy<Value = f32> {
        prop_oneof![-1e3..1e3_f32, -1e9..1e9_f32, -1e-3..1e-3_f32, (-2000..2000_i16).prop_map(f32::from), Just(0.0)]
    }

    fn grids() -> impl Strategy<Value = (Grid, Grid)> {
        let even = (-20..20).prop_map(|exponent| (Grid::Even { exponent }, Grid::Even { exponent: exponent + 1 }));
        let octaves = (1..=FRACTION).prop_map(|bits| (Grid::Octaves { bits }, Grid::Octaves { bits: bits - 1 }));
        prop_oneof![even, octaves]
    }

    fn scales() -> impl Strategy<Value = Scale> {
        prop_oneof![Just(Scale::Even), Just(Scale::Octaves)]
    }

    proptest! {
        #[test]
        fn bins_rise_with_values(one in values(), two in values(), (grid, _) in grids()) {
            let (low, high) = if one < two { (one, two) } else { (two, one) };
            prop_assert!(grid.bin(low) <= grid.bin(high));
        }

        #[test]
        fn values_that_share_a_bin_share_every_coarser_one(
            one in values(), apart in 0.0..2.0_f32, (fine, coarse) in grids(),
        ) {
            let two = one + one * apart * 0.01;
            if fine.bin(one) == fine.bin(two) {
                prop_assert_eq!(coarse.bin(one), coarse.bin(two));
            }
        }

        #[test]
        fn a_wider_span_never_has_a_finer_grid_and_the_way_to_it_does_not_matter(
            scale in scales(), ends in prop::collection::vec(values(), 4),
        ) {
            let mut ends = ends;
            ends.sort_by(f32::total_cmp);
            let inner = scale.finest().for_span(ends[1], ends[2], 512);
            let outer = scale.finest().for_span(ends[0], ends[3], 512);
            prop_assert!(outer.bin(ends[3]) - outer.bin(ends[0]) < 512);
            prop_assert_eq!(inner.for_span(ends[0], ends[3], 512), outer);
        }

        #[test]
        fn more_than_a_quarter_of_the_bins_are_used(scale in scales(), one in values(), two in values()) {
            let (least, greatest) = if one < two { (one, two) } else { (two, one) };
            let grid = scale.finest().for_span(least, greatest, 1024);
            if greatest - least > 0.1 {
                prop_assert!(grid.bin(greatest) - grid.bin(least) >= 256, "{grid:?}");
            }
        }
    }

    #[test]
    fn octaves_follow_on_from_each_other() {
        let grid = Grid::Octaves { bits: 2 };
        let bins: Vec<i64> = (0..20).map(|number| grid.bin(number as f32 / 256.0)).collect();
        assert_eq!(bins, [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 12, 12]);
        assert_eq!([-0.5, -1.0, -8.5, -9.0].map(|value| grid.bin(value / 256.0)), [-1, -2, -9, -9]);
    }
}
