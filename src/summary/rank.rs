//! The values that stand at given ranks, without sorting the others.
//!
//! Values are counted in bins of equal width, which rise with the value. A bin in which all values are equal, as they
//! are where whole people or cases are counted, answers at once; what lies in the other bins that a rank falls into is
//! sorted.

/// Bins between the least and the greatest value: few enough for a core's nearest cache.
const BINS: usize = 1024;
/// Adding it leaves a number below 2^22, rounded to a whole one, in the last bits: cheaper than a checked conversion.
const WHOLE: f32 = 8_388_608.0;

/// What is kept from one selection to the next.
pub(super) struct Ranks {
    bins: Vec<Bin>,
    mixed: Vec<f32>,
}

#[derive(Clone, Copy)]
struct Bin {
    n: u32,
    least: f32,
    greatest: f32,
    /// Whether a rank falls into it and its values differ.
    sorted: bool,
}

impl Bin {
    const EMPTY: Self = Self { n: 0, least: f32::INFINITY, greatest: f32::NEG_INFINITY, sorted: false };
}

impl Ranks {
    pub(super) fn new() -> Self {
        Self { bins: vec![Bin::EMPTY; BINS], mixed: Vec::new() }
    }

    /// The values at these ranks (from 0, rising); no value is missing.
    pub(super) fn find(&mut self, values: &[f32], ranks: &[u64]) -> Vec<f64> {
        let (least, greatest) = ends(values);
        let scale = (BINS - 1) as f32 / (greatest - least);
        let one_bin = !(scale.is_normal() && (greatest - least).is_finite());
        let bin_of = |value: f32| {
            if one_bin { 0 } else { ((value - least) * scale + WHOLE).to_bits() as usize % BINS }
        };
        self.bins.fill(Bin::EMPTY);
        for &value in values {
            let bin = &mut self.bins[bin_of(value)];
            bin.n += 1;
            bin.least = if value < bin.least { value } else { bin.least };
            bin.greatest = if value > bin.greatest { value } else { bin.greatest };
        }
        self.mark(ranks);
        self.mixed.clear();
        if self.bins.iter().any(|bin| bin.sorted) {
            self.mixed.extend(values.iter().filter(|value| self.bins[bin_of(**value)].sorted));
            self.mixed.sort_unstable_by(f32::total_cmp);
        }
        self.read(ranks)
    }

    /// Marks the bins to sort.
    fn mark(&mut self, ranks: &[u64]) {
        let (mut passed, mut end) = (0, 0);
        for bin in &mut self.bins {
            end += u64::from(bin.n);
            let inside = ranks[passed..].partition_point(|&rank| rank < end);
            bin.sorted = inside > 0 && bin.least < bin.greatest;
            passed += inside;
        }
    }

    fn read(&self, ranks: &[u64]) -> Vec<f64> {
        let mut found = Vec::with_capacity(ranks.len());
        let (mut start, mut mixed) = (0, self.mixed.as_slice());
        for bin in &self.bins {
            let end = start + u64::from(bin.n);
            while found.len() < ranks.len() && ranks[found.len()] < end {
                let place = (ranks[found.len()] - start) as usize;
                found.push(f64::from(if bin.sorted { mixed[place] } else { bin.least }));
            }
            start = end;
            if bin.sorted {
                mixed = &mixed[bin.n as usize..];
            }
        }
        found
    }
}

/// The least and the greatest value.
fn ends(values: &[f32]) -> (f32, f32) {
    // Several at a time: one alone would wait for the one before.
    const LANES: usize = 8;
    let (mut least, mut greatest) = ([f32::INFINITY; LANES], [f32::NEG_INFINITY; LANES]);
    let mut take = |lane: usize, value: f32| {
        least[lane] = if value < least[lane] { value } else { least[lane] };
        greatest[lane] = if value > greatest[lane] { value } else { greatest[lane] };
    };
    let chunks = values.chunks_exact(LANES);
    chunks.remainder().iter().for_each(|&value| take(0, value));
    for chunk in chunks {
        for (lane, &value) in chunk.iter().enumerate() {
            take(lane, value);
        }
    }
    (least.into_iter().fold(f32::INFINITY, f32::min), greatest.into_iter().fold(f32::NEG_INFINITY, f32::max))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agree_with_sorting(values: &[f32]) {
        let mut sorted = values.to_vec();
        sorted.sort_by(f32::total_cmp);
        let n = values.len() as u64;
        let ranks: Vec<u64> = (0..=20).map(|twentieth| (n - 1) * twentieth / 20).collect();
        let expected: Vec<f64> = ranks.iter().map(|&rank| f64::from(sorted[rank as usize])).collect();
        assert_eq!(Ranks::new().find(values, &ranks), expected, "{} values", values.len());
    }

    #[test]
    fn selection_gives_what_sorting_gives() {
        for n in [1_u32, 2, 3, 10, 64, 1000, 20_000] {
            let spread = |i: u32| (i.wrapping_mul(2_654_435_761) >> 8) as f32;
            // Money, whole people, FTE in steps of 0.9, one value, a few far from the rest.
            agree_with_sorting(&(0..n).map(spread).collect::<Vec<_>>());
            agree_with_sorting(&(0..n).map(|i| (spread(i) / 1e6).floor()).collect::<Vec<_>>());
            agree_with_sorting(&(0..n).map(|i| (spread(i) / 1e6).floor() * 0.9 - 3.0).collect::<Vec<_>>());
            agree_with_sorting(&vec![0.1; n as usize]);
            agree_with_sorting(&(0..n).map(|i| if i % 100 == 7 { 1e30 } else { spread(i) }).collect::<Vec<_>>());
        }
        agree_with_sorting(&[f32::MAX, 0.0, f32::MIN]);
        agree_with_sorting(&[0.0, f32::from_bits(1), f32::from_bits(3)]);
    }
}
