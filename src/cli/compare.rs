//! `compare`: plans on the same futures.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use staffcast::output::{self, Compared, Futures};
use staffcast::plan::Plan;
use staffcast::scenario::in_colour;
use staffcast::summary::compare::{self, CompareError, Outlook};

use super::arguments::CompareArguments;
use super::former::Kind;
use super::results::{Results, name_of};
use super::run::{self, failed};
use super::{Failure, attribution, disk, interrupt, print, terminal, warn};

/// Compares the base with every alternative.
pub(crate) fn compare(arguments: &CompareArguments) -> Result<(), Failure> {
    interrupt::listen();
    disk::is_there(&arguments.base)?;
    let files = alternatives(arguments)?;
    let confused = "tables could not tell them apart: rename one";
    disk::distinct_names(std::iter::once(&arguments.base).chain(&files), confused)?;
    let mut told = BTreeSet::new();
    let base = read(arguments, &arguments.base, None, &mut told)?;
    let seed = base.scenario().seed();
    let mut alternatives = Vec::with_capacity(files.len());
    for file in &files {
        let plan = read(arguments, file, Some(seed), &mut told)?;
        if plan.scenario().says_the_same_as(base.scenario()) {
            warn(&format!("warning: `{}` says the same as the base", file.display()));
        }
        alternatives.push(plan);
    }
    let results = Results::of(Kind::Comparison, &arguments.base, &arguments.how.out)?;
    for file in &files {
        name_of(file)?;
    }
    let replications = arguments.how.replications.unwrap_or(base.scenario().replications());
    let comparison = run::watched(&arguments.how, replications, "compare", |options| {
        compare::compare(&base, &alternatives, options, arguments.independent)
    });
    let comparison = comparison.map_err(not_compared)?;
    let compared = Compared {
        comparison: &comparison,
        base: stem(&arguments.base),
        alternatives: files.iter().map(|file| stem(file)).collect(),
    };
    let outlook = in_futures(arguments, &files, seed, replications)?;
    let futures = outlook.as_ref().map(|(outlook, names)| Futures {
        outlook,
        plans: std::iter::once(&compared.base).chain(&compared.alternatives).cloned().collect(),
        futures: names.clone(),
    });
    let (attributions, told) =
        attribution::attribute(arguments, &base, &alternatives, &compared.alternatives, replications)?;
    let attributed = attribution::attributed(&base, &alternatives, &compared.alternatives, &attributions, replications);
    let extras = arguments.extras.named(&results.name())?;
    let written = output::comparison_files(&compared, futures.as_ref(), &attributed, &extras).map_err(failed)?;
    results.write(&written)?;
    if arguments.how.json {
        return print(&output::comparison_json(&compared, futures.as_ref(), &attributed).map_err(failed)?);
    }
    if arguments.how.quiet {
        return Ok(());
    }
    let futures = futures.map_or(String::new(), |futures| terminal::shown(&output::futures_table(&futures)));
    let parts = format!("{}{told}", terminal::shown(&output::attribution_table(&attributed)));
    let table = terminal::shown(&output::comparison_table(&compared));
    print(&format!("{table}{parts}{futures}\n{}\n", run::wrote(results.folder(), &written)))
}

/// The scenarios that the base is compared with. A folder in which the base lies stands for the others in it.
fn alternatives(arguments: &CompareArguments) -> Result<Vec<PathBuf>, Failure> {
    let mut files = disk::scenario_files(&arguments.alternatives)?;
    files.retain(|file| arguments.alternatives.contains(file) || !disk::is_same_file(file, &arguments.base));
    if files.is_empty() {
        return Err(Failure::Wrong(
            "error: there is nothing to compare the base with: the folder holds no other".into(),
        ));
    }
    Ok(files)
}

fn not_compared(error: CompareError) -> Failure {
    match error {
        CompareError::Incomparable(error) => Failure::Wrong(format!("error: {error}")),
        CompareError::Stopped(stopped) => stopped.into(),
    }
}

/// What a future is called in which nothing is laid over the scenario.
const AS_GIVEN: &str = "as the scenarios say";

/// Every plan in every future, with the names of the futures; `None` where none was asked for.
fn in_futures(
    arguments: &CompareArguments,
    alternatives: &[PathBuf],
    seed: u64,
    replications: u64,
) -> Result<Option<(Outlook, Vec<String>)>, Failure> {
    if arguments.futures.is_empty() {
        return Ok(None);
    }
    let futures = disk::scenario_files(&arguments.futures)?;
    disk::distinct_names(&futures, "tables could not tell them apart: rename one")?;
    let plans = || std::iter::once(&arguments.base).chain(alternatives);
    let in_future = |future: Option<&Path>| -> Result<Vec<Plan>, Failure> {
        plans().map(|file| run::read_in(&arguments.how, file, future, Some(seed))).collect()
    };
    let all = std::iter::once(None).chain(futures.iter().map(|future| Some(future.as_path())));
    let all = all.map(in_future).collect::<Result<Vec<_>, _>>()?;
    let outlook = run::watched(&arguments.how, replications, "futures", |options| compare::outlook(&all, options))?;
    let names = std::iter::once(AS_GIVEN.to_owned()).chain(futures.iter().map(|future| stem(future))).collect();
    Ok(Some((outlook, names)))
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Reads a plan; an alternative is played with the seed of the base, whatever its own says. What several plans are warned of
/// alike, because they share a base, is told once.
fn read(
    arguments: &CompareArguments,
    file: &Path,
    seed: Option<u64>,
    told: &mut BTreeSet<String>,
) -> Result<Plan, Failure> {
    let plan = run::read(&arguments.how, file, seed)?;
    for text in in_colour(plan.warnings(), plan.scenario().sources()) {
        if told.insert(text.clone()) {
            warn(&text);
        }
    }
    Ok(plan)
}
