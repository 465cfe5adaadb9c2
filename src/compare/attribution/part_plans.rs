//! The plans between a base and its alternative, each with some of the edits, and their headlines.

use std::collections::BTreeMap;
use std::convert::Infallible;

use super::PlanRun;
use crate::compare::{Edits, Parts};
use crate::lanes::Lanes;
use crate::model::Replication;
use crate::plan::Plan;
use crate::run::{
    BLOCK, Cancelled, HeadlineEngine, Headlines, KeptReplications, Options, ProgressCounter, replications,
};

/// Number of blocks in a wave. It does not affect results.
const BLOCKS: u64 = 8;

/// The plans between a base and its alternative, by the edits applied.
pub(super) struct PartPlans<'a> {
    base: PlanRun<'a>,
    alternative: PlanRun<'a>,
    plans: BTreeMap<Edits, Plan>,
    /// All edits, which make the base the alternative.
    whole: Edits,
}

/// The headlines of one block, by plan in the order of [`PartPlans::place`], and its number of replications.
pub(super) struct BlockHeadlines {
    pub replications: usize,
    pub plans: Vec<Headlines<BLOCK>>,
}

impl<'a> PartPlans<'a> {
    pub(super) fn new(base: PlanRun<'a>, alternative: PlanRun<'a>) -> Self {
        Self { base, alternative, plans: BTreeMap::new(), whole: 0 }
    }

    /// Builds the plans for exactly these choices of edits. Existing plans are reused, and valid ones kept even if
    /// another choice fails.
    ///
    /// # Errors
    /// The first choice, in the order of edits, that does not form a valid scenario.
    pub(super) fn make(&mut self, parts: &Parts, choices: &[Edits]) -> Result<(), Edits> {
        let mut choices = choices.to_vec();
        choices.sort_unstable();
        choices.dedup();
        let known = std::mem::take(&mut self.plans);
        self.whole = parts.edits().iter().fold(0, |all, part| all | part);
        let plan = |&edits: &Edits| match known.get(&edits) {
            Some(plan) => Some(plan.clone()),
            None if edits == 0 => Some(self.base.plan.clone()),
            None if edits == self.whole => Some(self.alternative.plan.clone()),
            None => parts.scenario(edits).ok().map(Plan::new),
        };
        let made = all(&choices, |edits| Ok(plan(edits))).unwrap_or_else(|never: Infallible| match never {});
        let wrong = choices.iter().zip(&made).find_map(|(&edits, plan)| plan.is_none().then_some(edits));
        self.plans = choices.into_iter().zip(made).filter_map(|(edits, plan)| Some((edits, plan?))).collect();
        wrong.map_or(Ok(()), Err)
    }

    /// Number of plans.
    pub(super) fn len(&self) -> usize {
        self.plans.len()
    }

    /// Index of the plan for a choice of edits; 0 if there is none.
    pub(super) fn place(&self, edits: Edits) -> usize {
        self.plans.keys().position(|&one| one == edits).unwrap_or(0)
    }

    /// The headlines of every plan in replication 1.
    pub(super) fn origin(&self) -> BlockHeadlines {
        let headlines = |plan: &Plan| {
            let of_one = HeadlineEngine::<1>::new(plan).run(&[Replication::new(1)]);
            of_one.map(|headline| Lanes::all(headline.0[0]))
        };
        BlockHeadlines { replications: 1, plans: self.plans.values().map(headlines).collect() }
    }

    /// The replications of the base and the alternative that have already been run.
    fn kept(&self, edits: Edits) -> Option<&'a KeptReplications> {
        match edits {
            0 => self.base.kept,
            _ if edits == self.whole => self.alternative.kept,
            _ => None,
        }
    }

    /// Runs every plan, wave by wave, and passes the blocks of each wave to `take` in order.
    pub(super) fn run(
        &self,
        options: &Options<'_>,
        counter: &ProgressCounter<'_>,
        mut take: impl FnMut(&[BlockHeadlines]),
    ) -> Result<(), Cancelled> {
        let plans: Vec<(&Edits, &Plan)> = self.plans.iter().collect();
        let blocks = options.replications.div_ceil(BLOCK as u64);
        let replications_of = |block: u64| (options.replications - block * BLOCK as u64).min(BLOCK as u64);
        for wave in (0..blocks).step_by(BLOCKS as usize) {
            let blocks = wave..blocks.min(wave + BLOCKS);
            // An engine is large: each runs all blocks of the wave.
            let one = |&(&edits, plan): &(&Edits, &Plan)| {
                let kept = self.kept(edits).filter(|kept| kept.has_all(options));
                let mut engine = None;
                let of_block = |block: u64| {
                    let start = block * BLOCK as u64;
                    let headlines = if let Some(kept) = kept {
                        kept.block(start as usize)
                    } else {
                        let engine = engine.get_or_insert_with(|| HeadlineEngine::new(plan));
                        engine.run(&replications(options.first + start))
                    };
                    counter.add(replications_of(block)).map(|()| headlines)
                };
                blocks.clone().map(of_block).collect::<Result<Vec<_>, Cancelled>>()
            };
            let of_plans: Vec<Vec<Headlines<BLOCK>>> = all(&plans, one)?;
            let of_block = |(place, block): (usize, u64)| BlockHeadlines {
                replications: replications_of(block) as usize,
                plans: of_plans.iter().map(|blocks| blocks[place]).collect(),
            };
            let of_blocks: Vec<BlockHeadlines> = blocks.clone().enumerate().map(of_block).collect();
            take(&of_blocks);
        }
        Ok(())
    }
}

/// Calls `one` with each item of `work`, on all threads and in any order; results are in the order of `work`.
fn all<W: Sync, T: Send, E: Send>(work: &[W], one: impl Fn(&W) -> Result<T, E> + Sync + Send) -> Result<Vec<T>, E> {
    #[cfg(feature = "parallel")]
    if crate::run::is_shared() {
        use rayon::prelude::*;
        return work.par_iter().with_max_len(1).map(one).collect();
    }
    work.iter().map(one).collect()
}
