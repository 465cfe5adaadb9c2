//! What is reported: the sector's measures, each defined once.
//!
//! [`record`] is what is counted in a month; [`registry`] has one entry per measure, which says what it is called, what
//! it counts, for whom it is told, how a financial year sums it up and how it is read off a month's record. Tables,
//! CSV files, charts, targets and `docs/measures.md` all come from those entries.

mod cost_line;
pub(crate) mod document;
pub mod month_record;
pub mod registry;
mod stage_role;

pub use cost_line::{CostLine, SavingSide};
pub use document::document;
pub use registry::{
    AGENCY_FTE, AGENCY_RATE, CASELOAD, CASELOAD_FULL_LOAD, COST, PERMANENT_FTE, TURNOVER, UNALLOCATED, VACANCY_RATE,
};
pub use stage_role::StageRole;

use crate::units::Unit;
use month_record::{RoleMonth, RouteMonth, ServiceMonth, StageMonth, TeamMonth};

/// Which way a measure is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
    /// Neither: it describes.
    Neither,
}

/// How a financial year sums up the months of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearOf {
    /// The sum of its months: flows and money.
    Sum,
    /// The mean of its months: stocks.
    Mean,
    /// For a ratio, the sum of what is above over the sum of what is below.
    RatioOfSums,
    /// The value at its last month.
    Last,
}

/// How a measure is read off a month's record, and so for whom it is told.
#[derive(Clone, Copy, Debug)]
pub enum Read {
    /// For each team and the service (the sum of its teams).
    Team(fn(&TeamMonth) -> f64),
    /// For each team that holds cases and the service.
    CaseTeam(fn(&TeamMonth) -> f64),
    /// A ratio, for each team and, over the teams in its scope, the service; missing where what is below is zero.
    TeamRatio(fn(&TeamMonth) -> f64, fn(&TeamMonth) -> f64),
    /// A ratio for each team that holds cases and the service.
    CaseTeamRatio(fn(&TeamMonth) -> f64, fn(&TeamMonth) -> f64),
    /// For the service alone.
    Service(fn(&ServiceMonth) -> f64),
    /// For the service alone, where it screens contacts.
    Demand(fn(&ServiceMonth) -> f64),
    /// For the service, over the case stages of a role, where there are any.
    StageRole(StageRole, fn(&RoleMonth) -> f64),
    /// A ratio for the service over the case stages of a role.
    RoleRatio(StageRole, fn(&RoleMonth) -> f64, fn(&RoleMonth) -> f64),
    /// For each route, over the service.
    Route(fn(&RouteMonth) -> f64),
    /// For each case stage.
    Stage(fn(&StageMonth) -> f64),
    /// For each line of cost, over the service.
    Line,
}

/// One measure.
#[derive(Debug)]
pub struct Measure {
    /// Its name in files: the sector's term in snake case.
    pub id: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// Which way is better.
    pub better: Better,
    /// How a financial year sums it up.
    pub year: YearOf,
    /// The definition, in a sentence.
    pub doc: &'static str,
    /// How it is read off a month, and for whom.
    pub reads: &'static [Read],
}

impl Measure {
    /// The measure named `id`.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        registry::MEASURES.iter().copied().find(|measure| measure.id == id)
    }
}
