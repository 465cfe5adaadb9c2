//! A back-test on screen: a table of scores for each horizon.

use std::fmt::Write as _;

use super::screen::{Screen, TextRole};
use crate::content::backtest::{COLUMNS, ScoreTable};
use crate::content::words::wrapped;

/// Width of the text.
const COLUMNS_ON_SCREEN: usize = 80;

/// Width of the first column and of the others.
const FIRST: usize = 25;
const OTHERS: [usize; COLUMNS] = [5, 7, 6, 7, 6, 6, 6, 6, 6];

fn line(first: &str, cells: [&str; COLUMNS]) -> String {
    let mut text = format!("{first:FIRST$}");
    for (cell, width) in cells.into_iter().zip(OTHERS) {
        let _ = write!(text, "{cell:>width$}");
    }
    text.truncate(text.trim_end().len());
    text
}

/// The one sentence, if there is one, and the tables, each below its title.
#[must_use]
pub fn backtest_lines(scored: &str, headline: Option<&str>, tables: &[ScoreTable], reading: &str) -> Screen {
    let mut screen = Screen::default();
    screen.line_as(TextRole::Heading, "Back-test");
    screen.line(scored);
    for line in headline.iter().flat_map(|sentence| wrapped(sentence, COLUMNS_ON_SCREEN)) {
        screen.line(&line);
    }
    for table in tables {
        screen.line("");
        screen.line_as(TextRole::Heading, &line(&table.title, table.columns));
        for (first, cells) in &table.rows {
            screen.line(&line(first, cells.each_ref().map(String::as_str)));
        }
    }
    screen.line("");
    for line in wrapped(reading, COLUMNS_ON_SCREEN) {
        screen.line(&line);
    }
    screen
}
