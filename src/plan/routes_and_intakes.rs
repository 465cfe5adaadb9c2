//! Routes, leaving rates, opening staff, intakes and moves, with their random streams.

use super::Calendar;
use crate::ids::{IdVec, RouteId, RouteStageId, StageOfRoute, TeamId};
use crate::random::{Purpose, Stream};
use crate::scenario::{Arrival, InputId, Scenario};

/// A stage of a route.
#[derive(Debug)]
pub(crate) struct RouteStagePlan {
    pub route: RouteId,
    /// FTE of one person.
    pub fte: f64,
    /// Whether its people manage case holders.
    pub manages: bool,
    /// Duration in months; `None` for the last stage.
    pub months: Option<i32>,
    pub employed: bool,
    pub share: InputId,
    pub cover: InputId,
    pub completion: InputId,
    pub pay: InputId,
    /// Index of its leaving table in [`LeavingPlan::tables`]; `None` for trainees without a table of their own.
    pub leaving: Option<usize>,
}

/// The stages of all routes, one route after the other.
pub(crate) fn route_stages(scenario: &Scenario) -> IdVec<RouteStageId, RouteStagePlan> {
    let mut table = 0;
    let mut own = |has: bool| {
        table += usize::from(has);
        has.then_some(table)
    };
    scenario
        .routes
        .entries()
        .flat_map(|(id, route)| route.stages.iter().map(move |stage| (id, route, stage)))
        .map(|(id, route, stage)| RouteStagePlan {
            route: id,
            fte: route.fte_per_head,
            manages: route.manages_case_holders,
            months: stage.months.map(|months| months as i32),
            employed: stage.employed,
            share: stage.caseload_share,
            cover: stage.cover,
            completion: stage.completion,
            pay: stage.pay,
            leaving: own(stage.leaving.is_some()).or(stage.employed.then_some(0)),
        })
        .collect()
}

/// By route, the index of its first stage in [`route_stages`].
pub(crate) fn first_stages(scenario: &Scenario) -> IdVec<RouteId, RouteStageId> {
    let mut next = RouteStageId::new(0);
    let first = |route: &crate::scenario::Route| {
        let first = next;
        next = next.plus(StageOfRoute::new(route.stages.len()));
        first
    };
    scenario.routes.iter().map(first).collect()
}

/// Leaving rates: the service's table first, then the tables of individual stages, in the order of the routes.
#[derive(Debug)]
pub(crate) struct LeavingPlan {
    /// By table, its bands: first month of service and index of the rate in [`Self::rates`].
    pub tables: Vec<Vec<(i32, usize)>>,
    /// All rates, as inputs.
    pub rates: Vec<InputId>,
}

impl LeavingPlan {
    pub(crate) fn new(scenario: &Scenario) -> Self {
        let own = scenario.routes.iter().flat_map(|route| &route.stages).filter_map(|stage| stage.leaving.as_ref());
        let mut rates = Vec::new();
        let tables = std::iter::once(&scenario.leaving.bands)
            .chain(own)
            .map(|bands| {
                let mut table = Vec::with_capacity(bands.len());
                for band in bands {
                    table.push((band.from_months as i32, rates.len()));
                    rates.push(band.rate);
                }
                table
            })
            .collect();
        Self { tables, rates }
    }
}

/// The luck of the people of a group or an intake: for each person, a draw of their own.
#[derive(Debug)]
pub(crate) struct LivesPlan {
    /// How much leaving hazard they bear.
    pub leaving: Stream,
    /// Whether they complete each stage.
    pub completion: Stream,
}

impl LivesPlan {
    pub(super) fn new(scenario: &Scenario, what: &str) -> Self {
        let stream = |purpose| Stream::new(scenario.seed, purpose, what);
        Self { leaving: stream(Purpose::Leaving), completion: stream(Purpose::Completion) }
    }
}

/// A group of opening staff.
#[derive(Debug)]
pub(crate) struct GroupPlan {
    pub team: TeamId,
    pub route: RouteId,
    /// Index of its stage in [`route_stages`].
    pub stage: RouteStageId,
    pub heads: u32,
    pub months_in_service: i32,
    pub months_in_stage: i32,
    pub lives: LivesPlan,
}

