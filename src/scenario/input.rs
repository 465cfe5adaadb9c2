//! The inputs of a scenario: every quantity, with its address, what it may be and where it was set.

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
    /// Where the figure comes from, in the file's words.
    pub source: Option<String>,
    /// How good the evidence is.
    pub evidence: Option<Evidence>,
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

    /// The input with this id.
    #[must_use]
    pub fn get(&self, id: InputId) -> &Input {
        &self.list[id.0]
    }

    /// The inputs at `address`: the one that has it, or all those of the table that has it.
    #[must_use]
    pub fn below(&self, address: &str) -> Vec<InputId> {
        let inside = |a: &str| a == address || a.strip_prefix(address).is_some_and(|rest| rest.starts_with('.'));
        (0..self.list.len()).filter(|&i| inside(&self.list[i].address)).map(InputId).collect()
    }
}
