//! Checks that concern more than one section: the calendar, loops of decisions, teams that hold no cases and others.

mod people;
pub(crate) mod warnings;

use crate::ids::{CaseStageId, IdVec, TeamId};
use crate::scenario::Scenario;
use crate::scenario::problem::{Contradiction, Problem};
use crate::scenario::reader::Reader;
use crate::scenario::section::target::TargetPeriod;
use crate::units::{FinancialYear, Month};

pub(crate) fn whole(reader: &mut Reader, scenario: &Scenario) {
    if reader.describing {
        return;
    }
    // With an invalid start or length, every date would be reported as outside the calendar.
    if !is_wrong(reader, "start") && !is_wrong(reader, "months") {
        calendar(reader, scenario);
        people::people(reader, scenario);
    }
    decisions(reader, scenario);
    case_holding(reader, scenario);
    moves(reader, scenario);
    conversion(reader, scenario);
    in_scope(reader, scenario);
}

/// Targets, budgets and reported figures must be for simulated months or years, or they would be silently ignored.
/// Events outside the run only have no effect and cause a warning ([`warnings`]), because plans are applied to
/// scenarios with shorter horizons.
fn calendar(reader: &mut Reader, scenario: &Scenario) {
    let (first, last) = (scenario.start, scenario.end());
    for history in &scenario.histories {
        let within = history.points.iter().zip(&history.places).find(|((month, _), _)| *month >= first);
        if let Some((&(month, _), &place)) = within {
            let what = Contradiction::HistoryWithinRun { history: history.id.clone(), month, start: first };
            reader.error(Problem::Inconsistent { what }, place);
        }
    }
    let mut dated: Vec<(String, Month)> = Vec::new();
    let mut years: Vec<(String, FinancialYear)> = Vec::new();
    for one in &scenario.reported {
        dated.extend(one.month.map(|month| (format!("reported.{}.month", one.id), month)));
    }
    for target in &scenario.targets {
        match target.when {
            TargetPeriod::By(month) => dated.push((format!("target.{}.by", target.id), month)),
            TargetPeriod::From(month) => dated.push((format!("target.{}.from", target.id), month)),
            TargetPeriod::Year(year) => years.push((format!("target.{}.year", target.id), year)),
        }
    }
    for budget in &scenario.budgets {
        years.extend(budget.year.map(|year| (format!("budget.{}.year", budget.id), year)));
    }
    let inside = first.financial_year()..=last.financial_year();
    let years = years.into_iter().filter(|(_, year)| !inside.contains(year)).map(|(key, year)| (key, year.to_string()));
    let months = dated.into_iter().filter(|(_, month)| *month < first || *month > last);
    for (key, found) in months.map(|(key, month)| (key, month.iso())).chain(years) {
        let place = reader.place_of(&key);
        // An entry from a base can be removed in the overlay.
        let of_base = place.is_some_and(|place| place.file > 0);
        let thing = key.rsplit_once('.').map_or(key.as_str(), |(thing, _)| thing);
        let hint = of_base.then(|| format!("to leave it out of this overlay, write `remove = true` under `[{thing}]`"));
        let problem = Problem::OutsideCalendar { key: key.clone(), found, first: first.iso(), last: last.iso() };
        reader.error_with_hint(problem, place, hint);
    }
}

/// Whether the key at an address is missing or has already been reported as an error.
fn is_wrong(reader: &Reader, address: &str) -> bool {
    reader.place_of(address).is_none() || reader.is_reported(address)
}

fn decisions(reader: &mut Reader, scenario: &Scenario) {
    let stages = &scenario.pathway;
    for first in stages.ids().filter(|&stage| stages[stage].is_decision()) {
        let mut trail = vec![first];
        if let Some(circle) = circle_from(scenario, first, &mut trail)
            && circle.iter().min() == Some(&first)
        {
            let mut ids: Vec<String> = circle.iter().map(|&stage| stages[stage].id.clone()).collect();
            ids.push(stages[first].id.clone());
            reader.error(Problem::DecisionCircle { stages: ids }, stages[first].place);
        }
    }
}

