//! The grids of bins. Bin edges are global: apart from the minimum width, they do not depend on the figure.

/// A grid of bins. Near zero, 2^`bits` bins have the minimum width of the scale; beyond them there are 2^`bits` bins of equal
/// width in each octave (from one power of two to the next). Below zero the grid is the mirror image.
///
/// All widths are powers of two, and each bin is a union of bins of every grid with more bits. Bins can therefore be merged at
/// any time, with the same result as if they had been merged from the start.
///
/// One grid serves figures of all shapes. A cost of £5.4m, give or take £0.1m, lies within one octave, so its bins are of equal
/// width; a backlog that is usually empty and sometimes in the thousands has narrow bins where it usually is; and one
/// extreme value does not widen the bins of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    scale: Scale,
    bits: u32,
}

/// The minimum bin width of a figure: 2^`narrowest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scale {
    pub narrowest: i32,
}

/// Number of fraction bits of a double.
const FRACTION: u32 = 52;

impl Scale {
    /// For whole numbers.
    pub(crate) const WHOLE: Self = Self { narrowest: 0 };

    /// The finest grid.
    pub(super) fn finest(self) -> Grid {
        Grid { scale: self, bits: FRACTION }
    }
}

impl Grid {
    /// Index of the bin that contains `value`; indices increase with values.
    pub(super) fn bin(self, value: f32) -> i64 {
        let Self { scale: Scale { narrowest }, bits } = self;
        let scaled = f64::from(value.abs()) * power_of_two(-narrowest);
        let bin = if scaled < power_of_two(bits as i32) {
            scaled as i64
        } else {
            // The exponent and the leading bits of the fraction number the bins consecutively across octaves.
            (scaled.to_bits() >> (FRACTION - bits)) as i64 - ((1022 + i64::from(bits)) << bits)
        };
        if value < 0.0 { -1 - bin } else { bin }
    }

    /// The finest grid, with at most as many bits as this one, on which the two ends are fewer than `bins` bins apart.
    pub(super) fn for_span(self, least: f32, greatest: f32, bins: i64) -> Self {
        let fits = |grid: &Self| grid.bin(greatest) - grid.bin(least) < bins;
        let grids = (0..=self.bits).rev().map(|bits| Self { bits, ..self });
        grids.into_iter().find(fits).unwrap_or(Self { bits: 0, ..self })
    }
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

    fn grids() -> impl Strategy<Value = Grid> {
        (-20..4, 1..=FRACTION).prop_map(|(narrowest, bits)| Grid { scale: Scale { narrowest }, bits })
    }

    proptest! {
        #[test]
        fn indices_increase_with_values(one in values(), two in values(), grid in grids()) {
            let (low, high) = if one < two { (one, two) } else { (two, one) };
            prop_assert!(grid.bin(low) <= grid.bin(high));
        }

        #[test]
        fn values_that_share_a_bin_share_every_coarser_one(one in values(), apart in 0.0..2.0_f32, fine in grids()) {
            let two = one + one * apart * 0.01;
            let coarse = Grid { bits: fine.bits - 1, ..fine };
            if fine.bin(one) == fine.bin(two) {
                prop_assert_eq!(coarse.bin(one), coarse.bin(two));
            }
        }

        #[test]
        fn a_bin_is_at_most_the_minimum_or_a_share_of_its_octave_wide(one in values(), two in values(), grid in grids()) {
            if grid.bin(one) == grid.bin(two) {
                let octave = f64::from(one.abs()) / power_of_two(grid.bits as i32);
                let width = octave.max(power_of_two(grid.scale.narrowest));
                prop_assert!(f64::from(one - two).abs() <= width, "{one} and {two} share a bin of {grid:?}");
            }
        }

        #[test]
        fn a_wider_span_never_has_a_finer_grid_and_the_route_to_it_does_not_matter(
            narrowest in -20..4, ends in prop::collection::vec(values(), 4),
        ) {
            let mut ends = ends;
            ends.sort_by(f32::total_cmp);
            let finest = Scale { narrowest }.finest();
            let inner = finest.for_span(ends[1], ends[2], 512);
            let outer = finest.for_span(ends[0], ends[3], 512);
            prop_assert!(outer.bin(ends[3]) - outer.bin(ends[0]) < 512);
            prop_assert_eq!(inner.for_span(ends[0], ends[3], 512), outer);
        }
    }

    #[test]
    fn octaves_are_numbered_consecutively() {
        let grid = Grid { scale: Scale { narrowest: -8 }, bits: 2 };
        let bins: Vec<i64> = (0..20).map(|number| grid.bin(number as f32 / 256.0)).collect();
        assert_eq!(bins, [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 12, 12]);
        assert_eq!([-0.5, -1.0, -8.5, -9.0].map(|value| grid.bin(value / 256.0)), [-1, -2, -9, -9]);
    }
}
