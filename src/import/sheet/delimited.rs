//! CSV files, as spreadsheets save them.

use super::cell::CellContent;
use super::{MOST_CELLS, RawRow, RawSheet, SheetError, too_many_cells};

/// What separates the cells of a row: whichever makes the most cells.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows that are looked at to find what separates cells.
const FIRST_ROWS: usize = 50;

/// Reads a CSV file, and says what was taken for granted.
pub(super) fn read_delimited(file: &str, bytes: &[u8]) -> Result<(RawSheet, Vec<String>), SheetError> {
    let mut notes = Vec::new();
    let text = decoded(file, bytes, &mut notes)?;
    let bytes = text.as_bytes();
    let delimiter = delimiter(bytes);
    let mut reader = reader(bytes, delimiter);
    let mut sheet = RawSheet { name: None, rows: Vec::new() };
    let mut record = csv::StringRecord::new();
    let (mut filled, mut last) = (0, (0, 0));
    let mut lines = LineCounter::new(bytes);
    loop {
        let start = reader.position().byte() as usize;
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(SheetError::new(file, format!("the file cannot be read: {error}"))),
        }
        let line = lines.at(start);
        let cells: Vec<(u32, CellContent)> = record
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| (column as u32, CellContent::Text(text.to_owned())))
            .collect();
        filled += cells.len();
        if filled > MOST_CELLS {
            return Err(too_many_cells(file));
        }
        last = (start, line);
        if !cells.is_empty() {
            sheet.rows.push(RawRow { line, width: record.len() as u32, cells });
        }
    }
    if ends_in_quotes(bytes.get(last.0..).unwrap_or_default(), delimiter) {
        let what = "a quotation mark opens here and is never closed: the file may be incomplete; save it again";
        return Err(SheetError::new(format!("{file}, line {}", last.1), what.to_owned()));
    }
    if !bytes.is_empty() && !bytes.ends_with(b"\n") && !bytes.ends_with(b"\r") {
        notes.push("the last line has no line break at its end: check that the file is complete".to_owned());
    }
    Ok((sheet, notes))
}

/// The text of a file, by its byte-order mark, else as UTF-8, else as Windows-1252, in which Excel saves CSV files in Britain.
pub(crate) fn decoded(file: &str, bytes: &[u8], notes: &mut Vec<String>) -> Result<String, SheetError> {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, has_errors) = encoding.decode_without_bom_handling(&bytes[length..]);
        if has_errors {
            let what =
                format!("the file is not {} text, as its first bytes say; save it again as CSV UTF-8", encoding.name());
            return Err(SheetError::new(file, what));
        }
        return checked(file, text.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return checked(file, text.to_owned());
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    notes.push("the file is not UTF-8 text and was read as Windows-1252, as Excel saves text".to_owned());
    checked(file, text.into_owned())
}

/// Text without the zero bytes of a file that is no text.
fn checked(file: &str, text: String) -> Result<String, SheetError> {
    if text.contains('\0') {
        let what = "the file is not text; save it as CSV UTF-8 or as an Excel workbook (XLSX)".to_owned();
        return Err(SheetError::new(file, what));
    }
    Ok(text)
}

fn reader(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(bytes)
}

fn delimiter(bytes: &[u8]) -> u8 {
    let cells = |delimiter: u8| -> usize {
        let records = reader(bytes, delimiter).into_records().take(FIRST_ROWS);
        records.filter_map(|record| Some(record.ok()?.len() - 1)).sum()
    };
    // The first of those that make equally many.
    DELIMITERS.into_iter().rev().max_by_key(|&delimiter| cells(delimiter)).unwrap_or(b',')
}

/// Counts lines from record to record.
struct LineCounter<'a> {
    bytes: &'a [u8],
    /// Lines end in LF or CR LF, or in old files in CR alone.
    line_break: u8,
    /// A place, and the number of line breaks before it.
    counted: (usize, u64),
}

impl<'a> LineCounter<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let line_break = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
        Self { bytes, line_break, counted: (0, 0) }
    }

    /// The line, counted from 1, of the first byte from `start` on that is no line break. No start may be before the one asked for last.
    fn at(&mut self, start: usize) -> u64 {
        let from = self.bytes.get(start..).unwrap_or_default();
        let breaks = from.iter().take_while(|&&byte| byte == b'\n' || byte == b'\r').count();
        let until = start + breaks;
        let between = self.bytes.get(self.counted.0..until).unwrap_or_default();
        let breaks = between.split(|byte| *byte == self.line_break).count() as u64 - 1;
        self.counted = (until.max(self.counted.0), self.counted.1 + breaks);
        self.counted.1 + 1
    }
}

/// Whether the last record of a file ends within quotation marks.
fn ends_in_quotes(record: &[u8], delimiter: u8) -> bool {
    let (mut is_quoted, mut is_start) = (false, true);
    for &byte in record {
        match byte {
            b'"' if is_quoted || is_start => {
                is_quoted = !is_quoted;
                is_start = !is_quoted;
            }
            b' ' if is_start && !is_quoted => {}
            _ => is_start = !is_quoted && (byte == delimiter || byte == b'\n' || byte == b'\r'),
        }
    }
    is_quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &[u8]) -> Vec<Vec<String>> {
        let (sheet, _) = read_delimited("a.csv", text).unwrap();
        let text = |cell: &(u32, CellContent)| match &cell.1 {
            CellContent::Text(text) => format!("{}{text}", cell.0),
            other => panic!("{other:?}"),
        };
        sheet.rows.iter().map(|row| row.cells.iter().map(text).collect()).collect()
    }

    #[test]
    fn the_delimiter_the_mark_and_the_encoding_are_found() {
        let expected = vec![vec!["0a", "1b"], vec!["0x, y", "1\u{e9}"]];
        let utf8 = "a;b\r\n\"x, y\";\u{e9}\r\n";
        assert_eq!(cells(utf8.as_bytes()), expected);
        assert_eq!(cells(format!("\u{feff}{utf8}").as_bytes()), expected);
        assert_eq!(cells("a\tb\nx, y\t\u{e9}\n".as_bytes()), expected);
        assert_eq!(cells(b"a,b\n\"x, y\",\xe9\n"), expected);
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf8.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(cells(&utf16), expected);
    }

    #[test]
    fn lines_are_counted_through_blank_lines_and_breaks_in_cells() {
        let text = b"a,b\n\n\"two\nlines\",1\nc,d\n";
        let (sheet, _) = read_delimited("a.csv", text).unwrap();
        assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 3, 5]);
        let crlf = String::from_utf8(text.to_vec()).unwrap().replace('\n', "\r\n");
        let (sheet, _) = read_delimited("a.csv", crlf.as_bytes()).unwrap();
        assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 3, 5]);
    }

    #[test]
    fn a_file_that_was_cut_is_refused_or_said_to_be() {
        let error = read_delimited("a.csv", b"a,b\n1,2\n3,\"x").unwrap_err();
        assert_eq!(error.place, "a.csv, line 3");
        assert!(read_delimited("a.csv", b"a,b\n1,5\" pipe\n").is_ok());
        assert!(read_delimited("a.csv", b"a,b\n1,\"5\"\" pipe\"\n").unwrap().1.is_empty());
        let (_, notes) = read_delimited("a.csv", b"a,b\n1,2").unwrap();
        assert!(notes[0].contains("no line break"), "{notes:?}");
        assert!(read_delimited("a.csv", b"a,b\n1,\0\n").is_err());
    }
}
