//! A file as a tree in which every value has its place.

use std::fmt::Write as _;

use super::sources::Place;
use crate::scenario::problem::{plain, shown};

/// The word that replaces the probability of the branch that takes the remainder.
pub(crate) const REST: &str = "rest";

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub value: Value,
    /// Place of the value.
    pub at: Place,
    /// Place of its key.
    pub key_at: Place,
    /// The value in the base that it overrode.
    pub overrode: Option<Box<Node>>,
}

/// A TOML value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Table(TableNode),
    Array(Vec<Node>),
    Text(String),
    Whole(i64),
    /// A number with a fraction, or one too large for a whole number.
    Number(f64),
    Flag(bool),
    Date,
}

/// A table: its entries in file order.
#[derive(Clone, Debug, Default)]
pub(crate) struct TableNode {
    pub entries: Vec<(String, Node)>,
}

impl Value {
    /// Whether the value is the word that marks the branch that takes the remainder.
    pub(crate) fn is_rest(&self) -> bool {
        matches!(self, Self::Text(text) if text == REST)
    }
}

impl TableNode {
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }
}

impl Node {
    /// Description of the value for an error message.
    pub(crate) fn found(&self) -> String {
        match &self.value {
            Value::Table(_) => "a table".into(),
            Value::Array(_) => "a list".into(),
            Value::Text(text) => format!("the text \"{}\"", shown(text)),
            Value::Whole(number) => plain(*number as f64),
            Value::Number(number) => plain(*number),
            Value::Flag(flag) => format!("{flag}"),
            Value::Date => "a date (put months in quotes: \"2016-04\")".into(),
        }
    }

    /// As [`found`](Self::found), where a number is expected.
    pub(crate) fn found_for_number(&self) -> String {
        match &self.value {
            Value::Text(text) if text.len() <= 40 && text.parse::<f64>().is_ok() => {
                format!("the text \"{text}\"; write numbers without quotes")
            }
            _ => self.found(),
        }
    }

    /// Places of the values that it overrode, the nearest base first.
    pub(crate) fn overridden(&self) -> Vec<Place> {
        std::iter::successors(self.overrode.as_deref(), |node| node.overrode.as_deref()).map(|node| node.at).collect()
    }

    /// Whether it is an empty table.
    pub(crate) fn is_empty_table(&self) -> bool {
        matches!(&self.value, Value::Table(table) if table.entries.is_empty())
    }

    /// The value as a number, whole or not.
    pub(crate) fn number(&self) -> Option<f64> {
        match self.value {
            Value::Whole(number) => Some(number as f64),
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// The keys that lead to an address. A key may contain dots, if the scenario has it.
pub(crate) fn keys_of(tree: &TableNode, address: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let (mut table, mut rest) = (Some(tree), address);
    loop {
        let of_table = table.into_iter().flat_map(|table| table.entries.iter());
        let found = of_table
            .filter(|(key, _)| {
                rest == key || rest.strip_prefix(key.as_str()).is_some_and(|after| after.starts_with('.'))
            })
            .max_by_key(|(key, _)| key.len());
        let (key, value) = match found {
            Some((key, node)) => (key.as_str(), Some(&node.value)),
            None => (rest.split('.').next().unwrap_or(rest), None),
        };
        keys.push(key.to_owned());
        if rest.len() <= key.len() {
            return keys;
        }
        rest = &rest[key.len() + 1..];
        table = match value {
            Some(Value::Table(table)) => Some(table),
            _ => None,
        };
    }
}

/// Canonical text of a table, equal for equal content: `address = value` lines in file order, without comments, layout
/// or places.
pub(crate) fn canonical(table: &TableNode) -> String {
    let mut text = String::new();
    write_table(&mut text, "", table);
    text
}

fn write_table(text: &mut String, prefix: &str, table: &TableNode) {
    for (key, node) in &table.entries {
        let address = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match &node.value {
            Value::Table(inner) => write_table(text, &address, inner),
            value => {
                text.push_str(&address);
                text.push_str(" = ");
                write_value(text, value);
                text.push('\n');
            }
        }
    }
}

fn write_value(text: &mut String, value: &Value) {
    match value {
        Value::Text(inner) => {
            let _ = write!(text, "{inner:?}");
        }
        // 41000 and 41_000.0 are the same number.
        Value::Whole(number) => text.push_str(&(*number as f64).to_string()),
        Value::Number(number) => text.push_str(&number.to_string()),
        Value::Flag(flag) => text.push_str(&flag.to_string()),
        Value::Date => text.push_str("date"),
        Value::Table(inner) => {
            text.push_str("{\n");
            write_table(text, "", inner);
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for item in items {
                write_value(text, &item.value);
                text.push_str(", ");
            }
            text.push(']');
        }
    }
}
