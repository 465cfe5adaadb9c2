//! Reading by declaration: one call states an input's key, type, unit, range and meaning, and the same call reads and
//! checks the value and records the declaration.
//!
//! The sections of a scenario ([`section`](super::section)) are functions over a [`Table`](super::declare::Table),
//! which reads tables and named items (`table`), plain values (`scalar`) and quantities (`quantity`). Run on a file,
//! they return the typed section and the errors; run on an empty tree ([`Reader::describing`]), they return the
//! declarations, from which the reference documents are generated. All errors are collected: an invalid value is
//! replaced by a placeholder, and the scenario is refused at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::scenario::declare::{Declaration, InputId, Inputs, KnownQuantiles, MONTH, Setting};
use crate::scenario::in_file_order;
use crate::scenario::problem::diagnostic::MAX_SHOWN;
use crate::scenario::problem::wording::{near, nearest};
use crate::scenario::problem::{Contradiction, Diagnostic, Problem, ScenarioErrors};
use crate::scenario::source::{Place, Sources};

/// A table that an overlay adds, and the ids at the same level of its base.
pub(crate) type NewTable = (String, Arc<Vec<String>>);

/// The state of reading one scenario.
#[derive(Default)]
pub(crate) struct Reader {
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
    pub inputs: Inputs,
    /// Quantile functions that need not be prepared again.
    pub quantiles: Arc<KnownQuantiles>,
    pub declarations: Vec<Declaration>,
    pub settings: Vec<Setting>,
    /// The place of each address that was read.
    pub places: BTreeMap<String, Place>,
    /// The place of each named item, by address.
    pub things: BTreeMap<String, Place>,
    /// The addresses of quantities that dated changes may change, with `ID` for ids.
    pub dated: BTreeSet<String>,
    /// New tables of overlays, by file and first byte of their key, with the ids at the same level of the base.
    pub near: BTreeMap<(usize, usize), NewTable>,
    /// The addresses that overlays remove, and where.
    pub removed: BTreeMap<String, Place>,
    /// The addresses of the branches that take the remainder.
    pub rests: BTreeSet<String>,
    /// The addresses of figures that are blank, which may be referred to.
    pub blanks: BTreeSet<String>,
    /// The inputs that are in a correlation group.
    pub correlated: BTreeSet<InputId>,
    /// Number of searches for similar names so far.
    looked: usize,
    /// Whether this reading only collects declarations: every optional table is entered once.
    pub describing: bool,
}

impl Reader {
    /// A reader for files that are already open; `describing` to collect declarations only.
    pub(crate) fn of(sources: Sources, describing: bool) -> Self {
        Self { sources, describing, ..Self::default() }
    }

    /// The same reader, which need not prepare `quantiles` again.
    pub(crate) fn with_quantiles(self, quantiles: &Arc<KnownQuantiles>) -> Self {
        Self { quantiles: Arc::clone(quantiles), ..self }
    }

    /// The errors and warnings with the source files, for a scenario that cannot be run.
    pub(crate) fn into_errors(self) -> ScenarioErrors {
        ScenarioErrors { diagnostics: in_file_order(self.diagnostics), sources: self.sources, draft: None }
    }

    /// Position in reading order of the next value.
    pub(crate) fn order(&self) -> usize {
        self.inputs.list.len() + self.settings.len()
    }

    /// Why nothing is at an address, if an overlay removes it or what contains it.
    pub(crate) fn removal(&self, address: &str) -> Option<Problem> {
        let contains =
            |removed: &str| address.strip_prefix(removed).is_some_and(|rest| rest.starts_with('.') || rest.is_empty());
        let (removed, &place) = self.removed.iter().find(|(removed, _)| contains(removed))?;
        let (line, _) = self.sources.line_column(place);
        let (address, removed) = (address.to_owned(), removed.clone());
        let at = format!("{}:{line}", self.sources.files[place.file].name());
        Some(Problem::Inconsistent { what: Contradiction::InputRemoved { address, removed, at } })
    }

