//! The grids of bins. Bin edges are global: apart from the minimum width, they do not depend on the figure.

use std::array;

use crate::run::block::BLOCK;

/// A grid of bins. Near zero, 2^`bits` bins have the minimum width of the scale; beyond them there are 2^`bits` bins of equal
/// width in each octave (from one power of two to the next). Below zero the grid is the mirror image. Each bin is divided
/// into 2^[`CELL_BITS`] cells of equal width.
///
/// All widths are powers of two, and each bin is a union of bins of every grid with more bits; so is each cell. Bins can
/// therefore be merged at any time, with the same result as if they had been merged from the start.
///
/// One grid serves figures of all shapes. A cost of £5.4m, give or take £0.1m, lies within one octave, so its bins are of equal
/// width; a backlog that is usually empty and sometimes in the thousands has narrow bins where it usually is; and one
/// extreme value does not widen the bins of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    scale: Scale,
    pub(super) bits: u32,
}

/// The minimum bin width of a figure: 2^`narrowest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scale {
    pub narrowest: i32,
}

/// Number of fraction bits of a double.
const FRACTION: u32 = 52;
/// Values are rounded to multiples of a quantum: the minimum bin width divided by 2^16. That is a hundredth of a thousandth
/// of a pound, or less than a ten-millionth of a case. Rounding unites numbers that differ only by the error of a sum.
const QUANTUM_BITS: u32 = 16;
/// Number of bits that number the cells of a bin.
pub(super) const CELL_BITS: u32 = 8;
/// The finest grid. A cell is then still at least a quantum wide, and every sum of [`Grid::cell`] is exact.
pub(super) const FINEST: u32 = 35;

impl Scale {
    /// For whole numbers.
    pub(crate) const WHOLE: Self = Self { narrowest: 0 };

    /// The finest grid.
    pub(super) fn finest(self) -> Grid {
        Grid { scale: self, bits: FINEST }
    }

    /// Number of quanta in 1, a power of two.
    pub(super) fn quanta(self) -> f64 {
        power_of_two(QUANTUM_BITS as i32 - self.narrowest)
    }

    /// A value in quanta, rounded to a whole number (of those that are equally near, to the even one).
    pub(super) fn in_quanta(self, value: f64) -> f64 {
        let number = round(value.abs() * self.quanta());
        if value < 0.0 { -number } else { number }
    }
}

impl Grid {
    /// Index of the bin that contains `value`; indices increase with values.
    pub(super) fn bin(self, value: f64) -> i64 {
        let bin = self.cell(value) >> CELL_BITS;
        if value < 0.0 { !bin } else { bin }
    }

    /// Index of the cell that contains a number without its sign; `cell >> CELL_BITS` is the index of its bin.
    pub(super) fn cell(self, value: f64) -> i64 {
        (self.shifted(value, self.scale.quanta()).to_bits() >> self.shift()) as i64 - self.first()
    }

    /// For each value, the low 32 bits of [`Grid::cell`], with the bits of the bin as in [`Grid::bin`].
    #[inline(always)]
    pub(super) fn low_cells(self, values: &[f64; BLOCK]) -> [u32; BLOCK] {
        let (quanta, shift, first) = (self.scale.quanta(), self.shift(), self.first() as u64);
        array::from_fn(|index| {
            let value = values[index];
            let magnitude = (self.shifted(value, quanta).to_bits() >> shift).wrapping_sub(first) as u32;
            magnitude ^ if value < 0.0 { u32::MAX << CELL_BITS } else { 0 }
        })
    }

    /// A double whose exponent and leading bits number the cells consecutively: in the octaves, twice the number of quanta;
    /// near zero, the number of quanta plus the start of the first octave, which are numbered like an octave of their own.
    #[inline(always)]
    fn shifted(self, value: f64, quanta: f64) -> f64 {
        let number = round(value.abs() * quanta);
        let octave = self.first_octave();
        number + if number > octave { number } else { octave }
    }

    /// The least number, without its sign, in a cell.
    pub(super) fn lower_edge(self, cell: i64) -> f64 {
        let shifted = f64::from_bits(((cell + self.first()) as u64) << self.shift());
        let octave = self.first_octave();
        let number = if shifted < 2.0 * octave { shifted - octave } else { shifted / 2.0 };
        number / self.scale.quanta()
    }

    /// Number of quanta at which the first octave starts.
    fn first_octave(self) -> f64 {
        power_of_two((QUANTUM_BITS + self.bits) as i32)
    }

    /// Number of fraction bits that do not affect the cell.
    fn shift(self) -> u32 {
        FRACTION - CELL_BITS - self.bits
    }

