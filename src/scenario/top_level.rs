//! Reading a scenario: each table of the file in turn, then the checks across tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::check::{self, warnings};
use super::declare::{Declaration, Inputs, Kind, Table};
use super::problem::{CsvReason, Diagnostic, Problem, ScenarioErrors, Severity};
use super::reader::Reader;
use super::section::details::ScenarioDetails;
use super::section::intake::{Intake, IntakeContext};
use super::section::route::Route;
use super::section::staff::StaffGroup;
use super::section::team::Team;
use super::section::{
    absence, agency, award, budget, change, correlation, demand, history, intake, leaving, money, on_costs, pathway,
    reported, retention, route, staff, staff_csv, target, team, team_move, workforce, yearly,
};
use super::source::{BASE, Loader, Node, Sources, TableNode, Value, tree};
use super::{FORMAT, MAX_MONTHS, MAX_REPLICATIONS, Scenario};
use crate::ids::{CaseStageId, IdVec, ResponseId, RouteId, TeamId};
use crate::units::{Month, Unit};

/// The ids of named items, collected before reading so that references can be checked as they are read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub teams: IdVec<TeamId, String>,
    pub routes: IdVec<RouteId, String>,
    pub stages: IdVec<CaseStageId, String>,
    /// The changes with `when`.
    pub responses: IdVec<ResponseId, String>,
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
        let responses: Vec<String> = match root.get("change").map(|node| &node.value) {
            Some(Value::Table(table)) => {
                let is_response =
                    |node: &Node| matches!(&node.value, Value::Table(change) if change.get("when").is_some());
                table.entries.iter().filter(|(_, node)| is_response(node)).map(|(id, _)| id.clone()).collect()
            }
            _ => Vec::new(),
        };
        Self {
            teams: ids("team").into(),
            routes: ids("route").into(),
            stages: ids("pathway").into(),
            responses: responses.into(),
        }
    }
}

/// Reads a merged tree, whose files are already in the reader.
pub(crate) fn read_tree(
    mut reader: Reader,
    root: TableNode,
    loader: &dyn Loader,
) -> Result<Scenario, Box<ScenarioErrors>> {
    let scenario = read(&mut reader, &root, loader);
    let mut errors = reader.diagnostics.iter().filter(|d| d.severity != Severity::Warning).peekable();
    let is_valid = errors.peek().is_none();
    if !errors.all(|error| matches!(error.problem, Problem::Blank { .. })) {
        return Err(Box::new(reader.into_errors()));
    }
    let Reader { sources, diagnostics, inputs, settings, .. } = reader;
    let diagnostics = in_file_order(diagnostics);
    let warnings = if is_valid { diagnostics.clone() } else { Vec::new() };
    let scenario = Scenario { inputs, settings, sources, warnings, tree: Arc::new(root), ..scenario };
    if is_valid {
        return Ok(scenario);
    }
    let sources = scenario.sources.clone();
    Err(Box::new(ScenarioErrors { diagnostics, sources, draft: Some(Box::new(scenario)) }))
}

/// Diagnostics in file order, from top to bottom.
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

