//! `merge`: puts the shards of a job together to the files of one run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::arguments::{Command, MergeArguments, OutputArguments, RunArguments};
use super::super::batch::{self, Batch, FinishedRun};
use super::super::inputs::InputPlaces;
use super::super::results::Results;
use super::super::terminal::{print, warn};
use super::super::{Failure, disk, dispatch, inputs, interrupt, run};
use super::execution::CommandExecution;
use super::place::ShardPlace;
use super::record::{FileRecord, JobRecord, PassRecord, ShardRecord, TaskOutcome, TaskRecord, job_folders};
use super::task_ranges::task_ranges;
use super::{command_line, task};
use crate::content::words::counted;
use crate::render::OutputFile;
use crate::run::{ShardPart, ShardReader};

/// The folder and the record of a shard that is finished.
struct FinishedShard {
    place: ShardPlace,
    folder: PathBuf,
    record: ShardRecord,
}

/// Puts shards together, or says which are missing.
pub(crate) fn merge(arguments: &MergeArguments) -> Result<(), Failure> {
    interrupt::listen();
    let folders = job_folders(&arguments.folder)?;
    if arguments.missing {
        return tell_missing(&folders, arguments.output.json);
    }
    let shards = finished(&folders, &arguments.folder)?;
    let Some(first) = shards.first() else { return Ok(()) };
    carry(&shards)?;
    let words = &first.record.job.command;
    let refused = |error| Failure::Failed(format!("error: the command of the shards is not understood: {error}"));
    let mut command = command_line::parse(words).map_err(refused)?.command;
    let Some(output) = command.output_mut() else { return Err(damaged_command(&first.folder)) };
    let OutputArguments { threads, out, json, quiet, .. } = &arguments.output;
    *output = OutputArguments {
        threads: *threads,
        out: out.clone(),
        json: *json,
        quiet: *quiet,
        ..OutputArguments::default()
    };
    if let Some(job) = command.job_mut() {
        job.words.clone_from(words);
    }
    let is_batch = match &command {
        Command::Run(arguments) => {
            let files = disk::scenario_files(&arguments.scenarios)?;
            run::is_batch(arguments, &files).then_some(files)
        }
        _ => None,
    };
    match (is_batch, command) {
        (Some(files), Command::Run(mut arguments)) => {
            let output = arguments.how.output.clone();
            batch::run_with(&output, &files, &mut MergedBatch { arguments: &mut arguments, shards: &shards })
        }
        (_, mut command) => {
            let name = task::name_of(&command);
            let reader = reader(&of_task(name, &shards))?;
            if let Some(output) = command.output_mut() {
                output.execution = CommandExecution::Merge(Arc::clone(&reader));
            }
            dispatch(&command).map_err(|failure| reason(failure, &reader))
        }
    }
}

fn damaged_command(folder: &Path) -> Failure {
    Failure::Failed(format!("error: the shard in `{}` is of a command that has no shards", folder.display()))
}

/// Prints the numbers of the shards that are not finished: as an array specification if there are any, or as a JSON list.
///
/// # Errors
/// Shards of different jobs or of different inputs, which no merge takes.
fn tell_missing(folders: &[(ShardPlace, PathBuf)], is_json: bool) -> Result<(), Failure> {
    let mut shards: Vec<FinishedShard> = Vec::new();
    for (place, folder) in folders {
        match complete(*place, folder) {
            Ok(Some(record)) => shards.push(FinishedShard { place: *place, folder: folder.clone(), record }),
            Ok(None) => {}
            Err(reason) => warn(&format!("warning: {reason}")),
        }
    }
    same_jobs(&shards)?;
    inputs_of(&shards)?;
    let missing = missing(folders, &shards);
    match (is_json, missing.is_empty()) {
        (true, _) => print(&format!("[{}]\n", missing.iter().map(u64::to_string).collect::<Vec<_>>().join(","))),
        (false, true) => Ok(()),
        (false, false) => print(&format!("{}\n", task_ranges(&missing))),
    }
}

/// The numbers of the shards that are not finished.
fn missing(folders: &[(ShardPlace, PathBuf)], finished: &[FinishedShard]) -> Vec<u64> {
    let of = folders.first().map_or(0, |(place, _)| place.of);
    (1..=of).filter(|&index| finished.iter().all(|shard| shard.place.index != index)).collect()
}

