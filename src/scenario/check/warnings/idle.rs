//! Warnings for inputs without effect because another value makes them irrelevant.

use super::{LintContext, LintFinding};
use crate::measures::StageRole;
use crate::scenario::problem::{NoEffectReason, Problem, Questionable};
use crate::scenario::{AgencyRates, InputId, Team};

pub(super) fn all(look: &LintContext<'_>) -> Vec<LintFinding> {
    let mut found = Vec::new();
    for part in [leaving, absence, retention, on_costs, agency, teams, workforce, demand, pathway, routes, yearly] {
        part(look, &mut |key: &str, why: NoEffectReason| {
            // Only inputs given in a file are reported.
            if let Some(place) = look.place(key) {
                found.push((Problem::NoEffect { key: key.to_owned(), why }, Some(place)));
            }
        });
    }
    found.extend(never_filled(look));
    found
}

/// Reports that the input at an address has no effect, and why.
type ReportNoEffect<'t> = dyn FnMut(&str, NoEffectReason) + 't;

fn holds_cases(look: &LintContext<'_>) -> bool {
    look.scenario.teams.iter().any(|team| team.caseload.is_some())
}

fn leaving(look: &LintContext<'_>, tell: &mut ReportNoEffect<'_>) {
    if look.is_always(look.scenario.leaving.workload_effect, 0.0) {
        tell("leaving.lowest_multiplier", NoEffectReason::NoWorkloadEffect {});
        tell("leaving.highest_multiplier", NoEffectReason::NoWorkloadEffect {});
        for team in &look.scenario.teams {
            tell(&format!("team.{}.caseload.measured_at", team.id), NoEffectReason::NoWorkloadEffect {});
        }
    } else if !holds_cases(look) {
        tell("leaving.workload_effect", NoEffectReason::NoCaseload {});
    }
}

fn absence(look: &LintContext<'_>, tell: &mut ReportNoEffect<'_>) {
    let absence = &look.scenario.absence;
    if look.is_always(absence.long_absence, 0.0) {
        tell("absence.long_absence_pay", NoEffectReason::NoLongAbsence {});
    }
    if !look.is_always(absence.sickness, 0.0) && !holds_cases(look) {
        tell("absence.sickness", NoEffectReason::NoCaseHolders {});
    }
}

fn retention(look: &LintContext<'_>, tell: &mut ReportNoEffect<'_>) {
    let retention = &look.scenario.retention;
    if look.is_always(retention.payment, 0.0) {
        tell("retention.after_months", NoEffectReason::NoRetentionPayment {});
        return;
    }
    let opening = look.scenario.staff.iter().map(|group| group.months_in_service).max().unwrap_or(0);
    let longest = opening + look.scenario.months - 1;
    if retention.after_months > longest {
        tell("retention.payment", NoEffectReason::NobodyServesSoLong { months: retention.after_months, longest });
    }
}

fn on_costs(look: &LintContext<'_>, tell: &mut ReportNoEffect<'_>) {
    if !look.scenario.on_costs.are_given {
        tell("on_costs.included", NoEffectReason::NoOnCosts {});
    }
}

fn agency(look: &LintContext<'_>, tell: &mut ReportNoEffect<'_>) {
    let rates = |key: &str, of: fn(&AgencyRates) -> Option<InputId>, tell: &mut ReportNoEffect<'_>| {
        if look.scenario.teams.iter().all(|team| of(&team.agency).is_some()) {
            tell(&format!("agency.{key}"), NoEffectReason::EveryTeamHasItsOwn {});
        }
    };
    rates("cover", |of| of.cover, tell);
    rates("churn", |of| of.churn, tell);
    rates("fill", |of| of.fill, tell);
    rates("conversion", |of| of.conversion, tell);
    rates("charge_per_hour", |of| of.charge_per_hour, tell);
    if look.conversion_route().is_none() {
        tell("agency.conversion_route", NoEffectReason::NoConversion {});
    }
}

fn teams(look: &LintContext<'_>, tell: &mut ReportNoEffect<'_>) {
    let screens = look.scenario.demand.as_ref().and_then(|demand| demand.screening.as_ref()).map(|one| one.team);
    for (id, team) in look.scenario.teams.entries() {
        let follows = [team.establishment_follows, team.establishment_follows_down];
        if team.vacancy_elasticity.is_none() && follows.iter().all(|&id| look.is_always(id, 0.0)) {
            tell(&format!("team.{}.establishment_follows_in", team.id), NoEffectReason::NoPostsFollow {});
        }
        if team.vacant_posts.is_some_and(|factor| !look.is_changed(factor) && !look.is_moved(factor)) {
            tell(&format!("team.{}.vacant_posts", team.id), NoEffectReason::FactorNeverMoves {});
        }
        if team.caseload.is_none() {
            continue;
        }
        if screens != Some(id) && !look.scenario.pathway.iter().any(|stage| stage.team == id) {
            tell(&format!("team.{}.caseload", team.id), NoEffectReason::NoCasesForTheTeam {});
        }
    }
}

