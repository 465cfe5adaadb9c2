//! The file format: from TOML text to a typed, checked scenario in which every value has its place in a file.
//!
//! [`source`] merges a file and its bases into one tree, [`declare`] reads by declaration, [`section`] has one module
//! per table of the file, and [`check`] has the checks across sections and the warnings. [`plausibility`] has what English authorities show. [`problem`] has the errors and
//! warnings with their codes and messages. [`document`] generates documentation from the declarations. [`top_level`]
//! reads all tables. [`templates`] has the scenarios to start from, and [`mod@edit`] writes
//! values into a file.

mod check;
mod declare;
pub(crate) mod document;
#[cfg(feature = "page")]
pub(crate) mod edit;
pub(crate) mod plausibility;
pub(crate) mod problem;
mod reader;
mod reported_series;
mod section;
pub(crate) mod source;
pub(crate) mod templates;
mod top_level;

pub(crate) use declare::{
    Declaration, Evidence, Input, InputCounts, InputId, Inputs, Kind, KnownQuantiles, MONTH, REMARKS, Setting, is_id,
    reserved,
};
pub(crate) use document::schema::schema;
pub(crate) use problem::diagnostic::in_colour;
pub(crate) use problem::{CODES, DiagnosticCode};
pub use problem::{Diagnostic, ScenarioErrors, Severity};
pub(crate) use problem::{Problem, nearest, plain, shown};
pub(crate) use reported_series::SeriesReader;
pub(crate) use reported_series::all as all_series;
pub use reported_series::{Breakdown, Series};
pub(crate) use section::absence::Absence;
pub(crate) use section::agency::{Agency, AgencyRates};
pub(crate) use section::award::Award;
pub(crate) use section::budget::Budget;
pub(crate) use section::change::{Change, Edit, EditKind};
pub(crate) use section::correlation::Correlation;
pub(crate) use section::demand::Demand;
pub(crate) use section::details::ScenarioDetails;
pub(crate) use section::history::{History, ReportedFigure};
pub(crate) use section::intake::{Arrival, Intake};
pub(crate) use section::leaving::Leaving;
pub(crate) use section::money::Money;
pub(crate) use section::on_costs::OnCosts;
pub(crate) use section::pathway::{Branches, CaseStage};
pub(crate) use section::reported::Reported;
pub(crate) use section::response::{Condition, Response};
pub(crate) use section::retention::Retention;
pub(crate) use section::route::{Route, RouteStage};
pub(crate) use section::staff::StaffGroup;
pub(crate) use section::target::{Target, TargetPeriod};
pub(crate) use section::team::Team;
pub(crate) use section::team_move::Move;
pub(crate) use section::workforce::Workforce;
pub(crate) use section::yearly::YearlyEffect;
pub(crate) use source::visible;
pub use source::{LoadError, Loader, Place, Sources};
pub(crate) use top_level::{Names, declarations, in_file_order, read_tree};

pub use crate::ids::{CaseStageId, ResponseId, RouteId, TeamId};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ids::IdVec;
use crate::units::Month;
use reader::Reader;
use section::change;
use source::overlay::{self, ScenarioFiles};
use source::{TableNode, characters};

/// The format version that this version of staffcast reads.
pub(crate) const FORMAT: i64 = 1;

/// Maximum number of months in a run.
pub(crate) const MAX_MONTHS: i64 = 600;

/// Maximum number of people that a run may follow: opening staff, and all who may arrive or move in it. A block of 64
/// replications holds each in 640 bytes, in a list whose capacity is a power of two: 131,072 take 84 MB.
pub(crate) const MAX_PEOPLE: usize = 100_000;

/// Maximum number of replications in a run.
pub(crate) const MAX_REPLICATIONS: i64 = 100_000_000;

/// The name of the file of [`Scenario::parse`] in messages.
const PARSED: &str = "scenario.toml";

