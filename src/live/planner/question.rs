//! Questions of the planning page, and their answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A scenario on the page: its files, and which of them is the scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ScenarioFiles {
    /// Path of the scenario.
    pub path: String,
    /// By path, the text of all files.
    pub files: BTreeMap<String, String>,
}

impl ScenarioFiles {
    /// The text of the scenario's own file.
    pub(crate) fn text(&self) -> &str {
        self.files.get(&self.path).map_or("", String::as_str)
    }

    /// The same with another text of the scenario's own file.
    pub(crate) fn with_text(&self, text: String) -> Self {
        let mut files = self.files.clone();
        files.insert(self.path.clone(), text);
        Self { path: self.path.clone(), files }
    }
}

/// What was entered in a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FieldChange {
    /// Address of the input.
    pub address: String,
    /// What was entered.
    pub entry: String,
    /// Where the value comes from, as entered; may be empty.
    pub source: String,
}

/// The question about the form: a scenario, and what was done in its form.
#[derive(Deserialize)]
pub(super) struct FormQuestion {
    pub scenario: ScenarioFiles,
    /// What was entered now.
    #[serde(default)]
    pub changes: Vec<FieldChange>,
    /// What was entered before and is not in the file.
    #[serde(default)]
    pub pending: Vec<FieldChange>,
    /// Address of an item to be removed.
    pub remove: Option<String>,
    /// Address of an input or an item of which the entries that are pending are dropped.
    pub discard: Option<String>,
}

/// The form of a scenario.
#[derive(Serialize)]
pub(super) struct FormAnswer {
    /// The text of the scenario's own file, with what was entered.
    pub text: String,
    /// What became of what was done in the form, in a sentence; empty if nothing was done.
    pub said: String,
    /// Whether something could not be done.
    pub is_refusal: bool,
    /// What was entered and could not be taken, of fields of the form.
    pub pending: Vec<FieldChange>,
    /// Name of the scenario; its path if it has none.
    pub name: String,
    /// Whether the scenario can be run.
    pub is_ready: bool,
    /// What the page says of the scenario: its state in a sentence, and what `check` answers, as HTML.
    pub summary: String,
    /// The form as HTML; empty if the file has errors that a form cannot show.
    pub form: String,
}

/// The line before the bytes of a file that is opened.
#[derive(Deserialize)]
pub(super) struct DroppedHead {
    /// Name of the file.
    pub name: String,
    /// The scenario that is open, if one is.
    pub scenario: Option<ScenarioFiles>,
}

/// What a file that was opened has become.
#[derive(Serialize)]
pub(super) struct DroppedAnswer {
    /// The scenario that is open now.
    pub scenario: ScenarioFiles,
    /// What was done, in a sentence.
    pub summary: String,
    /// What was read and what was not, line by line; empty if there is nothing to say.
    pub told: String,
    /// Path among the files of the scenario with which this one is to be compared; empty if there is none.
    pub base: String,
    /// Name of the scenario with which this one is to be compared.
    pub base_name: String,
}

/// The question about a comparison.
#[derive(Deserialize)]
pub(super) struct ComparisonQuestion {
    pub base: ScenarioFiles,
    pub plan: ScenarioFiles,
}

/// The report of a run or of a comparison.
#[derive(Serialize)]
pub(super) struct ReportAnswer {
    /// Title.
    pub title: String,
    /// The report as HTML.
    pub report: String,
    /// What the model of the levers is given first, as text; empty if the report has no levers.
    pub levers: String,
    /// The command that computes the same.
    pub command: String,
}
