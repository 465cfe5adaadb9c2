//! Overlays: a file that names its base and says only what differs.
//!
//! The files of a chain become one tree before anything is typed. Tables merge by key, in the base's order with what is
//! new behind; a quantity is replaced whole; `remove = true` takes a thing away. Every value keeps its own place and
//! what it overrode.

use super::diagnostic::Problem;
use super::distribution::is_quantity;
use super::reader::Reader;
use super::source::Loader;
use super::tree::{Node, TableNode, Value};
use super::wording::near;

/// The key with which an overlay names its base.
pub(crate) const BASE: &str = "base";

/// The key with which an overlay takes a thing away.
pub(crate) const REMOVE: &str = "remove";

/// Opens the file at `path` and the chain of its bases, and merges them; `None` where one cannot be read. With a `future`,
/// another overlay on the same scenario, that lies between the scenario and all that is laid over it.
pub(crate) fn open(reader: &mut Reader, path: &str, future: Option<&str>, loader: &dyn Loader) -> Option<TableNode> {
    let mut files = chain(reader, path, loader)?;
    let (root_path, mut merged) = files.pop()?;
    if let Some(future) = future {
        let mut between = chain(reader, future, loader)?;
        let (path, _) = between.pop()?;
        if between.is_empty() {
            let why = "it is no overlay: a future names its `base` and says what differs".into();
            reader.error(Problem::Inconsistent { what: format!("the future `{future}`"), why }, None);
            return None;
        }
        if path != root_path {
            let why = format!(
                "it must be an overlay on the scenario that the plans are for, `{root_path}`, and is on `{path}`"
            );
            reader.error(Problem::Inconsistent { what: format!("the future `{future}`"), why }, None);
            return None;
        }
        between.into_iter().rev().for_each(|(_, own)| lay_over(reader, &mut merged, own));
    }
    files.into_iter().rev().for_each(|(_, own)| lay_over(reader, &mut merged, own));
    Some(merged)
}

/// The files from the one at `path` down to the one without a base, each with its path.
fn chain(reader: &mut Reader, path: &str, loader: &dyn Loader) -> Option<Vec<(String, TableNode)>> {
    let mut files: Vec<(String, TableNode)> = Vec::new();
    let (mut path, mut named_at) = (path.to_owned(), None);
    loop {
        if files.iter().any(|(known, _)| *known == path) {
            let chain = files.into_iter().map(|(path, _)| path).chain([path]).collect();
            reader.error(Problem::BaseCircle { chain }, named_at);
            return None;
        }
        let own = super::file::open(reader, &path, loader, named_at)?;
        let base = match own.get(BASE) {
            None => None,
            Some(Node { value: Value::Text(base), at, .. }) => Some((reader.sources.beside(base, Some(*at)), *at)),
            Some(node) => {
                let expected = "the path of the base scenario, in quotes".into();
                let problem = Problem::WrongType { key: BASE.into(), expected, found: node.found() };
                reader.error(problem, node.at);
                return None;
            }
        };
        files.push((path, own));
        let Some((below, at)) = base else { return Some(files) };
        (path, named_at) = (below, Some(at));
    }
}

/// Lays a table over its base.
fn lay_over(reader: &mut Reader, base: &mut TableNode, over: TableNode) {
    for (key, node) in over.entries {
        if key == BASE {
            continue;
        }
        let known = base.entries.iter().position(|(name, _)| *name == key);
        if let Value::Table(table) = &node.value
            && removes(table)
        {
            if table.entries.len() > 1 {
                let why = "`remove = true` takes the whole thing away, so nothing else can stand beside it".into();
                reader.error(Problem::Inconsistent { what: format!("`{key}`"), why }, node.key_at);
            }
            if let Some(index) = known {
                base.entries.remove(index);
            } else {
                let known = base.entries.iter().map(|(name, _)| name.clone()).collect();
                reader.error(Problem::NothingToRemove { name: key, known }, node.key_at);
            }
            continue;
        }
        match known {
            None => {
                note_near(reader, base, &key, &node);
                base.entries.push((key, node));
            }
            Some(index) => replace(reader, &mut base.entries[index].1, node),
        }
    }
}

/// Notes a new table named nearly as one of the base, which may be meant: it is told where something of it is missing.
fn note_near(reader: &mut Reader, base: &TableNode, key: &str, node: &Node) {
    let tables = base.entries.iter().filter(|(_, known)| matches!(known.value, Value::Table(_)));
    let known: Vec<String> = tables.map(|(name, _)| name.clone()).collect();
    // It is only asked, so a name may be further off than one that is an error by itself.
    if let (Value::Table(_), Some(near)) = (&node.value, near(key, &known, 2)) {
        reader.near.push((node.key_at, near.to_owned()));
    }
}

fn replace(reader: &mut Reader, old: &mut Node, new: Node) {
    match (&mut old.value, new.value) {
        (Value::Table(base), Value::Table(over)) if !is_quantity(base) && !is_quantity(&over) => {
            lay_over(reader, base, over);
        }
        (_, value) => {
            let overrode = Some(Box::new(old.clone()));
            *old = Node { value, at: new.at, key_at: new.key_at, overrode };
        }
    }
}

/// Whether a thing is to be taken away.
fn removes(table: &TableNode) -> bool {
    matches!(table.get(REMOVE), Some(Node { value: Value::Flag(true), .. }))
}
