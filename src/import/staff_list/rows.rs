//! From the rows of a sheet to people.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use super::columns::{COLUMNS, is_newly_qualified};
use super::{ListedPerson, StaffList, UnplacedReason};
use crate::import::sheet::{RecordSheet, SheetError, SheetRow};
use crate::scenario::shown;

/// Earlier starts are placeholders.
const EARLIEST_START: Date = date(1950, 1, 1);

/// The first day that stands for an open end, as some systems write it.
const OPEN_END: Date = date(2100, 1, 1);

/// FTE above which it is a mistake.
const MOST_FTE: f64 = 1.5;

/// Lists from this length on are looked at for names of people in place of teams.
const ENOUGH_ROWS: usize = 5;

/// From this length on, more teams than half of the rows are taken for names.
const MANY_ROWS: usize = 20;

/// What one row says.
enum ListedRow {
    Placed(ListedPerson),
    Unplaced(UnplacedReason),
}

impl StaffList {
    /// Reads a list of staff from a sheet with [`COLUMNS`].
    ///
    /// # Errors
    /// [`SheetError`] for a cell that cannot be read, or if the column of teams holds names of people.
    pub fn read(sheet: &RecordSheet) -> Result<Self, SheetError> {
        let source = match &sheet.name {
            Some(name) => format!("{}, sheet {}", sheet.file, shown(name)),
            None => sheet.file.clone(),
        };
        let mut list = Self {
            source,
            unplaced: Vec::new(),
            notes: sheet.notes.clone(),
            teams: Vec::new(),
            people: Vec::new(),
            says_agency: sheet.has("agency"),
            complete_from: None,
        };
        let of_list = latest_full_date(sheet);
        let (mut without_team, mut without_kind) = (Vec::new(), Vec::new());
        for row in sheet.rows() {
            let team = match team_of(&row)? {
                Some(team) => team,
                None if sheet.has("team") => {
                    without_team.push(row.line());
                    "Team not stated".to_owned()
                }
                None => "Children's social work".to_owned(),
            };
            if sheet.has("agency") && row.cell("agency").choice()?.is_none() {
                without_kind.push(row.line());
            }
            match read_row(&row, of_list)? {
                ListedRow::Unplaced(reason) => list.unplaced.push((row.line(), reason)),
                ListedRow::Placed(person) => {
                    let place = list.teams.iter().position(|known| *known == team);
                    let place = place.unwrap_or_else(|| {
                        list.teams.push(team);
                        list.teams.len() - 1
                    });
                    list.people.push(ListedPerson { team: place, ..person });
                }
            }
        }
        refuse_names(sheet)?;
        list.note_what_is_missing(sheet, &without_team, &without_kind);
        Ok(list)
    }

    fn note_what_is_missing(&mut self, sheet: &RecordSheet, without_team: &[u64], without_kind: &[u64]) {
        let place = if sheet.name.is_some() { "rows" } else { "lines" };
        if !without_team.is_empty() {
            self.notes.push(format!("{} have no team and are in `Team not stated`", listed(place, without_team)));
        }
        if !without_kind.is_empty() {
            self.notes.push(format!(
                "{} do not say whether they are of an agency worker: they count as permanent",
                listed(place, without_kind)
            ));
        }
        for (key, effect) in [
            ("leaving", "so the list shows no leavers: rates are the pooled ones"),
            ("team", "so all staff are one team"),
            ("role", "so nobody is known to be newly qualified"),
            ("agency", "so all staff count as permanent"),
        ] {
            if !sheet.has(key) {
                let meaning = COLUMNS.iter().find(|column| column.key == key).map_or("", |column| column.meaning);
                self.notes.push(format!("no column says {meaning}, {effect}"));
            }
        }
        let unknown = self.people.iter().filter(|person| person.fte.is_none()).count();
        if unknown > 0 {
            self.notes.push(format!(
                "of those who left, {unknown} have no FTE or one of 0: before they left they count with the mean FTE of all"
            ));
        }
    }
}

