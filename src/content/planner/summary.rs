//! What the planning page says of the scenario that is open.

use super::{FormMessages, MessageKind};
use crate::content::brief::{facts, renewed};
use crate::content::form::{Form, PlannedChange, planned};
use crate::content::words;
use crate::plan::Plan;

/// What is said of a scenario above its form.
pub(crate) struct FormSummary {
    /// Whether it can be run, and what is missing.
    pub state: Vec<Sentence>,
    /// How it opens and what it asks, as `check` answers.
    pub facts: Vec<String>,
    /// Its dated changes and responses.
    pub planned: Vec<PlannedChange>,
    /// The messages that have no field.
    pub others: Vec<String>,
}

/// A sentence without its full stop, with the fields that it is about.
pub(crate) struct Sentence {
    /// The sentence.
    pub words: String,
    /// The first fields.
    pub fields: Vec<FieldLink>,
    /// How many more there are.
    pub more: usize,
}

/// A field to go to.
pub(crate) struct FieldLink {
    /// Address of the input.
    pub address: String,
    /// The field in words.
    pub name: String,
}

impl FormSummary {
    /// The summary of a scenario; `form` is its form, if it can be read.
    pub(crate) fn new(plan: Option<&Plan>, form: Option<&Form>, blanks: &[String], messages: &FormMessages) -> Self {
        Self {
            state: state(form, blanks, messages),
            facts: plan.map(|plan| said(plan, blanks)).unwrap_or_default(),
            planned: plan.map(|plan| planned(plan.scenario())).unwrap_or_default(),
            others: messages.others.clone(),
        }
    }
}

/// What `check` answers. The form shows what is blank; what still has the template's source is a task for the planner.
fn said(plan: &Plan, blanks: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = facts(plan, blanks).iter().map(|line| quoted(line)).collect();
    let renewed = renewed(plan.scenario()).len() as u64;
    if renewed > 0 {
        let number = words::counted(renewed, "value was", "values were");
        let (carry, yours) = if renewed == 1 { ("carries", "it comes") } else { ("carry", "yours come") };
        lines.push(format!(
            "{number} changed here and still {carry} the template's source: say under “Help and source” of the field where {yours} from"
        ));
    }
    lines
}

/// Code in a sentence in quotation marks, in place of those of a terminal.
fn quoted(line: &str) -> String {
    let mut parts = line.split('`');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (place, part) in parts.enumerate() {
        text.push(if place % 2 == 0 { '“' } else { '”' });
        text.push_str(part);
    }
    text
}

/// Whether it can be run, in a sentence or two.
fn state(form: Option<&Form>, blanks: &[String], messages: &FormMessages) -> Vec<Sentence> {
    let Some(form) = form else {
        let words = "The file cannot be read as a scenario. Correct it below, where “The file” is, or open another";
        return vec![Sentence { words: words.to_owned(), fields: Vec::new(), more: 0 }];
    };
    let with = |is_it: &dyn Fn(&MessageKind) -> bool| -> Vec<&str> {
        messages.at_fields.iter().filter(|one| is_it(&one.kind)).map(|one| one.address.as_str()).collect()
    };
    let entries = with(&|kind| matches!(kind, MessageKind::NotApplied(_)));
    let errors = with(&|kind| *kind == MessageKind::Error);
    let warnings = with(&|kind| *kind == MessageKind::Warning);
    let mut sentences = Vec::new();
    let mut say = |addresses: &[&str], words: String| sentences.push(sentence(form, addresses, words));
    let count = |of: &[&str], one: &str, several: &str| words::counted(of.len() as u64, one, several);
    if !entries.is_empty() {
        let number = count(&entries, "entry was", "entries were");
        say(&entries, format!("{number} not applied, and the scenario keeps its previous values"));
    }
    if !errors.is_empty() {
        say(
            &errors,
            format!("{} be corrected before the scenario can be run", count(&errors, "error must", "errors must")),
        );
    }
    if !blanks.is_empty() {
        let blanks: Vec<&str> = blanks.iter().map(String::as_str).collect();
        let number = count(&blanks, "figure", "figures");
        say(&blanks, format!("{number} must be found out before the scenario can be run"));
    }
    if errors.is_empty() && blanks.is_empty() {
        say(&[], "The scenario can be run".to_owned());
    }
    if !warnings.is_empty() {
        say(&warnings, count(&warnings, "warning stands at its field", "warnings stand, each at its field"));
    }
    sentences
}

/// A sentence with the fields at these addresses.
fn sentence(form: &Form, addresses: &[&str], words: String) -> Sentence {
    /// Fields that are named.
    const MOST: usize = 12;
    let mut fields: Vec<FieldLink> = Vec::new();
    for field in addresses.iter().filter_map(|address| form.field(address)) {
        if fields.iter().all(|one| one.address != field.address) {
            fields.push(FieldLink { address: field.address.clone(), name: field.name() });
        }
    }
    let more = fields.len().saturating_sub(MOST);
    fields.truncate(MOST);
    Sentence { words, fields, more }
}
