//! A quantity as it stands in a file: a plain number, or what is known of it as a distribution.

use super::input::{Evidence, FORMS};
use super::scalar::on_one_line;
use crate::random::{Distribution, Quantile, Range80Shape};
use crate::scenario::problem::{Problem, plain};
use crate::scenario::reader::Reader;
use crate::scenario::source::{Node, TableNode, Value};
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
        let (Distribution::Uniform { low, high }
        | Distribution::Pert { low, high, .. }
        | Distribution::Range80 { low, high, .. }) = *distribution
        else {
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
        let keys = parameters(form);
        self.only(table, keys, format!("{}.{form}", self.key))?;
        if form == "discrete" {
            return self.discrete(node, table);
        }
        let values = keys.iter().map(|key| self.parameter(form, key, node, table)).collect::<Option<Vec<f64>>>()?;
        let shape = if self.unit.is_share() { Range80Shape::LogitNormal } else { Range80Shape::LogNormal };
        match (form, &values[..]) {
            ("pert", &[low, mode, high]) => Some(Distribution::Pert { low, mode, high }),
            ("uniform", &[low, high]) => Some(Distribution::Uniform { low, high }),
            ("normal", &[mean, sd]) => Some(Distribution::Normal { mean, sd }),
            ("lognormal", &[median, sigma]) => Some(Distribution::LogNormal { median, sigma }),
            ("beta", &[mean, sd]) => Some(Distribution::Beta { mean, sd }),
            ("range80", &[low, high]) => Some(Distribution::Range80 { low, high, shape }),
            _ => None,
        }
    }

    fn discrete(&mut self, node: &Node, table: &TableNode) -> Option<Distribution> {
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

    /// The source beside a figure.
    pub(crate) fn source(&mut self, table: &TableNode) -> Option<String> {
        let node = table.get("source")?;
        let expected = match &node.value {
            Value::Text(text) if text.trim().is_empty() => "text, not blank",
            Value::Text(text) => return Some(on_one_line(text)),
            _ => "text in quotes",
        };
        let problem = Problem::WrongType { key: "source".into(), expected: expected.into(), found: node.found() };
        self.reader.error(problem, node.at);
        None
    }

    /// The grade of evidence beside a figure.
    pub(crate) fn evidence(&mut self, table: &TableNode) -> Option<Evidence> {
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

/// The keys that a form has within it; none for a plain value.
pub(crate) fn parameters(form: &str) -> &'static [&'static str] {
    match form {
        "pert" => &["low", "mode", "high"],
        "uniform" | "range80" => &["low", "high"],
        "normal" | "beta" => &["mean", "sd"],
        "lognormal" => &["median", "sigma"],
        "discrete" => &["values", "weights"],
        _ => &[],
    }
}

/// What a form of a quantity says.
pub(crate) fn meaning(form: &str) -> &'static str {
    match form {
        "value" => "The number, where a source or evidence stands beside it.",
        "pert" => "The least, the most likely and the most that it may be (PERT).",
        "uniform" => "Anything between two ends, all of it alike.",
        "normal" => "Mean and standard deviation of a normal distribution.",
        "lognormal" => "Median, and standard deviation of the logarithm.",
        "beta" => "Mean and standard deviation of a beta distribution, for what lies between 0 and 1.",
        "discrete" => "One of some values, each with its weight.",
        _ => "The 10th and the 90th percentile: in one future of ten it is lower, in one of ten higher.",
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
