//! `run`: simulates one scenario, prints it and writes its results. Several scenarios are a batch.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::content::{self, words};
use crate::plan::Plan;
use crate::render::{self, OptionalFiles, OutputFile};
use crate::run::Options;
use crate::scenario::{Scenario, in_colour};
use crate::summary::{self, Summary};

use super::arguments::{CommonArguments, OutputArguments, RunArguments};
use super::dataset::DatasetWorkbook;
use super::destination::Destination;
use super::disk::{self, Disk};
use super::precision::{self, Task};
use super::previous_results::ResultKind;
use super::progress::ProgressLine;
use super::{Failure, batch, inputs, interrupt, live, sources, warn};

/// Runs the given scenarios: a table for one, a line each for several.
pub(crate) fn run(arguments: &RunArguments) -> Result<(), Failure> {
    interrupt::listen();
    arguments.dataset.check(&arguments.how.output, &arguments.extras, &arguments.briefing, &arguments.job)?;
    let files = disk::scenario_files(&arguments.scenarios)?;
    let is_batch = is_batch(arguments, &files);
    live::check(arguments, is_batch)?;
    if is_batch {
        precision::refuse_batch(&arguments.precision)?;
        return batch::run(arguments, &files);
    }
    files.iter().try_for_each(|file| one(arguments, file))
}

/// Whether these files, to which the arguments expand, are a batch.
pub(super) fn is_batch(arguments: &RunArguments, files: &[PathBuf]) -> bool {
    files.len() > 1 || arguments.scenarios.iter().any(|path| inputs::is_folder(path))
}

/// Runs one scenario.
pub(super) fn one(arguments: &RunArguments, file: &Path) -> Result<(), Failure> {
    let plan = read(&arguments.how, file, None)?;
    for warning in in_colour(plan.warnings(), plan.scenario().sources()) {
        warn(&warning);
    }
    let precision = precision::asked(&arguments.precision, &[&plan], Task::Run)?;
    let destination = destination(arguments, file)?;
    destination.refuse_to_lose(&plan.scenario().name, &[])?;
    let workbook = DatasetWorkbook::of(&arguments.dataset, &arguments.extras)?;
    let summary = match precision {
        None => simulate(&arguments.how, &plan, "run")?,
        Some(precision) => watched(&arguments.how, precision::limit(&arguments.how), precision::RUNNING, |options| {
            summary::run_until(&plan, &precision, options)
        })?,
    };
    let optional = OptionalFiles { live: live::part(arguments, &summary)?, ..optional(arguments, file, &destination)? };
    destination.publish(&summary, &optional, workbook, &arguments.how.output, || content::run_overview(&summary))
}

/// Where the results of a scenario go.
pub(crate) fn destination(arguments: &RunArguments, file: &Path) -> Result<Destination, Failure> {
    let of = (file, &arguments.how.overlays);
    Destination::of(ResultKind::Run, of, &arguments.how.output, &arguments.dataset)
}

/// The name of a file without its extension.
pub(crate) fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

pub(crate) fn failed(error: render::RenderError) -> Failure {
    Failure::Failed(format!("error: {error}"))
}

/// Reads and plans a scenario. The seed is that of the command line, else `seed`, else that of the file.
pub(crate) fn read(arguments: &CommonArguments, file: &Path, seed: Option<u64>) -> Result<Plan, Failure> {
    read_in(arguments, file, None, seed)
}

/// The same, with a stress overlay applied.
pub(crate) fn read_in(
    arguments: &CommonArguments,
    file: &Path,
    stress: Option<&Path>,
    seed: Option<u64>,
) -> Result<Plan, Failure> {
    let disk = Disk { scenario: disk::path_text(file)? };
    let stress = stress.map(disk::path_text).transpose()?;
    let overlays = arguments.overlays.paths()?;
    let scenario = Scenario::load_with(&disk.scenario, &overlays, stress.as_deref(), &disk);
    let scenario = scenario.map_err(|errors| Failure::Wrong(errors.render_in_colour()))?;
    let seed = arguments.seed.or(seed).unwrap_or(scenario.seed());
    Ok(Plan::new(scenario.with_seed(seed)))
}

/// Simulates and summarises a plan; `what` names the task in the progress line.
pub(crate) fn simulate(arguments: &CommonArguments, plan: &Plan, what: &str) -> Result<Summary, Failure> {
    let replications = arguments.replications.unwrap_or(plan.scenario().replications());
    Ok(watched(arguments, replications, what, |options| summary::run(plan, options))?)
}

/// Runs `work` with the options of the command line. It shows progress under the name `what`, and stops on Ctrl-C.
pub(crate) fn watched<T>(
    arguments: &CommonArguments,
    replications: u64,
    what: &str,
    work: impl FnOnce(&Options<'_>) -> T,
) -> T {
    watched_futures(&arguments.output, replications, what, work)
}

/// The same without a scenario.
pub(crate) fn watched_futures<T>(
    output: &OutputArguments,
    replications: u64,
    what: &str,
    work: impl FnOnce(&Options<'_>) -> T,
) -> T {
    let line = ProgressLine::new(what, output.quiet);
    let watch = |progress| {
        line.tell(progress);
        if interrupt::is_requested() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let threads = output.threads.map(usize::from);
    let execution = output.execution.execution();
    work(&Options { threads, watch: &watch, execution, ..Options::new(replications) })
}

/// The optional files that are requested.
pub(crate) fn optional(
    arguments: &RunArguments,
    file: &Path,
    destination: &Destination,
) -> Result<OptionalFiles, Failure> {
    let name = destination.folder_name();
    let optional = arguments.briefing.added_to(arguments.extras.named(&name)?, &name);
    let sources = sources::sources(&arguments.job, Some(file))?;
    Ok(OptionalFiles { sources, each_future: arguments.dataset.each_future, ..optional })
}

/// For example `Wrote outputs/plan/ (monthly.csv, ..., manifest.json, 4 charts)`, wrapped at 80 columns.
pub(crate) fn wrote(folder: &Path, files: &[OutputFile]) -> String {
    const WIDTH: usize = 80;
    let are = |ending: &str| files.iter().filter(|file| has_ending(&file.name, ending)).count() as u64;
    let is_named = |file: &&OutputFile| !has_ending(&file.name, "svg") && !has_ending(&file.name, "png");
    let mut names: Vec<String> = files.iter().filter(is_named).map(|file| file.name.clone()).collect();
    let charts = words::counted(are("svg"), "chart", "charts");
    match (are("svg"), are("png")) {
        (0, _) => {}
        (_, 0) => names.push(charts),
        _ => names.push(format!("{charts} as SVG and PNG")),
    }
    let mut lines = vec!["  (".to_owned()];
    for (index, name) in names.iter().enumerate() {
        let last = index + 1 == names.len();
        let name = format!("{name}{}", if last { ")" } else { "," });
        match lines.last_mut() {
            Some(line) if line.len() + 1 + name.len() <= WIDTH => {
                line.push_str(if line.ends_with('(') { "" } else { " " });
                line.push_str(&name);
            }
            _ => lines.push(format!("   {name}")),
        }
    }
    format!("Wrote {}/\n{}", folder.display(), lines.join("\n"))
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == ending)
}
