//! `verify`: runs the futures of some results again and compares every byte, or chosen futures and their headlines.

mod futures;

pub(super) use futures::FutureRanges;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use futures::{VerifiedFutures, verify_futures};

use super::arguments::{Command, OutputArguments, VerifyArguments};
use super::previous_results::PreviousResults;
use super::results::MANIFEST;
use super::shard::parse;
use super::sources::{SOURCES, SourcesRecord};
use super::{Failure, dispatch, inputs, interrupt, print, warn};
use crate::content::facts::sha256;
use crate::content::words::{counted, whole};

/// A folder for the results of the second run, removed when it is no longer needed.
struct SecondRun(PathBuf);

impl SecondRun {
    fn new() -> Result<Self, Failure> {
        let failed = |path: &Path, error| super::disk::cannot_write(path, &error);
        for number in 0..1_000 {
            let path = std::env::temp_dir().join(format!("staffcast-verify-{}-{number}", std::process::id()));
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(failed(&path, error)),
            }
        }
        Err(Failure::Failed("error: no temporary folder could be made".into()))
    }

    /// The folder of results in it.
    fn results(&self) -> Option<PathBuf> {
        let entries = fs::read_dir(&self.0).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
        entries.into_iter().find(|path| path.join(MANIFEST).is_file())
    }
}

impl Drop for SecondRun {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Verifies the results in a folder.
pub(crate) fn verify(arguments: &VerifyArguments) -> Result<(), Failure> {
    interrupt::listen();
    let folder = &arguments.folder;
    let manifest = manifest(folder)?;
    let results = PreviousResults::read(&folder.join(MANIFEST));
    let changed = changed(folder, &results);
    let sources = sources(folder)?;
    let mut command = parse(&sources.command).map_err(|_| damaged(folder))?.command;
    let Some(output) = command.output_mut() else { return Err(damaged(folder)) };
    let threads = arguments.threads.or(output.threads);
    *output = OutputArguments { threads, quiet: true, ..OutputArguments::default() };
    if let Some(job) = command.job_mut() {
        job.words.clone_from(&sources.command);
    }
    let places = sources.places.clone();
    inputs::carry(sources.files().ok_or_else(|| damaged(folder))?, places);
    tell_of_other_files(folder, &results);
    match &arguments.futures {
        None => report(folder, &manifest, &changed, &run_again(command, folder, &changed)?),
        Some(chosen) => report_futures(folder, &manifest, &changed, &verify_futures(&command, folder, chosen)?),
    }
}

/// Runs all futures again; returns the files that differ and the number of all.
fn run_again(mut command: Command, folder: &Path, changed: &[String]) -> Result<(Vec<String>, u64), Failure> {
    let second = SecondRun::new()?;
    if let Some(output) = command.output_mut() {
        output.out = Some(second.0.clone());
    }
    match dispatch(&command) {
        Ok(()) => differing(folder, &second.results().ok_or_else(|| damaged(folder))?),
        // What cannot be run any more is among the files that were changed.
        Err(Failure::Wrong(message) | Failure::Failed(message)) if !changed.is_empty() => {
            warn(&format!("warning: the run could not be repeated: {message}"));
            Ok((Vec::new(), 0))
        }
        Err(failure) => Err(failure),
    }
}

/// Names the files of the folder that are no part of the results.
fn tell_of_other_files(folder: &Path, results: &PreviousResults) {
    let entries =
        fs::read_dir(folder).into_iter().flatten().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let is_other = |name: &String| name != MANIFEST && results.outputs.iter().all(|(output, _)| output != name);
    let mut others: Vec<String> = entries.filter(is_other).collect();
    others.sort();
    for name in others {
        let path = folder.join(name);
        warn(&format!("warning: `{}` is not among these results and is not verified", path.display()));
    }
}

/// The manifest of a folder, written by this version.
fn manifest(folder: &Path) -> Result<Value, Failure> {
    let path = folder.join(MANIFEST);
    let failed = |error: std::io::Error| Failure::Wrong(format!("error: cannot read `{}`: {error}", path.display()));
    let manifest: Option<Value> = serde_json::from_slice(&fs::read(&path).map_err(failed)?).ok();
    let ours = manifest.filter(|manifest| manifest["program"] == env!("CARGO_PKG_NAME"));
    let Some(manifest) = ours else {
        return Err(Failure::Failed(format!(
            "error: `{}` is not a manifest of staffcast, or it is damaged",
            path.display()
        )));
    };
    match manifest["version"].as_str() {
        Some(env!("CARGO_PKG_VERSION")) => Ok(manifest),
        version => Err(Failure::Failed(format!(
            "error: `{}` was written by staffcast {}, and this is {}; only the same version writes the same bytes",
            path.display(),
            version.unwrap_or("without a version"),
            env!("CARGO_PKG_VERSION")
        ))),
    }
}

fn damaged(folder: &Path) -> Failure {
    Failure::Failed(format!(
        "error: `{}` is damaged: it does not say which command read which files",
        folder.join(SOURCES).display()
    ))
}

/// The command of the results and what it read.
fn sources(folder: &Path) -> Result<SourcesRecord, Failure> {
    let path = folder.join(SOURCES);
    match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| damaged(folder)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Failure::Wrong(format!(
            "error: `{}` has no `{SOURCES}`, so its run cannot be repeated; only results that were written with `--sources` can be verified",
            folder.display()
        ))),
        Err(error) => Err(Failure::Failed(format!("error: cannot read `{}`: {error}", path.display()))),
    }
}

