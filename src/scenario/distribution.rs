//! A quantity as it stands in a file: a plain number, or what is known of it as a distribution.

use super::diagnostic::{Problem, plain};
use super::input::{Evidence, FORMS};
use super::reader::Reader;
use super::tree::{Node, TableNode, Value};
use crate::random::{Distribution, Quantile, Range80Shape};
use crate::units::Unit;

/// Whether a table is a quantity rather than a table of quantities.
pub(crate) fn is_quantity(table: &TableNode) -> bool {
    table.entries.iter().any(|(key, _)| FORMS.contains(&key.as_str()))
}

/// A quantity, and where it is uncertain its quantile function.
type Drawn = (Distribution, Option<Quantile>);

/// Reads one quantity.
pub(crate) struct QuantityReading<'r> {
    pub reader: &'r mut Reader,
    pub key: &'r str,
    pub unit: Unit,
    pub range: (f64, f64),
}

impl QuantityReading<'_> {
    /// The quantity, its source and its evidence; `None` where something was wrong, which is then reported.
    pub(crate) fn read(&mut self, node: &Node) -> Option<(Drawn, Option<String>, Option<Evidence>)> {
        if let Value::Table(table) = &node.value {
            let (source, evidence) = (self.source(table), self.evidence(table));
            return Some((self.distribution(node, table)?, source, evidence));
        }
        let value = Distribution::Fixed(self.number(self.key, node, " or a distribution")?);
        Some(((value, None), None, None))
    }

    fn number(&mut self, key: &str, node: &Node, or_else: &str) -> Option<f64> {
        let value = self.any_number(key, node, or_else)?;
        let (min, max) = self.range;
        if value >= min && value <= max {
            return Some(value);
        }
        let problem = Problem::OutOfRange { key: key.into(), min, max, unit: self.unit, found: node.found() };
        self.reader.error(problem, node.at);
        None
    }

    /// A finite number, whatever its size; `or_else` says what else might have stood there.
    fn any_number(&mut self, key: &str, node: &Node, or_else: &str) -> Option<f64> {
        let problem = match node.number() {
            Some(value) if value.is_finite() => return Some(value),
            Some(_) => Problem::NotFinite { key: key.into(), found: node.found() },
            None => {
                let expected = format!("a number{}{or_else}", self.unit.in_brackets());
                Problem::WrongType { key: key.into(), expected, found: node.found_for_number() }
            }
        };
        self.reader.error(problem, node.at);
        None
    }

    fn distribution(&mut self, node: &Node, table: &TableNode) -> Option<Drawn> {
        let mut forms = table.entries.iter().filter(|(key, _)| FORMS.contains(&key.as_str()));
        let (Some((form, inner)), None) = (forms.next(), forms.next()) else {
            let found: Vec<String> =
                table.entries.iter().map(|(key, _)| key.clone()).filter(|k| k != "source" && k != "evidence").collect();
            self.reader.error(Problem::UnknownForm { key: self.key.into(), found }, node.at);
            return None;
        };
        self.only(table, &[form.as_str(), "source", "evidence"], self.key.to_owned());
        if form == "value" {
            return self.number(self.key, inner, "").map(|value| (Distribution::Fixed(value), None));
        }
        let distribution = self.shape(form, inner)?;
        match Quantile::new(&distribution, self.range.0, self.range.1) {
            Ok(quantile) => {
                self.warn_of_a_cut(&distribution, inner);
                Some((distribution, Some(quantile)))
            }
            Err(error) => {
                let problem = Problem::BadDistribution { key: self.key.into(), reason: error.to_string() };
                self.reader.error(problem, inner.at);
                None
            }
        }
    }

    /// Ends that somebody wrote down are meant; those of a normal and the like are no more than its shape.
    fn warn_of_a_cut(&mut self, distribution: &Distribution, node: &Node) {
        let (Distribution::Uniform { low, high } | Distribution::Pert { low, high, .. }) = *distribution else {
            return;
        };
        let (min, max) = self.range;
        if low < min || high > max {
            let what = format!("the distribution of `{}`", self.key);
            let why = format!("it is cut off at what is possible, from {} to {}", plain(min), plain(max));
            self.reader.warn(Problem::Odd { what, why }, node.at);
        }
    }

    fn shape(&mut self, form: &str, node: &Node) -> Option<Distribution> {
        let Value::Table(table) = &node.value else {
            let expected = format!("a table: {}", example(form));
            let problem = Problem::WrongType { key: form.into(), expected, found: node.found() };
            self.reader.error(problem, node.at);
            return None;
        };
        let mut read = |keys: [&str; 3], n: usize| -> Option<[f64; 3]> {
            self.only(table, &keys[..n], format!("{}.{form}", self.key))?;
            let mut values = [0.0; 3];
            for (key, value) in keys.iter().take(n).zip(&mut values) {
                *value = self.parameter(form, key, node, table)?;
            }
            Some(values)
        };
        match form {
            "pert" => read(["low", "mode", "high"], 3).map(|[low, mode, high]| Distribution::Pert { low, mode, high }),
            "uniform" => read(["low", "high", ""], 2).map(|[low, high, _]| Distribution::Uniform { low, high }),
            "normal" => read(["mean", "sd", ""], 2).map(|[mean, sd, _]| Distribution::Normal { mean, sd }),
            "lognormal" => {
                read(["median", "sigma", ""], 2).map(|[median, sigma, _]| Distribution::LogNormal { median, sigma })
            }
            "beta" => read(["mean", "sd", ""], 2).map(|[mean, sd, _]| Distribution::Beta { mean, sd }),
            "range80" => {
                let shape = if self.unit.is_share() { Range80Shape::LogitNormal } else { Range80Shape::LogNormal };
                self.only(table, &["low", "high"], format!("{}.{form}", self.key))?;
                let low = self.parameter(form, "low", node, table)?;
                let high = self.parameter(form, "high", node, table)?;
                Some(Distribution::Range80 { low, high, shape })
            }
            _ => self.discrete(node, table),
        }
    }

    fn discrete(&mut self, node: &Node, table: &TableNode) -> Option<Distribution> {
        self.only(table, &["values", "weights"], format!("{}.discrete", self.key))?;
        let values = self.numbers(node, table, "values", Self::number)?;
        let weights = self.numbers(node, table, "weights", Self::any_number)?;
        Some(Distribution::Discrete { values, weights })
    }

    fn numbers(
        &mut self,
        node: &Node,
        table: &TableNode,
        key: &str,
        read: impl Fn(&mut Self, &str, &Node, &str) -> Option<f64>,
    ) -> Option<Vec<f64>> {
        match table.get(key) {
            Some(Node { value: Value::Array(items), .. }) => {
                items.iter().map(|item| read(self, key, item, "")).collect()
            }
            Some(other) => {
                let problem =
                    Problem::WrongType { key: key.into(), expected: "a list of numbers".into(), found: other.found() };
                self.reader.error(problem, other.at);
                None
            }
            None => {
                self.missing("discrete", key, node);
                None
            }
        }
    }

    fn parameter(&mut self, form: &str, key: &str, node: &Node, table: &TableNode) -> Option<f64> {
        if let Some(parameter) = table.get(key) {
            return self.any_number(key, parameter, "");
        }
        self.missing(form, key, node);
        None
    }

    fn missing(&mut self, form: &str, key: &str, node: &Node) {
        let inside = format!("{}.{form}", self.key);
        let expected = format!("the form is {form} = {}", example(form));
        let problem = Problem::Missing { key: key.into(), inside, expected };
        self.reader.error(problem, node.at);
    }

    /// Reports keys that are not allowed; `None` where there are any, so that what they stand for is not missed too.
    pub(crate) fn only(&mut self, table: &TableNode, allowed: &[&str], inside: String) -> Option<()> {
        let mut clean = Some(());
        for (key, node) in &table.entries {
            if !allowed.contains(&key.as_str()) {
                let allowed = allowed.iter().map(|&k| k.to_owned()).collect();
                let problem = Problem::UnknownKey { key: key.clone(), allowed, inside: inside.clone() };
                self.reader.error(problem, node.key_at);
                clean = None;
            }
        }
        clean
    }

    fn source(&mut self, table: &TableNode) -> Option<String> {
        let node = table.get("source")?;
        if let Value::Text(text) = &node.value {
            return Some(text.clone());
        }
        let problem =
            Problem::WrongType { key: "source".into(), expected: "text in quotes".into(), found: node.found() };
        self.reader.error(problem, node.at);
        None
    }

    fn evidence(&mut self, table: &TableNode) -> Option<Evidence> {
        let node = table.get("evidence")?;
        let Value::Text(word) = &node.value else {
            let expected = format!("one of {}, in quotes", Evidence::IDS.join(", "));
            self.reader.error(Problem::WrongType { key: "evidence".into(), expected, found: node.found() }, node.at);
            return None;
        };
        let grade = Evidence::from_word(word);
        if grade.is_none() {
            let known = Evidence::IDS.iter().map(|&id| id.to_owned()).collect();
            self.reader.error(Problem::UnknownWord { key: "evidence".into(), word: word.clone(), known }, node.at);
        }
        grade
    }
}

fn example(form: &str) -> &'static str {
    match form {
        "pert" => "{ low = 1, mode = 2, high = 4 }",
        "uniform" | "range80" => "{ low = 1, high = 4 }",
        "normal" | "beta" => "{ mean = 0.5, sd = 0.1 }",
        "lognormal" => "{ median = 2, sigma = 0.3 }",
        _ => "{ values = [1, 2], weights = [3, 1] }",
    }
}
