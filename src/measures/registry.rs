//! The registry of measures: one entry each.

use super::Better::{Higher, Lower, Neither};
use super::Read::{
    CaseTeam, CaseTeamRatio, Demand, Line, OnCosts, Overspend, PostsThatFollow, PricedPosts, Response, RoleRatio,
    Route, Service, SpanOfControl, Stage, StageRole as OfRole, Team, TeamAlone, TeamRatio,
};
use super::YearOf::{Last, Mean, RatioOfSums, Sum};
use super::counts::ServiceCount::{CameBack, Contacts, CostDiscounted, CostReal, ReReferrals, Referrals, TurnedAway};
use super::counts::StageCount::{self, Cases, Completed, Entries, InTime, Judged, Repeats};
use super::counts::TeamCount::{
    AgencyFte, AgencyLeavers, AgencyOrders, AgencyPremium, AgencyPrice, AgencyStarters, AgencyWorkers, AllocatedLoad,
    ApprenticeshipLevy, Capacity, CaseHolderFte, Cost, Establishment, EstablishmentBudget, FullLoadFte, FundedPosts,
    GrossPay, Handovers, Joiners, Leavers, Leavers12MonthsFte, ManagerFte, NationalInsurance, OpenCases,
    PensionContributions, PermanentFte, PermanentHeads, PermanentPrice, PostsToCover, StaffFte, StaffHeads, TotalLoad,
    Trainees, Unallocated, Vacancies, VacancyUnderspend, VacantAndFilledPosts, WorkArriving,
};
use super::counts::{ResponseCount, RouteCount};
use super::{Measure, StageRole};
use crate::units::Unit;

/// Agency rate: `agency_rate`.
pub static AGENCY_RATE: Measure = Measure {
    id: "agency_rate",
    label: "Agency rate",
    unit: Unit::Share,
    better: Lower,
    year: RatioOfSums,
    doc: "Agency FTE divided by agency plus permanent FTE in post.",
    reads: &[TeamRatio(AgencyFte, StaffFte)],
};

/// Permanent FTE: `permanent_fte`.
pub static PERMANENT_FTE: Measure = Measure {
    id: "permanent_fte",
    label: "Permanent FTE",
    unit: Unit::Fte,
    better: Higher,
    year: Mean,
    doc: "Permanent staff in post at the end of the month, excluding trainees.",
    reads: &[Team(PermanentFte), Route(RouteCount::PermanentFte)],
};

/// Agency FTE: `agency_fte`.
pub static AGENCY_FTE: Measure = Measure {
    id: "agency_fte",
    label: "Agency FTE",
    unit: Unit::Fte,
    better: Lower,
    year: Mean,
    doc: "Agency workers in post at the end of the month, including those under notice.",
    reads: &[Team(AgencyFte)],
};

/// Establishment: `establishment`.
pub static ESTABLISHMENT: Measure = Measure {
    id: "establishment",
    label: "Establishment",
    unit: Unit::Fte,
    better: Neither,
    year: Mean,
    doc: "Funded posts.",
    reads: &[Team(Establishment)],
};

/// Funded posts: `funded_posts`.
pub static FUNDED_POSTS: Measure = Measure {
    id: "funded_posts",
    label: "Funded posts",
    unit: Unit::Fte,
    better: Neither,
    year: Mean,
    doc: "Posts that the scenario funds, without those added or removed because posts follow staff or vary while they are vacant.",
    reads: &[PostsThatFollow(FundedPosts)],
};

/// Vacancy rate: `vacancy_rate`.
pub static VACANCY_RATE: Measure = Measure {
    id: "vacancy_rate",
    label: "Vacancy rate",
    unit: Unit::Share,
    better: Lower,
    year: RatioOfSums,
    doc: "Vacancies divided by vacancies plus permanent FTE.",
    reads: &[TeamRatio(Vacancies, VacantAndFilledPosts)],
};

/// Turnover: `turnover`.
pub static TURNOVER: Measure = Measure {
    id: "turnover",
    label: "Turnover",
    unit: Unit::YearlyRate,
    better: Lower,
    year: Last,
    doc: "Permanent FTE that left in the last 12 months divided by current permanent FTE; missing before month 12 \
          unless the preceding year is given.",
    reads: &[TeamRatio(Leavers12MonthsFte, PermanentFte)],
};

