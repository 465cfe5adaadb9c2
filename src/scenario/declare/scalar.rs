//! Plain values of a table: text, flags, whole numbers, months, words and names of items.

use super::declaration::Kind;
use super::quantity_reader::{QuantityReader, is_blank, is_quantity};
use super::table::{Table, join};
use crate::ids::{Id, IdVec};
use crate::scenario::problem::Problem;
use crate::scenario::problem::suggestion;
use crate::scenario::source::{Node, TableNode, Value};
use crate::units::{FinancialYear, Month, Unit};

/// Hint for a fraction of a person.
pub(crate) const PART_TIME: &str = "`heads` are whole people; for part-time staff set `fte_per_head` on the route, \
     such as 0.6";

/// The text of a node; `None` if it is not text.
fn text_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

impl Table<'_> {
    /// Text, or `None` if it is not given.
    pub(crate) fn text(&mut self, key: &str, doc: &'static str) -> Option<String> {
        let declaration = self.declare(key, Kind::Text, doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        match &node.value {
            Value::Text(text) if text.trim().is_empty() => self.wrong_type(key, "non-blank text", node),
            Value::Text(text) => return Some(on_one_line(text)),
            _ => self.wrong_type(key, "text in quotes", node),
        }
        None
    }

    /// Texts in a list; empty if it is not given.
    pub(crate) fn texts(&mut self, key: &str, doc: &'static str) -> Vec<String> {
        const EXPECTED: &str = "a list of texts in quotes";
        let Some(node) = self.form(key, Kind::List(Box::new(Kind::Text), 1, usize::MAX), doc) else {
            return Vec::new();
        };
        let Value::Array(items) = &node.value else {
            self.wrong_type(key, EXPECTED, node);
            return Vec::new();
        };
        if items.is_empty() {
            self.wrong_type(key, EXPECTED, node);
        }
        let text = |item: &Node| {
            let text = text_of(item).filter(|text| !text.trim().is_empty()).map(on_one_line);
            if text.is_none() {
                self.wrong_type(key, EXPECTED, item);
            }
            text
        };
        items.iter().filter_map(text).collect()
    }

    /// Required text; empty if it is missing.
    pub(crate) fn text_required(&mut self, key: &str, doc: &'static str) -> String {
        let text = self.text(key, doc);
        let last = self.reader.declarations.len() - 1;
        self.reader.declarations[last].default = None;
        if !self.has(key) {
            self.missing(key, doc);
        }
        text.unwrap_or_default()
    }

    /// A flag.
    pub(crate) fn flag(&mut self, key: &str, default: bool, doc: &'static str) -> bool {
        let declaration = self.declare(key, Kind::Flag, doc);
        self.set_default(declaration, default.to_string());
        match self.node.get(key) {
            None => default,
            Some(Node { value: Value::Flag(flag), .. }) => *flag,
            Some(node) => {
                let meant = text_of(node).and_then(suggestion::flag);
                self.wrong_type_with_hint(key, "true or false", node, meant.map(|flag| format!("write {flag}")));
                default
            }
        }
    }

    /// A whole number in `range`, or `None` if it is not given.
    pub(crate) fn whole_or_none(&mut self, key: &str, unit: Unit, range: (i64, i64), doc: &'static str) -> Option<i64> {
        let declaration = self.declare(key, Kind::Whole(unit, range.0, range.1), doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        if is_blank(self.reader, &join(&self.address, key), node) {
            return None;
        }
        let whole = match node.value {
            Value::Whole(number) => Some(number),
            Value::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Some(number as i64),
            _ => None,
        };
        match whole {
            Some(number) if (range.0..=range.1).contains(&number) => Some(number),
            Some(_) => {
                self.out_of_range(key, unit, range.0 as f64, range.1 as f64, node);
                None
            }
            None if matches!(&node.value, Value::Table(table) if is_quantity(table)) => {
                self.reader.error(Problem::MustBePlain { key: key.into() }, node.at);
                None
            }
            None if matches!(node.value, Value::Number(n) if !n.is_finite() || n.abs() >= 9e15) => {
                self.out_of_range(key, unit, range.0 as f64, range.1 as f64, node);
                None
            }
            None => {
                let is_part = key == "heads" && matches!(node.value, Value::Number(_));
                let hint = is_part.then(|| PART_TIME.to_owned());
                self.wrong_type_with_hint(key, &format!("a whole number{}", unit.in_brackets()), node, hint);
                None
            }
        }
    }

    /// A whole number in `range`, or `default` if it is not given.
    pub(crate) fn whole(&mut self, key: &str, unit: Unit, range: (i64, i64), default: i64, doc: &'static str) -> i64 {
        let value = self.whole_or_none(key, unit, range, doc);
        let last = self.reader.declarations.len() - 1;
        self.set_default(last, default.to_string());
        value.unwrap_or(default)
    }

    /// A required whole number; the minimum is used as a placeholder if it is missing.
    pub(crate) fn whole_required(&mut self, key: &str, unit: Unit, range: (i64, i64), doc: &'static str) -> i64 {
        let value = self.whole_or_none(key, unit, range, doc);
        let last = self.reader.declarations.len() - 1;
        self.reader.declarations[last].default = None;
        if value.is_none() && !self.has(key) {
            self.missing(key, doc);
        }
        value.unwrap_or(range.0)
    }

    fn out_of_range(&mut self, key: &str, unit: Unit, min: f64, max: f64, node: &Node) {
        let problem = Problem::OutOfRange { key: key.into(), min, max, unit, found: node.found() };
        self.reader.error(problem, node.at);
    }

    /// A plain number that cannot be uncertain.
    pub(crate) fn plain(&mut self, key: &str, unit: Unit, range: (f64, f64), default: f64, doc: &'static str) -> f64 {
        let value = self.plain_or_none(key, unit, range, doc);
        let last = self.reader.declarations.len() - 1;
        self.set_default(last, default.to_string());
        value.unwrap_or(default)
    }

    /// A plain number, or `None` if it is not given.
    pub(crate) fn plain_or_none(&mut self, key: &str, unit: Unit, range: (f64, f64), doc: &'static str) -> Option<f64> {
        let declaration = self.declare(key, Kind::Plain(unit, range.0, range.1), doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        if is_blank(self.reader, &join(&self.address, key), node) {
            return None;
        }
        let node = match &node.value {
            // A figure may have a source: { value = 0.25, source = "..." }.
            Value::Table(table) => match table.get("value") {
                Some(value) if self.is_sourced(key, table) => value,
                Some(_) => return None,
                None => node,
            },
            _ => node,
        };
        match node.number() {
            Some(value) if value.is_finite() && value >= range.0 && value <= range.1 => Some(value),
            Some(value) if value.is_finite() => {
                self.out_of_range(key, unit, range.0, range.1, node);
                None
            }
            Some(_) => {
                self.reader.error(Problem::NotFinite { key: key.into(), found: node.found() }, node.at);
                None
            }
            None if matches!(node.value, Value::Table(_)) => {
                self.reader.error(Problem::MustBePlain { key: key.into() }, node.at);
                None
            }
            None => {
                self.wrong_type(key, &format!("a number{}", unit.in_brackets()), node);
                None
            }
        }
    }

    /// Whether a figure written as a table contains nothing but its value and remarks; reports other keys and
    /// any errors in the remarks.
    fn is_sourced(&mut self, key: &str, table: &TableNode) -> bool {
        let inside = join(&self.address, key);
        let mut reading = QuantityReader { reader: self.reader, key, unit: Unit::Number, range: (0.0, 0.0) };
        reading.remarks(table);
        reading.only_form(table, "value", inside).is_some()
    }

    /// A month, or `None` if it is not given.
    pub(crate) fn month(&mut self, key: &str, doc: &'static str) -> Option<Month> {
        let declaration = self.declare(key, Kind::Month, doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        let month = match &node.value {
            Value::Text(text) => Month::parse(text),
            _ => None,
        };
        if month.is_none() {
            let meant = text_of(node).and_then(suggestion::month);
            let hint = meant.map(|month| format!("write \"{}\"", month.iso()));
            self.wrong_type_with_hint(key, "a month from 1900 to 2199, such as \"2016-04\"", node, hint);
        }
        month
    }

    /// A day, as it is written: `2016-01-29`.
    pub(crate) fn day(&mut self, key: &str, doc: &'static str) -> Option<String> {
        let declaration = self.declare(key, Kind::Text, doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        let text = text_of(node).filter(|text| is_day(text)).map(str::to_owned);
        if text.is_none() {
            self.wrong_type(key, "a day in quotes, such as \"2016-01-29\"", node);
        }
        text
    }

    /// A required month.
    pub(crate) fn month_required(&mut self, key: &str, doc: &'static str) -> Option<Month> {
        let month = self.month(key, doc);
        let last = self.reader.declarations.len() - 1;
        self.reader.declarations[last].default = None;
        if !self.has(key) {
            self.missing(key, doc);
        }
        month
    }

    /// A financial year, or `None` if it is not given.
    pub(crate) fn year(&mut self, key: &str, doc: &'static str) -> Option<FinancialYear> {
        let declaration = self.declare(key, Kind::Year, doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        let year = match &node.value {
            Value::Text(text) => FinancialYear::parse(text),
            _ => None,
        };
        if year.is_none() {
            let meant = text_of(node).and_then(suggestion::year);
            let hint = meant.map(|year| format!("write \"{year}\""));
            self.wrong_type_with_hint(key, "a financial year such as \"2016-17\"", node, hint);
        }
        year
    }

    /// The index of one of `words`, or `None` if it is not given.
    pub(crate) fn choice(&mut self, key: &str, words: &[&str], doc: &'static str) -> Option<usize> {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        let declaration = self.declare(key, Kind::Choice(words.clone()), doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        let Value::Text(word) = &node.value else {
            self.wrong_type(key, &format!("one of {}, in quotes", words.join(", ")), node);
            return None;
        };
        let index = words.iter().position(|known| known == word);
        if index.is_none() {
            let problem = Problem::UnknownWord { key: key.to_owned(), word: word.clone(), known: words };
            self.reader.error(problem, node.at);
        }
        index
    }

    /// The index of the named item in `known`, or `None` if it is not given.
    pub(crate) fn name<I: Id>(
        &mut self,
        key: &str,
        kind: &'static str,
        known: &IdVec<I, String>,
        doc: &'static str,
    ) -> Option<I> {
        let declaration = self.declare(key, Kind::Name(kind), doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        let Value::Text(text) = &node.value else {
            self.wrong_type(key, &format!("the id of a {kind}, in quotes"), node);
            return None;
        };
        let index = known.find(|name| name == text);
        // If there is no team at all, or none could be read, that is the error to report.
        if index.is_none() && !(known.is_empty() && (kind == "team" || self.reader.is_reported(kind))) {
            let known = self.reader.known(known);
            self.reader.error(Problem::UnknownName { kind, name: text.clone(), known }, node.at);
        }
        index
    }

    /// The index of a required named item.
    pub(crate) fn name_required<I: Id>(
        &mut self,
        key: &str,
        kind: &'static str,
        known: &IdVec<I, String>,
        doc: &'static str,
    ) -> I {
        let name = self.name(key, kind, known, doc);
        let last = self.reader.declarations.len() - 1;
        self.reader.declarations[last].default = None;
        if !self.has(key) {
            self.missing(key, doc);
        }
        name.unwrap_or(I::new(0))
    }
}

/// Text with each run of line breaks, tabs and other control characters replaced by a space, because names are used in
/// table rows.
pub(crate) fn on_one_line(text: &str) -> String {
    if text.contains(char::is_control) {
        text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

/// Whether a text is a day of the calendar: `2016-01-29`.
fn is_day(text: &str) -> bool {
    let Some((month, day)) = text.rsplit_once('-') else { return false };
    let Some(month) = Month::parse(month).filter(|_| month.len() == 7) else { return false };
    let number = |day: &str| (day.len() == 2).then(|| day.parse::<u32>().ok()).flatten();
    number(day).is_some_and(|day| (1..=days_in(month)).contains(&day))
}

/// Number of days in a month.
fn days_in(month: Month) -> u32 {
    let year = month.year();
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month.index_in_year() + 1 {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
