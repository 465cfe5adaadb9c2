//! Content common to every document about a run: what was run, how to read it, and watch points.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::template_use::TemplateUse;
use super::{sentences, series_names, words};
use crate::scenario::Scenario;
use crate::summary::Summary;

/// A label and its value.
pub(crate) type Fact = (&'static str, FactValue);

/// The value of a fact.
pub(crate) enum FactValue {
    /// Text.
    Words(String),
    /// A whole number.
    Number(u64),
}

/// The facts about the run of one plan, with what its author says of it.
pub(crate) fn of_summary(summary: &Summary) -> Vec<Fact> {
    let scenario = summary.plan().scenario();
    of_scenario(scenario, summary.replications()).into_iter().chain(warning_facts(summary)).collect()
}

/// The same without what its author says, for pages with a section on that.
pub(crate) fn of_run(summary: &Summary) -> Vec<Fact> {
    let scenario = summary.plan().scenario();
    technical(scenario, summary.replications()).into_iter().chain(warning_facts(summary)).collect()
}

fn warning_facts(summary: &Summary) -> impl Iterator<Item = Fact> {
    warnings(summary).into_iter().map(|warning| (WARNING, FactValue::Words(warning)))
}

/// The facts about runs of a scenario with this number of futures, with what its author says of it.
pub(crate) fn of_scenario(scenario: &Scenario, replications: u64) -> Vec<Fact> {
    let mut facts = technical(scenario, replications);
    facts.extend(scenario.details.given().map(|(_, name, words)| (name, FactValue::Words(words.to_owned()))));
    facts.extend(scenario.notes.iter().map(|note| ("Note", FactValue::Words(note.clone()))));
    facts
}

fn technical(scenario: &Scenario, replications: u64) -> Vec<Fact> {
    let sources: Vec<&str> = scenario.sources.files.iter().map(|file| file.name()).collect();
    vec![
        ("Months", FactValue::Words(format!("{} to {}", scenario.start, scenario.end()))),
        ("Futures simulated", FactValue::Number(replications)),
        // As text: a seed may have more digits than Excel keeps in a number.
        ("Seed", FactValue::Words(scenario.seed.to_string())),
        ("Program", FactValue::Words(format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")))),
        ("Scenario files", FactValue::Words(sources.join(", "))),
        ("Scenario digest", FactValue::Words(format!("SHA-256 {}", scenario_digest(scenario)))),
        ("Percentiles", FactValue::Words(PRECISION.to_owned())),
    ]
}

/// How many inputs a scenario sets, followed by `where_listed`, and what is left of a template in it.
pub(crate) fn inputs(scenario: &Scenario, where_listed: &str) -> impl Iterator<Item = Fact> {
    let counted = format!("{}.{where_listed}", sentences::inputs_note(scenario));
    let used = TemplateUse::of(scenario).map(|used| ("Template", FactValue::Words(used.sentence().replace('`', ""))));
    std::iter::once(("Inputs", FactValue::Words(counted))).chain(used)
}

/// The label of a warning about the scenario files among the facts.
pub(crate) const WARNING: &str = "Scenario warning";

/// The warnings about the scenario files, worded for people who do not read those files.
pub(crate) fn warnings(summary: &Summary) -> Vec<String> {
    let text = |warning: &crate::scenario::Diagnostic| words::capital(&warning.problem.to_string().replace('`', ""));
    summary.plan().warnings().iter().map(text).collect()
}

/// How to read the figures of a run.
pub(crate) fn reading(summary: &Summary) -> Vec<String> {
    let futures = words::counted(summary.replications(), "time", "times");
    let mut notes = vec![
        format!(
            "Each plan was simulated {futures}, each time with different random events and different values for the \
             uncertain inputs. A range shows what is likely if the inputs are right and the service works as the model \
             assumes; it does not predict which future will happen."
        ),
        "Median: half of the futures are higher and half lower. P10 to P90 covers 80% of the futures: one in ten is \
         lower and one in ten higher."
            .to_owned(),
        "Money is shown as means, because medians do not add up. Amounts are in money of the day unless labelled as \
         real terms."
            .to_owned(),
        "The likelihood of a target is the share of futures in which it is met. The Monte Carlo error is the standard \
         error of a mean, due to the limited number of futures: allow twice the error either way."
            .to_owned(),
        "A range covers uncertain inputs (those given as distributions), differences between years (if the scenario has \
         any) and chance (such as who happens to leave in March). It does not cover anything that the model leaves out."
            .to_owned(),
        "A financial year runs from April to March. The run may cover only part of the first and the last year: see \
         Months covered."
            .to_owned(),
    ];
    notes.extend(series_names::scope_note(summary.plan().scenario()));
    notes
}

/// The watch points of a run. Warnings about the scenario files are among the facts instead.
pub(crate) fn look_out(summary: &Summary) -> Vec<String> {
    sentences::watch_notes(summary)
}

/// The SHA-256 digest of some bytes, in hexadecimal.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes.as_ref()).iter().fold(String::new(), |mut digest, byte| {
        let _ = write!(digest, "{byte:02x}");
        digest
    })
}

/// The SHA-256 digest of a scenario's resolved content, independent of layout and comments.
pub(crate) fn scenario_digest(scenario: &Scenario) -> String {
    sha256(&scenario.resolved)
}

/// How percentiles were computed.
pub(crate) const PRECISION: &str =
    "exact for figures with at most 1,024 different values; otherwise from counts in narrow bins";
