//! One pass over futures, or over other units, as a run is executed.

use std::ops::Range;

use super::{Accumulator, Execution, PassLabel};
use crate::run::{BLOCK, Cancelled, Options, ProgressCounter};

impl<'a> Options<'a> {
    /// A pass over the futures of these options, called `name`: `add` adds those that it is given to `empty`. They are all of them, those of a
    /// shard, or none if they are read; cut at whole blocks.
    pub(crate) fn over_futures<A: Accumulator>(
        &self,
        name: &str,
        empty: A,
        add: impl FnOnce(&Options<'a>, &mut A) -> Result<(), Cancelled>,
    ) -> Result<A, Cancelled> {
        let blocks = self.replications.div_ceil(BLOCK as u64);
        self.over_units(name, blocks, empty, |range, to| add(&self.within(range), to))
    }

    /// The same over any units, such as the plans of a sweep.
    pub(crate) fn over_units<A: Accumulator, E: From<Cancelled>>(
        &self,
        name: &str,
        units: u64,
        mut empty: A,
        add: impl FnOnce(Range<u64>, &mut A) -> Result<(), E>,
    ) -> Result<A, E> {
        match self.execution {
            Execution::Whole | Execution::Within { .. } => add(0..units, &mut empty)?,
            Execution::Merge(reader) => reader.add(name, units, &mut empty)?,
            Execution::Shard(recorder) => {
                let range = recorder.share().range(units);
                add(range.clone(), &mut empty)?;
                let label = PassLabel { name: name.to_owned(), from: range.start, to: range.end, of: units };
                recorder.record(label, &empty);
            }
        }
        Ok(empty)
    }

    /// These futures from block `range.start` to before block `range.end`.
    fn within(&self, range: Range<u64>) -> Self {
        let futures = |blocks: u64| self.replications.min(blocks.saturating_mul(BLOCK as u64));
        let (start, end) = (futures(range.start), futures(range.end));
        let before = self.before() + start;
        Self { first: self.first + start, replications: end - start, execution: Execution::Within { before }, ..*self }
    }

    /// Number of the pass's futures before these.
    pub(crate) fn before(&self) -> u64 {
        if let Execution::Within { before } = self.execution { before } else { 0 }
    }

    /// A counter of `futures` futures in all, of which a shard runs its share and a merge none.
    pub(crate) fn counter(&self, futures: u64) -> ProgressCounter<'a> {
        let own = match self.execution {
            Execution::Whole | Execution::Within { .. } => futures,
            Execution::Shard(recorder) => {
                let range = recorder.share().range(futures);
                range.end - range.start
            }
            Execution::Merge(_) => 0,
        };
        ProgressCounter::new(self.watch, own)
    }
}
