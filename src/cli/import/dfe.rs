//! `import dfe`: from the tables of the Department for Education.

use std::fs;
use std::path::{Path, PathBuf};

use super::{next_steps, read_file};
use crate::cli::arguments::DfeArguments;
use crate::cli::disk::path_text;
use crate::cli::new::{as_argument, place, write_scenario};
use crate::cli::{Failure, inputs, print};
use crate::content::imported::{note_lines, slug};
use crate::content::words;
use crate::import::{Imported, PublishedFigure, PublishedFigures, dfe};

/// Writes the scenario and says what is in it.
pub(super) fn from_dfe(arguments: &DfeArguments) -> Result<(), Failure> {
    let failed = |what: &dyn std::fmt::Display| Failure::Wrong(format!("error: {what}"));
    let published = PublishedFigures::read(&tables(&arguments.folder)?).map_err(|error| failed(&error))?;
    let imported = dfe(&published, &arguments.authority, arguments.at, arguments.written.months)
        .map_err(|error| failed(&error))?;
    let stem = format!("{}-{}", slug(&imported.authority), imported.year);
    let path = place(arguments.written.out.as_deref(), &stem)?;
    write_scenario(&path, &imported.text)?;
    print(&told(&path, &imported, &published))
}

/// The CSV files of a folder, by name.
pub(in crate::cli) fn tables(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let paths = inputs::folder(folder, || csv_files(folder))?;
    let read = |path: PathBuf| {
        let bytes = read_file(&path)?;
        Ok((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes))
    };
    paths.into_iter().map(PathBuf::from).map(read).collect()
}

/// The paths of the CSV files of a folder, sorted by name.
fn csv_files(folder: &Path) -> Result<Vec<String>, Failure> {
    let failed = |error: std::io::Error| Failure::Wrong(format!("error: cannot read `{}`: {error}", folder.display()));
    let is_csv = |path: &PathBuf| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_csv).collect();
    paths.sort();
    if paths.is_empty() {
        let what = format!(
            "error: `{}` has no CSV file\n  download the tables of the children's social work workforce and of children in need \
             (referrals) from explore-education-statistics.service.gov.uk into it",
            folder.display()
        );
        return Err(Failure::Wrong(what));
    }
    paths.iter().map(|path| path_text(path)).collect()
}

/// Which files were used, and what is odd in them.
pub(super) fn table_lines(published: &PublishedFigures) -> Vec<String> {
    let warnings: Vec<String> = published.warnings.iter().map(|warning| format!("warning: {warning}")).collect();
    let files = published.files.iter().map(|file| format!("  {file}"));
    std::iter::once("Tables".to_owned()).chain(files).chain(note_lines(&warnings)).collect()
}

fn told(path: &Path, imported: &Imported, published: &PublishedFigures) -> String {
    let file = as_argument(path);
    let mut lines = vec![
        format!("Wrote {file}"),
        format!("  {}, from the census of 30 September {}.", imported.authority, imported.year),
    ];
    lines.push(String::new());
    lines.extend(table_lines(published));
    let row = imported.opening;
    let figure = |figure: PublishedFigure| words::value(row.get(figure), crate::units::Unit::Fte);
    let caseload = row.get(PublishedFigure::Cases) / row.get(PublishedFigure::CaseHolders);
    lines.push(String::new());
    lines.push("The opening".to_owned());
    lines.push(format!(
        "  {} permanent FTE and {} agency FTE",
        figure(PublishedFigure::Permanent),
        figure(PublishedFigure::Agency)
    ));
    lines.push(format!(
        "  {} vacancies, {} case holders with {caseload:.1} cases each",
        figure(PublishedFigure::Vacancies),
        figure(PublishedFigure::CaseHolders)
    ));
    lines.push(String::new());
    lines.push("Not in the tables".to_owned());
    lines.extend(note_lines(&imported.notes));
    lines.extend(next_steps(&file, &imported.text));
    lines.join("\n") + "\n"
}