/// Refuses shards of different jobs.
fn same_jobs(shards: &[FinishedShard]) -> Result<(), Failure> {
    let Some(first) = shards.first() else { return Ok(()) };
    let mut others = shards.iter().skip(1);
    others.try_for_each(|shard| same_job((&first.record.job, &first.folder), (&shard.record.job, &shard.folder)))
}

/// The record of a shard, if it is finished and all its bytes are there; `None` if it is not finished.
fn complete(place: ShardPlace, folder: &Path) -> Result<Option<ShardRecord>, String> {
    let Some(record) = ShardRecord::read(folder, place)?.filter(|record| record.is_complete) else { return Ok(None) };
    record.tasks.iter().try_for_each(|task| task.verify(folder))?;
    Ok(Some(record))
}

/// All shards of a job, finished and undamaged.
fn finished(folders: &[(ShardPlace, PathBuf)], folder: &Path) -> Result<Vec<FinishedShard>, Failure> {
    let refused = |reason: String| Failure::Failed(format!("error: {reason}\n  run that shard again, then merge"));
    let of = folders.first().map_or(0, |(place, _)| place.of);
    let mut shards: Vec<FinishedShard> = Vec::new();
    for (place, folder) in folders {
        interrupt::check()?;
        let Some(record) = complete(*place, folder).map_err(refused)? else { continue };
        shards.push(FinishedShard { place: *place, folder: folder.clone(), record });
        same_jobs(&shards)?;
    }
    let missing = missing(folders, &shards);
    if missing.is_empty() {
        return Ok(shards);
    }
    let what = counted(missing.len() as u64, "shard is", "shards are");
    Err(Failure::Failed(format!(
        "error: {what} missing of {of} in `{}`: {}\n  run them, then merge; `staffcast {}` prints their numbers",
        folder.display(),
        task_ranges(&missing),
        command_line::shown(&["merge".to_owned(), folder.display().to_string(), "--missing".to_owned()])
    )))
}

/// Refuses a shard of another job.
fn same_job((one, first): (&JobRecord, &Path), (other, folder): (&JobRecord, &Path)) -> Result<(), Failure> {
    let (first, folder) = (first.display(), folder.display());
    if one.command != other.command {
        let [one, other] = [one, other].map(|job| command_line::shown(&job.command));
        return Err(Failure::Failed(format!(
            "error: `{first}` and `{folder}` are of different commands; run all shards with the same command line\n  staffcast {one}\n  staffcast {other}"
        )));
    }
    if one.places == other.places {
        return Ok(());
    }
    Err(Failure::Failed(format!(
        "error: `{first}` and `{folder}` found different files in a folder or behind a path; run all shards on the same files"
    )))
}

/// By path, the files that shards have read, each with the folder of the first shard that carries it.
///
/// # Errors
/// Shards that read different bytes from one file.
fn inputs_of(shards: &[FinishedShard]) -> Result<BTreeMap<String, (&Path, &FileRecord)>, Failure> {
    let mut files: BTreeMap<String, (&Path, &FileRecord)> = BTreeMap::new();
    for shard in shards {
        for (path, file) in shard.record.tasks.iter().flat_map(|task| &task.inputs) {
            let (other, known) = files.entry(path.clone()).or_insert((&shard.folder, file));
            if known.sha256 != file.sha256 {
                return Err(Failure::Failed(format!(
                    "error: `{}` and `{}` read different bytes from `{path}`; run all shards on the same files",
                    other.display(),
                    shard.folder.display()
                )));
            }
        }
    }
    Ok(files)
}

/// From now on, reads what the shards carry.
fn carry(shards: &[FinishedShard]) -> Result<(), Failure> {
    let files = inputs_of(shards)?;
    let read = |(path, (folder, file)): (String, (&Path, &FileRecord))| Ok((path, file.read(folder)?));
    let files = files.into_iter().map(read).collect::<Result<BTreeMap<String, Vec<u8>>, String>>();
    let places = shards.first().map_or_else(InputPlaces::default, |shard| shard.record.job.places.clone());
    inputs::carry(files.map_err(|reason| Failure::Failed(format!("error: {reason}")))?, places);
    Ok(())
}

