//! Keys required in a file that is not an overlay. They are separate from the allowed keys because an overlay takes
//! whatever it does not state from its base.

use super::definitions::{NOTHING_REMOVED, reference};
use super::json::{Members, SchemaWriter, members, texts};
use crate::scenario::declare::{Declaration, Kind};

/// A complete file: every required key is given and nothing is removed.
pub(super) fn complete(all: &[Declaration]) -> SchemaWriter {
    let mut schema = members([("allOf", SchemaWriter::List(vec![reference(NOTHING_REMOVED)]))]);
    schema.extend(within(all, ""));
    SchemaWriter::Object(schema)
}

/// The keys required in the table at an address and in the tables below it; empty if there are none.
fn within(all: &[Declaration], table: &str) -> Members {
    let keys = || all.iter().filter(|one| one.table() == table);
    let required = texts(keys().filter(|one| one.default.is_none()).map(Declaration::key));
    let below = keys().map(|one| (one.key().to_owned(), below(all, one)));
    let below: Members = below
        .filter(|(_, schema)| !schema.is_empty())
        .map(|(key, schema)| (key, SchemaWriter::Object(schema)))
        .collect();
    let mut schema = Members::new();
    if required != SchemaWriter::List(Vec::new()) {
        schema.push(("required".into(), required));
    }
    if !below.is_empty() {
        schema.push(("properties".into(), SchemaWriter::Object(below)));
    }
    schema
}

/// The requirements on the value of a key, if it is a table.
fn below(all: &[Declaration], declaration: &Declaration) -> Members {
    let is_required = declaration.default.is_none();
    let not_empty = if is_required { members([("minProperties", 1.0.into())]) } else { Members::new() };
    match declaration.kind {
        Kind::Table => within(all, &declaration.address),
        Kind::Things => {
            let mut schema = not_empty;
            let thing = within(all, &format!("{}.ID", declaration.address));
            if !thing.is_empty() {
                schema.push(("additionalProperties".into(), SchemaWriter::Object(thing)));
            }
            schema
        }
        Kind::Keyed(..) => not_empty,
        _ => Members::new(),
    }
}
