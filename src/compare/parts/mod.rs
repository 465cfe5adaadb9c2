//! The parts of a plan: what an alternative changes in its base, thing by thing, and the scenarios between the two.
//!
//! The two merged trees are compared, whatever chain of overlays produced them ([`difference`]). The differences are a
//! list of edits; those that do not form a valid scenario without one another are one part ([`join`]). Any subset of
//! parts is a scenario: the base's tree with only those edits applied, parsed like a file.

mod difference;
mod join;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::scenario::source::{Sources, TableNode};
use crate::scenario::{KnownQuantiles, Scenario, ScenarioErrors, of_tree};
use difference::PartEdit;
use join::EditJoiner;

/// A set of edits: bit `n` stands for edit `n`.
pub type Edits = u128;

/// Maximum number of edits that can be distinguished.
pub const MAX_EDITS: usize = 128;

/// The changes an alternative makes to its base, as parts of which any subset is a valid scenario.
#[derive(Clone, Debug)]
pub struct Parts {
    base: TableNode,
    edits: Vec<PartEdit>,
    /// The files of both: the base's first, then the alternative's.
    sources: Sources,
    /// The quantile functions of both.
    quantiles: Arc<KnownQuantiles>,
    seed: u64,
    /// The edits of each part, in file order.
    together: Vec<Edits>,
}

/// There are more than [`MAX_EDITS`] edits: the alternative is a different scenario rather than a plan for the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyEdits {
    /// Number of edits.
    pub edits: usize,
}

impl Parts {
    /// The changes from `base` to `alternative`. Names, seeds, targets, histories, reported figures, sources,
    /// and budgets unless the overspend triggers a change, do not affect the simulation and are not parts.
    ///
    /// # Errors
    /// [`TooManyEdits`] if the two have too little in common.
    pub fn between(base: &Scenario, alternative: &Scenario) -> Result<Self, TooManyEdits> {
        let edits = difference::edits(base, alternative);
        if edits.len() > MAX_EDITS {
            return Err(TooManyEdits { edits: edits.len() });
        }
        let mut sources = base.sources.clone();
        sources.files.extend(alternative.sources.files.iter().cloned());
        let mut quantiles = KnownQuantiles::default();
        quantiles.add(&base.inputs, 0);
        quantiles.add(&alternative.inputs, base.sources.files.len());
        let base_tree = difference::without_questions(base, alternative);
        let (quantiles, together) = (Arc::new(quantiles), Vec::new());
        let mut parts = Self { base: base_tree, edits, sources, quantiles, seed: base.seed, together };
        parts.together = EditJoiner { reads: &|edits| parts.reads(edits) }.groups(parts.edits.len());
        Ok(parts)
    }

    /// Number of parts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.together.len()
    }

    /// The edits of each part.
    #[must_use]
    pub fn edits(&self) -> &[Edits] {
        &self.together
    }

    /// The name of each part: the names of its things, or their addresses if they have no names, joined by ` + `.
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

    /// The address of each part: the addresses of its things, joined by ` + `.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        self.together.iter().map(|&part| self.joined(part, PartEdit::address)).collect()
    }

    fn joined(&self, part: Edits, word: impl Fn(&PartEdit) -> String) -> String {
        let chosen = self.edits.iter().enumerate().filter(|&(index, _)| has(part, index));
        chosen.map(|(_, edit)| word(edit)).collect::<Vec<_>>().join(" + ")
    }

    /// The base with only the given edits applied.
    ///
    /// # Errors
    /// [`ScenarioErrors`] if they do not form a valid scenario without others.
    pub fn scenario(&self, edits: Edits) -> Result<Scenario, Box<ScenarioErrors>> {
        let mut tree = self.base.clone();
        let chosen = self.edits.iter().enumerate().filter(|&(index, _)| has(edits, index));
        chosen.for_each(|(_, edit)| edit.apply(&mut tree));
        // The files referenced by the tree have already been read, for the base or the alternative.
        let scenario = of_tree(tree, &self.sources, &self.quantiles)?;
        Ok(Scenario { seed: self.seed, ..scenario })
    }

    fn reads(&self, edits: Edits) -> bool {
        self.scenario(edits).is_ok()
    }

    /// Joins into one part those of `edits` that do not form a valid scenario together without others, and what they
    /// require. This can happen for a subset of parts that are each valid alone.
    pub fn join(&mut self, edits: Edits) {
        let one = EditJoiner { reads: &|edits| self.reads(edits) }.part_around(edits, self.edits.len());
        let (within, apart): (Vec<Edits>, Vec<Edits>) = self.together.iter().partition(|&&part| part & one != 0);
        self.together = apart;
        self.together.push(within.iter().fold(one, |all, part| all | part));
        self.together.sort_by_key(|part| part.trailing_zeros());
    }
}

/// Whether `edits` contains edit `index`.
fn has(edits: Edits, index: usize) -> bool {
    edits >> index & 1 == 1
}