/// What the shards have of a task.
fn of_task<'s>(name: &str, shards: &'s [FinishedShard]) -> Vec<(&'s FinishedShard, &'s TaskRecord)> {
    let tasks = shards.iter().flat_map(|shard| shard.record.tasks.iter().map(move |task| (shard, task)));
    tasks.filter(|(_, task)| task.name == name).collect()
}

/// Scenarios whose results are put together.
struct MergedBatch<'a> {
    arguments: &'a mut RunArguments,
    shards: &'a [FinishedShard],
}

impl Batch for MergedBatch<'_> {
    fn one(&mut self, file: &Path) -> Result<FinishedRun, Failure> {
        one(self.arguments, file, self.shards)
    }

    fn end(&self, rows: &str) -> Result<Vec<String>, Failure> {
        Ok(vec![batch::write_rows(&self.arguments.how.output, rows)?])
    }
}

/// A scenario of a batch: its results from the shard that has all of it, or put together.
fn one(arguments: &mut RunArguments, file: &Path, shards: &[FinishedShard]) -> Result<FinishedRun, Failure> {
    let held = of_task(&disk::path_text(file)?, shards);
    if let [(shard, task)] = held[..] {
        match &task.outcome {
            TaskOutcome::Part(_) => {}
            TaskOutcome::Failure { message } => return Err(Failure::Wrong(message.clone())),
            TaskOutcome::Results { files, rows, lines, is_part_year, .. } => {
                let results = Results::of_run(file, &arguments.how)?;
                let files = copy(&results, shard, files)?;
                let lines =
                    if arguments.how.output.json { batch::json_line_of(&results, &files)? } else { lines.clone() };
                return Ok(FinishedRun { lines, is_part_year: *is_part_year, rows: rows.clone() });
            }
        }
    }
    let failures = held.iter().find_map(|(_, task)| match &task.outcome {
        TaskOutcome::Failure { message } => Some(Failure::Wrong(message.clone())),
        _ => None,
    });
    if let Some(failure) = failures {
        return Err(failure);
    }
    let reader = reader(&held)?;
    arguments.how.output.execution = CommandExecution::Merge(Arc::clone(&reader));
    batch::one(arguments, file, None).map_err(|failure| reason(failure, &reader))
}

/// Writes the results of a scenario from a shard.
fn copy(results: &Results, shard: &FinishedShard, files: &[FileRecord]) -> Result<Vec<OutputFile>, Failure> {
    let read = |file: &FileRecord| {
        let bytes = file.read(&shard.folder)?;
        Ok(OutputFile { name: file.name.rsplit('/').next().unwrap_or_default().to_owned(), bytes })
    };
    let files = files.iter().map(read).collect::<Result<Vec<OutputFile>, String>>();
    let files = files.map_err(|reason| Failure::Failed(format!("error: {reason}")))?;
    results.write(&files)?;
    Ok(files)
}

/// Reads a task from the shards that have a part of it.
fn reader(held: &[(&FinishedShard, &TaskRecord)]) -> Result<Arc<ShardReader<'static>>, Failure> {
    let part = |(shard, task): &(&FinishedShard, &TaskRecord)| {
        let TaskOutcome::Part(passes) = &task.outcome else {
            return Err(Failure::Failed(format!(
                "error: `{}` has the results of all futures of `{}`, and other shards have parts of them",
                shard.folder.display(),
                task.name
            )));
        };
        let (folder, passes): (PathBuf, Vec<PassRecord>) = (shard.folder.clone(), passes.clone());
        Ok(ShardPart {
            name: format!("`{}`", folder.display()),
            passes: passes.iter().map(|pass| pass.label.clone()).collect(),
            load: Box::new(move |index| {
                passes.get(index).map_or_else(|| Err("it has no such pass".into()), |pass| pass.file.read(&folder))
            }),
        })
    };
    Ok(Arc::new(ShardReader::new(held.iter().map(part).collect::<Result<_, Failure>>()?)))
}

/// Why a merge came to nothing.
fn reason(failure: Failure, reader: &ShardReader<'_>) -> Failure {
    match reader.error() {
        Some(error) => Failure::Failed(format!("error: {error}")),
        None => failure,
    }
}
