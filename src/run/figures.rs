//! A single figure of every replication.

use super::block::BLOCK;
use super::{Cancelled, Engine, Options, ProgressCounter};
use crate::model::Replication;
use crate::plan::Plan;

/// The value of `figure` in each replication, in order and in double precision.
pub(crate) fn figures(
    plan: &Plan,
    options: &Options<'_>,
    figure: impl Fn(&[f64]) -> f64 + Sync,
) -> Result<Vec<f64>, Cancelled> {
    let futures: Vec<u64> = (options.first..options.first + options.replications).collect();
    let counter = ProgressCounter::new(options.watch, options.replications);
    let block = |futures: &[u64]| {
        let mut engine = Engine::new(plan);
        let figures: Vec<f64> = futures.iter().map(|&n| figure(engine.run(Replication::new(n)))).collect();
        counter.add(futures.len() as u64).map(|()| figures)
    };
    #[cfg(feature = "parallel")]
    if super::is_shared() {
        use rayon::prelude::*;
        let blocks: Result<Vec<Vec<f64>>, Cancelled> = futures.par_chunks(BLOCK).map(block).collect();
        return Ok(blocks?.concat());
    }
    let blocks: Result<Vec<Vec<f64>>, Cancelled> = futures.chunks(BLOCK).map(block).collect();
    Ok(blocks?.concat())
}
