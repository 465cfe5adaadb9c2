//! `run`: simulate one scenario, show it, write it. Several are a batch.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use staffcast::output::{self, OutputFile};
use staffcast::plan::Plan;
use staffcast::run::Options;
use staffcast::scenario::Scenario;
use staffcast::summary::{self, Summary};

use super::arguments::{HowArguments, RunArguments};
use super::disk::{self, Disk};
use super::{Failure, batch, print, terminal, warn};

/// Runs what was asked for: a table for one scenario, a line each for several.
pub(crate) fn run(arguments: &RunArguments) -> Result<(), Failure> {
    let files = disk::scenario_files(&arguments.scenarios)?;
    if files.len() > 1 || arguments.scenarios.iter().any(|path| path.is_dir()) {
        return batch::run(arguments, &files);
    }
    files.iter().try_for_each(|file| one(arguments, file))
}

fn one(arguments: &RunArguments, file: &Path) -> Result<(), Failure> {
    let plan = read(&arguments.how, file, None)?;
    for warning in plan.warnings() {
        warn(&warning.render_in_colour(&plan.scenario().sources));
    }
    let summary = simulate(&arguments.how, &plan);
    let written = write(arguments, file, &summary)?;
    if arguments.how.json {
        return print(&output::summary_json(&summary).map_err(failed)?);
    }
    if arguments.how.quiet {
        return Ok(());
    }
    print(&format!("{}\n{}\n", terminal::shown(&output::table(&summary)), wrote(&written.0, &written.1)))
}

pub(crate) fn failed(error: output::OutputError) -> Failure {
    Failure::Failed(format!("error: {error}"))
}

/// Reads a scenario and makes it ready, with the command line's seed, or else with `seed`, in place of the file's.
pub(crate) fn read(arguments: &HowArguments, file: &Path, seed: Option<u64>) -> Result<Plan, Failure> {
    read_in(arguments, file, None, seed)
}

/// The same in a future.
pub(crate) fn read_in(
    arguments: &HowArguments,
    file: &Path,
    future: Option<&Path>,
    seed: Option<u64>,
) -> Result<Plan, Failure> {
    let path = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let scenario = Scenario::load_in(&path(file), future.map(path).as_deref(), &Disk);
    let mut scenario = scenario.map_err(|errors| Failure::Wrong(errors.render_in_colour()))?;
    scenario.seed = arguments.seed.or(seed).unwrap_or(scenario.seed);
    Ok(Plan::new(&scenario))
}

/// Futures from which on a run tells how far it is.
pub(crate) const LONG: u64 = 100_000;

/// Simulates and summarises; on a terminal a long run tells how far it is.
pub(crate) fn simulate<'p>(arguments: &HowArguments, plan: &'p Plan) -> Summary<'p> {
    let replications = arguments.replications.unwrap_or(plan.scenario().replications);
    with_progress(arguments, replications, replications >= LONG, |options| summary::run(plan, options))
}

/// Does `work` with the options of the command line; on a terminal a `long` one tells how far it is.
pub(crate) fn with_progress<T>(
    arguments: &HowArguments,
    replications: u64,
    long: bool,
    work: impl FnOnce(&Options<'_>) -> T,
) -> T {
    let told = long && !arguments.quiet && std::io::stderr().is_terminal();
    let progress = |done: u64| {
        if told {
            let _ = write!(std::io::stderr().lock(), "\r  {}% of {replications} futures", done * 100 / replications);
        }
    };
    let threads = arguments.threads.map(usize::from);
    let done = work(&Options { threads, progress: &progress, ..Options::new(replications) });
    if told {
        let _ = write!(std::io::stderr().lock(), "\r{:40}\r", "");
    }
    done
}

/// Writes every file of a run into the folder named for the scenario's file.
pub(crate) fn write(
    arguments: &RunArguments,
    file: &Path,
    summary: &Summary<'_>,
) -> Result<(PathBuf, Vec<OutputFile>), Failure> {
    let name = file.file_stem().unwrap_or_default();
    let folder = arguments.how.out.join(name);
    let files = if arguments.xlsx {
        output::files_with_workbook(summary, &name.to_string_lossy())
    } else {
        output::files(summary)
    };
    let files = files.map_err(failed)?;
    disk::write_all(&folder, &files)?;
    Ok((folder, files))
}

/// `Wrote outputs/plan/ (monthly.csv, ..., manifest.json, 4 charts)`, in lines of at most 80 columns.
pub(crate) fn wrote(folder: &Path, files: &[OutputFile]) -> String {
    const WIDTH: usize = 80;
    let is_chart = |file: &&OutputFile| Path::new(&file.name).extension().is_some_and(|extension| extension == "svg");
    let mut names: Vec<String> = files.iter().filter(|file| !is_chart(file)).map(|file| file.name.clone()).collect();
    let charts = files.iter().filter(is_chart).count();
    names.extend((charts > 0).then(|| format!("{charts} charts")));
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
