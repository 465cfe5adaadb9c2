//! Ofsted's Annex A: the workbook of child-level lists that a council keeps for inspections.
//!
//! [`AnnexA::read`] takes from each list the dates, the team, and a few columns of yes and no; [`AnnexA::overlay`] writes what a scenario can
//! take of it: contacts, open cases, lengths of stay, and the last months as history. Nothing that names a child or a worker is read.

mod columns;
mod history;
mod list;
mod pathway;
mod text;
mod values;
mod window;

pub use list::UnplacedRow;
pub use text::{AnnexCounts, AnnexOverlay};

use std::fmt;

use jiff::civil::Date;

use super::sheet::{Headings, RecordSheet, SheetError, SheetFile, toml_table};
use crate::scenario::shown;
use columns::{LISTS, ListForm};
use list::AnnexList;

/// The workbook.
#[derive(Clone, Debug)]
pub struct AnnexA {
    /// Name of the file.
    file: String,
    /// The day of the workbook: the latest date in it, unless one is given.
    day: Date,
    /// Where the latest date is; `None` if the day was given.
    day_place: Option<String>,
    /// First day of all windows, if one is given.
    from: Option<Date>,
    lists: Vec<AnnexList>,
    /// Lists that could not be read, each with the reason.
    unread: Vec<(u32, String)>,
}

/// Headings of the lists, by number.
#[derive(Clone, Debug, Default)]
pub struct AnnexHeadings(Vec<(u32, Headings)>);

/// Why a workbook cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnnexError {
    /// A cell or the file.
    Sheet(SheetError),
    /// It has none of the lists.
    NoLists(String, Vec<String>),
    /// `from` is after the day of the workbook.
    FromAfterDay(Date, Date),
}

impl fmt::Display for AnnexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sheet(error) => error.fmt(f),
            Self::NoLists(file, why) => {
                write!(f, "{file}: none of the lists of Annex A could be read\n  {}", why.join("\n  "))
            }
            Self::FromAfterDay(from, day) => {
                write!(f, "--from is {from}, which is after {day}, the day of the workbook")
            }
        }
    }
}

impl std::error::Error for AnnexError {}

impl From<SheetError> for AnnexError {
    fn from(error: SheetError) -> Self {
        Self::Sheet(error)
    }
}

impl AnnexHeadings {
    /// Reads a file of headings: a table for each list, such as `[list_3]` with `start = "Date of Referral"`.
    ///
    /// # Errors
    /// [`SheetError`] if it is not TOML, or has a list or a column that is not read.
    pub fn parse(file: &str, text: &str) -> Result<Self, SheetError> {
        let table = toml_table(file, text)?;
        let mut all = Vec::new();
        for (key, value) in &table {
            let form = LISTS.iter().find(|form| *key == format!("list_{}", form.number));
            let (Some(form), toml::Value::Table(columns)) = (form, value) else {
                let known: Vec<String> = LISTS.iter().map(|form| format!("[list_{}]", form.number)).collect();
                let what = format!("expected {}", known.join(", "));
                return Err(SheetError::new(format!("{file}, `{}`", shown(key)), what));
            };
            let place = format!("{file}, [{key}]");
            all.push((form.number, Headings::parse(&place, &columns.to_string(), form.columns)?));
        }
        Ok(Self(all))
    }

    fn of(&self, form: &ListForm) -> Headings {
        let found = self.0.iter().find(|(number, _)| *number == form.number);
        found.map(|(_, headings)| headings.clone()).unwrap_or_default()
    }
}

