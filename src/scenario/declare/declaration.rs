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
    Whole(Unit, i64, i64),
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
    /// A number in a range and nothing else: no source stands beside it.
    Number(f64, f64),
    /// The address of an input.
    Address,
    /// A list of values of one kind: fewest and most of them.
    List(Box<Kind>, usize, usize),
    /// Any one of these kinds.
    Either(Vec<Kind>),
    /// A table whose keys are declared in their turn.
    Table,
    /// A table of named things, whose keys are declared below `ID`.
    Things,
    /// A table with keys of one sort and values of one kind. Where those are quantities it may carry `source` and
    /// `evidence`, as every table of declared keys may.
    Keyed(Key, Box<Kind>),
}

/// What the keys of a table are that are not declared one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A stage of the pathway.
    Stage,
    /// A stage of the pathway or `closed`; one of them has the word `rest` in place of a value.
    Branch,
    /// A band of time in service.
    Band,
    /// A month.
    Month,
    /// The address of an input, whole or in tables within tables.
    Address,
}

impl Kind {
    /// A table of quantities on the same terms.
    pub(crate) fn quantities(key: Key, unit: Unit, range: (f64, f64)) -> Self {
        Self::Keyed(key, Box::new(Self::Quantity(unit, range.0, range.1)))
    }

    /// Whether it is one value that is known and fixed: text, a month, a plain number, a name.
    pub(crate) fn is_setting(&self) -> bool {
        let fixed = matches!(self, Self::Text | Self::Flag | Self::Whole(..) | Self::Plain(..));
        fixed || matches!(self, Self::Month | Self::Year | Self::Choice(_) | Self::Name(_))
    }
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

impl Declaration {
    /// The address of the table that the key stands in; empty for the top of the file.
    #[must_use]
    pub fn table(&self) -> &str {
        self.address.rsplit_once('.').map_or("", |(table, _)| table)
    }

    /// The key itself.
    #[must_use]
    pub fn key(&self) -> &str {
        self.address.rsplit_once('.').map_or(&self.address, |(_, key)| key)
    }
}
