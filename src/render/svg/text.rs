//! Text without access to a font: estimated widths, shortening, line breaking and escaping for SVG.

use super::palette::LabelStyle;

/// An upper estimate of the width of `text` in pixels, for the wider of the usual sans-serif fonts.
pub(super) fn width(text: &str, face: LabelStyle) -> f64 {
    let weight = if face.bold { 1.09 } else { 1.0 };
    text.chars().map(advance).sum::<f64>() * face.size * weight
}

/// The width of one character, in ems.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '|' | '\'' => 0.29,
        ' ' | '.' | ',' | ':' | ';' | 'I' | '!' => 0.33,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 0.42,
        's' | 'c' | 'z' | 'J' | '?' | '–' | '"' => 0.55,
        'k' | 'v' | 'x' | 'y' => 0.59,
        'm' | 'w' | '%' | 'M' | 'W' | '@' | '…' | '—' => 1.0,
        '+' | '=' | '<' | '>' | '−' | 'O' | 'Q' | 'G' | 'D' | 'N' | 'H' | 'U' | '&' => 0.84,
        'A'..='Z' => 0.70,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        c if c < '\u{1100}' => 0.64,
        _ => 1.05,
    }
}

/// The text on one line: whitespace is collapsed, and characters that SVG cannot hold or that would reorder the line
/// are removed.
pub(super) fn clean(text: &str) -> String {
    let kept = |c: char| match c {
        '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_whitespace() || c.is_control() => Some(' '),
        c => Some(c),
    };
    let spaced: String = text.chars().filter_map(kept).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text if it fits into `room` pixels, else its beginning and an ellipsis.
pub(super) fn fit(text: &str, room: f64, face: LabelStyle) -> String {
    if width(text, face) <= room {
        return text.to_owned();
    }
    let left = room - width("…", face);
    format!("{}…", text[..prefix(text, left, face)].trim_end_matches([' ', ',', ';', '(', '-']))
}

/// Number of bytes of `text` that fit into `room` pixels.
fn prefix(text: &str, room: f64, face: LabelStyle) -> usize {
    let mut used = 0.0;
    for (at, c) in text.char_indices() {
        used += width(c.encode_utf8(&mut [0; 4]), face);
        if used > room {
            return at;
        }
    }
    text.len()
}

/// The text in at most `lines` lines of `room` pixels, broken between words; the last is shortened if necessary.
pub(super) fn wrap(text: &str, room: f64, lines: usize, face: LabelStyle) -> Vec<String> {
    let mut rest = text;
    let mut done = Vec::new();
    while !rest.is_empty() {
        if done.len() + 1 >= lines || width(rest, face) <= room {
            done.push(fit(rest, room, face));
            break;
        }
        let fits = prefix(rest, room, face);
        let at = match rest[..fits].rfind(' ') {
            _ if rest[fits..].starts_with(' ') => fits,
            Some(space) if space > 0 => space,
            _ => fits.max(rest.chars().next().map_or(1, char::len_utf8)),
        };
        done.push(rest[..at].to_owned());
        rest = rest[at..].trim_start();
    }
    done
}

/// The text with the five special characters of XML escaped.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::svg::palette::{LABEL, STRONG};

    #[test]
    fn a_name_that_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(fit("Child in need", 200.0, LABEL), "Child in need");
        let short = fit("Child in need and child protection", 100.0, LABEL);
        assert!(short.starts_with("Child in") && short.ends_with('…') && width(&short, LABEL) <= 100.0, "{short}");
        assert_eq!(fit("Anything", 0.0, LABEL), "…");
    }

    #[test]
    fn a_title_breaks_between_words_and_keeps_them_all() {
        let lines = wrap("Newly qualified social workers in their first year", 120.0, 9, LABEL);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line, LABEL) <= 120.0), "{lines:?}");
        assert_eq!(lines.join(" "), "Newly qualified social workers in their first year");
        assert_eq!(wrap("", 120.0, 2, LABEL), Vec::<String>::new());
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken_and_the_last_line_shortened() {
        let lines = wrap(&"é".repeat(200), 50.0, 3, LABEL);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].ends_with('…'));
        assert_eq!(wrap("ab cd", 0.0, 5, LABEL).first().map(String::as_str), Some("a"));
    }

    #[test]
    fn bold_is_wider_and_letters_with_marks_are_measured() {
        assert!(width("Agency", STRONG) > width("Agency", LABEL));
        assert!(width("日本", LABEL) > width("ab", LABEL));
    }

    #[test]
    fn invalid_characters_are_removed_and_markup_is_escaped() {
        assert_eq!(clean(" a\tb\u{0}\u{202e}\n c\u{ffff} "), "a b c");
        assert_eq!(escape("<b>&\"'"), "&lt;b&gt;&amp;&quot;&apos;");
    }
}
