//! `import`: writes a scenario, or an overlay on one, from published figures or a council's own records. One file for each source.

mod annex_a;
mod base;
mod census;
mod dfe;
mod monthly;
mod records;
mod staff;

use std::fs;
use std::path::Path;

use super::arguments::{ImportArguments, ImportSource};
use super::{Failure, inputs};
use crate::content::imported::LARGEST;
use crate::content::words;

pub(super) use dfe::tables;
pub(super) use monthly::read_monthly;
pub(super) use staff::read_list;

/// Writes the scenario and says what is in it.
pub(crate) fn import(arguments: &ImportArguments) -> Result<(), Failure> {
    match &arguments.from {
        ImportSource::Dfe(arguments) => dfe::from_dfe(arguments),
        ImportSource::Staff(arguments) => staff::from_staff(arguments),
        ImportSource::Census(arguments) => census::from_census(arguments),
        ImportSource::AnnexA(arguments) => annex_a::from_annex_a(arguments),
        ImportSource::Monthly(arguments) => monthly::from_monthly(arguments),
    }
}

/// The error that something in a file or on the command line is wrong.
fn wrong(what: impl std::fmt::Display) -> Failure {
    Failure::Wrong(format!("error: {what}"))
}

/// A file of at most [`LARGEST`] bytes.
fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = inputs::file(&path.to_string_lossy(), || read_from_disk(path))?;
    bytes.ok_or_else(|| wrong(format!("the shards do not carry `{}`", path.display())))
}

fn read_from_disk(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| wrong(format!("cannot read `{}`: {error}", path.display()));
    let size = fs::metadata(path).map_err(failed)?.len();
    if size > LARGEST {
        let megabytes = LARGEST >> 20;
        return Err(wrong(format!("`{}` is larger than {megabytes} MB, the limit for a table", path.display())));
    }
    fs::read(path).map_err(failed)
}

/// What to do with the scenario that was written, as an argument of a command.
fn next_steps(file: &str, text: &str) -> Vec<String> {
    let blanks = words::counted(text.matches("{ blank = ").count() as u64, "blank", "blanks");
    let (check, run) = (format!("staffcast check {file}"), format!("staffcast run {file}"));
    let width = check.len();
    vec![
        String::new(),
        "Next".to_owned(),
        format!("  {check:width$}   lists the {blanks}, which only the council can fill in"),
        format!("  {run:width$}   runs it once they are filled in"),
    ]
}
