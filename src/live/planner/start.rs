//! A scenario of a service from its short form.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::model::{PlannerModel, answered, asked};
use super::question::ScenarioFiles;
use crate::content::imported::slug;
use crate::content::planner::short_form::{Entries, ShortForm, read, teams, with_team, without_team};
use crate::content::words;
use crate::import::own_service::OwnService;
use crate::live::LiveError;
use crate::render;
use crate::scenario::{Diagnostic, Scenario};
use crate::units::Month;

/// The question about the short form.
#[derive(Deserialize)]
struct StartQuestion {
    /// What is to be done.
    step: StartStep,
    /// Number of the team that is to be taken away.
    #[serde(default)]
    team: usize,
    /// What was entered, by the keys of the fields.
    entries: Entries,
    /// The month in which it is filled in.
    month: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StartStep {
    Show,
    AddTeam,
    RemoveTeam,
    Make,
}

/// The short form, or the scenario that was made of it.
#[derive(Default, Serialize)]
struct StartAnswer {
    /// The form as HTML.
    form: String,
    /// Key of the field in which the planner goes on.
    focus: String,
    /// The scenario, if one was made.
    scenario: Option<ScenarioFiles>,
    /// What was done, or what is to be done, in a sentence.
    summary: String,
    /// What was made of the figures, line by line.
    told: String,
    /// Whether something cannot be taken.
    is_wrong: bool,
}

impl PlannerModel {
    /// The short form of a service, or the scenario that is made of it: the question and the answer are JSON.
    ///
    /// # Errors
    /// [`LiveError::Form`] if the question is not in its form. What is wrong with an entry is part of the answer.
    pub fn start(&self, question: &str) -> Result<String, LiveError> {
        let StartQuestion { step, team, mut entries, month } = asked(question)?;
        let month = Month::parse(&month).ok_or_else(|| LiveError::Form(format!("`{month}` is no month")))?;
        let shown = |entries: &Entries, focus: String, summary: &str| StartAnswer {
            form: render::short_form_html(&ShortForm::new(entries, month, &[])),
            focus,
            summary: summary.to_owned(),
            ..StartAnswer::default()
        };
        answered(&match step {
            StartStep::Show => {
                entries.entry("start".to_owned()).or_insert_with(|| month.iso());
                shown(&entries, "name".to_owned(), "Enter what you know of your service, and make the scenario.")
            }
            StartStep::AddTeam => {
                let entries = with_team(entries);
                let number = teams(&entries);
                shown(&entries, format!("team.{number}.name"), &format!("Team {number} was added."))
            }
            StartStep::RemoveTeam => {
                let entries = without_team(entries, team);
                let number = team.min(teams(&entries));
                shown(&entries, format!("team.{number}.name"), &format!("Team {team} was removed."))
            }
            StartStep::Make => made(&entries, month),
        })
    }
}

/// The scenario, or the form with what is wrong.
fn made(entries: &Entries, month: Month) -> StartAnswer {
    let service = match read(entries) {
        Ok(service) => service,
        Err(errors) => return refused(entries, month, &errors),
    };
    let text = service.scenario();
    // What nobody thought of is said at the top of the form, and not only after it has been left.
    if let Err(errors) = Scenario::parse(&text)
        && errors.draft.is_none()
    {
        let words = errors.diagnostics.first().map_or_else(String::new, Diagnostic::message_with_hint);
        return refused(entries, month, &[("name".to_owned(), format!("These figures make no scenario: {words}"))]);
    }
    let path = format!("{}.toml", slug(&service.name));
    StartAnswer {
        form: render::short_form_html(&ShortForm::new(entries, month, &[])),
        summary: summary(&service, &path),
        told: service.notes().join("\n"),
        scenario: Some(ScenarioFiles { files: BTreeMap::from([(path.clone(), text)]), path }),
        ..StartAnswer::default()
    }
}

fn summary(service: &OwnService, path: &str) -> String {
    let next = if service.newly_qualified.is_none() {
        "Enter the newly qualified starters, then simulate."
    } else if service.question.is_some() {
        "“Simulate” answers your question."
    } else {
        "Ask a question of it, or simulate."
    };
    format!("Made {path} from what you entered. {next}")
}

fn refused(entries: &Entries, month: Month, errors: &[(String, String)]) -> StartAnswer {
    let form = ShortForm::new(entries, month, errors);
    let number = form.wrong().count() as u64;
    StartAnswer {
        focus: form.wrong().next().map_or_else(String::new, |field| field.key.clone()),
        summary: format!(
            "{} corrected: see {}.",
            words::counted(number, "field must be", "fields must be"),
            if number == 1 { "it" } else { "them" }
        ),
        form: render::short_form_html(&form),
        is_wrong: true,
        ..StartAnswer::default()
    }
}
