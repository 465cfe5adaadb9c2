//! `--shard I/N` and `merge`: one job cut into shards, which any scheduler runs, and put together again.
//!
//! A shard runs the command itself with [`Execution::Shard`] and keeps what it adds up ([`task`]). [`mod@merge`] runs the same command with
//! [`Execution::Merge`], so that whatever follows is the code of one run. [`place`] says which shard this is, [`command_line`] what was asked, and
//! [`record`] what a shard has finished, with digests.

mod command_line;
pub(super) mod execution;
mod merge;
mod place;
mod record;
mod status;
mod task;
mod task_ranges;

pub(super) use command_line::{PATHS, parse, words};
pub(super) use merge::merge;
pub(super) use place::{ShardChoice, shard};
pub(super) use status::status;

#[cfg(doc)]
use crate::run::Execution;

use std::path::{Path, PathBuf};

use super::arguments::{Command, PrecisionArguments};
use super::disk::cannot_write;
use super::lock::FolderLock;
use super::results::remove_leftovers;
use super::terminal::{print, warn};
use super::{Failure, inputs, interrupt};
use crate::content::words::counted;
use place::ShardPlace;
use record::{JobRecord, ShardRecord, TaskOutcome, TaskRecord};
use task::ShardTask;

/// Runs one shard of a command: what it has not finished before.
pub(super) fn run(mut command: Command, choice: ShardChoice, words: Vec<String>) -> Result<(), Failure> {
    interrupt::listen();
    refuse_precision(&command)?;
    let place = choice.place()?;
    inputs::remember();
    if let Some(job) = command.job_mut() {
        job.words.clone_from(&words);
    }
    let Some(output) = command.output_mut() else { return Ok(()) };
    let (is_quiet, folder) = (output.quiet, output.folder().join(place.folder()));
    // A shard prints no results.
    (output.quiet, output.json) = (true, false);
    output.out = Some(folder.join(task::RESULTS));
    let tasks = task::tasks(&command, place)?;
    let job = JobRecord {
        program: env!("CARGO_PKG_NAME").to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: words,
        shards: place.of,
        places: inputs::places(),
    };
    let (shard, task_count) = (place.index, tasks.len() as u64);
    let mut record =
        ShardRecord { job, shard, is_complete: tasks.is_empty(), task_count, tasks: Vec::new(), sha256: String::new() };
    record.tasks = finished_before(&record, place, &folder)?;
    record.tasks.retain(|done| tasks.iter().any(|task| task.is_in(done)));
    record.job.places = inputs::places();
    record.is_complete = record.tasks.len() == tasks.len();
    let before = record.tasks.len();
    let running = Running::begin(&folder)?;
    let unfinished = finish(&mut record, &tasks, &mut command, &folder)?;
    drop(running);
    report(&record, place, (unfinished, before), is_quiet, &folder)
}

/// Does what is not finished, and writes the record after each task; returns the number of tasks that failed.
fn finish(
    record: &mut ShardRecord,
    tasks: &[ShardTask],
    command: &mut Command,
    folder: &Path,
) -> Result<usize, Failure> {
    // Until all are finished, nothing may take the record for that of a finished shard; one without tasks is finished.
    if record.tasks.len() < tasks.len() || tasks.is_empty() {
        record.write(folder)?;
    }
    let mut failed = 0;
    for task in tasks {
        if record.tasks.iter().any(|done| task.is_in(done)) {
            continue;
        }
        match task.execute(command, folder) {
            Ok(done) => record.tasks.push(done),
            Err(Failure::Failed(message)) if tasks.len() > 1 => {
                failed += 1;
                warn(&message);
                continue;
            }
            Err(Failure::Interrupted) => return Err(interrupted(record.tasks.len(), tasks.len())),
            Err(failure) => return Err(failure),
        }
        // The same tasks are in the same order, whichever was finished first.
        record.tasks.sort_by_key(|done| tasks.iter().position(|task| task.is_in(done)));
        record.job.places = inputs::places();
        record.is_complete = record.tasks.len() == tasks.len();
        record.write(folder)?;
    }
    Ok(failed)
}