/// A scenario, read and checked: an authority's service, the demand on it and the plans for it.
///
/// It cannot be modified after it was checked, except for the seed.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub(crate) name: String,
    pub(crate) details: ScenarioDetails,
    pub(crate) notes: Vec<String>,
    /// The first simulated month; the opening state is the end of the month before.
    pub(crate) start: Month,
    /// Number of months simulated.
    pub(crate) months: u32,
    /// Seed of all random draws.
    pub(crate) seed: u64,
    /// Number of replications, unless a run overrides it.
    pub(crate) replications: u64,
    pub(crate) teams: IdVec<TeamId, Team>,
    pub(crate) routes: IdVec<RouteId, Route>,
    pub(crate) staff: Vec<StaffGroup>,
    pub(crate) intakes: Vec<Intake>,
    pub(crate) moves: Vec<Move>,
    pub(crate) workforce: Workforce,
    pub(crate) leaving: Leaving,
    pub(crate) absence: Absence,
    pub(crate) retention: Retention,
    /// On-costs.
    pub(crate) on_costs: OnCosts,
    pub(crate) agency: Agency,
    pub(crate) demand: Option<Demand>,
    pub(crate) pathway: IdVec<CaseStageId, CaseStage>,
    pub(crate) money: Money,
    pub(crate) awards: Vec<Award>,
    pub(crate) budgets: Vec<Budget>,
    pub(crate) targets: Vec<Target>,
    pub(crate) histories: Vec<History>,
    pub(crate) reported: Vec<Reported>,
    pub(crate) changes: Vec<Change>,
    pub(crate) yearly: Vec<YearlyEffect>,
    pub(crate) correlations: Vec<Correlation>,
    /// All quantities, with their addresses.
    pub(crate) inputs: Inputs,
    /// All other values in the files, with their addresses, in reading order.
    pub(crate) settings: Vec<Setting>,
    /// The source files.
    pub(crate) sources: Sources,
    /// Canonical text of the files' content, independent of layout and comments.
    pub(crate) resolved: String,
    /// Warnings.
    pub(crate) warnings: Vec<Diagnostic>,
    /// The merged tree of the files of its chain.
    pub(crate) tree: Arc<TableNode>,
}

