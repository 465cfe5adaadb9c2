//! How a command is executed: as a whole, in a shard, or from shards.

use std::sync::Arc;

use crate::run::{Execution, ShardReader, ShardRecorder};

/// How a command is executed; as a whole unless a shard or a merge sets it.
#[derive(Clone, Debug, Default)]
pub(crate) enum CommandExecution {
    #[default]
    Whole,
    Shard(Arc<ShardRecorder>),
    Merge(Arc<ShardReader<'static>>),
}

impl CommandExecution {
    pub(crate) fn execution(&self) -> Execution<'_> {
        match self {
            Self::Whole => Execution::Whole,
            Self::Shard(recorder) => Execution::Shard(recorder),
            Self::Merge(reader) => Execution::Merge(reader),
        }
    }

    /// Whether only a part is computed.
    pub(crate) fn is_shard(&self) -> bool {
        matches!(self, Self::Shard(_))
    }
}
