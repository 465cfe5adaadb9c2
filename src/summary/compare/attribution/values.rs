//! The headlines of the scenarios between a base and its alternative, future by future.

use std::collections::BTreeMap;

use crate::model::Future;
use crate::plan::Plan;
use crate::run::{HeadlineEngine, Headlines, Options};
use crate::scenario::{Edits, Parts};

/// Scenarios run at a time.
const WAVE: usize = 32;

/// By future, the headlines.
pub(super) type OfFutures = Vec<Headlines>;

/// What has been run so far, by the edits that were made.
pub(super) struct Values<'a> {
    base: &'a Plan,
    alternative: &'a Plan,
    options: &'a Options<'a>,
    known: BTreeMap<Edits, OfFutures>,
}

/// A choice of edits that makes no scenario.
pub(super) struct NoScenario(pub Edits);

impl<'a> Values<'a> {
    pub(super) fn new(base: &'a Plan, alternative: &'a Plan, options: &'a Options<'a>) -> Self {
        Self { base, alternative, options, known: BTreeMap::new() }
    }

    /// What was run with some edits; nothing where they were not.
    pub(super) fn of(&self, edits: Edits) -> &[Headlines] {
        self.known.get(&edits).map_or(&[], Vec::as_slice)
    }

    /// Runs every choice that was not run yet. What was run is kept even where another choice makes no scenario.
    pub(super) fn run(&mut self, parts: &Parts, choices: &[Edits]) -> Result<(), NoScenario> {
        let all = parts.edits().iter().fold(0, |all, part| all | part);
        let mut new: Vec<Edits> = choices.iter().copied().filter(|edits| !self.known.contains_key(edits)).collect();
        new.sort_unstable();
        new.dedup();
        let total = new.len() as u64;
        let mut wrong = None;
        let mut done = 0;
        // A few at a time, so that it can be told how far it is.
        for wave in new.chunks(WAVE) {
            for (&edits, values) in wave.iter().zip(self.wave(parts, all, wave)) {
                match values {
                    Some(values) => drop(self.known.insert(edits, values)),
                    None => wrong = wrong.or(Some(NoScenario(edits))),
                }
            }
            done += wave.len() as u64;
            (self.options.progress)(self.options.replications * done / total);
        }
        wrong.map_or(Ok(()), Err)
    }

    fn wave(&self, parts: &Parts, all: Edits, wave: &[Edits]) -> Vec<Option<OfFutures>> {
        let one = |&edits: &Edits| match edits {
            0 => Some(self.futures(self.base)),
            edits if edits == all => Some(self.futures(self.alternative)),
            edits => parts.scenario(edits).ok().map(|scenario| self.futures(&Plan::new(&scenario))),
        };
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            wave.par_iter().with_max_len(1).map(one).collect()
        }
        #[cfg(not(feature = "parallel"))]
        wave.iter().map(one).collect()
    }

    fn futures(&self, plan: &Plan) -> OfFutures {
        let mut engine = HeadlineEngine::new(plan);
        let first = self.options.first;
        (first..first + self.options.replications).map(|n| engine.run(Future::new(n))).collect()
    }
}