    /// The leading bits of [`Grid::shifted`] in the first cell.
    fn first(self) -> i64 {
        i64::from(1023 + QUANTUM_BITS + self.bits) << (CELL_BITS + self.bits)
    }

    /// The finest grid, with at most as many bits as this one, on which the two ends are fewer than `bins` bins apart.
    pub(super) fn for_span(self, least: f64, greatest: f64, bins: i64) -> Self {
        let fits = |grid: &Self| grid.bin(greatest) - grid.bin(least) < bins;
        let mut grids = (0..=self.bits).rev().map(|bits| Self { bits, ..self });
        grids.find(fits).unwrap_or(Self { bits: 0, ..self })
    }
}

/// A number that is not negative, rounded to a whole one. From 2^52 upwards, doubles are whole.
#[inline(always)]
fn round(number: f64) -> f64 {
    const ROUND: f64 = (1_u64 << FRACTION) as f64;
    number + ROUND - ROUND
}

/// 2 to the power of `exponent`, which must be from -1022 to 1023.
#[inline(always)]
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << FRACTION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values() -> impl Strategy<Value = f64> {
        prop_oneof![-1e3..1e3_f64, -1e9..1e9_f64, -1e-3..1e-3_f64, (-2000..2000_i16).prop_map(f64::from), Just(0.0)]
    }

    fn grids() -> impl Strategy<Value = Grid> {
        (-20..4, 1..=FINEST).prop_map(|(narrowest, bits)| Grid { scale: Scale { narrowest }, bits })
    }

    proptest! {
        #[test]
        fn indices_increase_with_values(one in values(), two in values(), grid in grids()) {
            let (low, high) = if one < two { (one, two) } else { (two, one) };
            prop_assert!(grid.bin(low) <= grid.bin(high));
            prop_assert!(low < 0.0 || grid.cell(low) <= grid.cell(high));
        }

        #[test]
        fn values_that_share_a_cell_share_every_coarser_one(one in values(), apart in 0.0..2.0_f64, fine in grids()) {
            let two = one + one * apart * 0.001 / f64::from(1 << fine.bits.min(20));
            let coarse = Grid { bits: fine.bits - 1, ..fine };
            if fine.cell(one) == fine.cell(two) {
                prop_assert_eq!(coarse.cell(one), coarse.cell(two));
            }
            if fine.bin(one) == fine.bin(two) {
                prop_assert_eq!(coarse.bin(one), coarse.bin(two));
            }
        }

        #[test]
        fn the_lower_edge_of_a_cell_lies_in_it_on_every_coarser_grid(value in values(), fine in grids(), less in 0..35_u32) {
            let edge = fine.lower_edge(fine.cell(value));
            let coarse = Grid { bits: fine.bits.saturating_sub(less), ..fine };
            prop_assert!(edge <= value.abs() + 0.5 / fine.scale.quanta());
            prop_assert_eq!(coarse.cell(edge), coarse.cell(value));
        }

        #[test]
        fn a_bin_is_at_most_the_minimum_or_a_share_of_its_octave_wide(one in values(), two in values(), grid in grids()) {
            let width = |bits: u32| {
                let octave = one.abs() / power_of_two(bits as i32);
                octave.max(power_of_two(grid.scale.narrowest + grid.bits as i32 - bits as i32)) + 1.0 / grid.scale.quanta()
            };
            if grid.bin(one) == grid.bin(two) {
                prop_assert!((one - two).abs() <= width(grid.bits), "{one} and {two} share a bin of {grid:?}");
            }
            let edge = grid.lower_edge(grid.cell(one));
            prop_assert!(one.abs() - edge <= width(grid.bits + CELL_BITS), "{edge} for {one} on {grid:?}");
        }

        #[test]
        fn low_cells_are_the_last_bits_of_cells_and_bins(values in prop::array::uniform::<_, BLOCK>(values()), grid in grids()) {
            for (low, value) in grid.low_cells(&values).into_iter().zip(values) {
                let cell = grid.bin(value) << CELL_BITS | grid.cell(value) & ((1 << CELL_BITS) - 1);
                prop_assert_eq!(low, cell as u32);
            }
        }

        #[test]
        fn a_wider_span_never_has_a_finer_grid_and_the_route_to_it_does_not_matter(
            narrowest in -20..4, ends in prop::collection::vec(values(), 4),
        ) {
            let mut ends = ends;
            ends.sort_by(f64::total_cmp);
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
        let bins: Vec<i64> = (0..20).map(|number| grid.bin(f64::from(number) / 256.0)).collect();
        assert_eq!(bins, [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 12, 12]);
        assert_eq!([-0.5, -1.0, -8.5, -9.0].map(|value| grid.bin(value / 256.0)), [-1, -2, -9, -9]);
    }
}
