//! The table on screen: what a director reads first.

use super::grid;
use super::grid::LABEL;
use super::screen::{Role, Screen};
use crate::content::headlines::{Headline, headlines};
use crate::content::sentences::{budget_words, inputs_note, likely, reported_statistic, target_words, watch_notes};
use crate::content::{names, words};
use crate::summary::{Statistic, Summary};

/// The run as a table of at most 80 columns: headlines, targets, budgets, what was reported, and what to look out for.
#[must_use]
pub fn table(summary: &Summary) -> Screen {
    let scenario = summary.plan().scenario();
    let mut text = Screen::default();
    grid::title(&mut text, summary);
    figures(&mut text, summary);
    targets(&mut text, summary);
    budgets(&mut text, summary);
    reported(&mut text, summary);
    watch(&mut text, summary);
    text.line(&format!("\n{}.\nThe file assumptions.csv lists them.", inputs_note(scenario)));
    text
}

fn figures(text: &mut Screen, summary: &Summary) {
    let (columns, list) = headlines(summary);
    grid::head(text, &columns);
    for headline in &list {
        let figures = words::with_ranges(&headline.columns, headline.unit());
        grid::row(text, summary, headline, &columns, |place| figures[place].clone());
        if headline.series.measure.id == "agency_rate" {
            as_ratio(text, headline);
        }
    }
    text.line("");
    text.line("Figures are medians (money: means); in brackets, the range of 80% of futures.");
    grid::notes(text, summary, &columns);
}

/// The agency rate as councils put it: `61:39` is 61 permanent to 39 agency.
fn as_ratio(text: &mut Screen, headline: &Headline<'_>) {
    let ratio = |statistic: &Statistic| {
        let agency = (statistic.median() * 100.0).round();
        if agency.is_nan() { "-".to_owned() } else { format!("{}:{agency}", 100.0 - agency) }
    };
    let opening = headline.opening.map_or("-".into(), ratio);
    let lead = format!("{:LABEL$}{opening}", "  permanent:agency");
    grid::below(text, &lead, headline.columns.iter().map(|statistic| ratio(statistic)));
}

fn targets(text: &mut Screen, summary: &Summary) {
    let scenario = summary.plan().scenario();
    if scenario.targets.is_empty() {
        return;
    }
    text.heading("Targets");
    for (index, target) in scenario.targets.iter().enumerate() {
        let Some(statistic) = summary.target(index) else { continue };
        entry(text, &target_words(scenario, target), &likely(statistic), Role::of_good(statistic.mean));
        if statistic.n_defined < summary.replications() {
            let left_out = summary.replications() - statistic.n_defined;
            let futures = words::counted(left_out, "future is", "futures are");
            text.line(&format!("      ({futures} left out, where the measure is missing)"));
        }
    }
}

/// A line with its figure at the right where both fit, below where not.
pub(crate) fn entry(text: &mut Screen, what: &str, figure: &str, role: Option<Role>) {
    const WIDTH: usize = 78;
    let free = WIDTH.saturating_sub(2 + figure.chars().count() + 2);
    if what.chars().count() <= free {
        text.part(None, &format!("  {what:free$}  "));
    } else {
        text.paragraph([2, 4], what);
        text.part(None, "      ");
    }
    text.part(role, figure);
    text.line("");
}

fn budgets(text: &mut Screen, summary: &Summary) {
    let scenario = summary.plan().scenario();
    if scenario.budgets.is_empty() {
        return;
    }
    text.heading("Budgets");
    for index in 0..scenario.budgets.len() {
        let Some(what) = budget_words(summary, index) else { continue };
        let (Some(over), Some(variance)) = (summary.overspend(index), summary.budget(index)) else { continue };
        let variance = words::with_range(variance, crate::units::Unit::Pounds);
        let figure = format!("overspent {}; variance {variance}", likely(over));
        entry(text, &what, &figure, Role::of_good(1.0 - over.mean));
    }
}

fn reported(text: &mut Screen, summary: &Summary) {
    let scenario = summary.plan().scenario();
    if scenario.reported.is_empty() {
        return;
    }
    text.heading("Beside what was reported");
    for one in &scenario.reported {
        let Some((statistic, month)) = reported_statistic(summary, one) else { continue };
        let Some(series) = one.series else { continue };
        let unit = series.measure.unit;
        let inside = if statistic.holds_80(one.value) { "inside the 80% range" } else { "outside the 80% range" };
        text.paragraph([2, 4], &format!("{}, {month}", names::label(scenario, series)));
        let [reported, projected] = words::beside_range(one.value, statistic, unit);
        text.line(&format!("      reported {reported}, {inside}"));
        text.line(&format!("      projected {projected}"));
        if let Some(guess) = one.no_change {
            text.line(&format!("      a guess of no change: {}", words::value(guess, unit)));
        }
    }
}

/// What a planner should look out for.
fn watch(text: &mut Screen, summary: &Summary) {
    let notes = watch_notes(summary);
    if notes.is_empty() {
        return;
    }
    text.part(None, "\n");
    text.line_as(Role::Caution, "Look out");
    for note in notes {
        text.paragraph([2, 4], &note);
    }
}
