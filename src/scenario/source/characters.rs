//! The characters that a scenario may be written in.
//!
//! What a scenario says reaches terminals, spreadsheets, web pages and XML. A character that is not seen there, or that
//! turns the order of those around it, can make text say another thing than it shows, and an escape code can take over a
//! terminal. They are refused where a file is read, so that no output ever holds one.

use super::sources::Place;
use super::tree::{Node, TableNode, Value};
use crate::scenario::problem::Problem;
use crate::scenario::reader::Reader;

/// The byte-order mark, which some editors put at the start of a file.
pub(crate) const BOM: char = '\u{feff}';

/// Whether a character is refused: controls but tab and line breaks, marks of the direction of writing, characters without
/// a width but the joiners that scripts need, separators of lines that are no line breaks, and noncharacters.
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

/// Text that is safe to show: characters that are refused, tabs and line breaks are written as `\u{1b}`, `\t` and `\n`.
#[must_use]
pub fn visible(text: &str) -> String {
    let escaped = |c: char| if c.is_control() || is_refused(c) { c.escape_default().collect() } else { vec![c] };
    text.chars().flat_map(escaped).collect()
}

/// A stretch of a file on a terminal: tabs and line breaks stay, each refused character is one replacement character.
pub(crate) fn without_refused(text: &str) -> String {
    text.chars().map(|c| if is_refused(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Reports the refused characters of a file's text, one in each line; whether there is any.
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

/// Reports the refused characters that keys and text of a tree hold by escapes (`"\u001B"`); whether there is any.
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
        // Each is reported, so none is passed over.
        Value::Array(items) => items.iter().filter(|item| refuse_in_value(reader, item)).count() > 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_refused, visible};

    #[test]
    fn what_is_not_seen_or_turns_the_line_is_refused_and_shown_as_its_code() {
        for c in "\0\u{1b}\u{7f}\u{9b}\u{200b}\u{202e}\u{2066}\u{2069}\u{200e}\u{feff}\u{2028}\u{fffe}\u{1ffff}".chars()
        {
            assert!(is_refused(c), "{c:?}");
            assert_eq!(visible(&c.to_string()), format!("\\u{{{:x}}}", u32::from(c)));
        }
        // Tabs and line breaks, letters and signs of any script, and the joiners that some scripts and emoji need.
        for c in "\t\r\nA£é😀ش‌\u{200c}\u{200d}\u{fffd}".chars() {
            assert!(!is_refused(c), "{c:?}");
        }
        assert_eq!(visible("a\n\u{1b}[2Jb"), "a\\n\\u{1b}[2Jb");
    }
}
