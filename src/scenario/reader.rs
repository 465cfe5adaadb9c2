//! Reading by declaration: one call states an input's key, type, unit, range and meaning, and that same call reads it,
//! checks it and records what may stand there.
//!
//! The sections of a scenario ([`super::team`], [`super::route`] ...) are functions over a [`Table`](super::table::Table),
//! which reads things and tables of them (`table`), plain values (`plain`) and quantities (`quantity`). Run on a file they
//! give the typed section and the errors; run on nothing ([`Reader::describing`]) they give the declarations, from which
//! reference documents come. Errors are collected, never the first returned: a reading that fails leaves a stand-in, and
//! the scenario is refused at the end.

use super::declaration::Declaration;
use super::diagnostic::{Diagnostic, Problem};
use super::input::{InputId, Inputs, Setting};
use super::source::{Place, Sources};

/// The state of reading one scenario.
#[derive(Default)]
pub(crate) struct Reader {
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
    pub inputs: Inputs,
    pub declarations: Vec<Declaration>,
    pub settings: Vec<Setting>,
    /// Where each address that was read stands.
    pub places: Vec<(String, Place)>,
    /// Where each named thing stands, by address.
    pub things: Vec<(String, Place)>,
    /// New tables of overlays, with the id of the base that each may be meant for.
    pub near: Vec<(Place, String)>,
    /// The addresses of the branches that have the rest.
    pub rests: Vec<String>,
    /// The inputs that go together with others.
    pub correlated: Vec<InputId>,
    /// Whether this reading only describes: every optional table is entered once.
    pub describing: bool,
}

impl Reader {
    /// The place in the order of reading of what is read next.
    pub(crate) fn order(&self) -> usize {
        self.inputs.list.len() + self.settings.len()
    }

    pub(crate) fn error(&mut self, problem: Problem, place: impl Into<Option<Place>>) {
        if !self.describing {
            let place = place.into();
            let near =
                self.near.iter().find(|(at, _)| matches!(problem, Problem::Missing { .. }) && place == Some(*at));
            let hint = near.map(|(_, id)| format!("did you mean `{id}` of the base?"));
            self.diagnostics.push(Diagnostic { hint, ..Diagnostic::error(problem).at(place) });
        }
    }

    pub(crate) fn warn(&mut self, problem: Problem, place: impl Into<Option<Place>>) {
        if !self.describing {
            self.diagnostics.push(Diagnostic::warning(problem).at(place));
        }
    }

    /// Where the value at an address stands, if it was read.
    pub(crate) fn place_of(&self, address: &str) -> Option<Place> {
        self.places.iter().find(|(known, _)| known == address).map(|&(_, place)| place)
    }

    /// Where the named thing at an address stands.
    pub(crate) fn place_of_thing(&self, address: &str) -> Option<Place> {
        self.things.iter().find(|(known, _)| known == address).map(|&(_, place)| place)
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
        let is_declared = self.declarations.iter().any(|d| d.dated && same(&d.address));
        let (parent, _) = address.rsplit_once('.').unwrap_or(("", address));
        is_declared && !self.inputs.below(parent).is_empty()
    }
}
