//! From bytes to a merged tree in which every value has its place in a file.
//!
//! [`loader`] reads files and [`sources`] keeps them, [`characters`] refuses invisible characters, [`mod@file`] parses
//! one file into a [`tree`] using [`syntax`], [`overlay`] merges a file with its base, and [`csv`] reads CSV files.

pub(crate) mod characters;
pub(crate) mod csv;
pub(crate) mod file;
pub(crate) mod loader;
pub(crate) mod overlay;
pub(crate) mod sources;
mod syntax;
pub(crate) mod tree;

pub(crate) use self::csv::{CsvFile, wrong_header};
pub use characters::visible;
pub(crate) use characters::without_refused;
pub use loader::{LoadError, Loader};
pub(crate) use overlay::{BASE, REMOVE};
pub(crate) use sources::up_and_down;
pub use sources::{Place, Sources};
pub(crate) use syntax::parse;
pub(crate) use tree::{Node, REST, TableNode, Value, keys_of};
