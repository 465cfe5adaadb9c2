//! Text that breaks nothing that it is put into: what XML and HTML cannot hold, or what would reorder a line, is shown as
//! something unreadable.

use std::borrow::Cow;

/// Whether a character has a place in a document.
fn is_readable(one: char) -> bool {
    match one {
        '\n' | '\t' | '\r' => true,
        '\u{FFFE}' | '\u{FFFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => false,
        one => !one.is_control(),
    }
}

/// The text with a replacement character for each that has no place in a document.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_readable) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|one| if is_readable(one) { one } else { char::REPLACEMENT_CHARACTER }).collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_no_document_can_hold_is_shown_as_unreadable() {
        assert_eq!(
            plain("Team \u{0}\u{1b}\u{85}\u{202e}\u{fffe}\u{ffff}1"),
            "Team \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}1"
        );
        assert_eq!(plain("Né à l'Île\tof\r\n“Man”"), "Né à l'Île\tof\r\n“Man”");
    }
}
