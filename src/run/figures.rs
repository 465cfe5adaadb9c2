//! A single figure of every replication.

use super::block::{BLOCK, replications};
use super::{Cancelled, Engine, Options, ProgressCounter};
use crate::plan::Plan;

/// The value of `figure`, computed from the given series, in each replication, in order and in double precision; `NaN`
/// if it is undefined. A row passed to `figure` has unspecified values for other series.
pub(crate) fn figures(
    plan: &Plan,
    options: &Options<'_>,
    series: &[usize],
    figure: impl Fn(&[f64]) -> f64 + Sync,
) -> Result<Vec<f64>, Cancelled> {
    let counter = ProgressCounter::new(options.watch, options.replications);
    let block = |&block: &u64| {
        let mut engine = Engine::<BLOCK>::of_series(plan, series);
        let done = block * BLOCK as u64;
        let number = (options.replications - done).min(BLOCK as u64);
        let columns = engine.run(&replications(options.first + done));
        let row = |lane: usize| -> Vec<f64> { columns.iter().map(|lanes| lanes.0[lane]).collect() };
        let figures: Vec<f64> = (0..number as usize).map(|lane| figure(&row(lane))).collect();
        counter.add(number).map(|()| figures)
    };
    let blocks: Vec<u64> = (0..options.replications.div_ceil(BLOCK as u64)).collect();
    #[cfg(feature = "parallel")]
    if super::is_shared() {
        use rayon::prelude::*;
        let figures: Result<Vec<Vec<f64>>, Cancelled> = blocks.par_iter().map(block).collect();
        return Ok(figures?.concat());
    }
    let figures: Result<Vec<Vec<f64>>, Cancelled> = blocks.iter().map(block).collect();
    Ok(figures?.concat())
}
