//! Warnings for responses that can never begin or that undo their own condition, and for children turned away for good.

use super::{LintContext, LintFinding};
use crate::scenario::problem::{NoEffectReason, Problem, Questionable};
use crate::scenario::{Change, Edit, Response, Series};

pub(super) fn all(look: &LintContext<'_>) -> Vec<LintFinding> {
    let responses = look.scenario.changes.iter().filter_map(|change| Some((change, change.response.as_ref()?)));
    responses
        .filter_map(|(change, of)| never_begins(look, change, of).or_else(|| undoes_itself(look, change, of)))
        .chain(nobody_comes_back(look))
        .collect()
}

/// Turning children away is free if none of them comes back, which nobody has said.
fn nobody_comes_back(look: &LintContext<'_>) -> Option<LintFinding> {
    let demand = look.scenario.demand.as_ref()?;
    let closed_early = look.scenario.pathway.iter().map(|stage| stage.closed_early);
    let input = std::iter::once(demand.turned_away).chain(closed_early).find(|&share| !look.is_always(share, 0.0))?;
    if look.place("demand.comes_back").is_some() {
        return None;
    }
    let edit = look.scenario.changes.iter().flat_map(|change| &change.edits).find(|edit| edit.input == input);
    let (_, place) = look.input(edit.map_or(input, |edit| edit.amount));
    Some((Problem::Odd { what: Questionable::NobodyComesBack {} }, place))
}

fn never_begins(look: &LintContext<'_>, change: &Change, of: &Response) -> Option<LintFinding> {
    let key = format!("change.{}.when", change.id);
    let (why, side) = match out_of_reach(look, of) {
        Some(why) => (why, if of.start.is_above { "above" } else { "below" }),
        None => (too_late(look, change, of)?, "months"),
    };
    let place = look.place(&format!("{key}.{side}")).or_else(|| look.place(&key));
    Some((Problem::NoEffect { key, why }, place))
}

/// Why the figure never gets to the other side of the level.
fn out_of_reach(look: &LintContext<'_>, of: &Response) -> Option<NoEffectReason> {
    let series = of.series?;
    let level = look.mean(of.start.level);
    let unit = series.measure.unit;
    let is_impossible =
        if of.start.is_above { unit.is_share() && level >= 1.0 } else { !unit.is_money() && level <= 0.0 };
    if is_impossible {
        let side = if of.start.is_above { "above" } else { "below" };
        return Some(NoEffectReason::LevelNeverReached { measure: series.measure.id, side, level });
    }
    let team = look.scenario.teams.get(series.team?.index())?;
    let rules = team.caseload.as_ref()?;
    // Overtime lets those in post hold more than the maximum for their usual hours.
    let moves = look.is_changed(rules.maximum) || look.is_moved(rules.maximum) || !look.is_none(Some(team.overtime));
    let is_above = of.start.is_above && series.measure.id == "caseload" && level >= look.mean(rules.maximum);
    (is_above && !moves).then_some(NoEffectReason::LevelAboveMaximum {})
}

/// Why the run ends before the change could begin.
fn too_late(look: &LintContext<'_>, change: &Change, of: &Response) -> Option<NoEffectReason> {
    let scenario = look.scenario;
    let last = change.until.map_or(scenario.end(), |until| until.min(scenario.end()));
    let first = change.from.map_or(scenario.start, |from| from.max(scenario.start));
    if last < first {
        // A change outside the run has its own warning.
        return None;
    }
    // The opening is the first month whose end is read, unless it has no figure.
    let unread = u32::from(!of.series?.measure.has_opening());
    let decided = scenario.start.plus((of.start.months - 1 + unread).cast_signed()).max(first);
    let earliest = decided.plus(of.after.cast_signed());
    (earliest > last).then_some(NoEffectReason::TooLateToBegin { earliest, last })
}

/// Whether an edit moves the figure back across its level in the very month in which it begins, so that without a `stop` it would go
/// on and off.
fn undoes_itself(look: &LintContext<'_>, change: &Change, of: &Response) -> Option<LintFinding> {
    if of.stop.is_some() {
        return None;
    }
    let series = of.series?;
    let back = if of.start.is_above { -1.0 } else { 1.0 };
    let undoes = |edit: &&Edit| rise(look, edit) * slope(look, series, &look.input(edit.input).0) * back > 0.0;
    let edit = change.edits.iter().find(undoes)?;
    let place = look.place(&format!("change.{}.when.measure", change.id));
    let what = Questionable::ResponseUndoesItself {
        change: change.id.clone(),
        measure: series.measure.id,
        address: look.input(edit.input).0,
    };
    Some((Problem::Odd { what }, place))
}

/// By how much an edit raises its input, at the means of both.
fn rise(look: &LintContext<'_>, edit: &Edit) -> f64 {
    let usual = look.mean(edit.input);
    edit.kind.of(usual, look.mean(edit.amount), 1.0) - usual
}

/// Whether a figure rises (1) or falls (-1) with an input in the month in which the input changes; 0 if it does not move in that month,
/// or may do either.
fn slope(look: &LintContext<'_>, series: Series, address: &str) -> f64 {
    let of_team = |key: &str| match address.strip_prefix("team.").and_then(|rest| rest.split_once('.')) {
        Some((team, rest)) => rest == key && series.team.is_none_or(|id| look.scenario.teams[id].id == team),
        None => address == key,
    };
    let any = |keys: &[&str]| if keys.iter().any(|key| of_team(key)) { 1.0 } else { 0.0 };
    match series.measure.id {
        "establishment" | "funded_posts" | "vacancies" | "vacancy_rate" => any(&["establishment"]),
        "posts_to_cover" => any(&["establishment", "agency.cover", "agency.standing_posts"]),
        "unallocated" => -any(&["caseload.maximum", "overtime", "workforce.lending"]),
        // The load that staff carry follows the maximum; what they can carry is the divisor.
        "caseload_full_load" => {
            any(&["caseload.maximum"]) - any(&["overtime", "caseload.case_holders", "workforce.hours"])
        }
        "caseload" => any(&["caseload.maximum", "overtime"]) - any(&["caseload.case_holders", "workforce.hours"]),
        "capacity" => any(&["overtime", "workforce.hours", "caseload.case_holders"]),
        "permanent_fte" => any(&["workforce.hours"]),
        "contacts" | "referrals" if address.starts_with("demand.contacts.") => 1.0,
        "referrals" => -any(&["demand.turned_away"]),
        "turned_away" if address.ends_with(".closed_early") => 1.0,
        "turned_away" => any(&["demand.turned_away"]),
        "cost" | "overspend" => any(&["agency.charge_per_hour", "workforce.overtime_pay", "overtime"]),
        _ => 0.0,
    }
}
