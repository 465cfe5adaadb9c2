//! Runs many replications: in fixed blocks, on any number of threads, with results that do not depend on the threads.
//!
//! [`layout`] defines the positions of a replication's figures in its row, [`row`] fills a row from the model's
//! records ([`spending`] its spending by line), [`engine`] runs replications one after the other, [`block`] a fixed number of them, [`waves`] several blocks at
//! a time on all threads, [`looks`] says when a run may stop, [`progress`] reports progress, and [`tally`] keeps of each figure what the summary needs.
//! [`headlines`] adds up the headlines over the run, and [`kept`] keeps them for the first replications; [`kept_blocks`]
//! keeps all figures of a short run.
//! A run may be divided into shards ([`shard`]).
//! [`mod@figures`] computes a single figure of every replication, and [`ledger`] keeps everything that happens in one.

mod block;
mod cell_tallies;
mod columns;
pub(crate) mod engine;
mod figures;
pub(crate) mod headlines;
mod kept;
mod kept_blocks;
pub(crate) mod layout;
pub(crate) mod ledger;
pub(crate) mod looks;
mod progress;
mod row;
mod shard;
mod spending;
mod tallies;
mod tally;
mod waves;

pub(crate) use block::{BLOCK, replications};
pub(crate) use columns::Columns;
pub(crate) use engine::Engine;
pub(crate) use figures::{
    figures, figures_by_block, headlines_and_targets, headlines_and_targets_of, in_units, side_by_side, target_series,
};
pub use headlines::RunHeadline;
pub(crate) use headlines::{HeadlineEngine, Headlines};
pub use kept::KeptReplications;
pub(crate) use kept_blocks::KeptBlocks;
pub(crate) use layout::Layout;
pub use layout::ResponseFigure;
pub(crate) use layout::SpendingFigure;
pub(crate) use ledger::{Ledger, LedgerMonth, trace};
pub(crate) use looks::Wave;
pub(crate) use progress::ProgressCounter;
pub use progress::{Cancelled, Progress};
pub(crate) use shard::{Accumulator, OtherShape, UnitList, append, join};
pub use shard::{
    Execution, PassLabel, RecordedPass, ShardError, ShardPart, ShardReader, ShardRecorder, WorkShare, assign_shares,
};
pub(crate) use tallies::{Tallies, TallySource, scale_of};
pub(crate) use tally::{Scale, Tally, merge_tallies};
pub(crate) use waves::{Waves, for_each_block, for_each_tally, origin, try_for_each};

use std::ops::ControlFlow;

use crate::model::Replication;
use crate::plan::Plan;

/// How a run is carried out. Only `replications` and `first` affect results, if all of it is executed or put together.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Number of replications.
    pub replications: u64,
    /// Number of the first replication; 1 unless replications independent of those from 1 onwards are required.
    pub first: u64,
    /// Number of threads; by default the number of available cores. With 1, everything runs on the calling thread.
    pub threads: Option<usize>,
    /// Progress callback, called after each block of replications on any thread. It breaks to stop the run.
    pub watch: &'a (dyn Fn(Progress) -> ControlFlow<()> + Sync + 'a),
    /// Which replications are computed here; all by default.
    pub execution: Execution<'a>,
}

impl Options<'_> {
    /// The number of replications in the plan's scenario, on all cores, without a progress callback.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        Self::new(plan.scenario().replications)
    }

    /// The given number of replications, on all cores, without a progress callback.
    #[must_use]
    pub fn new(replications: u64) -> Self {
        Self {
            replications,
            first: 1,
            threads: None,
            watch: &|_| ControlFlow::Continue(()),
            execution: Execution::Whole,
        }
    }
}

/// Stack of a thread, bytes: that of a main thread. A block of replications needs much of it where nothing is optimised.
#[cfg(feature = "parallel")]
const STACK: usize = 8 << 20;

/// Runs `work` on the requested number of threads; only on the calling thread if that is one, or if no more can be
/// started.
pub(crate) fn on_threads<T: Send>(threads: Option<usize>, work: impl FnOnce() -> T + Send) -> T {
    #[cfg(feature = "parallel")]
    {
        // Without an explicit number rayon would take it from the environment.
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads = threads.unwrap_or_else(cores);
        let pool = || rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build().ok();
        if let Some(pool) = (threads > 1).then(pool).flatten() {
            return pool.install(work);
        }
    }
    let _ = threads;
    work()
}

/// Whether there is a thread pool to share work. Without one rayon would start its own, or panic if it cannot.
#[cfg(feature = "parallel")]
pub(crate) fn is_shared() -> bool {
    rayon::current_thread_index().is_some()
}

/// The figures of one replication.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct ReplicationRow {
    /// All figures, in the order of [`Layout`]; `NaN` if undefined.
    pub values: Vec<f64>,
}

impl PartialEq for ReplicationRow {
    /// Rows are equal if all figures are equal to the bit; a missing figure equals a missing one.
    fn eq(&self, other: &Self) -> bool {
        self.values.len() == other.values.len()
            && self.values.iter().zip(&other.values).all(|(one, two)| one.to_bits() == two.to_bits())
    }
}

impl Plan {
    /// Runs only replication `n` (from 1): its figures are the same as in a run of any size.
    ///
    /// ```
    /// # use staffcast::{plan::Plan, scenario::Scenario};
    /// # let plan = Plan::new(Scenario::parse(staffcast::examples::SMALL).expect("a scenario"));
    /// assert_eq!(plan.future(7), plan.future(7));
    /// assert_ne!(plan.future(7), plan.future(8));
    /// ```
    #[doc(hidden)]
    #[must_use]
    pub fn future(&self, n: u64) -> ReplicationRow {
        self.run_replication(Replication::new(n))
    }

    /// The replication with these draws of inputs and chance.
    #[doc(hidden)]
    #[must_use]
    pub fn run_replication(&self, future: Replication) -> ReplicationRow {
        ReplicationRow { values: Engine::<1>::new(self).run_one(future) }
    }
}
