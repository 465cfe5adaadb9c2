//! Safe text: characters that XML and HTML cannot hold, or that would reorder a line, are shown as a replacement
//! character.

use std::borrow::Cow;

/// Whether a character is allowed in a document.
fn is_readable(one: char) -> bool {
    match one {
        '\n' | '\t' | '\r' => true,
        '\u{FFFE}' | '\u{FFFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => false,
        one => !one.is_control(),
    }
}

/// The text with disallowed characters replaced.
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
    fn disallowed_characters_are_replaced() {
        assert_eq!(
            plain("Team \u{0}\u{1b}\u{85}\u{202e}\u{fffe}\u{ffff}1"),
            "Team \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}1"
        );
        assert_eq!(plain("Né à l'Île\tof\r\n“Man”"), "Né à l'Île\tof\r\n“Man”");
    }
}
