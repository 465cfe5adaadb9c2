//! Which share of the work a shard has.

use std::ops::Range;

/// A share of a task: the part from `from` to `to` of `of` equal parts, which is cut at whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkShare {
    /// First part, from 0.
    pub from: u64,
    /// One past the last part.
    pub to: u64,
    /// Number of parts; at least 1.
    pub of: u64,
}

impl WorkShare {
    /// All of a task.
    pub const WHOLE: Self = Self { from: 0, to: 1, of: 1 };

    /// Whether it is all of the task.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.from == 0 && self.to == self.of
    }

    /// The units in the share, of `units` in the task. Shares that adjoin have units that adjoin, and equal shares have numbers of units that
    /// differ by one at most.
    #[must_use]
    pub fn range(self, units: u64) -> Range<u64> {
        let cut = |part: u64| (u128::from(part) * u128::from(units) / u128::from(self.of.max(1))) as u64;
        cut(self.from)..cut(self.to)
    }
}

/// The tasks of which shard `index` (from 0) of `shards` has a share, given the number of blocks of each task.
///
/// With as many tasks as shards, or more, each shard has whole tasks, one after the other: task 0, `shards`, twice `shards` and so on for the first.
/// Otherwise the blocks of all tasks, one task after the other, are cut into `shards` pieces, whose numbers of blocks differ by one at most. The
/// shares of all shards make up every task exactly.
///
/// ```
/// use staffcast::run::{WorkShare, assign_shares};
///
/// assert_eq!(assign_shares(&[10, 10, 10], 2, 0), [(0, WorkShare::WHOLE), (2, WorkShare::WHOLE)]);
/// assert_eq!(assign_shares(&[10], 4, 1), [(0, WorkShare { from: 2, to: 5, of: 10 })]);
/// ```
#[must_use]
pub fn assign_shares(blocks: &[u64], shards: u64, index: u64) -> Vec<(usize, WorkShare)> {
    if shards <= blocks.len() as u64 {
        let own = (0..blocks.len()).filter(|&task| task as u64 % shards.max(1) == index);
        return own.map(|task| (task, WorkShare::WHOLE)).collect();
    }
    let held = WorkShare { from: index, to: index + 1, of: shards }.range(blocks.iter().sum());
    let mut before = 0;
    let mut shares = Vec::new();
    for (task, &of) in blocks.iter().enumerate() {
        let within = |at: u64| at.clamp(before, before + of) - before;
        let (from, to) = (within(held.start), within(held.end));
        if from < to {
            shares.push((task, WorkShare { from, to, of }));
        }
        before += of;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The units of a task, of `units`, that its shares have, in the order of the shards.
    fn covered(shares: &[(usize, WorkShare)], task: usize, units: u64) -> Vec<Range<u64>> {
        shares.iter().filter(|one| one.0 == task).map(|one| one.1.range(units)).collect()
    }

    proptest! {
        #[test]
        fn shares_make_up_every_task_and_every_pass_of_it(
            blocks in prop::collection::vec(1..400_u64, 1..9), shards in 1..60_u64, units in 0..3_000_u64,
        ) {
            let shares: Vec<_> = (0..shards).flat_map(|index| assign_shares(&blocks, shards, index)).collect();
            for (task, &of) in blocks.iter().enumerate() {
                for units in [units, of] {
                    let mut next = 0;
                    for range in covered(&shares, task, units) {
                        prop_assert_eq!(range.start, next);
                        prop_assert!(range.end >= next);
                        next = range.end;
                    }
                    prop_assert_eq!(next, units);
                }
            }
        }

        #[test]
        fn split_tasks_are_even_to_one_block(blocks in prop::collection::vec(1..400_u64, 1..9), more in 1..60_u64) {
            let shards = blocks.len() as u64 + more;
            let held = (0..shards).map(|index| {
                let own = assign_shares(&blocks, shards, index);
                own.iter().map(|(task, share)| { let range = share.range(blocks[*task]); range.end - range.start }).sum::<u64>()
            });
            let held: Vec<u64> = held.collect();
            prop_assert!(held.iter().max().unwrap() - held.iter().min().unwrap() <= 1, "{:?}", held);
        }

        #[test]
        fn no_task_is_split_while_there_are_as_many_tasks_as_shards(
            blocks in prop::collection::vec(1..400_u64, 1..30), shards in 1..30_u64,
        ) {
            prop_assume!(shards <= blocks.len() as u64);
            let own: Vec<_> = (0..shards).map(|index| assign_shares(&blocks, shards, index)).collect();
            prop_assert!(own.iter().flatten().all(|(_, share)| share.is_whole()));
            let numbers = own.iter().map(Vec::len);
            prop_assert!(numbers.clone().max().unwrap() - numbers.min().unwrap() <= 1);
        }
    }
}
