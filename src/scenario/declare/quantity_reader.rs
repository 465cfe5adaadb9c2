//! Parsing of quantities: a plain number or a distribution.

use std::sync::Arc;

use super::input::Evidence;
use super::remark::{REMARKS, is_remark};
use super::scalar::on_one_line;
use crate::random::{Distribution, DistributionForm, ParameterKind, Quantile};
use crate::scenario::problem::{Problem, Questionable};
use crate::scenario::reader::Reader;
use crate::scenario::source::{Node, TableNode, Value};
use crate::units::Unit;

/// The key of a figure that is yet to be found out.
pub(crate) const BLANK: &str = "blank";

/// Whether a table is a quantity rather than a table of quantities.
pub(crate) fn is_quantity(table: &TableNode) -> bool {
    table.entries.iter().any(|(key, _)| DistributionForm::find(key).is_some() || key == BLANK)
}

/// Whether the figure at an address is blank, which is reported with what it asks for.
pub(crate) fn is_blank(reader: &mut Reader, key: &str, node: &Node) -> bool {
    let Value::Table(table) = &node.value else { return false };
    let Some(blank) = table.get(BLANK) else { return false };
    let problem = match &blank.value {
        Value::Text(what) if !what.trim().is_empty() => Problem::Blank { key: key.to_owned(), what: on_one_line(what) },
        _ => Problem::WrongType {
            key: BLANK.into(),
            expected: "what is to be found out, as text in quotes".into(),
            found: blank.found(),
        },
    };
    reader.blanks.insert(key.to_owned());
    reader.error(problem, node.at);
    true
}

/// A quantity and, if uncertain, its quantile function.
type ParsedQuantity = (Distribution, Option<Arc<Quantile>>);

/// What stands beside a quantity.
#[derive(Default)]
pub(crate) struct Remarks {
    pub source: Option<String>,
    pub evidence: Option<Evidence>,
    pub unusual: Option<String>,
}

/// Parser of one quantity.
pub(crate) struct QuantityReader<'r> {
    pub reader: &'r mut Reader,
    pub key: &'r str,
    pub unit: Unit,
    pub range: (f64, f64),
}

