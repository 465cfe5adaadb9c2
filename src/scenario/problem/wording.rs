//! Wording for messages: formatting of numbers and names, and suggestions for unknown names.

use crate::scenario::source::visible;
use crate::units::Unit;

/// A number formatted for messages: no trailing decimals, thousands separators, scientific notation if very large.
pub(crate) fn plain(number: f64) -> String {
    if number.is_nan() {
        return "nan".into();
    }
    if number.is_finite() && number.abs() >= 1e15 {
        return format!("{number:.1e}");
    }
    // Round off floating-point noise from sums of decimals.
    let number = if number.abs() < 1e6 { (number * 1e9).round() / 1e9 } else { number };
    let text = number.to_string();
    let whole = text.find('.').unwrap_or(text.len());
    let digits = text[..whole].trim_start_matches('-').len();
    // No separator in four digits, so that years read as years.
    if digits <= 4 {
        return text;
    }
    let mut grouped = String::new();
    for (index, letter) in text.chars().enumerate() {
        let left = whole.saturating_sub(index);
        if index < whole && left < digits && left % 3 == 0 && letter.is_ascii_digit() {
            grouped.push(',');
        }
        grouped.push(letter);
    }
    grouped
}

/// Text from a file for use in a message: on one line, with invisible characters escaped, truncated if long.
pub(crate) fn shown(text: &str) -> String {
    cut(text, 60)
}

/// An address for use in a message: as [`shown`], but with a limit long enough for any address made of valid ids.
pub(crate) fn shown_address(address: &str) -> String {
    cut(address, 240)
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => visible(text),
        Some((end, _)) => visible(&text[..end]) + "...",
    }
}

/// The most similar known name, or else the list of choices, or `too_many` if that list is too long.
pub(crate) fn did_you_mean(name: &str, known: &[String], choice: &str, too_many: &str) -> String {
    const MOST: usize = 12;
    match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.len() > MOST => too_many.to_owned(),
        None => format!("{choice}: {}", list(known, "and")),
    }
}

/// The hint that suggests a known name.
pub(crate) fn meant_name(known: Option<&str>) -> Option<String> {
    known.map(|known| format!("did you mean `{known}`?"))
}

/// The hint for a share or a rate that is out of range because it was given as a percentage.
pub(crate) fn per_cent(max: f64, unit: Unit, found: &str) -> Option<String> {
    let is_part = max == 1.0 || unit == Unit::YearlyRate;
    let percent: f64 = found.parse().ok().filter(|percent| is_part && (2.0..=100.0).contains(percent))?;
    Some(format!("for {percent}% write {}", percent / 100.0))
}

/// The table in which a key is missing or unknown, as ` in ...`; empty for the top level of a file.
pub(crate) fn in_table(inside: &str) -> String {
    if inside.is_empty() { String::new() } else { format!(" in `{}`", shown_address(inside)) }
}

/// A doc sentence for use after a colon: lower-case first letter unless it is an abbreviation, no full stop.
pub(crate) fn after_a_colon(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    let first = letters.next().unwrap_or_default();
    let rest = letters.as_str();
    let is_initials = rest.starts_with(|second: char| second.is_uppercase());
    let first = if is_initials { first.to_string() } else { first.to_lowercase().to_string() };
    first + rest
}

/// `a, b and c`.
pub(crate) fn list<S: AsRef<str>>(items: &[S], and: &str) -> String {
    let quoted: Vec<String> = items.iter().map(|item| format!("`{}`", shown(item.as_ref()))).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {and} {last}", rest.join(", ")),
        _ => quoted.join(""),
    }
}

/// The known name most similar to `name`, if one is similar enough to be a likely misspelling.
pub(crate) fn nearest<'a>(name: &str, known: &'a [String]) -> Option<&'a str> {
    near(name, known, 1)
}

/// As [`nearest`], with at least `slips` edits allowed even in short names.
pub(crate) fn near<'a>(name: &str, known: &'a [String], slips: usize) -> Option<&'a str> {
    // A text far longer than any name is not a misspelt name, and comparing it would be slow.
    if name.len() > 200 {
        return None;
    }
    known
        .iter()
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= (candidate.len().max(name.len()) / 3).max(slips))
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate.as_str()))
        .filter(|(distance, candidate)| *distance <= (candidate.len().max(name.len()) / 3).max(slips))
        .min()
        .map(|(_, candidate)| candidate)
}
