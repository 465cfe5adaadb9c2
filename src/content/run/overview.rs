//! The on-screen overview of a run.

use super::key_findings::{CONDITIONS, KeyFindings, RESPONSES, WHAT_MATTERS};
use crate::content::headline_grid::{head, notes, row, row_below};
use crate::content::headline_table::{RATIO, as_ratio};
use crate::content::headlines::{Headline, headlines};
use crate::content::overview::{Likelihood, Overview};
use crate::content::sentences::{
    budget_words, inputs_note, likely, reported_statistic, run_words, target_words, watch_notes,
};
use crate::content::series_names;
use crate::content::template_use::TemplateUse;
use crate::content::words;
use crate::content::{drivers, precision, responses};
use crate::scenario::{Reported, Scenario, Target};
use crate::summary::{Statistic, Summary};
use crate::units::Unit;

/// The on-screen overview of a run, in the order of its page: the decision, verdicts on targets, headlines and budgets, what matters most,
/// responses, watch points and reported figures.
#[must_use]
pub fn run_overview(summary: &Summary) -> Overview {
    let (scenario, found) = (summary.plan().scenario(), KeyFindings::of(summary));
    let mut text = Overview::default();
    text.title(&scenario.name);
    text.line(run_words(summary));
    if let Some(words) = precision::sentence(summary) {
        text.paragraph(words);
    }
    if let Some(decision) = &found.decision {
        text.paragraph(format!("Decision: {decision}"));
    }
    verdicts(&mut text, &found);
    text.empty();
    figures(&mut text, summary);
    budgets(&mut text, summary);
    items(&mut text, WHAT_MATTERS, &found.drivers);
    items(&mut text, CONDITIONS, &found.conditions);
    responses::overview(&mut text, summary, RESPONSES);
    look_out(&mut text, summary);
    drivers::overview(&mut text, summary);
    beside_reported(&mut text, summary);
    about(&mut text, scenario);
    text.empty();
    text.line(format!("{}.", inputs_note(scenario)));
    text.line("They are listed in assumptions.csv.");
    if let Some(used) = TemplateUse::of(scenario) {
        text.paragraph(used.sentence());
    }
    text
}

fn verdicts(text: &mut Overview, found: &KeyFindings) {
    if !found.verdicts.is_empty() {
        text.heading("Targets");
    }
    for one in &found.verdicts {
        text.verdict(&one.sentence, one.likelihood);
    }
}

fn items(text: &mut Overview, heading: &str, sentences: &[String]) {
    if !sentences.is_empty() {
        text.heading(heading);
    }
    for sentence in sentences {
        text.item(sentence.as_str());
    }
}

fn figures(text: &mut Overview, summary: &Summary) {
    let (columns, list) = headlines(summary);
    head(text, &columns);
    for headline in &list {
        let cells = words::ranged_alike(&headline.columns, headline.unit());
        row(text, summary, headline, &columns, cells);
        if headline.series.measure.id == "agency_rate" {
            ratio_row(text, headline);
        }
    }
    let key = "Medians (means for money), with the 80% range of futures in brackets.";
    notes(text, summary, &columns, key);
}

/// The agency rate in the form that councils use.
fn ratio_row(text: &mut Overview, headline: &Headline<'_>) {
    let now = headline.opening.map_or("-".into(), as_ratio);
    row_below(text, RATIO, now, headline.columns.iter().map(|statistic| as_ratio(statistic).into()));
}

/// The likelihood of meeting a target.
pub(crate) fn target_chance(scenario: &Scenario, target: &Target, met: &Statistic) -> Likelihood {
    Likelihood { what: target_words(scenario, target), figure: likely(met), of_good: met.mean }
}

fn budgets(text: &mut Overview, summary: &Summary) {
    let budgets = summary.plan().scenario().budgets.len();
    if budgets > 0 {
        text.heading("Budgets");
    }
    for index in 0..budgets {
        let Some(what) = budget_words(summary, index) else { continue };
        let (Some(over), Some(variance)) = (summary.overspend(index), summary.budget(index)) else { continue };
        let figure = format!("overspend {}; variance {}", likely(over), words::ranged(variance, Unit::Pounds));
        text.likelihood(Likelihood { what, figure, of_good: 1.0 - over.mean });
    }
}

fn beside_reported(text: &mut Overview, summary: &Summary) {
    let reported = &summary.plan().scenario().reported;
    if !reported.is_empty() {
        text.heading("Compared with reported figures");
    }
    for one in reported {
        reported_figure(text, summary, one);
    }
}

fn reported_figure(text: &mut Overview, summary: &Summary, one: &Reported) {
    let Some((statistic, month)) = reported_statistic(summary, one) else { return };
    let Some(series) = one.series else { return };
    let unit = series.measure.unit;
    let inside = if statistic.holds_80(one.value) { "inside the 80% range" } else { "outside the 80% range" };
    text.item(format!("{}, {month}", series_names::label(summary.plan().scenario(), series)));
    let [reported, projected] = words::beside_range(one.value, statistic, unit);
    text.detail(format!("reported {reported}, {inside}"));
    text.detail(format!("projected {projected}"));
    if let Some(guess) = one.no_change {
        text.detail(format!("no-change forecast: {}", words::value(guess, unit)));
    }
}

/// What the author of the scenario says about it.
fn about(text: &mut Overview, scenario: &Scenario) {
    let details = &scenario.details;
    let byline = details.byline();
    if details.description.is_some() || byline.is_some() || !scenario.notes.is_empty() {
        text.heading("About this scenario");
    }
    for words in details.description.iter().chain(&scenario.notes).chain(&byline) {
        text.item(words.as_str());
    }
}

/// Watch points.
fn look_out(text: &mut Overview, summary: &Summary) {
    let notes = watch_notes(summary);
    if !notes.is_empty() {
        text.empty();
        text.caution("Watch points");
    }
    for note in notes {
        text.item(note);
    }
}