impl QuantityReader<'_> {
    /// The quantity and what stands beside it; reports any error and returns `None`.
    pub(crate) fn read(&mut self, node: &Node) -> Option<(ParsedQuantity, Remarks)> {
        if let Value::Table(table) = &node.value {
            let remarks = self.remarks(table);
            return Some((self.distribution(node, table)?, remarks));
        }
        let value = Distribution::Fixed(self.number(self.key, node, " or a distribution")?);
        Some(((value, None), Remarks::default()))
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

    /// A finite number of any size; `or_else` is the alternative to a number for the error message.
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

    fn distribution(&mut self, node: &Node, table: &TableNode) -> Option<ParsedQuantity> {
        let mut forms = table.entries.iter().filter_map(|(key, node)| Some((DistributionForm::find(key)?, node)));
        let (Some((form, inner)), None) = (forms.next(), forms.next()) else {
            let found: Vec<String> =
                table.entries.iter().map(|(key, _)| key.clone()).filter(|key| !is_remark(key)).collect();
            self.reader.error(Problem::UnknownForm { key: self.key.into(), found }, node.at);
            return None;
        };
        self.only_form(table, form.name, self.key.to_owned());
        if form.parameters.is_empty() {
            return self.number(self.key, inner, "").map(|value| (Distribution::Fixed(value), None));
        }
        let distribution = self.shape(form, inner)?;
        let known = self.reader.quantiles.find(node.at, &distribution, self.range);
        let new = || Quantile::new(&distribution, self.range.0, self.range.1).map(Arc::new);
        match known.map_or_else(new, Ok) {
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

    /// Warns if stated ends of a distribution are truncated; the tails of a normal and similar forms may be.
    fn warn_of_a_cut(&mut self, distribution: &Distribution, node: &Node) {
        let (_, parameters) = distribution.form();
        let end =
            |key: &str| parameters.iter().find(|(known, _)| *known == key).and_then(|(_, numbers)| numbers.first());
        let (Some(&low), Some(&high)) = (end("low"), end("high")) else { return };
        let (min, max) = self.range;
        if low < min || high > max {
            let what = Questionable::CutDistribution { key: self.key.to_owned(), min, max };
            self.reader.warn(Problem::Odd { what }, node.at);
        }
    }

    fn shape(&mut self, form: &DistributionForm, node: &Node) -> Option<Distribution> {
        let Value::Table(table) = &node.value else {
            let expected = format!("a table: {}", form.example);
            let problem = Problem::WrongType { key: form.name.into(), expected, found: node.found() };
            self.reader.error(problem, node.at);
            return None;
        };
        let keys: Vec<&str> = form.parameters.iter().map(|(key, _)| *key).collect();
        self.only(table, &keys, format!("{}.{}", self.key, form.name))?;
        let given = form.parameters.iter().map(|&(key, kind)| {
            if let Some(parameter) = table.get(key) {
                return self.parameter(key, kind, parameter);
            }
            self.missing(form, key, node);
            None
        });
        let given = given.collect::<Option<Vec<_>>>()?;
        Some((form.make)(&given, self.unit.is_share()))
    }

    /// The numbers of a parameter.
    fn parameter(&mut self, key: &str, kind: ParameterKind, node: &Node) -> Option<Vec<f64>> {
        if kind == ParameterKind::Number {
            return Some(vec![self.any_number(key, node, "")?]);
        }
        let Value::Array(items) = &node.value else {
            let problem =
                Problem::WrongType { key: key.into(), expected: "a list of numbers".into(), found: node.found() };
            self.reader.error(problem, node.at);
            return None;
        };
        let item = |item| match kind {
            ParameterKind::Values => self.number(key, item, ""),
            _ => self.any_number(key, item, ""),
        };
        items.iter().map(item).collect()
    }

    fn missing(&mut self, form: &DistributionForm, key: &str, node: &Node) {
        let inside = format!("{}.{}", self.key, form.name);
        let expected = format!("the form is {} = {}", form.name, form.example);
        let problem = Problem::Missing { key: key.into(), inside, expected };
        self.reader.error(problem, node.at);
    }

    /// Reports keys that are not allowed; `None` if there are any, so that missing keys are not reported as well.
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

    /// What stands beside a figure in its table.
    pub(crate) fn remarks(&mut self, table: &TableNode) -> Remarks {
        Remarks {
            source: self.text(table, "source"),
            evidence: self.evidence(table),
            unusual: self.text(table, "unusual"),
        }
    }

    /// Reports keys of a figure's table other than its form and remarks, and returns `None` if there are any.
    pub(crate) fn only_form(&mut self, table: &TableNode, form: &str, inside: String) -> Option<()> {
        let allowed: Vec<&str> = std::iter::once(form).chain(REMARKS).collect();
        self.only(table, &allowed, inside)
    }

    /// A remark in words.
    fn text(&mut self, table: &TableNode, key: &str) -> Option<String> {
        let node = table.get(key)?;
        let expected = match &node.value {
            Value::Text(text) if text.trim().is_empty() => "non-blank text",
            Value::Text(text) => return Some(on_one_line(text)),
            _ => "text in quotes",
        };
        let problem = Problem::WrongType { key: key.into(), expected: expected.into(), found: node.found() };
        self.reader.error(problem, node.at);
        None
    }

    /// The `evidence` grade of a figure.
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

#[cfg(test)]
mod tests {
    use crate::examples::SMALL;
    use crate::random::FORMS;
    use crate::scenario::Scenario;

    #[test]
    fn the_example_of_each_form_is_read_as_that_form() {
        for form in &FORMS {
            let written = format!("establishment = {{ {} = {} }}", form.name, form.example);
            let scenario = Scenario::parse(&SMALL.replace("establishment = 12", &written)).unwrap();
            let input = scenario.inputs.find("team.cin.establishment").unwrap();
            assert_eq!(scenario.inputs.get(input).value.form().0, form.name);
        }
    }
}
