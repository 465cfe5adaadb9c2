//! The form of a scenario: the inputs that matter in the order in which a planner thinks, then all others by their address.
//!
//! [`order`] has the order, [`mod@fields`] makes the fields of a scenario, [`entry`] says what is written in one and what it means, and
//! [`mod@planned`] says what dated changes and responses do to them.

mod entry;
mod fields;
mod order;
mod planned;

pub(crate) use entry::Entry;
pub(crate) use fields::{form, kind_of};
pub(crate) use planned::{PlannedChange, planned};

/// The form of a scenario.
pub(crate) struct Form {
    /// The inputs that matter to nearly every plan.
    pub first: Vec<FieldGroup>,
    /// All other inputs.
    pub others: Vec<FieldGroup>,
}

/// Fields that belong together.
pub(crate) struct FieldGroup {
    /// Title.
    pub title: &'static str,
    /// What a planner needs to know before filling it in; may be empty.
    pub help: &'static str,
    /// The fields, by what they belong to.
    pub items: Vec<FieldItem>,
    /// What may be added: fields of items that the scenario does not have.
    pub additions: Vec<FieldItem>,
}

/// Fields of a team, an intake, a group of staff and the like.
pub(crate) struct FieldItem {
    /// Its name; empty for the service.
    pub title: String,
    /// Its address, if it may be removed as a whole.
    pub removable: Option<String>,
    /// The fields.
    pub fields: Vec<Field>,
}

impl Form {
    /// All fields of the scenario, in order.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.first.iter().chain(&self.others).flat_map(FieldGroup::fields)
    }

    /// The field of the input at an address, of the scenario or of what may be added.
    pub(crate) fn field(&self, address: &str) -> Option<&Field> {
        let added = self.first.iter().flat_map(|group| &group.additions).flat_map(|item| &item.fields);
        self.fields().chain(added).find(|field| field.address == address)
    }

    /// Whether there is a field for the input at an address.
    pub(crate) fn has(&self, address: &str) -> bool {
        self.field(address).is_some()
    }
}

impl Field {
    /// The field in a sentence: `Front door: Funded posts`.
    pub(crate) fn name(&self) -> String {
        if self.owner.is_empty() { self.label.clone() } else { format!("{}: {}", self.owner, self.label) }
    }
}

impl FieldGroup {
    /// All fields, in order.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.items.iter().flat_map(|item| &item.fields)
    }
}

/// A field: an input of a scenario, with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Address of the input.
    pub address: String,
    /// What it belongs to; empty for the service.
    pub owner: String,
    /// The input in words.
    pub label: String,
    /// Unit beside the value; may be empty.
    pub unit: &'static str,
    /// What stands in the field; empty if the input has no value.
    pub entry: String,
    /// The values to choose from, each with its words; empty if anything may be written.
    pub choices: Vec<(String, String)>,
    /// Whether it is a number, a month or text.
    pub entered_as: EnteredAs,
    /// What is to be found out, if the value is blank.
    pub blank: Option<String>,
    /// What may be written: `0% to 100%`; empty if anything.
    pub allowed: String,
    /// What a number of people makes in FTE; `None` for anything else.
    pub fte: Option<String>,
    /// What dated changes and responses do to the value, a sentence each.
    pub planned: Vec<String>,
    /// What English authorities show; `None` if nothing is published.
    pub published: Option<String>,
    /// What the file says of where the value comes from; `None` if nothing.
    pub source: Option<String>,
    /// What else a reader needs to know of the value.
    pub notes: Vec<String>,
    /// Meaning.
    pub meaning: &'static str,
    /// Whether a source may stand beside the value.
    pub has_source: bool,
    /// The value is set in this file, which the form does not change; `None` if the form may change it.
    pub set_elsewhere: Option<String>,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EnteredAs {
    /// A number.
    Number,
    /// A number or a range.
    Quantity,
    /// A month.
    Month,
    /// Text.
    Text,
}
