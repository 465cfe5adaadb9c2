//! A trace on screen: a month-by-month ledger in plain English.

use super::overview::shown;
use super::screen::{Screen, WIDTH};
use crate::content::Trace;
use crate::content::trace::{MonthNarrative, TeamBalance};
use crate::content::words;

/// Indent of the lines of a month.
const INDENT: usize = 2;

/// Maximum width of the column of team names.
const WIDEST: usize = 34;

/// The trace as text of at most 80 columns: which replication and why, how it compares with all, then month by month.
#[must_use]
pub fn trace(of: &Trace<'_>) -> Screen {
    let mut text = shown(&of.overview);
    for month in &of.months {
        story(&mut text, month);
    }
    text
}

/// One month, or a period without staff changes.
fn story(text: &mut Screen, month: &MonthNarrative) {
    let mut lines = words::wrapped(&month.heading, WIDTH);
    lines.extend(month.happened.iter().flat_map(|sentence| indented(sentence)));
    lines.extend(teams(&month.teams).iter().map(|team| format!("{:indent$}{team}", "", indent = 2 * INDENT)));
    lines.extend(indented(&month.money));
    if let Some((head, rest)) = lines.split_first() {
        text.heading(head);
        for line in rest {
            text.line(line);
        }
    }
}

/// A sentence wrapped with a hanging indent.
fn indented(sentence: &str) -> Vec<String> {
    let lines = words::wrapped(sentence, WIDTH - 2 * INDENT);
    let indent = |(place, line): (usize, &String)| {
        let indent = if place == 0 { INDENT } else { 2 * INDENT };
        format!("{:indent$}{line}", "")
    };
    lines.iter().enumerate().map(indent).collect()
}

/// The cases of teams, one or two lines each: `MASH and assessment  412 open (+346 -322), caseload 28.0`.
fn teams(teams: &[TeamBalance]) -> Vec<String> {
    let width = teams.iter().map(|team| team.name.chars().count()).max().unwrap_or(0).min(WIDEST);
    let mut lines = Vec::new();
    for team in teams {
        let mut name = team.name.as_str();
        if name.chars().count() > width {
            lines.extend(words::wrapped(std::mem::take(&mut name), WIDTH - 4));
        }
        for line in &team.carried {
            lines.push(format!("{:width$}  {line}", std::mem::take(&mut name)));
        }
    }
    lines
}
