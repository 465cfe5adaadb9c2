//! TOML parsing into a tree: the valid parts of a broken file are kept, and errors suggest what to write instead.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::sources::Place;
use super::tree::{Node, TableNode, Value};
use crate::scenario::declare::{id_in, is_id};
use crate::scenario::problem::{Diagnostic, Problem, plain, shown, suggestion};
use crate::units::Month;

/// Parses TOML; the valid parts are kept even if there are syntax errors.
pub(crate) fn parse(file: usize, text: &str) -> (TableNode, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut diagnostics = Vec::new();
    // A repeated table repeats its keys; that is reported as one error.
    let mut within_twice = 0;
    // One invalid value can cause several errors on its line; the one with a hint is enough.
    let mut explained = None;
    let line_ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let mut errors: Vec<_> = errors.into_iter().map(|error| (error.span().unwrap_or(0..0), error)).collect();
    errors.sort_by_key(|(span, _)| span.start);
    for (span, error) in errors {
        let line = line_ends.partition_point(|&end| end < span.start);
        let twice = error.message() == "duplicate key";
        if (twice && span.start < within_twice) || explained == Some(line) {
            continue;
        }
        let is_header = line_before(text, span.start).trim_start().starts_with('[');
        if twice && is_header {
            within_twice = text[span.end..].find("\n[").map_or(text.len(), |next| span.end + next);
        }
        let hint = syntax_hint(text, &span);
        if hint.is_some() {
            explained = Some(line);
            diagnostics.retain(|(of_line, _)| *of_line != line);
        }
        let message = match (error.message(), &hint) {
            _ if twice => {
                let first = first_of(text, &span, is_header, table.get_ref()).map(|at| {
                    let line = line_ends.partition_point(|&end| end < at) + 1;
                    format!(", first on line {line}")
                });
                format!("`{}` appears twice{}", shown(&text[span.clone()]), first.unwrap_or_default())
            }
            (_, Some(_)) => "this cannot be parsed".to_owned(),
            (message, _) => message.replace(", expected literal string", ""),
        };
        diagnostics.push((line, Diagnostic::error(Problem::Syntax { message, hint }).at(Place::new(file, span))));
    }
    let diagnostics = diagnostics.into_iter().map(|(_, diagnostic)| diagnostic).collect();
    (convert_table(file, table.into_inner()), diagnostics)
}

/// The part of the line before byte `at`.
fn line_before(text: &str, at: usize) -> &str {
    text[..at].rsplit('\n').next().unwrap_or("")
}

/// The first byte of the earlier occurrence of the key repeated at `span`, either in the current table or in a header.
fn first_of(text: &str, span: &Range<usize>, is_header: bool, root: &DeTable<'_>) -> Option<usize> {
    let before = line_before(text, span.start);
    let keys = |dotted: &str| -> Vec<String> {
        dotted.split('.').map(|key| key.trim().trim_matches(['"', '\'']).to_owned()).collect()
    };
    let mut path = if is_header {
        keys(before.trim_start().trim_start_matches('[').trim_end_matches('.'))
    } else {
        // Within an inline table the current table is not that of the header.
        if before.contains('{') {
            return None;
        }
        let above = text[..span.start].rfind("\n[").map_or("", |at| &text[at + 2..]);
        let header = above.lines().next().and_then(|line| line.split(']').next()).unwrap_or("");
        [keys(header), keys(before.trim_end_matches('.'))].concat()
    };
    path.retain(|key| !key.is_empty());
    path.push(keys(text.get(span.clone())?).join("."));
    let (last, parents) = path.split_last()?;
    let mut table = root;
    for parent in parents {
        let (_, value) = table.iter().find(|(key, _)| key.get_ref() == parent.as_str())?;
        table = match value.get_ref() {
            DeValue::Table(inner) => inner,
            _ => return None,
        };
    }
    let (key, _) = table.iter().find(|(key, _)| key.get_ref() == last.as_str())?;
    (key.span().start < span.start).then(|| key.span().start)
}

