//! Chosen figures of every replication.

use super::block::{BLOCK, replications};
use super::columns::Columns;
use super::headlines::{Headlines, RunHeadline};
use super::layout::Layout;
use super::{Cancelled, Engine, Options, ProgressCounter};
use crate::lanes::Lanes;
use crate::plan::Plan;
use crate::units::Pence;

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

/// The headlines of every replication in their units, in the order of [`RunHeadline::ALL`], then of each target whether it is met (1 or 0): by
/// figure, one value for each replication; `NaN` if it is undefined.
pub(crate) fn headlines_and_targets(
    plan: &Plan,
    options: &Options<'_>,
    counter: &ProgressCounter<'_>,
) -> Result<Vec<Vec<f64>>, Cancelled> {
    let layout = Layout::new(plan);
    let blocks = figures_by_block(plan, options, counter, &target_series(plan), |_, columns, headlines| {
        headlines_and_targets_of(&layout, columns, headlines)
    })?;
    Ok(side_by_side(RunHeadline::ALL.len() + layout.targets, blocks))
}

/// The same of a block.
pub(crate) fn headlines_and_targets_of(
    layout: &Layout,
    columns: &Columns,
    headlines: &Headlines<BLOCK>,
) -> Vec<Vec<f64>> {
    let headlines = in_units(headlines);
    let headlines = headlines.iter().map(|values| values.0[..columns.replications()].to_vec());
    headlines.chain((0..layout.targets).map(|target| columns.column(layout.target(target)).to_vec())).collect()
}

/// The values of blocks one after the other, by figure.
pub(crate) fn side_by_side(figures: usize, blocks: Vec<Vec<Vec<f64>>>) -> Vec<Vec<f64>> {
    let mut all = vec![Vec::new(); figures];
    for block in blocks {
        all.iter_mut().zip(block).for_each(|(all, values)| all.extend(values));
    }
    all
}

/// The series that the targets of a plan are read from.
pub(crate) fn target_series(plan: &Plan) -> Vec<usize> {
    let of_target = |series| plan.series.iter().position(|one| one.series == series);
    plan.scenario().targets.iter().filter_map(|target| of_target(target.series?)).collect()
}

/// The headlines with the cost in pounds.
pub(crate) fn in_units(headlines: &Headlines<BLOCK>) -> Headlines<BLOCK> {
    let mut headlines = *headlines;
    let cost = &mut headlines[RunHeadline::Cost as usize];
    *cost = Lanes(cost.0.map(|pence| pence / Pence::IN_A_POUND));
    headlines
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
