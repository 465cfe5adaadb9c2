//! Who is in post at the opening, and moves between teams.

use super::Names;
use super::diagnostic::Problem;
use super::reader::{Reader, Table};
use super::route::Route;
use super::source::Loader;
use crate::units::{Month, Unit};

/// A group of people alike who are in post at the opening.
#[derive(Clone, Debug)]
pub struct StaffGroup {
    /// Its id.
    pub id: String,
    /// Index of their team.
    pub team: usize,
    /// Index of their route.
    pub route: usize,
    /// Index of their stage in the route.
    pub stage: usize,
    /// People.
    pub heads: u32,
    /// Time in service at the opening.
    pub months_in_service: u32,
    /// Time in the stage at the opening.
    pub months_in_stage: u32,
}

/// Permanent staff who move from one team to another.
#[derive(Clone, Debug)]
pub struct Move {
    /// Its id.
    pub id: String,
    /// When.
    pub month: Option<Month>,
    /// Index of the route whose people move.
    pub route: usize,
    /// Index of the team that they leave.
    pub from: usize,
    /// Index of the team that they join.
    pub to: usize,
    /// People.
    pub heads: u32,
}

const SERVICE: (i64, i64) = (0, 720);

pub(crate) fn read(t: &mut Table<'_>, id: &str, names: &Names, routes: &[Route]) -> StaffGroup {
    let team = t.name_required("team", "team", &names.teams, "The team that they work in.");
    let route = t.name_required("route", "route", &names.routes, "The route by which they came.");
    let stages: Vec<String> = stage_ids(routes, route);
    let last = stages.len().saturating_sub(1);
    let stage = t.name("stage", "stage of the route", &stages, "Their stage of the route; the last where left out.");
    let stage = stage.unwrap_or(last);
    let heads = t.whole_required("heads", Unit::Heads, (0, 100_000), "How many people.") as u32;
    let months_in_service = t.whole("months_in_service", Unit::Months, SERVICE, 0, "Time in service at the opening.") as u32;
    let in_stage = t.whole_or_none(
        "months_in_stage",
        Unit::Months,
        SERVICE,
        "Time in the stage at the opening; time in service where left out, at most the stage's length.",
    );
    let length = routes.get(route).and_then(|r| r.stages.get(stage)).and_then(|s| s.months);
    let place = t.place_of("months_in_stage");
    let longest = length.unwrap_or(u32::MAX);
    let months_in_stage = in_stage.map_or(months_in_service.min(longest), |months| months as u32);
    if months_in_stage > longest {
        let why = format!("the stage lasts {longest} months; nobody has been in it for longer");
        t.error(Problem::Inconsistent { what: format!("staff `{id}`"), why }, place);
    }
    StaffGroup { id: id.to_owned(), team, route, stage, heads, months_in_service, months_in_stage }
}

fn stage_ids(routes: &[Route], route: usize) -> Vec<String> {
    routes.get(route).map(|r| r.stages.iter().map(|s| s.id.clone()).collect()).unwrap_or_default()
}

pub(crate) fn read_move(t: &mut Table<'_>, id: &str, names: &Names) -> Move {
    Move {
        id: id.to_owned(),
        month: t.month_required("month", "The month in which they move."),
        route: t.name_required("route", "route", &names.routes, "The route whose people move."),
        from: t.name_required("from_team", "team", &names.teams, "The team that they leave."),
        to: t.name_required("to_team", "team", &names.teams, "The team that they join."),
        heads: t.whole_required("heads", Unit::Heads, (0, 100_000), "How many people; the newest in service move first.")
            as u32,
    }
}

/// Reads opening staff from a CSV file with the columns `id,team,route,stage,heads,months_in_service,months_in_stage`.
pub(crate) fn read_csv(
    reader: &mut Reader,
    loader: &dyn Loader,
    path: &str,
    place: Option<super::Place>,
    names: &Names,
    routes: &[Route],
) -> Vec<StaffGroup> {
    let path = reader.sources.beside(path);
    let fail = |reader: &mut Reader, reason: String| {
        reader.error(Problem::Csv { path: path.clone(), reason }, place);
    };
    let bytes = match loader.load(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            reader.error(Problem::Unreadable { path, error }, place);
            return Vec::new();
        }
    };
    let Ok(text) = String::from_utf8(bytes) else {
        fail(reader, "is not UTF-8 text; save it as CSV UTF-8".into());
        return Vec::new();
    };
    reader.sources.add(&path, text.clone());
    let text = text.trim_start_matches('\u{feff}');
    let mut rows = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let Ok(header) = rows.headers().cloned() else {
        fail(reader, "has no header line".into());
        return Vec::new();
    };
    let known = ["id", "team", "route", "stage", "heads", "months_in_service", "months_in_stage"];
    if let Some(column) = header.iter().find(|column| !known.contains(column)) {
        fail(reader, format!("unknown column `{column}`; the columns are {}", known.join(", ")));
        return Vec::new();
    }
    for column in ["id", "team", "route", "heads"] {
        if !header.iter().any(|name| name == column) {
            fail(reader, format!("the column `{column}` is missing; the columns are {}", known.join(", ")));
            return Vec::new();
        }
    }
    let mut groups: Vec<StaffGroup> = Vec::new();
    for (index, row) in rows.records().enumerate() {
        let line = index + 2;
        let group = row.map_err(|error| error.to_string()).and_then(|row| {
            let field = |name: &str| {
                header.iter().position(|column| column == name).and_then(|i| row.get(i)).unwrap_or("").to_owned()
            };
            csv_group(&field, names, routes)
        });
        match group {
            Ok(group) if groups.iter().any(|other| other.id == group.id) => {
                fail(reader, format!("line {line}: the id `{}` stands twice", group.id));
            }
            Ok(group) => groups.push(group),
            Err(reason) => fail(reader, format!("line {line}: {reason}")),
        }
    }
    groups
}

fn csv_group(field: &dyn Fn(&str) -> String, names: &Names, routes: &[Route]) -> Result<StaffGroup, String> {
    let find = |column: &str, known: &[String]| {
        let name = field(column);
        known.iter().position(|k| *k == name).ok_or_else(|| format!("there is no {column} `{name}`"))
    };
    let number = |column: &str, most: u32| -> Result<Option<u32>, String> {
        let text = field(column);
        if text.is_empty() {
            return Ok(None);
        }
        match text.parse::<u32>() {
            Ok(number) if number <= most => Ok(Some(number)),
            _ => Err(format!("`{column}` must be a whole number from 0 to {most}, found `{text}`")),
        }
    };
    let route = find("route", &names.routes)?;
    let stages = stage_ids(routes, route);
    let stage =
        if field("stage").is_empty() { stages.len().saturating_sub(1) } else { find("stage", &stages)? };
    let months_in_service = number("months_in_service", 720)?.unwrap_or(0);
    let longest = routes[route].stages.get(stage).and_then(|s| s.months).unwrap_or(u32::MAX);
    let months_in_stage = number("months_in_stage", 720)?.unwrap_or(months_in_service.min(longest));
    if months_in_stage > longest {
        return Err(format!("`months_in_stage` must be at most the stage's length of {longest} months"));
    }
    let id = field("id");
    if id.is_empty() {
        return Err("`id` is empty".into());
    }
    Ok(StaffGroup {
        id,
        team: find("team", &names.teams)?,
        route,
        stage,
        heads: number("heads", 100_000)?.ok_or("`heads` is empty")?,
        months_in_service,
        months_in_stage,
    })
}
