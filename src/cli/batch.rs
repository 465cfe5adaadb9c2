//! Batch runs: one line per scenario, and the headlines of all in one file. A failing scenario does not stop the
//! others.

use std::path::{Path, PathBuf};

use crate::content::{self, Document, words};
use crate::render::{self, OutputFile, Screen};
use crate::scenario::in_colour;
use crate::summary::Summary;

use super::arguments::{OutputArguments, RunArguments};
use super::results::{self, Results};
use super::{Failure, disk, inputs, interrupt, print, run, terminal, warn};

const BATCH: &str = "batch.csv";

/// Runs every file; the worst failure determines the exit code.
pub(crate) fn run(arguments: &RunArguments, files: &[PathBuf]) -> Result<(), Failure> {
    run_with(&arguments.how.output, files, |file| one(arguments, file))
}

/// The same, with what is done of each file.
pub(super) fn run_with(
    output: &OutputArguments,
    files: &[PathBuf],
    mut one: impl FnMut(&Path) -> Result<FinishedRun, Failure>,
) -> Result<(), Failure> {
    refuse_unusable_names(files)?;
    let mut rows = render::batch_header().map_err(encoding)?;
    let mut lines = BatchPrinter::new(output);
    let (mut wrong, mut failed) = (0, 0);
    for (done, file) in files.iter().enumerate() {
        match one(file) {
            Ok(done) => {
                rows.push_str(&done.rows);
                lines.print(&done)?;
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
    let all = words::counted(files.len() as u64, "scenario", "scenarios");
    if bad < files.len() {
        let path = output.out.join(BATCH);
        results::write_whole(&path, rows.as_bytes())?;
        lines.end(&format!("Wrote {} ({} of {all})\n", path.display(), files.len() - bad))?;
    }
    let message = format!("{bad} of {all} could not be run");
    match (wrong, failed) {
        (0, 0) => Ok(()),
        (_, 0) => Err(Failure::Wrong(message)),
        _ => Err(Failure::Failed(message)),
    }
}

/// Prints a batch as a table, or as one line of JSON per scenario.
struct BatchPrinter {
    is_quiet: bool,
    /// The table header, until the first row is printed.
    head: Option<Screen>,
    /// The note below the table; `None` if no table is printed.
    note: Option<&'static str>,
}

impl BatchPrinter {
    fn new(output: &OutputArguments) -> Self {
        let is_table = !output.quiet && !output.json;
        Self { is_quiet: output.quiet, head: is_table.then(render::batch_head), note: is_table.then_some("") }
    }

    /// Prints a scenario's lines, preceded by the table header if they are the first.
    fn print(&mut self, done: &FinishedRun) -> Result<(), Failure> {
        if self.is_quiet {
            return Ok(());
        }
        if done.is_part_year {
            self.note = self.note.map(|_| render::BATCH_NOTE);
        }
        let head = self.head.take().map_or(String::new(), |head| terminal::shown(&head));
        print(&format!("{head}{}", done.lines))
    }

    /// Prints the text below the table.
    fn end(&self, wrote: &str) -> Result<(), Failure> {
        self.note.map_or(Ok(()), |note| print(&format!("{note}{wrote}")))
    }
}

/// Refuses files whose results would go to the same place.
pub(super) fn refuse_unusable_names(files: &[PathBuf]) -> Result<(), Failure> {
    disk::distinct_names(files, "their results would go to the same folder; rename one or run them separately")?;
    refuse_its_own_name(files)
}

/// Refuses `batch.csv.toml`, whose results folder would have the same path as the batch file.
fn refuse_its_own_name(files: &[PathBuf]) -> Result<(), Failure> {
    let is_batch = |file: &&PathBuf| file.file_stem().is_some_and(|name| name.eq_ignore_ascii_case(BATCH));
    match files.iter().find(is_batch) {
        None => Ok(()),
        Some(file) => Err(Failure::Wrong(format!(
            "error: the results of `{}` would go to a folder `{BATCH}`, which is the name of the batch file; rename it or \
             run it separately",
            file.display()
        ))),
    }
}

/// The failure reported when a batch is interrupted.
fn interrupted(written: usize, all: usize) -> Failure {
    match written {
        0 => Failure::Interrupted,
        _ => Failure::Failed(format!(
            "interrupted: {written} of {all} scenarios were run and written; {BATCH} was not written"
        )),
    }
}

/// A completed run of one scenario.
pub(super) struct FinishedRun {
    /// Its lines on screen.
    pub lines: String,
    /// Whether a line has the asterisk explained in the note below the table.
    pub is_part_year: bool,
    /// Its rows in the batch file.
    pub rows: String,
}

/// Runs one scenario.
pub(super) fn one(arguments: &RunArguments, file: &Path) -> Result<FinishedRun, Failure> {
    interrupt::check()?;
    inputs::begin_task();
    let plan = run::read(&arguments.how, file, None)?;
    for warning in in_colour(plan.warnings(), plan.scenario().sources()) {
        warn(&warning);
    }
    let results = Results::of_run(file, &arguments.how)?;
    let name = results.name();
    let summary = run::simulate(&arguments.how, &plan, &format!("run {name}"))?;
    run::write(arguments, file, &results, &summary)?;
    let entry = content::batch_entry(&name, &summary);
    let rows = render::batch_rows(&entry).map_err(encoding)?;
    if arguments.how.output.json {
        return Ok(FinishedRun { lines: json_line(&name, &summary)?, is_part_year: false, rows });
    }
    Ok(FinishedRun { lines: terminal::shown(&render::batch_lines(&entry)), is_part_year: entry.is_part_year, rows })
}

fn encoding(error: render::RenderError) -> Failure {
    Failure::Failed(format!("error: {error}"))
}

/// One scenario's summary on a single line, so that a script can read a batch line by line.
fn json_line(name: &str, summary: &Summary) -> Result<String, Failure> {
    let text = render::record_json(&Document::from(summary)).map_err(encoding)?;
    line_of(name, &text)
}

/// The same from the files of a scenario's results.
pub(super) fn json_line_of(results: &Results, files: &[OutputFile]) -> Result<String, Failure> {
    let record = files.iter().find(|file| file.name == "summary.json");
    line_of(&results.name(), &String::from_utf8_lossy(record.map_or(&[], |file| &file.bytes)))
}

fn line_of(name: &str, record: &str) -> Result<String, Failure> {
    let failed = |error: serde_json::Error| Failure::Failed(format!("error: {error}"));
    let value: serde_json::Value = serde_json::from_str(record).map_err(failed)?;
    let line = serde_json::json!({ "scenario": name, "summary": value });
    Ok(format!("{line}\n"))
}
