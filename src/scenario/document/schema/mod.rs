//! The scenario file as a JSON Schema, for editors: what may stand where, as it is typed.
//!
//! All of it is made from the declarations that also read the file. A schema sees one file and no further than its
//! form: names that must exist, months within the calendar and probabilities that sum to 1 are for `check`.
//!
//! [`values`] has what single keys hold, [`definitions`] what they share and [`required`] what must be given in a file
//! that is no overlay.

mod definitions;
mod json;
mod required;
mod values;

use crate::scenario::FORMAT;
use crate::scenario::declarations;
use crate::scenario::declare::{Declaration, ID_PATTERN, Key, Kind};
use crate::scenario::document::reference::kind_words;
use crate::scenario::section::leaving::BAND_PATTERN;
use crate::scenario::source::{BASE, REMOVE};
use crate::units::Month;
use definitions::{Definitions, REMOVE_OR_NAME, reference};
use json::{Members, SchemaWriter, members, object, texts};

/// The scenario file as a JSON Schema (draft 7), made from the declarations.
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
            "A children's social work service, the demand on it and what is planned. With `base` it is an overlay: it \
             says only what differs from the scenario that it names."
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

/// The keys that are declared in the table at an address.
fn properties(all: &[Declaration], table: &str, definitions: &mut Definitions) -> Members {
    let within = all.iter().filter(|one| one.table() == table);
    within.map(|one| (one.key().to_owned(), SchemaWriter::Object(property(all, one, definitions)))).collect()
}

/// One key: what it means and what may stand there.
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

/// What somebody wants to know of a key who is about to write it.
fn description(declaration: &Declaration) -> String {
    let kind = match declaration.kind {
        Kind::Table | Kind::Things => String::new(),
        ref kind => format!("\n\n{}.", capitalised(&kind_words(kind))),
    };
    let left_out = match declaration.default.as_deref() {
        None => " Required.".to_owned(),
        Some("") => String::new(),
        Some(default) => format!(" If left out: {default}."),
    };
    let may = match (declaration.uncertain, declaration.dated) {
        (true, true) => " It may be uncertain, and dated changes may change it.",
        (true, false) => " It may be uncertain.",
        _ => "",
    };
    format!("{}{kind}{left_out}{may}", declaration.doc)
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().iter().flat_map(|letter| letter.to_uppercase()).collect();
    first + letters.as_str()
}

/// What holds where the key is left out, if that is a value.
fn default(declaration: &Declaration) -> Option<SchemaWriter> {
    let text = declaration.default.as_deref().filter(|text| !text.is_empty())?;
    let flag = text.parse().ok().map(SchemaWriter::Flag);
    Some(flag.or_else(|| text.parse().ok().map(SchemaWriter::Number)).unwrap_or_else(|| text.into()))
}

/// A table of declared keys.
fn table(all: &[Declaration], address: &str, definitions: &mut Definitions) -> Members {
    let mut keys = properties(all, address, definitions);
    keys.extend(members(["source", "evidence", REMOVE].map(|key| (key, reference(key)))));
    members([
        ("type", "object".into()),
        ("properties", SchemaWriter::Object(keys)),
        ("additionalProperties", false.into()),
        ("dependencies", object([(REMOVE, object([("maxProperties", 1.0.into())]))])),
    ])
}

/// A table of named things.
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
        Key::Stage | Key::Band | Key::Month => SchemaWriter::Object(values::value(kind, definitions)),
    };
    let mut own = members([(REMOVE, reference(REMOVE_OR_NAME))]);
    if matches!(kind, Kind::Quantity(..)) {
        own.extend(members(["source", "evidence"].map(|key| (key, reference(key)))));
    }
    let mut schema = members([("type", "object".into()), ("properties", SchemaWriter::Object(own))]);
    let pattern = match key {
        // Words of the format are names too, so only names that are none of them are held to the pattern.
        Key::Stage | Key::Branch => {
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
