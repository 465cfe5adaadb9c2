//! Percentiles of every cell, exact or from sketches.

use super::Statistic;
use super::rank::Ranks;
use crate::run::{SampleColumn, Samples};

/// The percentiles that are reported.
pub const PERCENTILES: [u8; 7] = [5, 10, 25, 50, 75, 90, 95];

/// Their names in files.
pub const PERCENTILE_IDS: [&str; PERCENTILES.len()] = ["p05", "p10", "p25", "p50", "p75", "p90", "p95"];

/// Buffers reused from cell to cell.
struct PercentileScratch {
    values: Vec<f32>,
    ranks: Ranks,
}

/// The statistics of every cell.
pub(crate) fn statistics(samples: &Samples) -> Vec<Statistic> {
    let scratch = || PercentileScratch { values: Vec::new(), ranks: Ranks::new() };
    by_cell(samples.layout.cells(), scratch, |scratch, cell| statistic(samples, cell, scratch))
}

/// Applies `one` to every cell, on the current thread pool.
pub(crate) fn by_cell<S, T: Send>(
    cells: usize,
    scratch: impl Fn() -> S + Sync + Send,
    one: impl Fn(&mut S, usize) -> T + Sync + Send,
) -> Vec<T> {
    #[cfg(feature = "parallel")]
    if crate::run::is_shared() {
        use rayon::prelude::*;
        // Neighbouring cells share memory pages.
        return (0..cells).into_par_iter().with_min_len(64).map_init(scratch, one).collect();
    }
    let mut scratch = scratch();
    (0..cells).map(|cell| one(&mut scratch, cell)).collect()
}

/// The percentiles of values without `NaN`.
pub(crate) fn percentiles(values: &[f32], ranks_of: &mut Ranks) -> [f64; PERCENTILES.len()] {
    let places = places(values.len() as u64);
    let ranks = ranks(&places, values.len() as u64);
    let found = if values.is_empty() { Vec::new() } else { ranks_of.find(values, &ranks) };
    places.map(|place| place.between(&ranks, &found))
}

fn statistic(samples: &Samples, cell: usize, scratch: &mut PercentileScratch) -> Statistic {
    let moments = &samples.moments[cell];
    let places = places(moments.n);
    let ranks = ranks(&places, moments.n);
    let found = match samples.column(cell, &mut scratch.values) {
        SampleColumn::Sketch(sketch) => sketch.at_ranks(&ranks),
        SampleColumn::Values(values) => scratch.ranks.find(values, &ranks),
    };
    let mean = if moments.n == 0 { f64::NAN } else { moments.mean };
    let percentiles = places.map(|place| place.between(&ranks, &found));
    Statistic { n_defined: moments.n, mean, percentiles, mc_error: moments.error() }
}

/// Position of a percentile in sorted values: a rank (from 0) and a fraction of the way to the next.
#[derive(Clone, Copy)]
struct RankPlace {
    rank: u64,
    part: f64,
}

/// Type 7: the p-th percentile of n values is at rank (n - 1) p / 100.
fn places(n: u64) -> [RankPlace; PERCENTILES.len()] {
    PERCENTILES.map(|percentile| {
        let hundredths = n.saturating_sub(1) * u64::from(percentile);
        RankPlace { rank: hundredths / 100, part: (hundredths % 100) as f64 / 100.0 }
    })
}

/// The ranks on either side of each position, in ascending order; empty without values.
fn ranks(places: &[RankPlace], n: u64) -> Vec<u64> {
    let mut ranks: Vec<u64> =
        places.iter().flat_map(|place| [place.rank, place.rank + 1]).filter(|&rank| rank < n).collect();
    ranks.sort_unstable();
    ranks.dedup();
    ranks
}

impl RankPlace {
    /// Interpolates between the values `found` at `ranks`; `NaN` without values.
    fn between(self, ranks: &[u64], found: &[f64]) -> f64 {
        let at = |rank| ranks.binary_search(&rank).ok().map(|place| found[place]);
        let Some(low) = at(self.rank) else { return f64::NAN };
        let high = at(self.rank + 1).unwrap_or(low);
        low + self.part * (high - low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_type_seven() {
        let percentiles_of = |values: &[f32]| {
            let places = places(values.len() as u64);
            let ranks = ranks(&places, values.len() as u64);
            let found = Ranks::new().find(values, &ranks);
            places.map(|place| place.between(&ranks, &found))
        };
        // In 0..=100 the p-th percentile is p.
        let values: Vec<f32> = (0..=100).rev().map(|i| i as f32).collect();
        assert_eq!(percentiles_of(&values), [5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0]);
        // Interpolation between two values.
        assert_eq!(percentiles_of(&[10.0, 20.0]), [10.5, 11.0, 12.5, 15.0, 17.5, 19.0, 19.5]);
        assert_eq!(percentiles_of(&[3.0]), [3.0; 7]);
        assert!(percentiles_of(&[]).iter().all(|percentile| percentile.is_nan()));
    }
}
