//! `status`: which shards of a job are finished, run or stopped, from their files alone.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::super::arguments::StatusArguments;
use super::super::lock::FolderLock;
use super::super::terminal::{print, warn};
use super::super::{Failure, run};
use super::place::ShardPlace;
use super::record::{JobRecord, ShardRecord, TaskOutcome, TaskRecord, job_folders};
use super::running_folder;
use super::task_ranges::task_ranges;
use crate::content::words::counted;
use crate::render;

/// The state of a job, as JSON.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct JobStatus {
    /// The command line, without what changes no result; empty if no shard says it.
    command: Vec<String>,
    /// Number of shards.
    shards: u64,
    /// The numbers of shards by their state.
    finished: Vec<u64>,
    running: Vec<u64>,
    stopped: Vec<u64>,
    /// Begun and not finished; this file system cannot tell whether it runs.
    begun: Vec<u64>,
    damaged: Vec<u64>,
    not_begun: Vec<u64>,
    /// Finished tasks of shards that have not finished, and the number of their tasks.
    tasks_finished: u64,
    tasks: u64,
    /// Scenarios that cannot be run.
    failed: Vec<String>,
}

/// Prints the state of a job.
pub(crate) fn status(arguments: &StatusArguments) -> Result<(), Failure> {
    let found = JobStatus::of(&job_folders(&arguments.folder)?);
    if arguments.json {
        return print(&render::json(&found).map_err(run::failed)?);
    }
    print(&found.lines(&arguments.folder))
}

/// Warns of a shard that no merge takes together with another.
fn tell_of_another_job((one, first): (&JobRecord, &Path), (other, folder): (&JobRecord, &Path)) {
    if one.command != other.command {
        let [first, folder] = [first, folder].map(Path::display);
        warn(&format!("warning: `{first}` and `{folder}` are of different commands, so they cannot be merged"));
    }
}

impl JobStatus {
    fn of(folders: &[(ShardPlace, PathBuf)]) -> Self {
        let mut status = Self { shards: folders.first().map_or(0, |(place, _)| place.of), ..Self::default() };
        let mut first: Option<(JobRecord, &Path)> = None;
        for (place, folder) in folders {
            match ShardRecord::read(folder, *place) {
                Ok(record) => {
                    if let Some(record) = &record {
                        let (job, known) = first.get_or_insert_with(|| (record.job.clone(), folder));
                        tell_of_another_job((job, known), (&record.job, folder));
                    }
                    status.add(place.index, record.as_ref(), folder);
                }
                Err(reason) => {
                    warn(&format!("warning: {reason}"));
                    status.damaged.push(place.index);
                }
            }
        }
        let has_folder = |index: &u64| folders.iter().any(|(place, _)| place.index == *index);
        status.not_begun = (1..=status.shards).filter(|index| !has_folder(index)).collect();
        status
    }

    fn add(&mut self, index: u64, record: Option<&ShardRecord>, folder: &Path) {
        if let Some(record) = record {
            self.command.clone_from(&record.job.command);
            let is_failed = |task: &&TaskRecord| matches!(task.outcome, TaskOutcome::Failure { .. });
            self.failed.extend(record.tasks.iter().filter(is_failed).map(|task| task.name.clone()));
            if record.is_complete {
                self.finished.push(index);
                return;
            }
            self.tasks_finished += record.tasks.len() as u64;
            self.tasks += record.task_count;
        }
        match FolderLock::is_taken(&running_folder(folder)) {
            Some(true) => self.running.push(index),
            Some(false) => self.stopped.push(index),
            None => self.begun.push(index),
        }
    }

    fn lines(&self, folder: &Path) -> String {
        let states = [
            ("finished", &self.finished),
            ("running", &self.running),
            ("stopped", &self.stopped),
            ("begun", &self.begun),
            ("damaged", &self.damaged),
            ("not begun", &self.not_begun),
        ];
        let mut text = format!("{} in {}\n", counted(self.shards, "shard", "shards"), folder.display());
        if !self.command.is_empty() {
            text = format!("{text}staffcast {}\n", self.command.join(" "));
        }
        for (state, numbers) in
            states.into_iter().filter(|(state, numbers)| !numbers.is_empty() || *state == "finished")
        {
            let line = format!("  {state:10} {:>6}  {}", numbers.len(), task_ranges(numbers));
            text = format!("{text}{}\n", line.trim_end());
        }
        if self.tasks > 0 {
            text = format!(
                "{text}Of shards that are not finished, {} of {} tasks are.\n",
                self.tasks_finished, self.tasks
            );
        }
        if !self.failed.is_empty() {
            text = format!("{text}Cannot be run: {}\n", self.failed.join(", "));
        }
        text
    }
}