impl Scenario {
    /// Reads a scenario from a single text, which must not refer to other files (a `base` or a CSV file). Messages call
    /// it `scenario.toml`.
    ///
    /// # Errors [`ScenarioErrors`] with all errors and warnings.
    ///
    /// ```
    /// use staffcast::scenario::Scenario;
    /// let scenario = Scenario::parse(staffcast::examples::SMALL)?;
    /// assert_eq!(scenario.months(), 12);
    /// let errors = Scenario::parse("format = 1\nmonths = 0").unwrap_err();
    /// assert!(errors.to_string().contains("`months` must be from 1 to 600"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Box<ScenarioErrors>> {
        Self::load(PARSED, &BTreeMap::from([(PARSED.to_owned(), text.to_owned())]))
    }

    /// Reads the scenario at `path`, its bases and its CSV files through `loader`.
    ///
    /// # Errors [`ScenarioErrors`] with all errors and warnings.
    pub fn load(path: &str, loader: &dyn Loader) -> Result<Self, Box<ScenarioErrors>> {
        open(ScenarioFiles { path, with: &[], stress: None }, loader)
    }

    /// Reads the scenario at `path` with further overlays on it, which come after it in this order. A stress test is another overlay,
    /// which comes before all others.
    ///
    /// # Errors [`ScenarioErrors`] with all errors and warnings, also if one of these is not an overlay, or is an overlay on another
    /// scenario.
    pub fn load_with(
        path: &str,
        overlays: &[String],
        stress: Option<&str>,
        loader: &dyn Loader,
    ) -> Result<Self, Box<ScenarioErrors>> {
        open(ScenarioFiles { path, with: overlays, stress }, loader)
    }

    /// The same scenario with another seed.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// Name for tables and charts.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// First simulated month; the opening state is the end of the month before.
    #[must_use]
    pub fn start(&self) -> Month {
        self.start
    }

    /// Last simulated month.
    #[must_use]
    pub fn end(&self) -> Month {
        self.start.plus(self.months.cast_signed() - 1)
    }

    /// Number of months simulated.
    #[must_use]
    pub fn months(&self) -> u32 {
        self.months
    }

    /// Seed of all random draws.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Number of replications, unless a run overrides it.
    #[must_use]
    pub fn replications(&self) -> u64 {
        self.replications
    }

    /// The ids of the teams; [`Series::team`] is an index into this list.
    #[must_use]
    pub fn teams(&self) -> impl ExactSizeIterator<Item = &str> {
        self.teams.iter().map(|team| team.id.as_str())
    }

    /// The ids of the routes; [`Breakdown::Route`] is an index into this list.
    #[must_use]
    pub fn routes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.routes.iter().map(|route| route.id.as_str())
    }

    /// The ids of the stages of the pathway; [`Breakdown::Stage`] is an index into this list.
    #[must_use]
    pub fn stages(&self) -> impl ExactSizeIterator<Item = &str> {
        self.pathway.iter().map(|stage| stage.id.as_str())
    }

    /// Whether it models demand (contacts and referrals).
    #[must_use]
    pub fn has_demand(&self) -> bool {
        self.demand.is_some()
    }

    /// Whether posts may follow staff, or vary while they are vacant, in any team.
    #[must_use]
    pub fn posts_follow(&self) -> bool {
        let edited = self.changes.iter().flat_map(|change| &change.edits).map(|edit| edit.input);
        let moved = self.yearly.iter().flat_map(|effect| &effect.inputs).map(|&(input, _)| input);
        let moved: Vec<InputId> = edited.chain(moved).collect();
        self.teams
            .iter()
            .any(|team| team.posts_follow || team.vacant_posts.is_some_and(|factor| moved.contains(&factor)))
    }

    /// Whether the funded posts of a team have a price: its own, or the comparator of agency staff.
    pub(crate) fn has_post_price(&self, team: TeamId) -> bool {
        self.teams[team].post_price.is_some() || self.agency.has_comparator
    }

    /// The ids of the responses, the changes that a measure triggers; [`Breakdown::Response`] is an index into this list.
    pub fn response_ids(&self) -> impl Iterator<Item = &str> {
        self.responses().map(|change| change.id.as_str())
    }

    /// The changes that a measure triggers, in file order.
    pub(crate) fn responses(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.response.is_some())
    }

    /// Whether the overspend of a budget triggers a change.
    pub(crate) fn responds_to_overspend(&self) -> bool {
        let series = |change: &Change| change.response.as_ref()?.series;
        self.changes.iter().filter_map(series).any(|series| series.measure.id == "overspend")
    }

    /// The change that is a response.
    pub(crate) fn response(&self, id: ResponseId) -> Option<&Change> {
        self.responses().nth(id.index())
    }

    /// Figures reported for months of the run.
    #[must_use]
    pub fn reported(&self) -> &[Reported] {
        &self.reported
    }

    /// The source files.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Whether two scenarios have the same content, regardless of the layout and comments of their files.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.resolved == other.resolved
    }

    /// The address of an input or a setting that is similar to the unknown `address`.
    pub(crate) fn similar(&self, address: &str) -> Option<String> {
        let settings = self.settings.iter().map(|setting| setting.address.as_str());
        change::similar(address, self.inputs.addresses().chain(settings))
    }
}

/// Reads a scenario from its files.
fn open(files: ScenarioFiles<'_>, loader: &dyn Loader) -> Result<Scenario, Box<ScenarioErrors>> {
    let mut reader = Reader::default();
    for path in [Some(files.path), files.stress].into_iter().flatten().chain(files.with.iter().map(String::as_str)) {
        // Paths appear in messages, and outputs are named after files.
        if let Some(found) = path.chars().find(|c| c.is_control() || characters::is_refused(*c)) {
            reader.error(Problem::RefusedInPath { path: path.to_owned(), found }, None);
            return Err(Box::new(reader.into_errors()));
        }
    }
    match overlay::open(&mut reader, files, loader) {
        Some(root) => read_tree(reader, root, loader),
        None => Err(Box::new(reader.into_errors())),
    }
}

/// Reads a scenario from a tree built from other scenarios, whose files are `sources` and whose quantile functions are
/// `quantiles`.
///
/// # Errors [`ScenarioErrors`] with all errors and warnings.
pub(crate) fn of_tree(
    tree: TableNode,
    sources: &Sources,
    quantiles: &Arc<KnownQuantiles>,
) -> Result<Scenario, Box<ScenarioErrors>> {
    read_tree(Reader::of(sources.clone(), false).with_quantiles(quantiles), tree, sources)
}
