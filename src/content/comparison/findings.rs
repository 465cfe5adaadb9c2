//! The findings of a comparison, in sentences, and its watch points.

use super::ranking;
use super::sentences::{payback_sentence, unshared_note};
use super::{capacity, likelihoods, resolution, side_by_side};
use super::{plan_name, plan_title, plan_words};
use crate::compare::{AS_GIVEN, Alternative, Difference, Goal, SavingsLine, Study};
use crate::content::findings::{BacklogChange, Effect, RANGES, SavingFinding};
use crate::content::page::{Block, Section};
use crate::content::sentences::{budget_amount, budget_scope};
use crate::content::{facts, words};
use crate::measures::Measure;
use crate::units::Unit;

/// The plans and the base as a table in ranking order, how likely each is to meet the targets, and what each plan changes.
pub(super) fn in_short(study: &Study) -> Section<'_> {
    let mut blocks = first_and_tables(study);
    blocks.extend(ranking::ranked(study).into_iter().flat_map(|one| of_plan(study, one)));
    blocks.push(Block::Note(note(study).into()));
    Section { id: "findings", title: "Key findings", blocks }
}

/// The same for a committee: what only the first in the ranking changes, and why plans are flagged.
pub(super) fn in_brief(study: &Study) -> Vec<Section<'_>> {
    let ranking = ranking::ranking(study);
    let flagged: Vec<String> =
        ranking.iter().flat_map(|one| one.plan.map_or(Vec::new(), |plan| flags(study, plan))).collect();
    let mut blocks = first_and_tables(study);
    if !flagged.is_empty() {
        blocks.push(Block::Bullets(flagged));
    }
    blocks.push(Block::Note(note(study).into()));
    let first = ranking.first().and_then(|first| first.plan).map(|plan| {
        let blocks = vec![Block::Heading(plan_title(plan)), Block::Findings(effects(study, plan))];
        Section { id: "first", title: "First in the ranking", blocks }
    });
    std::iter::once(Section { id: "findings", title: "Key findings", blocks }).chain(first).collect()
}

fn first_and_tables(study: &Study) -> Vec<Block<'_>> {
    let likeliest: Vec<String> = likeliest(study).into_iter().chain(under_stress(study)).collect();
    let likeliest = (!likeliest.is_empty()).then_some(Block::Findings(likeliest));
    let likelihoods = side_by_side::has_matrix(study).then(|| likelihoods::blocks(study, false)).flatten();
    let tables = std::iter::once(side_by_side::ranking_table(study)).chain(likelihoods.into_iter().flatten());
    likeliest.into_iter().chain(tables).collect()
}

/// The plan that is likeliest to meet all targets of the base, flagged plans aside: `The likeliest to meet all targets is an overseas campaign: 19%
/// of futures, 5% in the base. Twice the NQSWs saves most at equal capacity: £252k.` `None` without targets.
fn likeliest(study: &Study) -> Option<String> {
    let targets = match study.base.summary.plan().scenario().targets.len() {
        0 => return None,
        1 => "the target",
        _ => "all targets",
    };
    let likelihood = |name: &str| study.likelihood(name, Goal::AllTargets);
    let unflagged: Vec<&Alternative> = study.alternatives.iter().filter(|one| one.flags.is_empty()).collect();
    let known = unflagged.iter().filter_map(|one| Some((*one, likelihood(&one.name)?)));
    let (first, most) = known.max_by(|(_, one), (_, two)| one.total_cmp(two))?;
    let in_base = likelihood(&study.base.name)?;
    if most <= in_base {
        return Some(format!("No plan is likelier than the base ({}) to meet {targets}.", words::percent(in_base)));
    }
    let line = study.saving_line();
    let saving = |one: &&Alternative| one.savings.whole(line).map_or(f64::NAN, |saving| saving.statistic.mean);
    let saves_most = unflagged.iter().copied().filter(|one| saving(one) > 0.0);
    let saves_most = saves_most.max_by(|one, two| saving(one).total_cmp(&saving(two)));
    let and_saves = saves_most.map_or(String::new(), |one| {
        let (by, pounds) = (if line == SavingsLine::Net { "" } else { " at equal capacity" }, saving(&one));
        let name = if one.name == first.name { "it also" } else { plan_name(study, one) };
        // A flagged plan that saves more stands in the table below.
        let mut others = study.alternatives.iter().filter(|one| !one.flags.is_empty());
        let is_beaten = others.any(|other| saving(&other) > pounds);
        let name = if is_beaten { format!("Of the plans without a flag, {name}") } else { words::capital(name) };
        format!(" {name} saves most{by}: {}.", words::value(pounds, Unit::Pounds))
    });
    Some(format!(
        "The likeliest to meet {targets} is {}: {} of futures, {} in the base.{and_saves}",
        plan_name(study, first),
        words::percent(most),
        words::percent(in_base)
    ))
}

