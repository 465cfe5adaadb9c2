//! Answers to the questions of the planning page.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::changes::{ReadScenario, changed};
use super::question::{ComparisonQuestion, FormAnswer, FormQuestion, ReportAnswer, ScenarioFiles};
use crate::compare::{CompareError, NamedPlan, Study, compare};
use crate::content::Document;
use crate::content::form::form;
use crate::content::live::{LivePart, controls, goals};
use crate::content::planner::{FormMessages, FormSummary};
use crate::live::paths::{file_name, stem};
use crate::live::{LiveError, LiveInput};
use crate::plan::Plan;
use crate::render;
use crate::run::Options;
use crate::scenario::Scenario;
use crate::summary::{Summary, run};

/// The model behind the planning page. It keeps the last results, so that they can be saved without another run.
#[derive(Default)]
pub struct PlannerModel {
    last: Option<Results>,
}

/// The results that the page shows.
enum Results {
    Run(Box<Summary>),
    Comparison(Box<Study>),
}

impl PlannerModel {
    /// The form of a scenario, with what was entered in it: the question and the answer are JSON.
    ///
    /// # Errors
    /// [`LiveError::Form`] if the question is not in its form. What is wrong with a scenario is part of the answer.
    pub fn form(&self, question: &str) -> Result<String, LiveError> {
        let question: FormQuestion = asked(question)?;
        let mut changed = changed(&question);
        let read = ReadScenario::of(&changed.files);
        let fields = read.scenario.as_ref().map(|scenario| form(scenario, &read.diagnostics));
        if let Some(fields) = &fields {
            changed.pending.retain(|one| fields.has(&one.address));
        }
        let messages = FormMessages::new(&read.diagnostics, &read.sources, fields.as_ref(), changed.messages);
        let plan = read.scenario.clone().map(Plan::new);
        let blanks: Vec<String> = read.diagnostics.iter().filter_map(|one| one.blank()).map(str::to_owned).collect();
        let summary = FormSummary::new(plan.as_ref(), fields.as_ref(), &blanks, &messages);
        answered(&FormAnswer {
            text: changed.files.text().to_owned(),
            said: changed.outcome.words(&changed.files.path),
            is_refusal: changed.outcome.is_refusal(),
            name: read.scenario.as_ref().map_or_else(|| changed.files.path.clone(), |one| one.name().to_owned()),
            is_ready: read.is_ready(),
            summary: render::form_summary_html(&summary, &messages.at_fields),
            form: fields.map_or_else(String::new, |fields| render::form_html(&fields, &messages.at_fields)),
            pending: changed.pending,
        })
    }

    /// The report of a run of a scenario on so many futures, with levers: the question and the answer are JSON.
    ///
    /// # Errors
    /// [`LiveError`] if the scenario is not valid or the report cannot be written.
    pub fn report(&mut self, question: &str, futures: u64) -> Result<String, LiveError> {
        let files: ScenarioFiles = asked(question)?;
        let plan = plan(&files)?;
        let summary = run(&plan, &Options::new(futures)).map_err(CompareError::Cancelled)?;
        let input = LiveInput::of(&plan, &[], false);
        let live = LivePart {
            controls: controls(&summary),
            goals: goals(plan.scenario()),
            scenario: file_name(&input.path).to_owned(),
            plan: file_name(&input.plan).to_owned(),
            input: render::json(&input)?,
            module: "",
        };
        let document = Document::from(&summary);
        let answer = ReportAnswer {
            title: document.title.clone(),
            report: render::sections_html(&document, Some(&live))?,
            command: format!("staffcast run {} --replications {futures}", file_name(&files.path)),
            levers: live.input,
        };
        drop(document);
        self.last = Some(Results::Run(Box::new(summary)));
        answered(&answer)
    }

    /// The report of a comparison of a plan with a base on so many futures: the question and the answer are JSON.
    ///
    /// # Errors
    /// [`LiveError`] if one of them is not valid, they cannot be compared, or the report cannot be written.
    pub fn comparison(&mut self, question: &str, futures: u64) -> Result<String, LiveError> {
        let question: ComparisonQuestion = asked(question)?;
        let (base, alternative) = (plan(&question.base)?, plan(&question.plan)?);
        // On other seeds the two would not be on the same futures.
        let seed = base.scenario().seed();
        let alternative = Plan::new(alternative.scenario().clone().with_seed(seed));
        let (of_base, mut of_plan) = (stem(&question.base.path), stem(&question.plan.path).to_owned());
        if of_plan == of_base {
            of_plan.push_str("-changed");
        }
        let plans = [NamedPlan::new(of_plan.clone(), alternative)];
        let study = compare(&NamedPlan::new(of_base, base), &plans, &Options::new(futures), false)?;
        let document = Document::from(&study);
        let answer = ReportAnswer {
            title: document.title.clone(),
            report: render::sections_html(&document, None)?,
            levers: String::new(),
            command: format!(
                "staffcast compare {} {} --replications {futures}",
                question.base.path, question.plan.path
            ),
        };
        drop(document);
        self.last = Some(Results::Comparison(Box::new(study)));
        answered(&answer)
    }

    /// The last results, as a document.
    pub(super) fn last_document(&self) -> Result<Document<'_>, LiveError> {
        match &self.last {
            Some(Results::Run(summary)) => Ok(Document::from(&**summary)),
            Some(Results::Comparison(study)) => Ok(Document::from(&**study)),
            None => Err(LiveError::Form("there are no results yet".to_owned())),
        }
    }

    /// The folder into which the program writes the last results.
    pub(super) fn last_folder(&self) -> String {
        let folder = match &self.last {
            Some(Results::Run(summary)) => {
                let files = &summary.plan().scenario().sources().files;
                files.first().map_or_else(String::new, |file| stem(&file.path).to_owned())
            }
            Some(Results::Comparison(study)) => format!("compare-{}", study.base.name),
            None => String::new(),
        };
        // A file may be called `...toml`, which would be the folder above.
        if folder.chars().all(|letter| letter == '.') { "results".to_owned() } else { folder }
    }
}

/// The plan of a scenario.
fn plan(files: &ScenarioFiles) -> Result<Plan, LiveError> {
    Ok(Plan::new(Scenario::load(&files.path, &files.files)?))
}

pub(super) fn asked<T: DeserializeOwned>(question: &str) -> Result<T, LiveError> {
    serde_json::from_str(question).map_err(|error| LiveError::Form(error.to_string()))
}

pub(super) fn answered(answer: &impl Serialize) -> Result<String, LiveError> {
    serde_json::to_string(answer).map_err(|error| LiveError::Form(error.to_string()))
}
