//! The scenario to which monthly figures are added.

use super::SeriesSubject;
use super::labels::normalised_label;
use crate::scenario::{Breakdown, Scenario, Series, all_series};
use crate::units::Month;

/// A series that a scenario reports: measure, team, and route, stage or cost line.
type ReportedIds = (&'static str, Option<String>, Option<String>);

/// What has to be known of a scenario to add history to it.
#[derive(Clone, Debug)]
pub struct HistoryBase {
    /// The path of the scenario from the overlay.
    path: String,
    start: Month,
    /// Id and normalised name of each team.
    teams: Vec<(String, String)>,
    series: Vec<ReportedIds>,
    /// Ids of its histories.
    histories: Vec<(String, Option<SeriesSubject>, Vec<Month>)>,
}

impl HistoryBase {
    /// The base at this path from the overlay.
    #[must_use]
    pub fn new(path: String, scenario: &Scenario) -> Self {
        let team_id = |team| scenario.teams[team].id.clone();
        let of_id = |of| match of {
            Breakdown::Route(route) => scenario.routes[route].id.clone(),
            Breakdown::Stage(stage) => scenario.pathway[stage].id.clone(),
            Breakdown::Line(line) => line.id().to_owned(),
            Breakdown::Response(response) => {
                scenario.response(response).map_or_else(String::new, |change| change.id.clone())
            }
        };
        let ids = |series: Series| (series.measure.id, series.team.map(team_id), series.of.map(of_id));
        let histories = scenario.histories.iter().map(|history| {
            let subject = history.series.map(ids).map(|(id, team, of)| SeriesSubject::Measure { id, team, of });
            (history.id.clone(), subject, history.points.iter().map(|(month, _)| *month).collect())
        });
        Self {
            path,
            start: scenario.start,
            teams: scenario.teams.iter().map(|team| (team.id.clone(), normalised_label(&team.name))).collect(),
            series: all_series(scenario).into_iter().map(|one| ids(one.series)).collect(),
            histories: histories.collect(),
        }
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The first month of its run.
    #[must_use]
    pub fn start(&self) -> Month {
        self.start
    }

    /// The id of the team with this id or name.
    pub(super) fn team(&self, name: &str) -> Option<&str> {
        let name = normalised_label(name);
        let is_it = |(id, of_team): &&(String, String)| normalised_label(id) == name || *of_team == name;
        self.teams.iter().find(is_it).map(|(id, _)| id.as_str())
    }

    /// Whether it reports a series; figures that are not simulated it does not have to.
    pub(in crate::import) fn reports(&self, subject: &SeriesSubject) -> bool {
        match subject {
            SeriesSubject::Measure { id, team, of } => {
                self.series.iter().any(|one| one.0 == *id && one.1 == *team && one.2 == *of)
            }
            SeriesSubject::Figure { .. } => true,
        }
    }

    /// An id of a history that it does not have: this one, or else with a number behind it.
    pub(in crate::import) fn free_id(&self, id: &str) -> String {
        let others = (2..).map(|number| format!("{id}_{number}"));
        std::iter::once(id.to_owned()).chain(others).find(|id| !self.has_history(id)).unwrap_or_default()
    }

    /// Whether it has a history with this id.
    pub(super) fn has_history(&self, id: &str) -> bool {
        self.histories.iter().any(|(known, ..)| known == id)
    }

    /// Months of a series for which it has figures of its own.
    pub(super) fn months_of(&self, subject: &SeriesSubject) -> impl Iterator<Item = Month> {
        let of_series = self.histories.iter().filter(move |(_, known, _)| known.as_ref() == Some(subject));
        of_series.flat_map(|(_, _, months)| months.iter().copied())
    }
}
