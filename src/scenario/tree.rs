//! A file as a tree in which every value knows where it stands.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Diagnostic, Problem};
use super::source::Place;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub value: Value,
    /// Where the value stands.
    pub at: Place,
    /// Where its key stands.
    pub key_at: Place,
}

/// A TOML value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Table(TableNode),
    Array(Vec<Node>),
    Text(String),
    Whole(i64),
    /// A number with a fraction, or one too large to be held as a whole number.
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
    /// Whether the value is the word that marks the branch with the rest.
    pub(crate) fn is_rest(&self) -> bool {
        matches!(self, Self::Text(text) if text == "rest")
    }
}

impl TableNode {
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }
}

impl Node {
    /// What was found, in words, for an error.
    pub(crate) fn found(&self) -> String {
        match &self.value {
            Value::Table(_) => "a table".into(),
            Value::Array(_) => "a list".into(),
            Value::Text(text) => format!("the text \"{text}\""),
            Value::Whole(number) => format!("{number}"),
            Value::Number(number) => format!("{number}"),
            Value::Flag(flag) => format!("{flag}"),
            Value::Date => "a date (put months in quotes: \"2016-04\")".into(),
        }
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

/// Reads TOML; everything that is not syntax is kept even where some of it is wrong.
pub(crate) fn parse(file: usize, text: &str) -> (TableNode, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let diagnostics = errors
        .into_iter()
        .map(|error| {
            let span = error.span().unwrap_or(0..0);
            Diagnostic::error(Problem::Syntax { message: error.message().to_owned() }).at(Place::new(file, span))
        })
        .collect();
    (convert_table(file, table.into_inner()), diagnostics)
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
        DeValue::Float(number) => Value::Number(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(_) => Value::Date,
        DeValue::Array(items) => {
            Value::Array(items.into_iter().map(|item| convert(file, Place::new(file, item.span()), item)).collect())
        }
        DeValue::Table(table) => Value::Table(convert_table(file, table)),
    };
    Node { value, at, key_at }
}

/// A table as text that says the same for the same content: `address = value` lines in file order, without comments,
/// layout or places.
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
        Value::Text(inner) => text.push_str(&format!("{inner:?}")),
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
