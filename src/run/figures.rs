//! One figure of every future and nothing else of it.

use super::block::BLOCK;
use super::{Engine, Options};
use crate::model::Future;
use crate::plan::Plan;

/// Blocks between two tellings of how far it is.
const WAVE: usize = 64;

/// What `figure` reads off the row of each future, in the order of the futures and in double precision.
pub(crate) fn figures(plan: &Plan, options: &Options<'_>, figure: impl Fn(&[f64]) -> f64 + Sync) -> Vec<f64> {
    let futures: Vec<u64> = (options.first..options.first + options.replications).collect();
    let mut figures = Vec::with_capacity(futures.len());
    let block = |futures: &[u64]| {
        let mut engine = Engine::new(plan);
        futures.iter().map(|&n| figure(engine.run(Future::new(n)))).collect::<Vec<f64>>()
    };
    for wave in futures.chunks(WAVE * BLOCK) {
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            let blocks: Vec<Vec<f64>> = wave.par_chunks(BLOCK).map(block).collect();
            figures.extend(blocks.into_iter().flatten());
        }
        #[cfg(not(feature = "parallel"))]
        figures.extend(wave.chunks(BLOCK).flat_map(block));
        (options.progress)(figures.len() as u64);
    }
    figures
}
