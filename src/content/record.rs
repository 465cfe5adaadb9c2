//! What is said for programs: records of named values.

use serde::Serialize;

use super::comparison::ComparisonRecord;
use super::run::RunRecord;

/// A record for programs.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Record<'a> {
    /// Of a run.
    Run(RunRecord<'a>),
    /// Of a comparison.
    Comparison(ComparisonRecord<'a>),
}
