//! Many futures: replications in fixed blocks, on as many threads as asked for, with results that depend on neither.
//!
//! [`layout`] says where a replication's figures stand in its row, [`row`] fills a row from what the model records,
//! [`engine`] runs one future after the other, [`block`] a fixed number of replications, [`waves`] several blocks at a time on all
//! threads, [`progress`] tells how far it is, and [`tally`] keeps of each figure what the summary needs.
//! [`mod@figures`] reads one figure of every future, and [`ledger`] keeps all that happens in one.

mod block;
mod columns;
mod engine;
mod figures;
mod headlines;
pub(crate) mod layout;
mod ledger;
mod progress;
mod row;
mod tallies;
mod tally;
mod waves;

pub(crate) use block::BLOCK;
pub(crate) use columns::Columns;
pub use engine::Engine;
pub(crate) use figures::figures;
pub use headlines::RunHeadline;
pub(crate) use headlines::{HeadlineEngine, Headlines};
pub use layout::Layout;
pub use ledger::{Ledger, LedgerMonth, trace};
pub(crate) use progress::ProgressCounter;
pub use progress::{Cancelled, OnProgress, Progress};
pub(crate) use tallies::{Tallies, finest_width};
pub(crate) use tally::Tally;
pub(crate) use waves::{Waves, for_each_block, for_each_tally};

use std::ops::ControlFlow;

use crate::model::Replication;
use crate::plan::Plan;

/// How a run is carried out. Only `replications` and `first` change results.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// How many futures.
    pub replications: u64,
    /// The first of them; 1 but where futures are wanted that are independent of those from 1 on.
    pub first: u64,
    /// How many threads; as many as the system gives this program cores where left out. One is the thread that asks.
    pub threads: Option<usize>,
    /// Told after each block of futures, on any thread, how far the run is; says whether it goes on.
    pub watch: &'a OnProgress<'a>,
}

impl Options<'_> {
    /// As many replications as the plan's scenario asks for, all cores, nobody who watches.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        Self::new(plan.scenario().replications)
    }

    /// So many replications, all cores, nobody who watches.
    #[must_use]
    pub fn new(replications: u64) -> Self {
        Self { replications, first: 1, threads: None, watch: &|_| ControlFlow::Continue(()) }
    }
}

/// Does `work` on as many threads as asked for; on the calling thread alone where it is one, or where no more can be had.
pub(crate) fn on_threads<T: Send>(threads: Option<usize>, work: impl FnOnce() -> T + Send) -> T {
    #[cfg(feature = "parallel")]
    {
        // Asked without a number, rayon would take it from the environment.
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads = threads.unwrap_or_else(cores);
        let pool = || rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok();
        if let Some(pool) = (threads > 1).then(pool).flatten() {
            return pool.install(work);
        }
    }
    let _ = threads;
    work()
}

/// Whether there are threads to share work with. Where there are none rayon would start some of its own, or panic where it
/// cannot.
#[cfg(feature = "parallel")]
pub(crate) fn is_shared() -> bool {
    rayon::current_thread_index().is_some()
}

/// One future's figures.
#[derive(Clone, Debug)]
pub struct ReplicationRow {
    /// Every figure, as [`Layout`] places it; not a number where it is missing.
    pub values: Vec<f64>,
}

impl PartialEq for ReplicationRow {
    /// Rows are equal where every figure is, to the bit; a missing figure equals a missing one.
    fn eq(&self, other: &Self) -> bool {
        self.values.len() == other.values.len()
            && self.values.iter().zip(&other.values).all(|(one, two)| one.to_bits() == two.to_bits())
    }
}

impl Plan {
    /// Future `n` (from 1) on its own: the figures it has among any number of others.
    ///
    /// ```
    /// # use staffcast::{plan::Plan, scenario::Scenario};
    /// # let plan = Plan::new(Scenario::parse(staffcast::examples::SMALL).expect("a scenario"));
    /// assert_eq!(plan.future(7), plan.future(7));
    /// assert_ne!(plan.future(7), plan.future(8));
    /// ```
    #[must_use]
    pub fn future(&self, n: u64) -> ReplicationRow {
        self.run_replication(Replication::new(n))
    }

    /// The future with these draws of inputs and of chance.
    #[must_use]
    pub fn run_replication(&self, future: Replication) -> ReplicationRow {
        ReplicationRow { values: Engine::new(self).run(future).to_vec() }
    }
}
