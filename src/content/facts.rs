//! What was run, how to read it and what to look out for: what every document about a run says.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::{sentences, series_names, words};
use crate::scenario::Scenario;
use crate::scenario::source::SourceFile;
use crate::summary::Summary;

/// A label and what it says.
pub(crate) type Fact = (&'static str, FactValue);

/// What a fact says.
pub(crate) enum FactValue {
    /// In words.
    Words(String),
    /// As a whole number.
    Number(u64),
}

/// What was run, of one plan.
pub(crate) fn of_summary(summary: &Summary) -> Vec<Fact> {
    let scenario = summary.plan().scenario();
    let sources: Vec<&str> = scenario.sources.files.iter().map(SourceFile::name).collect();
    let mut facts = vec![
        ("Months", FactValue::Words(format!("{} to {}", scenario.start, scenario.end()))),
        ("Futures simulated", FactValue::Number(summary.replications())),
        // A seed may have more digits than Excel keeps of a number.
        ("Seed", FactValue::Words(scenario.seed.to_string())),
        ("Program", FactValue::Words(format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")))),
        ("Scenario files", FactValue::Words(sources.join(", "))),
        ("Scenario digest", FactValue::Words(format!("SHA-256 {}", scenario_digest(scenario)))),
        ("Percentiles", FactValue::Words(PRECISION.to_owned())),
    ];
    facts.extend(warnings(summary).into_iter().map(|warning| (WARNING, FactValue::Words(warning))));
    facts
}

/// What a warning of a scenario's files is called among the facts.
pub(crate) const WARNING: &str = "To check in the files";

/// The warnings of a scenario's files, for people who do not read these.
pub(crate) fn warnings(summary: &Summary) -> Vec<String> {
    let said = |warning: &crate::scenario::Diagnostic| words::capital(&warning.problem.to_string().replace('`', ""));
    summary.plan().warnings().iter().map(said).collect()
}

/// How to read the figures of a run.
pub(crate) fn reading(summary: &Summary) -> Vec<String> {
    let futures = words::counted(summary.replications(), "time", "times");
    let mut notes = vec![
        format!(
            "Every plan was simulated {futures}, each time with other chance and with other values of what nobody knows. A \
             range says what is likely if the inputs hold and the world works as the model does; which of the futures will \
             come, nobody knows."
        ),
        "Median: half of the futures lie above, half below. P10 to P90 is the range of 80% of the futures: one in ten is \
         lower, one in ten higher."
            .to_owned(),
        "Money is shown as means, because medians do not add up. It is in the money of the day unless it says real terms."
            .to_owned(),
        "Likely is the share of futures in which a target is met. The Monte Carlo error says how far the number of \
         futures leaves a mean open: twice that either way."
            .to_owned(),
        "A range covers what nobody knows (inputs given as distributions) and chance (who happens to leave in March). It \
         does not cover what the model leaves out."
            .to_owned(),
        "A financial year runs from April to March; the first and the last may be covered in part: see Months covered."
            .to_owned(),
    ];
    notes.extend(series_names::scope_note(summary.plan().scenario()));
    notes
}

/// What to look out for in a run. Warnings of the scenario's files stand among the facts.
pub(crate) fn look_out(summary: &Summary) -> Vec<String> {
    sentences::watch_notes(summary)
}

/// The SHA-256 of some bytes, in hexadecimal.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes.as_ref()).iter().fold(String::new(), |mut digest, byte| {
        let _ = write!(digest, "{byte:02x}");
        digest
    })
}

/// SHA-256 of all that a scenario says, without its layout and comments.
pub(crate) fn scenario_digest(scenario: &Scenario) -> String {
    sha256(&scenario.resolved)
}

/// How percentiles were found.
pub(crate) const PRECISION: &str =
    "from counts in narrow bins: exact for constants, events and small whole numbers, otherwise within their own Monte Carlo error";
