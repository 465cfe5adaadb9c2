//! Overlays: a file that names its base and says only what differs.
//!
//! The files of a chain become one tree before anything is typed. Tables merge by key, in the base's order with what is
//! new behind; a quantity is replaced whole; `remove = true` takes a thing away. Every value keeps its own place and
//! what it overrode.

use super::diagnostic::Problem;
use super::distribution::is_quantity;
use super::reader::Reader;
use super::source::{Loader, Place};
use super::tree::{Node, TableNode, Value};
use super::wording::near;

/// The key with which an overlay names its base.
pub(crate) const BASE: &str = "base";

const REMOVE: &str = "remove";

/// Opens the file at `path` and the chain of its bases, and merges them; `None` where one cannot be read.
pub(crate) fn open(reader: &mut Reader, path: &str, loader: &dyn Loader) -> Option<TableNode> {
    open_above(reader, path, loader, None, &mut Vec::new())
}

fn open_above(
    reader: &mut Reader,
    path: &str,
    loader: &dyn Loader,
    named_at: Option<Place>,
    chain: &mut Vec<String>,
) -> Option<TableNode> {
    if chain.iter().any(|known| known == path) {
        chain.push(path.to_owned());
        reader.error(Problem::BaseCircle { chain: chain.clone() }, named_at);
        return None;
    }
    chain.push(path.to_owned());
    let own = super::file::open(reader, path, loader, named_at)?;
    let Some(node) = own.get(BASE) else { return Some(own) };
    let Value::Text(base) = &node.value else {
        let expected = "the path of the base scenario, in quotes".into();
        let problem = Problem::WrongType { key: BASE.into(), expected, found: node.found() };
        reader.error(problem, node.at);
        return None;
    };
    let (base, at) = (reader.sources.beside(base, Some(node.at)), node.at);
    let mut merged = open_above(reader, &base, loader, Some(at), chain)?;
    lay_over(reader, &mut merged, own);
    Some(merged)
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
