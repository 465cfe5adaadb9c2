//! The schemas of single values, by [`Kind`].
//!
//! In an overlay `{ remove = true }` may replace any value, so every value allows it; [`super::required`] forbids it in
//! a file without a `base`.

use super::definitions::{Definitions, ONE_FORM, REMOVAL, REMOVE_OR_NAME, any_form, reference};
use super::json::{Members, SchemaWriter, members, object, texts};
use crate::measures::Measure;
use crate::random::{DistributionForm, FORMS, ParameterKind};
use crate::scenario::declare::{BLANK, ID_PATTERN, Key, Kind, REMARKS};
use crate::scenario::source::{REMOVE, REST};
use crate::units::{FinancialYear, Month};

/// Meaning of a blank.
const BLANK_DOC: &str = "What is to be found out: a scenario with a blank cannot be run.";

/// The allowed types of a value and the keywords that constrain it. A JSON Schema keyword applies only to values of its
/// own type, so keywords for several types can be combined, and an error names the one that was violated.
struct ValueKeywords {
    types: Vec<&'static str>,
    keywords: Members,
}

impl ValueKeywords {
    fn new<const N: usize>(of: &'static str, keywords: [(&str, SchemaWriter); N]) -> Self {
        Self { types: vec![of], keywords: members(keywords) }
    }

    /// A value that matches either.
    fn or(mut self, other: Self) -> Self {
        self.types.extend(other.types);
        self.keywords.extend(other.keywords);
        self
    }

    fn schema(self) -> Members {
        let types = match self.types[..] {
            [one] => one.into(),
            _ => texts(self.types),
        };
        let mut schema = members([("type", types)]);
        schema.extend(self.keywords);
        schema
    }

    /// This value, or the table with which an overlay removes it.
    fn removable(mut self) -> Members {
        if self.types.contains(&"object") {
            return self.schema();
        }
        let removal = SchemaWriter::Object(members([(REMOVE, true.into())]));
        if let Some((_, SchemaWriter::List(words))) = self.keywords.iter_mut().find(|(keyword, _)| keyword == "enum") {
            words.push(removal);
        }
        // In a condition, because editors suggest every key among the properties.
        let removal = [("if", object([("type", "object".into())])), ("then", reference(REMOVAL))];
        self.or(Self::new("object", removal)).schema()
    }
}

/// The schema of a value of this kind. It is repeated in full at every key, because TOML editors do not display a
/// description beside a reference.
pub(super) fn value(kind: &Kind, definitions: &mut Definitions) -> Members {
    holds(kind, definitions).removable()
}

/// The schema of a branch: a value of its kind, or the word for the remainder.
pub(super) fn branch(kind: &Kind, definitions: &mut Definitions) -> SchemaWriter {
    let rest = ValueKeywords::new("string", [("pattern", format!("^{REST}$").into())]);
    let branch = holds(kind, definitions).or(rest).removable();
    definitions.define("branch", SchemaWriter::Object(branch))
}

/// The schema of an amount of a change: a quantity, or a table that continues the address.
pub(super) fn amount(kind: &Kind, definitions: &mut Definitions) -> SchemaWriter {
    let name = match kind {
        Kind::Quantity(_, min, max) => ranged("amount", *min, *max),
        _ => "amount".into(),
    };
    let is_table = object([("type", "object".into()), ("not", object([("anyOf", any_form())]))]);
    let table = object([("additionalProperties", reference(&name))]);
    let quantity = SchemaWriter::Object(value(kind, definitions));
    definitions.define(&name, object([("if", is_table), ("then", table), ("else", quantity)]))
}

/// Name of a definition for values in a range.
fn ranged(what: &str, min: f64, max: f64) -> String {
    if min.is_finite() && max.is_finite() { format!("{what}_{min}_to_{max}") } else { what.to_owned() }
}

