//! Overlays: files that name a base and state only the differences from it.
//!
//! The files of a chain are merged into one tree before any value is interpreted. Tables merge by key, in the order of
//! the base with new keys at the end; a quantity is replaced as a whole; `remove = true` removes an entry. Every value
//! keeps its own place and the value that it overrode.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::loader::Loader;
use super::tree::{Node, TableNode, Value};
use crate::scenario::declare::is_quantity;
use crate::scenario::problem::{Contradiction, Problem};
use crate::scenario::reader::Reader;

/// The key with which an overlay names its base.
pub(crate) const BASE: &str = "base";

/// The key with which an overlay removes an entry.
pub(crate) const REMOVE: &str = "remove";

/// Opens the file at `path` and its chain of bases and merges them; `None` if one cannot be read. `stress`, another
/// overlay on the same scenario, is applied to the bottom scenario before all other overlays.
pub(crate) fn open(reader: &mut Reader, path: &str, stress: Option<&str>, loader: &dyn Loader) -> Option<TableNode> {
    let mut files = chain(reader, path, loader)?;
    let (root_path, mut merged) = files.pop()?;
    if let Some(stress) = stress {
        let mut between = chain(reader, stress, loader)?;
        let (path, _) = between.pop()?;
        if between.is_empty() {
            let what = Contradiction::StressWithoutBase { stress: stress.to_owned() };
            reader.error(Problem::Inconsistent { what }, None);
            return None;
        }
        if path != root_path {
            let (stress, wanted, found) = (stress.to_owned(), root_path, path);
            let what = Contradiction::StressOfAnotherScenario { stress, wanted, found };
            reader.error(Problem::Inconsistent { what }, None);
            return None;
        }
        between.into_iter().rev().for_each(|(_, own)| lay_over(reader, &mut merged, own, ""));
    }
    files.into_iter().rev().for_each(|(_, own)| lay_over(reader, &mut merged, own, ""));
    Some(merged)
}

/// The files from the one at `path` down to the one without a base, with their paths.
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

/// Merges a table into its base, which has this address; empty for the whole scenario.
fn lay_over(reader: &mut Reader, base: &mut TableNode, over: TableNode, address: &str) {
    let known: Arc<Vec<String>> = Arc::new(base.entries.iter().map(|(name, _)| name.clone()).collect());
    let mut places: BTreeMap<String, usize> = known.iter().cloned().zip(0..).collect();
    let mut entries: Vec<Option<(String, Node)>> = std::mem::take(&mut base.entries).into_iter().map(Some).collect();
    for (key, node) in over.entries {
        if key == BASE {
            continue;
        }
        let of_key = if address.is_empty() { key.clone() } else { format!("{address}.{key}") };
        if let Value::Table(table) = &node.value
            && removes(table)
        {
            if table.entries.len() > 1 {
                let what = Contradiction::RemovedWithMore { key: key.clone() };
                reader.error(Problem::Inconsistent { what }, node.key_at);
            }
            if let Some(index) = places.remove(&key) {
                entries[index] = None;
                reader.removed.insert(of_key, node.key_at);
            } else {
                let similar = reader.meant(&key, &known);
                reader.error(Problem::NothingToRemove { name: key, similar }, node.key_at);
            }
            continue;
        }
        let old = places.get(&key).and_then(|&index| entries[index].as_mut());
        if let Some((_, old)) = old {
            replace(reader, old, node, &of_key);
            continue;
        }
        if matches!(node.value, Value::Table(_)) {
            // It may be a misspelt entry of the base; a hint says so if one of its required keys is missing.
            reader.near.insert((node.key_at.file, node.key_at.start), (key.clone(), Arc::clone(&known)));
        }
        places.insert(key.clone(), entries.len());
        entries.push(Some((key, node)));
    }
    base.entries = entries.into_iter().flatten().collect();
}

fn replace(reader: &mut Reader, old: &mut Node, new: Node, address: &str) {
    match (&mut old.value, new.value) {
        (Value::Table(base), Value::Table(over)) if !is_quantity(base) && !is_quantity(&over) => {
            lay_over(reader, base, over, address);
        }
        (_, value) => {
            let overrode = Some(Box::new(old.clone()));
            *old = Node { value, at: new.at, key_at: new.key_at, overrode };
        }
    }
}

/// Whether a table removes the entry.
fn removes(table: &TableNode) -> bool {
    matches!(table.get(REMOVE), Some(Node { value: Value::Flag(true), .. }))
}
