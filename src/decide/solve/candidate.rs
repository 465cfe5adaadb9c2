//! A plan that is tried: in which futures it meets each constraint, and what it saves in each.

use crate::compare::{BaseFutures, SavingsByFuture, SavingsLine};
use crate::plan::Plan;
use crate::run::{BLOCK, Cancelled, Columns, Layout, Options, ProgressCounter, figures_by_block, target_series};
use crate::summary::sequences::ProportionSequence;

/// Number of futures in a block: one bit each of a mask.
const _: () = assert!(BLOCK == u64::BITS as usize);

/// A constraint on a plan: its target must be met in a world with at least this chance.
#[derive(Clone, Copy, Debug)]
pub(super) struct WorldConstraint {
    /// Place of the world among those of the search.
    pub world: usize,
    /// Place of the target in the scenario.
    pub target: usize,
    /// The least chance.
    pub chance: f64,
}

/// A plan that is tried.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Its combination of values.
    pub index: usize,
    /// By constraint, then block, the futures that meet it.
    met: Vec<Vec<u64>>,
    /// By constraint, then block, the futures in which it is defined.
    defined: Vec<Vec<u64>>,
    /// Its plans, by world, while it is run.
    pub plans: Vec<Plan>,
    /// By future, the saving in the first world, pounds; empty if not needed.
    pub savings: Vec<f64>,
    /// What was decided, if anything.
    pub verdict: Option<Feasibility>,
}

/// Whether a plan meets all constraints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feasibility {
    /// It does.
    Met,
    /// It misses at least one.
    Missed,
    /// It is within the indifference zone of a line, and meets all as far as can be told.
    MetWithinIndifference,
    /// It is within the indifference zone of a line, and misses it as far as can be told.
    MissedWithinIndifference,
    /// Another plan is better, so it was not decided.
    Dominated,
    /// It meets them, but makes something worse for children than the scenario as it is.
    Flagged,
    /// It was run on a few futures, but a plan with a lower total meets the constraints.
    Undecided,
}

impl Feasibility {
    /// Whether it meets all constraints, as far as can be told.
    pub(crate) fn is_met(self) -> bool {
        matches!(self, Self::Met | Self::MetWithinIndifference)
    }
}

/// How much is allowed between a chance and the line before it no longer matters on which side it is.
pub(crate) const INDIFFERENCE: f64 = 0.01;

impl Candidate {
    pub(super) fn new(index: usize, constraints: usize) -> Self {
        let none = vec![Vec::new(); constraints];
        Self { index, met: none.clone(), defined: none, plans: Vec::new(), savings: Vec::new(), verdict: None }
    }

    /// Number of futures that it was run on.
    pub(super) fn futures(&self) -> u64 {
        self.met.first().map_or(0, |blocks| blocks.len() as u64 * BLOCK as u64)
    }

    /// Runs its plans, one for each world, on further futures: whole blocks from its last one to `futures`. With `base`, also computes
    /// savings against the futures of the base, which begin with those of the candidate.
    pub(super) fn run(
        &mut self,
        constraints: &[WorldConstraint],
        base: Option<(&Plan, &BaseFutures, SavingsLine)>,
        first: u64,
        futures: u64,
        options: &Options<'_>,
        counter: &ProgressCounter<'_>,
    ) -> Result<(), Cancelled> {
        let done = self.futures();
        let options = Options { first: first + done, replications: futures - done, ..*options };
        let plans = std::mem::take(&mut self.plans);
        for (world, plan) in plans.iter().enumerate() {
            let layout = Layout::new(plan);
            let mut series = target_series(plan);
            let savings = base
                .filter(|_| world == 0)
                .map(|(base, futures, line)| (SavingsByFuture::new(base, plan), futures, line));
            series.extend(savings.iter().flat_map(|(savings, _, _)| savings.series()));
            series.sort_unstable();
            series.dedup();
            let of_world: Vec<usize> = (0..constraints.len()).filter(|&one| constraints[one].world == world).collect();
            let skip = (done / BLOCK as u64) as usize;
            let blocks = figures_by_block(plan, &options, counter, &series, |block, columns, _| {
                let masks: Vec<[u64; 2]> =
                    of_world.iter().map(|&one| masks(columns, layout.target(constraints[one].target))).collect();
                let saved = savings.as_ref().map(|(savings, futures, line)| {
                    let [saved] = savings.of_block([*line], futures, skip + block, columns);
                    saved[..columns.replications()].to_vec()
                });
                (masks, saved)
            })?;
            for (masks, saved) in blocks {
                for (&constraint, [met, defined]) in of_world.iter().zip(masks) {
                    self.met[constraint].push(met);
                    self.defined[constraint].push(defined);
                }
                self.savings.extend(saved.into_iter().flatten());
            }
        }
        self.plans = plans;
        Ok(())
    }

    /// The futures that meet a constraint, and those in which it is defined.
    pub(super) fn counts(&self, constraint: usize) -> (u64, u64) {
        let ones = |blocks: &[u64]| blocks.iter().map(|block| u64::from(block.count_ones())).sum();
        (ones(&self.met[constraint]), ones(&self.defined[constraint]))
    }