fn holds(kind: &Kind, definitions: &mut Definitions) -> ValueKeywords {
    match kind {
        Kind::Text => ValueKeywords::new("string", [("pattern", "\\S".into())]),
        Kind::Flag => ValueKeywords::new("boolean", []),
        Kind::Month => ValueKeywords::new("string", [("pattern", Month::PATTERN.into())]),
        Kind::Year => ValueKeywords::new("string", [("pattern", FinancialYear::PATTERN.into())]),
        Kind::Choice(words) => ValueKeywords::new("string", [("enum", texts(words))]),
        Kind::Name("measure") => {
            ValueKeywords::new("string", [("enum", texts(Measure::ALL.iter().map(|measure| measure.id)))])
        }
        Kind::Name(_) => ValueKeywords::new("string", [("pattern", ID_PATTERN.into())]),
        Kind::Address => ValueKeywords::new("string", [("pattern", definitions.addresses().into())]),
        Kind::Whole(_, min, max) => {
            between("integer", *min as f64, *max as f64).or(forms(&[], (*min as f64, *max as f64), definitions))
        }
        Kind::Number(min, max) => between("number", *min, *max),
        Kind::Plain(_, min, max) => between("number", *min, *max).or(forms(&FORMS[..1], (*min, *max), definitions)),
        Kind::Quantity(_, min, max) => between("number", *min, *max).or(forms(&FORMS, (*min, *max), definitions)),
        Kind::List(item, least, most) => list(SchemaWriter::Object(holds(item, definitions).schema()), *least, *most),
        Kind::Either(kinds) => kinds
            .iter()
            .map(|kind| holds(kind, definitions))
            .reduce(ValueKeywords::or)
            .unwrap_or_else(|| ValueKeywords::new("object", [])),
        Kind::Keyed(Key::Address, value) => {
            // The keys of nested tables are left to the reader.
            let value = SchemaWriter::Object(holds(value, definitions).or(ValueKeywords::new("object", [])).schema());
            let by_address = SchemaWriter::Object(vec![(definitions.changeable(), value)]);
            let removal = object([(REMOVE, reference(REMOVE_OR_NAME))]);
            let others = ("additionalProperties", false.into());
            ValueKeywords::new("object", [("properties", removal), ("patternProperties", by_address), others])
        }
        // The schemas of tables are generated in `super`.
        Kind::Table | Kind::Things | Kind::Keyed(..) => ValueKeywords::new("object", []),
    }
}

fn between(of: &'static str, min: f64, max: f64) -> ValueKeywords {
    // The limits of the number types are not limits of the format.
    let ends = [("minimum", min), ("maximum", max)].into_iter().filter(|(_, end)| end.abs() < 9e15);
    ValueKeywords { types: vec![of], keywords: ends.map(|(keyword, end)| (keyword.to_owned(), end.into())).collect() }
}

fn list(items: SchemaWriter, least: usize, most: usize) -> ValueKeywords {
    let mut list = ValueKeywords::new("array", [("items", items), ("minItems", (least as f64).into())]);
    if most < usize::MAX {
        list.keywords.push(("maxItems".into(), (most as f64).into()));
    }
    list
}

/// A table that has exactly one of `forms`, optionally with `source` and `evidence`.
fn forms(forms: &[DistributionForm], range: (f64, f64), definitions: &mut Definitions) -> ValueKeywords {
    let mut properties: Members =
        forms.iter().map(|form| (form.name.to_owned(), form_schema(form, range, definitions))).collect();
    let blank = [("type", "string".into()), ("pattern", "\\S".into()), ("description", BLANK_DOC.into())];
    properties.push((BLANK.to_owned(), object(blank)));
    properties.extend(members(REMARKS.map(|key| (key, reference(key)))));
    properties.extend(members([(REMOVE, reference(REMOVE))]));
    ValueKeywords::new(
        "object",
        [
            ("properties", SchemaWriter::Object(properties)),
            ("additionalProperties", false.into()),
            ("if", object([("type", "object".into())])),
            ("then", reference(ONE_FORM)),
        ],
    )
}

/// The schema of the value of a form. Only listed values must be within the range; the ends of a distribution may be
/// beyond it and are truncated.
fn form_schema(form: &DistributionForm, (min, max): (f64, f64), definitions: &mut Definitions) -> SchemaWriter {
    let mut described = members([("description", form.meaning.into())]);
    let within = || between("number", min, max).schema();
    if form.parameters.is_empty() {
        described.extend(within());
        return SchemaWriter::Object(described);
    }
    let list_of = |items: SchemaWriter| SchemaWriter::Object(list(items, 1, usize::MAX).schema());
    let any = || object([("type", "number".into())]);
    let keys = form.parameters.iter().map(|&(key, kind)| {
        let held = match kind {
            ParameterKind::Number => any(),
            ParameterKind::Values => list_of(SchemaWriter::Object(within())),
            ParameterKind::Weights => list_of(any()),
        };
        (key.to_owned(), held)
    });
    described.extend(parameter_table(keys.collect()));
    let has_values = form.parameters.iter().any(|&(_, kind)| kind == ParameterKind::Values);
    let name = if has_values { ranged(form.name, min, max) } else { form.name.to_owned() };
    definitions.define(&name, SchemaWriter::Object(described))
}

/// A table with exactly these keys, all required.
fn parameter_table(properties: Members) -> Members {
    let required = texts(properties.iter().map(|(key, _)| key));
    members([
        ("type", "object".into()),
        ("properties", SchemaWriter::Object(properties)),
        ("required", required),
        ("additionalProperties", false.into()),
    ])
}
