//! The report of a comparison: what each plan changes, saves and rests on, on one page.

mod changes;
mod pictures;
mod plans;

use maud::{Markup, html};

use super::{Section, Table, assumptions, closing, findings as run_findings, page};
use crate::compare::{Alternative, Difference, SavingsLine, StressTest, Study};
use crate::content::comparison::plan_name;
use crate::content::comparison::ranking;
use crate::content::comparison::ranking::{Ranked, TargetColumn};
use crate::content::comparison::sentences::{payback_sentence, unshared_note};
use crate::content::comparison::{futures, tables};
use crate::content::facts;
use crate::content::facts::{Fact, Said};
use crate::content::findings::{Effect, RANGES, WaitingChange, Worth};
use crate::content::words;
use crate::measures::Measure;
use crate::render::RenderError;
use crate::scenario::Series;
use crate::scenario::source::SourceFile;
use crate::units::Unit;

/// The page of a comparison.
pub(crate) fn of_comparison(study: &Study) -> Result<String, RenderError> {
    let base = &study.base.summary;
    let scenario = base.plan().scenario();
    let under = format!(
        "{} compared on the same {}, {} to {}",
        how_many(study.alternatives.len()),
        words::counted(base.replications(), "simulated future", "simulated futures"),
        words::month(scenario.start),
        words::month(scenario.end())
    );
    let mut sections = vec![in_short(study)];
    sections.extend(closing::look_out(&look_out(study)));
    sections.push(plans::ranking(study));
    sections.push(Section::new("differences", "What each plan changes", pictures::differences(study)?));
    sections.push(plans::savings(study));
    sections.extend(plans::targets(study));
    sections.extend(plans::budgets(study));
    sections.extend(pictures::parts(study)?);
    sections.extend(study.stress.as_ref().map(against_futures));
    sections.push(Section::new("base", "The base alone", run_findings(base)));
    sections.push(changes::section(study));
    sections.push(closing::reading(&reading(study)));
    sections.push(assumptions::section(scenario));
    sections.push(closing::method());
    sections.push(closing::stamp(facts(study)));
    Ok(page(&format!("{}: plans compared", scenario.name), &under, &sections))
}

fn how_many(plans: usize) -> String {
    if plans == 1 { "One plan and its base".to_owned() } else { format!("{plans} plans and their base") }
}

/// What a plan is called: its own name, and that of its file where it is another.
fn title(one: &Alternative) -> String {
    let (name, own) = (&one.name, &one.summary.plan().scenario().name);
    if own == name { own.clone() } else { format!("{own} ({name})") }
}

fn in_short(study: &Study) -> Section {
    let targets = ranking::targets(study);
    let body = html! {
        @for ranked in &ranking::ranking(study) {
            h3 {
                @if let Some(one) = ranked.plan { (title(one)) } @else { "The base (" (ranked.name) ")" }
            }
            ul class="findings" {
                @for flag in &ranked.flags { li { "Flagged, so that it stands below the base: " (flag.words) "." } }
                @for sentence in likelihoods(study, &targets, ranked) { li { (sentence) } }
                @if let Some(one) = ranked.plan { @for sentence in findings(study, one) { li { (sentence) } } }
                @else { li { "Every plan is compared with it." } }
            }
        }
        p class="note" { (RANGES) " Every plan meets the same futures, so that a difference is due to the plan." }
    };
    Section::new("findings", "In short", body)
}

/// How likely each target is to be met, beside the base.
fn likelihoods(study: &Study, targets: &[TargetColumn], ranked: &Ranked<'_>) -> Vec<String> {
    let said = |target: &TargetColumn| {
        let likely = words::likelihood(target.of(study, ranked)?);
        let in_base = ranked.plan.and_then(|_| target.of_base(study));
        let in_base = in_base.map_or(String::new(), |met| format!(", {} in the base", words::percent(met)));
        Some(format!("Target: {}: {likely}{in_base}.", target.in_full(study)))
    };
    targets.iter().filter_map(said).collect()
}

fn findings(study: &Study, one: &Alternative) -> Vec<String> {
    let by = format!("by {}", words::month(study.base.summary.plan().scenario().end()));
    let worth =
        one.savings.whole(SavingsLine::Net).map(|saving| Worth { plan: "the plan", saving, when: &by }.sentence());
    let payback = &one.savings.payback;
    let payback = (payback.p_within > 0.0 || !payback.has_outlay).then(|| payback_sentence(payback));
    let effects =
        [("agency_rate", "the agency rate"), ("caseload", "the caseload of the service")].map(|(id, subject)| {
            let (measure, difference) = at_end(study, one, id)?;
            Some(effect(study, "the plan", subject, measure, difference))
        });
    let waiting = at_end(study, one, "unallocated").map(|(_, of)| {
        let when = format!("in {}", words::month(study.base.summary.plan().scenario().end()));
        WaitingChange { cases: &of.statistic, p_better: of.p_better, when: &when }.sentence()
    });
    worth.into_iter().chain(payback).chain(effects.into_iter().flatten()).chain(waiting).collect()
}

