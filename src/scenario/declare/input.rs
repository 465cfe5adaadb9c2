//! The inputs of a scenario: every quantity, with its address, what it may be and where it was set.

use std::collections::BTreeSet;

use super::declaration::Kind;
use crate::random::{Distribution, Quantile};
use crate::scenario::source::Place;
use crate::units::Unit;

/// Which input: an index into [`Inputs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputId(pub(crate) usize);

/// How good the evidence for an input is, in the planner's judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Published statistics or research.
    Published,
    /// The authority's own records; figures of another authority are none of those.
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
    /// Whether it is an assumption: without a source, a guess or a judgement by its grade, or without a grade and with a
    /// source that calls itself an assumption. Everything else is from a source.
    #[must_use]
    pub fn is_assumed(&self) -> bool {
        let Some(source) = &self.source else { return true };
        match self.evidence {
            Some(Evidence::Guess | Evidence::Expert) => true,
            Some(Evidence::Published | Evidence::Local) => false,
            None => source.trim_start().to_lowercase().starts_with("assum"),
        }
    }

    /// Its mean over what is not known.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match (&self.value, &self.quantile) {
            (Distribution::Fixed(value), _) => *value,
            (_, quantile) => quantile.as_ref().map_or(0.0, Quantile::mean),
        }
    }
}

/// How many inputs a scenario gives, and what they rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InputCounts {
    /// All that it gives.
    pub all: usize,
    /// Those of them that are assumptions: [`Input::is_assumed`].
    pub assumed: usize,
    /// Those of the assumptions that say nowhere where they come from.
    pub unsourced: usize,
}

/// Every quantity of a scenario, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The inputs.
    pub list: Vec<Input>,
    /// Address and index of each, in the order of addresses.
    by_address: BTreeSet<(String, usize)>,
}

impl Inputs {
    pub(crate) fn add(&mut self, input: Input) -> InputId {
        self.by_address.insert((input.address.clone(), self.list.len()));
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
        self.at(address).next()
    }

    /// How many the files give, and what they rest on.
    #[must_use]
    pub fn counts(&self) -> InputCounts {
        let given = || self.list.iter().filter(|input| input.place.is_some());
        InputCounts {
            all: given().count(),
            assumed: given().filter(|input| input.is_assumed()).count(),
            unsourced: given().filter(|input| input.source.is_none()).count(),
        }
    }

    /// The inputs at `address`: the one that has it, or all those of the table that has it.
    #[must_use]
    pub fn below(&self, address: &str) -> Vec<InputId> {
        let prefix = format!("{address}.");
        let within = self.by_address.range((prefix.clone(), 0)..).take_while(|(known, _)| known.starts_with(&prefix));
        let mut found: Vec<InputId> = self.at(address).chain(within.map(|&(_, index)| InputId(index))).collect();
        found.sort_unstable();
        found
    }

    fn at(&self, address: &str) -> impl Iterator<Item = InputId> {
        let known = self.by_address.range((address.to_owned(), 0)..=(address.to_owned(), usize::MAX));
        known.map(|&(_, index)| InputId(index))
    }
}