/// The hint for an invalid header: ids have no spaces, capitals or punctuation.
fn header_hint(line: &str) -> Option<String> {
    let inner = line.trim().strip_prefix('[')?.split(']').next()?;
    let right = |part: &str| -> Option<String> {
        let part = part.trim().trim_matches(['"', '\'', '“', '”', '‘', '’']);
        if is_id(part) { Some(part.to_owned()) } else { id_in(part) }
    };
    let parts = inner.split('.').map(right).collect::<Option<Vec<String>>>()?;
    let header = format!("[{}]", parts.join("."));
    (header != line.trim()).then(|| format!("ids have only lower-case letters, digits and underscores: write {header}"))
}

/// The hint for common mistakes by people who do not know TOML.
fn syntax_hint(text: &str, span: &Range<usize>) -> Option<String> {
    let before = line_before(text, span.start);
    let after = text[span.start..].lines().next().unwrap_or("");
    if before.trim_start().starts_with('[') && !before.contains('=') {
        return header_hint(&format!("{before}{after}"));
    }
    let (_, value) = before.rsplit_once('=').unwrap_or(("", before));
    let value = format!("{value}{after}");
    let word = value.trim_start().split(|c: char| c.is_whitespace() || c == '}' || c == ']').next().unwrap_or("");
    let word = word.trim_end_matches(',');
    let whole = value.split(['#', '}', ']', ',']).next().unwrap_or("").trim();
    if let Some(straight) = suggestion::straight(whole).filter(|straight| !straight.is_empty()) {
        return Some(format!("use straight quotes: \"{}\"", shown(&straight)));
    }
    if let Some(flag) = suggestion::flag(word).filter(|flag| flag.to_string() != word) {
        return Some(format!("write {flag}, without quotes"));
    }
    if let Some(month) = suggestion::month(whole).or_else(|| suggestion::month(word)) {
        return Some(format!("write \"{}\"", month.iso()));
    }
    if let Some(year) = suggestion::year(whole).or_else(|| suggestion::year(word)) {
        return Some(format!("write \"{year}\""));
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if Month::parse(word).is_some() {
        return Some(format!("put months in quotes: \"{word}\""));
    }
    if let Some(percent) = word.strip_suffix('%').and_then(|number| number.parse::<f64>().ok()) {
        return Some(format!("for {word} write {}", plain(percent / 100.0)));
    }
    if let Some((thousands, rest)) = word.trim_start_matches('£').split_once(',')
        && digits(thousands)
        && rest.len() >= 3
        && digits(&rest[..3])
    {
        return Some(format!("write thousands without commas: {thousands}_{}", rest.replace(',', "_")));
    }
    for (suffix, size) in [("k", 1e3), ("K", 1e3), ("m", 1e6)] {
        let number = word.trim_start_matches('£').strip_suffix(suffix).and_then(|number| number.parse::<f64>().ok());
        if let Some(number) = number {
            return Some(format!("for {word} write {}", plain(number * size).replace(',', "_")));
        }
    }
    if let Some(pounds) = word.strip_prefix('£') {
        return Some(format!("write pounds as a plain number: {}", shown(pounds)));
    }
    (before.trim_end().ends_with('=') && word.is_empty()).then(|| "a value is missing here".to_owned())
}

fn convert_table(file: usize, table: DeTable<'_>) -> TableNode {
    let entries = table
        .into_iter()
        .map(|(key, value)| {
            let key_at = Place::new(file, key.span());
            (key.into_inner().into_owned(), convert(file, key_at, value))
        })
        .collect();
    TableNode { entries }
}

fn convert(file: usize, key_at: Place, value: Spanned<DeValue<'_>>) -> Node {
    let at = Place::new(file, value.span());
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => {
            let (digits, radix) = (number.as_str(), number.radix());
            i64::from_str_radix(digits, radix)
                .map_or_else(|_| Value::Number(digits.parse().unwrap_or(f64::INFINITY)), Value::Whole)
        }
        // The sum is 0 for -0, which would otherwise be written to files as a value of its own.
        DeValue::Float(number) => Value::Number(number.as_str().parse().unwrap_or(f64::NAN) + 0.0),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(_) => Value::Date,
        DeValue::Array(items) => {
            Value::Array(items.into_iter().map(|item| convert(file, Place::new(file, item.span()), item)).collect())
        }
        DeValue::Table(table) => Value::Table(convert_table(file, table)),
    };
    Node { value, at, key_at, overrode: None }
}