/// Some rows by number: `lines 4, 9 and 12`, the first of many.
pub(crate) fn listed(kind: &str, lines: &[u64]) -> String {
    const MOST: usize = 20;
    let mut shown: Vec<String> = lines.iter().take(MOST).map(ToString::to_string).collect();
    if lines.len() > MOST {
        shown.push(format!("{} more", lines.len() - MOST));
    }
    match (shown.pop(), shown.is_empty()) {
        (Some(last), true) => format!("{} {last}", kind.trim_end_matches('s')),
        (Some(last), false) => format!("{kind} {} and {last}", shown.join(", ")),
        (None, _) => format!("no {kind}"),
    }
}

/// The latest date of the list whose year has four digits.
fn latest_full_date(sheet: &RecordSheet) -> Option<Date> {
    let dates = sheet.rows().flat_map(|row| ["start", "leaving"].map(|key| row.cell(key).date(None).ok().flatten()));
    dates.flatten().filter(|date| *date < OPEN_END).max()
}

fn team_of(row: &SheetRow<'_>) -> Result<Option<String>, SheetError> {
    let text = row.cell("team").text()?;
    let text = text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    Ok(text.filter(|text| !text.is_empty() && text != "-"))
}

fn read_row(row: &SheetRow<'_>, of_list: Option<Date>) -> Result<ListedRow, SheetError> {
    let start = row.cell("start").date(of_list)?;
    let leaving = row.cell("leaving").date(of_list)?.filter(|day| *day < OPEN_END);
    let fte = row.cell("fte").number()?;
    if fte.is_some_and(|fte| fte < 0.0) {
        return Err(row.cell("fte").error("FTE cannot be negative"));
    }
    let is_newly_qualified = row.cell("role").text()?.is_some_and(|role| is_newly_qualified(&role));
    let is_agency = row.cell("agency").choice()? == Some("yes");
    let unplaced = |reason| Ok(ListedRow::Unplaced(reason));
    let Some(start) = start else { return unplaced(UnplacedReason::NoStart) };
    if start < EARLIEST_START {
        return unplaced(UnplacedReason::EarlyStart);
    }
    if leaving.is_some_and(|leaving| leaving < start) {
        return unplaced(UnplacedReason::LeftBeforeStart);
    }
    // Personnel systems set the hours of those who left to 0.
    let fte = match fte {
        Some(fte) if fte > 0.0 && fte <= MOST_FTE => Some(fte),
        None | Some(0.0) if leaving.is_some() => None,
        None => return unplaced(UnplacedReason::NoFte),
        Some(_) => return unplaced(UnplacedReason::FteOutOfRange),
    };
    let line = row.line();
    Ok(ListedRow::Placed(ListedPerson {
        line,
        start,
        leaving,
        fte,
        is_newly_qualified,
        team: 0,
        is_agency,
        holds_cases: None,
    }))
}

/// Refuses a column of teams that holds something else for nearly each person, such as names.
fn refuse_names(sheet: &RecordSheet) -> Result<(), SheetError> {
    let mut filled = 0;
    let mut teams = BTreeSet::new();
    for row in sheet.rows() {
        if let Some(team) = team_of(&row)? {
            filled += 1;
            teams.insert(team);
        }
    }
    let many = if filled < MANY_ROWS { teams.len() == filled } else { 2 * teams.len() > filled };
    if filled < ENOUGH_ROWS || !many {
        return Ok(());
    }
    let column = sheet.columns.iter().find(|column| column.key == "team").map_or("", |column| &column.heading);
    let what = format!(
        "the column `{}`, which was taken for the team, has {} different values in {filled} rows: it may hold names of people; say which \
         column is the team in a file of --headings, such as `team = \"Team\"`, or leave it out with `team = \"\"`",
        shown(column),
        teams.len()
    );
    Err(SheetError::new(sheet.place(), what))
}