impl AnnexA {
    /// Reads the lists of a workbook, as at the end of a day, or of the latest date in it. Windows begin on `from`, or each with its list.
    ///
    /// # Errors
    /// [`AnnexError`] if a cell cannot be right, or no list can be read.
    pub fn read(
        file: &SheetFile,
        headings: &AnnexHeadings,
        day: Option<Date>,
        from: Option<Date>,
    ) -> Result<Self, AnnexError> {
        let (mut lists, mut unread) = (Vec::new(), Vec::new());
        for form in LISTS {
            match sheet_of(file, form, &headings.of(form)) {
                Ok(sheet) => {
                    let source = match &sheet.name {
                        Some(name) => format!("{}, sheet {}", file.name(), shown(name)),
                        None => file.name().to_owned(),
                    };
                    lists.push(AnnexList::read(form, &sheet, source)?);
                }
                Err(error) => unread.push((form.number, error.what)),
            }
        }
        let latest = lists.iter().filter_map(|list| list.latest().map(|latest| (latest, list)));
        let latest = latest
            .max_by_key(|((day, _), _)| *day)
            .map(|((day, line), list)| (day, format!("{}, row {line}", list.source)));
        let why = || unread.iter().map(|(number, why)| format!("list {number}: {}", first_line(why))).collect();
        let Some((latest, place)) = latest else { return Err(AnnexError::NoLists(file.name().to_owned(), why())) };
        let (day, day_place) = match day {
            Some(day) => (day, None),
            None => (latest, Some(place)),
        };
        if let Some(from) = from.filter(|from| *from > day) {
            return Err(AnnexError::FromAfterDay(from, day));
        }
        for list in &mut lists {
            list.close_at(day);
        }
        Ok(Self { file: file.name().to_owned(), day, day_place, from, lists, unread })
    }

    /// The day of the workbook.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day
    }

    /// Where the latest date is, which is the day of the workbook unless another was given.
    #[must_use]
    pub fn day_place(&self) -> Option<&str> {
        self.day_place.as_deref()
    }

    fn list(&self, number: u32) -> Option<&AnnexList> {
        self.lists.iter().find(|list| list.form.number == number)
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The sheet of a list: the one with its number in the name (`List 3`), or else the one with its headings.
fn sheet_of(file: &SheetFile, form: &'static ListForm, headings: &Headings) -> Result<RecordSheet, SheetError> {
    let is_its = |name: &&str| list_number(name) == Some(form.number);
    match file.sheet_names().find(is_its) {
        Some(name) => file.records(form.columns, Some(name), headings),
        None if file.sheet_names().any(|name| list_number(name).is_some()) => {
            Err(SheetError::new(file.name(), "the workbook has no such list".to_owned()))
        }
        None => file.records(form.columns, None, headings),
    }
}

/// Whether the sheets of a workbook are called as the lists of Annex A are.
pub(crate) fn has_lists(file: &SheetFile) -> bool {
    let is_read = |number: &u32| LISTS.iter().any(|form| form.number == *number);
    file.sheet_names().filter_map(list_number).filter(is_read).count() > 1
}

/// The number of a list in the name of its sheet: 3 for `List 3 - Referrals`.
fn list_number(name: &str) -> Option<u32> {
    let lower = name.to_lowercase();
    let after = lower.split_once("list")?.1.trim_start_matches(|one: char| !one.is_ascii_digit());
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_known_by_the_names_of_their_sheets() {
        for (name, number) in
            [("List 3", Some(3)), ("list_10 adoption", Some(10)), ("LIST-1", Some(1)), ("Notes", None)]
        {
            assert_eq!(list_number(name), number, "{name}");
        }
    }

    #[test]
    fn headings_of_a_list_are_stated_under_its_number() {
        assert_eq!(AnnexHeadings::parse("h.toml", "[list_3]\nstart = \"Referred on\"\n").unwrap().0.len(), 1);
        let error = |text: &str| AnnexHeadings::parse("h.toml", text).unwrap_err().to_string();
        assert!(error("[list_2]\n").starts_with("h.toml, `list_2`: expected [list_1], [list_3]"));
        assert!(error("[list_3]\nbegin = \"x\"\n").starts_with("h.toml, [list_3], `begin`: unknown column"));
    }
}
