//! Chosen figures of every replication.

use super::block::{BLOCK, replications};
use super::{Cancelled, Engine, Options, ProgressCounter};
use crate::plan::Plan;

/// The value of `figure`, one number or several, in each replication, in order and in double precision; `NaN` if it is undefined.
/// It is computed from the given series alone, whose values `figure` is given by their position in a row.
pub(crate) fn figures<T: Clone + Send>(
    plan: &Plan,
    options: &Options<'_>,
    series: &[usize],
    figure: impl Fn(&dyn Fn(usize) -> f64) -> T + Sync,
) -> Result<Vec<T>, Cancelled> {
    let counter = ProgressCounter::new(options.watch, options.replications);
    let new = || Engine::<BLOCK>::of_series(plan, series);
    let block = |engine: &mut Engine<'_, BLOCK>, block: u64| {
        let done = block * BLOCK as u64;
        let number = (options.replications - done).min(BLOCK as u64);
        let columns = engine.run(&replications(options.first + done));
        let of_lane = |lane: usize| figure(&|cell: usize| columns[cell].0[lane]);
        let figures: Vec<T> = (0..number as usize).map(of_lane).collect();
        counter.add(number).map(|()| figures)
    };
    let blocks = 0..options.replications.div_ceil(BLOCK as u64);
    #[cfg(feature = "parallel")]
    if super::is_shared() {
        use rayon::prelude::*;
        let figures: Result<Vec<Vec<T>>, Cancelled> = blocks.into_par_iter().map_init(new, block).collect();
        return Ok(figures?.concat());
    }
    let mut engine = new();
    let figures: Result<Vec<Vec<T>>, Cancelled> = blocks.map(|one| block(&mut engine, one)).collect();
    Ok(figures?.concat())
}
