//! The file format: from TOML text to a typed, checked scenario in which every value knows where it was written.
//!
//! [`source`] makes one merged tree of a file and its bases, [`declare`] reads by declaration, [`section`] says what a
//! scenario is made of, one file for each table, and [`check`] holds what concerns more than one of them and what is legal
//! but odd. [`problem`] has the words for what is wrong or odd, and the codes. [`document`] tells people and editors what is
//! declared. [`parts`] finds what one scenario changes of another.

mod check;
mod declare;
mod document;
mod parts;
pub mod problem;
mod reader;
mod section;
mod series;
pub mod source;

pub use declare::{Declaration, Evidence, Given, Input, InputId, Inputs, Key, Kind, Setting};
pub use document::codes::{CodeExample, codes_document};
pub use document::reference::reference;
pub use document::schema::schema;
pub use parts::{Edits, MOST_EDITS, Parts, TooManyEdits};
pub use problem::report::in_colour;
pub use problem::{CODES, Code, Dated, Diagnostic, Problem, ScenarioErrors, Severity, Thing};
pub use section::agency::{Agency, AgencyRates};
pub use section::change::{Change, Edit, EditKind};
pub use section::correlation::Correlation;
pub use section::demand::{Demand, Screening};
pub use section::history::History;
pub use section::intake::{Arrival, Intake};
pub use section::leaving::{Absence, Band, Leaving, Retention};
pub use section::money::{Award, Budget, Money};
pub use section::pathway::{Branch, Branches, CaseStage};
pub use section::route::{Route, RouteStage};
pub use section::staff::{Move, StaffGroup};
pub use section::target::{Reported, Target, When};
pub use section::team::{CaseloadRules, Surge, Team};
pub use series::{Of, Series, SeriesRead, all as all_series};
pub use source::{LoadError, Loader, Place, Sources, visible};

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::units::{Month, Unit};
use check::lints;
use declare::Table;
pub(crate) use problem::{plain, shown};
use reader::Reader;
use section::{
    agency, change, correlation, demand, history, intake, leaving, money, pathway, route, staff, staff_csv, target,
    team,
};
use source::{BASE, Node, TableNode, Value, characters, overlay, tree};

/// The format that this version reads.
pub const FORMAT: i64 = 1;

/// Most months that a run may have.
pub const MOST_MONTHS: i64 = 600;

/// Most replications that a run may have.
pub const MOST_REPLICATIONS: i64 = 100_000_000;

/// A scenario: an authority's service, the demand on it and what is planned, read and checked.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is the section of its name, documented at its type")]
pub struct Scenario {
    pub name: String,
    /// The first simulated month; the opening state is the end of the month before.
    pub start: Month,
    /// Months simulated.
    pub months: u32,
    /// Seed of every draw.
    pub seed: u64,
    /// Replications, unless a run asks for another number.
    pub replications: u64,
    pub teams: Vec<Team>,
    pub routes: Vec<Route>,
    pub staff: Vec<StaffGroup>,
    pub intakes: Vec<Intake>,
    pub moves: Vec<Move>,
    pub leaving: Leaving,
    pub absence: Absence,
    pub retention: Retention,
    pub agency: Agency,
    pub demand: Option<Demand>,
    pub pathway: Vec<CaseStage>,
    pub money: Money,
    pub awards: Vec<Award>,
    pub budgets: Vec<Budget>,
    pub changes: Vec<Change>,
    pub targets: Vec<Target>,
    pub histories: Vec<History>,
    pub reported: Vec<Reported>,
    pub correlations: Vec<Correlation>,
    /// Every quantity, with its address.
    pub inputs: Inputs,
    /// Every other thing that the files say, with its address, in reading order.
    pub settings: Vec<Setting>,
    /// The files that it was read from.
    pub sources: Sources,
    /// All that the files say, as text that is the same for the same content whatever its layout and comments.
    pub resolved: String,
    /// What is legal, but odd.
    pub warnings: Vec<Diagnostic>,
    /// What it was read from: the files of its chain, merged.
    pub(crate) tree: Arc<TableNode>,
}

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

impl Scenario {
    /// Reads the scenario at `path` through `loader`.
    ///
    /// # Errors
    /// [`ScenarioErrors`] with everything that is wrong in it.
    pub fn load(path: &str, loader: &dyn Loader) -> Result<Self, Box<ScenarioErrors>> {
        Self::load_in(path, None, loader)
    }

    /// The same in a future: an overlay on the scenario at the bottom of the file's bases, which lies below all of its
    /// other overlays.
    ///
    /// # Errors
    /// [`ScenarioErrors`] with everything that is wrong; also where the future is an overlay on another scenario.
    pub fn load_in(path: &str, future: Option<&str>, loader: &dyn Loader) -> Result<Self, Box<ScenarioErrors>> {
        let mut reader = Reader::default();
        for path in [Some(path), future].into_iter().flatten() {
            // Files are named in messages, and outputs after files.
            if let Some(found) = path.chars().find(|c| c.is_control() || characters::is_refused(*c)) {
                reader.error(Problem::RefusedInPath { path: path.to_owned(), found }, None);
                return Err(Box::new(errors_of(reader)));
            }
        }
        match overlay::open(&mut reader, path, future, loader) {
            Some(root) => read_tree(reader, root, loader),
            None => Err(Box::new(errors_of(reader))),
        }
    }

    /// The address of an input or a setting that is like `address`, which is none.
    #[must_use]
    pub fn similar(&self, address: &str) -> Option<String> {
        let settings = self.settings.iter().map(|setting| setting.address.as_str());
        change::similar(address, self.inputs.addresses().chain(settings))
    }

