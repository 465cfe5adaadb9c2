//! Which column of a sheet is which: guessed from common spellings, or stated in a small TOML file.

use std::collections::BTreeMap;

use super::{RawRow, SheetError};
use crate::scenario::shown;

/// A column that an import reads.
#[derive(Debug)]
pub struct SheetColumn {
    /// Its key in the file of headings.
    pub key: &'static str,
    /// What it says, for messages: `the date on which a person started`.
    pub meaning: &'static str,
    /// Whether nothing can be imported without it.
    pub is_needed: bool,
    /// Headings that it often has, in lower case without punctuation.
    pub spellings: &'static [&'static str],
    /// For a column with a few possible values: each value, and words for it, in lower case without punctuation.
    pub choices: &'static [(&'static str, &'static [&'static str])],
}

/// What a file of headings says: the heading of each column, and words for choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headings {
    /// Heading by key; empty for a column that is to be left out.
    columns: BTreeMap<&'static str, String>,
    /// More words for a choice, by key of the column and choice.
    words: BTreeMap<(&'static str, &'static str), Vec<String>>,
}

/// Words of a heading that do not tell columns apart.
const FILLERS: [&str; 12] =
    ["the", "of", "a", "employee", "worker", "staff", "person", "current", "name", "name of", "swe", "workers"];

/// Heading without punctuation and capitals.
pub(super) fn normalised(heading: &str) -> String {
    let lower = heading.to_lowercase();
    let words = lower.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// How well a heading fits a column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum HeadingFit {
    None,
    /// A usual spelling with words around it that do not matter.
    Near,
    /// A usual spelling.
    Usual,
    /// What the file of headings says.
    Stated,
}

/// The table in a file of headings, which may begin with a byte order mark.
///
/// # Errors
/// [`SheetError`] at its line if it is not TOML.
pub(crate) fn toml_table(file: &str, text: &str) -> Result<toml::Table, SheetError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.parse().map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let place = format!("{file}, line {}", before.split('\n').count());
        SheetError::new(place, format!("this is not TOML: {}", error.message()))
    })
}

impl Headings {
    /// Reads a file of headings: a line for each column, such as `start = "Start Date"`, and tables of words, such as
    /// `[agency_words]` with `yes = ["Locum"]`. A column whose heading is `""` is left out.
    ///
    /// # Errors
    /// [`SheetError`] if it is not TOML, or has a key that is not of one of these columns.
    pub fn parse(file: &str, text: &str, columns: &'static [SheetColumn]) -> Result<Self, SheetError> {
        let table = toml_table(file, text)?;
        let mut headings = Self::default();
        for (key, value) in &table {
            let place = || format!("{file}, `{}`", shown(key));
            let column = columns.iter().find(|column| column.key == key);
            let with_words = columns.iter().find(|column| key.strip_suffix("_words") == Some(column.key));
            match (column, with_words.filter(|column| !column.choices.is_empty()), value) {
                (Some(column), _, toml::Value::String(heading)) => {
                    if heading.trim().is_empty() && column.is_needed {
                        return Err(SheetError::new(place(), format!("this column is needed: {}", column.meaning)));
                    }
                    headings.columns.insert(column.key, heading.trim().to_owned());
                }
                (Some(_), _, _) => {
                    return Err(SheetError::new(
                        place(),
                        "expected the heading of a column, in quotation marks".to_owned(),
                    ));
                }
                (None, Some(column), toml::Value::Table(words)) => headings.read_words(file, column, words)?,
                (None, Some(column), _) => {
                    let what = format!("expected a table: [{}_words]", column.key);
                    return Err(SheetError::new(place(), what));
                }
                (None, None, _) => {
                    let keys: Vec<&str> = columns.iter().map(|column| column.key).collect();
                    return Err(SheetError::new(
                        place(),
                        format!("unknown column; the columns are {}", keys.join(", ")),
                    ));
                }
            }
        }
        Ok(headings)
    }

    fn read_words(&mut self, file: &str, column: &'static SheetColumn, words: &toml::Table) -> Result<(), SheetError> {
        for (choice, list) in words {
            let place = format!("{file}, `{}_words.{}`", column.key, shown(choice));
            let known = column.choices.iter().find(|(known, _)| known == choice);
            let Some((known, _)) = known else {
                let choices: Vec<&str> = column.choices.iter().map(|(choice, _)| *choice).collect();
                return Err(SheetError::new(place, format!("expected {}", choices.join(" or "))));
            };
            let list: Option<Vec<String>> =
                list.as_array().and_then(|list| list.iter().map(|word| word.as_str().map(normalised)).collect());
            let Some(list) = list else {
                return Err(SheetError::new(place, "expected a list of words, such as [\"Locum\"]".to_owned()));
            };
            self.words.insert((column.key, known), list);
        }
        Ok(())
    }

    /// The words of each choice of a column: usual ones, and those of the file, which come first.
    pub(super) fn choices(&self, column: &SheetColumn) -> Vec<(&'static str, Vec<String>)> {
        let stated = |choice: &'static str| self.words.get(&(column.key, choice)).cloned().unwrap_or_default();
        let all_stated: Vec<String> = column.choices.iter().flat_map(|(choice, _)| stated(choice)).collect();
        let usual = |words: &'static [&'static str]| {
            let words = words.iter().map(|word| (*word).to_owned());
            words.filter(|word| !all_stated.contains(word)).collect::<Vec<_>>()
        };
        column.choices.iter().map(|&(choice, words)| (choice, [stated(choice), usual(words)].concat())).collect()
    }

    /// How well a heading fits a column.
    pub(super) fn fit(&self, column: &SheetColumn, heading: &str) -> HeadingFit {
        let heading = normalised(heading);
        if heading.is_empty() {
            return HeadingFit::None;
        }
        if let Some(stated) = self.columns.get(column.key) {
            return if normalised(stated) == heading { HeadingFit::Stated } else { HeadingFit::None };
        }
        if column.spellings.contains(&heading.as_str()) {
            return HeadingFit::Usual;
        }
        let words: Vec<&str> = heading.split(' ').filter(|word| !FILLERS.contains(word)).collect();
        if column.spellings.contains(&words.join(" ").as_str()) { HeadingFit::Near } else { HeadingFit::None }
    }

    /// Whether the file says that there is no such column.
    pub(super) fn leaves_out(&self, column: &SheetColumn) -> bool {
        self.columns.get(column.key).is_some_and(String::is_empty)
    }

    /// The heading that the file states for a column.
    pub(super) fn stated(&self, column: &SheetColumn) -> Option<&str> {
        self.columns.get(column.key).map(String::as_str).filter(|heading| !heading.is_empty())
    }

    /// How many of the columns a row has headings for.
    pub(super) fn matches(&self, columns: &[SheetColumn], row: &RawRow) -> usize {
        let has = |column: &&SheetColumn| row.texts().any(|(_, text)| self.fit(column, text) > HeadingFit::None);
        columns.iter().filter(has).count()
    }
}