/// Reads the tables in the order of the reference, which is the order of the fields here.
fn read_tables(t: &mut Table<'_>, names: &Names, loader: &dyn Loader) -> Scenario {
    let path_or_paths = vec![Kind::Text, Kind::List(Box::new(Kind::Text), 1, usize::MAX)];
    t.form(
        BASE,
        Kind::Either(path_or_paths),
        "For an overlay: the scenario file that it is based on; the overlay states only the differences. A list combines a scenario with \
         overlays on it, in this order.",
    );
    read_format(t);
    let name = t.text_required("name", "Name of the scenario in tables and charts.");
    let details = ScenarioDetails::read(t);
    let notes =
        t.texts("notes", "What a reader of the results should know about the scenario, one sentence or more each.");
    let start =
        t.month_required("start", "The first simulated month; the opening state is the end of the month before.");
    let start = start.unwrap_or(Month::new(2000, 1));
    let months = t.whole_required("months", Unit::Months, (1, MAX_MONTHS), "Number of months to simulate.") as u32;
    let seed = t.whole(
        "seed",
        Unit::Number,
        (0, i64::MAX),
        1,
        "Seed of all random draws; the same seed gives the same futures.",
    );
    let replications =
        t.whole("replications", Unit::Number, (1, MAX_REPLICATIONS), 10_000, "Number of futures to simulate.");
    let teams = t.each("team", "The teams.", team::read);
    require_a_team(t);
    let routes = IdVec::from(t.each("route", "Routes into permanent posts.", route::read));
    let teams = IdVec::from(teams);
    Scenario {
        name,
        details,
        notes,
        start,
        months,
        seed: seed.unsigned_abs(),
        replications: replications.unsigned_abs(),
        staff: read_staff(t, names, &routes, loader),
        intakes: read_intakes(t, names, &teams, (start, months)),
        teams,
        routes,
        moves: t.each("move", "Moves of permanent staff between teams.", |t, id| team_move::read(t, id, names)),
        workforce: t.table_or_empty("workforce", "Inputs that apply to all permanent staff.", workforce::read),
        leaving: t.table_or_empty("leaving", "Leaving of permanent staff.", leaving::read),
        absence: t.table_or_empty("absence", "Absence of permanent staff.", absence::read),
        retention: t.table_or_empty("retention", "Retention payments.", retention::read),
        on_costs: t.table_or_empty("on_costs", "On-costs of permanent pay.", on_costs::read),
        agency: t.table_or_empty("agency", "The agency market.", |t| agency::read(t, names)),
        demand: t.table("demand", "The demand on the service.", |t| demand::read(t, names)),
        pathway: t.each("pathway", "Stages of the case pathway.", |t, id| pathway::read(t, id, names)).into(),
        money: t.table_or_empty("money", "Prices and discounting.", |t| money::read(t, start)),
        awards: t.each("award", "Awards: increases in pay or in a price.", award::read),
        budgets: t.each("budget", "Budgets by financial year.", |t, id| budget::read(t, id, names)),
        targets: t.each("target", "Targets.", |t, id| target::read(t, id, names, start)),
        histories: t.each("history", "Figures for months before the run.", |t, id| history::read(t, id, names, loader)),
        reported: t.each(
            "reported",
            "Figures reported for months of the run, to compare with the simulated range.",
            |t, id| reported::read(t, id, names),
        ),
        yearly: t.each("yearly", "Yearly effects: what differs from year to year.", yearly::read),
        changes: t.each(
            "change",
            "Changes to inputs (interventions), by date or in response to a measure.",
            |t, id| change::read(t, id, names),
        ),
        correlations: t.each("correlation", "Groups of correlated uncertain inputs.", correlation::read),
        resolved: tree::canonical(t.node()),
        inputs: Inputs::default(),
        settings: Vec::new(),
        sources: Sources::default(),
        warnings: Vec::new(),
        tree: Arc::default(),
    }
}

/// Reports an error if there is no team, because there would be nothing to simulate.
fn require_a_team(t: &mut Table<'_>) {
    t.mark_required("team");
    if t.node().get("team").is_none_or(Node::is_empty_table) {
        let expected = "a scenario must have at least one team, such as [team.cin]".into();
        let place = t.place_of("team");
        t.error(Problem::Missing { key: "team".into(), inside: String::new(), expected }, place);
    }
}

/// The intakes, each arrival of one that recurs or is split by itself.
fn read_intakes(
    t: &mut Table<'_>,
    names: &Names,
    teams: &IdVec<TeamId, Team>,
    (start, months): (Month, u32),
) -> Vec<Intake> {
    let context = IntakeContext { names, teams, run: (start, start.plus(months.max(1).cast_signed() - 1)) };
    let intakes = t.each("intake", "Intakes: cohorts that join by a route.", |t, id| intake::read(t, id, &context));
    intakes.into_iter().flatten().collect()
}

/// Staff in post at the start, from the scenario and from a CSV file.
fn read_staff(
    t: &mut Table<'_>,
    names: &Names,
    routes: &IdVec<RouteId, Route>,
    loader: &dyn Loader,
) -> Vec<StaffGroup> {
    let csv =
        t.text("staff_csv", "CSV file with further staff at the start, besides `[staff]`; path relative to this file.");
    let place = t.place_of("staff_csv");
    let doc = "Staff in post at the start, in groups of identical people.";
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

/// Checks the format version.
fn read_format(t: &mut Table<'_>) {
    let format = t.whole_or_none("format", Unit::Number, (0, 1_000_000), "Version of the scenario format; must be 1.");
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

/// All declarations of the format, from which the reference is generated.
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
