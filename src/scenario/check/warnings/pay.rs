//! Warnings for implausible costs: agency cheaper than permanent staff, charges that do not rise as pay does, permanent staff
//! without pay, posts never filled.

use super::{LintContext, LintFinding};
use crate::ids::TeamId;
use crate::scenario::problem::{Item, Problem, UnusualReason};
use crate::scenario::{Award, InputId, RouteStage, Team};

pub(super) fn all(look: &LintContext<'_>, unused: &[LintFinding]) -> Vec<LintFinding> {
    let mut found = unpaid(look, unused);
    found.extend(never_fill_a_post(look, unused));
    found.extend(cheap_agency(look));
    found.extend(charges_behind_pay(look));
    found
}

/// Agency charges that rise by so much less than pay, in all, were probably forgotten: an assumption.
const CHARGE_BEHIND: f64 = 0.05;

/// Agency charges that stay behind the awards of permanent pay, unless something else moves them.
fn charges_behind_pay(look: &LintContext<'_>) -> Vec<LintFinding> {
    let pay = rise(look, None);
    let teams = look.scenario.teams.iter().filter(|team| has_agency(look, team));
    let mut charges: Vec<InputId> = teams
        .filter_map(|team| team.agency.charge_per_hour.or(look.scenario.agency.rates.charge_per_hour))
        .filter(|&charge| !look.is_changed(charge) && !look.is_moved(charge) && !look.is_always(charge, 0.0))
        .collect();
    charges.sort();
    charges.dedup();
    let behind = charges.into_iter().filter_map(|id| {
        let charge = rise(look, Some(id));
        let (key, place) = look.input(id);
        let is_behind = pay - charge > CHARGE_BEHIND && !look.reader.is_justified(&key);
        let what = UnusualReason::ChargeBehindPay { key, pay, charge };
        is_behind.then_some((Problem::Unusual { what }, place))
    });
    behind.collect()
}

/// By what share the awards of the run raise a price, or permanent pay, in all.
fn rise(look: &LintContext<'_>, price: Option<InputId>) -> f64 {
    let run = look.scenario.start..=look.scenario.end();
    let is_in_run = |award: &&Award| award.month.is_some_and(|month| run.contains(&month));
    let is_of_it = |award: &&Award| match (&award.prices, price) {
        (None, None) => true,
        (Some(prices), Some(price)) => prices.contains(&price),
        _ => false,
    };
    let awards = look.scenario.awards.iter().filter(is_in_run).filter(is_of_it);
    awards.map(|award| 1.0 + look.mean(award.rate)).product::<f64>() - 1.0
}

/// Whether a team has or may have agency workers.
fn has_agency(look: &LintContext<'_>, team: &Team) -> bool {
    team.agency_workers > 0
        || !look.is_none(Some(team.standing_posts))
        || !look.is_none(team.agency.cover.or(look.scenario.agency.rates.cover))
}

/// The stages of routes that are used: the route's id, whether it is the last stage, and the stage.
fn stages<'a>(look: &LintContext<'a>, unused: &[LintFinding]) -> Vec<(&'a str, bool, &'a RouteStage)> {
    let is_used =
        |id: &str| !unused.iter().any(|(problem, _)| *problem == Problem::Unused { thing: Item::Route, id: id.into() });
    let routes = look.scenario.routes.iter().filter(|route| is_used(&route.id));
    let each = |route: &'a crate::scenario::Route| {
        let last = route.stages.len() - 1;
        route.stages.iter().enumerate().map(move |(index, stage)| (route.id.as_str(), index == last, stage))
    };
    routes.flat_map(each).collect()
}

