//! `--precision`: what must be known, and the limit.

use crate::plan::Plan;
use crate::summary::Precision;

use super::Failure;
use super::arguments::{AskedPrecision, CommonArguments, PrecisionArguments};

/// The most futures that are simulated unless a number is given: some 20 seconds for one plan of the size of Herefordshire's on two cores.
const LIMIT: u64 = 200_000;

/// A run in the progress line, whose total is the limit.
pub(crate) const RUNNING: &str = "run (may stop earlier)";

/// A comparison in the progress line.
pub(crate) const COMPARING: &str = "compare (may stop earlier)";

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Run,
    Comparison,
}

/// What must be known of these plans; `None` if the number of futures is set. Says what they do not have before anything runs.
pub(crate) fn asked(arguments: &PrecisionArguments, plans: &[&Plan], task: Task) -> Result<Option<Precision>, Failure> {
    let Some(given) = &arguments.precision else { return Ok(None) };
    let asked = match (given, task) {
        (AskedPrecision::Given(asked), _) => asked.clone(),
        (AskedPrecision::Default, Task::Run) => Precision::of_runs().supported_by(plans),
        (AskedPrecision::Default, Task::Comparison) => Precision::of_comparisons().supported_by(plans),
    };
    if asked.entries().next().is_none() {
        let message = "error: nothing that `--precision` covers by default is reported; say what must be known, such as \
                       `--precision caseload=0.1`";
        return Err(Failure::Wrong(message.into()));
    }
    let wrong = |error| Failure::Wrong(format!("error: `--precision`: {error}"));
    asked.check(plans, task == Task::Comparison).map_err(wrong)?;
    Ok(Some(asked))
}

/// The most futures to simulate.
pub(crate) fn limit(how: &CommonArguments) -> u64 {
    how.replications.unwrap_or(LIMIT)
}

/// Refuses a batch, whose lines are read side by side and would be of different numbers of futures.
pub(crate) fn refuse_batch(arguments: &PrecisionArguments) -> Result<(), Failure> {
    if arguments.precision.is_none() {
        return Ok(());
    }
    Err(Failure::Wrong(
        "error: `--precision` takes one scenario, because each would stop at its own number of futures; run them one by one, or use \
         `staffcast compare`"
            .into(),
    ))
}
