//! Cells of a table as people read them.

use std::borrow::Cow;

use crate::content::cell::{Cell, NumberRole};
use crate::content::likelihood_term::likelihood_words;
use crate::content::page::PageTable;
use crate::content::words;
use crate::units::Unit;

/// Whether a column holds numbers.
pub(super) fn is_number(table: &PageTable<'_>, column: usize) -> bool {
    let cells = || table.rows.iter().filter_map(|row| row.get(column));
    column > 0
        && cells().all(|cell| matches!(cell, Cell::Number(..) | Cell::Whole(_) | Cell::Missing))
        && cells().any(|cell| !matches!(cell, Cell::Missing))
}

/// A cell as people read it.
pub(super) fn cell_words<'c>(cell: &'c Cell<'_>) -> Cow<'c, str> {
    match cell {
        Cell::Missing => "".into(),
        Cell::Text(text) => Cow::Borrowed(text),
        Cell::Named { name, .. } => Cow::Borrowed(name),
        Cell::Whole(whole) => words::whole(*whole).into(),
        Cell::Month(month) => month.to_string().into(),
        Cell::Likelihood(likelihood) => likelihood_words(*likelihood).into(),
        Cell::Flag(flag) => if *flag { "yes" } else { "no" }.into(),
        Cell::Number(..) if cell.text().is_empty() => "-".into(),
        Cell::Number(value, unit, role) => number(*value, *unit, *role).into(),
    }
}

fn number(value: f64, unit: Unit, role: NumberRole) -> String {
    let words = match role {
        NumberRole::Change => words::signed(value, unit),
        _ if unit == Unit::Probability => words::percent(value),
        _ => words::finely(value, unit),
    };
    // Lines are broken after a hyphen, but not after a minus sign.
    words.replace('-', "−")
}
