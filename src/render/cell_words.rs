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
        Cell::Text(text) => with_minus_signs(text),
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
    words.replace('-', "−")
}

/// The text with minus signs in front of its negative numbers: lines are broken after a hyphen, but not after a minus sign.
pub(super) fn with_minus_signs(text: &str) -> Cow<'_, str> {
    let is_minus = |at: usize| {
        let is_first = text[..at].chars().next_back().is_none_or(|before| before == '(' || before.is_whitespace());
        let is_number = text[at + 1..].chars().next().is_some_and(|next| next == '£' || next.is_ascii_digit());
        is_first && is_number
    };
    let hyphens: Vec<usize> = text.match_indices('-').map(|(at, _)| at).filter(|&at| is_minus(at)).collect();
    if hyphens.is_empty() {
        return text.into();
    }
    let mut with_signs = String::with_capacity(text.len() + 2 * hyphens.len());
    let mut from = 0;
    for at in hyphens {
        with_signs.push_str(&text[from..at]);
        with_signs.push('−');
        from = at + 1;
    }
    with_signs.push_str(&text[from..]);
    with_signs.into()
}

#[cfg(test)]
mod tests {
    use super::with_minus_signs;

    #[test]
    fn hyphens_in_front_of_numbers_are_minus_signs_and_others_are_not() {
        let text = "-£114k (-245 to -23) in 2016-17, herefordshire-2016, (27-36) - `--replications -5`";
        let expected = "−£114k (−245 to −23) in 2016-17, herefordshire-2016, (27-36) - `--replications −5`";
        assert_eq!(with_minus_signs(text), expected);
        assert_eq!(with_minus_signs(""), "");
        assert_eq!(with_minus_signs("-"), "-");
    }
}
