//! When a run that may stop early is looked at.

/// Number of replications before the first look: means of skewed figures need about as many before their errors can be trusted.
const FIRST_LOOK: u64 = 1_024;
/// A look comes at a multiple of this number, so that it ends a wave.
const GRID: u64 = 512;
/// Looks are this share of the replications apart: on average a run goes on for half of that longer than needed.
const SPACING: u64 = 32;

/// The look after the one at `last` replications; the first if `last` is 0. It depends on nothing else, so neither does where a run stops.
pub(super) fn next_look(last: u64) -> u64 {
    if last == 0 { FIRST_LOOK } else { last + GRID.max(last / SPACING / GRID * GRID) }
}

/// A wave of replications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wave {
    /// Number of replications before it.
    pub before: u64,
    /// Number of replications in it.
    pub replications: u64,
    /// Whether it ends at a look, or with it a run that is looked at.
    pub is_look: bool,
}

/// The waves of a run of `all` replications, at most `size` in each; if `is_looked_at`, a wave ends at every look.
pub(crate) fn waves(all: u64, size: u64, is_looked_at: bool) -> impl Iterator<Item = Wave> {
    let (mut before, mut look) = (0, if is_looked_at { next_look(0) } else { all });
    std::iter::from_fn(move || {
        let after = all.min(before + size).min(look);
        let is_look = is_looked_at && (after == look || after == all);
        let wave = Wave { before, replications: after - before, is_look };
        before = after;
        if is_look {
            look = next_look(look);
        }
        (wave.replications > 0).then_some(wave)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a run is looked at, with waves of a size.
    fn looks(all: u64, size: u64) -> Vec<u64> {
        waves(all, size, true).filter(|wave| wave.is_look).map(|wave| wave.before + wave.replications).collect()
    }

    #[test]
    fn looks_do_not_depend_on_the_size_of_waves() {
        for all in [1, 512, 1_000, 1_024, 1_025, 100_000] {
            assert_eq!(looks(all, 512), looks(all, 1_024));
            assert_eq!(looks(all, 512), looks(all, 4_096));
            assert_eq!(looks(all, 512).last(), Some(&all));
            assert_eq!(waves(all, 512, true).map(|wave| wave.replications).sum::<u64>(), all);
        }
        assert!(
            waves(5_000, 4_096, false)
                .all(|wave| !wave.is_look && (wave.replications == 4_096 || wave.before == 4_096))
        );
        assert_eq!(looks(2_600, 512), [1_024, 1_536, 2_048, 2_560, 2_600]);
    }

    #[test]
    fn looks_are_at_most_a_thirty_second_apart_once_there_are_many_futures() {
        let all = looks(1_000_000, 512);
        assert!(all.windows(2).all(|pair| pair[1] - pair[0] <= 512.max(pair[0] / 32)), "{all:?}");
        assert!(all.len() < 250, "{}", all.len());
    }
}
