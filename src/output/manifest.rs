//! What was run, so that anybody can see that two folders hold the same run, or run it again. It says nothing of when,
//! where or for how long.

use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::json::to_json;
use super::{OutputError, OutputFile};
use crate::scenario::FORMAT;
use crate::summary::{Precision, Summary};

#[derive(Serialize)]
struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    format: i64,
    name: &'a str,
    seed: u64,
    replications: u64,
    percentiles: &'static str,
    /// SHA-256 of all that the scenario says, without its layout and comments.
    scenario: String,
    /// The files that it was read from.
    sources: Vec<FileDigest<'a>>,
    /// The files that were written.
    outputs: Vec<FileDigest<'a>>,
}

#[derive(Serialize)]
struct FileDigest<'a> {
    name: &'a str,
    sha256: String,
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut digest, byte| {
        let _ = write!(digest, "{byte:02x}");
        digest
    })
}

pub(crate) fn manifest(summary: &Summary<'_>, files: &[OutputFile]) -> Result<String, OutputError> {
    let scenario = summary.plan().scenario();
    let sources =
        scenario.sources.files.iter().map(|file| FileDigest { name: file.name(), sha256: sha256(&file.text) });
    to_json(&Manifest {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        format: FORMAT,
        name: &scenario.name,
        seed: scenario.seed,
        replications: summary.replications(),
        percentiles: match summary.precision() {
            Precision::Exact => "exact, of values held to seven significant figures",
            Precision::Sketch => "from counts in bins at most 1/1024 of their value wide",
        },
        scenario: sha256(&scenario.resolved),
        sources: sources.collect(),
        outputs: files.iter().map(|file| FileDigest { name: &file.name, sha256: sha256(&file.text) }).collect(),
    })
}
