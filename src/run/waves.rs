//! Runs replications in waves: enough blocks at a time to keep every thread busy, in memory that is reused for the next
//! wave.

use std::sync::{Mutex, PoisonError};

use super::block::{BLOCK, BlockRunner};
use super::columns::Columns;
use super::kept::BlockKeeper;
use super::looks::{self, Wave};
use super::tally::Tally;
use super::{Cancelled, Layout, Options, ProgressCounter};
use crate::plan::Plan;

/// Minimum number of blocks in a wave: each wave reads all tallies from memory, and a block takes half a kilobyte a figure. It
/// does not affect results.
const BLOCKS: u64 = 8;

/// Runs the replications of a plan, wave by wave.
pub(crate) struct Waves<'a> {
    plan: &'a Plan,
    layout: Layout,
    keeper: BlockKeeper,
    options: Options<'a>,
    counter: &'a ProgressCounter<'a>,
    idle: Mutex<Vec<BlockRunner<'a>>>,
}

impl<'a> Waves<'a> {
    pub(crate) fn new(plan: &'a Plan, options: &Options<'a>, counter: &'a ProgressCounter<'a>) -> Self {
        let (layout, keeper) = (Layout::new(plan), BlockKeeper::new(plan, options));
        Self { plan, layout, keeper, options: *options, counter, idle: Mutex::default() }
    }

    /// The waves, in order; if the run `is_looked_at`, those that end at a look are marked.
    pub(crate) fn all(&self, is_looked_at: bool) -> impl Iterator<Item = Wave> + use<> {
        looks::waves(self.options.replications, blocks_in_wave() * BLOCK as u64, is_looked_at)
    }

    /// Runs the blocks of a wave, in any order, into `blocks`.
    pub(crate) fn run(&self, wave: &Wave, blocks: &mut Vec<Columns>) -> Result<(), Cancelled> {
        let (first, left) = (wave.before, wave.replications);
        blocks.resize_with(left.div_ceil(BLOCK as u64) as usize, Columns::default);
        let one = |(place, columns): (usize, &mut Columns)| {
            let done = place as u64 * BLOCK as u64;
            columns.resize(self.layout.cells(), (left - done).min(BLOCK as u64) as usize);
            self.run_block(self.options.first + first + done, columns)
        };
        #[cfg(feature = "parallel")]
        if super::is_shared() {
            use rayon::prelude::*;
            return blocks.par_iter_mut().enumerate().with_max_len(1).try_for_each(one);
        }
        blocks.iter_mut().enumerate().try_for_each(one)
    }

    fn run_block(&self, first: u64, columns: &mut Columns) -> Result<(), Cancelled> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let runner = idle().pop();
        let mut runner = runner.unwrap_or_else(|| BlockRunner::new(self.plan));
        runner.run_and_keep(first, columns, &self.keeper);
        idle().push(runner);
        self.counter.add(columns.replications() as u64)
    }
}

/// The figures of replication 1 of a plan, from which tallies measure deviations.
pub(crate) fn origin(plan: &Plan) -> Columns {
    let mut columns = Columns::new(Layout::new(plan).cells(), 1);
    BlockRunner::new(plan).run(1, &mut columns);
    columns
}

fn blocks_in_wave() -> u64 {
    #[cfg(feature = "parallel")]
    if super::is_shared() {
        return BLOCKS.max(rayon::current_num_threads() as u64);
    }
    BLOCKS
}

/// Calls `add` with every tally and its index, on all threads.
pub(crate) fn for_each_tally(tallies: &mut [Tally], add: impl Fn(usize, &mut Tally) + Sync) {
    #[cfg(feature = "parallel")]
    if super::is_shared() {
        use rayon::prelude::*;
        // Neighbouring cells share memory pages.
        return tallies.par_iter_mut().enumerate().with_min_len(64).for_each(|(cell, tally)| add(cell, tally));
    }
    tallies.iter_mut().enumerate().for_each(|(cell, tally)| add(cell, tally));
}

/// What `of` returns for every item and its index, computed on all threads.
pub(super) fn map_all<S: Sync, T: Send>(items: &[S], of: impl Fn(usize, &S) -> T + Sync + Send) -> Vec<T> {
    #[cfg(feature = "parallel")]
    if super::is_shared() {
        use rayon::prelude::*;
        return items.par_iter().enumerate().with_min_len(64).map(|(index, item)| of(index, item)).collect();
    }
    items.iter().enumerate().map(|(index, item)| of(index, item)).collect()
}

/// Calls `work` with every item, on all threads.
///
/// # Errors
/// The error of an item.
pub(crate) fn try_for_each<T: Send, E: Send>(
    items: &mut [T],
    work: impl Fn(&mut T) -> Result<(), E> + Sync,
) -> Result<(), E> {
    #[cfg(feature = "parallel")]
    if super::is_shared() {
        use rayon::prelude::*;
        return items.par_iter_mut().with_max_len(1).try_for_each(&work);
    }
    items.iter_mut().try_for_each(&work)
}

/// Calls `work` with every block and its index, on all threads.
pub(crate) fn for_each_block(blocks: &mut [Columns], work: impl Fn(usize, &mut Columns) + Sync) {
    #[cfg(feature = "parallel")]
    if super::is_shared() {
        use rayon::prelude::*;
        return blocks.par_iter_mut().enumerate().with_max_len(1).for_each(|(place, block)| work(place, block));
    }
    blocks.iter_mut().enumerate().for_each(|(place, block)| work(place, block));
}
