//! `import monthly`: from a table of monthly figures to the history of a scenario.

use std::path::Path;

use super::base::{path_from, read_base};
use super::{read_file, wrong};
use crate::cli::arguments::MonthlyArguments;
use crate::cli::new::{as_argument, place, write_scenario};
use crate::cli::{Failure, print};
use crate::content::imported::{measures, monthly_lines, note_lines, slug};
use crate::content::words;
use crate::import::monthly::{HistoryBase, MeasureMap, MonthlyFigures};
use crate::import::sheet::SheetFile;
use crate::scenario::shown;

/// Writes the overlay and says what is in it.
pub(super) fn from_monthly(arguments: &MonthlyArguments) -> Result<(), Failure> {
    let map = measure_map(arguments.headings.as_deref())?;
    let (file, _) = sheet_file(&arguments.file)?;
    let stem = arguments.file.file_stem().unwrap_or_default().to_string_lossy();
    let path = place(arguments.out.as_deref(), &format!("{}-history", slug(&stem)))?;
    let base = match &arguments.base {
        Some(base) => Some(HistoryBase::new(path_from(&path, base)?, &read_base(base)?)),
        None => None,
    };
    let figures = MonthlyFigures::read(&file, arguments.sheet.as_deref(), &map, base).map_err(wrong)?;
    print(&measures(&figures, Some("--headings")))?;
    write_scenario(&path, &figures.overlay())?;
    print(&told(&path, &figures, arguments.base.as_deref()))
}

/// What names of a table stand for, from a file that says so.
fn measure_map(headings: Option<&Path>) -> Result<MeasureMap, Failure> {
    let Some(path) = headings else { return Ok(MeasureMap::default()) };
    let text =
        String::from_utf8(read_file(path)?).map_err(|_| wrong(format!("`{}` is not UTF-8 text", path.display())))?;
    MeasureMap::parse(&path.display().to_string(), &text).map_err(wrong)
}

/// A table, and its bytes.
fn sheet_file(path: &Path) -> Result<(SheetFile, Vec<u8>), Failure> {
    let bytes = read_file(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok((SheetFile::read(&shown(&name), &bytes).map_err(wrong)?, bytes))
}

/// The monthly figures of a file, whatever the scenario, and its bytes.
pub(in crate::cli) fn read_monthly(
    file: &Path,
    sheet: Option<&str>,
    headings: Option<&Path>,
) -> Result<(MonthlyFigures, Vec<u8>), Failure> {
    let map = measure_map(headings)?;
    let (table, bytes) = sheet_file(file)?;
    Ok((MonthlyFigures::read(&table, sheet, &map, None).map_err(wrong)?, bytes))
}

fn told(path: &Path, figures: &MonthlyFigures, base: Option<&Path>) -> String {
    let file = as_argument(path);
    let mut lines = vec![format!("Wrote {file}"), format!("  {}", written(figures, base)), String::new()];
    lines.extend(monthly_lines(figures));
    lines.extend(next(&file, base.is_some()));
    lines.join("\n") + "\n"
}

fn written(figures: &MonthlyFigures, base: Option<&Path>) -> String {
    let series = words::counted(figures.series.len() as u64, "history", "histories");
    match base {
        Some(base) => format!("{series} for {}.", as_argument(base)),
        None => format!("{series} for a scenario that you name in it."),
    }
}

fn next(file: &str, has_base: bool) -> Vec<String> {
    let (check, run) = (format!("staffcast check {file}"), format!("staffcast run {file}"));
    let width = check.len();
    let mut lines = vec![String::new(), "Next".to_owned()];
    if !has_base {
        let what = "Write the name of your scenario behind `base`, or import again with --base FILE, which also checks that the \
                    scenario reports these measures.";
        lines.extend(note_lines(&[what.to_owned()]));
    }
    lines.push(format!("  {check:width$}   checks the scenario with its history"));
    lines.push(format!("  {run:width$}   runs it: charts begin with the history"));
    lines
}
