//! What was run, so that anybody can see that two folders hold the same run, or run it again. It says nothing of when,
//! where or for how long.

use serde::Serialize;

use super::json::to_json;
use super::{OutputFile, RenderError};
use crate::content::facts::{precision_words, scenario_digest, sha256};
use crate::scenario::{FORMAT, Scenario};
use crate::summary::Summary;

#[derive(Serialize)]
struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    format: i64,
    name: &'a str,
    seed: u64,
    replications: u64,
    /// Of a trace, the future that is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    future: Option<u64>,
    percentiles: &'static str,
    /// SHA-256 of all that the scenario says, without its layout and comments.
    scenario: String,
    /// The files that it was read from.
    sources: Vec<FileDigest<'a>>,
    /// Of a comparison, what the base is compared with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternatives: Vec<AlternativeDigest<'a>>,
    /// The files that were written.
    outputs: Vec<FileDigest<'a>>,
}

#[derive(Serialize)]
struct AlternativeDigest<'a> {
    name: &'a str,
    scenario: String,
    sources: Vec<FileDigest<'a>>,
}

#[derive(Serialize)]
struct FileDigest<'a> {
    name: &'a str,
    sha256: String,
}

pub(crate) fn manifest(summary: &Summary, files: &[OutputFile]) -> Result<String, RenderError> {
    to_json(&of_run(summary, files))
}

/// The manifest of a trace: that of the run, and which of its futures is told.
pub(crate) fn manifest_of_future(summary: &Summary, future: u64, files: &[OutputFile]) -> Result<String, RenderError> {
    to_json(&Manifest { future: Some(future), ..of_run(summary, files) })
}

/// The manifest of a comparison: that of its base, and what the alternatives were.
pub(crate) fn manifest_of(plans: &[&Summary], files: &[OutputFile]) -> Result<String, RenderError> {
    let Some((base, alternatives)) = plans.split_first() else { return to_json(&()) };
    let alternatives = alternatives.iter().map(|summary| {
        let scenario = summary.plan().scenario();
        AlternativeDigest { name: &scenario.name, scenario: scenario_digest(scenario), sources: sources(scenario) }
    });
    to_json(&Manifest { alternatives: alternatives.collect(), ..of_run(base, files) })
}

fn sources(scenario: &Scenario) -> Vec<FileDigest<'_>> {
    scenario.sources.files.iter().map(|file| FileDigest { name: file.name(), sha256: sha256(&file.text) }).collect()
}

fn of_run<'a>(summary: &'a Summary, files: &'a [OutputFile]) -> Manifest<'a> {
    let scenario = summary.plan().scenario();
    Manifest {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        format: FORMAT,
        name: &scenario.name,
        seed: scenario.seed,
        replications: summary.replications(),
        future: None,
        percentiles: precision_words(summary),
        scenario: scenario_digest(scenario),
        sources: sources(scenario),
        alternatives: Vec::new(),
        outputs: files.iter().map(|file| FileDigest { name: &file.name, sha256: sha256(&file.bytes) }).collect(),
    }
}
