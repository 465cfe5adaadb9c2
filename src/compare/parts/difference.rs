//! The differences between two merged trees, thing by thing.

use crate::scenario::source::{Node, Place, TableNode, Value};
use crate::scenario::{REMARKS, Scenario, ScenarioDetails};

/// Tables of named things: their differences are reported by thing.
const OF_THINGS: [&str; 11] =
    ["team", "route", "staff", "intake", "move", "pathway", "award", "yearly", "change", "correlation", BUDGET];

/// Keys that define how a run is carried out or named. Calendars must be equal for a comparison.
const OF_THE_RUN: [&str; 11] =
    ["base", "format", "name", "notes", "start", "months", "seed", "replications", "source", "evidence", "unusual"];

/// Keys that only ask questions of a run or annotate it: they do not affect the simulation, and may refer to things
/// that a part removes. A budget does affect it if the overspend triggers a change.
const QUESTIONS: [&str; 4] = ["target", BUDGET, "history", "reported"];

/// The key of budgets.
const BUDGET: &str = "budget";

/// The key that names the CSV file of opening staff, whose path is relative to the file that contains the key.
const STAFF_CSV: &str = "staff_csv";

/// One thing that is new, changed or removed.
#[derive(Clone, Debug)]
pub(super) struct PartEdit {
    /// Top-level key.
    key: String,
    /// Within a table of named things, the thing's id; with an empty table of that kind, in case there is none yet.
    thing: Option<(String, Node)>,
    /// The new value; `None` if the thing is removed.
    pub node: Option<Node>,
    /// Display name.
    pub name: String,
}

impl PartEdit {
    /// Address.
    pub(super) fn address(&self) -> String {
        match &self.thing {
            Some((id, _)) => format!("{}.{id}", self.key),
            None => self.key.clone(),
        }
    }

    /// Applies the edit: a change is made in place, and a new thing is appended.
    pub(super) fn apply(&self, tree: &mut TableNode) {
        let Some((id, table)) = &self.thing else { return put(tree, &self.key, self.node.as_ref()) };
        if tree.get(&self.key).is_none() {
            tree.entries.push((self.key.clone(), table.clone()));
        }
        let things = tree.entries.iter_mut().find(|(key, _)| *key == self.key);
        if let Some((_, Node { value: Value::Table(things), .. })) = things {
            put(things, id, self.node.as_ref());
        }
    }
}

fn put(table: &mut TableNode, key: &str, node: Option<&Node>) {
    let place = table.entries.iter().position(|(name, _)| name == key);
    match (place, node) {
        (Some(place), Some(node)) => table.entries[place].1 = node.clone(),
        (None, Some(node)) => table.entries.push((key.to_owned(), node.clone())),
        (Some(place), None) => drop(table.entries.remove(place)),
        (None, None) => {}
    }
}

/// Whether a key only asks questions in the comparison of two scenarios.
fn is_question(key: &str, (from, to): (&Scenario, &Scenario)) -> bool {
    QUESTIONS.contains(&key) && !(key == BUDGET && [from, to].into_iter().any(Scenario::responds_to_overspend))
}

/// The tree of `from` without what only asks questions in a comparison with `to`.
pub(super) fn without_questions(from: &Scenario, to: &Scenario) -> TableNode {
    let mut kept = moved_table(&from.tree, 0);
    kept.entries.retain(|(key, _)| !is_question(key, (from, to)));
    kept
}

/// The edits that turn `from` into `to`, in the order of `from`, followed by new things. The files of `to` are numbered
/// after those of `from`.
pub(super) fn edits(from: &Scenario, to: &Scenario) -> Vec<PartEdit> {
    let files = from.sources.files.len();
    let mut edits = Vec::new();
    for key in keys(&from.tree, &to.tree) {
        if OF_THE_RUN.contains(&key) || ScenarioDetails::KEYS.contains(&key) || is_question(key, (from, to)) {
            continue;
        }
        let (old, new) = (from.tree.get(key), to.tree.get(key));
        if OF_THINGS.contains(&key) {
            edits.extend(edits_of_things(key, old, new, files));
        } else if !alike(old, new) || key == STAFF_CSV && path(from, old) != path(to, new) {
            let node = new.map(|node| moved(node, files));
            edits.push(PartEdit { key: key.to_owned(), thing: None, node, name: key.to_owned() });
        }
    }
    edits
}

