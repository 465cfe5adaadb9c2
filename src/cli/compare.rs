//! `compare`: compares plans on the same futures.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::compare::{self, AS_GIVEN, AttributionChoice, NamedPlan, RankBy, StressScenario, Study};
use crate::content::futures::BASE_PLAN;
use crate::content::study_overview;
use crate::plan::Plan;
use crate::render::OptionalFiles;
use crate::scenario::in_colour;
use crate::summary::Precision;

use super::arguments::CompareArguments;
use super::dataset::{DatasetWorkbook, refuse_a_plan_called_base};
use super::destination::Destination;
use super::precision::{self, Task};
use super::previous_results::ResultKind;
use super::results::name_of;
use super::run::{self, stem};
use super::{Failure, disk, interrupt, sources, warn};

/// Compares the base with every alternative.
pub(crate) fn compare(arguments: &CompareArguments) -> Result<(), Failure> {
    interrupt::listen();
    arguments.dataset.check(&arguments.how.output, &arguments.extras, &arguments.briefing, &arguments.job)?;
    disk::is_there(&arguments.base)?;
    let files = alternatives(arguments)?;
    refuse_a_plan_called_base(&arguments.dataset, &files)?;
    let (base, alternatives) = plans(arguments, &files)?;
    let rank_by = rank_by(arguments, &base)?;
    let all: Vec<&Plan> = std::iter::once(&base).chain(&alternatives).map(|one| &one.plan).collect();
    let precision = precision::asked(&arguments.precision, &all, Task::Comparison)?;
    let of = (arguments.base.as_path(), &arguments.how.overlays);
    let destination = Destination::of(ResultKind::Comparison, of, &arguments.how.output, &arguments.dataset)?;
    let names: Vec<&str> = alternatives.iter().map(|one| one.name.as_str()).collect();
    destination.refuse_to_lose(&base.plan.scenario().name, &names)?;
    let workbook = DatasetWorkbook::of(&arguments.dataset, &arguments.extras)?;
    let mut study = study(arguments, &base, &alternatives, precision.as_ref())?;
    study.rank_by = rank_by;
    stress_test(arguments, &files, &mut study)?;
    split(arguments, &mut study)?;
    let name = destination.folder_name();
    let extras = arguments.briefing.added_to(arguments.extras.named(&name)?, &name);
    let sources = sources::sources(&arguments.job, None)?;
    let extras = OptionalFiles { sources, each_future: arguments.dataset.each_future, ..extras };
    destination.publish(&study, &extras, workbook, &arguments.how.output, || study_overview(&study))
}

/// What plans are ranked by: what was asked for or, failing that, the targets of the base.
fn rank_by(arguments: &CompareArguments, base: &NamedPlan) -> Result<RankBy, Failure> {
    let scenario = base.plan.scenario();
    let Some(asked) = &arguments.rank_by else { return Ok(RankBy::default_of(scenario)) };
    RankBy::read(asked, scenario).map_err(|error| Failure::Wrong(format!("error: --rank-by: {error}")))
}

/// Runs all plans: the number of futures asked for or, with `precision`, until enough is known.
fn study(
    arguments: &CompareArguments,
    base: &NamedPlan,
    alternatives: &[NamedPlan],
    precision: Option<&Precision>,
) -> Result<Study, Failure> {
    let given = arguments.how.replications.unwrap_or(base.plan.scenario().replications());
    let (futures, what) = match precision {
        None => (given, "compare"),
        Some(_) => (precision::limit(&arguments.how), precision::COMPARING),
    };
    Ok(run::watched(&arguments.how, futures, what, |options| match precision {
        None => compare::compare(base, alternatives, options, arguments.independent),
        Some(precision) => compare::compare_until(base, alternatives, precision, options),
    })?)
}

/// Number of futures of the comparison, of which a shard has a part.
fn replications(arguments: &CompareArguments, study: &Study) -> u64 {
    let given = || arguments.how.replications.unwrap_or(study.base.summary.plan().scenario().replications());
    if arguments.how.output.execution.is_shard() { given() } else { study.replications() }
}

