//! Histogram sketch: counts of values in narrow bins, used for percentiles when not all values can be kept.
//!
//! A value's bin is its sign, exponent and first ten fraction bits, so that a bin's width is at most 1/1024 of its
//! values. Whole numbers up to 1,024 are at the start of a bin, which returns them exactly; other bins return their
//! midpoint. Counts can be added in any order, and finding a bin needs no logarithm: the two reasons for not using a
//! library's sketch.

const FRACTION_BITS: u32 = 10;
const PAGE: usize = 1 << FRACTION_BITS;
/// Maximum number of pages: one for each sign and exponent.
const PAGES: usize = 1 << 9;

/// Counts by bin, in pages of one exponent each, created on first use.
#[derive(Clone, Debug)]
pub(crate) struct Sketch {
    /// By sign and exponent, the index of the page plus one; 0 if there is none. Direct lookup avoids the unpredictable
    /// branches of a search.
    places: [u16; PAGES],
    pages: Vec<Box<[u32; PAGE]>>,
}

impl Sketch {
    /// No values yet.
    pub(crate) fn new() -> Self {
        Self { places: [0; PAGES], pages: Vec::new() }
    }

    /// Counts a value; `NaN` is not counted.
    pub(crate) fn add(&mut self, value: f32) {
        if value.is_nan() {
            return;
        }
        let key = ordered(value) >> (23 - FRACTION_BITS);
        let (page, bin) = ((key >> FRACTION_BITS) as usize, key as usize % PAGE);
        if self.places[page] == 0 {
            self.pages.push(Box::new([0; PAGE]));
            self.places[page] = self.pages.len() as u16;
        }
        self.pages[usize::from(self.places[page]) - 1][bin] += 1;
    }

    /// The values at the given ranks (from 0, ascending), each as represented by its bin.
    pub(crate) fn at_ranks(&self, ranks: &[u64]) -> Vec<f64> {
        let mut found = Vec::with_capacity(ranks.len());
        let mut below = 0_u64;
        for (page, &place) in self.places.iter().enumerate().filter(|(_, place)| **place > 0) {
            let counts = &self.pages[usize::from(place) - 1];
            for (bin, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                below += u64::from(count);
                while found.len() < ranks.len() && ranks[found.len()] < below {
                    found.push(middle(((page << FRACTION_BITS) | bin) as u32));
                }
            }
        }
        found
    }
}

/// Maps a float to bits that sort in the same order.
fn ordered(value: f32) -> u32 {
    // Positive and negative zero share a bin.
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
    // Whole numbers are at the edge of their bin nearer to zero.
    if whole.fract() == 0.0 && whole.abs() <= 1024.0 { whole } else { f64::midpoint(low, high) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_whole_numbers_are_exact_and_others_within_a_thousandth() {
        let values: Vec<f32> =
            (-1024..=1024).map(|i| i as f32).chain((0..500).map(|i| 0.0013 * 1.05_f32.powi(i / 2))).collect();
        let mut sketch = Sketch::new();
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
        let mut sketch = Sketch::new();
        for value in [f32::NAN, 2.0, -0.0, 0.0] {
            sketch.add(value);
        }
        assert_eq!(sketch.at_ranks(&[0, 1, 2]), vec![0.0, 0.0, 2.0]);
    }
}
