//! From bytes to a merged tree in which every value knows where it stands.
//!
//! [`loader`] opens files and [`sources`] keeps them, [`characters`] refuses what cannot be shown, [`mod@file`] makes a [`tree`]
//! of one file by its [`syntax`], [`overlay`] lays a file over its base, [`csv`] reads the tables beside a scenario.

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
pub use sources::{Place, SourceFile, Sources};
pub(crate) use tree::{Node, REST, TableNode, Value};