/// Caseload: `caseload`.
pub static CASELOAD: Measure = Measure {
    id: "caseload",
    label: "Caseload",
    unit: Unit::CasesPerFte,
    better: Lower,
    year: RatioOfSums,
    doc: "Allocated cases plus the case-months of the month's decisions, divided by the FTE of case holders in post, \
          permanent and agency: the caseload usually quoted.",
    reads: &[CaseTeamRatio(AllocatedLoad, CaseHolderFte)],
};

/// Full-load caseload: `caseload_full_load`.
pub static CASELOAD_FULL_LOAD: Measure = Measure {
    id: "caseload_full_load",
    label: "Full-load caseload",
    unit: Unit::CasesPerFte,
    better: Lower,
    year: RatioOfSums,
    doc: "Allocated cases, decisions and screening divided by the full caseloads that the staff present can carry: \
          the caseload of a worker who is present and carries a full load.",
    reads: &[CaseTeamRatio(TotalLoad, FullLoadFte)],
};

/// Unallocated cases: `unallocated`.
pub static UNALLOCATED: Measure = Measure {
    id: "unallocated",
    label: "Unallocated cases",
    unit: Unit::Cases,
    better: Lower,
    year: Mean,
    doc: "Open cases without a worker at the end of the month.",
    reads: &[CaseTeam(Unallocated), Stage(StageCount::Unallocated)],
};

/// Children turned away: `turned_away`.
pub static TURNED_AWAY: Measure = Measure {
    id: "turned_away",
    label: "Turned away",
    unit: Unit::Cases,
    better: Lower,
    year: Sum,
    doc: "Children who were referred and not taken, or whose case was closed early.",
    reads: &[Service(TurnedAway)],
};

/// Cost: `cost`.
pub static COST: Measure = Measure {
    id: "cost",
    label: "Cost",
    unit: Unit::Pounds,
    better: Lower,
    year: Sum,
    doc: "All cost lines, less grants, in money of the day; for the service also by line.",
    reads: &[Team(Cost), Line],
};

/// Establishment budget: `establishment_budget`.
pub static ESTABLISHMENT_BUDGET: Measure = Measure {
    id: "establishment_budget",
    label: "Establishment budget",
    unit: Unit::Pounds,
    better: Neither,
    year: Sum,
    doc: "What funded posts would cost if all were filled, at `post_price` or the comparator with pay awards.",
    reads: &[PricedPosts(EstablishmentBudget)],
};

/// Vacancy underspend: `vacancy_underspend`.
pub static VACANCY_UNDERSPEND: Measure = Measure {
    id: "vacancy_underspend",
    label: "Vacancy underspend",
    unit: Unit::Pounds,
    better: Neither,
    year: Sum,
    doc: "Establishment budget less permanent pay; negative where permanent staff cost more than the posts.",
    reads: &[PricedPosts(VacancyUnderspend)],
};

/// Gross pay: `gross_pay`.
pub static GROSS_PAY: Measure = Measure {
    id: "gross_pay",
    label: "Gross pay",
    unit: Unit::Pounds,
    better: Neither,
    year: Sum,
    doc: "Permanent pay without on-costs.",
    reads: &[OnCosts(GrossPay)],
};

/// National insurance: `national_insurance`.
pub static NATIONAL_INSURANCE: Measure = Measure {
    id: "national_insurance",
    label: "National insurance",
    unit: Unit::Pounds,
    better: Neither,
    year: Sum,
    doc: "Employer's national insurance, part of permanent pay.",
    reads: &[OnCosts(NationalInsurance)],
};

/// Pension contributions: `pension_contributions`.
pub static PENSION_CONTRIBUTIONS: Measure = Measure {
    id: "pension_contributions",
    label: "Pension contributions",
    unit: Unit::Pounds,
    better: Neither,
    year: Sum,
    doc: "Employer's pension contributions, part of permanent pay.",
    reads: &[OnCosts(PensionContributions)],
};

/// Apprenticeship levy: `apprenticeship_levy`.
pub static APPRENTICESHIP_LEVY: Measure = Measure {
    id: "apprenticeship_levy",
    label: "Apprenticeship levy",
    unit: Unit::Pounds,
    better: Neither,
    year: Sum,
    doc: "Apprenticeship levy, part of permanent pay.",
    reads: &[OnCosts(ApprenticeshipLevy)],
};

