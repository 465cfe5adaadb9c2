//! What is reported: the sector's measures, each defined once.
//!
//! [`month_record`] holds the counts of a month; [`registry`] has one entry per measure, with its name, unit, reporting
//! scopes, aggregation to financial years and computation from a month's record. Tables, CSV files, charts, targets and
//! `docs/measures.md` are all generated from these entries.

mod cost_line;
pub(crate) mod document;
pub(crate) mod month_record;
pub(crate) mod registry;
mod stage_role;

pub use cost_line::CostLine;
pub(crate) use cost_line::SavingSide;
pub(crate) use stage_role::StageRole;

use crate::units::Unit;
use month_record::{RoleMonth, RouteMonth, ServiceMonth, StageMonth, TeamMonth};

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

/// How a measure is computed from a month's record, which also determines the scopes it is reported for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Read {
    /// For each team and the service (the sum of all teams).
    Team(fn(&TeamMonth) -> f64),
    /// For each team that holds cases, and the service.
    CaseTeam(fn(&TeamMonth) -> f64),
    /// A ratio, for each team and for the service over the teams in its scope; undefined if the denominator is zero.
    TeamRatio(fn(&TeamMonth) -> f64, fn(&TeamMonth) -> f64),
    /// A ratio, for each team that holds cases, and the service.
    CaseTeamRatio(fn(&TeamMonth) -> f64, fn(&TeamMonth) -> f64),
    /// For the service only.
    Service(fn(&ServiceMonth) -> f64),
    /// For the service only, if it screens contacts.
    Demand(fn(&ServiceMonth) -> f64),
    /// For the service, over the case stages with a role, if there are any.
    StageRole(StageRole, fn(&RoleMonth) -> f64),
    /// A ratio for the service, over the case stages with a role.
    RoleRatio(StageRole, fn(&RoleMonth) -> f64, fn(&RoleMonth) -> f64),
    /// For each route, over the whole service.
    Route(fn(&RouteMonth) -> f64),
    /// For each case stage.
    Stage(fn(&StageMonth) -> f64),
    /// For each cost line, over the whole service.
    Line,
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
    /// How it is computed from a month's record, and the scopes it is reported for.
    pub(crate) reads: &'static [Read],
}

impl Measure {
    /// Every measure, in the order of the tables.
    pub const ALL: &[&Self] = registry::MEASURES;

    /// Agency rate: `agency_rate`.
    pub const AGENCY_RATE: &Self = &registry::AGENCY_RATE;

    /// Permanent FTE: `permanent_fte`.
    pub const PERMANENT_FTE: &Self = &registry::PERMANENT_FTE;

    /// Agency FTE: `agency_fte`.
    pub const AGENCY_FTE: &Self = &registry::AGENCY_FTE;

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

    /// Cost: `cost`.
    pub const COST: &Self = &registry::COST;

    /// The measure with this id.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        registry::MEASURES.iter().copied().find(|measure| measure.id == id)
    }
}
