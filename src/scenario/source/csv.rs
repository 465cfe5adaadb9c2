//! A CSV file beside a scenario, and places in it.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::characters::{BOM, refuse_in_text};
use super::loader::Loader;
use super::sources::Place;
use crate::scenario::problem::{CsvReason, Problem, nearest};
use crate::scenario::reader::Reader;

/// A CSV file that was opened.
pub(crate) struct CsvFile {
    file: usize,
    text: String,
    /// Where the header begins: behind a byte-order mark, where there is one.
    begin: usize,
}

impl CsvFile {
    /// Opens the file at `path`, which the scenario names at `place`; `None` where it cannot be read, which is reported.
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

    /// The header, and every row with where it begins. Rows of another length are given as they are.
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

    /// Where the header stands.
    pub(crate) fn header_at(&self) -> Place {
        self.line_at(self.begin)
    }

    /// The line that the row at byte `start` begins on: the parser counts the line's end before it to a row.
    fn line_at(&self, start: usize) -> Place {
        let blank = self.text[start..].len() - self.text[start..].trim_start_matches(['\r', '\n']).len();
        let start = start + blank;
        let length = self.text[start..].find(['\r', '\n']).unwrap_or(self.text.len() - start);
        Place { file: self.file, start, end: start + length }
    }
}

/// What is wrong with a header that must have some of the columns `known`, and a hint; `None` where nothing is.
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

/// What to do about an unknown column: spreadsheets save other separators, and headings for people.
fn column_hint(header: &StringRecord, column: &str, known: &[&str]) -> Option<String> {
    if header.len() == 1 && column.contains([';', '\t']) {
        let found = if column.contains(';') { "semicolons" } else { "tabs" };
        return Some(format!("{found} stand between the columns: save the file with commas"));
    }
    let name = column.to_lowercase().replace([' ', '-'], "_");
    let names: Vec<String> = known.iter().map(|&name| name.to_owned()).collect();
    let near = nearest(&name, &names)?;
    let small = if name == near { ", in small letters" } else { "" };
    Some(format!("did you mean `{near}`{small}?"))
}
