//! What was entered in the form, taken into the text of the scenario.

use super::question::{FieldChange, ScenarioFiles};
use crate::content::form::{Entry, kind_of};
use crate::content::page::Prose;
use crate::content::planner::FieldMessage;
use crate::scenario::edit::{NewValue, with_values};
use crate::scenario::{Diagnostic, Kind, Scenario, ScenarioErrors, Severity};

/// Where a value comes from if nothing else was entered.
const SOURCE: &str = "assumption: entered on the planning page";

/// A scenario that was read.
pub(super) struct ReadScenario {
    /// The scenario; with placeholders in place of its blanks, if nothing else is wrong with it.
    pub scenario: Option<Scenario>,
    /// All errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// Its files.
    pub sources: crate::scenario::Sources,
}

impl ReadScenario {
    /// Reads a scenario from its files.
    pub(super) fn of(files: &ScenarioFiles) -> Self {
        match Scenario::load(&files.path, &files.files) {
            Ok(scenario) => Self {
                diagnostics: scenario.warnings.clone(),
                sources: scenario.sources().clone(),
                scenario: Some(scenario),
            },
            Err(errors) => {
                let ScenarioErrors { diagnostics, sources, draft } = *errors;
                Self { scenario: draft.map(|draft| *draft), diagnostics, sources }
            }
        }
    }

    /// Whether it can be run.
    pub(super) fn is_ready(&self) -> bool {
        self.scenario.is_some() && self.diagnostics.iter().all(|one| one.severity != Severity::Error)
    }
}

/// A scenario with what was entered.
pub(super) struct ChangedScenario {
    /// The files with what could be taken.
    pub files: ScenarioFiles,
    /// What could not be taken.
    pub pending: Vec<FieldChange>,
    /// Why, at the fields.
    pub messages: Vec<FieldMessage>,
}

/// Takes what was entered into the text of a scenario: all of it, if the scenario is valid with it; otherwise, in turn, each that leaves it
/// valid. Values that are valid only together are taken together.
pub(super) fn take(files: &ScenarioFiles, changes: &[FieldChange]) -> ChangedScenario {
    let mut taken = ChangedScenario { files: files.clone(), pending: Vec::new(), messages: Vec::new() };
    let Some(scenario) = ReadScenario::of(files).scenario else {
        taken.pending = changes.to_vec();
        return taken;
    };
    let mut values: Vec<(&FieldChange, NewValue)> = Vec::new();
    for change in changes {
        match new_value(change) {
            Ok(value) => values.push((change, value)),
            Err(words) => taken.refuse(change, words),
        }
    }
    if let Ok(all) = with(&taken.files, &scenario, &values) {
        taken.files = all;
        return taken;
    }
    for one in values {
        match with(&taken.files, &scenario, std::slice::from_ref(&one)) {
            Ok(files) => taken.files = files,
            Err(words) => taken.refuse(one.0, words),
        }
    }
    taken
}

impl ChangedScenario {
    fn refuse(&mut self, change: &FieldChange, words: String) {
        self.pending.push(change.clone());
        self.messages.push(FieldMessage {
            address: change.address.clone(),
            is_error: true,
            words: Prose::of_message(&words),
            entry: Some(change.entry.clone()),
        });
    }
}

/// The files with these values; the first error if the scenario is not valid with them.
fn with(
    files: &ScenarioFiles,
    scenario: &Scenario,
    values: &[(&FieldChange, NewValue)],
) -> Result<ScenarioFiles, String> {
    let values: Vec<(String, NewValue)> =
        values.iter().map(|(change, value)| (change.address.clone(), value.clone())).collect();
    let text = with_values(files.text(), scenario, &values).map_err(|error| error.to_string())?;
    let changed = files.with_text(text);
    let read = ReadScenario::of(&changed);
    let is_wrong = |one: &&Diagnostic| one.severity == Severity::Error && one.blank().is_none();
    match read.diagnostics.iter().find(is_wrong) {
        Some(error) => Err(error.message_with_hint()),
        None => Ok(changed),
    }
}

/// The value that an entry stands for.
fn new_value(change: &FieldChange) -> Result<NewValue, String> {
    // Nothing in place of an item, such as a target, removes it.
    if change.entry.trim().is_empty() {
        return Ok(NewValue::Absent);
    }
    let kind = kind_of(&change.address).ok_or("the format has no such input")?;
    let entry = Entry::read(&change.entry, &kind).map_err(|error| error.to_string())?;
    let source = || {
        let source = change.source.trim();
        if source.is_empty() { SOURCE.to_owned() } else { source.to_owned() }
    };
    let is_quantity = matches!(kind, Kind::Quantity(..));
    Ok(match entry {
        Entry::Number(value) if is_quantity => NewValue::Number { value, source: source() },
        Entry::Number(value) => NewValue::PlainNumber { value, source: source() },
        Entry::Range(low, high) => NewValue::Range { low, high, source: source() },
        Entry::Text(text) => NewValue::Text(text),
        Entry::Flag(flag) => NewValue::Flag(flag),
        Entry::Empty => NewValue::Absent,
    })
}
