//! The grids of bins. Bin edges are global: they do not depend on the figure.

/// A grid of bins. The grids of a scale form a chain from fine to coarse, in which each bin is a union of bins of the
/// previous grid. Bins can therefore be merged at any time, with the same result as if they had been merged from the
/// start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grid {
    /// Bins of equal width 2^`exponent`.
    Even { exponent: i32 },
    /// Near zero, 2^`bits` bins of width 2^[`NARROWEST`]; beyond them, 2^`bits` bins of equal width in each octave
    /// (from one power of two to the next). Below zero the grid is the mirror image.
    Octaves { bits: u32 },
}

/// How the bins of a figure are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    /// Bins of equal width, for figures distributed around a centre.
    Even,
    /// Bins that are narrow near zero and wider further away, for skewed figures such as a backlog that is usually
    /// empty and sometimes in the thousands.
    Octaves,
}

/// Exponent of the minimum bin width of [`Grid::Octaves`]: 1/256 of a case.
const NARROWEST: i32 = -8;
/// Number of fraction bits of a double.
const FRACTION: u32 = 52;
/// Exponent of the smallest positive number in single precision.
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
    /// Index of the bin that contains `value`; indices increase with values. On an even grid, the value must be at most
    /// 2^62 bins from zero.
    pub(super) fn bin(self, value: f32) -> i64 {
        match self {
            Self::Even { exponent } => (f64::from(value) * power_of_two(-exponent)).floor() as i64,
            Self::Octaves { bits } => {
                let scaled = f64::from(value.abs()) * power_of_two(-NARROWEST);
                let bin = if scaled < power_of_two(bits as i32) {
                    scaled as i64
                } else {
                    // The exponent and the leading bits of the fraction number the bins consecutively across octaves.
                    (scaled.to_bits() >> (FRACTION - bits)) as i64 - ((1022 + i64::from(bits)) << bits)
                };
                if value < 0.0 { -1 - bin } else { bin }
            }
        }
    }

    /// The finest grid of the chain, starting at this one, on which the two ends are fewer than `bins` bins apart.
    pub(super) fn for_span(self, least: f32, greatest: f32, bins: i64) -> Self {
        let fits = |grid: &Self| grid.bin(greatest) - grid.bin(least) < bins;
        match self {
            Self::Even { exponent } => {
                let farthest = f64::from(if greatest > -least { greatest } else { -least });
                let span = f64::from(greatest) - f64::from(least);
                // On finer grids the span takes too many bins, or bin indices exceed 2^62.
                let first = exponent.max(exponent_of(span / bins as f64)).max(exponent_of(farthest) - 61);
                (first..=1_000).map(|exponent| Self::Even { exponent }).find(fits).unwrap_or(self)
            }
            Self::Octaves { bits } => {
                (0..=bits).rev().map(|bits| Self::Octaves { bits }).find(fits).unwrap_or(Self::Octaves { bits: 0 })
            }
        }
    }
}

/// Exponent of the greatest power of two not above `value`.
fn exponent_of(value: f64) -> i32 {
    ((value.to_bits() >> FRACTION) & 0x7ff) as i32 - 1023
}

/// 2 to the power of `exponent`, which must be from -1022 to 1023.
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
        fn bin_indices_increase_with_values(one in values(), two in values(), (grid, _) in grids()) {
            let (low, high) = if one < two { (one, two) } else { (two, one) };
            prop_assert!(grid.bin(low) <= grid.bin(high));
        }

        #[test]
        fn values_in_one_bin_share_a_bin_on_coarser_grids(
            one in values(), apart in 0.0..2.0_f32, (fine, coarse) in grids(),
        ) {
            let two = one + one * apart * 0.01;
            if fine.bin(one) == fine.bin(two) {
                prop_assert_eq!(coarse.bin(one), coarse.bin(two));
            }
        }

        #[test]
        fn the_grid_depends_only_on_the_final_span(
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
        fn at_least_a_quarter_of_the_bins_are_used(scale in scales(), one in values(), two in values()) {
            let (least, greatest) = if one < two { (one, two) } else { (two, one) };
            let grid = scale.finest().for_span(least, greatest, 1024);
            if greatest - least > 0.1 {
                prop_assert!(grid.bin(greatest) - grid.bin(least) >= 256, "{grid:?}");
            }
        }
    }

    #[test]
    fn bin_indices_are_consecutive_across_octaves() {
        let grid = Grid::Octaves { bits: 2 };
        let bins: Vec<i64> = (0..20).map(|number| grid.bin(number as f32 / 256.0)).collect();
        assert_eq!(bins, [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 12, 12]);
        assert_eq!([-0.5, -1.0, -8.5, -9.0].map(|value| grid.bin(value / 256.0)), [-1, -2, -9, -9]);
    }
}
