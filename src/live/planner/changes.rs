//! What was done in the form, taken into the text of the scenario: values that were entered, items that were removed.

use super::question::{FieldChange, FormQuestion, ScenarioFiles};
use crate::content::form::{Entry, kind_of};
use crate::content::page::Prose;
use crate::content::planner::{FieldMessage, FormOutcome, MessageKind, item_name};
use crate::plan::Plan;
use crate::scenario::edit::{NewValue, with_values, without};
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
                // Those of the scenario, and those that only its plan can know: whether it opens in balance.
                diagnostics: Plan::new(scenario.clone()).warnings().to_vec(),
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

/// A scenario with what was done in its form.
pub(super) struct ChangedScenario {
    /// The files with what could be taken.
    pub files: ScenarioFiles,
    /// What was entered and could not be taken.
    pub pending: Vec<FieldChange>,
    /// Why, at the fields and buttons.
    pub messages: Vec<FieldMessage>,
    /// What became of what was done now.
    pub outcome: FormOutcome,
}

/// Does what was done in the form of a scenario: discards, removes, and takes what was entered, now and before.
pub(super) fn changed(question: &FormQuestion) -> ChangedScenario {
    let mut changed = ChangedScenario {
        files: question.scenario.clone(),
        pending: question.pending.clone(),
        messages: Vec::new(),
        outcome: FormOutcome::Nothing,
    };
    if let Some(address) = &question.discard {
        changed.forget(address);
        changed.outcome = FormOutcome::Discarded;
    }
    if let Some(address) = &question.remove {
        changed.remove(address);
    }
    changed.enter(&question.changes);
    changed
}

/// Whether an address is that of an item, or of an input in it.
fn is_in(address: &str, item: &str) -> bool {
    address.strip_prefix(item).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl ChangedScenario {
    /// Drops what is pending of an input or an item.
    fn forget(&mut self, item: &str) {
        self.pending.retain(|one| !is_in(&one.address, item));
    }

    /// Removes an item with what refers to it, if the scenario is valid without them.
    fn remove(&mut self, address: &str) {
        let before = ReadScenario::of(&self.files).scenario;
        let removal = before.as_ref().map(|scenario| {
            let removal = without(self.files.text(), &scenario.tree, address).map_err(|error| error.to_string())?;
            Ok((valid(&self.files, removal.text)?, FormOutcome::removed(scenario, address, &removal.referrers)))
        });
        match removal {
            Some(Ok((files, outcome))) => {
                self.files = files;
                self.outcome = outcome;
                self.forget(address);
            }
            Some(Err(words)) => self.not_removed(before.as_ref(), address, words),
            None => self.not_removed(None, address, "the file cannot be read as a scenario".to_owned()),
        }
    }

    fn not_removed(&mut self, scenario: Option<&Scenario>, address: &str, words: String) {
        let name = scenario.map_or_else(|| format!("“{address}”"), |scenario| item_name(scenario, address));
        let words = Prose::of_message(&format!("Not removed: {words}"));
        self.outcome = FormOutcome::NotRemoved(name);
        self.messages.push(FieldMessage { address: address.to_owned(), kind: MessageKind::NotRemoved, words });
    }

    /// Takes what was entered, now and before, into the text: all of it, if the scenario is valid with it; otherwise, in turn, each that
    /// leaves it valid. Values that are valid only together are taken together.
    fn enter(&mut self, changes: &[FieldChange]) {
        let before = std::mem::take(&mut self.pending);
        let is_new = |one: &FieldChange| changes.iter().any(|new| new.address == one.address);
        let all: Vec<FieldChange> =
            before.into_iter().filter(|one| !is_new(one)).chain(changes.iter().cloned()).collect();
        self.take(all);
        let refused = self.pending.iter().filter(|one| is_new(one)).count();
        match (changes.len(), refused) {
            (0, _) => {}
            (_, 0) => self.outcome = FormOutcome::Applied,
            _ => self.outcome = FormOutcome::NotApplied(refused),
        }
    }

    fn take(&mut self, changes: Vec<FieldChange>) {
        if changes.is_empty() {
            return;
        }
        let Some(scenario) = ReadScenario::of(&self.files).scenario else {
            self.pending = changes;
            return;
        };
        let mut values: Vec<(&FieldChange, NewValue)> = Vec::new();
        for change in &changes {
            match new_value(change) {
                Ok(value) => values.push((change, value)),
                Err(words) => self.refuse(change, words),
            }
        }
        if let Ok(all) = with(&self.files, &scenario, &values) {
            self.files = all;
            return;
        }
        for one in values {
            match with(&self.files, &scenario, std::slice::from_ref(&one)) {
                Ok(files) => self.files = files,
                Err(words) => self.refuse(one.0, words),
            }
        }
    }

    fn refuse(&mut self, change: &FieldChange, words: String) {
        self.pending.push(change.clone());
        self.messages.push(FieldMessage {
            address: change.address.clone(),
            kind: MessageKind::NotApplied(change.entry.clone()),
            words: Prose::of_message(&words),
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
    valid(files, with_values(files.text(), scenario, &values).map_err(|error| error.to_string())?)
}

/// The files with this text of the scenario; the first error if it is not valid.
fn valid(files: &ScenarioFiles, text: String) -> Result<ScenarioFiles, String> {
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
