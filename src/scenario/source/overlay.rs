//! Overlays: files that name what they are based on and state only the differences from it.
//!
//! The files are merged into one tree before any value is interpreted: the scenario at the bottom, then each overlay after all those that
//! it names as its base, in that order. Tables merge by key, in the order of the base with new keys at the end; a quantity is
//! replaced as a whole; `remove = true` removes an entry. Every value keeps its own place and the value that it overrode.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::loader::Loader;
use super::sources::Place;
use super::tree::{Node, TableNode, Value};
use crate::scenario::declare::is_quantity;
use crate::scenario::problem::{Contradiction, Problem, Questionable};
use crate::scenario::reader::Reader;

/// The key with which an overlay names what it is based on.
pub(crate) const BASE: &str = "base";

/// The key of the name of a scenario.
const NAME: &str = "name";

/// The key with which an overlay removes an entry.
pub(crate) const REMOVE: &str = "remove";

/// The files that make a scenario.
#[derive(Clone, Copy)]
pub(crate) struct ScenarioFiles<'p> {
    /// The scenario, or an overlay on one.
    pub path: &'p str,
    /// Further overlays on the same scenario, which come after it, in this order.
    pub with: &'p [String],
    /// An overlay on the same scenario that comes before all others.
    pub stress: Option<&'p str>,
}

/// A file of a scenario.
struct Layer {
    path: String,
    own: TableNode,
    /// The files that it may override without a warning, by index: those that it is based on.
    below: BTreeSet<usize>,
}

/// Opens all files and merges them; `None` if one cannot be read or is no overlay on the same scenario.
pub(crate) fn open(reader: &mut Reader, files: ScenarioFiles<'_>, loader: &dyn Loader) -> Option<TableNode> {
    let mut layers = Layers::default();
    layers.add(reader, files.path, loader, None)?;
    let own = layers.list.len();
    for path in files.with {
        layers.add(reader, path, loader, None)?;
    }
    let further = layers.list.split_off(own);
    let mut all = layers.list.into_iter();
    let Layer { path: root, own: mut merged, .. } = all.next()?;
    let mut before = BTreeSet::new();
    if let Some(stress) = files.stress {
        for layer in between(reader, stress, &root, loader)? {
            before.extend(layer.files());
            layer.lay_over(reader, &mut merged, &BTreeSet::new());
        }
    }
    all.for_each(|layer| layer.lay_over(reader, &mut merged, &before));
    for layer in further {
        let name = name_of(&merged);
        layer.lay_over(reader, &mut merged, &before);
        join_names(&mut merged, name);
    }
    Some(merged)
}

/// The name of a scenario, if it has one.
fn name_of(scenario: &TableNode) -> Option<String> {
    match &scenario.get(NAME)?.value {
        Value::Text(name) => Some(name.clone()),
        _ => None,
    }
}

/// Puts the name of a scenario before that of an overlay on it: `County + A higher threshold`.
fn join_names(merged: &mut TableNode, before: Option<String>) {
    let node = merged.entries.iter_mut().find(|(key, _)| key == NAME).map(|(_, node)| node);
    if let (Some(before), Some(Node { value: Value::Text(name), .. })) = (before, node)
        && *name != before
    {
        *name = format!("{before} + {name}");
    }
}

/// The layers of a stress test, without the scenario itself.
fn between(reader: &mut Reader, stress: &str, root: &str, loader: &dyn Loader) -> Option<Vec<Layer>> {
    let mut layers = Layers::default();
    layers.add(reader, stress, loader, None)?;
    let stress = stress.to_owned();
    let found = layers.list.remove(0).path;
    let what = if layers.list.is_empty() {
        Contradiction::StressWithoutBase { stress }
    } else if found != root {
        Contradiction::StressOfAnotherScenario { stress, wanted: root.to_owned(), found }
    } else {
        return Some(layers.list);
    };
    reader.error(Problem::Inconsistent { what }, None);
    None
}

/// The files of a scenario as they are found: each after those that it is based on, and none twice.
#[derive(Default)]
struct Layers {
    list: Vec<Layer>,
    /// The files whose bases are being read, with the one that is read now as the last.
    open: Vec<String>,
}

impl Layers {
    /// Adds the file at `path`, named at `named_at`, with those that it is based on, and returns all of these.
    fn add(
        &mut self,
        reader: &mut Reader,
        path: &str,
        loader: &dyn Loader,
        named_at: Option<Place>,
    ) -> Option<BTreeSet<usize>> {
        if let Some(known) = self.list.iter().find(|layer| layer.path == path) {
            return Some(known.below.clone());
        }
        if self.open.iter().any(|open| open == path) {
            let chain = self.open.iter().cloned().chain([path.to_owned()]).collect();
            reader.error(Problem::BaseCircle { chain }, named_at);
            return None;
        }
        let file = reader.sources.files.len();
        let own = super::file::open(reader, path, loader, named_at)?;
        let bases = bases(reader, &own)?;
        if let (true, Some(first)) = (bases.is_empty(), self.list.first()) {
            let what = Contradiction::SecondScenario { path: path.to_owned(), first: first.path.clone() };
            reader.error(Problem::Inconsistent { what }, named_at);
            return None;
        }
        self.open.push(path.to_owned());
        let mut below = BTreeSet::from([file]);
        for (base, at) in bases {
            below.extend(self.add(reader, &base, loader, Some(at))?);
        }
        self.open.pop();
        self.list.push(Layer { path: path.to_owned(), own, below: below.clone() });
        Some(below)
    }
}

