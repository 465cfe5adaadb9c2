//! Text and numbers on sheets: cleaned text, and the width of values.

use super::cell_format::CellFormat;

/// Maximum number of characters written to a cell.
const MAX_CHARACTERS: usize = 32_000;
/// Maximum automatic width of a column, in characters.
pub(super) const WIDEST: usize = 44;
/// Maximum automatic width of a column with wrapped text.
pub(super) const WIDEST_LONG: usize = 60;

/// The lengths of the lines of a text.
pub(super) fn lengths(text: &str) -> Vec<usize> {
    text.lines().map(|line| line.chars().count()).collect()
}

pub(super) fn long_or_text(text: &str) -> CellFormat {
    if text.chars().count() > WIDEST || text.contains('\n') { CellFormat::Long } else { CellFormat::Text }
}

/// Text without characters that would corrupt the file: control characters are replaced.
pub(super) fn plain(text: &str) -> String {
    let readable = |one: char| match one {
        '\t' => ' ',
        '\r' => char::REPLACEMENT_CHARACTER,
        one => one,
    };
    crate::render::plain_text::plain(&text.replace("\r\n", "\n")).chars().map(readable).take(MAX_CHARACTERS).collect()
}

/// Approximate width of a number in its column, including commas and decimals.
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
    fn characters_that_would_corrupt_the_file_are_replaced() {
        assert_eq!(plain("a\u{0}\u{1b}b\tc\r\nd\u{FFFF}"), "a\u{FFFD}\u{FFFD}b c\nd\u{FFFD}");
        assert_eq!(plain(&"x".repeat(40_000)).len(), MAX_CHARACTERS);
    }

    #[test]
    fn the_width_of_a_number_is_as_displayed() {
        assert_eq!([0.5, -12.0, 5_476_513.0, 1e18, f64::INFINITY].map(length), [5, 6, 13, 14, 14]);
    }
}
