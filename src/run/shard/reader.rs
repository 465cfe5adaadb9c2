//! What all shards have added up, pass by pass.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::{Accumulator, PassLabel};
use crate::run::Cancelled;

/// What one shard has added up in a task, pass by pass.
pub struct ShardPart<'a> {
    /// The shard, as messages name it.
    pub name: String,
    /// Its passes, in order.
    pub passes: Vec<PassLabel>,
    /// Reads the bytes of the pass at an index.
    pub load: Box<dyn Fn(usize) -> Result<Vec<u8>, String> + Send + Sync + 'a>,
}

/// Why shards cannot be put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShardError {
    /// The bytes of a pass could not be read.
    Unreadable {
        /// The shard.
        shard: String,
        /// Why.
        reason: String,
    },
    /// A shard lacks the expected pass.
    OtherPass {
        /// The shard.
        shard: String,
        /// The pass that is expected.
        pass: String,
    },
    /// A pass has units that no shard has, or that two have.
    NotCovered {
        /// The pass.
        pass: String,
        /// The first unit that none or two of the shards have, from 0.
        unit: u64,
    },
    /// The figures of a shard are not those of the scenario.
    OtherFigures {
        /// The shard.
        shard: String,
        /// The pass.
        pass: String,
    },
}

impl fmt::Display for ShardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { shard, reason } => write!(f, "{shard}: {reason}"),
            Self::OtherPass { shard, pass } => write!(f, "{shard}: the pass `{pass}` is missing or of another length"),
            Self::NotCovered { pass, unit } => {
                write!(f, "the shards have block {} of the pass `{pass}` twice or not at all", unit + 1)
            }
            Self::OtherFigures { shard, pass } => {
                write!(f, "{shard}: the figures of the pass `{pass}` are not those of the scenario")
            }
        }
    }
}

impl std::error::Error for ShardError {}

/// Reads what all shards have added up in a task, pass by pass.
pub struct ShardReader<'a> {
    parts: Vec<ShardPart<'a>>,
    /// Number of passes that were read.
    read: AtomicUsize,
    error: Mutex<Option<ShardError>>,
}

impl fmt::Debug for ShardReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShardReader").field("parts", &self.parts.len()).finish_non_exhaustive()
    }
}

impl<'a> ShardReader<'a> {
    /// Of all shards of a task, in any order.
    #[must_use]
    pub fn new(parts: Vec<ShardPart<'a>>) -> Self {
        Self { parts, read: AtomicUsize::new(0), error: Mutex::default() }
    }

    /// Why a merge that reported [`Cancelled`] came to nothing; `None` if it was cancelled.
    #[must_use]
    pub fn error(&self) -> Option<ShardError> {
        self.error.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Adds the next pass of all shards to `accumulator`, which is empty.
    pub(super) fn add<A: Accumulator>(&self, name: &str, units: u64, accumulator: &mut A) -> Result<(), Cancelled> {
        let index = self.read.fetch_add(1, Ordering::Relaxed);
        self.add_pass(index, name, units, accumulator).map_err(|error| {
            self.error.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            Cancelled
        })
    }

    fn add_pass<A: Accumulator>(
        &self,
        index: usize,
        name: &str,
        units: u64,
        accumulator: &mut A,
    ) -> Result<(), ShardError> {
        let mut next = 0;
        for (label, part) in self.in_order(index, name, units)? {
            if label.from != next || label.to < next || label.to > units {
                return Err(ShardError::NotCovered { pass: name.to_owned(), unit: next.min(label.from) });
            }
            next = label.to;
            let unreadable = |reason| ShardError::Unreadable { shard: part.name.clone(), reason };
            let bytes = (part.load)(index).map_err(unreadable)?;
            let other = || ShardError::OtherFigures { shard: part.name.clone(), pass: name.to_owned() };
            let (later, rest) = postcard::take_from_bytes::<A>(&bytes).map_err(|_| other())?;
            let is_all = rest.is_empty() && later.length().is_none_or(|length| length == label.to - label.from);
            accumulator.merge(later).ok().filter(|()| is_all).ok_or_else(other)?;
        }
        if next == units { Ok(()) } else { Err(ShardError::NotCovered { pass: name.to_owned(), unit: next }) }
    }

    /// The shares of a pass in the order of their units.
    fn in_order(&self, index: usize, name: &str, units: u64) -> Result<Vec<(&PassLabel, &ShardPart<'a>)>, ShardError> {
        let label = |part: &'_ ShardPart<'a>| {
            let found = part.passes.get(index).filter(|label| label.name == name && label.of == units);
            found.cloned().ok_or_else(|| ShardError::OtherPass { shard: part.name.clone(), pass: name.to_owned() })
        };
        self.parts.iter().try_for_each(|part| label(part).map(drop))?;
        let mut shares: Vec<_> = self.parts.iter().filter_map(|part| Some((part.passes.get(index)?, part))).collect();
        shares.sort_by_key(|(label, _)| (label.from, label.to));
        Ok(shares)
    }
}
