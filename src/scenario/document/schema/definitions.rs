//! Definitions shared by several keys of the schema.

use super::json::{Members, SchemaWriter, object, texts};
use crate::random::FORMS;
use crate::scenario::declare::BLANK;
use crate::scenario::declare::{Declaration, EVIDENCE, Evidence, Kind, SOURCE, UNUSUAL};
use crate::scenario::source::REMOVE;

/// Meaning of `remove = true`.
const REMOVES: &str = "In an overlay, `true` removes this entry of the base; no other key may be given with it.";

/// Name of the definition of the same key where keys are user-defined names, so that it may also be a name.
pub(super) const REMOVE_OR_NAME: &str = "remove_or_name";

/// Name of the definition of a table with which an overlay removes a value.
pub(super) const REMOVAL: &str = "removal";

/// Name of the definition that nothing below is removed.
pub(super) const NOTHING_REMOVED: &str = "nothing_removed";

/// Name of the definition that a table has exactly one of the forms of a quantity, or is removed.
pub(super) const ONE_FORM: &str = "one_form";

/// A reference to the definition called `name`.
pub(super) fn reference(name: &str) -> SchemaWriter {
    object([("$ref", format!("#/definitions/{name}").into())])
}

/// Each form of a quantity, a blank and its removal, as a required key.
pub(super) fn any_form() -> SchemaWriter {
    let names = FORMS.iter().map(|form| form.name).chain([BLANK, REMOVE]);
    SchemaWriter::List(names.map(|name| object([("required", texts([name]))])).collect())
}

/// The definitions so far, in order of first use.
pub(super) struct Definitions {
    list: Members,
    /// Top-level tables that contain quantities, and those that contain quantities that changes may change.
    with_quantities: Vec<String>,
    with_dated: Vec<String>,
}

impl Definitions {
    /// The definitions that every schema has.
    pub(super) fn new(declarations: &[Declaration]) -> Self {
        let top = |wanted: &dyn Fn(&Declaration) -> bool| {
            let tables = declarations.iter().filter(|one| wanted(one) && one.address.contains('.'));
            let mut names: Vec<String> = tables.map(|one| one.address.split('.').take(1).collect()).collect();
            names.dedup();
            names
        };
        let mut definitions = Self {
            list: Vec::new(),
            with_quantities: top(&|one| matches!(one.kind, Kind::Quantity(..))),
            with_dated: top(&|one| one.dated),
        };
        definitions.define_common();
        definitions
    }

    fn define_common(&mut self) {
        let text =
            |doc: &str| object([("description", doc.into()), ("type", "string".into()), ("pattern", "\\S".into())]);
        self.define("source", text(SOURCE));
        self.define("unusual", text(UNUSUAL));
        let grades = texts(Evidence::IDS);
        self.define("evidence", object([("description", EVIDENCE.into()), ("enum", grades)]));
        self.define(REMOVE, object([("description", REMOVES.into()), ("const", true.into())]));
        let not_false = object([("const", false.into())]);
        let removal = [
            ("properties", object([(REMOVE, reference(REMOVE))])),
            ("required", texts([REMOVE])),
            ("additionalProperties", false.into()),
        ];
        self.define(REMOVAL, object(removal));
        self.define(ONE_FORM, object([("oneOf", any_form())]));
        self.define(REMOVE_OR_NAME, object([("description", REMOVES.into()), ("not", not_false)]));
        let kept = object([("not", object([("const", true.into())]))]);
        let below = [("properties", object([(REMOVE, kept)])), ("additionalProperties", reference(NOTHING_REMOVED))];
        self.define(NOTHING_REMOVED, object(below));
    }

    /// Defines `name` unless it is defined already, and returns a reference to it.
    pub(super) fn define(&mut self, name: &str, schema: SchemaWriter) -> SchemaWriter {
        if !self.list.iter().any(|(known, _)| known == name) {
            self.list.push((name.to_owned(), schema));
        }
        reference(name)
    }

    /// All definitions as JSON.
    pub(super) fn into_json(self) -> SchemaWriter {
        SchemaWriter::Object(self.list)
    }

    /// Regular expression for the addresses of inputs.
    pub(super) fn addresses(&self) -> String {
        format!("^({})(\\.[a-z0-9_-]+)+$", self.with_quantities.join("|"))
    }

    /// Regular expression for the addresses of inputs that can be changed, or for the start of one whose remainder is a
    /// nested table.
    pub(super) fn changeable(&self) -> String {
        format!("^({})(\\.[a-z0-9_-]+)*$", self.with_dated.join("|"))
    }
}