/// Every measure, in the order of the tables.
pub static MEASURES: &[&Measure] = &[
    &AGENCY_RATE,
    &Measure {
        id: "agency_rate_heads",
        label: "Agency rate by heads",
        unit: Unit::Share,
        better: Lower,
        year: RatioOfSums,
        doc: "Agency workers divided by agency workers plus permanent staff, counted as people.",
        reads: &[TeamRatio(AgencyWorkers, StaffHeads)],
    },
    &PERMANENT_FTE,
    &Measure {
        id: "permanent_heads",
        label: "Permanent staff",
        unit: Unit::Heads,
        better: Higher,
        year: Mean,
        doc: "Permanent staff in post at the end of the month, counted as people.",
        reads: &[Team(PermanentHeads)],
    },
    &Measure {
        id: "trainees",
        label: "Trainees",
        unit: Unit::Heads,
        better: Neither,
        year: Mean,
        doc: "Trainees who are not yet employed, such as Step Up students.",
        reads: &[Team(Trainees)],
    },
    &AGENCY_FTE,
    &ESTABLISHMENT,
    &FUNDED_POSTS,
    &Measure {
        id: "vacancies",
        label: "Vacancies",
        unit: Unit::Fte,
        better: Lower,
        year: Mean,
        doc: "Establishment less permanent FTE, never below zero in any team.",
        reads: &[Team(Vacancies)],
    },
    &VACANCY_RATE,
    &Measure {
        id: "posts_to_cover",
        label: "Posts to cover",
        unit: Unit::Fte,
        better: Lower,
        year: Mean,
        doc: "Gaps that the service intends to fill with agency staff, including standing posts.",
        reads: &[Team(PostsToCover)],
    },
    &TURNOVER,
    &Measure {
        id: "joiners",
        label: "Joiners",
        unit: Unit::Heads,
        better: Neither,
        year: Sum,
        doc: "People who became permanent staff in the month: arrivals, conversions from agency and trainees who qualified.",
        reads: &[Team(Joiners), Route(RouteCount::Joiners)],
    },
    &Measure {
        id: "leavers",
        label: "Leavers",
        unit: Unit::Heads,
        better: Lower,
        year: Sum,
        doc: "Permanent staff who left in the month, excluding moves between teams.",
        reads: &[Team(Leavers), Route(RouteCount::Leavers)],
    },
    &Measure {
        id: "agency_starters",
        label: "Agency starters",
        unit: Unit::Heads,
        better: Neither,
        year: Sum,
        doc: "Agency workers who started in the month.",
        reads: &[Team(AgencyStarters)],
    },
    &Measure {
        id: "agency_leavers",
        label: "Agency leavers",
        unit: Unit::Heads,
        better: Neither,
        year: Sum,
        doc: "Agency workers who left in the month: ended assignments, expired notices and conversions to permanent.",
        reads: &[Team(AgencyLeavers)],
    },
    &Measure {
        id: "agency_orders",
        label: "Agency orders outstanding",
        unit: Unit::Heads,
        better: Lower,
        year: Mean,
        doc: "Agency workers ordered but not yet supplied.",
        reads: &[Team(AgencyOrders)],
    },
    &CASELOAD,
    &CASELOAD_FULL_LOAD,
    &Measure {
        id: "case_holder_fte",
        label: "Case holders",
        unit: Unit::Fte,
        better: Higher,
        year: Mean,
        doc: "Case holders in post, permanent and agency.",
        reads: &[CaseTeam(CaseHolderFte)],
    },
    &Measure {
        id: "case_holders_per_manager",
        label: "Case holders per manager",
        unit: Unit::Number,
        better: Lower,
        year: RatioOfSums,
        doc: "Case holders in post, permanent and agency, divided by the permanent staff in post who manage case holders, \
              in FTE.",
        reads: &[SpanOfControl(CaseHolderFte, ManagerFte)],
    },
    &Measure {
        id: "capacity",
        label: "Capacity",
        unit: Unit::Fte,
        better: Higher,
        year: Mean,
        doc: "Full caseloads that staff present, permanent and agency, can carry in teams that hold cases; FTE less \
              absence in other teams.",
        reads: &[Team(Capacity)],
    },
    &Measure {
        id: "work_arriving",
        label: "Work arriving",
        unit: Unit::Fte,
        better: Neither,
        year: Mean,
        doc: "Full-load staff needed for the new cases of the month over their whole path, at its stated lengths, and for screening, less the \
              work that cases closed early no longer need.",
        reads: &[CaseTeam(WorkArriving)],
    },
    &Measure {
        id: "open_cases",
        label: "Open cases",
        unit: Unit::Cases,
        better: Lower,
        year: Mean,
        doc: "Open cases at the end of the month, including unallocated ones.",
        reads: &[CaseTeam(OpenCases), Stage(Cases)],
    },
    &UNALLOCATED,
    &Measure {
        id: "unallocated_case_months",
        label: "Unallocated case-months",
        unit: Unit::CaseMonths,
        better: Lower,
        year: Sum,
        doc: "Months that cases spent without a worker, counted at the end of each month.",
        reads: &[CaseTeam(Unallocated), Stage(StageCount::Unallocated)],
    },
    &Measure {
        id: "handovers",
        label: "Handovers",
        unit: Unit::Cases,
        better: Lower,
        year: Sum,
        doc: "Cases that changed social worker because somebody left or an assignment ended: the share of the team's \
              allocated cases carried by those who left.",
        reads: &[CaseTeam(Handovers)],
    },
    &Measure {
        id: "contacts",
        label: "Contacts",
        unit: Unit::PerMonth,
        better: Lower,
        year: Sum,
        doc: "Contacts received.",
        reads: &[Demand(Contacts)],
    },
    &Measure {
        id: "referrals",
        label: "Referrals",
        unit: Unit::PerMonth,
        better: Neither,
        year: Sum,
        doc: "Contacts that became referrals.",
        reads: &[Demand(Referrals)],
    },
    &Measure {
        id: "re_referrals",
        label: "Re-referrals",
        unit: Unit::PerMonth,
        better: Lower,
        year: Sum,
        doc: "Referrals of children already referred in the last 12 months (a subset of referrals).",
        reads: &[Demand(ReReferrals)],
    },
    &TURNED_AWAY,
    &Measure {
        id: "came_back",
        label: "Came back",
        unit: Unit::Cases,
        better: Lower,
        year: Sum,
        doc: "Children turned away in the last 12 months who were referred again (a subset of referrals).",
        reads: &[Demand(CameBack)],
    },
    &Measure {
        id: "assessments_completed",
        label: "Assessments completed",
        unit: Unit::PerMonth,
        better: Neither,
        year: Sum,
        doc: "Assessments finished in the month.",
        reads: &[OfRole(StageRole::Assessment, Completed)],
    },
    &Measure {
        id: "assessments_in_time",
        label: "Assessments in time",
        unit: Unit::PerMonth,
        better: Higher,
        year: Sum,
        doc: "Assessments finished in the month within the time allowed.",
        reads: &[OfRole(StageRole::Assessment, InTime)],
    },
    &Measure {
        id: "assessments_in_time_rate",
        label: "Assessments in time, share",
        unit: Unit::Share,
        better: Higher,
        year: RatioOfSums,
        doc: "Assessments finished within the time allowed divided by those finished that have a time limit.",
        reads: &[RoleRatio(StageRole::Assessment, InTime, Judged)],
    },
    &Measure {
        id: "strategy_discussions",
        label: "Strategy discussions",
        unit: Unit::PerMonth,
        better: Neither,
        year: Sum,
        doc: "Strategy discussions held in the month.",
        reads: &[OfRole(StageRole::StrategyDiscussion, Entries)],
    },
    &Measure {
        id: "section_47_enquiries",
        label: "Section 47 enquiries",
        unit: Unit::PerMonth,
        better: Neither,
        year: Sum,
        doc: "Section 47 enquiries started in the month.",
        reads: &[OfRole(StageRole::Section47, Entries)],
    },
    &Measure {
        id: "children_in_need",
        label: "On a child in need plan",
        unit: Unit::Cases,
        better: Neither,
        year: Mean,
        doc: "Children on a child in need plan at the end of the month (narrower than the national count of children in need).",
        reads: &[OfRole(StageRole::ChildInNeed, Cases)],
    },
    &Measure {
        id: "child_protection_plans_started",
        label: "Child protection plans started",
        unit: Unit::PerMonth,
        better: Neither,
        year: Sum,
        doc: "Child protection plans started in the month.",
        reads: &[OfRole(StageRole::ChildProtectionPlan, Entries)],
    },
    &Measure {
        id: "repeat_child_protection_plans",
        label: "Repeat child protection plans",
        unit: Unit::PerMonth,
        better: Lower,
        year: Sum,
        doc: "Second or later child protection plans started in the month (a subset of those started).",
        reads: &[OfRole(StageRole::ChildProtectionPlan, Repeats)],
    },
    &Measure {
        id: "on_child_protection_plan",
        label: "On a child protection plan",
        unit: Unit::Cases,
        better: Neither,
        year: Mean,
        doc: "Children on a child protection plan at the end of the month.",
        reads: &[OfRole(StageRole::ChildProtectionPlan, Cases)],
    },
    &Measure {
        id: "looked_after",
        label: "Looked after",
        unit: Unit::Cases,
        better: Neither,
        year: Mean,
        doc: "Children looked after at the end of the month.",
        reads: &[OfRole(StageRole::LookedAfter, Cases)],
    },
    &Measure {
        id: "stage_entries",
        label: "Cases entering",
        unit: Unit::PerMonth,
        better: Neither,
        year: Sum,
        doc: "Cases that entered the stage in the month.",
        reads: &[Stage(Entries)],
    },
    &COST,
    &Measure {
        id: "cost_real",
        label: "Cost, real terms",
        unit: Unit::Pounds,
        better: Lower,
        year: Sum,
        doc: "Cost at base-year prices.",
        reads: &[Service(CostReal)],
    },
    &Measure {
        id: "cost_discounted",
        label: "Cost, discounted",
        unit: Unit::Pounds,
        better: Lower,
        year: Sum,
        doc: "Cost in real terms, discounted by whole financial years after the first.",
        reads: &[Service(CostDiscounted)],
    },
    &ESTABLISHMENT_BUDGET,
    &VACANCY_UNDERSPEND,
    &GROSS_PAY,
    &NATIONAL_INSURANCE,
    &PENSION_CONTRIBUTIONS,
    &APPRENTICESHIP_LEVY,
    &Measure {
        id: "agency_premium",
        label: "Agency premium",
        unit: Unit::Pounds,
        better: Lower,
        year: Sum,
        doc: "Agency cost less what permanent staff would cost in the same posts.",
        reads: &[Team(AgencyPremium)],
    },
    &Measure {
        id: "agency_price",
        label: "Agency charge per FTE",
        unit: Unit::PoundsPerMonth,
        better: Lower,
        year: Mean,
        doc: "What the council is charged for a month of one agency FTE: the charge per hour x the hours charged.",
        reads: &[TeamAlone(AgencyPrice)],
    },
    &Measure {
        id: "permanent_price",
        label: "Permanent cost per FTE present",
        unit: Unit::PoundsPerMonth,
        better: Lower,
        year: Mean,
        doc: "What a permanent worker in the same post who is present costs for a month: `agency.comparator` with awards and the pay of \
              those absent, over the share who are present.",
        reads: &[TeamAlone(PermanentPrice)],
    },
    &Measure {
        id: "overspend",
        label: "Overspend",
        unit: Unit::Pounds,
        better: Lower,
        year: Last,
        doc: "Spent in the financial year so far, less what the budget's profile has for those months.",
        reads: &[Overspend],
    },
    &Measure {
        id: "response_months",
        label: "Months of a response",
        unit: Unit::Months,
        better: Neither,
        year: Sum,
        doc: "Months in which a response (a change with `when`) is in force: 1 or 0 in a month.",
        reads: &[Response(ResponseCount::InForce)],
    },
    &Measure {
        id: "response_starts",
        label: "Starts of a response",
        unit: Unit::Number,
        better: Neither,
        year: Sum,
        doc: "Times that a response began.",
        reads: &[Response(ResponseCount::Starts)],
    },
    &Measure {
        id: "response_cost",
        label: "Cost of a response",
        unit: Unit::Pounds,
        better: Lower,
        year: Sum,
        doc: "`cost_once` and `cost_per_month` of a response: part of the costs of changes. What its staff cost is in the other \
              cost lines.",
        reads: &[Response(ResponseCount::Cost)],
    },
];
