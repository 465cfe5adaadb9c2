//! Which edits make a scenario only together.
//!
//! A set of edits that does not read is cut down to those that are at odds ([`least`] of what does not read); then
//! the whole plan, which does read, is cut down as far as they allow: what remains is what they need, and becomes one
//! part with them. Cutting goes by halves, so that it takes some `n log N` readings to find `n` of `N` edits.

use super::{Edits, has};

/// Finds which edits belong together.
pub(super) struct EditJoiner<'r> {
    /// Whether a set of edits makes a scenario. All edits together do.
    pub reads: &'r dyn Fn(Edits) -> bool,
}

/// The first `n` edits.
fn all(n: usize) -> Edits {
    (0..n).fold(0, |set, index| set | 1 << index)
}

impl EditJoiner<'_> {
    /// `n` edits in groups that make a scenario each; in the order of their first edits.
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
            groups.retain(|other| other & within == 0);
            groups.push(within);
            groups.sort_by_key(|group| group.trailing_zeros());
            // What was joined may stand before, where it read alone.
            next = 0;
        }
        groups
    }

    /// Of `edits`, which do not read, those that are at odds, with what they need of all `n`.
    pub(super) fn part_around(&self, edits: Edits, n: usize) -> Edits {
        let odds = least(edits, 0, n, &|set| !(self.reads)(set));
        least(all(n), odds, n, self.reads)
    }
}

/// A set from which nothing but `kept` can be left out so that `holds` still holds, as it does of `set`.
fn least(set: Edits, kept: Edits, n: usize, holds: &dyn Fn(Edits) -> bool) -> Edits {
    let free: Vec<usize> = (0..n).filter(|&index| has(set & !kept, index)).collect();
    let mut left = set;
    drop_from(&mut left, &free, holds);
    left
}

/// Leaves out of `set` as many of `these` as can be.
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
    fn edits_that_need_nothing_stand_alone() {
        assert_eq!(groups(3, |_| true), [0b001, 0b010, 0b100]);
        assert_eq!(groups(0, |_| true), [0; 0]);
    }

    #[test]
    fn an_edit_is_joined_with_what_it_needs_and_with_nothing_else() {
        // Edit 3 needs 1, and 5 needs both 3 and 0.
        let reads = |set| (!has(set, 3) || has(set, 1)) && (!has(set, 5) || has(set, 3) && has(set, 0));
        assert_eq!(groups(6, reads), [0b10_1011, 0b00_0100, 0b01_0000]);
    }

    #[test]
    fn two_that_are_at_odds_without_a_third_are_joined_when_they_meet() {
        // 0 and 2 read alone, and together only with 3.
        let reads = |set: Edits| !(has(set, 0) && has(set, 2)) || has(set, 3);
        assert_eq!(groups(5, reads).len(), 5);
        assert_eq!(EditJoiner { reads: &reads }.part_around(0b1_0111, 5), 0b0_1101);
    }
}