/// Stages of permanent staff without pay, if other stages have pay.
fn unpaid(look: &LintContext<'_>, unused: &[LintFinding]) -> Vec<LintFinding> {
    let stages = stages(look, unused);
    if stages.iter().all(|(.., stage)| look.is_always(stage.pay, 0.0)) {
        return Vec::new();
    }
    let is_left_out = |stage: &RouteStage| look.input(stage.pay).1.is_none() && !look.is_changed(stage.pay);
    let unpaid = stages.iter().filter(|(.., stage)| stage.employed && is_left_out(stage));
    let each = |&(route, _, stage): &(&str, bool, &RouteStage)| {
        let stage = format!("route.{route}.stage.{}", stage.id);
        let place = look.place(&stage);
        (Problem::Unpaid { stage }, place)
    };
    unpaid.map(each).collect()
}

/// Last stages whose staff never fully fill a post.
fn never_fill_a_post(look: &LintContext<'_>, unused: &[LintFinding]) -> Vec<LintFinding> {
    let last = stages(look, unused).into_iter().filter(|&(_, is_last, _)| is_last);
    let short = last.filter(|(.., stage)| look.mean(stage.cover) < 1.0 && !look.is_changed(stage.cover));
    let each = |(route, _, stage): (&str, bool, &RouteStage)| {
        let problem = Problem::NeverFillsPost {
            stage: format!("route.{route}.stage.{}", stage.id),
            cover: look.mean(stage.cover),
        };
        (problem, look.input(stage.cover).1)
    };
    short.map(each).collect()
}

/// Teams whose agency workers cost less than their permanent staff: teams on the service's charge are checked together,
/// teams with their own charge individually.
fn cheap_agency(look: &LintContext<'_>) -> Vec<LintFinding> {
    let teams = &look.scenario.teams;
    let at_own = teams.ids().filter(|&team| teams[team].agency.charge_per_hour.is_some());
    let at_service: Vec<TeamId> = teams.ids().filter(|&team| teams[team].agency.charge_per_hour.is_none()).collect();
    let mut found: Vec<LintFinding> = at_own
        .filter_map(|team| cheap(look, &[team], teams[team].agency.charge_per_hour, Some(teams[team].id.clone())))
        .collect();
    found.extend(cheap(look, &at_service, look.scenario.agency.rates.charge_per_hour, None));
    found
}

fn cheap(
    look: &LintContext<'_>,
    teams: &[TeamId],
    charge: Option<InputId>,
    team: Option<String>,
) -> Option<LintFinding> {
    let agency = &look.scenario.agency;
    let with_agency: Vec<TeamId> =
        teams.iter().copied().filter(|&team| has_agency(look, &look.scenario.teams[team])).collect();
    let permanent = pay_per_fte(look, &with_agency)?;
    let (hours, weeks) = (look.mean(agency.hours_per_week), look.mean(agency.paid_weeks));
    let per_hour = look.mean_or(charge, 0.0);
    if per_hour * hours * weeks >= permanent {
        return None;
    }
    let given = charge.and_then(|charge| look.input(charge).1).or_else(|| look.place("agency"));
    let place = given.or_else(|| look.scenario.teams[*with_agency.first()?].agency_place);
    Some((Problem::AgencyCheaper { team, charge: per_hour, hours, weeks, permanent }, place))
}

/// Mean pay with on-costs per FTE of the permanent staff of some teams at the start; `None` if there are none.
fn pay_per_fte(look: &LintContext<'_>, teams: &[TeamId]) -> Option<f64> {
    let (mut fte, mut pay) = (0.0, 0.0);
    for group in look.scenario.staff.iter().filter(|group| teams.contains(&group.team)) {
        let route = &look.scenario.routes[group.route];
        let stage = &route.stages[group.stage];
        if stage.employed {
            let of_group = f64::from(group.heads) * route.fte_per_head;
            fte += of_group;
            pay += of_group * look.mean(stage.pay);
        }
    }
    let on_costs = &look.scenario.on_costs;
    let added: f64 = if on_costs.are_included { 0.0 } else { on_costs.shares().map(|id| look.mean(id)).iter().sum() };
    (fte > 0.0).then_some(pay / fte * (1.0 + added))
}
