//! `sources.json`: the command and the files that it read, with which results are verified.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::arguments::JobArguments;
use super::disk::path_text;
use super::inputs::{self, InputPlaces};
use super::shard::PATHS;
use super::{Failure, run};
use crate::render;

/// The name of the file.
pub(crate) const SOURCES: &str = "sources.json";

/// What has to be known to repeat a command.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SourcesRecord {
    /// The command line, without what changes no result.
    pub command: Vec<String>,
    /// What was asked about paths.
    pub places: InputPlaces,
    /// By path as given, the files that were read.
    files: BTreeMap<String, SourceText>,
}

/// The content of a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SourceText {
    Text(String),
    /// Of a file that is not text, two hexadecimal digits a byte.
    Hex(String),
}

impl SourceText {
    fn new(bytes: Vec<u8>) -> Self {
        let hex = |bytes: &[u8]| bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(hex_digit).collect();
        String::from_utf8(bytes).map_or_else(|error| Self::Hex(hex(error.as_bytes())), Self::Text)
    }

    /// The bytes; `None` if the digits are none.
    fn bytes(self) -> Option<Vec<u8>> {
        let text = match self {
            Self::Text(text) => return Some(text.into_bytes()),
            Self::Hex(digits) => digits,
        };
        let digits = text.chars().map(|digit| digit.to_digit(16).map(|digit| digit as u8));
        let digits = digits.collect::<Option<Vec<u8>>>().filter(|digits| digits.len().is_multiple_of(2))?;
        Some(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
    }
}

fn hex_digit(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap_or('0')
}

impl SourcesRecord {
    /// The files that were read, by path; `None` if one is not as it is written.
    pub(crate) fn files(self) -> Option<BTreeMap<String, Vec<u8>>> {
        self.files.into_iter().map(|(path, text)| Some((path, text.bytes()?))).collect()
    }
}

/// The text of `sources.json` for what was read so far, if it is asked for. A scenario of a batch is given by itself.
pub(crate) fn sources(job: &JobArguments, scenario: Option<&Path>) -> Result<Option<String>, Failure> {
    if !job.sources {
        return Ok(None);
    }
    let mut command = job.words.clone();
    let mut places = inputs::places();
    if let Some(scenario) = scenario {
        command.truncate(command.iter().position(|word| word == PATHS).map_or(command.len(), |place| place + 1));
        command.push(path_text(scenario)?);
        places = InputPlaces::default();
    }
    let files = inputs::read_files().into_iter().map(|(path, bytes)| (path, SourceText::new(bytes))).collect();
    let record = SourcesRecord { command, places, files };
    Ok(Some(render::json(&record).map_err(run::failed)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_kept_whether_or_not_they_are_text() {
        for bytes in [b"plain".to_vec(), "caf\u{e9}\n".as_bytes().to_vec(), vec![0, 159, 255, 16], Vec::new()] {
            assert_eq!(SourceText::new(bytes.clone()).bytes(), Some(bytes));
        }
        assert_eq!(SourceText::Hex("0".to_owned()).bytes(), None);
        assert_eq!(SourceText::Hex("0x".to_owned()).bytes(), None);
    }
}