/// What a plan changes of a measure of the service by the end of the run.
fn at_end<'c>(study: &Study, one: &'c Alternative, id: &str) -> Option<(&'static Measure, &'c Difference)> {
    let measure = Measure::find(id)?;
    let index = one.find(Series { measure, team: None, of: None })?;
    Some((measure, one.month(study.base.summary.plan().calendar().months - 1, index)?))
}

/// The same in a sentence.
fn effect(study: &Study, plan: &str, subject: &str, measure: &Measure, difference: &Difference) -> String {
    let when = format!("in {}", words::month(study.base.summary.plan().scenario().end()));
    Effect { plan, subject, unit: measure.unit, better: measure.better, difference, when: &when }.sentence()
}

/// What to look out for in the base, and what each plan changes of that.
fn look_out(study: &Study) -> Vec<String> {
    let of_base = facts::look_out(&study.base.summary);
    let mut notes: Vec<String> = of_base.iter().map(|note| format!("In the base: {note}")).collect();
    for ranked in ranking::ranking(study) {
        let Some(one) = ranked.plan else { continue };
        let flags = ranked.flags.iter().map(|flag| format!("{}.", flag.words));
        let own = flags.chain(diluted(study, one)).chain(unshared_note(one));
        notes.extend(own.map(|note| format!("{}: {note}", plan_name(study, one))));
    }
    notes
}

/// A rate that falls by this much, with fewer agency FTE less than this, falls because others are more.
const FALL_OF_RATE: f64 = 0.005;
const FALL_OF_FTE: f64 = 0.5;

/// Where the agency rate falls and hardly an agency worker leaves.
fn diluted(study: &Study, one: &Alternative) -> Option<String> {
    let [(_, rate), (_, fte)] = [at_end(study, one, "agency_rate")?, at_end(study, one, "agency_fte")?];
    let (rate, fte) = (&rate.statistic, &fte.statistic);
    let falls = rate.mean < -FALL_OF_RATE && rate.mean < -2.0 * rate.mc_error;
    (falls && fte.mean > -FALL_OF_FTE).then(|| {
        format!(
            "the agency rate falls ({} in the mean) and the number of agency staff does not ({} FTE): there are more \
             permanent staff beside them.",
            words::signed(rate.mean, Unit::Share),
            words::signed(fte.mean, Unit::Fte)
        )
    })
}

fn reading(study: &Study) -> Vec<String> {
    let first = "Differences are plan less base; savings are base less plan, so that positive is money saved; \
                 but costs of the plan are what is spent. Shares differ by percentage points.";
    std::iter::once(first.to_owned()).chain(facts::reading(&study.base.summary)).collect()
}

/// Every plan in every future.
fn against_futures(of: &StressTest) -> Section {
    const COLUMNS: [&str; 7] = ["measure", "plan", "future", "mean", "regret", "is_worst_case", "worst_regret"];
    const HEADER: [&str; 7] = ["Measure", "Plan", "Future", "Mean", "Regret", "Worst case", "Worst regret"];
    let table = Table::new("Every plan in every future", &HEADER, futures::rows(of).columns(&COLUMNS).rows.collect());
    let body: Markup = html! {
        p { "Regret is how much worse a plan is than the best plan of the same future. A robust plan has a small worst regret." }
        (table)
    };
    Section::new("futures", "Plans against futures", body)
}

/// What was run, and what pairing was worth.
fn facts(study: &Study) -> Vec<Fact> {
    let mut facts = vec![("Base", Said::Words(study.base.name.clone()))];
    facts.extend(study.alternatives.iter().map(|one| {
        let scenario = one.summary.plan().scenario();
        let files: Vec<&str> = scenario.sources.files.iter().map(SourceFile::name).collect();
        let digest = facts::scenario_digest(scenario);
        ("Plan", Said::Words(format!("{}: {}; SHA-256 {digest}", title(one), files.join(", "))))
    }));
    facts.extend(closing::facts(&study.base.summary));
    let of_base = facts::warnings(&study.base.summary);
    facts.extend(study.alternatives.iter().flat_map(|one| {
        let name = &one.name;
        let own = facts::warnings(&one.summary).into_iter().filter(|warning| !of_base.contains(warning));
        own.map(|warning| (facts::WARNING, Said::Words(format!("In {name}: {warning}")))).collect::<Vec<_>>()
    }));
    facts.extend(pairing(study).map(|words| ("Pairing", Said::Words(words))));
    facts
}

/// How many times more futures runs of their own would need for net savings as precise.
fn pairing(study: &Study) -> Option<String> {
    let ratios = study.alternatives.iter().filter_map(|one| {
        let ratio = tables::net_saving_ratio(one)?;
        Some(format!("{} times for {}", words::whole(ratio.round() as u64), one.name))
    });
    let ratios: Vec<String> = ratios.collect();
    (!ratios.is_empty())
        .then(|| format!("without it, net savings as precise would need so many more futures: {}", ratios.join(", ")))
}
