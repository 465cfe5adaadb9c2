//! CSV files of a scenario, and places in them.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::characters::{BOM, refuse_in_text};
use super::loader::Loader;
use super::sources::Place;
use crate::scenario::problem::{CsvReason, Problem, nearest};
use crate::scenario::reader::Reader;

/// An open CSV file.
pub(crate) struct CsvFile {
    file: usize,
    text: String,
    /// Start of the header, after a byte order mark if there is one.
    begin: usize,
}

impl CsvFile {
    /// Opens the file at `path`, to which the scenario refers at `place`; reports an error and returns `None` if it
    /// cannot be read.
    pub(crate) fn open(reader: &mut Reader, loader: &dyn Loader, path: &str, place: Option<Place>) -> Option<Self> {
        let path = reader.sources.beside(path, place);
        let bytes = match loader.load(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                reader.error(Problem::Unreadable { path, error }, place);
                return None;
            }
        };
        let reason = match String::from_utf8(bytes) {
            Ok(text) if text.trim_start_matches(BOM).trim().is_empty() => CsvReason::Empty { path },
            Ok(text) => {
                let file = reader.sources.add(&path, text.clone());
                if refuse_in_text(reader, file) {
                    return None;
                }
                let begin = text.len() - text.trim_start_matches(BOM).len();
                return Some(Self { file, text, begin });
            }
            Err(_) => CsvReason::NotUtf8 { path },
        };
        reader.error(Problem::Csv { reason, hint: None }, place);
        None
    }

    /// The header, and every row with its place. Rows of another length are returned as they are.
    pub(crate) fn rows(&self) -> (StringRecord, Vec<(StringRecord, Place)>) {
        let text = &self.text[self.begin..];
        let mut rows = ReaderBuilder::new().trim(Trim::All).flexible(true).from_reader(text.as_bytes());
        let header = rows.headers().cloned().unwrap_or_default();
        let placed = |row: StringRecord| {
            let start = row.position().map_or(0, |position| position.byte() as usize) + self.begin;
            let place = self.line_at(start);
            (row, place)
        };
        (header, rows.records().filter_map(Result::ok).map(placed).collect())
    }

    /// The place of the header.
    pub(crate) fn header_at(&self) -> Place {
        self.line_at(self.begin)
    }

    /// The line on which the row at byte `start` begins; the parser includes the preceding line end in a row.
    fn line_at(&self, start: usize) -> Place {
        let blank = self.text[start..].len() - self.text[start..].trim_start_matches(['\r', '\n']).len();
        let start = start + blank;
        let length = self.text[start..].find(['\r', '\n']).unwrap_or(self.text.len() - start);
        Place { file: self.file, start, end: start + length }
    }
}

/// The error, with a hint, in a header that may have the columns `known` and must have `required`; `None` if there is
/// none.
pub(crate) fn wrong_header(header: &StringRecord, known: &[&str], required: &[&str]) -> Option<Problem> {
    let columns = known.join(",");
    if let Some(column) = header.iter().find(|column| !known.contains(column)) {
        let reason = CsvReason::UnknownColumn { column: column.to_owned(), known: columns };
        return Some(Problem::Csv { reason, hint: column_hint(header, column, known) });
    }
    let twice = known.iter().find(|name| header.iter().filter(|column| column == *name).count() > 1);
    let missing = || required.iter().find(|name| !header.iter().any(|column| column == **name));
    let reason = match (twice, missing()) {
        (Some(&column), _) => CsvReason::ColumnTwice { column: column.to_owned(), known: columns },
        (None, Some(&column)) => CsvReason::ColumnMissing { column: column.to_owned(), known: columns },
        (None, None) => return None,
    };
    Some(Problem::Csv { reason, hint: None })
}

/// The hint for an unknown column: spreadsheets may save other separators, and headings in plain words.
fn column_hint(header: &StringRecord, column: &str, known: &[&str]) -> Option<String> {
    if header.len() == 1 && column.contains([';', '\t']) {
        let found = if column.contains(';') { "semicolons" } else { "tabs" };
        return Some(format!("the columns are separated by {found}: save the file with commas"));
    }
    let name = column.to_lowercase().replace([' ', '-'], "_");
    let names: Vec<String> = known.iter().map(|&name| name.to_owned()).collect();
    let near = nearest(&name, &names)?;
    let small = if name == near { ", in lower case" } else { "" };
    Some(format!("did you mean `{near}`{small}?"))
}