/// The paths in `base`, with their places: none, one, or a list.
fn bases(reader: &mut Reader, own: &TableNode) -> Option<Vec<(String, Place)>> {
    let Some(node) = own.get(BASE) else { return Some(Vec::new()) };
    let path = |node: &Node| match &node.value {
        Value::Text(path) => Some((path.clone(), node.at)),
        _ => None,
    };
    let named = match &node.value {
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => items.iter().map(path).collect(),
        _ => path(node).map(|one| vec![one]),
    };
    let Some(named) = named else {
        let expected = "the path of the base scenario in quotes, or a list of these".into();
        reader.error(Problem::WrongType { key: BASE.into(), expected, found: node.found() }, node.at);
        return None;
    };
    Some(named.into_iter().map(|(path, at): (String, Place)| (reader.sources.beside(&path, Some(at)), at)).collect())
}

impl Layer {
    /// The file itself and those that it is based on.
    fn files(&self) -> BTreeSet<usize> {
        self.below.clone()
    }

    /// Merges the file into those below it. It may also override the files `before` without a warning.
    fn lay_over(self, reader: &mut Reader, merged: &mut TableNode, before: &BTreeSet<usize>) {
        let known = self.below.union(before).copied().collect();
        Merge { reader, known: &known }.lay_over(merged, self.own, "");
    }
}

/// A file being merged into those below it.
struct Merge<'m> {
    reader: &'m mut Reader,
    /// The files that it may override without a warning.
    known: &'m BTreeSet<usize>,
}

impl Merge<'_> {
    /// Merges a table into its base, which has this address; empty for the whole scenario.
    fn lay_over(&mut self, base: &mut TableNode, over: TableNode, address: &str) {
        let known: Arc<Vec<String>> = Arc::new(base.entries.iter().map(|(name, _)| name.clone()).collect());
        let mut places: BTreeMap<String, usize> = known.iter().cloned().zip(0..).collect();
        let mut entries: Vec<Option<(String, Node)>> =
            std::mem::take(&mut base.entries).into_iter().map(Some).collect();
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
                    self.reader.error(Problem::Inconsistent { what }, node.key_at);
                }
                if let Some(index) = places.remove(&key) {
                    if let Some((_, old)) = entries[index].take() {
                        self.warn_of_siblings(&of_key, old.key_at, node.key_at);
                    }
                    self.reader.removed.insert(of_key, node.key_at);
                } else {
                    let similar = self.reader.meant(&key, &known);
                    self.reader.error(Problem::NothingToRemove { name: key, similar }, node.key_at);
                }
                continue;
            }
            let old = places.get(&key).and_then(|&index| entries[index].as_mut());
            if let Some((_, old)) = old {
                self.replace(old, node, &of_key);
                continue;
            }
            if matches!(node.value, Value::Table(_)) {
                // It may be a misspelt entry of the base; a hint says so if one of its required keys is missing.
                self.reader.near.insert((node.key_at.file, node.key_at.start), (key.clone(), Arc::clone(&known)));
            }
            places.insert(key.clone(), entries.len());
            entries.push(Some((key, node)));
        }
        base.entries = entries.into_iter().flatten().collect();
    }

    fn replace(&mut self, old: &mut Node, new: Node, address: &str) {
        match (&mut old.value, new.value) {
            (Value::Table(base), Value::Table(over)) if !is_quantity(base) && !is_quantity(&over) => {
                self.lay_over(base, over, address);
            }
            (_, value) => {
                let overrode = Some(Box::new(old.clone()));
                *old = Node { value, at: new.at, key_at: new.key_at, overrode };
                if let Some(before) = old.overrode.as_ref().map(|before| before.at) {
                    self.warn_of_siblings(address, before, new.at);
                }
            }
        }
    }

    /// Warns of a value or an entry of an overlay that another one, which is not based on it, replaces or removes.
    fn warn_of_siblings(&mut self, address: &str, old: Place, new: Place) {
        let is_about = [NAME, "notes"].contains(&address) || crate::scenario::ScenarioDetails::KEYS.contains(&address);
        if self.known.contains(&old.file) || is_about {
            return;
        }
        let (line, _) = self.reader.sources.line_column(old);
        let first = format!("{}:{line}", self.reader.sources.files[old.file].name());
        let what = Questionable::SetByTwoOverlays { address: address.to_owned(), first };
        self.reader.warn(Problem::Odd { what }, Some(new));
    }
}

/// Whether a table removes the entry.
fn removes(table: &TableNode) -> bool {
    matches!(table.get(REMOVE), Some(Node { value: Value::Flag(true), .. }))
}
