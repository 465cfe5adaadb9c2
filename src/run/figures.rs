//! Chosen figures of every replication.

use super::block::{BLOCK, replications};
use super::columns::Columns;
use super::headlines::Headlines;
use super::layout::Layout;
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
    let blocks = figures_by_block(plan, options, &counter, series, |_, columns, _| {
        let of_lane = |lane: usize| figure(&|cell: usize| columns.column(cell)[lane]);
        (0..columns.replications()).map(of_lane).collect::<Vec<T>>()
    });
    Ok(blocks?.concat())
}

/// What `of` returns for each block of replications, in order. It is given the index of the block, the figures of the given series
/// by their position in a row, and the headlines; figures of other series are unspecified.
pub(crate) fn figures_by_block<T: Send>(
    plan: &Plan,
    options: &Options<'_>,
    counter: &ProgressCounter<'_>,
    series: &[usize],
    of: impl Fn(usize, &Columns, &Headlines<BLOCK>) -> T + Sync,
) -> Result<Vec<T>, Cancelled> {
    let cells = Layout::new(plan).cells();
    let new = || (Engine::<BLOCK>::of_series(plan, series), Columns::new(cells, BLOCK));
    let one = |(engine, columns): &mut (Engine<'_, BLOCK>, Columns), block: u64| {
        let done = block * BLOCK as u64;
        let number = (options.replications - done).min(BLOCK as u64);
        columns.resize(cells, number as usize);
        engine.run_into(&replications(options.first + done), columns.all_mut());
        let figures = of(block as usize, columns, &engine.headlines());
        counter.add(number).map(|()| figures)
    };
    let blocks = 0..options.replications.div_ceil(BLOCK as u64);
    #[cfg(feature = "parallel")]
    if super::is_shared() {
        use rayon::prelude::*;
        return blocks.into_par_iter().map_init(new, one).collect();
    }
    let mut state = new();
    blocks.map(|block| one(&mut state, block)).collect()
}
