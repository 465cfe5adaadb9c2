//! Warnings for yearly effects and awards that a change overrides, and for effects that are implausibly strong or open implausibly far
//! from their usual level.

use super::edits::is_in_force;
use super::{LintContext, LintFinding};
use crate::scenario::problem::{Problem, Questionable};
use crate::scenario::{Award, EditKind, InputId};

pub(super) fn all(look: &LintContext<'_>) -> Vec<LintFinding> {
    let mut found = overridden(look);
    found.extend(implausible(look));
    found.extend(far_openings(look));
    found
}

/// Warnings for changes that set an input that a yearly effect moves or an award raises.
fn overridden(look: &LintContext<'_>) -> Vec<LintFinding> {
    let mut found = Vec::new();
    for change in look.scenario.changes.iter().filter(|change| is_in_force(look, change)) {
        let sets = change.edits.iter().filter(|edit| edit.kind == EditKind::Set);
        let mut warned = None;
        for edit in sets {
            // The address of a table is expanded to an edit of each of its inputs, all with the same amount.
            if let Some(what) = moved_by(look, edit.input).filter(|_| warned.replace(edit.amount) != Some(edit.amount))
            {
                let (change, address) = (change.id.clone(), look.input(edit.input).0);
                let what = Questionable::SetOverrides { change, address, what };
                found.push((Problem::Odd { what }, look.input(edit.amount).1));
            }
        }
    }
    found
}

/// The yearly effect or the award that moves an input, in words.
fn moved_by(look: &LintContext<'_>, id: InputId) -> Option<String> {
    let effect = look.scenario.yearly.iter().find(|effect| effect.inputs.iter().any(|&(input, _)| input == id));
    let raises = |award: &&Award| award.prices.as_ref().is_some_and(|prices| prices.contains(&id));
    let award = || look.scenario.awards.iter().find(raises).map(|award| format!("award `{}`", award.id));
    effect.map(|effect| format!("yearly effect `{}`", effect.id)).or_else(award)
}

/// Warnings for yearly effects so strong that a unit was probably mistaken: a factor of more than three, up or down, or of more
/// than ten on odds.
fn implausible(look: &LintContext<'_>) -> Vec<LintFinding> {
    const FACTOR: f64 = 3.0;
    const FACTOR_ON_ODDS: f64 = 10.0;
    let mut found = Vec::new();
    for effect in &look.scenario.yearly {
        let is_share = |id: InputId| look.reader.inputs.get(id).unit.is_share();
        let most = |id| if is_share(id) { FACTOR_ON_ODDS } else { FACTOR };
        let factor = |loading: f64| libm::exp(loading.abs() * look.mean(effect.sd));
        let excess = |&(id, loading): &(InputId, f64)| factor(loading) / most(id);
        let strongest = effect.inputs.iter().max_by(|one, two| excess(one).total_cmp(&excess(two)));
        let Some(&(input, loading)) = strongest else { continue };
        let factor = factor(loading);
        if factor > most(input) {
            let (yearly, address) = (effect.id.clone(), look.input(input).0);
            found.push((
                Problem::Odd { what: Questionable::WideYearly { yearly, address, factor } },
                look.input(effect.sd).1,
            ));
        }
    }
    found
}

/// Warnings for effects that open further from their usual level than they would ever be found.
fn far_openings(look: &LintContext<'_>) -> Vec<LintFinding> {
    const FURTHEST: f64 = 4.0;
    let mut found = Vec::new();
    for effect in &look.scenario.yearly {
        let Some(opens_at) = effect.opens_at else { continue };
        let sd = look.mean(effect.sd);
        // An effect without chance is a known return, and one that never returns has a warning of its own.
        if sd <= 0.0 || look.mean(effect.persistence) >= 1.0 {
            continue;
        }
        let deviations = (libm::log(look.mean(opens_at)) / sd).abs();
        if deviations > FURTHEST {
            let what = Questionable::FarOpening { yearly: effect.id.clone(), deviations };
            found.push((Problem::Odd { what }, look.input(opens_at).1));
        }
    }
    found
}
