//! Reading by declaration: one call states an input's key, type, unit, range and meaning, and that same call reads it,
//! checks it and records what may stand there.
//!
//! The sections of a scenario ([`section`](super::section)) are functions over a [`Table`](super::declare::Table),
//! which reads things and tables of them (`table`), plain values (`plain`) and quantities (`quantity`). Run on a file they
//! give the typed section and the errors; run on nothing ([`Reader::describing`]) they give the declarations, from which
//! reference documents come. Errors are collected, never the first returned: a reading that fails leaves a stand-in, and
//! the scenario is refused at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::scenario::declare::{Declaration, InputId, Inputs, Setting};
use crate::scenario::in_file_order;
use crate::scenario::problem::diagnostic::MAX_SHOWN;
use crate::scenario::problem::wording::{near, nearest};
use crate::scenario::problem::{Diagnostic, Problem, ScenarioErrors};
use crate::scenario::source::{Place, Sources};

/// A table that an overlay adds, and the ids that its base has beside it.
pub(crate) type NewTable = (String, Arc<Vec<String>>);

/// The state of reading one scenario.
#[derive(Default)]
pub(crate) struct Reader {
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
    pub inputs: Inputs,
    pub declarations: Vec<Declaration>,
    pub settings: Vec<Setting>,
    /// Where each address that was read stands.
    pub places: BTreeMap<String, Place>,
    /// Where each named thing stands, by address.
    pub things: BTreeMap<String, Place>,
    /// The addresses of quantities that dated changes can change, with `ID` for ids.
    pub dated: BTreeSet<String>,
    /// New tables of overlays, by file and first byte of their key, with the ids that the base has beside them.
    pub near: BTreeMap<(usize, usize), NewTable>,
    /// The addresses of the branches that have the rest.
    pub rests: BTreeSet<String>,
    /// The inputs that go together with others.
    pub correlated: BTreeSet<InputId>,
    /// How many names were looked for among those known, for what may have been meant.
    looked: usize,
    /// Whether this reading only describes: every optional table is entered once.
    pub describing: bool,
}

impl Reader {
    /// A reading of files that are open already; `describing` where it is of nothing.
    pub(crate) fn of(sources: Sources, describing: bool) -> Self {
        Self { sources, describing, ..Self::default() }
    }

    /// What was found, with the files, of a scenario that cannot be run.
    pub(crate) fn into_errors(self) -> ScenarioErrors {
        ScenarioErrors { diagnostics: in_file_order(self.diagnostics), sources: self.sources }
    }

    /// The place in the order of reading of what is read next.
    pub(crate) fn order(&self) -> usize {
        self.inputs.list.len() + self.settings.len()
    }

    pub(crate) fn error(&mut self, problem: Problem, place: impl Into<Option<Place>>) {
        if !self.describing {
            let place = place.into();
            let is_missing = matches!(problem, Problem::Missing { .. });
            let hint = if is_missing { place.and_then(|place| self.meant_of_base(place)) } else { None };
            self.diagnostics.push(Diagnostic { hint, ..Diagnostic::error(problem).at(place) });
        }
    }

    /// The same, with what to do about it where that is known.
    pub(crate) fn error_with_hint(&mut self, problem: Problem, place: impl Into<Option<Place>>, hint: Option<String>) {
        self.error(problem, place);
        if let (Some(last), Some(hint), false) = (self.diagnostics.last_mut(), hint, self.describing) {
            last.hint = Some(hint);
        }
    }

    /// Whether to look for what a name may mean: for no more than are shown, since looking among many names takes long.
    pub(crate) fn may_look(&mut self) -> bool {
        self.looked += 1;
        self.looked <= MAX_SHOWN
    }

    /// The known name that may be meant by one that is none.
    pub(crate) fn meant(&mut self, name: &str, known: &[String]) -> Option<String> {
        if self.may_look() { nearest(name, known).map(str::to_owned) } else { None }
    }

    /// The names known, for an error that says which one may be meant: not all of them where none will be told.
    pub(crate) fn known(&mut self, known: &[String]) -> Vec<String> {
        const FEW: usize = 20;
        let most = if self.may_look() { known.len() } else { FEW };
        known.iter().take(most).cloned().collect()
    }

    /// What a new table of an overlay may be meant for.
    fn meant_of_base(&mut self, place: Place) -> Option<String> {
        let (key, known) = self.near.get(&(place.file, place.start)).cloned()?;
        // It is only asked, so a name may be further off than one that is an error by itself.
        let id = if self.may_look() { near(&key, &known, 2)?.to_owned() } else { return None };
        Some(format!("did you mean `{id}` of the base?"))
    }

    pub(crate) fn warn(&mut self, problem: Problem, place: impl Into<Option<Place>>) {
        if !self.describing {
            self.diagnostics.push(Diagnostic::warning(problem).at(place));
        }
    }

    /// Where the value at an address stands, if it was read.
    pub(crate) fn place_of(&self, address: &str) -> Option<Place> {
        self.places.get(address).copied()
    }

    /// Where the named thing at an address stands.
    pub(crate) fn place_of_thing(&self, address: &str) -> Option<Place> {
        self.things.get(address).copied()
    }

    /// Whether something is reported of the very value at an address.
    pub(crate) fn is_reported(&self, address: &str) -> bool {
        self.place_of(address).is_some_and(|place| self.diagnostics.iter().any(|d| d.place == Some(place)))
    }

    /// Whether `address` is that of an optional quantity of a table in which others are given.
    pub(crate) fn is_left_out(&self, address: &str) -> bool {
        let same = |pattern: &str| {
            let (one, other) = (pattern.split('.'), address.split('.'));
            pattern.matches('.').count() == address.matches('.').count()
                && one.zip(other).all(|(p, a)| p == a || p == "ID")
        };
        let is_declared = self.dated.iter().any(|pattern| same(pattern));
        let (parent, _) = address.rsplit_once('.').unwrap_or(("", address));
        is_declared && !self.inputs.below(parent).is_empty()
    }
}