    /// The share of futures that meet a constraint; `NaN` if it is defined in none.
    pub(super) fn share(&self, constraint: usize) -> f64 {
        let (met, defined) = self.counts(constraint);
        met as f64 / defined as f64
    }

    /// How far the share is above the line, for the constraint where that is least.
    pub(super) fn margin(&self, constraints: &[WorldConstraint]) -> f64 {
        let margin = |(place, one): (usize, &WorldConstraint)| self.share(place) - one.chance;
        let margins = constraints.iter().enumerate().map(margin);
        margins.map(|margin| if margin.is_nan() { f64::NEG_INFINITY } else { margin }).fold(f64::INFINITY, f64::min)
    }

    /// Decides whether it meets all constraints, if that can be told: with certainty of the sequence, or within the indifference zone.
    pub(super) fn decide(&mut self, constraints: &[WorldConstraint], sequence: ProportionSequence) {
        let (mut is_met, mut is_within) = (true, true);
        for (place, one) in constraints.iter().enumerate() {
            let (met, defined) = self.counts(place);
            let (low, high) = sequence.interval(met, defined);
            if high < one.chance {
                self.verdict = Some(Feasibility::Missed);
                return;
            }
            let is_near = low >= one.chance - INDIFFERENCE && high <= one.chance + INDIFFERENCE;
            is_met &= low >= one.chance;
            is_within &= is_near || low >= one.chance;
        }
        if is_met {
            self.verdict = Some(Feasibility::Met);
        } else if is_within {
            self.decide_by_share(constraints);
        }
    }

    /// Decides by the shares alone.
    pub(super) fn decide_by_share(&mut self, constraints: &[WorldConstraint]) {
        let is_met = self.margin(constraints) >= 0.0;
        self.verdict =
            Some(if is_met { Feasibility::MetWithinIndifference } else { Feasibility::MissedWithinIndifference });
    }

    /// Futures, of those that both were run on, in which only this one meets a constraint, and in which only the other does.
    fn discordant(&self, other: &Self, constraint: usize) -> (u64, u64) {
        let (ours, theirs) = (&self.met[constraint], &other.met[constraint]);
        let pairs = ours.iter().zip(theirs);
        pairs.fold((0, 0), |(one, two), (ours, theirs)| {
            (one + u64::from((ours & !theirs).count_ones()), two + u64::from((theirs & !ours).count_ones()))
        })
    }

    /// Whether every constraint is surely at least as likely to be met by `other`: where the two differ, the other meets it more often.
    pub(super) fn is_beaten_by(&self, other: &Self, sequence: ProportionSequence) -> bool {
        let is_worse = |constraint: usize| {
            let (only_this, only_other) = self.discordant(other, constraint);
            sequence.interval(only_this, only_this + only_other).1 < 0.5
        };
        (0..self.met.len()).all(is_worse)
    }
}

/// The futures of a block in which a cell is 1, and those in which it is defined.
fn masks(columns: &Columns, cell: usize) -> [u64; 2] {
    let values = columns.column(cell).iter().enumerate();
    values.fold([0, 0], |[met, defined], (lane, value)| {
        [met | u64::from(*value == 1.0) << lane, defined | u64::from(!value.is_nan()) << lane]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A plan that meets each constraint in these futures of every block.
    fn candidate(met: &[u64]) -> Candidate {
        let blocks = |of: u64| vec![of; 10];
        Candidate {
            met: met.iter().map(|&of| blocks(of)).collect(),
            defined: met.iter().map(|_| blocks(u64::MAX)).collect(),
            ..Candidate::new(0, met.len())
        }
    }

    #[test]
    fn a_plan_is_beaten_by_one_that_meets_every_target_more_often() {
        let sequence = ProportionSequence::new(0.05, 1_000);
        let (often, seldom) = (candidate(&[0xffff, 0xffff]), candidate(&[0xff, 0xff]));
        assert!(seldom.is_beaten_by(&often, sequence) && !often.is_beaten_by(&seldom, sequence));
        // Nor is it by itself, or by one that meets another target less often.
        let mixed = candidate(&[0xffff, 0xf]);
        assert!(!often.is_beaten_by(&often, sequence) && !seldom.is_beaten_by(&mixed, sequence));
        assert_eq!((often.discordant(&seldom, 0), seldom.discordant(&often, 0)), ((80, 0), (0, 80)));
    }

    #[test]
    fn the_margin_is_that_of_the_constraint_that_binds() {
        let constraint = |chance: f64| WorldConstraint { world: 0, target: 0, chance };
        let plan = candidate(&[0xffff, 0xff]);
        assert!((plan.margin(&[constraint(0.1), constraint(0.1)]) - 0.025).abs() < 1e-12);
        assert!((plan.margin(&[constraint(0.2), constraint(0.1)]) - 0.025).abs() < 1e-12);
        assert!((plan.margin(&[constraint(0.3), constraint(0.1)]) + 0.05).abs() < 1e-12);
    }
}
