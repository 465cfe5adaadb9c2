//! Batch runs: one line per scenario, and the headlines of all in one file. A failing scenario does not stop the
//! others.

use std::path::{Path, PathBuf};

use crate::content::{self, Document, words};
use crate::render::{self, OutputFile, Screen};
use crate::scenario::in_colour;
use crate::summary::Summary;

use super::arguments::{OutputArguments, RunArguments};
use super::dataset::{DatasetWorkbook, table_names};
use super::results::{self, Results};
use super::{Failure, disk, inputs, interrupt, print, run, terminal, warn};

const BATCH: &str = "batch.csv";

/// Runs every file; the worst failure determines the exit code.
pub(crate) fn run(arguments: &RunArguments, files: &[PathBuf]) -> Result<(), Failure> {
    let mut batch = RunBatch { arguments, workbook: DatasetWorkbook::of(&arguments.dataset, &arguments.extras)? };
    run_with(&arguments.how.output, files, &mut batch)
}

/// What is done of each file of a batch, and at its end.
pub(super) trait Batch {
    /// Runs one scenario.
    fn one(&mut self, file: &Path) -> Result<FinishedRun, Failure>;

    /// Writes what the scenarios share, and returns what was written, for people. `rows` are those of the batch file.
    fn end(&self, rows: &str) -> Result<Vec<String>, Failure>;

    /// The files that [`end`](Self::end) writes, by name.
    fn shared(&self) -> Vec<&'static str> {
        vec![BATCH]
    }
}

/// Scenarios that are run.
struct RunBatch<'a> {
    arguments: &'a RunArguments,
    workbook: Option<DatasetWorkbook>,
}

impl Batch for RunBatch<'_> {
    fn one(&mut self, file: &Path) -> Result<FinishedRun, Failure> {
        one(self.arguments, file, self.workbook.as_mut())
    }

    fn end(&self, rows: &str) -> Result<Vec<String>, Failure> {
        let mut written = Vec::new();
        if self.arguments.dataset.leaves_folders(&self.arguments.how.output) {
            written.push(write_rows(&self.arguments.how.output, rows)?);
        }
        if let Some(dataset) = &self.arguments.dataset.dataset {
            let tables = table_names(self.arguments.dataset.each_future);
            written.push(format!("{}/: {tables}", dataset.display()));
        }
        if let Some(workbook) = &self.workbook {
            written.push(workbook.write()?);
        }
        Ok(written)
    }

    fn shared(&self) -> Vec<&'static str> {
        let folders = self.arguments.dataset.leaves_folders(&self.arguments.how.output);
        let shared = [(folders, BATCH), (self.workbook.is_some(), "headlines.xlsx")];
        shared.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, file)| file).collect()
    }
}

/// Writes the batch file, and returns its path.
pub(super) fn write_rows(output: &OutputArguments, rows: &str) -> Result<String, Failure> {
    let path = output.folder().join(BATCH);
    results::write_whole(&path, rows.as_bytes())?;
    Ok(path.display().to_string())
}

/// Runs every file of a batch; the worst failure determines the exit code.
pub(super) fn run_with(output: &OutputArguments, files: &[PathBuf], batch: &mut impl Batch) -> Result<(), Failure> {
    refuse_unusable_names(files)?;
    let mut rows = render::batch_header().map_err(encoding)?;
    let mut lines = BatchPrinter::new(output);
    let (mut wrong, mut failed) = (0, 0);
    for (done, file) in files.iter().enumerate() {
        match batch.one(file) {
            Ok(done) => {
                rows.push_str(&done.rows);
                lines.print(&done)?;
            }
            Err(Failure::Interrupted) => return Err(interrupted(&batch.shared(), done - wrong - failed, files.len())),
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
        let wrote = batch.end(&rows)?;
        let wrote = wrote.into_iter().map(|path| format!("Wrote {} ({} of {all})\n", path, files.len() - bad));
        lines.end(&wrote.collect::<Vec<_>>().concat())?;
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
fn interrupted(shared: &[&str], written: usize, all: usize) -> Failure {
    if written == 0 {
        return Failure::Interrupted;
    }
    let shared = shared.iter().map(|file| format!("; {file} was not written")).collect::<Vec<_>>().concat();
    Failure::Failed(format!("interrupted: {written} of {all} scenarios were run and written{shared}"))
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
pub(super) fn one(
    arguments: &RunArguments,
    file: &Path,
    workbook: Option<&mut DatasetWorkbook>,
) -> Result<FinishedRun, Failure> {
    interrupt::check()?;
    inputs::begin_task();
    let plan = run::read(&arguments.how, file, None)?;
    for warning in in_colour(plan.warnings(), plan.scenario().sources()) {
        warn(&warning);
    }
    let destination = run::destination(arguments, file)?;
    destination.refuse_to_lose(&plan.scenario().name, &[])?;
    let name = destination.name();
    let summary = run::simulate(&arguments.how, &plan, &format!("run {name}"))?;
    destination.write(&summary, &run::optional(arguments, file, &destination)?, workbook)?;
    let entry = content::batch_entry(name, &summary);
    let rows = render::batch_rows(&entry).map_err(encoding)?;
    if arguments.how.output.json {
        return Ok(FinishedRun { lines: json_line(name, &summary)?, is_part_year: false, rows });
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
