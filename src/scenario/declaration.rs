//! What may stand in a scenario, key by key, as the sections declare it while they read.

use crate::units::Unit;

/// What a declared key holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Text for people.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number in a range.
    Whole(i64, i64),
    /// A plain number in a range.
    Plain(Unit, f64, f64),
    /// A quantity in a range: plain or a distribution.
    Quantity(Unit, f64, f64),
    /// A month.
    Month,
    /// A financial year.
    Year,
    /// One of some words.
    Choice(Vec<String>),
    /// The id of a thing of this kind.
    Name(&'static str),
    /// A table or list whose form the doc tells.
    Form,
}

/// One declaration: what may stand at an address.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// The address, ids standing as `ID`.
    pub address: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether a distribution may stand there.
    pub uncertain: bool,
    /// Whether dated changes may change it.
    pub dated: bool,
    /// What holds where it is left out; `None` where it must be given.
    pub default: Option<String>,
    /// What it means.
    pub doc: &'static str,
}