/// A path through decisions from the first stage of the trail back to it.
fn circle_from(scenario: &Scenario, at: CaseStageId, trail: &mut Vec<CaseStageId>) -> Option<Vec<CaseStageId>> {
    for to in scenario.pathway[at].next.list.iter().filter_map(|branch| branch.to) {
        if to == trail[0] {
            return Some(trail.clone());
        }
        if scenario.pathway[to].is_decision() && !trail.contains(&to) {
            trail.push(to);
            if let Some(circle) = circle_from(scenario, to, trail) {
                return Some(circle);
            }
            trail.pop();
        }
    }
    None
}

fn case_holding(reader: &mut Reader, scenario: &Scenario) {
    let without: IdVec<TeamId, bool> = scenario
        .teams
        .iter()
        .map(|team| team.caseload.is_none() && reader.place_of(&format!("team.{}.caseload", team.id)).is_none())
        .collect();
    let holds = |team: TeamId| !without.get(team.index()).is_some_and(|&without| without);
    for stage in scenario.pathway.iter().filter(|stage| !holds(stage.team)) {
        let team = scenario.teams[stage.team].id.clone();
        let what = format!("the cases of stage `{}` are assigned to it", stage.id);
        let place = reader.place_of(&format!("pathway.{}.team", stage.id)).or(stage.place);
        reader.error(Problem::HoldsNoCases { team, what }, place);
    }
    if let Some(screening) = scenario.demand.as_ref().and_then(|demand| demand.screening.as_ref())
        && !holds(screening.team)
    {
        let team = scenario.teams[screening.team].id.clone();
        let place = reader.place_of("demand.screening.team");
        reader.error(Problem::HoldsNoCases { team, what: "it is assigned to screen contacts".into() }, place);
    }
}

/// A move must be to another team.
fn moves(reader: &mut Reader, scenario: &Scenario) {
    for one in scenario.moves.iter().filter(|one| one.from == one.to) {
        let keys = ["from_team", "to_team"].map(|key| format!("move.{}.{key}", one.id));
        if !keys.iter().any(|key| is_wrong(reader, key)) {
            let place = reader.place_of(&keys[1]);
            reader.error(Problem::Inconsistent { what: Contradiction::MoveToItself { id: one.id.clone() } }, place);
        }
    }
}

/// A team with its own conversion rate requires the route that its agency workers join, as the service does.
fn conversion(reader: &mut Reader, scenario: &Scenario) {
    if scenario.agency.conversion_route.is_some() || reader.place_of("agency.conversion_route").is_some() {
        return;
    }
    for team in scenario.teams.iter().filter(|team| team.agency.conversion.is_some()) {
        let place = reader.place_of(&format!("team.{}.agency.conversion", team.id));
        let expected = "name the route that agency workers join when they become permanent".into();
        reader.error(Problem::Missing { key: "conversion_route".into(), inside: "agency".into(), expected }, place);
    }
}

/// A target, a history, a reported figure or a condition must be for a series that the scenario reports.
fn in_scope(reader: &mut Reader, scenario: &Scenario) {
    let told = crate::scenario::reported_series::all(scenario);
    let targets = scenario.targets.iter().map(|target| ("target", &target.id, target.series));
    let histories = scenario.histories.iter().map(|history| ("history", &history.id, history.series));
    let reported = scenario.reported.iter().map(|one| ("reported", &one.id, one.series));
    let responses = scenario.changes.iter().filter_map(|one| Some(("change", &one.id, one.response.as_ref()?.series)));
    for (kind, id, series) in targets.chain(histories).chain(reported).chain(responses) {
        let Some(series) = series else { continue };
        if told.iter().any(|one| one.series == series) {
            continue;
        }
        let team = series.team.map(|team| scenario.teams[team].id.clone());
        let (id, measure, has_of) = (id.clone(), series.measure.id, series.of.is_some());
        let key = if kind == "change" { "when.measure" } else { "measure" };
        let place = reader.place_of(&format!("{kind}.{id}.{key}"));
        let what = Contradiction::NotReported { kind, id, measure, team, has_of };
        reader.error(Problem::Inconsistent { what }, place);
    }
}
