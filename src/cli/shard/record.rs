//! The record of a shard: what was asked, what it read, and what it has finished, with digests of all files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::Failure;
use super::super::inputs::InputPlaces;
use super::super::results::write_whole;
use super::place::ShardPlace;
use crate::content::facts::sha256;
use crate::run::{PassLabel, WorkShare};

/// The file with the record of a shard.
pub(super) const RECORD: &str = "shard.json";

/// What every shard of a job has in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct JobRecord {
    pub program: String,
    pub version: String,
    /// The command line, without what changes no result.
    pub command: Vec<String>,
    /// Number of shards.
    pub shards: u64,
    pub places: InputPlaces,
}

/// The record of a shard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ShardRecord {
    #[serde(flatten)]
    pub job: JobRecord,
    /// Its number, from 1.
    pub shard: u64,
    /// Whether all its tasks are finished.
    pub is_complete: bool,
    /// Number of its tasks.
    pub task_count: u64,
    /// The tasks that are finished.
    pub tasks: Vec<TaskRecord>,
    /// SHA-256 digest of this record with an empty digest.
    pub sha256: String,
}

/// A finished task of a shard: a scenario, or its share of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TaskRecord {
    /// The scenario as given, or the command if it has one task only.
    pub name: String,
    /// From, to and of how many parts.
    pub share: [u64; 3],
    /// By path as given, the files that were read.
    pub inputs: BTreeMap<String, FileRecord>,
    pub outcome: TaskOutcome,
}

/// What became of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TaskOutcome {
    /// What was added up over a share of the futures, pass by pass.
    Part(Vec<PassRecord>),
    /// The results of all futures, in a folder of their own; their rows in the batch file and their lines on screen.
    Results { folder: String, files: Vec<FileRecord>, rows: String, lines: String, is_part_year: bool },
    /// It cannot be run, because of what is wrong with the scenario: the message. Until that is mended, the same goes for every shard.
    Failure { message: String },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PassRecord {
    #[serde(flatten)]
    pub label: PassLabel,
    pub file: FileRecord,
}

/// A file in the folder of the shard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileRecord {
    /// Path from the folder, with `/`.
    pub name: String,
    pub sha256: String,
}

impl FileRecord {
    /// The file, if it has the bytes that it had when it was written.
    pub(super) fn read(&self, folder: &Path) -> Result<Vec<u8>, String> {
        let path = folder.join(&self.name);
        let is_within = Path::new(&self.name).components().all(|part| matches!(part, Component::Normal(_)));
        if !is_within {
            return Err(format!(
                "`{}` names a file outside its folder, `{}`",
                folder.join(RECORD).display(),
                self.name
            ));
        }
        let bytes = fs::read(&path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
        if sha256(&bytes) == self.sha256 {
            Ok(bytes)
        } else {
            Err(format!("`{}` is damaged: its bytes are not those that were written", path.display()))
        }
    }

    /// Writes a file and gives its record.
    pub(super) fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<Self, Failure> {
        let record = Self { name: name.to_owned(), sha256: sha256(bytes) };
        // The same task has the same bytes, also if it runs twice at once.
        if record.read(folder).is_err() {
            write_whole(&folder.join(name), bytes)?;
        }
        Ok(record)
    }
}

impl TaskRecord {
    pub(super) fn share(&self) -> WorkShare {
        let [from, to, of] = self.share;
        WorkShare { from, to, of }
    }

    /// All files of the task.
    pub(super) fn files(&self) -> Vec<&FileRecord> {
        let mut files: Vec<&FileRecord> = self.inputs.values().collect();
        match &self.outcome {
            TaskOutcome::Part(passes) => files.extend(passes.iter().map(|pass| &pass.file)),
            TaskOutcome::Results { files: results, .. } => files.extend(results),
            TaskOutcome::Failure { .. } => {}
        }
        files
    }

    /// Whether every file has the bytes that it had when it was written.
    pub(super) fn verify(&self, folder: &Path) -> Result<(), String> {
        self.files().into_iter().try_for_each(|file| file.read(folder).map(drop))
    }
}

impl ShardRecord {
    /// The record of the shard in `folder`; `None` if there is none.
    ///
    /// # Errors
    /// Why it cannot be trusted.
    pub(super) fn read(folder: &Path, place: ShardPlace) -> Result<Option<Self>, String> {
        let path = folder.join(RECORD);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("`{}` cannot be read: {error}", path.display())),
        };
        let damaged = || format!("`{}` is damaged: its bytes are not those that were written", path.display());
        let version = |value: &serde_json::Value| value["version"].as_str().map(str::to_owned);
        let found: Option<Self> = serde_json::from_slice(&bytes).ok();
        let Some(record) = found.filter(|record| record.text().is_ok_and(|text| text.as_bytes() == bytes)) else {
            let other = serde_json::from_slice(&bytes).ok().as_ref().and_then(version);
            return Err(match other.filter(|version| version != env!("CARGO_PKG_VERSION")) {
                Some(version) => of_other_version(&path, &version),
                None => damaged(),
            });
        };
        if record.job.version != env!("CARGO_PKG_VERSION") {
            return Err(of_other_version(&path, &record.job.version));
        }
        if (record.shard, record.job.shards) != (place.index, place.of) {
            return Err(format!(
                "`{}` is of shard {} of {}, and not of the folder that it is in",
                path.display(),
                record.shard,
                record.job.shards
            ));
        }
        Ok(Some(record))
    }

    /// The record with its digest, as it is written.
    fn text(&self) -> serde_json::Result<String> {
        let mut record = self.clone();
        record.sha256 = String::new();
        record.sha256 = sha256(serde_json::to_vec(&record)?);
        Ok(serde_json::to_string_pretty(&record)? + "\n")
    }

    /// Writes it in place of an older one.
    pub(super) fn write(&self, folder: &Path) -> Result<(), Failure> {
        let text = self.text().map_err(|error| Failure::Failed(format!("error: {error}")))?;
        write_whole(&folder.join(RECORD), text.as_bytes())
    }
}

fn of_other_version(path: &Path, version: &str) -> String {
    format!(
        "`{}` was written by staffcast {version}, and this is {}; run all shards with one version",
        path.display(),
        env!("CARGO_PKG_VERSION")
    )
}

/// The folders of shards in a folder, in their order.
fn shard_folders(folder: &Path) -> Result<Vec<(ShardPlace, PathBuf)>, Failure> {
    let failed = |error: std::io::Error| {
        Failure::Wrong(format!("error: cannot read the folder `{}`: {error}", folder.display()))
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let place = path.file_name().and_then(|name| ShardPlace::of_folder(name.to_str()?));
        found.extend(place.filter(|_| path.is_dir()).map(|place| (place, path.clone())));
    }
    found.sort();
    Ok(found)
}

/// The folders of all shards that began, of one job by their number.
pub(super) fn job_folders(folder: &Path) -> Result<Vec<(ShardPlace, PathBuf)>, Failure> {
    let folders = shard_folders(folder)?;
    let Some((first, _)) = folders.first() else {
        return Err(Failure::Wrong(format!(
            "error: `{}` has no shard; give the folder that `--out` named when the shards were run",
            folder.display()
        )));
    };
    match folders.iter().find(|(place, _)| place.of != first.of) {
        None => Ok(folders),
        Some((other, _)) => Err(Failure::Wrong(format!(
            "error: `{}` has shards of two jobs, one of {} shards and one of {}; remove the folders of one of them",
            folder.display(),
            first.of,
            other.of
        ))),
    }
}
