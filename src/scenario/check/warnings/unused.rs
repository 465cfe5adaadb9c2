//! Warnings for unused routes, teams, case stages and moves.

use super::{LintContext, LintFinding};
use crate::ids::{CaseStageId, IdVec, RouteId, TeamId};
use crate::scenario::problem::{Item, Problem};
use crate::scenario::{Branches, Move};

pub(super) fn all(look: &LintContext<'_>) -> Vec<LintFinding> {
    let scenario = look.scenario;
    let entered = stages_entered(look);
    let routes = scenario.routes.ids().filter(|&route| !is_route_used(look, route));
    let teams = scenario.teams.ids().filter(|&team| !is_team_used(look, team));
    let stages = scenario.pathway.ids().filter(|&stage| !entered[stage]);
    let moves = scenario.moves.iter().filter(|&one| !has_people(look, one));
    let found = |thing, table: &str, id: &str| {
        (Problem::Unused { thing, id: id.to_owned() }, look.place(&format!("{table}.{id}")))
    };
    let routes = routes.map(|route| found(Item::Route, "route", &scenario.routes[route].id));
    let teams = teams.map(|team| found(Item::Team, "team", &scenario.teams[team].id));
    let stages = stages.map(|stage| found(Item::Stage, "pathway", &scenario.pathway[stage].id));
    let moves = moves.map(|one| found(Item::Move, "move", &one.id));
    routes.chain(teams).chain(stages).chain(moves).collect()
}

fn is_route_used(look: &LintContext<'_>, route: RouteId) -> bool {
    look.scenario.staff.iter().any(|group| group.route == route)
        || look.scenario.intakes.iter().any(|intake| intake.route == route)
        || look.conversion_route() == Some(route)
}

fn is_team_used(look: &LintContext<'_>, index: TeamId) -> bool {
    let scenario = look.scenario;
    let team = &scenario.teams[index];
    let screens = scenario.demand.as_ref().and_then(|demand| demand.screening.as_ref());
    !look.is_always(team.establishment, 0.0)
        || team.agency_workers > 0
        || team.agency_orders.is_some_and(|orders| orders > 0)
        || screens.is_some_and(|screening| screening.team == index)
        || scenario.pathway.iter().any(|stage| stage.team == index)
        || scenario.staff.iter().any(|group| group.team == index)
        || scenario.intakes.iter().any(|intake| intake.team == index)
        || scenario.moves.iter().any(|one| one.from == index || one.to == index)
}

/// Whether a case can enter each stage: stages with open cases at the start, entries from outside or from demand, and
/// all stages reachable from these. A branch counts whatever its probability, which may be 0 as a placeholder.
fn stages_entered(look: &LintContext<'_>) -> IdVec<CaseStageId, bool> {
    let stages = &look.scenario.pathway;
    let mut entered = IdVec::from(vec![false; stages.len()]);
    let comes_in = |&stage: &CaseStageId| stages[stage].cases > 0 || !look.is_always(stages[stage].from_outside, 0.0);
    let mut open: Vec<CaseStageId> = stages.ids().filter(comes_in).collect();
    open.extend(look.scenario.demand.iter().flat_map(|demand| led_to(&demand.next)));
    while let Some(stage) = open.pop() {
        if !std::mem::replace(&mut entered[stage], true) {
            open.extend(led_to(&stages[stage].next));
            open.extend(stages[stage].escalate.iter().map(|&(to, _)| to));
        }
    }
    entered
}

fn led_to(branches: &Branches) -> impl Iterator<Item = CaseStageId> {
    branches.list.iter().filter_map(|branch| branch.to)
}

/// Whether anybody on a move's route can be in the team that they would leave.
fn has_people(look: &LintContext<'_>, one: &Move) -> bool {
    let scenario = look.scenario;
    scenario.staff.iter().any(|group| (group.route, group.team) == (one.route, one.from))
        || scenario.intakes.iter().any(|intake| (intake.route, intake.team) == (one.route, one.from))
        || scenario.moves.iter().any(|other| (other.route, other.to) == (one.route, one.from))
        || look.conversion_route() == Some(one.route)
}
