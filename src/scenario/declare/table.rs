//! A table being read: its keys, its nested tables and named items, and its errors.

use super::declaration::{Declaration, Kind};
use super::id::{id_hint, is_id, reserved};
use super::input::{Evidence, Setting};
use super::remark::{EVIDENCE, SOURCE, UNUSUAL, is_remark};
use super::scalar::on_one_line;
use crate::scenario::problem::wording::after_a_colon;
use crate::scenario::problem::{Problem, shown};
use crate::scenario::reader::Reader;
use crate::scenario::source::{Node, Place, TableNode, Value};
use crate::units::Month;

/// Stands for a month in the address of a declaration.
pub(crate) const MONTH: &str = "MONTH";

static NOTHING: TableNode = TableNode { entries: Vec::new() };

/// A table being read.
pub(crate) struct Table<'a> {
    pub reader: &'a mut Reader,
    pub(crate) node: &'a TableNode,
    pub(crate) at: Option<Place>,
    pub(crate) address: String,
    pub(crate) pattern: String,
    pub(crate) known: Vec<String>,
    pub(crate) knows_all: bool,
    /// Sources stated by this table and its parents, by file: a source applies only to figures in the same file.
    pub(crate) source: Vec<(usize, String)>,
    pub(crate) evidence: Vec<(usize, Evidence)>,
    pub(crate) unusual: Vec<(usize, String)>,
}

impl<'a> Table<'a> {
    pub(crate) fn root(reader: &'a mut Reader, node: &'a TableNode) -> Self {
        let at = (!reader.sources.files.is_empty()).then_some(Place { file: 0, start: 0, end: 0 });
        Self {
            reader,
            node,
            at,
            address: String::new(),
            pattern: String::new(),
            known: Vec::new(),
            knows_all: false,
            source: Vec::new(),
            evidence: Vec::new(),
            unusual: Vec::new(),
        }
    }

    /// The place of the table.
    pub(crate) fn place(&self) -> Option<Place> {
        self.at
    }

    /// The table's address.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The place of the value of `key`, or of the table if it is not given.
    pub(crate) fn place_of(&self, key: &str) -> Option<Place> {
        self.node.get(key).map_or(self.at, |node| Some(node.at))
    }

