//! Changes to the text of a scenario: a value is written where it stands, and everything else, comments included, stays as it is.
//! [`removal`] takes an item out, with what refers to it.

mod removal;

use std::fmt;

use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::Scenario;
use super::source::{TableNode, keys_of};
pub(crate) use removal::{Referrer, without};

/// A value to be written in a file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum NewValue {
    /// A number with its source, for a quantity.
    Number {
        /// The value.
        value: f64,
        /// Where it comes from.
        source: String,
    },
    /// The 10th and 90th percentiles of a quantity, with their source.
    Range {
        /// 10th percentile.
        low: f64,
        /// 90th percentile.
        high: f64,
        /// Where they come from.
        source: String,
    },
    /// A number for a setting. Its source is written only if it has one already.
    PlainNumber {
        /// The value.
        value: f64,
        /// Where it comes from.
        source: String,
    },
    /// Text, a month or a name.
    Text(String),
    /// `true` or `false`.
    Flag(bool),
    /// Nothing: the default applies, or the value of the base.
    Absent,
}

/// Why a value cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EditError {
    /// The text is not TOML.
    Syntax,
    /// Something that is not a table stands in the way.
    NoTable {
        /// Address of what is in the way.
        address: String,
    },
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax => f.write_str("the file cannot be parsed"),
            Self::NoTable { address } => write!(f, "`{address}` is not a table, so nothing can be written in it"),
        }
    }
}

/// The text of a file with other values at some addresses. Keys that it does not have are added.
///
/// # Errors
/// [`EditError`] if the text is not TOML, or an address leads through something that is not a table.
pub(crate) fn with_values(text: &str, scenario: &Scenario, values: &[(String, NewValue)]) -> Result<String, EditError> {
    let mut document: DocumentMut = text.parse().map_err(|_| EditError::Syntax)?;
    for (address, value) in values {
        write(document.as_table_mut(), &scenario.tree, address, value)?;
    }
    Ok(document.to_string())
}

/// Writes a value at its address.
fn write(root: &mut Table, tree: &TableNode, address: &str, value: &NewValue) -> Result<(), EditError> {
    let mut keys = keys_of(tree, address);
    let last = keys.pop().unwrap_or_default();
    let mut table: &mut dyn TableLike = root;
    for (place, key) in keys.iter().enumerate() {
        if *value == NewValue::Absent && !table.contains_key(key) {
            return Ok(());
        }
        let item = table.entry(key).or_insert_with(|| {
            let mut new = Table::new();
            // A table that only contains others needs no header of its own.
            new.set_implicit(place + 1 < keys.len());
            Item::Table(new)
        });
        table = item.as_table_like_mut().ok_or_else(|| EditError::NoTable { address: keys[..=place].join(".") })?;
    }
    let has_source = table.get(&last).and_then(Item::as_inline_table).is_some_and(|inner| inner.contains_key("value"));
    let with_source = match value {
        NewValue::PlainNumber { value, source } if has_source => {
            Some(NewValue::Number { value: *value, source: source.clone() })
        }
        _ => None,
    };
    let Some(new) = written(with_source.as_ref().unwrap_or(value)) else {
        table.remove(&last);
        return Ok(());
    };
    match table.get_mut(&last) {
        // What stands around the value, such as a comment at the end of the line, stays.
        Some(Item::Value(old)) => {
            let decor = old.decor().clone();
            *old = new;
            *old.decor_mut() = decor;
        }
        Some(other) => *other = Item::Value(new),
        None => drop(table.insert(&last, Item::Value(new))),
    }
    Ok(())
}

/// A value as it is written; `None` if there is none.
fn written(value: &NewValue) -> Option<Value> {
    Some(match value {
        NewValue::Number { value, source } => {
            let parts = [("value", number(*value)), ("source", source.as_str().into())];
            Value::InlineTable(InlineTable::from_iter(parts))
        }
        NewValue::Range { low, high, source } => {
            let ends = InlineTable::from_iter([("low", number(*low)), ("high", number(*high))]);
            let parts = [("range80", Value::InlineTable(ends)), ("source", source.as_str().into())];
            Value::InlineTable(InlineTable::from_iter(parts))
        }
        NewValue::PlainNumber { value, .. } => number(*value),
        NewValue::Text(text) => text.as_str().into(),
        NewValue::Flag(flag) => (*flag).into(),
        NewValue::Absent => return None,
    })
}

/// A number as a person writes it: without a fraction if it has none.
fn number(value: f64) -> Value {
    /// Up to here every whole number is one.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < WHOLE { (value as i64).into() } else { value.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(values: &[(&str, NewValue)]) -> String {
        let text = crate::scenario::templates::ONE_TEAM.text();
        let scenario = Scenario::parse(text).expect("a template");
        let values: Vec<(String, NewValue)> =
            values.iter().map(|(address, value)| ((*address).to_owned(), value.clone())).collect();
        with_values(text, &scenario, &values).expect("the text of a template")
    }

    fn number_of(value: f64) -> NewValue {
        NewValue::Number { value, source: "payroll".to_owned() }
    }

    /// The lines of one text that are not in the other.
    fn changed<'t>(text: &'t str, other: &str) -> Vec<&'t str> {
        text.lines().filter(|line| !other.lines().any(|one| one == *line)).collect()
    }

    #[test]
    fn only_the_line_of_the_value_changes_and_its_comment_stays() {
        let text = crate::scenario::templates::ONE_TEAM.text();
        let new = edited(&[("team.duty.establishment", number_of(18.5))]);
        assert_eq!(
            changed(&new, text),
            [r#"establishment = { value = 18.5, source = "payroll" }      # the posts the council pays for (FTE)"#]
        );
        assert_eq!(changed(text, &new).len(), 1);
    }

    #[test]
    fn a_range_takes_the_place_of_any_form() {
        let range = NewValue::Range { low: 0.5, high: 0.75, source: "a \"survey\"".to_owned() };
        let new = edited(&[("route.nqsw.stage.asye.caseload_share", range)]);
        assert!(
            new.contains(r#"caseload_share = { range80 = { low = 0.5, high = 0.75 }, source = 'a "survey"' }"#),
            "{new}"
        );
    }

    #[test]
    fn keys_that_the_file_does_not_have_are_added_to_their_table() {
        let new = edited(&[("agency.policy_cap", number_of(3.0)), ("retention.payment", number_of(1_500.0))]);
        let scenario = Scenario::parse(&new).expect("a scenario");
        let value = |address: &str| scenario.inputs.get(scenario.inputs.find(address).expect("an input")).mean();
        assert_eq!((value("agency.policy_cap"), value("retention.payment")), (3.0, 1_500.0));
        assert!(new.contains("\n[retention]\npayment = { value = 1500, source = \"payroll\" }"), "{new}");
    }

    #[test]
    fn what_is_absent_has_its_default() {
        let new = edited(&[("agency.notice", NewValue::Absent), ("retention.payment", NewValue::Absent)]);
        assert!(!new.contains("notice") && !new.contains("[retention]"), "{new}");
        assert!(Scenario::parse(&new).is_ok());
    }

    #[test]
    fn settings_are_written_as_they_are() {
        let new = edited(&[
            ("months", NewValue::PlainNumber { value: 24.0, source: String::new() }),
            ("name", NewValue::Text("A \"new\" name".to_owned())),
            ("team.duty.in_ratios", NewValue::Flag(true)),
        ]);
        assert!(new.contains("months = 24  "), "{new}");
        let scenario = Scenario::parse(&new).expect("a scenario");
        assert_eq!((scenario.months(), scenario.name()), (24, "A \"new\" name"));
    }
}
