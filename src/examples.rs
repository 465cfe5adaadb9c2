//! A scenario to try things on, in this crate's own tests and documents.

/// The smallest scenario that has people, agency staff and cases.
pub const SMALL: &str = include_str!("../examples/small.toml");