/// The files of the manifest that are missing or are not as it says.
fn changed(folder: &Path, results: &PreviousResults) -> Vec<String> {
    let is_changed =
        |(name, digest): &&(String, String)| fs::read(folder.join(name)).map_or(true, |bytes| sha256(bytes) != *digest);
    results.outputs.iter().filter(is_changed).map(|(name, _)| name.clone()).collect()
}

/// The files of the second run that are missing or differ, and the number of all.
fn differing(folder: &Path, again: &Path) -> Result<(Vec<String>, u64), Failure> {
    let failed = |error: std::io::Error| Failure::Failed(format!("error: cannot read `{}`: {error}", again.display()));
    let (mut names, mut all) = (Vec::new(), 0);
    for entry in fs::read_dir(again).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).map_err(failed)?;
        all += 1;
        if fs::read(folder.join(&name)).map_or(true, |found| found != bytes) {
            names.push(name);
        }
    }
    names.sort();
    Ok((names, all))
}

/// Says whether all bytes are those of the second run.
fn report(
    folder: &Path,
    manifest: &Value,
    changed: &[String],
    (differing, all): &(Vec<String>, u64),
) -> Result<(), Failure> {
    let folder = folder.display();
    if changed.is_empty() && differing.is_empty() {
        let futures = whole(manifest["replications"].as_u64().unwrap_or_default());
        let files = counted(*all, "file", "files");
        return print(&format!(
            "Verified {folder}: {files} are byte for byte those of the same run of {futures} futures\n"
        ));
    }
    let mut lines = vec![format!("error: `{folder}` is not what its command writes")];
    let line = |name: &String| {
        let why = if changed.contains(name) {
            "missing, or changed since it was written"
        } else {
            "differs when the run is repeated"
        };
        format!("  {name}: {why}")
    };
    let unknown = changed.iter().filter(|name| !differing.contains(name));
    lines.extend(differing.iter().chain(unknown).map(line));
    Err(Failure::Failed(lines.join("\n")))
}

/// Says whether chosen futures have the headlines that were kept, and all files their digests.
fn report_futures(
    folder: &Path,
    manifest: &Value,
    changed: &[String],
    VerifiedFutures { verified, differing }: &VerifiedFutures,
) -> Result<(), Failure> {
    let folder = folder.display();
    if changed.is_empty() && differing.is_empty() {
        let plans = 1 + manifest["alternatives"].as_array().map_or(0, Vec::len) as u64;
        let of_plans = if plans > 1 { format!(" in each of {plans} plans") } else { String::new() };
        let [chosen, all] = [verified / plans, manifest["replications"].as_u64().unwrap_or_default()].map(whole);
        return print(&format!(
            "Verified {folder}: {chosen} of {all} futures{of_plans} have the headlines of futures.csv, and no file was changed since it was \
             written\n"
        ));
    }
    let mut lines = vec![format!("error: `{folder}` is not what its command writes")];
    lines.extend(changed.iter().map(|name| format!("  {name}: missing, or changed since it was written")));
    lines.extend(differing.iter().map(|difference| format!("  {difference}")));
    Err(Failure::Failed(lines.join("\n")))
}
