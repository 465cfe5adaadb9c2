//! The future that stands nearest to a percentile of a figure.

use super::Figure;
use crate::plan::Plan;
use crate::run::{Options, figures, on_threads};

/// The future nearest to a percentile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// Its number.
    pub replication: u64,
    /// The figure in it.
    pub value: f64,
    /// The percentile, type 7 of Hyndman and Fan (1996).
    pub percentile: f64,
    /// Futures in which the figure is not missing: the percentile is of these.
    pub n_defined: u64,
}

/// The future whose figure is nearest to the percentile at `percent` (0 to 100) of all futures; of several that are
/// equally near the one with the lowest number. Futures in which the figure is missing are left out; `None` where it is
/// missing in all.
#[must_use]
pub fn nearest(plan: &Plan, options: &Options<'_>, figure: &Figure, percent: f64) -> Option<Nearest> {
    let values = on_threads(options.threads, || figures(plan, options, |row| figure.of(plan, row)));
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let percentile = percentile(&sorted, percent)?;
    let futures = (options.first..).zip(values).filter(|(_, value)| !value.is_nan());
    let (replication, value) =
        futures.min_by(|(_, one), (_, two)| (one - percentile).abs().total_cmp(&(two - percentile).abs()))?;
    Some(Nearest { replication, value, percentile, n_defined: sorted.len() as u64 })
}

/// The percentile of values in order: between the two that stand on either side of rank (n - 1) x percent / 100.
fn percentile(sorted: &[f64], percent: f64) -> Option<f64> {
    let rank = sorted.len().checked_sub(1)? as f64 * percent.clamp(0.0, 100.0) / 100.0;
    let low = sorted[rank as usize];
    let high = sorted.get(rank as usize + 1).copied().unwrap_or(low);
    Some(low + rank.fract() * (high - low))
}
