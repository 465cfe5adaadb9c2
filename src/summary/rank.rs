//! Order statistics at given ranks, without a full sort.
//!
//! Values are counted in bins of equal width in ascending order. A bin in which all values are equal, as with whole
//! people or cases, returns its value at once; other bins that contain a requested rank are sorted.

/// Number of bins between the minimum and maximum: small enough for the first-level cache.
const BINS: usize = 1024;
/// Adding this rounds a number below 2^22 to an integer in the lowest bits: cheaper than a checked conversion.
const WHOLE: f32 = 8_388_608.0;

/// Buffers reused from one selection to the next.
pub(crate) struct Ranks {
    bins: Box<[Bin; BINS]>,
    /// The bin of each value.
    bin_of: Vec<u16>,
    /// The values of the bins being sorted.
    mixed: Vec<f32>,
}

#[derive(Clone, Copy)]
struct Bin {
    n: u32,
    /// Bitwise OR and AND of its values: equal if all values are equal.
    any: u32,
    all: u32,
    /// Whether it contains a requested rank and its values differ.
    sorted: bool,
}

impl Bin {
    const EMPTY: Self = Self { n: 0, any: 0, all: u32::MAX, sorted: false };
}

impl Ranks {
    pub(crate) fn new() -> Self {
        Self { bins: Box::new([Bin::EMPTY; BINS]), bin_of: Vec::new(), mixed: Vec::new() }
    }

    /// The values at the given ranks (from 0, ascending); `values` must not contain `NaN`.
    pub(crate) fn find(&mut self, values: &[f32], ranks: &[u64]) -> Vec<f64> {
        let (least, greatest) = ends(values);
        if least == greatest {
            return vec![f64::from(least); ranks.len()];
        }
        self.assign(values, least, greatest);
        self.bins.fill(Bin::EMPTY);
        for (value, &bin) in values.iter().zip(&self.bin_of) {
            let bin = &mut self.bins[usize::from(bin) % BINS];
            bin.n += 1;
            bin.any |= value.to_bits();
            bin.all &= value.to_bits();
        }
        self.mark(ranks);
        self.mixed.clear();
        if self.bins.iter().any(|bin| bin.sorted) {
            let sorted = |bin: u16| self.bins[usize::from(bin) % BINS].sorted;
            self.mixed.extend(values.iter().zip(&self.bin_of).filter(|&(_, &bin)| sorted(bin)).map(|(value, _)| value));
            self.mixed.sort_unstable_by(f32::total_cmp);
        }
        self.read(ranks)
    }

    /// Assigns a bin to each value.
    fn assign(&mut self, values: &[f32], least: f32, greatest: f32) {
        let scale = (BINS - 1) as f32 / (greatest - least);
        self.bin_of.clear();
        if scale.is_normal() {
            let bin_of = |&value: &f32| (((value - least) * scale + WHOLE).to_bits() % BINS as u32) as u16;
            self.bin_of.extend(values.iter().map(bin_of));
        } else {
            // The range is too small or too large to divide: use a single bin.
            self.bin_of.resize(values.len(), 0);
        }
    }

    /// Marks the bins to sort.
    fn mark(&mut self, ranks: &[u64]) {
        let (mut ranks, mut end) = (ranks.iter().peekable(), 0);
        for bin in self.bins.iter_mut() {
            end += u64::from(bin.n);
            while ranks.next_if(|&&rank| rank < end).is_some() {
                bin.sorted = bin.any != bin.all;
            }
        }
    }

    fn read(&self, ranks: &[u64]) -> Vec<f64> {
        let mut found = Vec::with_capacity(ranks.len());
        let (mut ranks, mut start, mut mixed) = (ranks.iter().peekable(), 0, self.mixed.as_slice());
        for bin in self.bins.iter() {
            let end = start + u64::from(bin.n);
            while let Some(rank) = ranks.next_if(|&&rank| rank < end) {
                let value = if bin.sorted { mixed[(rank - start) as usize] } else { f32::from_bits(bin.any) };
                found.push(f64::from(value));
            }
            start = end;
            if bin.sorted {
                mixed = &mixed[bin.n as usize..];
            }
        }
        found
    }
}

/// The minimum and maximum.
fn ends(values: &[f32]) -> (f32, f32) {
    // Independent lanes: a single chain would wait for each result.
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
    fn selection_agrees_with_sorting() {
        for n in [1_u32, 2, 3, 10, 64, 1000, 20_000] {
            let spread = |i: u32| (i.wrapping_mul(2_654_435_761) >> 8) as f32;
            // Money, whole people, FTE in steps of 0.9, a constant, outliers.
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
