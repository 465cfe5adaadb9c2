//! Opening a file: from bytes to text to a tree.

use super::characters::{BOM, refuse_in_text, refuse_in_tree};
use super::loader::Loader;
use super::sources::Place;
use super::syntax;
use super::tree::TableNode;
use crate::scenario::problem::Problem;
use crate::scenario::reader::Reader;

/// Opens and parses the file at `path`, to which another file refers at `named_at`; reports an error and returns `None`
/// if it cannot be used.
pub(crate) fn open(reader: &mut Reader, path: &str, loader: &dyn Loader, named_at: Option<Place>) -> Option<TableNode> {
    let bytes = match loader.load(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            reader.error(Problem::Unreadable { path: path.to_owned(), error }, named_at);
            return None;
        }
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = String::from_utf8_lossy(valid).matches('\n').count() + 1;
            reader.error(Problem::NotUtf8 { path: path.to_owned(), line }, named_at);
            return None;
        }
    };
    if text.trim_start_matches(BOM).trim().is_empty() {
        reader.error(Problem::Empty { path: path.to_owned() }, named_at);
        return None;
    }
    let file = reader.sources.add(path, text);
    if refuse_in_text(reader, file) {
        return None;
    }
    let (root, errors) = syntax::parse(file, &reader.sources.files[file].text);
    let broken = !errors.is_empty();
    reader.diagnostics.extend(errors);
    // Errors in the content would only add noise to syntax errors or refused characters.
    (!broken && !refuse_in_tree(reader, &root)).then_some(root)
}
