//! Warnings for changes without effect: to inputs of unused items, to inputs without effect, or by multiplying zero.

use super::{LintContext, LintFinding};
use crate::scenario::problem::{Item, NoEffectReason, Problem, Questionable};
use crate::scenario::{Change, Edit, EditKind, InputId};

/// Warnings, one per amount, for changes that affect only inputs that `unused` and `idle` report as without effect.
pub(super) fn idle(look: &LintContext<'_>, unused: &[LintFinding], idle: &[LintFinding]) -> Vec<LintFinding> {
    let dead = dead(look, unused, idle);
    let mut found = Vec::new();
    for change in look.scenario.changes.iter().filter(|change| is_in_force(look, change)) {
        let mut amounts: Vec<InputId> = change.edits.iter().map(|edit| edit.amount).collect();
        // The address of a table is expanded to an edit of each of its inputs, all with the same amount.
        amounts.dedup();
        for amount in amounts {
            let mut edits = change.edits.iter().filter(|edit| edit.amount == amount);
            if let Some(why) = edits.clone().next().and_then(|edit| why_idle(look, &dead, edit))
                && edits.all(|edit| why_idle(look, &dead, edit).is_some())
            {
                let (key, place) = look.input(amount);
                found.push((Problem::NoEffect { key, why }, place));
            }
        }
    }
    found
}

/// Whether a change is in force during the run; one outside the run has its own warning.
pub(super) fn is_in_force(look: &LintContext<'_>, change: &Change) -> bool {
    change.from.is_none_or(|from| from <= look.scenario.end())
        && change.until.is_none_or(|until| until >= look.scenario.start)
}

/// Addresses below which no input has an effect, each with the reason.
fn dead(look: &LintContext<'_>, unused: &[LintFinding], idle: &[LintFinding]) -> Vec<(String, NoEffectReason)> {
    let of = |(problem, _): &LintFinding| match problem {
        Problem::Unused { thing: Item::Route, id } => {
            Some((format!("route.{id}"), NoEffectReason::RouteOfNobody { route: id.clone() }))
        }
        Problem::Unused { thing: Item::Team, id } => {
            Some((format!("team.{id}"), NoEffectReason::EmptyTeam { team: id.clone() }))
        }
        Problem::Unused { thing: Item::Stage, id } => {
            Some((format!("pathway.{id}"), NoEffectReason::StageOfNoCase { stage: id.clone() }))
        }
        Problem::NoEffect { key, why } => Some((key.clone(), why.clone())),
        _ => None,
    };
    let mut dead: Vec<(String, NoEffectReason)> = unused.iter().chain(idle).filter_map(of).collect();
    let stages = look.scenario.routes.iter().flat_map(|route| &route.stages);
    let mut employed = stages.filter(|stage| stage.employed).peekable();
    if employed.peek().is_some() && employed.all(|stage| stage.leaving.is_some()) {
        dead.push(("leaving.annual_rate".into(), NoEffectReason::EveryStageHasItsOwn {}));
    }
    dead
}

/// Why an edit changes nothing; `None` if it may change something.
fn why_idle(look: &LintContext<'_>, dead: &[(String, NoEffectReason)], edit: &Edit) -> Option<NoEffectReason> {
    let (address, _) = look.input(edit.input);
    let below = |above: &str| address.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    if let Some((_, why)) = dead.iter().find(|(above, _)| below(above)) {
        return Some(why.clone());
    }
    let others = look.scenario.changes.iter().flat_map(|change| &change.edits);
    let mut others = others.filter(|other| other.input == edit.input);
    let input = look.reader.inputs.get(edit.input);
    if input.quantile.is_some() {
        return None;
    }
    let (usual, is_set) = (look.mean(edit.input), others.clone().any(|other| other.kind != EditKind::Multiply));
    match edit.kind {
        EditKind::Multiply if usual == 0.0 => (!is_set).then_some(NoEffectReason::ZeroMultiplied { address }),
        EditKind::Add | EditKind::Multiply if others.all(|other| other == edit) && !look.is_moved(edit.input) => {
            let (low, high) = reach(look, edit);
            let at = |side, limit| NoEffectReason::AtItsLimit { address: address.clone(), side, limit };
            if usual <= input.min && high <= input.min {
                return Some(at("minimum", input.min));
            }
            (usual >= input.max && low >= input.max).then(|| at("maximum", input.max))
        }
        _ => None,
    }
}

/// The least and the greatest value of an input after an edit, from a fixed value.
fn reach(look: &LintContext<'_>, edit: &Edit) -> (f64, f64) {
    let amount = look.reader.inputs.get(edit.amount);
    let (low, high) = amount
        .quantile
        .as_ref()
        .map_or((amount.mean(), amount.mean()), |quantile| (quantile.at(0.0), quantile.at(1.0)));
    let after = |amount: f64| edit.kind.of(look.mean(edit.input), amount, 1.0);
    (after(low), after(high))
}

/// Warnings for changes whose full amount takes an input beyond its limit whatever is drawn, so that it stays at the limit.
pub(super) fn beyond_a_limit(look: &LintContext<'_>) -> Vec<LintFinding> {
    let edits =
        look.scenario.changes.iter().filter(|change| is_in_force(look, change)).flat_map(|change| &change.edits);
    let beyond = |edit: &Edit| {
        let input = look.reader.inputs.get(edit.input);
        if edit.kind != EditKind::Add || input.quantile.is_some() || look.is_moved(edit.input) {
            return None;
        }
        let usual = look.mean(edit.input);
        let (low, high) = reach(look, edit);
        let limit = match (low > input.max && usual < input.max, high < input.min && usual > input.min) {
            (true, _) => input.max,
            (_, true) => input.min,
            _ => return None,
        };
        let (key, place) = look.input(edit.amount);
        Some((Problem::Odd { what: Questionable::BeyondALimit { key, address: input.address.clone(), limit } }, place))
    };
    edits.filter_map(beyond).collect()
}
