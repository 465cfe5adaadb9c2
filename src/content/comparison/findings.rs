//! The findings of a comparison, in sentences, and its watch points.

use super::ranking::{self, RankedPlan};
use super::sentences::{payback_sentence, unshared_note};
use super::target_columns::{TargetColumn, all_targets, target_columns};
use super::{capacity, resolution};
use super::{plan_name, plan_title};
use crate::compare::{Alternative, Difference, SavingsLine, Study};
use crate::content::findings::{BacklogChange, Effect, RANGES, SavingFinding};
use crate::content::page::{Block, Section};
use crate::content::{facts, words};
use crate::measures::Measure;
use crate::units::Unit;

/// The plans and the base in ranking order, each with its flags and findings.
pub(super) fn in_short(study: &Study) -> Section<'static> {
    let targets = target_columns(study);
    let each = ranking::ranking(study);
    let each = each
        .iter()
        .flat_map(|ranked| [Block::Heading(heading(ranked)), Block::Findings(found(study, &targets, ranked))]);
    let precision = resolution::sentence(study).map_or(String::new(), |words| format!(" {words}"));
    let note = format!(
        "{RANGES} Every plan is simulated on the same futures, so that any difference is due to the plan.{precision}"
    );
    let blocks = each.chain([Block::Note(note.into())]).collect();
    Section { id: "findings", title: "Key findings", blocks }
}

/// What the first in the ranking does, without the likelihoods of targets, which a table beside it has.
pub(super) fn first_in_ranking(study: &Study) -> Option<Section<'static>> {
    let ranking = ranking::ranking(study);
    let first = ranking.first()?;
    let blocks = vec![Block::Heading(heading(first)), Block::Findings(effects(study, first))];
    Some(Section { id: "first", title: "First in the ranking", blocks })
}

fn heading(ranked: &RankedPlan<'_>) -> String {
    ranked.plan.map_or_else(|| format!("The base ({})", ranked.name), plan_title)
}

fn found(study: &Study, targets: &[TargetColumn], ranked: &RankedPlan<'_>) -> Vec<String> {
    let flags = ranked.flags.iter();
    let flags = flags.map(|flag| format!("Flagged, and therefore ranked below the base: {}.", flag.words));
    flags.chain(likelihoods(study, targets, ranked)).chain(effects(study, ranked)).collect()
}

/// What a plan changes.
fn effects(study: &Study, ranked: &RankedPlan<'_>) -> Vec<String> {
    let of_base = || vec!["Every plan is compared with the base.".to_owned()];
    ranked.plan.map_or_else(of_base, |one| findings(study, one))
}

/// The likelihood of meeting each target, compared with the base.
fn likelihoods(study: &Study, targets: &[TargetColumn], ranked: &RankedPlan<'_>) -> Vec<String> {
    let sentence = |target: &TargetColumn| {
        let likely = words::likelihood(target.of(study, ranked)?);
        let in_base = ranked.plan.and_then(|_| target.of_base(study));
        let in_base = in_base.map_or(String::new(), |met| format!(", {} in the base", words::percent(met)));
        Some(format!("Target: {}: {likely}{in_base}.", target.in_full(study)))
    };
    all_together(study, ranked).into_iter().chain(targets.iter().filter_map(sentence)).collect()
}

/// The likelihood of meeting all targets, compared with the base; `None` if there are not several, or the plan does not have them.
fn all_together(study: &Study, ranked: &RankedPlan<'_>) -> Option<String> {
    let likely = words::likelihood(all_targets(study, ranked.name).next()??);
    let in_base = ranked.plan.and_then(|_| all_targets(study, &study.base.name).next()?);
    let in_base = in_base.map_or(String::new(), |met| format!(", {} in the base", words::percent(met)));
    Some(format!("All targets in the same future: {likely}{in_base}."))
}

fn findings(study: &Study, one: &Alternative) -> Vec<String> {
    let by = format!("by {}", words::month(study.base.summary.plan().scenario().end()));
    let worth = one
        .savings
        .whole(SavingsLine::Net)
        .map(|saving| SavingFinding { plan: "the plan", saving, when: &by }.sentence());
    let payback = &one.savings.payback;
    let payback = (payback.p_within > 0.0 || !payback.has_outlay).then(|| payback_sentence(payback));
    let effects =
        [("agency_rate", "the agency rate"), ("caseload", "the caseload of the service")].map(|(id, subject)| {
            let (measure, difference) = one.service_at_end(id)?;
            Some(effect(study, "the plan", subject, measure, difference))
        });
    let waiting = one.service_at_end("unallocated").map(|(_, of)| {
        let when = format!("in {}", words::month(study.base.summary.plan().scenario().end()));
        BacklogChange { cases: &of.statistic, p_better: of.p_better, when: &when }.sentence()
    });
    worth
        .into_iter()
        .chain(capacity::finding(one))
        .chain(payback)
        .chain(effects.into_iter().flatten())
        .chain(waiting)
        .collect()
}

/// The effect of a plan on a service-wide measure at the end of the run.
pub(super) fn effect(study: &Study, plan: &str, subject: &str, measure: &Measure, difference: &Difference) -> String {
    let when = format!("in {}", words::month(study.base.summary.plan().scenario().end()));
    Effect { plan, subject, unit: measure.unit, better: measure.better, difference, when: &when }.sentence()
}

/// The watch points of the base, then those of each plan.
pub(super) fn look_out(study: &Study) -> Vec<String> {
    let of_base = facts::look_out(&study.base.summary);
    let mut notes: Vec<String> = of_base.iter().map(|note| format!("In the base: {note}")).collect();
    for ranked in ranking::ranking(study) {
        let Some(one) = ranked.plan else { continue };
        let flags = ranked.flags.iter().map(|flag| format!("{}.", flag.words));
        let own = flags.chain(diluted(one)).chain(unshared_note(one));
        notes.extend(own.map(|note| format!("{}: {note}", plan_name(study, one))));
    }
    notes
}

/// A fall in the agency rate of more than `FALL_OF_RATE` with a fall in agency FTE of less than `FALL_OF_FTE` is due to
/// more permanent staff.
const FALL_OF_RATE: f64 = 0.005;
const FALL_OF_FTE: f64 = 0.5;

/// A note if the agency rate falls but the number of agency staff hardly does.
fn diluted(one: &Alternative) -> Option<String> {
    let [(_, rate), (_, fte)] = [one.service_at_end("agency_rate")?, one.service_at_end("agency_fte")?];
    let (rate, fte) = (&rate.statistic, &fte.statistic);
    let falls = rate.mean < -FALL_OF_RATE && rate.mean < -2.0 * rate.mc_error;
    (falls && fte.mean > -FALL_OF_FTE).then(|| {
        format!(
            "the agency rate falls ({} on average) but the number of agency staff does not ({} FTE): the rate is lower \
             because there are more permanent staff.",
            words::signed(rate.mean, Unit::Share),
            words::signed(fte.mean, Unit::Fte)
        )
    })
}
