//! Text and numbers on sheets: what is left of text that no file should hold, and how much room each takes up.

use super::cell_format::CellFormat;

/// Characters that a cell can hold.
const MAX_CHARACTERS: usize = 32_000;
/// The widest that a column becomes by itself, in characters.
pub(super) const WIDEST: usize = 44;
/// The widest that one becomes that has text of several lines.
pub(super) const WIDEST_LONG: usize = 60;

/// How long the lines of a text are.
pub(super) fn lengths(text: &str) -> Vec<usize> {
    text.lines().map(|line| line.chars().count()).collect()
}

pub(super) fn long_or_text(text: &str) -> CellFormat {
    if text.chars().count() > WIDEST || text.contains('\n') { CellFormat::Long } else { CellFormat::Text }
}

/// Text that no file can be broken by: control characters are shown as what they are, something unreadable.
pub(super) fn plain(text: &str) -> String {
    let readable = |one: char| match one {
        '\t' => ' ',
        '\r' => char::REPLACEMENT_CHARACTER,
        one => one,
    };
    crate::render::plain_text::plain(&text.replace("\r\n", "\n")).chars().map(readable).take(MAX_CHARACTERS).collect()
}

/// About how many characters a number takes up in its column, commas and decimals included.
pub(super) fn length(number: f64) -> usize {
    let mut size = number.abs().min(1e18);
    let mut digits = 1;
    while size >= 10.0 {
        size /= 10.0;
        digits += 1;
    }
    (digits + digits / 3 + 4).min(14)
}

#[cfg(test)]
mod tests {
    use super::{MAX_CHARACTERS, length, plain};

    #[test]
    fn nothing_that_breaks_a_file_is_left_in_a_text() {
        assert_eq!(plain("a\u{0}\u{1b}b\tc\r\nd\u{FFFF}"), "a\u{FFFD}\u{FFFD}b c\nd\u{FFFD}");
        assert_eq!(plain(&"x".repeat(40_000)).len(), MAX_CHARACTERS);
    }

    #[test]
    fn a_number_is_as_wide_as_it_is_shown() {
        assert_eq!([0.5, -12.0, 5_476_513.0, 1e18, f64::INFINITY].map(length), [5, 6, 13, 14, 14]);
    }
}
