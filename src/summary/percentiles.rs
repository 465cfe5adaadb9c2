//! Percentiles of every cell, exactly or from sketches.

use super::{PERCENTILES, Statistic};
use crate::run::{Column, Samples};

/// The statistics of every cell.
pub(crate) fn statistics(samples: &Samples, threads: Option<usize>) -> Vec<Statistic> {
    let cells = samples.layout.cells();
    let one = |scratch: &mut Vec<f32>, cell: usize| statistic(samples, cell, scratch);
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build();
        if let Ok(pool) = pool {
            return pool.install(|| (0..cells).into_par_iter().with_min_len(16).map_init(Vec::new, one).collect());
        }
    }
    let _ = threads;
    let mut scratch = Vec::new();
    (0..cells).map(|cell| one(&mut scratch, cell)).collect()
}

fn statistic(samples: &Samples, cell: usize, scratch: &mut Vec<f32>) -> Statistic {
    let moments = &samples.moments[cell];
    let mut percentiles = [f64::NAN; PERCENTILES.len()];
    match samples.column(cell, std::mem::take(scratch)) {
        Column::Sketch(sketch) => {
            let (ranks, weights) = ranks(moments.n);
            let found = sketch.at_ranks(&ranks);
            interpolate(&mut percentiles, &found, &weights);
        }
        Column::Values(mut values) => {
            let (ranks, weights) = ranks(values.len() as u64);
            let found = select(&mut values, &ranks);
            interpolate(&mut percentiles, &found, &weights);
            *scratch = values;
        }
    }
    let mean = if moments.n == 0 { f64::NAN } else { moments.mean };
    Statistic { n_defined: moments.n, mean, percentiles, mc_error: moments.error() }
}

/// Type 7: the p-th percentile of n values stands at rank (n - 1) p / 100, between two values. Gives both ranks of each
/// percentile, and how far between them it stands.
fn ranks(n: u64) -> (Vec<u64>, [f64; PERCENTILES.len()]) {
    let mut weights = [0.0; PERCENTILES.len()];
    if n == 0 {
        return (Vec::new(), weights);
    }
    let mut ranks = Vec::with_capacity(2 * PERCENTILES.len());
    for (&percentile, weight) in PERCENTILES.iter().zip(&mut weights) {
        let hundredths = (n - 1) * u64::from(percentile);
        let low = hundredths / 100;
        *weight = (hundredths % 100) as f64 / 100.0;
        ranks.extend([low, (low + 1).min(n - 1)]);
    }
    (ranks, weights)
}

fn interpolate(percentiles: &mut [f64], found: &[f64], weights: &[f64]) {
    for ((percentile, pair), weight) in percentiles.iter_mut().zip(found.chunks_exact(2)).zip(weights) {
        *percentile = pair[0] + weight * (pair[1] - pair[0]);
    }
}

/// The values at these ranks (rising), without sorting the rest.
fn select(values: &mut [f32], ranks: &[u64]) -> Vec<f64> {
    let mut found = vec![0.0; ranks.len()];
    select_between(values, 0, ranks, &mut found);
    found
}

fn select_between(values: &mut [f32], offset: u64, ranks: &[u64], found: &mut [f64]) {
    if ranks.is_empty() {
        return;
    }
    let middle = ranks.len() / 2;
    let rank = ranks[middle];
    let (below, value, above) = values.select_nth_unstable_by((rank - offset) as usize, f32::total_cmp);
    let value = f64::from(*value);
    // Ranks that stand beside this one need no further look.
    let first = ranks[..middle].partition_point(|&other| other < rank);
    let last = middle + ranks[middle..].partition_point(|&other| other == rank);
    found[first..last].fill(value);
    select_between(below, offset, &ranks[..first], &mut found[..first]);
    select_between(above, rank + 1, &ranks[last..], &mut found[last..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percentiles_of(values: &[f32]) -> [f64; 7] {
        let mut values = values.to_vec();
        let (ranks, weights) = ranks(values.len() as u64);
        let found = select(&mut values, &ranks);
        let mut percentiles = [f64::NAN; 7];
        interpolate(&mut percentiles, &found, &weights);
        percentiles
    }

    #[test]
    fn percentiles_are_those_of_type_seven() {
        // 0..=100 puts the p-th percentile at p.
        let values: Vec<f32> = (0..=100).rev().map(|i| i as f32).collect();
        assert_eq!(percentiles_of(&values), [5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0]);
        // Between two values it stands in proportion.
        assert_eq!(percentiles_of(&[10.0, 20.0]), [10.5, 11.0, 12.5, 15.0, 17.5, 19.0, 19.5]);
        assert_eq!(percentiles_of(&[3.0]), [3.0; 7]);
    }

    #[test]
    fn selection_gives_what_sorting_gives() {
        for n in [1_usize, 2, 3, 10, 64, 1000] {
            let values: Vec<f32> = (0..n).map(|i| ((i * 7919) % 1013) as f32 / 10.0).collect();
            let mut sorted = values.clone();
            sorted.sort_by(f32::total_cmp);
            let (ranks, _) = ranks(n as u64);
            let expected: Vec<f64> = ranks.iter().map(|&rank| f64::from(sorted[rank as usize])).collect();
            assert_eq!(select(&mut values.clone(), &ranks), expected, "{n}");
        }
    }
}
