//! The table of a run on screen: what a director reads first.

use super::grid;
use super::screen::{Role, Screen};
use crate::content::Overview;
use crate::content::run::{Chance, ReportedLine};

/// A run as a table of at most 80 columns: headlines, targets, budgets, what was reported, and what to look out for.
#[must_use]
pub fn overview(of: &Overview) -> Screen {
    let mut text = Screen::default();
    grid::title(&mut text, &of.title, &of.subtitle);
    grid::grid(&mut text, &of.grid);
    chances(&mut text, "Targets", &of.targets);
    chances(&mut text, "Budgets", &of.budgets);
    reported(&mut text, &of.reported);
    look_out(&mut text, &of.look_out);
    text.line(&format!("\n{}.\nThe file assumptions.csv lists them.", of.inputs));
    text
}

fn chances(text: &mut Screen, heading: &str, all: &[Chance]) {
    if !all.is_empty() {
        text.heading(heading);
    }
    for one in all {
        chance(text, one);
    }
}

/// A line with its figure at the right where both fit, below where not.
pub(super) fn chance(text: &mut Screen, one: &Chance) {
    const WIDTH: usize = 78;
    let free = WIDTH.saturating_sub(2 + one.figure.chars().count() + 2);
    if one.what.chars().count() <= free {
        text.part(None, &format!("  {:free$}  ", one.what));
    } else {
        text.paragraph([2, 4], &one.what);
        text.part(None, "      ");
    }
    text.part(Role::of_good(one.of_good), &one.figure);
    text.line("");
    if !one.note.is_empty() {
        text.line(&format!("      {}", one.note));
    }
}

fn reported(text: &mut Screen, all: &[ReportedLine]) {
    if !all.is_empty() {
        text.heading("Beside what was reported");
    }
    for one in all {
        text.paragraph([2, 4], &one.what);
        for line in &one.lines {
            text.line(&format!("      {line}"));
        }
    }
}

/// What a planner should look out for.
fn look_out(text: &mut Screen, notes: &[String]) {
    if notes.is_empty() {
        return;
    }
    text.part(None, "\n");
    text.line_as(Role::Caution, "Look out");
    for note in notes {
        text.paragraph([2, 4], note);
    }
}
