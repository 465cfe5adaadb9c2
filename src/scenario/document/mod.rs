//! What people and editors are told of the format: the reference, a JSON Schema and the list of codes.

pub(crate) mod codes;
pub(crate) mod reference;
pub(crate) mod schema;
