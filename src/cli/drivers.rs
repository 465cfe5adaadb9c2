//! `drivers`: what the ranges of a scenario come from, and what it would be worth to know before choosing a plan.

use crate::content::words::whole;
use crate::content::{Document, study_of_drivers_overview};
use crate::decide::drivers::{STUDY_FUTURES, StudyError, study};
use crate::plan::Plan;
use crate::scenario::in_colour;

use super::arguments::DriversArguments;
use super::disk;
use super::previous_results::ResultKind;
use super::results::Results;
use super::run;
use super::{Failure, interrupt, warn, wrong};

/// Studies the scenario, writes the files and prints what was found.
pub(crate) fn run_drivers(arguments: &DriversArguments) -> Result<(), Failure> {
    interrupt::listen();
    disk::is_there(&arguments.scenario)?;
    let files = disk::scenario_files(&arguments.plans)?;
    disk::distinct_names(
        std::iter::once(&arguments.scenario).chain(&files),
        "tables could not distinguish them; rename one",
    )?;
    let base = run::read(&arguments.how, &arguments.scenario, None)?;
    for warning in in_colour(base.warnings(), base.scenario().sources()) {
        warn(&warning);
    }
    let seed = base.scenario().seed();
    let plan = |file: &std::path::PathBuf| Ok((run::stem(file), run::read(&arguments.how, file, Some(seed))?));
    let plans = files.iter().map(plan).collect::<Result<Vec<(String, Plan)>, Failure>>()?;
    let names: Vec<String> = plans.iter().map(|(name, _)| name.clone()).collect();
    let results = Results::of(
        ResultKind::Drivers,
        (&arguments.scenario, &arguments.how.overlays),
        arguments.how.output.folder(),
    )?;
    let replications = futures(arguments, &base)?;
    let found = run::watched(&arguments.how, replications, "drivers", |options| study(base, plans, options));
    let found = found.map_err(|error| failed(error, &arguments.scenario, &names))?;
    let extras = arguments.extras.named(&results.name())?;
    results.publish(&Document::from(&found), &extras, &arguments.how.output, || study_of_drivers_overview(&found))
}

/// The number of futures: as given, or of the scenario, but no more than are kept.
fn futures(arguments: &DriversArguments, base: &Plan) -> Result<u64, Failure> {
    let [least, most] = STUDY_FUTURES;
    match arguments.how.replications {
        Some(given) if !(least..=most).contains(&given) => Err(wrong(format!(
            "`drivers` takes {} to {} futures, and `-n` is {}; with fewer, the share of an input has an error of more than five points, and more are not kept",
            whole(least),
            whole(most),
            whole(given)
        ))),
        Some(given) => Ok(given),
        None => Ok(base.scenario().replications().clamp(least, most)),
    }
}

fn failed(error: StudyError, file: &std::path::Path, names: &[String]) -> Failure {
    match error {
        StudyError::NotComparable(reason) => wrong(reason),
        StudyError::NoPrice(plan) => wrong(format!(
            "the saving of `{}` at equal capacity has no value, because in {} a team has no `charge_per_hour` of agency staff in some month; give one there, or leave the plan out",
            names[plan],
            file.display()
        )),
        StudyError::NothingVaries => {
            wrong("every future has the same headlines and targets, so there is no spread to explain")
        }
        StudyError::Cancelled(cancelled) => cancelled.into(),
    }
}
