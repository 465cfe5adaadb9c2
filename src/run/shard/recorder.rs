//! What a shard adds up, pass by pass.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::{Accumulator, WorkShare};

/// A pass of which a shard has a share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassLabel {
    /// What it adds up.
    pub name: String,
    /// First unit of the share, from 0. A unit is a block of 64 futures or, where that is what is shared, a plan or a forecast.
    pub from: u64,
    /// One past the last unit.
    pub to: u64,
    /// Number of units of the pass.
    pub of: u64,
}

/// What a shard has added up in a pass.
#[derive(Clone, Debug)]
pub struct RecordedPass {
    /// Which pass, and which share of it.
    pub label: PassLabel,
    /// The accumulator, in the `postcard` format: the same for the same futures.
    pub bytes: Vec<u8>,
}

/// Records what a shard adds up, pass by pass.
#[derive(Debug)]
pub struct ShardRecorder {
    share: WorkShare,
    passes: Mutex<Vec<RecordedPass>>,
}

impl ShardRecorder {
    /// Of a shard with this share of a task; nothing is recorded yet.
    #[must_use]
    pub fn new(share: WorkShare) -> Self {
        Self { share, passes: Mutex::default() }
    }

    /// Its share of the task.
    pub(super) fn share(&self) -> WorkShare {
        self.share
    }

    /// Records the next pass.
    pub(super) fn record(&self, label: PassLabel, accumulator: &impl Accumulator) {
        // Writing to memory does not fail, nor are there maps with keys of unknown number.
        let bytes = postcard::to_allocvec(accumulator).unwrap_or_default();
        self.passes.lock().unwrap_or_else(PoisonError::into_inner).push(RecordedPass { label, bytes });
    }

    /// What was recorded, in the order of the passes; nothing the next time.
    #[must_use]
    pub fn take_passes(&self) -> Vec<RecordedPass> {
        std::mem::take(&mut *self.passes.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