    /// Last simulated month.
    #[must_use]
    pub fn end(&self) -> Month {
        self.start.plus(self.months.cast_signed() - 1)
    }
}

/// Reads a merged tree, whose files the reader knows.
fn read_tree(mut reader: Reader, root: TableNode, loader: &dyn Loader) -> Result<Scenario, Box<ScenarioErrors>> {
    let scenario = read(&mut reader, &root, loader);
    if reader.diagnostics.iter().any(|d| d.severity != Severity::Warning) {
        return Err(Box::new(errors_of(reader)));
    }
    let Reader { sources, diagnostics, inputs, settings, .. } = reader;
    let warnings = in_file_order(diagnostics);
    Ok(Scenario { inputs, settings, sources, warnings, tree: Arc::new(root), ..scenario })
}

fn errors_of(reader: Reader) -> ScenarioErrors {
    ScenarioErrors { diagnostics: in_file_order(reader.diagnostics), sources: reader.sources }
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
    t.text(BASE, "For an overlay: the scenario file that it is laid over; the overlay says only what differs.");
    read_format(&mut t);
    let name = t.text_required("name", "What the scenario is called in tables and charts.");
    let start =
        t.month_required("start", "The first simulated month; the opening state is the end of the month before.");
    let start = start.unwrap_or(Month::new(2000, 1));
    let months = t.whole_required("months", Unit::Months, (1, MOST_MONTHS), "How many months to simulate.") as u32;
    let seed = t.whole("seed", Unit::Number, (0, i64::MAX), 1, "Seed of every draw: the same seed, the same futures.");
    let replications =
        t.whole("replications", Unit::Number, (1, MOST_REPLICATIONS), 10_000, "How many futures to simulate.");
    let teams = t.each("team", "The teams.", team::read);
    t.mark_required("team");
    if t.node().get("team").is_none_or(Node::is_empty_table) {
        let expected = "a scenario has at least one team, such as [team.cin]".into();
        let place = t.place_of("team");
        t.error(Problem::Missing { key: "team".into(), inside: String::new(), expected }, place);
    }
    let routes = t.each("route", "The routes: ways into permanent posts.", route::read);
    let staff_csv = t.text("staff_csv", "A CSV file beside the scenario with opening staff, besides `[staff]`.");
    let staff_place = t.place_of("staff_csv");
    let mut staff = t.each("staff", "Who is in post at the opening, in groups of people alike.", |t, id| {
        staff::read(t, id, &names, &routes)
    });
    if let Some(path) = staff_csv {
        let more = staff_csv::read(t.reader, loader, &path, staff_place, &names, &routes);
        let in_file: BTreeSet<String> = staff.iter().map(|group| group.id.clone()).collect();
        for group in &more {
            if in_file.contains(&group.id) {
                let reason = format!("`{path}` has the id `{}`, which stands in `[staff]` too", shown(&group.id));
                t.error(Problem::Csv { reason, hint: None }, staff_place);
            }
        }
        staff.extend(more);
    }
    let intakes = t.each("intake", "The intakes: cohorts that arrive.", |t, id| intake::read(t, id, &names, start));
    let moves = t.each("move", "Moves of permanent staff between teams.", |t, id| staff::read_move(t, id, &names));
    let leaving = t.table_or_empty("leaving", "Leaving of permanent staff.", leaving::read);
    let absence = t.table_or_empty("absence", "Absence of permanent staff.", leaving::read_absence);
    let retention = t.table_or_empty("retention", "Retention payments.", leaving::read_retention);
    let agency = t.table_or_empty("agency", "The agency market.", |t| agency::read(t, &names));
    let demand = t.table("demand", "The demand on the service.", |t| demand::read(t, &names));
    let pathway = t.each("pathway", "The stages that cases pass through.", |t, id| pathway::read(t, id, &names));
    let money = t.table_or_empty("money", "Prices and discounting.", |t| money::read(t, start));
    let awards = t.each("award", "Pay awards.", money::read_award);
    let budgets = t.each("budget", "Budgets by financial year.", |t, id| money::read_budget(t, id, &names));
    let targets = t.each("target", "Targets.", |t, id| target::read(t, id, &names, start));
    let histories =
        t.each("history", "What measures were before the run.", |t, id| history::read(t, id, &names, loader));
    let reported =
        t.each("reported", "What was reported for months of the run.", |t, id| target::read_reported(t, id, &names));
    let changes = t.each("change", "Dated changes of inputs: interventions.", change::read);
    let correlations = t.each("correlation", "Groups of inputs that are not known and go together.", correlation::read);
    t.finish();
    let scenario = Scenario {
        name,
        start,
        months,
        seed: seed.unsigned_abs(),
        replications: replications.unsigned_abs(),
        teams,
        routes,
        staff,
        intakes,
        moves,
        leaving,
        absence,
        retention,
        agency,
        demand,
        pathway,
        money,
        awards,
        budgets,
        changes,
        targets,
        histories,
        reported,
        correlations,
        inputs: Inputs::default(),
        settings: Vec::new(),
        sources: Sources::default(),
        resolved: tree::canonical(root),
        warnings: Vec::new(),
        tree: Arc::default(),
    };
    check::whole(reader, &scenario);
    lints::warn(reader, &scenario);
    scenario
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
#[must_use]
pub fn declarations() -> Vec<Declaration> {
    let mut reader = Reader::of(Sources::default(), true);
    read(&mut reader, &TableNode::default(), &std::collections::BTreeMap::new());
    let mut list: Vec<Declaration> = Vec::new();
    for declaration in reader.declarations {
        if !list.iter().any(|other| other.address == declaration.address) {
            list.push(declaration);
        }
    }
    list
}
