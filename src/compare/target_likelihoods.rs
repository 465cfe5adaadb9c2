//! How likely each plan is to meet the targets of the base, each and all in the same future, and how far two plans differ in that on the
//! same futures.
//!
//! Whether a target is met is one bit of a future, so a block of 64 is a word, and the futures in which only one of two plans meets a
//! target are counted with a few operations.

use serde::{Deserialize, Serialize};

use super::pairing::shared_targets;
use crate::plan::Plan;
use crate::run::{
    Accumulator, BLOCK, Cancelled, Columns, Layout, Options, OtherShape, figures_by_block, join, target_series,
};

/// What is asked of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// All targets of the base, in the same future.
    AllTargets,
    /// The target of the base at this index.
    Target(usize),
}

impl Goal {
    fn place(self) -> usize {
        match self {
            Self::AllTargets => 0,
            Self::Target(index) => 1 + index,
        }
    }
}

/// The difference in likelihood between two plans: the first less the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LikelihoodContrast {
    /// Mean; `NaN` if it is known in no future.
    pub mean: f64,
    /// Paired standard error: from the futures in which only one of the two meets the goal.
    pub mc_error: f64,
}

/// A goal in the futures of a block, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct GoalOutcome {
    met: u64,
    /// Futures in which it is known whether it is met: a measure may be undefined.
    known: u64,
}

impl GoalOutcome {
    fn of(column: &[f64]) -> Self {
        let bits = |holds: fn(f64) -> bool| {
            column.iter().enumerate().fold(0, |bits, (place, &value)| bits | u64::from(holds(value)) << place)
        };
        Self { met: bits(|met| met > 0.0), known: bits(|met| !met.is_nan()) }
    }

    /// Both: not met where either is known not to be.
    fn and(self, other: Self) -> Self {
        let (met, missed) = (self.met & other.met, (self.known & !self.met) | (other.known & !other.met));
        Self { met, known: met | missed }
    }
}

/// How likely a plan is to meet each goal of the base, all targets first, on the replications of `options`; `None` where it is known in no
/// future. Only what the targets are read from is computed.
///
/// # Errors
/// [`Cancelled`] if the progress callback breaks.
pub(crate) fn likelihoods_of_goals(
    base: &Plan,
    plan: &Plan,
    options: &Options<'_>,
) -> Result<Vec<Option<f64>>, Cancelled> {
    let reader = GoalReader::new(base, plan);
    let counter = options.counter(options.replications);
    let read = |_, columns: &Columns, _: &_| reader.read(columns);
    let blocks = figures_by_block(plan, options, &counter, &target_series(plan), read)?;
    let mut met = vec![MetCount::default(); reader.count()];
    for block in &blocks {
        met.iter_mut().zip(block).for_each(|(met, outcome)| met.add(outcome));
    }
    Ok(met.into_iter().map(MetCount::likelihood).collect())
}

/// The goals in the futures of a wave: by block, then goal in the order of [`Goal::place`].
pub(super) type WaveOutcomes = Vec<Vec<GoalOutcome>>;

/// Where a plan's rows say whether the targets of the base are met.
pub(super) struct GoalReader {
    /// By target of the base; `None` if the plan does not have it.
    cells: Vec<Option<usize>>,
}

impl GoalReader {
    pub(super) fn new(base: &Plan, plan: &Plan) -> Self {
        let (layout, shared) = (Layout::new(plan), shared_targets(base.scenario(), plan.scenario()));
        let cell = |index: usize| {
            let found = shared.iter().find(|(here, _)| *here == index);
            found.map(|&(_, there)| layout.target(there))
        };
        Self { cells: (0..base.scenario().targets.len()).map(cell).collect() }
    }

    /// Number of goals.
    pub(super) fn count(&self) -> usize {
        1 + self.cells.len()
    }

    /// The goals in a block.
    pub(super) fn read(&self, block: &Columns) -> Vec<GoalOutcome> {
        debug_assert!(block.replications() <= BLOCK);
        let of_cell =
            |cell: &Option<usize>| cell.map_or(GoalOutcome::default(), |cell| GoalOutcome::of(block.column(cell)));
        let each: Vec<GoalOutcome> = self.cells.iter().map(of_cell).collect();
        let all = each.iter().copied().reduce(GoalOutcome::and).unwrap_or_default();
        // Without one of the targets it is unknown whether all are met, even where another is missed.
        let all = if self.cells.iter().all(Option::is_some) { all } else { GoalOutcome::default() };
        std::iter::once(all).chain(each).collect()
    }
}

/// In how many futures a goal is met, of those in which it is known.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct MetCount {
    met: u64,
    known: u64,
}

impl MetCount {
    pub(super) fn add(&mut self, outcome: &GoalOutcome) {
        self.met += u64::from(outcome.met.count_ones());
        self.known += u64::from(outcome.known.count_ones());
    }

    /// Adds later futures.
    pub(super) fn merge(&mut self, later: Self) {
        self.met = self.met.saturating_add(later.met);
        self.known = self.known.saturating_add(later.known);
    }

    /// The likelihood; `None` if it is known in no future.
    pub(super) fn likelihood(self) -> Option<f64> {
        (self.known > 0).then(|| self.met as f64 / self.known as f64)
    }
}