/// Reads the base and its alternatives, and prints their warnings.
fn plans(arguments: &CompareArguments, files: &[PathBuf]) -> Result<(NamedPlan, Vec<NamedPlan>), Failure> {
    disk::distinct_names(std::iter::once(&arguments.base).chain(files), CONFUSED)?;
    let mut told = BTreeSet::new();
    let base = read(arguments, &arguments.base, None, &mut told)?;
    let mut alternatives = Vec::with_capacity(files.len());
    for file in files {
        let other = read(arguments, file, Some(base.plan.scenario().seed()), &mut told)?;
        if other.plan.scenario().says_the_same_as(base.plan.scenario()) {
            warn(&format!("warning: `{}` does not differ from the base", file.display()));
        }
        alternatives.push(other);
    }
    for file in files {
        name_of(file)?;
    }
    Ok((base, alternatives))
}

/// The base and its alternatives by their names in tables, without their warnings.
pub(crate) fn plans_by_name(arguments: &CompareArguments) -> Result<Vec<(String, Plan)>, Failure> {
    let base = run::read(&arguments.how, &arguments.base, None)?;
    let seed = base.scenario().seed();
    let other = |file: &PathBuf| Ok((stem(file), run::read(&arguments.how, file, Some(seed))?));
    let others = alternatives(arguments)?.iter().map(other).collect::<Result<Vec<_>, Failure>>()?;
    Ok(std::iter::once((BASE_PLAN.to_owned(), base)).chain(others).collect())
}

/// Why files with the same name are refused.
const CONFUSED: &str = "tables could not distinguish them; rename one";

/// The alternatives. If the base is in one of the given folders, it is skipped there.
fn alternatives(arguments: &CompareArguments) -> Result<Vec<PathBuf>, Failure> {
    let mut files = disk::scenario_files(&arguments.alternatives)?;
    files.retain(|file| arguments.alternatives.contains(file) || !disk::is_same_file(file, &arguments.base));
    if files.is_empty() {
        return Err(Failure::Wrong(
            "error: there is nothing to compare the base with: the folder contains no other scenario".into(),
        ));
    }
    Ok(files)
}

/// Runs every plan under every requested overlay.
fn stress_test(arguments: &CompareArguments, alternatives: &[PathBuf], study: &mut Study) -> Result<(), Failure> {
    if arguments.stress.is_empty() {
        return Ok(());
    }
    let overlays = disk::scenario_files(&arguments.stress)?;
    disk::distinct_names(&overlays, CONFUSED)?;
    let seed = study.base.summary.plan().scenario().seed();
    let files = || std::iter::once(&arguments.base).chain(alternatives);
    let under = |overlay: &PathBuf| -> Result<StressScenario, Failure> {
        let plan = |file: &PathBuf| {
            let plan = run::read_in(&arguments.how, file, Some(overlay), Some(seed))?;
            Ok(NamedPlan::new(stem(file), plan))
        };
        Ok(StressScenario { name: stem(overlay), plans: files().map(plan).collect::<Result<_, Failure>>()? })
    };
    let mut scenarios = vec![StressScenario { name: AS_GIVEN.to_owned(), plans: study.plans() }];
    for overlay in &overlays {
        scenarios.push(under(overlay)?);
    }
    let replications = replications(arguments, study);
    Ok(run::watched(&arguments.how, replications, "stress tests", |options| study.stress_test(&scenarios, options))?)
}

/// Attributes the effects of the plans to their parts.
fn split(arguments: &CompareArguments, study: &mut Study) -> Result<(), Failure> {
    let choice = match (arguments.no_attribution, arguments.attribution) {
        (true, _) => AttributionChoice::Never,
        (_, true) => AttributionChoice::Always,
        _ => AttributionChoice::FewParts,
    };
    let replications = replications(arguments, study).min(arguments.attribution_replications);
    let names: Vec<String> = study.alternatives.iter().map(|one| one.name.clone()).collect();
    for name in names {
        let what = format!("attribution of {name}");
        run::watched(&arguments.how, replications, &what, |options| study.split(&name, choice, options))?;
    }
    Ok(())
}

/// Reads a plan; an alternative is run with the seed of the base, whatever its own. Warnings shared by several plans,
/// because they share a base, are printed once.
fn read(
    arguments: &CompareArguments,
    file: &Path,
    seed: Option<u64>,
    told: &mut BTreeSet<String>,
) -> Result<NamedPlan, Failure> {
    let plan = run::read(&arguments.how, file, seed)?;
    for text in in_colour(plan.warnings(), plan.scenario().sources()) {
        if told.insert(text.clone()) {
            warn(&text);
        }
    }
    Ok(NamedPlan::new(stem(file), plan))
}
