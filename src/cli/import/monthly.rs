//! `import monthly`: from a table of monthly figures to the history of a scenario.

use std::path::Path;

use super::base::{path_from, read_base};
use super::{COLUMNS, note_lines, read_file, slug, wrong};
use crate::cli::arguments::MonthlyArguments;
use crate::cli::new::{as_argument, place, write_scenario};
use crate::cli::{Failure, print};
use crate::content::words;
use crate::import::monthly::{
    FigureCounts, HistoryBase, MeasureMap, MonthlyFigures, SeriesSubject, TableForm, UnplacedFigures,
};
use crate::import::sheet::SheetFile;
use crate::scenario::shown;

/// The most that is said of what could not be placed.
const MOST: usize = 200;

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
    print(&measures(&figures, "--headings"))?;
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

/// What each name was taken for, in the form of a file of headings, which is given with this option.
pub(in crate::cli) fn measures(figures: &MonthlyFigures, option: &str) -> String {
    let form = match figures.form {
        TableForm::MonthsAcross => "a row for each measure and a column for each month",
        TableForm::MonthsDown => "a column for each measure and a row for each month",
        TableForm::Long => "a row for each figure",
    };
    let mut lines = vec![
        words::wrapped(&format!("{}: {form}, with the headings in {}.", figures.place, figures.header), COLUMNS)
            .join("\n"),
        format!("To change what follows, save it to a file and give that with {option}"),
        "  [measures]".to_owned(),
    ];
    let key = |label: &str| toml::Value::from(label).to_string();
    for series in &figures.series {
        let line = format!("  {} = {}", key(&series.label), value(&series.subject));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    for one in figures.unplaced.iter().filter(|one| one.needs_meaning()).take(MOST) {
        lines.push(match one.shown_label() {
            Some(label) if one.candidates().is_empty() => format!("  {} = \"\"", key(label)),
            Some(label) => format!("  {} = \"\"     # {}?", key(label), one.candidates().join(" or ")),
            None => format!("  # {}: write its name and measure here", one.place()),
        });
    }
    lines.join("\n") + "\n\n"
}

/// The value of a line of `[measures]`.
fn value(subject: &SeriesSubject) -> String {
    match subject {
        SeriesSubject::Measure { id, of: None, .. } => format!("\"{id}\""),
        SeriesSubject::Measure { id, of: Some(of), .. } => {
            format!("{{ measure = \"{id}\", of = {} }}", toml::Value::from(of.as_str()))
        }
        SeriesSubject::Figure { name, is_share } => {
            let unit = if *is_share { "share" } else { "number" };
            format!("{{ figure = {}, unit = \"{unit}\" }}", toml::Value::from(name.as_str()))
        }
    }
}

fn told(path: &Path, figures: &MonthlyFigures, base: Option<&Path>) -> String {
    let file = as_argument(path);
    let mut lines = vec![format!("Wrote {file}"), format!("  {}", written(figures, base)), String::new()];
    lines.extend(counts(&figures.counts));
    lines.extend(placed(figures));
    if !figures.unplaced.is_empty() {
        lines.extend([String::new(), "Not placed".to_owned()]);
        lines.extend(note_lines(
            &figures.unplaced.iter().take(MOST).map(UnplacedFigures::to_string).collect::<Vec<_>>(),
        ));
        if figures.unplaced.len() > MOST {
            lines.push(format!("  and {} more", words::whole((figures.unplaced.len() - MOST) as u64)));
        }
    }
    if !figures.notes().is_empty() {
        lines.extend([String::new(), "Notes".to_owned()]);
        lines.extend(note_lines(figures.notes()));
    }
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

/// The cells, which add up.
fn counts(counts: &FigureCounts) -> Vec<String> {
    let line = |number: usize, what: &str| format!("  {:>7}  {what}", words::whole(number as u64));
    let codes = counts.missing.iter().map(|(code, number)| {
        let code = if code.is_empty() { "blank".to_owned() } else { format!("`{}`", shown(code)) };
        format!("{} {code}", words::whole(*number as u64))
    });
    let codes = codes.collect::<Vec<_>>().join(", ");
    let missing = if codes.is_empty() { String::new() } else { format!(": {codes}") };
    vec![
        "Figures".to_owned(),
        line(counts.all, "in all, of which"),
        line(counts.placed, "placed"),
        line(counts.all_missing(), &format!("missing{missing}")),
        line(counts.in_run, "of months of the run, which are not history"),
        line(counts.unplaced, "of measures that could not be placed"),
    ]
}

fn placed(figures: &MonthlyFigures) -> Vec<String> {
    let mut lines = vec![String::new(), "Placed".to_owned()];
    for series in &figures.series {
        let months = words::counted(series.points.len() as u64, "month", "months");
        let (first, last) = (series.points.first(), series.points.last());
        let range = match (first, last) {
            (Some((first, _)), Some((last, _))) if first != last => format!("{first} to {last}"),
            (Some((first, _)), _) => first.to_string(),
            _ => String::new(),
        };
        lines.extend(note_lines(&[format!("{}: {months}, {range} ({})", series.subject, series.place)]));
    }
    lines
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
