//! A batch on screen: one or two lines per scenario, then its targets.

use super::overview::chance;
use super::screen::{Screen, TextRole};
use crate::content::BatchEntry;

/// Column widths of a batch on screen: name, end of the run, agency rate, permanent FTE. The cost is last.
const NAME: usize = 26;
const END: usize = 9;
const RATE: usize = 12;
const FTE: usize = 14;

/// The note on the starred cost of a [`BatchEntry`].
pub const BATCH_NOTE: &str = "* The run covers only part of this financial year.\n";

/// The headings above the entries of a batch.
#[must_use]
pub fn batch_head() -> Screen {
    let mut text = Screen::default();
    let heads = ["end", "agency rate", "permanent FTE", "cost, final year"];
    text.line_as(TextRole::Heading, &in_columns(heads));
    text
}

/// A scenario: a line with its name and figures, followed by the likelihood of each target.
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
