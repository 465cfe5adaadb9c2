//! Ids of series in files and their names for people.

use super::cell::Cell;
use crate::ids::TeamId;
use crate::scenario::{Breakdown, Scenario, Series};
use crate::units::Unit;

/// Prefix of the columns with the likelihood of a target, followed by the target's id.
pub(crate) const LIKELIHOOD: &str = "likelihood_";

/// The team's id in files; `service` for the whole service.
pub(crate) fn team_id(scenario: &Scenario, series: Series) -> &str {
    series.team.map_or("service", |team| scenario.teams[team].id.as_str())
}

/// The id of the route, stage or cost line in files; empty for the total.
pub(crate) fn of_id(scenario: &Scenario, series: Series) -> &str {
    match series.of {
        None => "",
        Some(Breakdown::Route(index)) => &scenario.routes[index].id,
        Some(Breakdown::Stage(index)) => &scenario.pathway[index].id,
        Some(Breakdown::Line(line)) => line.id(),
        Some(Breakdown::Response(response)) => scenario.response(response).map_or("", |change| &change.id),
    }
}

/// The cells that identify a series: team, measure, breakdown (route, stage or cost line) and unit.
pub(crate) fn cells(scenario: &Scenario, series: Series) -> [Cell<'_>; 4] {
    let measure = Cell::Named { id: series.measure.id, name: series.measure.label };
    let of =
        series.of.map_or(Cell::Missing, |of| Cell::Named { id: of_id(scenario, series), name: of_name(scenario, of) });
    [team_cell(scenario, series.team), measure, of, unit_cell(series.measure.unit)]
}

/// A team, or the whole service.
pub(crate) fn team_cell(scenario: &Scenario, team: Option<TeamId>) -> Cell<'_> {
    let team = team.map(|team| &scenario.teams[team]);
    team.map_or(Cell::Named { id: "service", name: WHOLE }, |team| Cell::Named { id: &team.id, name: &team.name })
}

/// A unit.
pub(crate) fn unit_cell(unit: Unit) -> Cell<'static> {
    Cell::Named { id: unit.id(), name: unit.words() }
}

/// Name of the whole service for people.
pub(crate) const WHOLE: &str = "Whole service";

pub(crate) fn of_name(scenario: &Scenario, of: Breakdown) -> &str {
    match of {
        Breakdown::Route(index) => &scenario.routes[index].name,
        Breakdown::Stage(index) => &scenario.pathway[index].name,
        Breakdown::Line(line) => line.label(),
        Breakdown::Response(response) => scenario.response(response).map_or("", |change| &change.name),
    }
}

/// The label of a series: `Caseload, Child in need and protection`.
pub(crate) fn label(scenario: &Scenario, series: Series) -> String {
    let mut label = series.measure.label.to_owned();
    let of = series.of.map(|of| of_name(scenario, of));
    for part in of.into_iter().chain(series.team.map(|team| scenario.teams[team].name.as_str())) {
        label.push_str(", ");
        label.push_str(part);
    }
    label
}

/// A note on the teams excluded from service-wide ratios; `None` if all are included.
pub(crate) fn scope_note(scenario: &Scenario) -> Option<String> {
    let left_out: Vec<&str> =
        scenario.teams.iter().filter(|team| !team.in_ratios).map(|team| team.name.as_str()).collect();
    (!left_out.is_empty()).then(|| format!("Service-wide rates exclude: {}.", left_out.join(", ")))
}
