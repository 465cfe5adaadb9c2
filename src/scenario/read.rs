//! Reading a scenario: every table of the file in turn, then what concerns several of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::check::{self, warnings};
use super::declare::{Declaration, Inputs, Table};
use super::problem::{CsvReason, Diagnostic, Problem, ScenarioErrors, Severity};
use super::reader::Reader;
use super::section::route::Route;
use super::section::staff::StaffGroup;
use super::section::{
    agency, change, correlation, demand, history, intake, leaving, money, pathway, route, staff, staff_csv, target,
    team,
};
use super::source::{BASE, Loader, Node, Sources, TableNode, Value, tree};
use super::{FORMAT, MAX_MONTHS, MAX_REPLICATIONS, Scenario};
use crate::units::{Month, Unit};

/// The ids of named things, known before anything is read so that references can be checked where they stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub teams: Vec<String>,
    pub routes: Vec<String>,
    pub stages: Vec<String>,
}

impl Names {
    fn of(root: &TableNode) -> Self {
        let ids = |key: &str| match root.get(key).map(|node| &node.value) {
            Some(Value::Table(table)) => {
                let tables = table.entries.iter().filter(|(_, node)| matches!(node.value, Value::Table(_)));
                tables.map(|(id, _)| id.clone()).collect()
            }
            _ => Vec::new(),
        };
        Self { teams: ids("team"), routes: ids("route"), stages: ids("pathway") }
    }
}

/// Reads a merged tree, whose files the reader knows.
pub(crate) fn read_tree(
    mut reader: Reader,
    root: TableNode,
    loader: &dyn Loader,
) -> Result<Scenario, Box<ScenarioErrors>> {
    let scenario = read(&mut reader, &root, loader);
    if reader.diagnostics.iter().any(|d| d.severity != Severity::Warning) {
        return Err(Box::new(reader.into_errors()));
    }
    let Reader { sources, diagnostics, inputs, settings, .. } = reader;
    let warnings = in_file_order(diagnostics);
    Ok(Scenario { inputs, settings, sources, warnings, tree: Arc::new(root), ..scenario })
}

/// Diagnostics as people read them: file by file, from the top down.
pub(crate) fn in_file_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by_key(|d| d.place.map(|place| (place.file, place.start)));
    diagnostics.dedup();
    diagnostics
}

fn read(reader: &mut Reader, root: &TableNode, loader: &dyn Loader) -> Scenario {
    let names = Names::of(root);
    let mut t = Table::root(reader, root);
    let scenario = read_tables(&mut t, &names, loader);
    t.finish();
    check::whole(reader, &scenario);
    warnings::warn(reader, &scenario);
    scenario
}