/// Futures in which both plans know a goal, and in which only one of them meets it.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Discordance {
    known: u64,
    only_one: u64,
    only_other: u64,
}

impl Discordance {
    fn add(&mut self, one: GoalOutcome, other: GoalOutcome) {
        let known = one.known & other.known;
        let count = |bits: u64| u64::from(bits.count_ones());
        self.known += count(known);
        self.only_one += count(known & one.met & !other.met);
        self.only_other += count(known & other.met & !one.met);
    }

    fn merge(&mut self, later: Self) {
        self.known = self.known.saturating_add(later.known);
        self.only_one = self.only_one.saturating_add(later.only_one);
        self.only_other = self.only_other.saturating_add(later.only_other);
    }

    /// The difference and its error: that of the mean of values that are 1, 0 or -1 (as in McNemar's test).
    fn contrast(self) -> LikelihoodContrast {
        let [n, one, other] = [self.known, self.only_one, self.only_other].map(|count| count as f64);
        let mean = (one - other) / n;
        let variance = if self.known > 1 { (one + other - n * mean * mean) / (n - 1.0) } else { 0.0 };
        let error = if variance > 0.0 { (variance / n).sqrt() } else { 0.0 };
        LikelihoodContrast { mean, mc_error: error }
    }
}

/// How likely the base and every alternative meet the goals, and every two of them beside each other.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TargetLikelihoods {
    goals: usize,
    /// By plan, the base first, then goal.
    met: Vec<Vec<MetCount>>,
    /// By plan, by other plan, then goal.
    pairs: Vec<Vec<Vec<Discordance>>>,
}

impl TargetLikelihoods {
    /// None yet of this number of plans, the base included, and targets.
    pub(super) fn new(plans: usize, targets: usize) -> Self {
        let goals = 1 + targets;
        let zero = vec![Discordance::default(); goals];
        Self { goals, met: vec![vec![MetCount::default(); goals]; plans], pairs: vec![vec![zero; plans]; plans] }
    }

    /// Adds a wave: the goals of the base, then those of every alternative.
    pub(super) fn add<'w>(&mut self, waves: impl Iterator<Item = &'w WaveOutcomes>) {
        let waves: Vec<&WaveOutcomes> = waves.collect();
        for (plan, wave) in waves.iter().enumerate() {
            for (place, block) in wave.iter().enumerate() {
                for goal in 0..self.goals {
                    self.met[plan][goal].add(&block[goal]);
                    for (other, others) in waves.iter().enumerate() {
                        self.pairs[plan][other][goal].add(block[goal], others[place][goal]);
                    }
                }
            }
        }
    }

    /// The likelihood that a plan, 0 for the base, meets a goal; `None` if it is known in no future, or if there is no such plan or goal.
    pub(super) fn likelihood(&self, plan: usize, goal: Goal) -> Option<f64> {
        self.met.get(plan)?.get(goal.place())?.likelihood()
    }

    /// The likelihood of the first plan less that of the second; `None` if there is no such plan or goal.
    pub(super) fn contrast(&self, one: usize, other: usize, goal: Goal) -> Option<LikelihoodContrast> {
        Some(self.pairs.get(one)?.get(other)?.get(goal.place())?.contrast())
    }
}

impl Accumulator for TargetLikelihoods {
    fn merge(&mut self, later: Self) -> Result<(), OtherShape> {
        join(&mut self.met, later.met, |ours, later| merge_counts(ours, later))?;
        join(&mut self.pairs, later.pairs, |ours, later| {
            join(ours, later, |ours, later| {
                join(ours, later, |ours, later| {
                    ours.merge(later);
                    Ok(())
                })
            })
        })
    }
}

/// Adds the counts of later futures, goal by goal.
pub(super) fn merge_counts(ours: &mut [MetCount], later: Vec<MetCount>) -> Result<(), OtherShape> {
    join(ours, later, |ours, later| {
        ours.merge(later);
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(values: &[f64]) -> GoalOutcome {
        GoalOutcome::of(values)
    }

    #[test]
    fn all_targets_are_met_only_in_the_same_future() {
        const UNKNOWN: f64 = f64::NAN;
        let (one, two) = (outcome(&[1.0, 1.0, 0.0, 0.0, 1.0, 0.0]), outcome(&[1.0, 0.0, 1.0, 0.0, UNKNOWN, UNKNOWN]));
        let both = one.and(two);
        assert_eq!(
            (both.met, both.known),
            (0b00_0001, 0b10_1111),
            "a missed target settles it; an unknown one does not"
        );
    }

    #[test]
    fn the_error_of_a_difference_is_that_of_the_futures_in_which_plans_differ() {
        let (one, two) = (outcome(&[1.0, 1.0, 1.0, 0.0]), outcome(&[0.0, 0.0, 0.0, 1.0]));
        let mut pair = Discordance::default();
        pair.add(one, two);
        // 1, 1, 1 and -1: the mean is a half, the variance 1, the error of the mean of four a half.
        assert_eq!(pair.contrast(), LikelihoodContrast { mean: 0.5, mc_error: 0.5 });
        let mut same = Discordance::default();
        same.add(one, one);
        assert_eq!(same.contrast(), LikelihoodContrast { mean: 0.0, mc_error: 0.0 });
    }
}
