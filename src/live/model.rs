//! Questions to the model of the live page, and its answers.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Serialize;

use super::error::LiveError;
use super::input::LiveInput;
use super::paths::{file_name, stem};
use crate::compare::{CompareError, KeptBase, NamedPlan, Study, compare};
use crate::content::live::ChangedPlan;
use crate::content::page::Block;
use crate::content::{Document, words};
use crate::decide::overlay::{WithOverlay, overlay_text};
use crate::decide::{Lever, LeverValue};
use crate::plan::Plan;
use crate::render;
use crate::run::Options;
use crate::scenario::Scenario;
use crate::summary::run;

/// Where the values of a saved plan come from.
const SOURCE: &str = "assumption: a value chosen on the live page";

/// A scenario that answers questions about changed plans.
pub struct LiveModel {
    input: LiveInput,
    base: NamedPlan,
    /// The futures of the base, of the number that was asked for last.
    kept: RefCell<Option<KeptBase>>,
}

/// The greatest number of futures that is kept: more would take hundreds of megabytes.
const MOST_KEPT: u64 = 512;

/// An answer: what a changed plan does.
#[derive(Serialize)]
struct LiveAnswer {
    /// Number of futures.
    futures: u64,
    /// The most important figures in a few sentences.
    summary: String,
    /// The pieces of the page.
    pieces: Vec<PagePiece>,
    /// The plan as an overlay, TOML.
    overlay: String,
    /// The command that computes the same.
    command: String,
}

/// A piece of the page that is replaced as a whole.
#[derive(Serialize)]
struct PagePiece {
    id: &'static str,
    html: String,
}

impl LiveModel {
    /// Reads the files of a [`LiveInput`] as JSON.
    ///
    /// # Errors
    /// [`LiveError`] if it is not in this form, or the scenario is not valid.
    pub fn read(json: &str) -> Result<Self, LiveError> {
        let input: LiveInput = serde_json::from_str(json).map_err(|error| LiveError::Form(error.to_string()))?;
        let scenario = Scenario::load_with(&input.path, &input.overlays, None, &input.files)?;
        let plan = Plan::new(scenario.with_seed(input.seed));
        Ok(Self { base: NamedPlan::new(stem(&input.path), plan), input, kept: RefCell::default() })
    }

    /// What a plan with other values changes, as JSON: the pieces of the page, the plan as an overlay, and the command that computes the
    /// same. `changes` is a JSON object of addresses and values; `futures` is the number of futures of both plans.
    ///
    /// # Errors
    /// [`LiveError`] if a value cannot be read, or if the plan is not valid with it.
    pub fn evaluate(&self, changes: &str, futures: u64) -> Result<String, LiveError> {
        let (overlay, plan) = self.changed(&read_changes(changes)?)?;
        let study = self.study(&plan, futures)?;
        let changed = ChangedPlan::of(&study);
        let all: Vec<Block<'_>> = (0..changed.exhibits.len()).map(Block::Exhibit).collect();
        let answer = LiveAnswer {
            futures,
            summary: changed.summary,
            pieces: vec![
                PagePiece { id: "findings", html: render::blocks_html(&changed.findings, &changed.exhibits)? },
                PagePiece { id: "charts", html: render::blocks_html(&all, &changed.exhibits)? },
            ],
            overlay,
            command: self.command(futures),
        };
        serde_json::to_string(&answer).map_err(|error| LiveError::Form(error.to_string()))
    }

    /// The figures of a plan with other values, as in `summary.json` of a run of the saved overlay; without changes, of the plan as filed.
    ///
    /// # Errors
    /// Those of [`evaluate`](Self::evaluate).
    pub fn figures(&self, changes: &str, futures: u64) -> Result<String, LiveError> {
        let is_changed = changes != NO_CHANGES;
        let plan = if is_changed { self.changed(&read_changes(changes)?)?.1.plan } else { self.base.plan.clone() };
        let summary = run(&plan, &Options::new(futures)).map_err(CompareError::Cancelled)?;
        Ok(render::record_json(&Document::from(&summary))?)
    }

    /// A plan and the base on so many futures.
    fn study(&self, plan: &NamedPlan, futures: u64) -> Result<Study, LiveError> {
        if !(1..=MOST_KEPT).contains(&futures) {
            return Ok(compare(&self.base, std::slice::from_ref(plan), &Options::new(futures), false)?);
        }
        let mut kept = self.kept.borrow_mut();
        let base = match kept.take().filter(|base| base.replications() == futures) {
            Some(base) => base,
            None => KeptBase::new(self.base.clone(), futures).map_err(CompareError::Cancelled)?,
        };
        Ok(kept.insert(base).compare(plan)?)
    }

    /// The plan as filed.
    pub(super) fn filed(&self) -> &Plan {
        &self.base.plan
    }

    /// The plan with these values by address.
    pub(super) fn plan_with(&self, changes: &BTreeMap<String, String>) -> Result<Plan, LiveError> {
        Ok(self.changed(changes)?.1.plan)
    }

    /// The overlay with these values by address, and its plan with the seed of the base.
    fn changed(&self, changes: &BTreeMap<String, String>) -> Result<(String, NamedPlan), LiveError> {
        let scenario = self.base.plan.scenario();
        let lever = |(address, value): (&String, &String)| {
            Lever::parse(&format!("{address}={value}"))
                .map_err(|error| LiveError::Value { address: address.clone(), reason: error.to_string() })
        };
        let levers: Vec<Lever> = changes.iter().map(lever).collect::<Result<_, _>>()?;
        let value = |lever: &Lever| match lever.values[..] {
            [value] => Ok(value),
            _ => Err(LiveError::Value { address: lever.address.clone(), reason: "it needs one value".to_owned() }),
        };
        let values: Vec<LeverValue> = levers.iter().map(value).collect::<Result<_, _>>()?;
        let name = words::capital(&stem(&self.input.plan).replace('-', " "));
        let text = overlay_text(scenario, &self.input.bases, Some(&name), &levers, &values, SOURCE);
        let loader = WithOverlay { loader: &self.input.files, path: &self.input.plan, text: text.clone() };
        let changed = Scenario::load(&self.input.plan, &loader)?;
        Ok((text, NamedPlan::new(stem(&self.input.plan), Plan::new(changed.with_seed(self.input.seed)))))
    }

    /// The command that computes the same from the saved overlay. With overlays on the scenario, which a comparison would lay over the
    /// saved plan, it is that of the plan alone.
    fn command(&self, futures: u64) -> String {
        let (scenario, plan) = (file_name(&self.input.path), file_name(&self.input.plan));
        let what =
            if self.input.overlays.is_empty() { format!("compare {scenario} {plan}") } else { format!("run {plan}") };
        let seed = if self.input.is_seed_given { format!(" --seed {}", self.input.seed) } else { String::new() };
        format!("staffcast {what} --replications {futures}{seed}")
    }
}

/// Values by address, from JSON.
fn read_changes(changes: &str) -> Result<BTreeMap<String, String>, LiveError> {
    serde_json::from_str(changes).map_err(|error| LiveError::Form(error.to_string()))
}

/// The question about the plan as filed.
const NO_CHANGES: &str = "{}";
