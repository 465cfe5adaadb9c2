//! What was run, by digests, so that anybody can see that two folders hold the same run, or run it again. It says nothing of
//! when, where or for how long.

use serde::Serialize;

use super::facts::{PRECISION, scenario_digest, sha256};
use crate::scenario::{FORMAT, Scenario};
use crate::summary::Summary;

/// What was run.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Provenance {
    program: &'static str,
    version: &'static str,
    format: i64,
    name: String,
    seed: u64,
    replications: u64,
    /// Of a trace, the future that is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    future: Option<u64>,
    percentiles: &'static str,
    /// SHA-256 of all that the scenario says, without its layout and comments.
    scenario: String,
    /// The files that it was read from.
    sources: Vec<FileDigest>,
    /// Of a comparison, what the base is compared with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternatives: Vec<AlternativeDigest>,
}

#[derive(Clone, Debug, Serialize)]
struct AlternativeDigest {
    name: String,
    scenario: String,
    sources: Vec<FileDigest>,
}

/// A file and what it held.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FileDigest {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

impl Provenance {
    /// A run.
    pub(crate) fn of_run(summary: &Summary) -> Self {
        let scenario = summary.plan().scenario();
        Self {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            format: FORMAT,
            name: scenario.name.clone(),
            seed: scenario.seed,
            replications: summary.replications(),
            future: None,
            percentiles: PRECISION,
            scenario: scenario_digest(scenario),
            sources: sources(scenario),
            alternatives: Vec::new(),
        }
    }

    /// One future of a run.
    pub(crate) fn of_future(summary: &Summary, future: u64) -> Self {
        Self { future: Some(future), ..Self::of_run(summary) }
    }

    /// Plans that were compared with a base.
    pub(crate) fn of_comparison<'s>(base: &Summary, plans: impl Iterator<Item = &'s Summary>) -> Self {
        let alternative = |summary: &Summary| {
            let scenario = summary.plan().scenario();
            AlternativeDigest {
                name: scenario.name.clone(),
                scenario: scenario_digest(scenario),
                sources: sources(scenario),
            }
        };
        Self { alternatives: plans.map(alternative).collect(), ..Self::of_run(base) }
    }
}

fn sources(scenario: &Scenario) -> Vec<FileDigest> {
    let digest = |file: &crate::scenario::source::SourceFile| FileDigest {
        name: file.name().to_owned(),
        sha256: sha256(&file.text),
    };
    scenario.sources.files.iter().map(digest).collect()
}