    pub(crate) fn error(&mut self, problem: Problem, place: impl Into<Option<Place>>) {
        if !self.describing {
            let place = place.into();
            let is_missing = matches!(problem, Problem::Missing { .. });
            let hint = if is_missing { place.and_then(|place| self.meant_of_base(place)) } else { None };
            self.diagnostics.push(Diagnostic { hint, ..Diagnostic::error(problem).at(place) });
        }
    }

    /// As [`error`](Self::error), with an optional hint.
    pub(crate) fn error_with_hint(&mut self, problem: Problem, place: impl Into<Option<Place>>, hint: Option<String>) {
        self.error(problem, place);
        if let (Some(last), Some(hint), false) = (self.diagnostics.last_mut(), hint, self.describing) {
            last.hint = Some(hint);
        }
    }

    /// Whether to search for similar names: only as often as errors are displayed, because the search is slow among
    /// many names.
    pub(crate) fn may_look(&mut self) -> bool {
        self.looked += 1;
        self.looked <= MAX_SHOWN
    }

    /// The known name that is most similar to an unknown one, if any.
    pub(crate) fn meant(&mut self, name: &str, known: &[String]) -> Option<String> {
        if self.may_look() { nearest(name, known).map(str::to_owned) } else { None }
    }

    /// The known names for an error that suggests one; only a few of them once no more suggestions are made.
    pub(crate) fn known(&mut self, known: &[String]) -> Vec<String> {
        const FEW: usize = 20;
        let most = if self.may_look() { known.len() } else { FEW };
        known.iter().take(most).cloned().collect()
    }

    /// The hint for a new table of an overlay that may be a misspelt entry of the base.
    fn meant_of_base(&mut self, place: Place) -> Option<String> {
        let (key, known) = self.near.get(&(place.file, place.start)).cloned()?;
        // This is only a hint, so a name may differ more than for an unknown name.
        let id = if self.may_look() { near(&key, &known, 2)?.to_owned() } else { return None };
        Some(format!("did you mean `{id}` from the base?"))
    }

    pub(crate) fn warn(&mut self, problem: Problem, place: impl Into<Option<Place>>) {
        if !self.describing {
            self.diagnostics.push(Diagnostic::warning(problem).at(place));
        }
    }

    /// The place of the value at an address, if it was read.
    pub(crate) fn place_of(&self, address: &str) -> Option<Place> {
        self.places.get(address).copied()
    }

    /// Whether the file states why the value at an address is right although it is unusual.
    pub(crate) fn is_justified(&self, address: &str) -> bool {
        let input = self.inputs.find(address).and_then(|id| self.inputs.get(id).unusual.as_ref());
        let setting = || self.settings.iter().find(|one| one.address == address).and_then(|one| one.unusual.as_ref());
        input.or_else(setting).is_some()
    }

    /// The place of the named item at an address.
    pub(crate) fn place_of_thing(&self, address: &str) -> Option<Place> {
        self.things.get(address).copied()
    }

    /// Whether a diagnostic has been reported for the value at an address.
    pub(crate) fn is_reported(&self, address: &str) -> bool {
        self.place_of(address).is_some_and(|place| self.diagnostics.iter().any(|d| d.place == Some(place)))
    }

    /// Whether `address` is that of an optional quantity that is not given, in a table with other quantities.
    pub(crate) fn is_left_out(&self, address: &str) -> bool {
        let same = |pattern: &str| {
            let (one, other) = (pattern.split('.'), address.split('.'));
            pattern.matches('.').count() == address.matches('.').count()
                && one.zip(other).all(|(p, a)| p == a || p == "ID" || p == MONTH)
        };
        let is_declared = self.dated.iter().any(|pattern| same(pattern));
        let (parent, _) = address.rsplit_once('.').unwrap_or(("", address));
        is_declared && !self.inputs.below(parent).is_empty()
    }
}