fn edits_of_things(key: &str, old: Option<&Node>, new: Option<&Node>, files: usize) -> Vec<PartEdit> {
    let empty = TableNode::default();
    let things = |node: Option<&Node>| match node.map(|node| &node.value) {
        Some(Value::Table(table)) => table.clone(),
        _ => empty.clone(),
    };
    let (before, after) = (things(old), things(new));
    let one = |id: &str| {
        let (old_thing, new_thing) = (before.get(id), after.get(id));
        if alike(old_thing, new_thing) {
            return None;
        }
        let called = |node: Option<&Node>| match &node?.value {
            Value::Table(table) => text_of(table, "name"),
            _ => None,
        };
        let name = called(new_thing).or_else(|| called(old_thing)).unwrap_or_else(|| format!("{key}.{id}"));
        let table = moved(new.or(old)?, if new.is_some() { files } else { 0 });
        let table = Node { value: Value::Table(TableNode::default()), ..table };
        let node = new_thing.map(|node| moved(node, files));
        Some(PartEdit { key: key.to_owned(), thing: Some((id.to_owned(), table)), node, name })
    };
    keys(&before, &after).into_iter().filter_map(one).collect()
}

fn text_of(table: &TableNode, key: &str) -> Option<String> {
    match &table.get(key)?.value {
        Value::Text(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        _ => None,
    }
}

/// The keys of both tables: those of the first in its order, then those only in the second.
fn keys<'t>(one: &'t TableNode, two: &'t TableNode) -> Vec<&'t str> {
    let new = two.entries.iter().filter(|(key, _)| one.get(key).is_none());
    one.entries.iter().chain(new).map(|(key, _)| key.as_str()).collect()
}

/// The path of the file to which a node refers.
fn path(scenario: &Scenario, node: Option<&Node>) -> Option<String> {
    match &node?.value {
        Value::Text(text) => Some(scenario.sources.beside(text, node.map(|node| node.at))),
        _ => None,
    }
}

/// Whether two things are equivalent in the simulation: names, sources of figures and the order of the thing's own keys
/// are ignored.
fn alike(one: Option<&Node>, two: Option<&Node>) -> bool {
    match (one, two) {
        (Some(Node { value: Value::Table(one), .. }), Some(Node { value: Value::Table(two), .. })) => {
            let is_name = |key: &str, node: &Node| key == "name" && matches!(node.value, Value::Text(_));
            let said = |table: &TableNode| {
                let mut said: Vec<(String, Node)> = table.entries.clone();
                said.retain(|(key, node)| !is_remark(key, node) && !is_name(key, node));
                said.sort_by(|one, two| one.0.cmp(&two.0));
                said
            };
            same_entries(&said(one), &said(two))
        }
        (Some(one), Some(two)) => same(one, two),
        (None, None) => true,
        _ => false,
    }
}

/// Whether an entry only states the source of a figure.
fn is_remark(key: &str, node: &Node) -> bool {
    REMARKS.contains(&key) && matches!(node.value, Value::Text(_)) && !node.value.is_rest()
}

fn same_entries(one: &[(String, Node)], two: &[(String, Node)]) -> bool {
    let mut two = two.iter().filter(|(key, node)| !is_remark(key, node));
    let each = |(key, node): &(String, Node)| two.next().is_some_and(|(other, twin)| key == other && same(node, twin));
    one.iter().filter(|(key, node)| !is_remark(key, node)).all(each) && two.next().is_none()
}

fn same(one: &Node, two: &Node) -> bool {
    match (plain(one), plain(two)) {
        (Value::Table(one), Value::Table(two)) => same_entries(&one.entries, &two.entries),
        (Value::Array(one), Value::Array(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| same(one, two))
        }
        (Value::Text(one), Value::Text(two)) => one == two,
        (Value::Flag(one), Value::Flag(two)) => one == two,
        (Value::Date, Value::Date) => true,
        _ => matches!((plain_number(one), plain_number(two)), (Some(one), Some(two)) if one == two),
    }
}

/// A node's value; for a quantity table that contains only a value and remarks, that value.
fn plain(node: &Node) -> &Value {
    if let Value::Table(table) = &node.value
        && let Some(value) = table.get("value").filter(|value| value.number().is_some())
        && table.entries.iter().all(|(key, node)| key == "value" || is_remark(key, node))
    {
        return &value.value;
    }
    &node.value
}

fn plain_number(node: &Node) -> Option<f64> {
    match plain(node) {
        Value::Whole(number) => Some(*number as f64),
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

/// A copy of a node with file numbers increased by `files`, without the values it overrode.
fn moved(node: &Node, files: usize) -> Node {
    let further = |place: Place| Place { file: place.file + files, ..place };
    let value = match &node.value {
        Value::Table(table) => Value::Table(moved_table(table, files)),
        Value::Array(items) => Value::Array(items.iter().map(|item| moved(item, files)).collect()),
        other => other.clone(),
    };
    Node { value, at: further(node.at), key_at: further(node.key_at), overrode: None }
}

fn moved_table(table: &TableNode, files: usize) -> TableNode {
    TableNode { entries: table.entries.iter().map(|(key, node)| (key.clone(), moved(node, files))).collect() }
}
