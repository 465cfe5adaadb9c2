//! Several scenarios: a line each, and their headlines in one file. A bad one does not stop the others.

use std::path::{Path, PathBuf};

use staffcast::output::{self, Role};
use staffcast::summary::Summary;

use super::arguments::RunArguments;
use super::{Failure, disk, print, run, terminal, warn};

const BATCH: &str = "batch.csv";

/// Runs every file; the worst failure decides the exit code.
pub(crate) fn run(arguments: &RunArguments, files: &[PathBuf]) -> Result<(), Failure> {
    disk::distinct_names(files)?;
    let mut rows = String::from(output::BATCH_HEADER);
    let (mut wrong, mut failed) = (0, 0);
    for (done, file) in files.iter().enumerate() {
        match one(arguments, file) {
            Ok((line, headlines)) => {
                rows.push_str(&headlines);
                if !arguments.how.quiet {
                    print(&line)?;
                }
            }
            Err(Failure::Interrupted) => return Err(interrupted(done - wrong - failed, files.len())),
            Err(Failure::Wrong(message)) => {
                wrong += 1;
                warn(&message);
            }
            Err(Failure::Failed(message)) => {
                failed += 1;
                warn(&message);
            }
        }
    }
    let bad = wrong + failed;
    if bad < files.len() {
        let path = arguments.how.out.join(BATCH);
        disk::write_whole(&path, rows.as_bytes()).map_err(|error| disk::cannot_write(&path, &error))?;
        if !arguments.how.quiet && !arguments.how.json {
            print(&format!("Wrote {} ({} of {} scenarios)\n", path.display(), files.len() - bad, files.len()))?;
        }
    }
    let message = format!("{bad} of {} scenarios could not be run", files.len());
    match (wrong, failed) {
        (0, 0) => Ok(()),
        (_, 0) => Err(Failure::Wrong(message)),
        _ => Err(Failure::Failed(message)),
    }
}

/// What there is of a batch that was interrupted.
fn interrupted(written: usize, all: usize) -> Failure {
    match written {
        0 => Failure::Interrupted,
        _ => {
            Failure::Failed(format!("interrupted: {written} of {all} scenarios were run and written; {BATCH} was not"))
        }
    }
}

/// Runs one scenario: its line on screen and its rows of the batch file.
fn one(arguments: &RunArguments, file: &Path) -> Result<(String, String), Failure> {
    let plan = run::read(&arguments.how, file, None)?;
    for warning in plan.warnings() {
        warn(&warning.render_in_colour(&plan.scenario().sources));
    }
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let summary = run::simulate(&arguments.how, &plan, &format!("run {name}"))?;
    run::write(arguments, file, &summary)?;
    let encoding = |error| Failure::Failed(format!("error: {error}"));
    let rows = output::batch_rows(&name, &summary).map_err(encoding)?;
    let line = if arguments.how.json { json_line(&name, &summary)? } else { told(&name, &summary) };
    Ok((line, rows))
}

/// One scenario in a line that begins with its name.
fn told(name: &str, summary: &Summary<'_>) -> String {
    let line = output::one_line(name, summary);
    let rest = line.strip_prefix(name).unwrap_or_default();
    format!("{}{rest}\n", terminal::styled(Role::Heading, name))
}

/// One scenario's summary on a line of its own, so that a script reads a batch line by line.
fn json_line(name: &str, summary: &Summary<'_>) -> Result<String, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::Failed(format!("error: {error}"));
    let text = output::summary_json(summary).map_err(|error| failed(&error))?;
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|error| failed(&error))?;
    let line = serde_json::json!({ "scenario": name, "summary": value });
    Ok(format!("{line}\n"))
}
