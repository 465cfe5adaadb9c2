//! Warnings for responses that can never begin, or that undo their own condition.

use super::{LintContext, LintFinding};
use crate::scenario::problem::{NoEffectReason, Problem, Questionable};
use crate::scenario::{Change, Response, Series};

pub(super) fn all(look: &LintContext<'_>) -> Vec<LintFinding> {
    let responses = look.scenario.changes.iter().filter_map(|change| Some((change, change.response.as_ref()?)));
    responses
        .filter_map(|(change, of)| never_begins(look, change, of).or_else(|| undoes_itself(look, change, of)))
        .collect()
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
    // The opening is the first month whose end is read.
    let held = scenario.start.plus(of.start.months.cast_signed() - 1).max(first);
    let months = (held.since(first) + of.after.cast_signed()).unsigned_abs();
    let left = (last.since(first) + 1).unsigned_abs();
    (months >= left).then_some(NoEffectReason::TooLateToBegin { months, left })
}

/// Whether an edit moves the figure that the change begins by in the very month, so that without a `stop` it would go on and off.
fn undoes_itself(look: &LintContext<'_>, change: &Change, of: &Response) -> Option<LintFinding> {
    if of.stop.is_some() {
        return None;
    }
    let series = of.series?;
    let moved =
        change.edits.iter().map(|edit| look.input(edit.input).0).find(|address| moves(look, series, address))?;
    let place = look.place(&format!("change.{}.when.measure", change.id));
    let what =
        Questionable::ResponseUndoesItself { change: change.id.clone(), measure: series.measure.id, address: moved };
    Some((Problem::Odd { what }, place))
}

/// Whether an input moves a figure in the month in which it changes.
fn moves(look: &LintContext<'_>, series: Series, address: &str) -> bool {
    let of_team = |key: &str| match address.strip_prefix("team.").and_then(|rest| rest.split_once('.')) {
        Some((team, rest)) => rest == key && series.team.is_none_or(|id| look.scenario.teams[id].id == team),
        None => false,
    };
    let any = |keys: &[&str]| keys.iter().any(|key| of_team(key) || address == *key);
    match series.measure.id {
        "establishment" | "funded_posts" | "vacancies" | "vacancy_rate" => any(&["establishment"]),
        "posts_to_cover" => any(&["establishment", "agency.cover", "agency.standing_posts"]),
        "unallocated" => any(&["caseload.maximum", "overtime", "workforce.lending"]),
        "caseload_full_load" | "capacity" => any(&["overtime"]),
        "referrals" => address.starts_with("demand.contacts") || any(&["demand.turned_away"]),
        "contacts" => address.starts_with("demand.contacts"),
        "turned_away" => address.ends_with(".closed_early") || any(&["demand.turned_away"]),
        _ => false,
    }
}
