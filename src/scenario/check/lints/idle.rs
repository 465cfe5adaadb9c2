//! Inputs without effect, because another value makes them irrelevant.

use super::{Found, Look};
use crate::measures::Role;
use crate::scenario::problem::{Oddity, Problem};
use crate::scenario::{AgencyRates, InputId, Team};

pub(super) fn all(look: &Look<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for part in [leaving, absence, retention, agency, teams, demand, pathway, routes] {
        part(look, &mut |key: &str, why: &str| {
            // What is left out is nobody's oversight.
            if let Some(place) = look.place(key) {
                found.push((Problem::NoEffect { key: key.to_owned(), why: why.to_owned() }, Some(place)));
            }
        });
    }
    found.extend(never_filled(look));
    found
}

/// Tells that the input at an address has no effect, and why.
type Tell<'t> = dyn FnMut(&str, &str) + 't;

fn holds_cases(look: &Look<'_>) -> bool {
    look.scenario.teams.iter().any(|team| team.caseload.is_some())
}

fn leaving(look: &Look<'_>, tell: &mut Tell<'_>) {
    if look.is_always(look.scenario.leaving.workload_effect, 0.0) {
        let why = "`leaving.workload_effect` is 0, so caseloads do not touch leaving";
        tell("leaving.lowest_multiplier", why);
        tell("leaving.highest_multiplier", why);
        for team in &look.scenario.teams {
            tell(&format!("team.{}.caseload.measured_at", team.id), why);
        }
    } else if !holds_cases(look) {
        tell("leaving.workload_effect", "no team holds cases, so there is no caseload to follow");
    }
}

fn absence(look: &Look<'_>, tell: &mut Tell<'_>) {
    let absence = &look.scenario.absence;
    if look.is_always(absence.long_absence, 0.0) {
        tell("absence.long_absence_pay", "`absence.long_absence` is 0, so nobody is in long absence");
    }
    if !look.is_always(absence.sickness, 0.0) && !holds_cases(look) {
        tell("absence.sickness", "it lessens what case holders carry, and no team holds cases");
    }
}

fn retention(look: &Look<'_>, tell: &mut Tell<'_>) {
    let retention = &look.scenario.retention;
    if look.is_always(retention.payment, 0.0) {
        tell("retention.after_months", "`retention.payment` is 0");
        return;
    }
    let opening = look.scenario.staff.iter().map(|group| group.months_in_service).max().unwrap_or(0);
    let longest = opening + look.scenario.months - 1;
    if retention.after_months > longest {
        let after = retention.after_months;
        let why = format!("nobody is in service for {after} months in this run; the longest is {longest}");
        tell("retention.payment", &why);
    }
}

fn agency(look: &Look<'_>, tell: &mut Tell<'_>) {
    let rates = |key: &str, of: fn(&AgencyRates) -> Option<InputId>, tell: &mut Tell<'_>| {
        if look.scenario.teams.iter().all(|team| of(&team.agency).is_some()) {
            tell(&format!("agency.{key}"), "every team has its own");
        }
    };
    rates("cover", |of| of.cover, tell);
    rates("churn", |of| of.churn, tell);
    rates("fill", |of| of.fill, tell);
    rates("conversion", |of| of.conversion, tell);
    rates("charge_per_hour", |of| of.charge_per_hour, tell);
    if look.conversion_route().is_none() {
        tell("agency.conversion_route", "no `conversion` is given, so nobody becomes permanent");
    }
}

fn teams(look: &Look<'_>, tell: &mut Tell<'_>) {
    let screens = look.scenario.demand.as_ref().and_then(|demand| demand.screening.as_ref()).map(|one| one.team);
    for (index, team) in look.scenario.teams.iter().enumerate() {
        let Some(rules) = &team.caseload else { continue };
        if screens != Some(index) && !look.scenario.pathway.iter().any(|stage| stage.team == index) {
            tell(&format!("team.{}.caseload", team.id), "no stage of the pathway gives the team cases");
        }
        if let Some(surge) = &team.surge
            && !look.is_changed(surge.trigger)
            && !look.is_changed(rules.maximum)
            && look.mean(surge.trigger) >= look.mean(rules.maximum)
        {
            let why = "cases beyond the maximum caseload stay without a worker, so the caseload never stands above it";
            tell(&format!("team.{}.surge.trigger", team.id), why);
        }
    }
}

fn demand(look: &Look<'_>, tell: &mut Tell<'_>) {
    let Some(demand) = &look.scenario.demand else { return };
    if look.is_always(demand.level_sd, 0.0) {
        tell("demand.level.persistence", "`demand.level.sd` is 0, so the level never moves");
    }
    if demand.screening.as_ref().is_some_and(|screening| look.is_always(screening.load, 0.0)) {
        tell("demand.screening", "its `load` is 0, so that contacts cost the team nothing");
    }
}

fn pathway(look: &Look<'_>, tell: &mut Tell<'_>) {
    for stage in &look.scenario.pathway {
        let address = |key: &str| format!("pathway.{}.{key}", stage.id);
        if stage.in_time.is_none() {
            tell(&address("in_time_slope"), "`in_time` is left out, so nothing is judged by time");
        } else if stage.role != Some(Role::Assessment) {
            tell(&address("in_time"), "only of stages that count as an assessment is it reported what is in time");
        }
        if stage.repeat.is_some() && stage.role != Some(Role::ChildProtectionPlan) {
            tell(&address("repeat"), "only of stages that count as a child protection plan are repeats reported");
        }
    }
}

fn routes(look: &Look<'_>, tell: &mut Tell<'_>) {
    for route in &look.scenario.routes {
        if let Some(last) = route.stages.last() {
            let key = format!("route.{}.stage.{}.completion", route.id, last.id);
            tell(&key, "the last stage of a route has no end to pass on at");
        }
    }
}

/// Cover and surge posts that agency workers are ordered for, none of whom ever comes. That is odd, not without effect: the
/// target still keeps those who are in post.
fn never_filled(look: &Look<'_>) -> Vec<Found> {
    let service = &look.scenario.agency.rates;
    let unfilled = look.scenario.teams.iter().filter(|team| look.is_none(team.agency.fill.or(service.fill)));
    let ordered = |team: &Team| {
        let surge = team.surge.as_ref().map(|surge| surge.posts);
        [team.agency.cover.or(service.cover), surge].into_iter().flatten()
    };
    let mut told: Vec<InputId> = unfilled.flat_map(ordered).filter(|&id| !look.is_none(Some(id))).collect();
    // Teams share the service's cover.
    told.sort_unstable();
    told.dedup();
    let each = |id: InputId| {
        let (key, place) = look.input(id);
        (Problem::Odd { what: Oddity::OrdersNeverFilled { key } }, place)
    };
    told.into_iter().map(each).collect()
}
