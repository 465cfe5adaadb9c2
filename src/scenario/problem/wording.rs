//! Words for sentences: numbers and names as people read them, and what was meant by a name that is none.

use crate::scenario::source::visible;
use crate::units::Unit;

/// A number as people read it: no needless decimals, thousands apart, very large ones as powers of ten.
pub(crate) fn plain(number: f64) -> String {
    if number.is_nan() {
        return "nan".into();
    }
    if number.is_finite() && number.abs() >= 1e15 {
        return format!("{number:.1e}");
    }
    // What sums of decimals leave in the last places is nobody's number.
    let number = if number.abs() < 1e6 { (number * 1e9).round() / 1e9 } else { number };
    let text = number.to_string();
    let whole = text.find('.').unwrap_or(text.len());
    let digits = text[..whole].trim_start_matches('-').len();
    // Years have four.
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

/// Text of a file within a sentence: on one line, what cannot be seen written as its code, cut where it is long.
pub(crate) fn shown(text: &str) -> String {
    cut(text, 60)
}

/// An address within a sentence: as [`shown`], but long enough for every address of right ids.
pub(crate) fn shown_address(address: &str) -> String {
    cut(address, 240)
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => visible(text),
        Some((end, _)) => visible(&text[..end]) + "...",
    }
}

/// What was meant, or what there is to choose from, unless that is too much to read.
pub(crate) fn did_you_mean(name: &str, known: &[String], choice: &str, too_many: &str) -> String {
    const MOST: usize = 12;
    match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.len() > MOST => too_many.to_owned(),
        None => format!("{choice}: {}", list(known, "and")),
    }
}

/// The hint for a known name that may be meant.
pub(crate) fn meant_name(known: Option<&str>) -> Option<String> {
    known.map(|known| format!("did you mean `{known}`?"))
}

/// The hint for a share or a rate that is out of range because it was given in percent.
pub(crate) fn per_cent(max: f64, unit: Unit, found: &str) -> Option<String> {
    let is_part = max == 1.0 || unit == Unit::YearlyRate;
    let percent: f64 = found.parse().ok().filter(|percent| is_part && (2.0..=100.0).contains(percent))?;
    Some(format!("for {percent}% write {}", percent / 100.0))
}

/// The table that something is missing from or unknown in; nothing at the top of a file.
pub(crate) fn in_table(inside: &str) -> String {
    if inside.is_empty() { String::new() } else { format!(" in `{}`", shown_address(inside)) }
}

/// A doc sentence as it reads after a colon: no capital but that of initials, no full stop.
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

/// The known name nearest to `name`, if one is near enough to be what was meant.
pub(crate) fn nearest<'a>(name: &str, known: &'a [String]) -> Option<&'a str> {
    near(name, known, 1)
}

/// The same, where short names may be `slips` letters off.
pub(crate) fn near<'a>(name: &str, known: &'a [String], slips: usize) -> Option<&'a str> {
    // What is far longer than any name is none misspelt, and comparing it would take long.
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
