//! Counts of values in narrow bins: what percentiles come from where not every value can be kept.
//!
//! A value's bin is its sign, exponent and first ten bits of fraction, so that a bin is at most 1/1024 of its value wide.
//! Whole numbers up to 1,024 begin a bin, which answers with them; any other answers with its middle. Counts add up in any
//! order, and a bin needs no logarithm: the two reasons for this and not a library's sketch.

const FRACTION_BITS: u32 = 10;
const PAGE: usize = 1 << FRACTION_BITS;

/// Counts by bin, in pages of one exponent each that exist where a value fell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sketch {
    pages: Vec<(u32, Box<[u32]>)>,
}

impl Sketch {
    /// Counts a value; missing ones are not counted.
    pub(crate) fn add(&mut self, value: f32) {
        if value.is_nan() {
            return;
        }
        let key = ordered(value) >> (23 - FRACTION_BITS);
        let (page, bin) = (key >> FRACTION_BITS, key as usize & (PAGE - 1));
        let index = match self.pages.iter().position(|(number, _)| *number >= page) {
            Some(index) if self.pages[index].0 == page => index,
            at => {
                let index = at.unwrap_or(self.pages.len());
                self.pages.insert(index, (page, vec![0; PAGE].into_boxed_slice()));
                index
            }
        };
        self.pages[index].1[bin] += 1;
    }

    /// The values at these ranks (from 0, rising), each as what its bin answers.
    pub(crate) fn at_ranks(&self, ranks: &[u64]) -> Vec<f64> {
        let mut found = Vec::with_capacity(ranks.len());
        let mut below = 0_u64;
        for (page, counts) in &self.pages {
            for (bin, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                below += u64::from(count);
                while found.len() < ranks.len() && ranks[found.len()] < below {
                    found.push(middle((page << FRACTION_BITS) | bin as u32));
                }
            }
        }
        found
    }
}

/// The bits of a number, so that they are in order as the numbers are.
fn ordered(value: f32) -> u32 {
    // Zero has one bin, whatever its sign.
    let bits = (value + 0.0).to_bits();
    if bits >> 31 == 1 { !bits } else { bits | 1 << 31 }
}

fn middle(key: u32) -> f64 {
    let shift = 23 - FRACTION_BITS;
    let edge = |ordered: u32| {
        let bits = if ordered >> 31 == 1 { ordered & !(1 << 31) } else { !ordered };
        f64::from(f32::from_bits(bits))
    };
    let (low, high) = (edge(key << shift), edge((key << shift) | ((1 << shift) - 1)));
    let whole = if low.abs() < high.abs() { low } else { high };
    // Whole numbers stand at the edge of their bin that is nearer to zero.
    if whole.fract() == 0.0 && whole.abs() <= 1024.0 { whole } else { f64::midpoint(low, high) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_whole_numbers_come_back_exactly_and_others_within_a_thousandth() {
        let values: Vec<f32> =
            (-1024..=1024).map(|i| i as f32).chain((0..500).map(|i| 0.0013 * 1.05_f32.powi(i / 2))).collect();
        let mut sketch = Sketch::default();
        for &value in &values {
            sketch.add(value);
        }
        let mut sorted = values;
        sorted.sort_by(f32::total_cmp);
        let ranks: Vec<u64> = (0..sorted.len() as u64).collect();
        for (found, &value) in sketch.at_ranks(&ranks).iter().zip(&sorted) {
            let (found, value) = (*found, f64::from(value));
            if value.fract() == 0.0 && value.abs() <= 1024.0 {
                assert_eq!(found, value);
            } else {
                assert!((found - value).abs() <= value.abs() / 1024.0, "{found} for {value}");
            }
        }
    }

    #[test]
    fn missing_values_are_not_counted() {
        let mut sketch = Sketch::default();
        for value in [f32::NAN, 2.0, -0.0, 0.0] {
            sketch.add(value);
        }
        assert_eq!(sketch.at_ranks(&[0, 1, 2]), vec![0.0, 0.0, 2.0]);
    }
}
