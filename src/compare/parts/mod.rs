//! The parts of a plan: what an alternative changes of its base, thing by thing, and the scenarios between the two.
//!
//! The two merged trees are compared, whatever chain of overlays made them ([`difference`]). What differs is a list of
//! edits; those that make no scenario without one another count as one part ([`join`]). Any choice of parts gives a
//! scenario: the base's tree with those edits and no others, read as a file is.

mod difference;
mod join;
#[cfg(test)]
mod tests;

use crate::scenario::source::{Sources, TableNode};
use crate::scenario::{Scenario, ScenarioErrors, of_tree};
use difference::PartEdit;
use join::EditJoiner;

/// Some of the edits: bit `n` stands for edit `n`.
pub type Edits = u128;

/// Most edits that are told apart.
pub const MAX_EDITS: usize = 128;

/// What an alternative changes of its base, in parts of which any choice makes a scenario.
#[derive(Clone, Debug)]
pub struct Parts {
    base: TableNode,
    edits: Vec<PartEdit>,
    /// The files of both: the base's first, then the alternative's.
    sources: Sources,
    seed: u64,
    /// The edits of each part, in file order.
    together: Vec<Edits>,
}

/// There are more than [`MAX_EDITS`] edits: the alternative is another scenario, not a plan for the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyEdits {
    /// How many there are.
    pub edits: usize,
}

impl Parts {
    /// What `alternative` changes of `base`. Names, seeds, targets, budgets, histories, reported figures and sources
    /// change nothing that happens, and are no parts.
    ///
    /// # Errors
    /// [`TooManyEdits`] where the two have too little in common.
    pub fn between(base: &Scenario, alternative: &Scenario) -> Result<Self, TooManyEdits> {
        let edits = difference::edits(base, alternative);
        if edits.len() > MAX_EDITS {
            return Err(TooManyEdits { edits: edits.len() });
        }
        let mut sources = base.sources.clone();
        sources.files.extend(alternative.sources.files.iter().cloned());
        let base_tree = difference::without_questions(&base.tree);
        let mut parts = Self { base: base_tree, edits, sources, seed: base.seed, together: Vec::new() };
        parts.together = EditJoiner { reads: &|edits| parts.reads(edits) }.groups(parts.edits.len());
        Ok(parts)
    }

    /// How many parts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.together.len()
    }

    /// The edits of each part.
    #[must_use]
    pub fn edits(&self) -> &[Edits] {
        &self.together
    }

    /// What each part is called: the names of its things, or where they have none their addresses, joined by ` + `.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let twice = |name: &str| self.edits.iter().filter(|edit| edit.name == name).count() > 1;
        let one = |edit: &PartEdit| {
            let address = edit.address();
            let name = if twice(&edit.name) { format!("{} ({address})", edit.name) } else { edit.name.clone() };
            if edit.node.is_none() { format!("{name} (removed)") } else { name }
        };
        self.together.iter().map(|&part| self.joined(part, one)).collect()
    }

    /// The address of each part: of its things, joined by ` + `.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        self.together.iter().map(|&part| self.joined(part, PartEdit::address)).collect()
    }

    fn joined(&self, part: Edits, word: impl Fn(&PartEdit) -> String) -> String {
        let chosen = self.edits.iter().enumerate().filter(|&(index, _)| has(part, index));
        chosen.map(|(_, edit)| word(edit)).collect::<Vec<_>>().join(" + ")
    }

    /// The base with some edits and no others.
    ///
    /// # Errors
    /// [`ScenarioErrors`] where those edits make no scenario without others.
    pub fn scenario(&self, edits: Edits) -> Result<Scenario, Box<ScenarioErrors>> {
        let mut tree = self.base.clone();
        let chosen = self.edits.iter().enumerate().filter(|&(index, _)| has(edits, index));
        chosen.for_each(|(_, edit)| edit.apply(&mut tree));
        // Files that the tree names were read before, for the base or for the alternative.
        let scenario = of_tree(tree, &self.sources)?;
        Ok(Scenario { seed: self.seed, ..scenario })
    }

    fn reads(&self, edits: Edits) -> bool {
        self.scenario(edits).is_ok()
    }

    /// Makes one part of those in `edits` that make no scenario together without others, and of what they need. It can
    /// happen to a choice of parts each of which reads alone.
    pub fn join(&mut self, edits: Edits) {
        let one = EditJoiner { reads: &|edits| self.reads(edits) }.part_around(edits, self.edits.len());
        let (within, apart): (Vec<Edits>, Vec<Edits>) = self.together.iter().partition(|&&part| part & one != 0);
        self.together = apart;
        self.together.push(within.iter().fold(one, |all, part| all | part));
        self.together.sort_by_key(|part| part.trailing_zeros());
    }
}

/// Whether edit `index` is among `edits`.
fn has(edits: Edits, index: usize) -> bool {
    edits >> index & 1 == 1
}
