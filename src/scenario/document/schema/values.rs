//! The schema of single values: what each [`Kind`] holds.
//!
//! In an overlay `{ remove = true }` may stand wherever a value may, so every value admits it; that a file without a
//! `base` removes nothing is said once, in [`super::required`].

use super::definitions::{Definitions, ONE_FORM, REMOVAL, any_form, reference};
use super::json::{Members, SchemaWriter, members, object, texts};
use crate::measures::registry::MEASURES;
use crate::random::{DistributionForm, FORMS, ParameterKind};
use crate::scenario::declare::{ID_PATTERN, Kind};
use crate::scenario::source::{REMOVE, REST};
use crate::units::{FinancialYear, Month};

/// The types that a value may have, and what must hold for it. A keyword of JSON Schema binds values of its own type
/// alone, so the keywords of several types can stand side by side, and an error names the one that was broken.
struct ValueKeywords {
    types: Vec<&'static str>,
    keywords: Members,
}

impl ValueKeywords {
    fn new<const N: usize>(of: &'static str, keywords: [(&str, SchemaWriter); N]) -> Self {
        Self { types: vec![of], keywords: members(keywords) }
    }

    /// A value that is this or the other.
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

    /// This, or the table with which an overlay takes it away.
    fn removable(mut self) -> Members {
        if self.types.contains(&"object") {
            return self.schema();
        }
        let removal = SchemaWriter::Object(members([(REMOVE, true.into())]));
        if let Some((_, SchemaWriter::List(words))) = self.keywords.iter_mut().find(|(keyword, _)| keyword == "enum") {
            words.push(removal);
        }
        // Under a condition, because editors offer every key that stands among properties.
        let removal = [("if", object([("type", "object".into())])), ("then", reference(REMOVAL))];
        self.or(Self::new("object", removal)).schema()
    }
}

/// What a value of this kind must be. It stands in full at every key, because the editors that read TOML show no
/// description that stands beside a reference.
pub(super) fn value(kind: &Kind, definitions: &mut Definitions) -> Members {
    holds(kind, definitions).removable()
}

/// What a branch may be: what its kind says, or the rest.
pub(super) fn branch(kind: &Kind, definitions: &mut Definitions) -> SchemaWriter {
    let rest = ValueKeywords::new("string", [("pattern", format!("^{REST}$").into())]);
    let branch = holds(kind, definitions).or(rest).removable();
    definitions.define("branch", SchemaWriter::Object(branch))
}

/// What an amount of a change may be: a quantity, or a table in which the address goes on.
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

/// The name of a definition for values in a range.
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
            ValueKeywords::new("string", [("enum", texts(MEASURES.iter().map(|measure| measure.id)))])
        }
        Kind::Name(_) => ValueKeywords::new("string", [("pattern", ID_PATTERN.into())]),
        Kind::Address => ValueKeywords::new("string", [("pattern", definitions.addresses().into())]),
        Kind::Whole(_, min, max) => between("integer", *min as f64, *max as f64),
        Kind::Number(min, max) => between("number", *min, *max),
        Kind::Plain(_, min, max) => between("number", *min, *max).or(forms(&FORMS[..1], (*min, *max), definitions)),
        Kind::Quantity(_, min, max) => between("number", *min, *max).or(forms(&FORMS, (*min, *max), definitions)),
        Kind::List(item, least, most) => list(SchemaWriter::Object(holds(item, definitions).schema()), *least, *most),
        Kind::Either(kinds) => kinds
            .iter()
            .map(|kind| holds(kind, definitions))
            .reduce(ValueKeywords::or)
            .unwrap_or_else(|| ValueKeywords::new("object", [])),
        // Tables have descriptions of what is in them: `super::tables` makes their schemas.
        Kind::Table | Kind::Things | Kind::Keyed(..) => ValueKeywords::new("object", []),
    }
}

fn between(of: &'static str, min: f64, max: f64) -> ValueKeywords {
    // The ends of what the program can hold are no limits that anybody set.
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

/// A table that has exactly one of `forms`, with `source` and `evidence` where wanted.
fn forms(forms: &[DistributionForm], range: (f64, f64), definitions: &mut Definitions) -> ValueKeywords {
    let mut properties: Members =
        forms.iter().map(|form| (form.name.to_owned(), form_schema(form, range, definitions))).collect();
    properties.extend(members(["source", "evidence", REMOVE].map(|key| (key, reference(key)))));
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

/// What stands behind the name of a form. Only values that are written down as such are held to the range: the ends of
/// a distribution may lie beyond it, and are cut off.
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

/// A table in which every one of some keys must stand, and no other.
fn parameter_table(properties: Members) -> Members {
    let required = texts(properties.iter().map(|(key, _)| key));
    members([
        ("type", "object".into()),
        ("properties", SchemaWriter::Object(properties)),
        ("required", required),
        ("additionalProperties", false.into()),
    ])
}
