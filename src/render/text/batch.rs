//! A batch on screen: a line or two for each scenario.

use super::overview::chance;
use super::screen::{Screen, TextRole};
use crate::content::BatchEntry;

/// Columns of a batch on screen: name, end of the run, agency rate, permanent FTE; the cost stands last.
const NAME: usize = 26;
const END: usize = 9;
const RATE: usize = 12;
const FTE: usize = 14;

/// What the star of a cost in a [`BatchEntry`] means.
pub const BATCH_NOTE: &str = "* Of a financial year that the run has not all of.\n";

/// What stands above the entries of a batch.
#[must_use]
pub fn batch_head() -> Screen {
    let mut text = Screen::default();
    let heads = ["end", "agency rate", "permanent FTE", "cost, final year"];
    text.line_as(TextRole::Heading, &in_columns(heads));
    text
}

/// A scenario in a line: its name and its figures; below it, how likely each of its targets is.
#[must_use]
pub fn batch_lines(entry: &BatchEntry<'_>) -> Screen {
    let cells = in_columns(entry.cells.each_ref().map(String::as_str));
    let letters = entry.name.chars().count();
    let mut text = Screen::default();
    text.part(Some(TextRole::Heading), &entry.name);
    if letters < NAME {
        text.line(&cells[letters..]);
    } else {
        text.line("");
        text.line(&cells);
    }
    for target in &entry.targets {
        chance(&mut text, target);
    }
    text
}

fn in_columns([end, rate, fte, cost]: [&str; 4]) -> String {
    format!("{:NAME$}{end:END$}{rate:RATE$}{fte:FTE$}{cost}", "")
}
