//! The series that a scenario reports: every measure in every scope that it is reported for.

use crate::ids::{CaseStageId, ResponseId, RouteId, TeamId};
use crate::measures::{CostLine, Measure, Read};
use crate::scenario::Scenario;

/// A breakdown of a measure other than by team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breakdown {
    /// A route, by index.
    Route(RouteId),
    /// A case stage, by index.
    Stage(CaseStageId),
    /// A cost line.
    Line(CostLine),
    /// A change that a measure triggers, by its place among these.
    Response(ResponseId),
}

/// One measure for one team (or the whole service) and one route, stage or cost line (or all).
#[derive(Clone, Copy)]
pub struct Series {
    /// The measure.
    pub measure: &'static Measure,
    /// Index of the team; `None` for the service.
    pub team: Option<TeamId>,
    /// The route, stage or cost line; `None` for all.
    pub of: Option<Breakdown>,
}

impl PartialEq for Series {
    fn eq(&self, other: &Self) -> bool {
        self.measure.id == other.measure.id && self.team == other.team && self.of == other.of
    }
}

impl std::fmt::Debug for Series {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} team {:?} of {:?}", self.measure.id, self.team, self.of)
    }
}

/// A series with its reader, one of the measure's [`Measure::reads`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeriesReader {
    /// The series.
    pub series: Series,
    /// How it is computed from a month's record.
    pub read: &'static Read,
}

/// Every series that the scenario reports, in the order of the result tables: by measure, with the service first, then
/// teams, then routes, stages and cost lines.
#[must_use]
pub(crate) fn all(scenario: &Scenario) -> Vec<SeriesReader> {
    let mut list = Vec::new();
    for measure in Measure::ALL {
        for read in measure.reads {
            for (team, of) in scopes(scenario, *read) {
                list.push(SeriesReader { series: Series { measure, team, of }, read });
            }
        }
    }
    list
}

fn scopes(scenario: &Scenario, read: Read) -> Vec<(Option<TeamId>, Option<Breakdown>)> {
    let teams = |only_cases: bool| {
        let with_cases = scenario.teams.iter().any(|team| team.caseload.is_some());
        let service = (!only_cases || with_cases).then_some((None, None));
        let teams = scenario.teams.ids().filter(move |&team| !only_cases || scenario.teams[team].caseload.is_some());
        service.into_iter().chain(teams.map(|team| (Some(team), None))).collect()
    };
    let service_if = |told: bool| if told { vec![(None, None)] } else { Vec::new() };
    match read {
        Read::PostsThatFollow(_) if !scenario.posts_follow() => Vec::new(),
        Read::OnCosts(_) if !scenario.on_costs.are_given => Vec::new(),
        Read::Team(_) | Read::OnCosts(_) | Read::PostsThatFollow(_) | Read::TeamRatio(..) => teams(false),
        Read::PricedPosts(_) => {
            let priced: Vec<TeamId> = scenario.teams.ids().filter(|&team| scenario.has_post_price(team)).collect();
            let service = (priced.len() == scenario.teams.len()).then_some((None, None));
            service.into_iter().chain(priced.into_iter().map(|team| (Some(team), None))).collect()
        }
        Read::TeamAlone(_) => scenario.teams.ids().map(|team| (Some(team), None)).collect(),
        Read::CaseTeam(_) | Read::CaseTeamRatio(..) => teams(true),
        Read::SpanOfControl(..) => {
            let has_managers = scenario.routes.iter().any(|route| route.manages_case_holders);
            service_if(has_managers && scenario.teams.iter().any(|team| team.caseload.is_some()))
        }
        Read::Service(_) => service_if(true),
        Read::Demand(_) => service_if(scenario.demand.is_some()),
        Read::StageRole(role, _) | Read::RoleRatio(role, ..) => {
            service_if(scenario.pathway.iter().any(|stage| stage.role == Some(role)))
        }
        Read::Route(_) => scenario.routes.ids().map(|route| (None, Some(Breakdown::Route(route)))).collect(),
        Read::Stage(_) => scenario.pathway.ids().map(|stage| (None, Some(Breakdown::Stage(stage)))).collect(),
        Read::Overspend => {
            let all: Vec<_> =
                scenario.budgets.iter().filter(|budget| budget.line.is_none()).map(|budget| budget.team).collect();
            let service = all.contains(&None).then_some(None);
            let teams = scenario.teams.ids().map(Some).filter(|team| all.contains(team));
            service.into_iter().chain(teams).map(|team| (team, None)).collect()
        }
        Read::Response(_) => {
            let responses = 0..scenario.responses().count();
            responses.map(|index| (None, Some(Breakdown::Response(ResponseId::new(index))))).collect()
        }
        Read::Line => CostLine::ALL.iter().map(|line| (None, Some(Breakdown::Line(*line)))).collect(),
    }
}
