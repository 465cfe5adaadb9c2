//! The tasks of a job, and what a shard does of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::arguments::{Command, RunArguments};
use super::super::inputs::InputPlaces;
use super::super::previous_results::{PreviousResults, is_file};
use super::super::results::{MANIFEST, Results};
use super::super::{Failure, batch, disk, dispatch, inputs, precision, run};
use super::execution::CommandExecution;
use super::place::ShardPlace;
use super::record::{FileRecord, PassRecord, TaskOutcome, TaskRecord};
use crate::content::facts::sha256;
use crate::content::words::{counted, whole};
use crate::run::{BLOCK, RecordedPass, ShardRecorder, WorkShare, assign_shares};

/// The folder of the files that were read.
pub(super) const INPUTS: &str = "inputs";

/// The folder of the results of whole scenarios.
pub(super) const RESULTS: &str = "results";

/// A task of a job: a scenario of a batch, or all that a command does.
pub(super) struct ShardTask {
    /// The scenario as given, or the command.
    pub name: String,
    /// The scenario of a batch.
    file: Option<PathBuf>,
    share: WorkShare,
}

/// The name of the only task of a command.
pub(super) fn name_of(command: &Command) -> &'static str {
    match command {
        Command::Run(_) => "run",
        Command::Compare(_) => "compare",
        Command::Sweep(_) => "sweep",
        _ => "backtest",
    }
}

/// The tasks of a shard.
pub(super) fn tasks(command: &Command, place: ShardPlace) -> Result<Vec<ShardTask>, Failure> {
    let index = place.index - 1;
    if let Command::Run(arguments) = command {
        let files = disk::scenario_files(&arguments.scenarios)?;
        if run::is_batch(arguments, &files) {
            precision::refuse_batch(&arguments.precision)?;
            batch::refuse_unusable_names(&files)?;
            let blocks = if place.of <= files.len() as u64 { vec![1; files.len()] } else { blocks(arguments, &files) };
            let task = |(task, share): (usize, WorkShare)| {
                Ok(ShardTask { name: disk::path_text(&files[task])?, file: Some(files[task].clone()), share })
            };
            return assign_shares(&blocks, place.of, index).into_iter().map(task).collect();
        }
    }
    let share = WorkShare { from: index, to: index + 1, of: place.of };
    Ok(vec![ShardTask { name: name_of(command).to_owned(), file: None, share }])
}

/// The number of blocks of every scenario; 1 for one that cannot be read, which is reported by the shard that has it.
fn blocks(arguments: &RunArguments, files: &[PathBuf]) -> Vec<u64> {
    let replications = |file: &PathBuf| {
        let given = arguments.how.replications;
        given.or_else(|| run::read(&arguments.how, file, None).ok().map(|plan| plan.scenario().replications()))
    };
    files.iter().map(|file| replications(file).map_or(1, |number| number.div_ceil(BLOCK as u64))).collect()
}

impl ShardTask {
    /// Whether the record is of this task.
    pub(super) fn is_in(&self, record: &TaskRecord) -> bool {
        self.name == record.name && self.share == record.share()
    }

    /// Does it, and writes what came of it to the folder of the shard.
    pub(super) fn execute(&self, command: &mut Command, folder: &Path) -> Result<TaskRecord, Failure> {
        inputs::begin_task();
        let outcome = match self.outcome(command, folder) {
            // Another shard need not try the same.
            Err(Failure::Wrong(message)) if self.file.is_some() => {
                super::warn(&message);
                Ok(TaskOutcome::Failure { message })
            }
            outcome => outcome,
        }?;
        let inputs = inputs::read_files().into_iter().map(|(path, bytes)| {
            let record = FileRecord::write(folder, &input_name(&path, &bytes), &bytes)?;
            Ok((path, record))
        });
        let inputs = inputs.collect::<Result<BTreeMap<String, FileRecord>, Failure>>()?;
        let WorkShare { from, to, of } = self.share;
        Ok(TaskRecord { name: self.name.clone(), share: [from, to, of], inputs, outcome })
    }

