//! Declarations of the keys of a scenario, made by the sections as they read.

use crate::units::Unit;

/// The kind of value of a declared key.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Free text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number in a range.
    Whole(Unit, i64, i64),
    /// A plain number in a range.
    Plain(Unit, f64, f64),
    /// A quantity in a range: a plain number or a distribution.
    Quantity(Unit, f64, f64),
    /// A month.
    Month,
    /// A financial year.
    Year,
    /// One of a list of words.
    Choice(Vec<String>),
    /// The id of an item of this kind.
    Name(&'static str),
    /// A number in a range, without a source.
    Number(f64, f64),
    /// The address of an input.
    Address,
    /// A list of values of one kind, with the minimum and maximum number of values.
    List(Box<Kind>, usize, usize),
    /// Any one of these kinds.
    Either(Vec<Kind>),
    /// A table whose keys are declared individually.
    Table,
    /// A table of named items, whose keys are declared below `ID`.
    Things,
    /// A table with keys of one sort and values of one kind. If the values are quantities, it may have `source` and
    /// `evidence`, like every table of declared keys.
    Keyed(Key, Box<Kind>),
}

/// The sort of keys in a table whose keys are not declared individually.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A team.
    Team,
    /// A stage of the pathway.
    Stage,
    /// A stage of the pathway or `closed`; one of them has the word `rest` instead of a value.
    Branch,
    /// A band of time in service.
    Band,
    /// A month.
    Month,
    /// The address of an input, as one key or as nested tables.
    Address,
}

impl Kind {
    /// A table of quantities with the same unit and range.
    pub(crate) fn quantities(key: Key, unit: Unit, range: (f64, f64)) -> Self {
        Self::Keyed(key, Box::new(Self::Quantity(unit, range.0, range.1)))
    }

    /// Whether it is a single fixed value: text, a month, a plain number or a name.
    pub(crate) fn is_setting(&self) -> bool {
        let fixed = matches!(self, Self::Text | Self::Flag | Self::Whole(..) | Self::Plain(..));
        fixed || matches!(self, Self::Month | Self::Year | Self::Choice(_) | Self::Name(_))
    }
}

/// The declaration of a key.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// The address, with `ID` for ids.
    pub address: String,
    /// The kind of value.
    pub kind: Kind,
    /// Whether the value may be a distribution.
    pub uncertain: bool,
    /// Whether dated changes may change it.
    pub dated: bool,
    /// The default (empty if the key is optional without one); `None` if the key is required.
    pub default: Option<String>,
    /// Meaning.
    pub doc: &'static str,
}

impl Declaration {
    /// The address of the table that contains the key; empty for the top level of the file.
    #[must_use]
    pub fn table(&self) -> &str {
        self.address.rsplit_once('.').map_or("", |(table, _)| table)
    }

    /// The key without its table.
    #[must_use]
    pub fn key(&self) -> &str {
        self.address.rsplit_once('.').map_or(&self.address, |(_, key)| key)
    }
}
