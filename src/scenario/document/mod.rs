//! Generated documentation of the format: the reference, a JSON Schema for editors and the list of codes.

pub(crate) mod diagnostics;
pub(crate) mod reference;
pub(crate) mod schema;
