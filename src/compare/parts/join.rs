//! Determines which edits form a valid scenario only together.
//!
//! An invalid set of edits is reduced to a minimal conflicting set ([`least`] of what is invalid). Then the whole plan,
//! which is valid, is reduced as far as possible while keeping that set: the remainder is what the set requires, and
//! becomes one part with it. Reduction is by bisection, so that finding `n` of `N` edits takes about `n log N` checks.

use super::{Edits, has};

/// Finds which edits belong together.
pub(super) struct EditJoiner<'r> {
    /// Whether a set of edits forms a valid scenario. All edits together must.
    pub reads: &'r dyn Fn(Edits) -> bool,
}

/// The first `n` edits.
fn all(n: usize) -> Edits {
    (0..n).fold(0, |set, index| set | 1 << index)
}

impl EditJoiner<'_> {
    /// Partitions `n` edits into groups that each form a valid scenario, in the order of their first edits.
    pub(super) fn groups(&self, n: usize) -> Vec<Edits> {
        let mut groups: Vec<Edits> = (0..n).map(|index| 1 << index).collect();
        let mut next = 0;
        while next < groups.len() {
            let group = groups[next];
            if (self.reads)(group) {
                next += 1;
                continue;
            }
            let part = self.part_around(group, n) | group;
            let within = groups.iter().filter(|&&other| other & part != 0).fold(part, |all, other| all | other);
            if within == group {
                // Not even all edits together read: nothing can be joined.
                next += 1;
                continue;
            }
            groups.retain(|other| other & within == 0);
            groups.push(within);
            groups.sort_by_key(|group| group.trailing_zeros());
            // A joined group can come before groups that were valid on their own.
            next = 0;
        }
        groups
    }

    /// Given invalid `edits`, the conflicting ones and what they require out of all `n`.
    pub(super) fn part_around(&self, edits: Edits, n: usize) -> Edits {
        let odds = least(edits, 0, n, &|set| !(self.reads)(set));
        least(all(n), odds, n, self.reads)
    }
}

/// A minimal subset of `set` that contains `kept` and satisfies `holds`, as `set` does.
fn least(set: Edits, kept: Edits, n: usize, holds: &dyn Fn(Edits) -> bool) -> Edits {
    let free: Vec<usize> = (0..n).filter(|&index| has(set & !kept, index)).collect();
    let mut left = set;
    drop_from(&mut left, &free, holds);
    left
}

/// Removes as many of `these` from `set` as possible.
fn drop_from(set: &mut Edits, these: &[usize], holds: &dyn Fn(Edits) -> bool) {
    let without = these.iter().fold(*set, |set, index| set & !(1 << index));
    if these.is_empty() || holds(without) {
        *set = without;
    } else if these.len() > 1 {
        let (first, second) = these.split_at(these.len() / 2);
        drop_from(set, first, holds);
        drop_from(set, second, holds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(n: usize, reads: impl Fn(Edits) -> bool) -> Vec<Edits> {
        EditJoiner { reads: &reads }.groups(n)
    }

    #[test]
    fn independent_edits_are_separate_parts() {
        assert_eq!(groups(3, |_| true), [0b001, 0b010, 0b100]);
        assert_eq!(groups(0, |_| true), [0; 0]);
    }

    #[test]
    fn an_edit_is_joined_only_with_what_it_requires() {
        // Edit 3 requires 1, and 5 requires both 3 and 0.
        let reads = |set| (!has(set, 3) || has(set, 1)) && (!has(set, 5) || has(set, 3) && has(set, 0));
        assert_eq!(groups(6, reads), [0b10_1011, 0b00_0100, 0b01_0000]);
    }

    #[test]
    fn two_edits_that_conflict_without_a_third_are_joined_when_combined() {
        // 0 and 2 are each valid alone, but together only with 3.
        let reads = |set: Edits| !(has(set, 0) && has(set, 2)) || has(set, 3);
        assert_eq!(groups(5, reads).len(), 5);
        assert_eq!(EditJoiner { reads: &reads }.part_around(0b1_0111, 5), 0b0_1101);
    }
}