    fn outcome(&self, command: &mut Command, folder: &Path) -> Result<TaskOutcome, Failure> {
        if let (Some(file), Command::Run(arguments), true) = (&self.file, &*command, self.share.is_whole()) {
            return results(arguments, file, folder);
        }
        let recorder = Arc::new(ShardRecorder::new(self.share));
        if let Some(output) = command.output_mut() {
            output.execution = CommandExecution::Shard(Arc::clone(&recorder));
        }
        let done = match (&self.file, &*command) {
            (Some(file), Command::Run(arguments)) => run::one(arguments, file),
            _ => dispatch(command),
        };
        if let Some(output) = command.output_mut() {
            output.execution = CommandExecution::Whole;
        }
        let passes = recorder.take_passes();
        match done {
            // Some origins may have nothing to score; all of them are known when they are merged.
            Err(Failure::Wrong(_)) if matches!(command, Command::Backtest(_)) && !passes.is_empty() => {}
            done => done?,
        }
        let stem = self.file.as_deref().map_or_else(|| self.name.clone(), run::stem);
        let write = |(number, pass): (usize, RecordedPass)| {
            let name = format!("{stem}.{}.tallies", number + 1);
            Ok(PassRecord { label: pass.label, file: FileRecord::write(folder, &name, &pass.bytes)? })
        };
        Ok(TaskOutcome::Part(passes.into_iter().enumerate().map(write).collect::<Result<_, Failure>>()?))
    }
}

/// Where the shard carries a file that it read: under its digest and, to be found by people, the end of its name.
fn input_name(path: &str, bytes: &[u8]) -> String {
    const LONGEST: usize = 60;
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let skipped = name.chars().count().saturating_sub(LONGEST);
    format!("{INPUTS}/{}-{}", &sha256(bytes)[..16], name.chars().skip(skipped).collect::<String>())
}

/// Runs all futures of a scenario and writes its results to the folder of the shard.
fn results(arguments: &RunArguments, file: &Path, folder: &Path) -> Result<TaskOutcome, Failure> {
    let done = batch::one(arguments, file, None)?;
    let name = Results::of_run(file, &arguments.how)?.name();
    let manifest = folder.join(RESULTS).join(&name).join(MANIFEST);
    let failed =
        |error: std::io::Error| Failure::Failed(format!("error: cannot read `{}`: {error}", manifest.display()));
    let digest = sha256(std::fs::read(&manifest).map_err(failed)?);
    let written: BTreeSet<(String, String)> = PreviousResults::read(&manifest).outputs;
    let all = written.into_iter().chain([(MANIFEST.to_owned(), digest)]);
    let files = all.map(|(file, sha256)| FileRecord { name: format!("{RESULTS}/{name}/{file}"), sha256 }).collect();
    Ok(TaskOutcome::Results {
        folder: name,
        files,
        rows: done.rows,
        lines: done.lines,
        is_part_year: done.is_part_year,
    })
}

/// Whether the files in the folders that were read, of the kinds that were used, are those that were used.
pub(super) fn has_same_folders(places: &InputPlaces) -> bool {
    let is_same = |(folder, used): (&String, &Vec<String>)| {
        let kind = |path: &Path| path.extension().map(ToOwned::to_owned);
        let kinds: BTreeSet<_> = used.iter().map(|path| kind(Path::new(path))).collect();
        let Ok(entries) = std::fs::read_dir(folder) else { return false };
        let found = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| kinds.contains(&kind(path)));
        let found: BTreeSet<PathBuf> = found.filter(|path| is_file(path)).collect();
        found == used.iter().map(PathBuf::from).collect()
    };
    places.folders.iter().all(is_same)
}

/// Whether the files that a task read are what they were.
pub(super) fn has_same_inputs(task: &TaskRecord) -> bool {
    let is_same = |(path, file): (&String, &FileRecord)| {
        is_file(Path::new(path)) && std::fs::read(path).is_ok_and(|bytes| sha256(bytes) == file.sha256)
    };
    task.inputs.iter().all(is_same)
}

/// What the tasks of a shard hold, in words.
pub(super) fn held(tasks: &[TaskRecord]) -> String {
    let results = tasks.iter().filter(|task| matches!(task.outcome, TaskOutcome::Results { .. })).count() as u64;
    let results = (results > 0).then(|| format!("the results of {}", counted(results, "scenario", "scenarios")));
    let parts = tasks.iter().filter_map(|task| match &task.outcome {
        TaskOutcome::Part(passes) => {
            passes.first().map(|pass| &pass.label).filter(|label| label.to > label.from).map(|label| {
                let units =
                    if matches!(&*label.name, "plans" | "forecasts") { &label.name } else { "blocks of 64 futures" };
                let [first, last, all] = [label.from + 1, label.to, label.of].map(whole);
                format!("{units} {first} to {last} of {all} of {}", task.name)
            })
        }
        _ => None,
    });
    let all: Vec<String> = results.into_iter().chain(parts).collect();
    if all.is_empty() { "there is nothing for it to do".to_owned() } else { all.join(", ") }
}
