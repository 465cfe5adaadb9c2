//! The planning page as it is opened, without a scenario.

use std::collections::BTreeMap;

use serde::Serialize;

/// The planning page.
pub(crate) struct PlannerPage {
    /// The scenarios to start from, in the order in which they are offered.
    pub(crate) starts: Vec<StartingPoint>,
    /// The module, compressed with gzip, in Base64.
    pub(crate) module: &'static str,
    /// The starting points as the page keeps them: compressed with gzip, in Base64.
    pub(crate) packed_starts: String,
}

/// A scenario to start from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct StartingPoint {
    /// Name, with what it is for.
    pub name: String,
    /// The list in which it is offered.
    pub group: &'static str,
    /// Path of the scenario among its files.
    pub path: String,
    /// By path, the text of its files.
    pub files: BTreeMap<String, String>,
}
