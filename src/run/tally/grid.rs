//! The global grid of bins: where each bin begins and ends, whatever the figure.

/// A grid of bins. Up to 2^`bits` times the narrowest width, bins have that width; from there on each octave (from a power
/// of two to the next) has 2^`bits` bins of equal width. All widths are powers of two, and the bins of a grid with fewer bits are
/// made of whole bins of one with more: bins can be joined at any time, with the same result as if they had been joined from
/// the start. Below zero the grid is the mirror image.
///
/// Fine where values are near zero and wide where they are far from it, one grid serves figures of all shapes: a skewed
/// backlog of 0 to 3,500 children, a cost of £440,000 give or take £5,000 (which lies within one octave, and has bins of equal
/// width), and the difference of two plans around zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    /// The narrowest width is 2^`finest`.
    pub finest: i32,
    /// Bins of an octave: 2^`bits`.
    pub bits: u32,
}

/// The most bits: those of a double's fraction.
pub(super) const MAX_BITS: u32 = 52;

/// Values beyond this many narrowest widths share the outermost bins.
const FARTHEST: f64 = 1.2e300;

impl Grid {
    /// The number of the bin that `value` lies in; bins of greater values have greater numbers.
    pub(super) fn bin(self, value: f64) -> i64 {
        let scaled = value.abs() * power_of_two(-self.finest);
        let scaled = if scaled < FARTHEST { scaled } else { FARTHEST };
        let linear = 1_u64 << self.bits;
        let bin = if scaled < linear as f64 {
            scaled as i64
        } else {
            // Exponent and leading bits of the fraction count on from bin to bin through the octaves.
            (scaled.to_bits() >> (MAX_BITS - self.bits)) as i64 - ((1022 + i64::from(self.bits)) << self.bits)
        };
        if value < 0.0 { -1 - bin } else { bin }
    }
}

/// 2 to the power of `exponent`, which is between -1022 and 1023.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values() -> impl Strategy<Value = f64> {
        prop_oneof![-1e3..1e3_f64, -1e9..1e9_f64, -1e-3..1e-3_f64, (-2000..2000_i32).prop_map(f64::from), Just(0.0)]
    }

    proptest! {
        #[test]
        fn bins_rise_with_values(one in values(), two in values(), bits in 0..=MAX_BITS, finest in -20..4) {
            let grid = Grid { finest, bits };
            let (low, high) = if one < two { (one, two) } else { (two, one) };
            prop_assert!(grid.bin(low) <= grid.bin(high));
        }

        #[test]
        fn values_that_share_a_bin_share_every_coarser_one(
            one in values(), apart in 0.0..2.0_f64, bits in 1..=MAX_BITS, finest in -20..4,
        ) {
            let two = one + one * apart * 0.01;
            let (fine, coarse) = (Grid { finest, bits }, Grid { finest, bits: bits - 1 });
            if fine.bin(one) == fine.bin(two) {
                prop_assert_eq!(coarse.bin(one), coarse.bin(two));
            }
        }

        #[test]
        fn a_bin_is_at_most_the_narrowest_width_or_a_share_of_its_octave_wide(
            one in values(), two in values(), bits in 0..20_u32, finest in -20..4,
        ) {
            let grid = Grid { finest, bits };
            if grid.bin(one) == grid.bin(two) {
                let width = (one.abs() / f64::from(1_u32 << bits)).max(2.0_f64.powi(finest));
                prop_assert!((one - two).abs() <= width, "{one} and {two} share a bin of {grid:?}");
            }
        }
    }

    #[test]
    fn octaves_follow_on_from_each_other() {
        let grid = Grid { finest: 0, bits: 2 };
        let bins: Vec<i64> = (0..20).map(|value| grid.bin(f64::from(value))).collect();
        assert_eq!(bins, [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 12, 12]);
        assert_eq!([-0.0, -0.5, -1.0, -8.5, -9.0].map(|value| grid.bin(value)), [0, -1, -2, -9, -9]);
        assert!(grid.bin(f64::MAX) < 10_000 && grid.bin(f64::MIN) > -10_000);
    }
}
