//! Characters allowed in a scenario.
//!
//! Text from a scenario reaches terminals, spreadsheets, web pages and XML. An invisible character, or one that
//! reorders the characters around it, can make text differ from what is displayed, and an escape code can take over a
//! terminal. Such characters are refused when a file is read, so that no output ever contains one.

use super::sources::Place;
use super::tree::{Node, TableNode, Value};
use crate::scenario::problem::Problem;
use crate::scenario::reader::Reader;

/// The byte order mark, which some editors put at the start of a file.
pub(crate) const BOM: char = '\u{feff}';

/// Whether a character is refused: control characters except tab and line breaks, text direction marks, zero-width
/// characters except the joiners that some scripts need, Unicode line separators and noncharacters.
pub(crate) fn is_refused(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{61c}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | BOM
        | '\u{fff9}'..='\u{fffb}'
        | '\u{fdd0}'..='\u{fdef}' => true,
        _ => c.is_control() || u32::from(c) & 0xfffe == 0xfffe,
    }
}

/// Text that is safe to display: refused characters, tabs and line breaks are escaped, as `\u{1b}`, `\t` and `\n`.
#[must_use]
pub fn visible(text: &str) -> String {
    let escaped = |c: char| if c.is_control() || is_refused(c) { c.escape_default().collect() } else { vec![c] };
    text.chars().flat_map(escaped).collect()
}

/// Text from a file for display on a terminal: tabs and line breaks stay, refused characters are replaced one for one.
pub(crate) fn without_refused(text: &str) -> String {
    text.chars().map(|c| if is_refused(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Reports refused characters in a file's text, at most one per line; returns whether there are any.
pub(crate) fn refuse_in_text(reader: &mut Reader, file: usize) -> bool {
    let text = reader.sources.files[file].text.clone();
    let (mut start, mut found) = (0, false);
    for line in text.split_inclusive('\n') {
        let begin = if start == 0 { line.len() - line.trim_start_matches(BOM).len() } else { 0 };
        if let Some((at, c)) = line[begin..].char_indices().find(|&(_, c)| is_refused(c)) {
            let at = start + begin + at;
            reader.error(Problem::RefusedCharacter { found: c }, Place { file, start: at, end: at + c.len_utf8() });
            found = true;
        }
        start += line.len();
    }
    found
}

/// Reports refused characters written as escapes (`"\u001B"`) in keys and text; returns whether there are any.
pub(crate) fn refuse_in_tree(reader: &mut Reader, table: &TableNode) -> bool {
    let mut found = false;
    for (key, node) in &table.entries {
        if let Some(c) = key.chars().find(|&c| is_refused(c)) {
            reader.error(Problem::RefusedCharacter { found: c }, node.key_at);
            found = true;
        }
        found |= refuse_in_value(reader, node);
    }
    found
}

fn refuse_in_value(reader: &mut Reader, node: &Node) -> bool {
    match &node.value {
        Value::Text(text) => {
            let Some(c) = text.chars().find(|&c| is_refused(c)) else { return false };
            reader.error(Problem::RefusedCharacter { found: c }, node.at);
            true
        }
        Value::Table(table) => refuse_in_tree(reader, table),
        // All items are checked, so that each is reported.
        Value::Array(items) => items.iter().filter(|item| refuse_in_value(reader, item)).count() > 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_refused, visible};

    #[test]
    fn invisible_and_direction_characters_are_refused_and_escaped() {
        for c in "\0\u{1b}\u{7f}\u{9b}\u{200b}\u{202e}\u{2066}\u{2069}\u{200e}\u{feff}\u{2028}\u{fffe}\u{1ffff}".chars()
        {
            assert!(is_refused(c), "{c:?}");
            assert_eq!(visible(&c.to_string()), format!("\\u{{{:x}}}", u32::from(c)));
        }
        // Allowed: tabs and line breaks, letters and signs of any script, and the joiners that some scripts and emoji
        // need.
        for c in "\t\r\nA£é😀ش‌\u{200c}\u{200d}\u{fffd}".chars() {
            assert!(!is_refused(c), "{c:?}");
        }
        assert_eq!(visible("a\n\u{1b}[2Jb"), "a\\n\\u{1b}[2Jb");
    }
}
