//! What a scenario reports: every measure, for everything that it is told for.

use crate::measures::registry::MEASURES;
use crate::measures::{CostLine, Measure, Read};
use crate::scenario::Scenario;

/// What a measure is told for, beside a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breakdown {
    /// A route, by index.
    Route(usize),
    /// A case stage, by index.
    Stage(usize),
    /// A line of cost.
    Line(CostLine),
}

/// One measure for one team (or the service) and one route, stage or line (or all).
#[derive(Clone, Copy)]
pub struct Series {
    /// The measure.
    pub measure: &'static Measure,
    /// Index of the team; `None` for the service.
    pub team: Option<usize>,
    /// The route, stage or line; `None` for all.
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

/// How a series is read: its place among the measure's [`Measure::reads`].
#[derive(Clone, Copy, Debug)]
pub struct SeriesReader {
    /// What it is.
    pub series: Series,
    /// How it is read off a month's record.
    pub read: &'static Read,
}

/// Every series that the scenario reports, in the order of the tables: by measure, the service first, then teams,
/// then routes, stages and lines.
#[must_use]
pub fn all(scenario: &Scenario) -> Vec<SeriesReader> {
    let mut list = Vec::new();
    for measure in MEASURES {
        for read in measure.reads {
            for (team, of) in scopes(scenario, read) {
                list.push(SeriesReader { series: Series { measure, team, of }, read });
            }
        }
    }
    list
}

fn scopes(scenario: &Scenario, read: &Read) -> Vec<(Option<usize>, Option<Breakdown>)> {
    let teams = |only_cases: bool| {
        let with_cases = scenario.teams.iter().any(|team| team.caseload.is_some());
        let service = (!only_cases || with_cases).then_some((None, None));
        let teams = (0..scenario.teams.len()).filter(move |&i| !only_cases || scenario.teams[i].caseload.is_some());
        service.into_iter().chain(teams.map(|i| (Some(i), None))).collect()
    };
    let service_if = |told: bool| if told { vec![(None, None)] } else { Vec::new() };
    match read {
        Read::Team(_) | Read::TeamRatio(..) => teams(false),
        Read::CaseTeam(_) | Read::CaseTeamRatio(..) => teams(true),
        Read::Service(_) => service_if(true),
        Read::Demand(_) => service_if(scenario.demand.is_some()),
        Read::StageRole(role, _) | Read::RoleRatio(role, ..) => {
            service_if(scenario.pathway.iter().any(|stage| stage.role == Some(*role)))
        }
        Read::Route(_) => (0..scenario.routes.len()).map(|i| (None, Some(Breakdown::Route(i)))).collect(),
        Read::Stage(_) => (0..scenario.pathway.len()).map(|i| (None, Some(Breakdown::Stage(i)))).collect(),
        Read::Line => CostLine::ALL.iter().map(|line| (None, Some(Breakdown::Line(*line)))).collect(),
    }
}
