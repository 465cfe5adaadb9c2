//! Opening staff from a CSV file, as people's records come out of other systems.

use std::collections::BTreeSet;

use csv::{ReaderBuilder, StringRecord, Trim};

use super::Names;
use super::diagnostic::{Problem, plain, shown};
use super::reader::Reader;
use super::route::Route;
use super::source::{Loader, Place};
use super::staff::{HEADS, SERVICE, StaffGroup, stage_ids};

const COLUMNS: [&str; 7] = ["id", "team", "route", "stage", "heads", "months_in_service", "months_in_stage"];
const REQUIRED: [&str; 4] = ["id", "team", "route", "heads"];

/// Reads opening staff from the CSV file at `path`, which the scenario names at `place`.
pub(crate) fn read(
    reader: &mut Reader,
    loader: &dyn Loader,
    path: &str,
    place: Option<Place>,
    names: &Names,
    routes: &[Route],
) -> Vec<StaffGroup> {
    let path = reader.sources.beside(path);
    let bytes = match loader.load(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            reader.error(Problem::Unreadable { path, error }, place);
            return Vec::new();
        }
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) if text.trim_start_matches(BOM).trim().is_empty() => Err(format!("`{path}` is empty")),
        Ok(text) => Ok(text),
        Err(_) => Err(format!("`{path}` is not UTF-8 text; save it as \"CSV UTF-8\"")),
    };
    match text {
        Ok(text) => Rows { file: reader.sources.add(&path, text.clone()), text: &text, names, routes }.read(reader),
        Err(reason) => {
            reader.error(Problem::Csv { reason }, place);
            Vec::new()
        }
    }
}

const BOM: char = '\u{feff}';

/// The file, and what its rows may name.
struct Rows<'a> {
    file: usize,
    text: &'a str,
    names: &'a Names,
    routes: &'a [Route],
}

impl Rows<'_> {
    fn read(&self, reader: &mut Reader) -> Vec<StaffGroup> {
        let text = self.text.trim_start_matches(BOM);
        let begin = self.text.len() - text.len();
        // Rows of another length are for us to refuse, in our words.
        let mut rows = ReaderBuilder::new().trim(Trim::All).flexible(true).from_reader(text.as_bytes());
        let header = rows.headers().cloned().unwrap_or_default();
        if let Some(reason) = wrong_header(&header) {
            reader.error(Problem::Csv { reason }, self.line_at(begin));
            return Vec::new();
        }
        let mut groups = Vec::new();
        let mut seen = BTreeSet::new();
        for row in rows.records().filter_map(Result::ok) {
            let start = row.position().map_or(0, |position| position.byte() as usize) + begin;
            let mut wrong = Vec::new();
            let group = self.group(&Row { header: &header, row: &row }, &mut wrong);
            if wrong.is_empty() && !seen.insert(group.id.clone()) {
                wrong.push(format!("the id `{}` stands twice", shown(&group.id)));
            }
            for reason in wrong {
                reader.error(Problem::Csv { reason }, self.line_at(start));
            }
            groups.push(group);
        }
        groups
    }

    /// The line that the row at byte `start` begins on: the parser counts the line's end before it to a row.
    fn line_at(&self, start: usize) -> Place {
        let blank = self.text[start..].len() - self.text[start..].trim_start_matches(['\r', '\n']).len();
        let start = start + blank;
        let length = self.text[start..].find(['\r', '\n']).unwrap_or(self.text.len() - start);
        Place { file: self.file, start, end: start + length }
    }

    /// The group of a row; everything that is wrong with the row goes to `wrong`.
    fn group(&self, row: &Row<'_>, wrong: &mut Vec<String>) -> StaffGroup {
        let (columns, fields) = (row.header.len(), row.row.len());
        if columns != fields {
            wrong.push(format!("the row has {fields} fields where the header has {columns}"));
        }
        let id = row.field("id").to_owned();
        if id.is_empty() && columns == fields {
            wrong.push("`id` is empty".into());
        }
        if !wrong.is_empty() {
            return StaffGroup { id, team: 0, route: 0, stage: 0, heads: 0, months_in_service: 0, months_in_stage: 0 };
        }
        let team = row.name("team", "team", &self.names.teams, wrong);
        let route = row.name("route", "route", &self.names.routes, wrong);
        let stages = route.map(|route| stage_ids(self.routes, route)).unwrap_or_default();
        let last = stages.len().saturating_sub(1);
        // Without its route a stage cannot be looked up.
        let stage = if row.field("stage").is_empty() || route.is_none() {
            last
        } else {
            row.name("stage", "stage of this route", &stages, wrong).unwrap_or(last)
        };
        let route = route.unwrap_or(0);
        let heads = row.whole("heads", HEADS, wrong);
        if row.field("heads").is_empty() {
            wrong.push("`heads` is empty".into());
        }
        let months_in_service = row.whole("months_in_service", SERVICE, wrong).unwrap_or(0);
        let longest = self.routes.get(route).and_then(|r| r.stages.get(stage)).and_then(|s| s.months);
        let longest = longest.unwrap_or(u32::MAX);
        let in_stage = row.whole("months_in_stage", SERVICE, wrong).unwrap_or(months_in_service.min(longest));
        if in_stage > longest {
            wrong.push(format!("`months_in_stage` is {in_stage}, but the stage lasts {longest} months"));
        }
        StaffGroup {
            id,
            team: team.unwrap_or(0),
            route,
            stage,
            heads: heads.unwrap_or(0),
            months_in_service,
            months_in_stage: in_stage,
        }
    }
}

fn wrong_header(header: &StringRecord) -> Option<String> {
    let columns = format!("the columns are {}", COLUMNS.join(","));
    if let Some(column) = header.iter().find(|column| !COLUMNS.contains(column)) {
        return Some(format!("there is no column `{}`; {columns}", shown(column)));
    }
    let twice = COLUMNS.iter().find(|name| header.iter().filter(|column| column == *name).count() > 1);
    if let Some(column) = twice {
        return Some(format!("the column `{column}` stands twice; {columns}"));
    }
    let missing = REQUIRED.iter().find(|name| !header.iter().any(|column| column == **name))?;
    Some(format!("the column `{missing}` is missing; {columns}"))
}

/// A row, its fields by column.
struct Row<'a> {
    header: &'a StringRecord,
    row: &'a StringRecord,
}

impl Row<'_> {
    /// The field of a column; empty where there is none.
    fn field(&self, name: &str) -> &str {
        self.header.iter().position(|column| column == name).and_then(|index| self.row.get(index)).unwrap_or("")
    }

    fn name(&self, column: &str, kind: &str, known: &[String], wrong: &mut Vec<String>) -> Option<usize> {
        let name = self.field(column);
        let index = known.iter().position(|one| one == name);
        if index.is_none() {
            wrong.push(format!("there is no {kind} called `{}`", shown(name)));
        }
        index
    }

    fn whole(&self, column: &str, (least, most): (i64, i64), wrong: &mut Vec<String>) -> Option<u32> {
        let text = self.field(column);
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok().filter(|number| (least..=most).contains(&i64::from(*number)));
        if number.is_none() {
            let (least, most, found) = (plain(least as f64), plain(most as f64), shown(text));
            wrong.push(format!("`{column}` must be a whole number from {least} to {most}, found `{found}`"));
        }
        number
    }
}
