//! The scenario file as a JSON Schema, for completion and validation in editors.
//!
//! It is generated from the declarations that also read the file. A schema validates only the form of a single file;
//! names that must exist, months within the calendar and probabilities that sum to 1 are checked by `staffcast check`.
//!
//! [`values`] has the schemas of single values, [`definitions`] the shared definitions and [`required`] the keys
//! required in a file that is not an overlay.

mod definitions;
mod json;
mod required;
mod values;

use crate::scenario::FORMAT;
use crate::scenario::declarations;
use crate::scenario::declare::{Declaration, ID_PATTERN, Key, Kind, MONTH, REMARKS};
use crate::scenario::document::reference::kind_words;
use crate::scenario::plausibility::Figure;
use crate::scenario::section::leaving::BAND_PATTERN;
use crate::scenario::source::{BASE, REMOVE};
use crate::units::Month;
use definitions::{Definitions, REMOVE_OR_NAME, reference};
use json::{Members, SchemaWriter, members, object, texts};

/// The scenario file as a JSON Schema (draft 7), generated from the declarations.
#[must_use]
pub fn schema() -> String {
    let all = declarations();
    let mut definitions = Definitions::new(&all);
    let mut root = members([
        ("$schema", "http://json-schema.org/draft-07/schema#".into()),
        ("$id", format!("urn:staffcast:scenario:{FORMAT}").into()),
        ("title", "staffcast scenario".into()),
        (
            "description",
            "A children's social work service, the demand on it and the plans for it. A file with `base` is an \
             overlay: it states only the differences from that scenario."
                .into(),
        ),
        ("type", "object".into()),
        ("properties", SchemaWriter::Object(properties(&all, "", &mut definitions))),
        ("additionalProperties", false.into()),
        ("if", object([("required", texts([BASE]))])),
        ("else", required::complete(&all)),
    ]);
    root.push(("definitions".into(), definitions.into_json()));
    SchemaWriter::Object(root).pretty()
}

/// The keys declared in the table at an address.
fn properties(all: &[Declaration], table: &str, definitions: &mut Definitions) -> Members {
    let within = all.iter().filter(|one| one.table() == table);
    within.map(|one| (one.key().to_owned(), SchemaWriter::Object(property(all, one, definitions)))).collect()
}

/// The schema of one key: its description and allowed values.
fn property(all: &[Declaration], declaration: &Declaration, definitions: &mut Definitions) -> Members {
    let mut schema = members([("description", description(declaration).into())]);
    if let Some(default) = default(declaration) {
        schema.push(("default".into(), default));
    }
    schema.extend(match &declaration.kind {
        Kind::Table => table(all, &declaration.address, definitions),
        Kind::Things => things(all, &declaration.address, definitions),
        Kind::Keyed(key, value) => keyed(*key, value, definitions),
        kind => values::value(kind, definitions),
    });
    schema
}

/// The description of a key shown in an editor.
fn description(declaration: &Declaration) -> String {
    let kind = match declaration.kind {
        Kind::Table | Kind::Things => String::new(),
        ref kind => format!("\n\n{}.", capitalised(&kind_words(kind))),
    };
    let left_out = match declaration.default.as_deref() {
        None => " Required.".to_owned(),
        Some("") => String::new(),
        Some(default) => format!(" Default: {default}."),
    };
    let may = match (declaration.uncertain, declaration.dated) {
        (true, true) => " It may be uncertain and may be changed by dated changes.",
        (true, false) => " It may be uncertain.",
        _ => "",
    };
    let published = Figure::of_key(&declaration.address).and_then(Figure::published_words);
    let published = published.map_or(String::new(), |words| format!(" {words}."));
    format!("{}{published}{kind}{left_out}{may}", declaration.doc)
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().iter().flat_map(|letter| letter.to_uppercase()).collect();
    first + letters.as_str()
}

/// The default value, if there is one.
fn default(declaration: &Declaration) -> Option<SchemaWriter> {
    let text = declaration.default.as_deref().filter(|text| !text.is_empty())?;
    let flag = text.parse().ok().map(SchemaWriter::Flag);
    Some(flag.or_else(|| text.parse().ok().map(SchemaWriter::Number)).unwrap_or_else(|| text.into()))
}

/// A table of declared keys, and of tables that months name if it has any.
fn table(all: &[Declaration], address: &str, definitions: &mut Definitions) -> Members {
    let (by_month, mut keys): (Members, Members) =
        properties(all, address, definitions).into_iter().partition(|(key, _)| key == MONTH);
    keys.extend(members(REMARKS.map(|key| (key, reference(key)))));
    keys.extend(members([(REMOVE, reference(REMOVE))]));
    let mut schema = members([("type", "object".into()), ("properties", SchemaWriter::Object(keys))]);
    let by_month: Members = by_month.into_iter().map(|(_, table)| (Month::PATTERN.to_owned(), table)).collect();
    if !by_month.is_empty() {
        schema.push(("patternProperties".into(), SchemaWriter::Object(by_month)));
    }
    schema.extend(members([
        ("additionalProperties", false.into()),
        ("dependencies", object([(REMOVE, object([("maxProperties", 1.0.into())]))])),
    ]));
    schema
}

/// A table of named items.
fn things(all: &[Declaration], address: &str, definitions: &mut Definitions) -> Members {
    let thing = table(all, &format!("{address}.ID"), definitions);
    members([
        ("type", "object".into()),
        ("properties", object([(REMOVE, reference(REMOVE_OR_NAME))])),
        ("propertyNames", object([("pattern", ID_PATTERN.into())])),
        ("additionalProperties", SchemaWriter::Object(thing)),
    ])
}

/// A table with keys of one sort.
fn keyed(key: Key, kind: &Kind, definitions: &mut Definitions) -> Members {
    let value = match key {
        Key::Branch => values::branch(kind, definitions),
        Key::Address => values::amount(kind, definitions),
        Key::Team | Key::Stage | Key::Band | Key::Month => SchemaWriter::Object(values::value(kind, definitions)),
    };
    let mut own = members([(REMOVE, reference(REMOVE_OR_NAME))]);
    if matches!(kind, Kind::Quantity(..)) {
        own.extend(members(REMARKS.map(|key| (key, reference(key)))));
    }
    let mut schema = members([("type", "object".into()), ("properties", SchemaWriter::Object(own))]);
    let pattern = match key {
        // Reserved keys such as `source` also match the id pattern, so `additionalProperties` is used, which excludes
        // them.
        Key::Team | Key::Stage | Key::Branch => {
            schema.extend(members([
                ("propertyNames", object([("pattern", ID_PATTERN.into())])),
                ("additionalProperties", value),
            ]));
            return schema;
        }
        Key::Band => BAND_PATTERN.to_owned(),
        Key::Month => Month::PATTERN.to_owned(),
        Key::Address => definitions.changeable(),
    };
    schema.push(("patternProperties".into(), SchemaWriter::Object(vec![(pattern, value)])));
    schema.push(("additionalProperties".into(), false.into()));
    schema
}
