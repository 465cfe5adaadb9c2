//! Progress and cancellation of a run.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

/// Progress of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Replications completed.
    pub done: u64,
    /// Total replications, over all plans.
    pub of: u64,
}

/// Progress callback; it breaks to stop the run.
pub(crate) type OnProgress<'a> = dyn Fn(Progress) -> ControlFlow<()> + Sync + 'a;

/// The run was stopped by its progress callback, and has no results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the run was cancelled")
    }
}

impl std::error::Error for Cancelled {}

/// Counts completed replications on any thread, and calls the progress callback.
pub(crate) struct ProgressCounter<'a> {
    watch: &'a OnProgress<'a>,
    done: AtomicU64,
    of: u64,
}

impl<'a> ProgressCounter<'a> {
    /// A counter up to `of` replications, starting at zero.
    pub(crate) fn new(watch: &'a OnProgress<'a>, of: u64) -> Self {
        Self { watch, done: AtomicU64::new(0), of }
    }

    /// Adds completed replications; an error if the run must stop.
    pub(crate) fn add(&self, futures: u64) -> Result<(), Cancelled> {
        let done = self.done.fetch_add(futures, Ordering::Relaxed) + futures;
        match (self.watch)(Progress { done, of: self.of }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Cancelled),
        }
    }
}
