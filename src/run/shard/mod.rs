//! A run in shards: each computes a share of its futures, on a machine of its own, and one puts the shares together.
//!
//! A command goes through the futures in *passes*: a run in one, and three with the further futures of its drivers. What a pass adds up is an
//! [`Accumulator`], which depends on the set of blocks alone. A shard computes the accumulators of its [`WorkShare`] of each pass and hands them
//! to a [`ShardRecorder`]. A merge takes the same way through the same passes, reads the accumulators of all shards from a [`ShardReader`]
//! instead of running futures, and adds them up: whatever follows is the code of a whole run, and so are its bytes.

mod accumulator;
mod passes;
mod reader;
mod recorder;
#[cfg(test)]
mod tests;
mod work_share;

pub(crate) use accumulator::{Accumulator, OtherShape, UnitList, append, join};
pub use reader::{ShardError, ShardPart, ShardReader};
pub use recorder::{PassLabel, RecordedPass, ShardRecorder};
pub use work_share::{WorkShare, assign_shares};

/// How the futures of a run are computed.
#[derive(Clone, Copy, Debug, Default)]
pub enum Execution<'a> {
    /// All of them, here.
    #[default]
    Whole,
    /// The share of one shard; what it adds up is recorded. Results are those of a part, and mean nothing by themselves.
    Shard(&'a ShardRecorder),
    /// None: they were computed in shards, and are read.
    Merge(&'a ShardReader<'a>),
    /// Some of those of a pass, here.
    Within {
        /// Number of the pass's futures before them.
        before: u64,
    },
}
