//! The inputs of a scenario: every quantity, with its address, what it may be and where it was set.

use super::declaration::Kind;
use super::source::Place;
use crate::random::{Distribution, Quantile};
use crate::units::Unit;

/// The forms that a quantity may have, by key.
pub(crate) const FORMS: [&str; 8] = ["value", "pert", "uniform", "normal", "lognormal", "beta", "discrete", "range80"];

/// Which input: an index into [`Inputs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputId(pub(crate) usize);

/// How good the evidence for an input is, in the planner's judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Published statistics or research.
    Published,
    /// The authority's own records.
    Local,
    /// The judgement of people who know.
    Expert,
    /// A guess.
    Guess,
}

impl Evidence {
    pub(crate) const IDS: [&'static str; 4] = ["published", "local", "expert", "guess"];

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        let grades = [Self::Published, Self::Local, Self::Expert, Self::Guess];
        Self::IDS.iter().position(|&id| id == word).map(|index| grades[index])
    }

    /// The grade as a scenario names it.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::IDS[self as usize]
    }
}

/// One quantity of a scenario.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its place in the order of reading, among inputs and settings.
    pub(crate) order: usize,
    /// Its address: the TOML path, `route.nqsw.stage.asye.cover`.
    pub address: String,
    /// Its value, or what is known of it.
    pub value: Distribution,
    /// Where it is uncertain, its quantile function within its range: how it is drawn.
    pub quantile: Option<Quantile>,
    /// Its unit.
    pub unit: Unit,
    /// The least it may be.
    pub min: f64,
    /// The most it may be.
    pub max: f64,
    /// Whether dated changes may change it.
    pub dated: bool,
    /// Where it was set; `None` for a default.
    pub place: Option<Place>,
    /// Where the values stand that it overrode, in the bases of its file; the uppermost first.
    pub overrode: Vec<Place>,
    /// Where the figure comes from, in the file's words.
    pub source: Option<String>,
    /// How good the evidence is.
    pub evidence: Option<Evidence>,
    /// What it means.
    pub doc: &'static str,
}

/// What a scenario says of its structure: text, months, whole numbers, names. Fixed for the run and known.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its place in the order of reading, among inputs and settings.
    pub(crate) order: usize,
    /// Its address.
    pub address: String,
    /// What may stand there.
    pub kind: Kind,
    /// Where it was set.
    pub place: Place,
    /// Where the values stand that it overrode; the uppermost first.
    pub overrode: Vec<Place>,
    /// Where the figure comes from, in the file's words.
    pub source: Option<String>,
    /// How good the evidence is.
    pub evidence: Option<Evidence>,
    /// What it means.
    pub doc: &'static str,
}

impl Input {
    /// Its mean over what is not known.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match (&self.value, &self.quantile) {
            (Distribution::Fixed(value), _) => *value,
            (_, quantile) => quantile.as_ref().map_or(0.0, Quantile::mean),
        }
    }
}

/// Every quantity of a scenario, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The inputs.
    pub list: Vec<Input>,
}

impl Inputs {
    pub(crate) fn add(&mut self, input: Input) -> InputId {
        self.list.push(input);
        InputId(self.list.len() - 1)
    }

    /// The address of each.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|input| input.address.as_str())
    }

    /// The input with this id.
    #[must_use]
    pub fn get(&self, id: InputId) -> &Input {
        &self.list[id.0]
    }

    /// The input that has this address.
    #[must_use]
    pub fn find(&self, address: &str) -> Option<InputId> {
        self.list.iter().position(|input| input.address == address).map(InputId)
    }

    /// How many the files give, and how many of those say nowhere where they come from.
    #[must_use]
    pub fn given(&self) -> (usize, usize) {
        let given = || self.list.iter().filter(|input| input.place.is_some());
        (given().count(), given().filter(|input| input.source.is_none()).count())
    }

    /// The inputs at `address`: the one that has it, or all those of the table that has it.
    #[must_use]
    pub fn below(&self, address: &str) -> Vec<InputId> {
        let inside = |a: &str| a == address || a.strip_prefix(address).is_some_and(|rest| rest.starts_with('.'));
        (0..self.list.len()).filter(|&i| inside(&self.list[i].address)).map(InputId).collect()
    }
}