/// Says what the shard has done; a failure if it has not done all.
fn report(
    record: &ShardRecord,
    place: ShardPlace,
    (unfinished, before): (usize, usize),
    is_quiet: bool,
    folder: &Path,
) -> Result<(), Failure> {
    let ShardPlace { index, of } = place;
    if unfinished > 0 {
        let all = counted((unfinished + record.tasks.len()) as u64, "task", "tasks");
        return Err(Failure::Failed(format!("{unfinished} of {all} of shard {index} of {of} could not be run")));
    }
    if !is_quiet {
        let done = if before == record.tasks.len() && before > 0 {
            "was finished before; nothing was run".to_owned()
        } else {
            format!("is finished: {}", task::held(&record.tasks))
        };
        print(&format!("Shard {index} of {of} {done}\nWrote {}/\n", folder.display()))?;
    }
    let wrong = record.tasks.iter().filter(|task| matches!(task.outcome, TaskOutcome::Failure { .. })).count();
    match wrong {
        0 => Ok(()),
        _ => Err(Failure::Wrong(format!(
            "{wrong} of {} could not be run",
            counted(record.tasks.len() as u64, "scenario", "scenarios")
        ))),
    }
}

/// The folder whose lock says that a shard is running.
fn running_folder(folder: &Path) -> PathBuf {
    folder.join("running")
}

/// Says, while it lives, that a shard is running.
struct Running {
    folder: PathBuf,
    _lock: FolderLock,
}

impl Running {
    /// Also removes what a process that was killed left behind.
    fn begin(folder: &Path) -> Result<Self, Failure> {
        let own = running_folder(folder);
        std::fs::create_dir_all(&own).map_err(|error| cannot_write(&own, &error))?;
        remove_leftovers(folder)?;
        remove_leftovers(&folder.join(task::INPUTS))?;
        // Without it, the same shard runs twice at once, which does no harm.
        Ok(Self { _lock: FolderLock::try_take(&own), folder: own })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir(&self.folder);
    }
}

/// The tasks that an earlier run of this shard has finished, if all their bytes are there.
///
/// # Errors
/// A shard of another job is not replaced.
fn finished_before(record: &ShardRecord, place: ShardPlace, folder: &Path) -> Result<Vec<TaskRecord>, Failure> {
    let former = match ShardRecord::read(folder, place) {
        Ok(Some(former)) => former,
        Ok(None) => return Ok(Vec::new()),
        Err(reason) => {
            warn(&format!("warning: {reason}; the shard is run again"));
            return Ok(Vec::new());
        }
    };
    if former.job.command != record.job.command {
        let [former, own] = [&former.job, &record.job].map(|job| command_line::shown(&job.command));
        return Err(Failure::Wrong(format!(
            "error: `{}` is a shard of another command, which is not replaced\n  it is of: staffcast {former}\n  this is: staffcast {own}\n  \
             choose another folder with `--out`, or remove that of the shard",
            folder.display()
        )));
    }
    if !task::has_same_folders(&former.job.places) {
        let shown = folder.display();
        warn(&format!("warning: a folder that `{shown}` was made from has other files now; the shard is run again"));
        return Ok(Vec::new());
    }
    let is_valid = |task: &TaskRecord| {
        task.verify(folder).map_err(|reason| warn(&format!("warning: {reason}; it is run again"))).is_ok()
    };
    // What could not be run may have been mended; what was asked about paths is part of what is kept.
    let is_failed = |task: &TaskRecord| matches!(task.outcome, TaskOutcome::Failure { .. });
    let kept = former.tasks.into_iter().filter(|task| !is_failed(task)).filter(is_valid).filter(task::has_same_inputs);
    let kept: Vec<TaskRecord> = kept.collect();
    if !kept.is_empty() {
        inputs::add_places(former.job.places);
    }
    Ok(kept)
}

/// The failure reported when a shard is interrupted.
fn interrupted(finished: usize, all: usize) -> Failure {
    if finished == 0 {
        return Failure::Interrupted;
    }
    Failure::Failed(format!(
        "interrupted: {finished} of {all} tasks are finished and kept; run the shard again for the rest"
    ))
}

/// Where a run stops by itself depends on all its futures.
fn refuse_precision(command: &Command) -> Result<(), Failure> {
    let precision: Option<&PrecisionArguments> = match command {
        Command::Run(arguments) => Some(&arguments.precision),
        Command::Compare(arguments) => Some(&arguments.precision),
        _ => None,
    };
    if precision.is_none_or(|arguments| arguments.precision.is_none()) {
        return Ok(());
    }
    Err(Failure::Wrong(
        "error: `--precision` cannot be used with `--shard`, because where a run stops depends on all its futures, and a shard has some; give the \
         number of futures with `--replications`"
            .into(),
    ))
}
