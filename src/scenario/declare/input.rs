//! The inputs of a scenario: every quantity with its address, range and place.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::declaration::Kind;
use crate::random::{Distribution, Quantile};
use crate::scenario::source::Place;
use crate::units::Unit;

/// Index of an input in [`Inputs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputId(pub(crate) usize);

/// Quality of the evidence for an input, as judged by the planner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Published statistics or research.
    Published,
    /// The authority's own records, not those of another authority.
    Local,
    /// A correlation observed across authorities, not shown to be causal.
    Association,
    /// Expert judgement.
    Expert,
    /// A guess.
    Guess,
}

impl Evidence {
    pub(crate) const IDS: [&'static str; 5] = ["published", "local", "association", "expert", "guess"];

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        let grades = [Self::Published, Self::Local, Self::Association, Self::Expert, Self::Guess];
        Self::IDS.iter().position(|&id| id == word).map(|index| grades[index])
    }

    /// The grade as written in a scenario.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::IDS[self as usize]
    }
}

/// One quantity of a scenario.
#[derive(Clone, Debug)]
pub struct Input {
    /// Position in reading order, among inputs and settings.
    pub(crate) order: usize,
    /// Address: the TOML path, such as `route.nqsw.stage.asye.cover`.
    pub address: String,
    /// Fixed value or distribution.
    pub value: Distribution,
    /// If uncertain, the quantile function, truncated to the range, from which it is drawn; shared by scenarios made of
    /// the same files.
    pub quantile: Option<Arc<Quantile>>,
    /// Unit.
    pub unit: Unit,
    /// Minimum allowed.
    pub min: f64,
    /// Maximum allowed.
    pub max: f64,
    /// Whether dated changes may change it.
    pub dated: bool,
    /// Place where it was set; `None` for a default.
    pub place: Option<Place>,
    /// Places of the values in the bases that it overrode, the nearest base first.
    pub overrode: Vec<Place>,
    /// Source of the figure, as stated in the file.
    pub source: Option<String>,
    /// Quality of the evidence.
    pub evidence: Option<Evidence>,
    /// Why the figure is right although it is outside what English authorities show, as stated in the file.
    pub unusual: Option<String>,
    /// Meaning.
    pub doc: &'static str,
}

/// A structural value of a scenario: text, a month, a whole number or a name. It is fixed for the run and cannot be
/// uncertain.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Position in reading order, among inputs and settings.
    pub(crate) order: usize,
    /// Address.
    pub address: String,
    /// Kind of value.
    pub kind: Kind,
    /// Place where it was set.
    pub place: Place,
    /// Places of the values that it overrode, the nearest base first.
    pub overrode: Vec<Place>,
    /// Source of the figure, as stated in the file.
    pub source: Option<String>,
    /// Quality of the evidence.
    pub evidence: Option<Evidence>,
    /// Why the figure is right although it is outside what English authorities show, as stated in the file.
    pub unusual: Option<String>,
    /// Meaning.
    pub doc: &'static str,
}

impl Input {
    /// Whether the input counts as an assumption: it has no source, is graded `guess` or `expert`, or has no grade and
    /// a source that starts with "assum". All other inputs count as sourced.
    #[must_use]
    pub fn is_assumed(&self) -> bool {
        let Some(source) = &self.source else { return true };
        match self.evidence {
            Some(Evidence::Guess | Evidence::Expert) => true,
            Some(Evidence::Published | Evidence::Local | Evidence::Association) => false,
            None => source.trim_start().to_lowercase().starts_with("assum"),
        }
    }

    /// The mean of its distribution.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match (&self.value, &self.quantile) {
            (Distribution::Fixed(value), _) => *value,
            (_, quantile) => quantile.as_ref().map_or(0.0, |quantile| quantile.mean()),
        }
    }
}

/// Numbers of inputs in a scenario by their evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InputCounts {
    /// All inputs given in the files.
    pub all: usize,
    /// Inputs that are assumptions ([`Input::is_assumed`]).
    pub assumed: usize,
    /// Assumptions without any source.
    pub unsourced: usize,
}

/// Every quantity of a scenario, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The inputs.
    pub list: Vec<Input>,
    /// Address and index of each input, sorted by address.
    by_address: BTreeSet<(String, usize)>,
}

impl Inputs {
    pub(crate) fn add(&mut self, input: Input) -> InputId {
        self.by_address.insert((input.address.clone(), self.list.len()));
        self.list.push(input);
        InputId(self.list.len() - 1)
    }

    /// The addresses of all inputs.
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

    /// Counts the inputs given in the files, by their evidence.
    #[must_use]
    pub fn counts(&self) -> InputCounts {
        let given = || self.list.iter().filter(|input| input.place.is_some());
        InputCounts {
            all: given().count(),
            assumed: given().filter(|input| input.is_assumed()).count(),
            unsourced: given().filter(|input| input.source.is_none()).count(),
        }
    }

    /// The inputs at `address`: the input with that address, or all inputs in the table with that address.
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
