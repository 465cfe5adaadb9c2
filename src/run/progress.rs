//! How far a run is, and whether it is to go on.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Futures that are done.
    pub done: u64,
    /// Futures in all; of several plans, those of each.
    pub of: u64,
}

/// Told how far a run is; says whether it goes on.
pub type OnProgress<'a> = dyn Fn(Progress) -> ControlFlow<()> + Sync + 'a;

/// A run was stopped by who watches it, and has no results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the run was stopped before its end")
    }
}

impl std::error::Error for Cancelled {}

/// Counts futures as they are done, on whatever thread, and tells who watches.
pub(crate) struct ProgressCounter<'a> {
    watch: &'a OnProgress<'a>,
    done: AtomicU64,
    of: u64,
}

impl<'a> ProgressCounter<'a> {
    /// Of `of` futures, none of which is done.
    pub(crate) fn new(watch: &'a OnProgress<'a>, of: u64) -> Self {
        Self { watch, done: AtomicU64::new(0), of }
    }

    /// `futures` more are done; an error where the run is not to go on.
    pub(crate) fn add(&self, futures: u64) -> Result<(), Cancelled> {
        let done = self.done.fetch_add(futures, Ordering::Relaxed) + futures;
        match (self.watch)(Progress { done, of: self.of }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Cancelled),
        }
    }
}