fn workforce(look: &LintContext<'_>, tell: &mut ReportNoEffect<'_>) {
    let (workforce, teams) = (&look.scenario.workforce, &look.scenario.teams);
    let case_teams = teams.iter().filter(|team| team.caseload.is_some()).count();
    if case_teams < 2 && !look.is_always(workforce.lending, 0.0) {
        tell("workforce.lending", NoEffectReason::NothingToLend {});
    }
    if teams.iter().all(|team| look.is_always(team.overtime, 0.0)) {
        tell("workforce.overtime_pay", NoEffectReason::NoOvertime {});
    }
}

fn demand(look: &LintContext<'_>, tell: &mut ReportNoEffect<'_>) {
    let Some(demand) = &look.scenario.demand else { return };
    let mut closed_early = look.scenario.pathway.iter().map(|stage| stage.closed_early);
    if look.is_always(demand.turned_away, 0.0) && closed_early.all(|share| look.is_always(share, 0.0)) {
        tell("demand.comes_back", NoEffectReason::NobodyTurnedAway {});
    }
    if demand.screening.as_ref().is_some_and(|screening| look.is_always(screening.load, 0.0)) {
        tell("demand.screening", NoEffectReason::NoScreeningLoad {});
    }
}

fn pathway(look: &LintContext<'_>, tell: &mut ReportNoEffect<'_>) {
    for stage in &look.scenario.pathway {
        let address = |key: &str| format!("pathway.{}.{key}", stage.id);
        if stage.in_time.is_none() {
            tell(&address("in_time_slope"), NoEffectReason::NothingInTime {});
        } else if stage.role != Some(StageRole::Assessment) {
            tell(&address("in_time"), NoEffectReason::InTimeOfNoAssessment {});
        }
        if stage.repeat.is_some() && stage.role != Some(StageRole::ChildProtectionPlan) {
            tell(&address("repeat"), NoEffectReason::RepeatOfNoPlan {});
        }
    }
}

fn routes(look: &LintContext<'_>, tell: &mut ReportNoEffect<'_>) {
    for route in &look.scenario.routes {
        if let Some(last) = route.stages.last() {
            let key = format!("route.{}.stage.{}.completion", route.id, last.id);
            tell(&key, NoEffectReason::LastStage {});
        }
    }
}

fn yearly(look: &LintContext<'_>, tell: &mut ReportNoEffect<'_>) {
    for effect in &look.scenario.yearly {
        let never_returns = look.is_always(effect.persistence, 1.0);
        let opens_as_usual = effect.opens_at.is_none_or(|opens_at| look.is_always(opens_at, 1.0));
        if look.is_always(effect.sd, 0.0) && (never_returns || opens_as_usual) {
            tell(&format!("yearly.{}", effect.id), NoEffectReason::YearlyNeverMoves {});
        } else if never_returns {
            tell(&format!("yearly.{}.opens_at", effect.id), NoEffectReason::YearlyNeverReturns {});
        }
    }
}

/// Cover and standing posts for which agency workers are ordered but never arrive. This is questionable but not without
/// effect: the target still keeps the workers who are in post.
fn never_filled(look: &LintContext<'_>) -> Vec<LintFinding> {
    let service = &look.scenario.agency.rates;
    let unfilled = look.scenario.teams.iter().filter(|team| look.is_none(team.agency.fill.or(service.fill)));
    let ordered = |team: &Team| [team.agency.cover.or(service.cover), Some(team.standing_posts)].into_iter().flatten();
    let mut told: Vec<InputId> = unfilled.flat_map(ordered).filter(|&id| !look.is_none(Some(id))).collect();
    // Teams may share the service's cover, which is reported once.
    told.sort_unstable();
    told.dedup();
    let each = |id: InputId| {
        let (key, place) = look.input(id);
        let edits = || look.scenario.changes.iter().flat_map(|change| &change.edits);
        let changed = || edits().find(|edit| edit.input == id).and_then(|edit| look.input(edit.amount).1);
        (Problem::Odd { what: Questionable::OrdersNeverFilled { key } }, place.or_else(changed))
    };
    told.into_iter().map(each).collect()
}
