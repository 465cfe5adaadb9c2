//! The headlines of the scenarios between a base and its alternative, replication by replication.

use std::collections::BTreeMap;

use crate::compare::{Edits, Parts};
use crate::model::Replication;
use crate::plan::Plan;
use crate::run::{BLOCK, Cancelled, HeadlineEngine, Headlines, Options, ProgressCounter};

/// Headlines by replication.
pub(super) type ByReplication = Vec<Headlines>;

/// The results so far, by the edits applied.
pub(super) struct PartValues<'a> {
    base: &'a Plan,
    alternative: &'a Plan,
    options: &'a Options<'a>,
    known: BTreeMap<Edits, ByReplication>,
}

/// Why not every subset was run.
pub(super) enum EvalError {
    /// A subset of the edits is not a valid scenario.
    NoScenario(Edits),
    /// The progress callback stopped the run.
    Cancelled,
}

impl From<Cancelled> for EvalError {
    fn from(Cancelled: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl<'a> PartValues<'a> {
    pub(super) fn new(base: &'a Plan, alternative: &'a Plan, options: &'a Options<'a>) -> Self {
        Self { base, alternative, options, known: BTreeMap::new() }
    }

    /// The results with a set of edits; empty if it has not been run.
    pub(super) fn of(&self, edits: Edits) -> &[Headlines] {
        self.known.get(&edits).map_or(&[], Vec::as_slice)
    }

    /// Runs every subset that has not been run yet. Completed results are kept even if another subset is not a valid
    /// scenario.
    pub(super) fn run(&mut self, parts: &Parts, choices: &[Edits]) -> Result<(), EvalError> {
        let mut new: Vec<Edits> = choices.iter().copied().filter(|edits| !self.known.contains_key(edits)).collect();
        new.sort_unstable();
        new.dedup();
        let mut wrong = None;
        for (&edits, values) in new.iter().zip(self.run_all(parts, &new)?) {
            match values {
                Some(values) => drop(self.known.insert(edits, values)),
                None => wrong = wrong.or(Some(EvalError::NoScenario(edits))),
            }
        }
        wrong.map_or(Ok(()), Err)
    }

    /// The replications of each subset; `None` if it is not a valid scenario.
    fn run_all(&self, parts: &Parts, choices: &[Edits]) -> Result<Vec<Option<ByReplication>>, Cancelled> {
        let all = parts.edits().iter().fold(0, |all, part| all | part);
        let known = self.known.len() as u64 * self.options.replications;
        let counter =
            ProgressCounter::new(self.options.watch, known + choices.len() as u64 * self.options.replications);
        counter.add(known)?;
        let one = |&edits: &Edits| match edits {
            0 => self.futures(self.base, &counter).map(Some),
            edits if edits == all => self.futures(self.alternative, &counter).map(Some),
            edits => match parts.scenario(edits) {
                Ok(scenario) => self.futures(&Plan::new(scenario), &counter).map(Some),
                Err(_) => counter.add(self.options.replications).map(|()| None),
            },
        };
        #[cfg(feature = "parallel")]
        if crate::run::is_shared() {
            use rayon::prelude::*;
            return choices.par_iter().with_max_len(1).map(one).collect();
        }
        choices.iter().map(one).collect()
    }

    fn futures(&self, plan: &Plan, counter: &ProgressCounter<'_>) -> Result<ByReplication, Cancelled> {
        let mut engine = HeadlineEngine::new(plan);
        let replications = self.options.replications;
        let mut all = Vec::with_capacity(replications as usize);
        for done in (0..replications).step_by(BLOCK) {
            let n = (replications - done).min(BLOCK as u64);
            let first = self.options.first + done;
            all.extend((first..first + n).map(|n| engine.run(Replication::new(n))));
            counter.add(n)?;
        }
        Ok(all)
    }
}