pub(crate) fn groups(scenario: &Scenario, first_stages: &IdVec<RouteId, RouteStageId>) -> Vec<GroupPlan> {
    let each = |group: &crate::scenario::StaffGroup| {
        let name = format!("staff.{}", group.id);
        GroupPlan {
            team: group.team,
            route: group.route,
            stage: first_stages[group.route].plus(group.stage),
            heads: group.heads,
            months_in_service: group.months_in_service as i32,
            months_in_stage: group.months_in_stage as i32,
            lives: LivesPlan::new(scenario, &name),
        }
    };
    scenario.staff.iter().map(each).collect()
}

/// An intake.
#[derive(Debug)]
pub(crate) struct IntakePlan {
    pub team: TeamId,
    pub route: RouteId,
    pub arrival: ArrivalPlan,
    /// Take-up of each offer, or the month's number of starters.
    pub arrivals: Stream,
    pub dispersion: Stream,
    pub lives: LivesPlan,
    pub cost_per_offer: InputId,
    pub cost_per_start: InputId,
    pub grant_per_start: InputId,
    pub cost_per_month: InputId,
}

/// Date and number of arrivals.
#[derive(Debug)]
pub(crate) enum ArrivalPlan {
    /// In one month; never if that is outside the run.
    Dated {
        month: usize,
        /// The month of its draws of take-up, from the first arrival of the same intake.
        drawn_at: u32,
        offers: InputId,
        take_up: InputId,
    },
    /// In months `from..until`.
    Rolling { from: usize, until: usize, per_month: InputId, dispersion: InputId, into_vacancies: Option<usize> },
}

pub(crate) fn intakes(scenario: &Scenario, calendar: &Calendar) -> Vec<IntakePlan> {
    let each = |intake: &crate::scenario::Intake| {
        let name = intake.subject.as_str();
        let (arrival, purpose) = match &intake.arrival {
            Arrival::Dated { month, first, offers, take_up } => {
                let drawn_at = month.since(*first).unsigned_abs();
                let month = calendar.index_or_never(*month);
                (ArrivalPlan::Dated { month, drawn_at, offers: *offers, take_up: *take_up }, Purpose::TakeUp)
            }
            Arrival::Rolling { per_month, dispersion, from, until, into_vacancies } => {
                let arrival = ArrivalPlan::Rolling {
                    from: from.map_or(0, |month| calendar.index(month)),
                    until: until.map_or(calendar.months, |month| calendar.index(month.plus(1))),
                    per_month: *per_month,
                    dispersion: *dispersion,
                    into_vacancies: into_vacancies.map(|lead| lead as usize),
                };
                (arrival, Purpose::Starters)
            }
        };
        IntakePlan {
            team: intake.team,
            route: intake.route,
            arrival,
            arrivals: Stream::new(scenario.seed, purpose, name),
            dispersion: Stream::new(scenario.seed, Purpose::Dispersion, name),
            lives: LivesPlan::new(scenario, name),
            cost_per_offer: intake.cost_per_offer,
            cost_per_start: intake.cost_per_start,
            grant_per_start: intake.grant_per_start,
            cost_per_month: intake.cost_per_month,
        }
    };
    scenario.intakes.iter().map(each).collect()
}

/// A move between teams.
#[derive(Debug)]
pub(crate) struct MovePlan {
    pub month: usize,
    pub route: RouteId,
    pub from: TeamId,
    pub to: TeamId,
    pub heads: u32,
}

pub(crate) fn moves(scenario: &Scenario, calendar: &Calendar) -> Vec<MovePlan> {
    let each = |one: &crate::scenario::Move| MovePlan {
        month: one.month.map_or(calendar.months, |month| calendar.index_or_never(month)),
        route: one.route,
        from: one.from,
        to: one.to,
        heads: one.heads,
    };
    scenario.moves.iter().map(each).collect()
}
