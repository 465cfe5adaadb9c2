//! Rows of a list as episodes: when they began and ended, and nothing that names a child.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::{Date, date};

use super::columns::{CaseStatus, ListForm, yes_or_no};
use crate::import::sheet::{RecordSheet, SheetCell, SheetError, SheetFigure, SheetRow};

/// Earlier dates are placeholders: nobody is a child for so long.
const EARLIEST: Date = date(1990, 1, 1);

/// A row that can be placed.
#[derive(Clone, Debug)]
pub(super) struct AnnexEpisode {
    pub start: Date,
    /// The day on which it ended, if it has.
    pub end: Option<Date>,
    pub team: Option<String>,
    /// What its column of yes and no says.
    pub answer: Option<bool>,
    pub status: CaseStatus,
    /// Plans that the child had before.
    pub previous: Option<f64>,
    line: u64,
}

/// Why a row cannot be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnplacedRow {
    /// There is no date on which it began.
    NoStart,
    /// It began before 1990, as placeholders do.
    EarlyStart,
    /// It ended before it began.
    EndBeforeStart,
    /// It began after the day of the workbook.
    AfterDay,
    /// Its status is closed, and it has no closure date.
    ClosedWithoutDate,
}

impl fmt::Display for UnplacedRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoStart => "without a date",
            Self::EarlyStart => "with a date before 1990",
            Self::EndBeforeStart => "that end before they start",
            Self::AfterDay => "that start after the day of the workbook",
            Self::ClosedWithoutDate => "that are closed and have no closure date",
        })
    }
}

/// A list, as read.
#[derive(Clone, Debug)]
pub(super) struct AnnexList {
    pub form: &'static ListForm,
    /// The file and sheet, for a `source`.
    pub source: String,
    pub episodes: Vec<AnnexEpisode>,
    /// Rows that cannot be placed, each with the reason.
    pub unplaced: Vec<(u64, UnplacedRow)>,
    pub has_status: bool,
    /// Columns that are not there, by meaning.
    pub without: Vec<&'static str>,
}

impl AnnexList {
    /// Reads a list.
    ///
    /// # Errors
    /// [`SheetError`] for a cell that cannot be a date or a number, without the text in it.
    pub fn read(form: &'static ListForm, sheet: &RecordSheet, source: String) -> Result<Self, SheetError> {
        let without = form.columns.iter().filter(|column| !sheet.has(column.key)).map(|column| column.meaning);
        let mut list = Self {
            form,
            source,
            episodes: Vec::new(),
            unplaced: Vec::new(),
            has_status: sheet.has("status"),
            without: without.collect(),
        };
        for row in sheet.rows() {
            // A row with nothing in the columns that are read is no row of the list, such as a note under it.
            if form.columns.iter().all(|column| row.cell(column.key).is_empty()) {
                continue;
            }
            match read_row(&row)? {
                Ok(episode) => list.episodes.push(episode),
                Err(reason) => list.unplaced.push((row.line(), reason)),
            }
        }
        Ok(list)
    }

    /// Rows of the list, placed or not.
    pub fn rows(&self) -> usize {
        self.episodes.len() + self.unplaced.len()
    }

    /// The latest date in it, with its row.
    pub fn latest(&self) -> Option<(Date, u64)> {
        let dates =
            self.episodes.iter().map(|episode| (episode.end.unwrap_or(episode.start).max(episode.start), episode.line));
        dates.max_by_key(|(day, _)| *day)
    }

    /// Moves the episodes that began after a day to those that cannot be placed; what ended after it is open on it.
    pub fn close_at(&mut self, day: Date) {
        let after = self.episodes.iter().filter(|episode| episode.start > day);
        self.unplaced.extend(after.map(|episode| (episode.line, UnplacedRow::AfterDay)));
        self.episodes.retain(|episode| episode.start <= day);
        for episode in &mut self.episodes {
            episode.end = episode.end.filter(|end| *end <= day);
        }
        self.unplaced.sort_unstable();
    }

    /// The names of its teams with the number of open episodes of each.
    pub fn open_by_team(&self) -> BTreeMap<&str, usize> {
        let mut teams = BTreeMap::new();
        for episode in self.episodes.iter().filter(|episode| episode.is_open()) {
            if let Some(team) = &episode.team {
                *teams.entry(team.as_str()).or_default() += 1;
            }
        }
        teams
    }
}

impl AnnexEpisode {
    /// Whether it is open at the end of the day of the workbook.
    pub fn is_open(&self) -> bool {
        self.end.is_none()
    }
}

fn day(cell: SheetCell<'_>) -> Result<Option<Date>, SheetError> {
    // The text of the cell may be a name.
    cell.date(None).map_err(|_| {
        cell.error("this is no date; write it as 01/04/2025 or 2025-04-01, with four digits for the year, or leave the cell blank")
    })
}

fn read_row(row: &SheetRow<'_>) -> Result<Result<AnnexEpisode, UnplacedRow>, SheetError> {
    let (start, end) = (day(row.cell("start"))?, day(row.cell("end"))?);
    let text = |key: &str| row.cell(key).text().ok().flatten();
    let previous = match row.cell("previous").figure()? {
        SheetFigure::Plain(number) => Some(number),
        _ => None,
    };
    let status = text("status").map_or(CaseStatus::Unknown, |text| CaseStatus::of(&text));
    let is_closed = text("status").is_some_and(|text| text.to_lowercase().contains("closed"));
    let Some(start) = start else { return Ok(Err(UnplacedRow::NoStart)) };
    if start < EARLIEST {
        return Ok(Err(UnplacedRow::EarlyStart));
    }
    if end.is_some_and(|end| end < start) {
        return Ok(Err(UnplacedRow::EndBeforeStart));
    }
    if is_closed && end.is_none() {
        return Ok(Err(UnplacedRow::ClosedWithoutDate));
    }
    Ok(Ok(AnnexEpisode {
        start,
        end,
        team: text("team").map(|team| team.split_whitespace().collect::<Vec<_>>().join(" ")),
        answer: text("closed").or_else(|| text("plan")).and_then(|text| yes_or_no(&text)),
        status,
        previous,
        line: row.line(),
    }))
}
