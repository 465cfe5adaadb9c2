//! What concerns more than one section: the calendar, decisions in circles, teams that hold no cases.

use super::diagnostic::Problem;
use super::intake::Arrival;
use super::reader::Reader;
use super::target::When;
use super::{Place, Scenario};
use crate::units::Month;

pub(crate) fn whole(reader: &mut Reader, scenario: &Scenario) {
    if reader.describing {
        return;
    }
    if scenario.teams.is_empty() {
        let expected = "a scenario has at least one team, such as [team.cin]".into();
        let problem = Problem::Missing { key: "team".into(), inside: String::new(), expected };
        reader.error(problem, Some(Place { file: 0, start: 0, end: 0 }));
    }
    calendar(reader, scenario);
    decisions(reader, scenario);
    case_holding(reader, scenario);
    in_scope(reader, scenario);
}

/// Everything dated must fall into the run, or it would be silently ignored.
fn calendar(reader: &mut Reader, scenario: &Scenario) {
    let (first, last) = (scenario.start, scenario.end());
    let mut dated: Vec<(String, Month)> = Vec::new();
    for intake in &scenario.intakes {
        match &intake.arrival {
            Arrival::Dated { month, .. } => dated.push((format!("intake.{}.month", intake.id), *month)),
            Arrival::Rolling { from, until, .. } => {
                dated.extend(from.map(|month| (format!("intake.{}.from", intake.id), month)));
                dated.extend(until.map(|month| (format!("intake.{}.until", intake.id), month)));
            }
        }
    }
    for one in &scenario.moves {
        dated.extend(one.month.map(|month| (format!("move.{}.month", one.id), month)));
    }
    for award in &scenario.awards {
        dated.extend(award.month.map(|month| (format!("award.{}.month", award.id), month)));
    }
    for change in &scenario.changes {
        dated.extend(change.from.map(|month| (format!("change.{}.from", change.id), month)));
        dated.extend(change.until.map(|month| (format!("change.{}.until", change.id), month)));
    }
    for one in &scenario.reported {
        dated.extend(one.month.map(|month| (format!("reported.{}.month", one.id), month)));
    }
    for target in &scenario.targets {
        match target.when {
            When::By(month) => dated.push((format!("target.{}.by", target.id), month)),
            When::From(month) => dated.push((format!("target.{}.from", target.id), month)),
            When::Year(year) if year < first.financial_year() || year > last.financial_year() => {
                dated.push((format!("target.{}.year", target.id), year.first_month()));
            }
            When::Year(_) => {}
        }
    }
    for budget in &scenario.budgets {
        if let Some(year) = budget.year
            && (year < first.financial_year() || year > last.financial_year())
        {
            dated.push((format!("budget.{}.year", budget.id), year.first_month()));
        }
    }
    for (address, month) in dated {
        if month < first || month > last {
            let place = place_of(reader, &address);
            let problem = Problem::OutsideCalendar {
                key: address,
                month: month.iso(),
                first: first.iso(),
                last: last.iso(),
            };
            reader.error(problem, place);
        }
    }
}

/// Where the value at an address stands.
fn place_of(reader: &Reader, address: &str) -> Option<Place> {
    reader.places.iter().find(|(known, _)| known == address).map(|&(_, place)| place)
}

fn decisions(reader: &mut Reader, scenario: &Scenario) {
    let stages = &scenario.pathway;
    for first in (0..stages.len()).filter(|&i| stages[i].is_decision()) {
        let mut trail = vec![first];
        if let Some(circle) = circle_from(scenario, first, &mut trail)
            && circle.iter().min() == Some(&first)
        {
            let mut ids: Vec<String> = circle.iter().map(|&i| stages[i].id.clone()).collect();
            ids.push(stages[first].id.clone());
            reader.error(Problem::DecisionCircle { stages: ids }, stages[first].place);
        }
    }
}

/// A way through decisions from the first stage of the trail back to it.
fn circle_from(scenario: &Scenario, at: usize, trail: &mut Vec<usize>) -> Option<Vec<usize>> {
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
    let holds = |team: usize| scenario.teams.get(team).is_none_or(|team| team.caseload.is_some());
    for stage in &scenario.pathway {
        if !holds(stage.team) {
            let team = scenario.teams[stage.team].id.clone();
            let what = format!("the cases of stage `{}` are given to it", stage.id);
            reader.error(Problem::HoldsNoCases { team, what }, stage.place);
        }
    }
    if let Some(screening) = scenario.demand.as_ref().and_then(|demand| demand.screening.as_ref())
        && !holds(screening.team)
    {
        let team = scenario.teams[screening.team].id.clone();
        let place = place_of(reader, "demand.screening.team");
        reader.error(Problem::HoldsNoCases { team, what: "it is to screen contacts".into() }, place);
    }
    for team in scenario.teams.iter().filter(|team| team.surge.is_some() && team.caseload.is_none()) {
        let place = place_of(reader, &format!("team.{}.surge", team.id));
        reader.error(Problem::HoldsNoCases { team: team.id.clone(), what: "surge posts depend on its caseload".into() }, place);
    }
}

/// A target, a history or a reported figure must be of something that the scenario reports.
fn in_scope(reader: &mut Reader, scenario: &Scenario) {
    let told = super::series::all(scenario);
    let targets = scenario.targets.iter().map(|target| ("target", &target.id, target.series));
    let histories = scenario.histories.iter().map(|history| ("history", &history.id, history.series));
    let reported = scenario.reported.iter().map(|one| ("reported", &one.id, one.series));
    for (kind, id, series) in targets.chain(histories).chain(reported) {
        let Some(series) = series else { continue };
        if told.iter().any(|one| one.series == series) {
            continue;
        }
        let for_team = series.team.map_or("the service".to_owned(), |team| format!("team `{}`", scenario.teams[team].id));
        let with = if series.of.is_some() { " with this `of`" } else { "" };
        let why = format!("`{}` is not told for {for_team}{with}", series.measure.id);
        let place = place_of(reader, &format!("{kind}.{id}.measure"));
        reader.error(Problem::Inconsistent { what: format!("{kind} `{id}`"), why }, place);
    }
}
