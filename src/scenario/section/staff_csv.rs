//! Staff at the start from a CSV file, such as an export from an HR system.

use std::cell::Cell;
use std::collections::BTreeSet;

use csv::StringRecord;

use super::route::Route;
use super::staff::{HEADS, SERVICE, StaffGroup, length_of, stage_ids};
use crate::ids::{Id, IdVec, RouteId, StageOfRoute, TeamId};
use crate::scenario::Names;
use crate::scenario::declare::{PART_TIME, id_hint, is_id, reserved};
use crate::scenario::problem::diagnostic::MAX_SHOWN;
use crate::scenario::problem::{CsvReason, Problem, nearest};
use crate::scenario::reader::Reader;
use crate::scenario::source::{CsvFile, Loader, Place, wrong_header};

const COLUMNS: [&str; 7] = ["id", "team", "route", "stage", "heads", "months_in_service", "months_in_stage"];
const REQUIRED: [&str; 4] = ["id", "team", "route", "heads"];

/// Reads staff at the start from the CSV file at `path`, to which the scenario refers at `place`.
pub(crate) fn read(
    reader: &mut Reader,
    loader: &dyn Loader,
    path: &str,
    place: Option<Place>,
    names: &Names,
    routes: &IdVec<RouteId, Route>,
) -> Vec<StaffGroup> {
    let Some(file) = CsvFile::open(reader, loader, path, place) else { return Vec::new() };
    let (header, rows) = file.rows();
    if let Some(problem) = wrong_header(&header, &COLUMNS, &REQUIRED) {
        reader.error(problem, file.header_at());
        return Vec::new();
    }
    let known = KnownNames { names, routes, looked: Cell::new(0) };
    let mut groups = Vec::new();
    let mut seen = BTreeSet::new();
    for (row, place) in rows {
        let mut wrong = Vec::new();
        let group = known.group(&StaffRow { header: &header, fields: &row, looked: &known.looked }, &mut wrong);
        if wrong.is_empty() && !seen.insert(group.id.clone()) {
            wrong.push(CsvReason::IdTwice { id: group.id.clone() });
        }
        for reason in wrong {
            reader.error(Problem::Csv { reason, hint: None }, place);
        }
        groups.push(group);
    }
    groups
}

/// The names that rows may refer to.
struct KnownNames<'a> {
    names: &'a Names,
    routes: &'a IdVec<RouteId, Route>,
    /// Number of unknown names so far; similar names are searched for only as often as errors are displayed.
    looked: Cell<usize>,
}

impl KnownNames<'_> {
    /// The group of a row; all errors in the row are added to `wrong`.
    fn group(&self, row: &StaffRow<'_>, wrong: &mut Vec<CsvReason>) -> StaffGroup {
        let (columns, fields) = (row.header.len(), row.fields.len());
        if columns != fields {
            wrong.push(CsvReason::FieldCount { fields, columns });
        }
        let id = row.field("id").to_owned();
        if columns == fields {
            if id.is_empty() {
                wrong.push(CsvReason::EmptyField { column: "id" });
            } else if !is_id(&id) {
                wrong.push(CsvReason::BadId { id: id.clone(), hint: id_hint(&id) });
            } else if let Some(why) = reserved("staff", &id) {
                wrong.push(CsvReason::ReservedId { id: id.clone(), why });
            }
        }
        if !wrong.is_empty() {
            return StaffGroup {
                id,
                team: TeamId::new(0),
                route: RouteId::new(0),
                stage: StageOfRoute::new(0),
                heads: 0,
                months_in_service: 0,
                months_in_stage: 0,
            };
        }
        let team = row.name("team", "team", &self.names.teams, wrong);
        let route = row.name("route", "route", &self.names.routes, wrong);
        let stages = route.map(|route| stage_ids(self.routes, route)).unwrap_or_default();
        let last = stages.ids().next_back().unwrap_or(StageOfRoute::new(0));
        // A stage cannot be looked up without its route.
        let stage = if row.field("stage").is_empty() || route.is_none() {
            last
        } else {
            row.name("stage", "stage of this route", &stages, wrong).unwrap_or(last)
        };
        let route = route.unwrap_or(RouteId::new(0));
        let heads = row.whole("heads", HEADS, wrong);
        if row.field("heads").is_empty() {
            wrong.push(CsvReason::EmptyField { column: "heads" });
        }
        let months_in_service = row.whole("months_in_service", SERVICE, wrong).unwrap_or(0);
        let longest = length_of(self.routes, route, stage);
        let longest = longest.unwrap_or(u32::MAX);
        let in_stage = row.whole("months_in_stage", SERVICE, wrong).unwrap_or(months_in_service.min(longest));
        if in_stage > longest {
            wrong.push(CsvReason::LongerThanStage { months: in_stage, longest });
        }
        StaffGroup {
            id,
            team: team.unwrap_or(TeamId::new(0)),
            route,
            stage,
            heads: heads.unwrap_or(0),
            months_in_service,
            months_in_stage: in_stage,
        }
    }
}

/// A row with access to its fields by column.
struct StaffRow<'a> {
    header: &'a StringRecord,
    fields: &'a StringRecord,
    looked: &'a Cell<usize>,
}

impl StaffRow<'_> {
    /// The field in a column; empty if there is none.
    fn field(&self, name: &str) -> &str {
        self.header.iter().position(|column| column == name).and_then(|index| self.fields.get(index)).unwrap_or("")
    }

    fn name<I: Id>(
        &self,
        column: &str,
        kind: &'static str,
        known: &IdVec<I, String>,
        wrong: &mut Vec<CsvReason>,
    ) -> Option<I> {
        let name = self.field(column);
        let index = known.find(|one| one == name);
        if index.is_none() {
            self.looked.set(self.looked.get() + 1);
            let near = if self.looked.get() <= MAX_SHOWN { nearest(name, known) } else { None };
            wrong.push(CsvReason::UnknownName { kind, name: name.to_owned(), near: near.map(str::to_owned) });
        }
        index
    }

    fn whole(&self, column: &'static str, (least, most): (i64, i64), wrong: &mut Vec<CsvReason>) -> Option<u32> {
        let text = self.field(column);
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok().filter(|number| (least..=most).contains(&i64::from(*number)));
        if number.is_none() {
            let is_part = column == "heads" && text.parse::<f64>().is_ok_and(|heads| heads.fract() != 0.0);
            let (found, hint) = (text.to_owned(), is_part.then_some(PART_TIME));
            wrong.push(CsvReason::NotWhole { column, least, most, found, hint });
        }
        number
    }
}