    /// Whether `key` is given.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.node.get(key).is_some()
    }

    /// The keys of the table with their places, in file order.
    pub(crate) fn keys(&self) -> Vec<(String, Place)> {
        self.node.entries.iter().map(|(key, node)| (key.clone(), node.key_at)).collect()
    }

    pub(crate) fn declare(&mut self, key: &str, kind: Kind, doc: &'static str) -> usize {
        self.known.push(key.to_owned());
        if let Some(node) = self.node.get(key) {
            let address = join(&self.address, key);
            self.reader.places.entry(address.clone()).or_insert(node.at);
            if kind.is_setting() && !is_remark(key) {
                self.reader.settings.push(Setting {
                    order: self.reader.order(),
                    address,
                    kind: kind.clone(),
                    place: node.at,
                    overrode: node.overridden(),
                    source: text_in(node, "source").or_else(|| of_file(&self.source, node.at.file)),
                    evidence: of_file(&self.evidence, node.at.file),
                    unusual: text_in(node, "unusual").or_else(|| of_file(&self.unusual, node.at.file)),
                    doc,
                });
            }
        }
        self.reader.declarations.push(Declaration {
            address: join(&self.pattern, key),
            kind,
            uncertain: false,
            dated: false,
            default: None,
            doc,
        });
        self.reader.declarations.len() - 1
    }

    /// Marks the declared `key` as required.
    pub(crate) fn mark_required(&mut self, key: &str) {
        let address = join(&self.pattern, key);
        if let Some(declaration) = self.reader.declarations.iter_mut().rfind(|one| one.address == address) {
            declaration.default = None;
        }
    }

    pub(crate) fn set_default(&mut self, declaration: usize, default: impl Into<String>) {
        self.reader.declarations[declaration].default = Some(default.into());
    }

    pub(crate) fn error(&mut self, problem: Problem, place: Option<Place>) {
        self.reader.error(problem, place.or(self.at));
    }

    pub(crate) fn missing(&mut self, key: &str, expected: &str) {
        let inside = self.address.clone();
        let problem = Problem::Missing { key: key.into(), inside, expected: after_a_colon(expected) };
        self.reader.error(problem, self.at);
    }

    pub(crate) fn wrong_type(&mut self, key: &str, expected: &str, node: &Node) {
        self.wrong_type_with_hint(key, expected, node, None);
    }

    /// As [`wrong_type`](Self::wrong_type), with an optional hint.
    pub(crate) fn wrong_type_with_hint(&mut self, key: &str, expected: &str, node: &Node, hint: Option<String>) {
        let found = if expected.contains("number") { node.found_for_number() } else { node.found() };
        let problem = Problem::WrongType { key: key.into(), expected: expected.into(), found };
        self.reader.error_with_hint(problem, node.at, hint);
    }

    /// Declares a table or list that the section reads itself.
    pub(crate) fn form(&mut self, key: &str, kind: Kind, doc: &'static str) -> Option<&'a Node> {
        let declaration = self.declare(key, kind, doc);
        self.set_default(declaration, "");
        self.node.get(key)
    }

    /// A nested table, read by `read`; `None` if it is not given.
    pub(crate) fn table<T>(
        &mut self,
        key: &str,
        doc: &'static str,
        read: impl FnOnce(&mut Table<'_>) -> T,
    ) -> Option<T> {
        self.table_of(key, Kind::Table, doc, read)
    }

    /// A nested table of a given kind, for keys that `read` does not declare.
    pub(crate) fn table_of<T>(
        &mut self,
        key: &str,
        kind: Kind,
        doc: &'static str,
        read: impl FnOnce(&mut Table<'_>) -> T,
    ) -> Option<T> {
        let declaration = self.declare(key, kind, doc);
        self.set_default(declaration, "");
        let pattern = join(&self.pattern, key);
        match self.node.get(key) {
            None if self.reader.describing => Some(self.enter(key, pattern, &NOTHING, None, read)),
            None => None,
            Some(Node { value: Value::Table(table), key_at, .. }) => {
                Some(self.enter(key, pattern, table, Some(*key_at), read))
            }
            Some(node) => {
                self.wrong_type(key, &format!("a table, [{}]", join(&self.address, key)), node);
                None
            }
        }
    }

    /// The table at `key`; if it is not given, an empty one with all defaults.
    pub(crate) fn table_or_empty<T>(
        &mut self,
        key: &str,
        doc: &'static str,
        read: impl FnOnce(&mut Table<'_>) -> T,
    ) -> T {
        let declaration = self.declare(key, Kind::Table, doc);
        self.set_default(declaration, "");
        let pattern = join(&self.pattern, key);
        let (table, at) = match self.node.get(key) {
            Some(Node { value: Value::Table(table), key_at, .. }) => (table, Some(*key_at)),
            Some(node) => {
                self.wrong_type(key, &format!("a table, [{}]", join(&self.address, key)), node);
                (&NOTHING, Some(node.at))
            }
            None => (&NOTHING, self.at),
        };
        let value = self.enter(key, pattern.clone(), table, at, read);
        // A required key in a table that is always read makes the table required.
        let within = &self.reader.declarations[declaration + 1..];
        if within.iter().any(|one| one.default.is_none() && one.table() == pattern) {
            self.reader.declarations[declaration].default = None;
        }
        value
    }

    /// Reads every item in the table of named items at `key`: `read` receives the item's table and id.
    pub(crate) fn each<T>(
        &mut self,
        key: &str,
        doc: &'static str,
        mut read: impl FnMut(&mut Table<'_>, &str) -> T,
    ) -> Vec<T> {
        let declaration = self.declare(key, Kind::Things, doc);
        self.set_default(declaration, "");
        let pattern = format!("{}.ID", join(&self.pattern, key));
        if self.reader.describing {
            return vec![self.enter("ID", pattern, &NOTHING, None, |table| read(table, "ID"))];
        }
        let Some(node) = self.node.get(key) else { return Vec::new() };
        let Value::Table(things) = &node.value else {
            self.wrong_type(key, &format!("a table for each, [{}.ID]", join(&self.address, key)), node);
            return Vec::new();
        };
        let mut all = Vec::with_capacity(things.entries.len());
        for (id, thing) in &things.entries {
            self.check_id(key, id, thing.key_at);
            // An invalid id may be as long as a file; messages need only enough of it to identify the item.
            let id = if is_id(id) { id.clone() } else { shown(id) };
            let id = id.as_str();
            let address = format!("{key}.{id}");
            self.reader.things.entry(join(&self.address, &address)).or_insert(thing.key_at);
            match &thing.value {
                Value::Table(table) => {
                    all.push(self.enter(&address, pattern.clone(), table, Some(thing.key_at), |t| read(t, id)));
                }
                _ => self.wrong_type(&address, &format!("a table, [{}]", join(&self.address, &address)), thing),
            }
        }
        all
    }

    /// Reads the tables of this one that are named by a month.
    pub(crate) fn by_month<T>(
        &mut self,
        doc: &'static str,
        mut read: impl FnMut(&mut Table<'_>, Month) -> T,
    ) -> Vec<T> {
        let pattern = join(&self.pattern, MONTH);
        if self.reader.describing {
            let month = Month::new(2000, 1);
            return self.table(MONTH, doc, |t| read(t, month)).into_iter().collect();
        }
        let mut all = Vec::new();
        for (key, node) in &self.node.entries {
            let Some(month) = Month::parse(key) else { continue };
            self.accept(key);
            self.reader.things.entry(join(&self.address, key)).or_insert(node.key_at);
            match &node.value {
                Value::Table(table) => {
                    all.push(self.enter(key, pattern.clone(), table, Some(node.key_at), |t| read(t, month)));
                }
                _ => self.wrong_type(key, &format!("a table, [{}]", join(&self.address, key)), node),
            }
        }
        all
    }

    fn enter<T>(
        &mut self,
        key: &str,
        pattern: String,
        node: &TableNode,
        at: Option<Place>,
        read: impl FnOnce(&mut Table<'_>) -> T,
    ) -> T {
        let mut table = Table {
            address: join(&self.address, key),
            reader: self.reader,
            node,
            at,
            pattern,
            known: Vec::new(),
            knows_all: false,
            source: self.source.clone(),
            evidence: self.evidence.clone(),
            unusual: self.unusual.clone(),
        };
        table.read_remarks();
        let value = read(&mut table);
        table.finish();
        value
    }

    /// Reads the remarks that apply to everything in the table.
    fn read_remarks(&mut self) {
        let declared = self.reader.declarations.len();
        self.text("source", SOURCE);
        self.choice("evidence", &Evidence::IDS, EVIDENCE);
        self.text("unusual", UNUSUAL);
        self.reader.declarations.truncate(declared);
        let texts = |key: &str| -> Vec<(usize, String)> {
            let of_file = |node: &Node| match &node.value {
                Value::Text(text) => Some((node.at.file, on_one_line(text))),
                _ => None,
            };
            layers(self.node.get(key)).filter_map(of_file).collect()
        };
        let (sources, reasons) = (texts("source"), texts("unusual"));
        self.source.splice(0..0, sources);
        self.unusual.splice(0..0, reasons);
        let grades = layers(self.node.get("evidence")).filter_map(|node| match &node.value {
            Value::Text(word) => Some((node.at.file, Evidence::from_word(word)?)),
            _ => None,
        });
        self.evidence.splice(0..0, grades.collect::<Vec<_>>());
    }

    /// Marks `key` as known because the section reads it itself.
    pub(crate) fn accept(&mut self, key: &str) {
        self.known.push(key.to_owned());
    }

    /// Marks `key` as known: the branch that takes the remainder.
    pub(crate) fn accept_rest(&mut self, key: &str) {
        self.accept(key);
        self.reader.rests.insert(join(&self.address, key));
    }

    /// Marks every key as known because the section reports unknown keys itself.
    pub(crate) fn accept_all(&mut self) {
        self.knows_all = true;
    }

    /// Reports an id at `key` that is invalid or reserved.
    fn check_id(&mut self, key: &str, id: &str, place: Place) {
        if !is_id(id) {
            self.reader.error_with_hint(Problem::BadId { id: id.to_owned() }, place, id_hint(id));
        } else if let Some(why) = reserved(key, id) {
            self.reader.error(Problem::ReservedId { id: id.to_owned(), why }, place);
        }
    }

    /// The underlying table.
    pub(crate) fn node(&self) -> &'a TableNode {
        self.node
    }

    /// Reports unknown keys.
    pub(crate) fn finish(&mut self) {
        if self.knows_all {
            return;
        }
        for (key, node) in &self.node.entries {
            if !self.known.iter().any(|known| known == key) {
                let mut allowed = self.known.clone();
                allowed.retain(|key| !is_remark(key));
                let problem = Problem::UnknownKey { key: key.clone(), allowed, inside: self.address.clone() };
                self.reader.error(problem, node.key_at);
            }
        }
    }
}

/// A value followed by those it overrode, the nearest base first.
fn layers(node: Option<&Node>) -> impl Iterator<Item = &Node> {
    std::iter::successors(node, |node| node.overrode.as_deref())
}

/// A remark on a figure written as a table.
fn text_in(node: &Node, key: &str) -> Option<String> {
    let Value::Table(table) = &node.value else { return None };
    match &table.get(key)?.value {
        Value::Text(text) => Some(on_one_line(text)),
        _ => None,
    }
}

/// The statement of a value's own file, among the statements of all files.
pub(crate) fn of_file<T: Clone>(said: &[(usize, T)], file: usize) -> Option<T> {
    said.iter().find(|(from, _)| *from == file).map(|(_, what)| what.clone())
}

pub(crate) fn join(address: &str, key: &str) -> String {
    if address.is_empty() { key.to_owned() } else { format!("{address}.{key}") }
}
