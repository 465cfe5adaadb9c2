//! What things are called in files and for people.

use crate::scenario::{Of, Scenario, Series};

/// A team's id in files; `service` for the whole.
pub(crate) fn team_id(scenario: &Scenario, series: Series) -> &str {
    series.team.map_or("service", |team| scenario.teams[team].id.as_str())
}

/// The id of a route, stage or cost line in files; empty for all.
pub(crate) fn of_id(scenario: &Scenario, series: Series) -> &str {
    match series.of {
        None => "",
        Some(Of::Route(index)) => &scenario.routes[index].id,
        Some(Of::Stage(index)) => &scenario.pathway[index].id,
        Some(Of::Line(line)) => line.id(),
    }
}

/// A series for people: `Caseload, Child in need and protection`.
pub(crate) fn label(scenario: &Scenario, series: Series) -> String {
    let mut label = series.measure.label.to_owned();
    let of = match series.of {
        None => None,
        Some(Of::Route(index)) => Some(scenario.routes[index].name.as_str()),
        Some(Of::Stage(index)) => Some(scenario.pathway[index].name.as_str()),
        Some(Of::Line(line)) => Some(line.label()),
    };
    for part in of.into_iter().chain(series.team.map(|team| scenario.teams[team].name.as_str())) {
        label.push_str(", ");
        label.push_str(part);
    }
    label
}

/// Which teams the service's ratios count, where not all do: `, without Posts without cases`.
pub(crate) fn scope_note(scenario: &Scenario) -> Option<String> {
    let left_out: Vec<&str> =
        scenario.teams.iter().filter(|team| !team.in_ratios).map(|team| team.name.as_str()).collect();
    (!left_out.is_empty()).then(|| format!("Rates of the service leave out: {}.", left_out.join(", ")))
}