/// How likely the first in the ranking and the base are to meet all targets under stress: `Under 3 stress tests an overseas campaign meets all targets
/// in 2% to 21% of futures, the base in <1% to 7%.` `None` without targets or stress tests.
fn under_stress(study: &Study) -> Option<String> {
    let test = study.stress.as_ref()?;
    let range = |name: &str| {
        let of_plan = test.likelihoods.iter().find(|one| one.plan == name)?;
        let cases = of_plan.cases.iter().zip(&test.scenarios).filter(|(_, scenario)| *scenario != AS_GIVEN);
        let all: Vec<f64> = cases.filter_map(|(case, _)| case.all).collect();
        let (least, most) = (all.iter().copied().reduce(f64::min)?, all.iter().copied().reduce(f64::max)?);
        let [least, most] = [least, most].map(words::percent);
        Some(if least == most { least } else { format!("{least} to {most}") })
    };
    let targets = if study.base.summary.plan().scenario().targets.len() > 1 { "all targets" } else { "the target" };
    let tests = words::counted((test.scenarios.len() - 1) as u64, "stress test", "stress tests");
    let of_base = range(&study.base.name)?;
    let first = ranking::ranking(study).first().and_then(|first| first.plan);
    Some(match first.and_then(|first| Some((plan_name(study, first), range(&first.name)?))) {
        Some((name, range)) => {
            format!("Under {tests} {name} meets {targets} in {range} of futures, the base in {of_base}.")
        }
        None => format!("Under {tests} the base meets {targets} in {of_base} of futures."),
    })
}

/// What the figures are.
fn note(study: &Study) -> String {
    let precision = resolution::sentence(study, plan_words).map_or(String::new(), |words| format!(" {words}"));
    let is_base_first = ranking::ranking(study).first().is_some_and(|first| first.plan.is_none());
    let first = if is_base_first { "No plan stands above the base. " } else { "" };
    format!(
        "{first}{RANGES} Every plan is simulated on the same futures, so that any difference is due to the plan. {}{precision}",
        capacity::meaning(study)
    )
}

fn of_plan<'b>(study: &Study, one: &Alternative) -> Vec<Block<'b>> {
    let flags = flags(study, one);
    let flagged = (!flags.is_empty()).then_some(Block::Cautions(flags));
    let last = Block::Findings(effects(study, one));
    std::iter::once(Block::Heading(plan_title(one))).chain(flagged).chain([last]).collect()
}

/// Why a plan stands below the base.
fn flags(study: &Study, one: &Alternative) -> Vec<String> {
    let flagged = ranking::flags(one);
    flagged
        .iter()
        .map(|flag| format!("{} is flagged: {}.", words::capital(plan_name(study, one)), flag.words))
        .collect()
}

/// What a plan changes: money, capacity, the agency rate and cases without a worker.
fn effects(study: &Study, one: &Alternative) -> Vec<String> {
    let by = format!("by {}", words::month(study.base.summary.plan().scenario().end()));
    let payback = &one.savings.payback;
    let payback = (payback.has_outlay && payback.p_within > 0.0).then(|| payback_sentence(payback));
    let worth = one.savings.whole(SavingsLine::Net).map(|saving| {
        let worth = SavingFinding { plan: "the plan", saving, when: &by }.sentence();
        std::iter::once(worth).chain(payback).collect::<Vec<_>>().join(" ")
    });
    let agency_rate = one
        .service_at_end("agency_rate")
        .map(|(measure, difference)| effect(study, "the plan", "the agency rate", measure, difference));
    let waiting = one.service_at_end("unallocated").map(|(_, of)| {
        let when = format!("in {}", words::month(study.base.summary.plan().scenario().end()));
        BacklogChange { cases: of, when: &when }.sentence()
    });
    let budgets = budgets(study, one);
    worth.into_iter().chain(budgets).chain(capacity::finding(one)).chain(agency_rate).chain(waiting).collect()
}

/// How often budgets that the plan shares with the base are overspent: `The budget for all costs in 2016-17, £5,265,000, is overspent in 94% of
/// futures (76% in the base), on average by £302k (£144k).`
fn budgets(study: &Study, one: &Alternative) -> Vec<String> {
    let base = &study.base.summary;
    let sentence = |&(here, there): &(usize, usize)| {
        let [in_base, in_plan] =
            [base.overspend(here)?, one.summary.overspend(there)?].map(|over| words::percent(over.mean));
        let [of_base, of_plan] = [base.budget(here)?, one.summary.budget(there)?].map(|variance| variance.mean);
        let (scope, amount) = (budget_scope(base, here)?, budget_amount(base, here)?);
        Some(format!(
            "The budget for {scope}, {amount}, is overspent in {in_plan} of futures ({in_base} in the base); spending is on average {} ({} in \
             the base).",
            beside_budget(of_plan),
            beside_budget(of_base)
        ))
    };
    one.pairing.budgets.iter().filter_map(sentence).collect()
}

/// `£302k above it`.
fn beside_budget(variance: f64) -> String {
    let side = if variance < 0.0 { "below it" } else { "above it" };
    format!("{} {side}", words::value(variance.abs(), Unit::Pounds))
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
        let own = diluted(one).into_iter().chain(unshared_note(one));
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
