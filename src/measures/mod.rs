//! What is reported: the sector's measures, each defined once.
//!
//! [`record`] is what is counted in a month; [`registry`] has one entry per measure, which says what it is called, what
//! it counts, for whom it is told, how a financial year sums it up and how it is read off a month's record. Tables,
//! CSV files, charts, targets and `docs/measures.md` all come from those entries.

pub(crate) mod document;
pub mod month_record;
pub mod registry;

pub use document::document;
pub use registry::{
    AGENCY_FTE, AGENCY_RATE, CASELOAD, CASELOAD_FULL_LOAD, COST, PERMANENT_FTE, TURNOVER, UNALLOCATED, VACANCY_RATE,
};

use crate::units::Unit;
use month_record::{RoleMonth, RouteMonth, ServiceMonth, StageMonth, TeamMonth};

/// The part that a case stage plays in the sector's statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageRole {
    /// An assessment of a child's needs.
    Assessment,
    /// A strategy discussion: police, health and social work decide whether to enquire.
    StrategyDiscussion,
    /// An enquiry under section 47 of the Children Act 1989.
    Section47,
    /// A child in need plan (section 17).
    ChildInNeed,
    /// A child protection plan.
    ChildProtectionPlan,
    /// A child looked after by the authority.
    LookedAfter,
}

impl StageRole {
    /// Every role, in the order of the pathway.
    pub const ALL: [Self; 6] = [
        Self::Assessment,
        Self::StrategyDiscussion,
        Self::Section47,
        Self::ChildInNeed,
        Self::ChildProtectionPlan,
        Self::LookedAfter,
    ];

    /// The role's name in a scenario (`counts_as`).
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Assessment => "assessment",
            Self::StrategyDiscussion => "strategy_discussion",
            Self::Section47 => "section_47",
            Self::ChildInNeed => "child_in_need",
            Self::ChildProtectionPlan => "child_protection_plan",
            Self::LookedAfter => "looked_after",
        }
    }
}

/// A line of the money tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostLine {
    /// Pay and on-costs of permanent staff.
    PermanentPay,
    /// What agencies charge.
    Agency,
    /// Advertising, fees, relocation, golden hellos.
    Recruitment,
    /// What the council pays to support trainees who are not yet employed.
    TraineeSupport,
    /// Retention payments.
    Retention,
    /// What the plan's own changes cost.
    PlanCosts,
    /// Grants received: a negative cost.
    Grants,
}

impl CostLine {
    /// Every line, in the order of the tables.
    pub const ALL: [Self; 7] = [
        Self::PermanentPay,
        Self::Agency,
        Self::Recruitment,
        Self::TraineeSupport,
        Self::Retention,
        Self::PlanCosts,
        Self::Grants,
    ];

    /// The line's name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::PermanentPay => "permanent_pay",
            Self::Agency => "agency",
            Self::Recruitment => "recruitment",
            Self::TraineeSupport => "trainee_support",
            Self::Retention => "retention",
            Self::PlanCosts => "plan_costs",
            Self::Grants => "grants",
        }
    }

    /// The line's name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::PermanentPay => "Permanent pay",
            Self::Agency => "Agency",
            Self::Recruitment => "Recruitment",
            Self::TraineeSupport => "Trainee support",
            Self::Retention => "Retention payments",
            Self::PlanCosts => "Costs of changes",
            Self::Grants => "Grants (income)",
        }
    }
}

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
