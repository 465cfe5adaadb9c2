//! What the live page adds to the report of a run: levers to move, and what a plan with other values of them changes.
//!
//! [`mod@controls`] chooses the levers and says what is known of each, [`positions`] gives each its values, and [`changed_plan`] is what the
//! page shows once one was moved: the same tables, sentences and charts as in the report on a comparison. [`reach`] says how far each must
//! go for a target to be likely enough.

mod changed_plan;
mod controls;
mod positions;
mod reach;

pub(crate) use changed_plan::ChangedPlan;
pub(crate) use controls::controls;
pub(crate) use reach::{LeverReach, ReachPoint, ReachRow, goals};

/// What the live page adds to the report of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LivePart {
    /// The levers, in the order of the page.
    pub(crate) controls: Vec<LeverControl>,
    /// What can be asked of a plan: its number in a question, and a clause.
    pub(crate) goals: Vec<(usize, String)>,
    /// The files of the scenario and how they belong together, as JSON: what the module is given first.
    pub(crate) input: String,
    /// The module, compressed with gzip, in Base64.
    pub(crate) module: &'static str,
    /// File name of the scenario.
    pub(crate) scenario: String,
    /// File name under which a plan is saved.
    pub(crate) plan: String,
}

/// A lever on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeverControl {
    /// Address of the input.
    pub address: String,
    /// The input in words.
    pub label: String,
    /// The values to choose from, in order.
    pub positions: Vec<LeverPosition>,
    /// The place among them of the value as filed, or of the nearest.
    pub filed: usize,
    /// The value as filed, in words.
    pub filed_words: String,
    /// What English authorities show; `None` if nothing is published.
    pub published: Option<String>,
    /// What the file says of where the value comes from; `None` if nothing.
    pub source: Option<String>,
    /// What else a reader needs to know before moving it.
    pub note: Option<&'static str>,
}

/// A value of a lever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeverPosition {
    /// As it is written in a file: `0.15`, `2016-09`.
    pub value: String,
    /// In words: `15%`, `Sep 2016`.
    pub words: String,
}
