//! Percentiles of a figure.

use crate::run::Tally;

/// The reported percentiles.
pub const PERCENTILES: [u8; 7] = [5, 10, 25, 50, 75, 90, 95];

/// Their identifiers in files.
pub const PERCENTILE_IDS: [&str; PERCENTILES.len()] = ["p05", "p10", "p25", "p50", "p75", "p90", "p95"];

/// The percentiles of all values that are not missing; `NaN` if all are missing.
pub(crate) fn percentiles(tally: &Tally) -> [f64; PERCENTILES.len()] {
    let places = PERCENTILES.map(|percentile| RankPlace::new(percentile, tally.defined()));
    let mut ranks: Vec<u64> = places.iter().flat_map(|place| [place.rank, place.rank + 1]).collect();
    ranks.retain(|&rank| rank < tally.defined());
    ranks.sort_unstable();
    ranks.dedup();
    let found = tally.at_ranks(&ranks);
    places.map(|place| place.between(&ranks, &found))
}

/// The median of all values that are not missing; `NaN` if all are missing.
pub(crate) fn median(tally: &Tally) -> f64 {
    at_percentile(tally, 50)
}

/// A percentile, of any per cent up to 100, of all values that are not missing; `NaN` if all are missing.
pub(super) fn at_percentile(tally: &Tally, percentile: u8) -> f64 {
    let place = RankPlace::new(percentile, tally.defined());
    let ranks: Vec<u64> = [place.rank, place.rank + 1].into_iter().filter(|&rank| rank < tally.defined()).collect();
    place.between(&ranks, &tally.at_ranks(&ranks))
}

/// The position of a percentile among sorted values: a rank (from 0) and a fraction of the way to the next.
#[derive(Clone, Copy)]
struct RankPlace {
    rank: u64,
    part: f64,
}

impl RankPlace {
    /// Type 7: the p-th percentile of n values is at rank (n - 1) p / 100.
    fn new(percentile: u8, n: u64) -> Self {
        let hundredths = n.saturating_sub(1) * u64::from(percentile);
        Self { rank: hundredths / 100, part: (hundredths % 100) as f64 / 100.0 }
    }

    /// The percentile, given the values `found` at `ranks`; `NaN` if its rank is not among them.
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
    use crate::run::Scale;

    fn percentiles_of(values: &[f64]) -> [f64; 7] {
        let mut tally = Tally::new(0.0, Scale::WHOLE);
        values.chunks(64).for_each(|values| tally.add(values));
        percentiles(&tally)
    }

    #[test]
    fn percentiles_are_type_7() {
        // For the values 0..=100 the p-th percentile is p.
        let values: Vec<f64> = (0..=100).rev().map(f64::from).collect();
        assert_eq!(percentiles_of(&values), [5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0]);
        let mut tally = Tally::new(0.0, Scale::WHOLE);
        tally.add(&[10.0, 40.0, 20.0, f64::NAN, 30.0]);
        assert_eq!(median(&tally), 25.0);
        assert_eq!(at_percentile(&tally, 80), 34.0);
        // Interpolated between two values.
        assert_eq!(percentiles_of(&[10.0, 20.0]), [10.5, 11.0, 12.5, 15.0, 17.5, 19.0, 19.5]);
        assert_eq!(percentiles_of(&[3.0]), [3.0; 7]);
        assert!(percentiles_of(&[]).iter().all(|percentile| percentile.is_nan()));
    }
}