/// The tables in the order of the reference, which is that in which the fields stand here.
fn read_tables(t: &mut Table<'_>, names: &Names, loader: &dyn Loader) -> Scenario {
    t.text(BASE, "For an overlay: the scenario file that it is laid over; the overlay says only what differs.");
    read_format(t);
    let name = t.text_required("name", "What the scenario is called in tables and charts.");
    let start =
        t.month_required("start", "The first simulated month; the opening state is the end of the month before.");
    let start = start.unwrap_or(Month::new(2000, 1));
    let months = t.whole_required("months", Unit::Months, (1, MAX_MONTHS), "How many months to simulate.") as u32;
    let seed = t.whole("seed", Unit::Number, (0, i64::MAX), 1, "Seed of every draw: the same seed, the same futures.");
    let replications =
        t.whole("replications", Unit::Number, (1, MAX_REPLICATIONS), 10_000, "How many futures to simulate.");
    let teams = t.each("team", "The teams.", team::read);
    require_a_team(t);
    let routes = t.each("route", "The routes: ways into permanent posts.", route::read);
    Scenario {
        name,
        start,
        months,
        seed: seed.unsigned_abs(),
        replications: replications.unsigned_abs(),
        teams,
        staff: read_staff(t, names, &routes, loader),
        routes,
        intakes: t.each("intake", "The intakes: cohorts that arrive.", |t, id| intake::read(t, id, names, start)),
        moves: t.each("move", "Moves of permanent staff between teams.", |t, id| staff::read_move(t, id, names)),
        leaving: t.table_or_empty("leaving", "Leaving of permanent staff.", leaving::read),
        absence: t.table_or_empty("absence", "Absence of permanent staff.", leaving::read_absence),
        retention: t.table_or_empty("retention", "Retention payments.", leaving::read_retention),
        agency: t.table_or_empty("agency", "The agency market.", |t| agency::read(t, names)),
        demand: t.table("demand", "The demand on the service.", |t| demand::read(t, names)),
        pathway: t.each("pathway", "The stages that cases pass through.", |t, id| pathway::read(t, id, names)),
        money: t.table_or_empty("money", "Prices and discounting.", |t| money::read(t, start)),
        awards: t.each("award", "Pay awards.", money::read_award),
        budgets: t.each("budget", "Budgets by financial year.", |t, id| money::read_budget(t, id, names)),
        targets: t.each("target", "Targets.", |t, id| target::read(t, id, names, start)),
        histories: t.each("history", "What measures were before the run.", |t, id| history::read(t, id, names, loader)),
        reported: t
            .each("reported", "What was reported for months of the run.", |t, id| target::read_reported(t, id, names)),
        changes: t.each("change", "Dated changes of inputs: interventions.", change::read),
        correlations: t.each("correlation", "Groups of inputs that are not known and go together.", correlation::read),
        resolved: tree::canonical(t.node()),
        inputs: Inputs::default(),
        settings: Vec::new(),
        sources: Sources::default(),
        warnings: Vec::new(),
        tree: Arc::default(),
    }
}

/// A scenario without a team has nothing to simulate.
fn require_a_team(t: &mut Table<'_>) {
    t.mark_required("team");
    if t.node().get("team").is_none_or(Node::is_empty_table) {
        let expected = "a scenario has at least one team, such as [team.cin]".into();
        let place = t.place_of("team");
        t.error(Problem::Missing { key: "team".into(), inside: String::new(), expected }, place);
    }
}

/// Who is in post at the opening: of a CSV file and of the scenario.
fn read_staff(t: &mut Table<'_>, names: &Names, routes: &[Route], loader: &dyn Loader) -> Vec<StaffGroup> {
    let csv = t.text("staff_csv", "A CSV file beside the scenario with opening staff, besides `[staff]`.");
    let place = t.place_of("staff_csv");
    let doc = "Who is in post at the opening, in groups of people alike.";
    let mut staff = t.each("staff", doc, |t, id| staff::read(t, id, names, routes));
    let Some(path) = csv else { return staff };
    let more = staff_csv::read(t.reader, loader, &path, place, names, routes);
    let in_file: BTreeSet<String> = staff.iter().map(|group| group.id.clone()).collect();
    for group in more.iter().filter(|group| in_file.contains(&group.id)) {
        let reason = CsvReason::IdInScenario { path: path.clone(), id: group.id.clone() };
        t.error(Problem::Csv { reason, hint: None }, place);
    }
    staff.extend(more);
    staff
}

/// The version of the format, which must be the one that this program reads.
fn read_format(t: &mut Table<'_>) {
    let format = t.whole_or_none("format", Unit::Number, (0, 1_000_000), "Version of the scenario format: 1.");
    t.mark_required("format");
    match format {
        Some(FORMAT) => {}
        Some(found) => {
            let place = t.place_of("format");
            t.error(Problem::WrongFormat { found: found.to_string() }, place);
        }
        None if t.has("format") => {}
        None => {
            let expected = "write `format = 1` at the top".into();
            t.error(Problem::Missing { key: "format".into(), inside: String::new(), expected }, None);
        }
    }
}

/// Every declaration of the format: what a reference document is made of.
pub(crate) fn declarations() -> Vec<Declaration> {
    let mut reader = Reader::of(Sources::default(), true);
    read(&mut reader, &TableNode::default(), &BTreeMap::new());
    let mut list: Vec<Declaration> = Vec::new();
    for declaration in reader.declarations {
        if !list.iter().any(|other| other.address == declaration.address) {
            list.push(declaration);
        }
    }
    list
}
