//! `import`: writes a scenario from published figures.

use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::{DfeArguments, ImportArguments, ImportSource};
use super::new::{as_argument, place, write_scenario};
use super::{Failure, print};
use crate::content::words;
use crate::import::{Imported, PublishedFigure, PublishedFigures, dfe};

/// Width of the text, columns.
const COLUMNS: usize = 80;

/// Largest file that is read, bytes.
const LARGEST: u64 = 64 << 20;

/// Writes the scenario and says what is in it.
pub(crate) fn import(arguments: &ImportArguments) -> Result<(), Failure> {
    match &arguments.from {
        ImportSource::Dfe(arguments) => from_dfe(arguments),
    }
}

fn from_dfe(arguments: &DfeArguments) -> Result<(), Failure> {
    let failed = |what: &dyn std::fmt::Display| Failure::Wrong(format!("error: {what}"));
    let published = PublishedFigures::read(&tables(&arguments.folder)?).map_err(|error| failed(&error))?;
    let imported =
        dfe(&published, &arguments.authority, arguments.at, arguments.months).map_err(|error| failed(&error))?;
    let stem = format!("{}-{}", slug(&imported.authority), imported.year);
    let path = place(arguments.out.as_deref(), &stem)?;
    write_scenario(&path, &imported.text)?;
    print(&told(&path, &imported, &published))
}

/// The CSV files of a folder, by name.
pub(super) fn tables(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let failed = |path: &Path, error: &std::io::Error| {
        Failure::Wrong(format!("error: cannot read `{}`: {error}", path.display()))
    };
    let is_csv = |path: &PathBuf| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let entries = fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
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
    let read = |path: PathBuf| {
        let size = fs::metadata(&path).map_err(|error| failed(&path, &error))?.len();
        if size > LARGEST {
            let megabytes = LARGEST >> 20;
            let what = format!("error: `{}` is larger than {megabytes} MB, the limit for a table", path.display());
            return Err(Failure::Wrong(what));
        }
        let bytes = fs::read(&path).map_err(|error| failed(&path, &error))?;
        Ok((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes))
    };
    paths.into_iter().map(read).collect()
}

/// A name as part of a file name: `Kingston upon Hull, City of` becomes `kingston-upon-hull-city-of`.
pub(super) fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if slug.is_empty() { "authority".to_owned() } else { slug }
}

fn told(path: &Path, imported: &Imported, published: &PublishedFigures) -> String {
    let file = as_argument(path);
    let mut lines = vec![
        format!("Wrote {file}"),
        format!("  {}, from the census of 30 September {}.", imported.authority, imported.year),
    ];
    lines.push(String::new());
    lines.push("Tables".to_owned());
    lines.extend(published.files.iter().map(|file| format!("  {file}")));
    lines.extend(published.warnings.iter().flat_map(|warning| indented(&format!("warning: {warning}"))));
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
    lines.extend(imported.notes.iter().flat_map(|note| indented(note)));
    let blanks = words::counted(imported.text.matches("{ blank = ").count() as u64, "blank", "blanks");
    lines.push(String::new());
    lines.push("Next".to_owned());
    let (check, run) = (format!("staffcast check {file}"), format!("staffcast run {file}"));
    let width = check.len();
    lines.push(format!("  {check:width$}   lists the {blanks}, which only the council can fill in"));
    lines.push(format!("  {run:width$}   runs it once they are filled in"));
    lines.join("\n") + "\n"
}

/// A text in lines, all but the first indented further.
fn indented(text: &str) -> Vec<String> {
    let wrapped = words::wrapped(text, COLUMNS - 4);
    let line = |(line, text): (usize, &String)| format!("{}{text}", if line == 0 { "  " } else { "    " });
    wrapped.iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_part_of_a_file_name() {
        assert_eq!(slug("Kingston upon Hull, City of"), "kingston-upon-hull-city-of");
        assert_eq!(slug("Bournemouth, Christchurch & Poole"), "bournemouth-christchurch-poole");
        assert_eq!(slug("&"), "authority");
    }
}
