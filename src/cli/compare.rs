//! `compare`: plans on the same futures.

use std::path::Path;

use staffcast::output::{self, Compared};
use staffcast::plan::Plan;
use staffcast::summary::compare;

use super::arguments::CompareArguments;
use super::run::{self, failed};
use super::{Failure, disk, print, warn};

/// Compares the base with every alternative.
pub(crate) fn compare(arguments: &CompareArguments) -> Result<(), Failure> {
    let files = disk::scenario_files(&arguments.alternatives)?;
    disk::distinct_names(&files)?;
    let base = read(arguments, &arguments.base, None)?;
    let seed = base.scenario().seed;
    let alternatives = files.iter().map(|file| read(arguments, file, Some(seed))).collect::<Result<Vec<Plan>, _>>()?;
    let replications = arguments.how.replications.unwrap_or(base.scenario().replications);
    let long = replications.saturating_mul(files.len() as u64 + 1) >= 50_000;
    let comparison = run::with_progress(&arguments.how, replications, long, |options| {
        compare::compare(&base, &alternatives, options, arguments.independent)
    });
    let comparison = comparison.map_err(|error| Failure::Wrong(format!("error: {error}")))?;
    let stem = |file: &Path| file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let compared = Compared {
        comparison: &comparison,
        base: stem(&arguments.base),
        alternatives: files.iter().map(|file| stem(file)).collect(),
    };
    let folder = arguments.how.out.join(format!("compare-{}", compared.base));
    let written = output::comparison_files(&compared).map_err(failed)?;
    disk::write_all(&folder, &written)?;
    if arguments.how.json {
        return print(&output::comparison_json(&compared).map_err(failed)?);
    }
    if arguments.how.quiet {
        return Ok(());
    }
    print(&format!("{}\n{}\n", output::comparison_table(&compared), run::wrote(&folder, &written)))
}

/// Reads a plan; an alternative is played with the seed of the base, whatever its own says.
fn read(arguments: &CompareArguments, file: &Path, seed: Option<u64>) -> Result<Plan, Failure> {
    let plan = run::read(&arguments.how, file, seed)?;
    for warning in plan.warnings() {
        warn(&warning.render(&plan.scenario().sources));
    }
    Ok(plan)
}
