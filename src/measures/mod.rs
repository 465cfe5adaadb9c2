//! What is reported: the sector's measures, each defined once.
//!
//! [`counts`] names the counts of a month and [`month_record`] holds them; [`registry`] has one entry per measure, with
//! its name, unit, reporting scopes, aggregation to financial years and the counts that it is read from. Tables, CSV
//! files, charts, targets and `docs/measures.md` are all generated from these entries.

mod cost_line;
pub(crate) mod counts;
pub(crate) mod document;
pub(crate) mod month_record;
pub(crate) mod registry;
mod stage_role;

pub use cost_line::CostLine;
pub(crate) use cost_line::SavingSide;
pub(crate) use stage_role::StageRole;

use crate::units::Unit;
use counts::{ResponseCount, RouteCount, ServiceCount, StageCount, TeamCount};

/// The direction in which a measure is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Lower values are better.
    Lower,
    /// Higher values are better.
    Higher,
    /// Neither: the measure is descriptive.
    Neither,
}

/// How the months of a measure are aggregated to a financial year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearOf {
    /// The sum of the months: flows and money.
    Sum,
    /// The mean of the months: stocks.
    Mean,
    /// For a ratio, the sum of the numerators over the sum of the denominators.
    RatioOfSums,
    /// The value in the last month.
    Last,
}

/// The counts of a month's record that a measure is read from, which also determine the scopes it is reported for. Counts
/// of money are in pence and are reported in pounds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Read {
    /// For each team and the service (the sum of all teams).
    Team(TeamCount),
    /// For each team and the service, if on-costs are given.
    OnCosts(TeamCount),
    /// For each team, not for the service.
    TeamAlone(TeamCount),
    /// For each team and the service, if posts follow staff.
    PostsThatFollow(TeamCount),
    /// For each team whose posts have a price, and for the service if those of all teams have.
    PricedPosts(TeamCount),
    /// For each team that holds cases, and the service.
    CaseTeam(TeamCount),
    /// A ratio, for each team and for the service over the teams in its scope; undefined if the denominator is zero.
    TeamRatio(TeamCount, TeamCount),
    /// A ratio, for each team that holds cases, and the service.
    CaseTeamRatio(TeamCount, TeamCount),
    /// A ratio for the service, if anybody manages case holders.
    SpanOfControl(TeamCount, TeamCount),
    /// For the service only.
    Service(ServiceCount),
    /// For the service only, if it screens contacts.
    Demand(ServiceCount),
    /// For the service, over the case stages with a role, if there are any.
    StageRole(StageRole, StageCount),
    /// A ratio for the service, over the case stages with a role.
    RoleRatio(StageRole, StageCount, StageCount),
    /// For each route, over the whole service.
    Route(RouteCount),
    /// For each case stage.
    Stage(StageCount),
    /// For each cost line, over the whole service.
    Line,
    /// For the service and each team with a budget for all cost lines.
    Overspend,
    /// For each response.
    Response(ResponseCount),
}

/// One measure.
#[derive(Debug)]
pub struct Measure {
    /// Identifier in files: the sector's term in snake case.
    pub id: &'static str,
    /// Display name.
    pub label: &'static str,
    /// Unit.
    pub unit: Unit,
    /// Direction in which it is better.
    pub better: Better,
    /// Aggregation to financial years.
    pub year: YearOf,
    /// Definition in one sentence.
    pub doc: &'static str,
    /// The counts that it is read from, and the scopes it is reported for.
    pub(crate) reads: &'static [Read],
}

impl PartialEq for Measure {
    /// A measure is the entry with its id.
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Measure {
    /// Whether it has a figure at the opening: flows and money have none before the first month.
    pub(crate) fn has_opening(&self) -> bool {
        self.year != YearOf::Sum && !["overspend", "work_arriving"].contains(&self.id)
    }

    /// Every measure, in the order of the tables.
    pub const ALL: &[&Self] = registry::MEASURES;

    /// Agency rate: `agency_rate`.
    pub const AGENCY_RATE: &Self = &registry::AGENCY_RATE;

    /// Permanent FTE: `permanent_fte`.
    pub const PERMANENT_FTE: &Self = &registry::PERMANENT_FTE;

    /// Agency FTE: `agency_fte`.
    pub const AGENCY_FTE: &Self = &registry::AGENCY_FTE;

    /// Establishment: `establishment`.
    pub const ESTABLISHMENT: &Self = &registry::ESTABLISHMENT;

    /// Funded posts: `funded_posts`.
    pub const FUNDED_POSTS: &Self = &registry::FUNDED_POSTS;

    /// Vacancy rate: `vacancy_rate`.
    pub const VACANCY_RATE: &Self = &registry::VACANCY_RATE;

    /// Turnover: `turnover`.
    pub const TURNOVER: &Self = &registry::TURNOVER;

    /// Caseload: `caseload`.
    pub const CASELOAD: &Self = &registry::CASELOAD;

    /// Full-load caseload: `caseload_full_load`.
    pub const CASELOAD_FULL_LOAD: &Self = &registry::CASELOAD_FULL_LOAD;

    /// Unallocated cases: `unallocated`.
    pub const UNALLOCATED: &Self = &registry::UNALLOCATED;

    /// Children turned away: `turned_away`.
    pub const TURNED_AWAY: &Self = &registry::TURNED_AWAY;

    /// Establishment budget: `establishment_budget`.
    pub const ESTABLISHMENT_BUDGET: &Self = &registry::ESTABLISHMENT_BUDGET;

    /// Vacancy underspend: `vacancy_underspend`.
    pub const VACANCY_UNDERSPEND: &Self = &registry::VACANCY_UNDERSPEND;

    /// Permanent pay apart: gross pay, then each on-cost.
    pub(crate) const PAY_APART: [&Self; 4] = [
        &registry::GROSS_PAY,
        &registry::NATIONAL_INSURANCE,
        &registry::PENSION_CONTRIBUTIONS,
        &registry::APPRENTICESHIP_LEVY,
    ];

    /// Cost: `cost`.
    pub const COST: &Self = &registry::COST;

    /// The measure with this id.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        registry::MEASURES.iter().copied().find(|measure| measure.id == id)
    }
}
