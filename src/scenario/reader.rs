//! Reading by declaration: one call states an input's key, type, unit, range and meaning, and that same call reads it,
//! checks it and records what may stand there.
//!
//! The sections of a scenario ([`super::team`], [`super::route`] ...) are functions over a [`Table`]. Run on a file they
//! give the typed section and the errors; run on nothing ([`Reader::describing`]) they give the declarations, from which
//! reference documents come. Errors are collected, never the first returned: a reading that fails leaves a stand-in, and
//! the scenario is refused at the end.

use super::diagnostic::{Diagnostic, Problem};
use super::input::{Evidence, Input, InputId, Inputs};
use super::quantity::{QuantityReading, is_quantity};
use super::source::{Place, Sources};
use super::tree::{Node, TableNode, Value};
use crate::random::Distribution;
use crate::units::{FinancialYear, Month, Unit};

/// What a declared key holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Text for people.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number in a range.
    Whole(i64, i64),
    /// A plain number in a range.
    Plain(Unit, f64, f64),
    /// A quantity in a range: plain or a distribution.
    Quantity(Unit, f64, f64),
    /// A month.
    Month,
    /// A financial year.
    Year,
    /// One of some words.
    Choice(Vec<String>),
    /// The id of a thing of this kind.
    Name(&'static str),
    /// A table or list whose form the doc tells.
    Form,
}

/// One declaration: what may stand at an address.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// The address, ids standing as `ID`.
    pub address: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether a distribution may stand there.
    pub uncertain: bool,
    /// Whether dated changes may change it.
    pub dated: bool,
    /// What holds where it is left out; `None` where it must be given.
    pub default: Option<String>,
    /// What it means.
    pub doc: &'static str,
}

/// The state of reading one scenario.
#[derive(Default)]
pub(crate) struct Reader {
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
    pub inputs: Inputs,
    pub declarations: Vec<Declaration>,
    /// Where each address that was read stands.
    pub places: Vec<(String, Place)>,
    /// The addresses of the branches that have the rest.
    pub rests: Vec<String>,
    /// Whether this reading only describes: every optional table is entered once.
    pub describing: bool,
}

impl Reader {
    pub(crate) fn error(&mut self, problem: Problem, place: impl Into<Option<Place>>) {
        if !self.describing {
            self.diagnostics.push(Diagnostic::error(problem).at(place));
        }
    }

    pub(crate) fn warn(&mut self, problem: Problem, place: impl Into<Option<Place>>) {
        if !self.describing {
            self.diagnostics.push(Diagnostic::warning(problem).at(place));
        }
    }

    /// Where the value at an address stands, if it was read.
    pub(crate) fn place_of(&self, address: &str) -> Option<Place> {
        self.places.iter().find(|(known, _)| known == address).map(|&(_, place)| place)
    }

    /// Whether something is reported of the very value at an address.
    pub(crate) fn is_reported(&self, address: &str) -> bool {
        self.place_of(address).is_some_and(|place| self.diagnostics.iter().any(|d| d.place == Some(place)))
    }

    /// Whether `address` is that of an optional quantity of a table in which others are given.
    pub(crate) fn is_left_out(&self, address: &str) -> bool {
        let same = |pattern: &str| {
            let (one, other) = (pattern.split('.'), address.split('.'));
            pattern.matches('.').count() == address.matches('.').count()
                && one.zip(other).all(|(p, a)| p == a || p == "ID")
        };
        let is_declared = self.declarations.iter().any(|d| d.dated && same(&d.address));
        let (parent, _) = address.rsplit_once('.').unwrap_or(("", address));
        is_declared && !self.inputs.below(parent).is_empty()
    }
}

static NOTHING: TableNode = TableNode { entries: Vec::new() };

/// A table being read.
pub(crate) struct Table<'a> {
    pub reader: &'a mut Reader,
    node: &'a TableNode,
    at: Option<Place>,
    address: String,
    pattern: String,
    known: Vec<String>,
    source: Option<String>,
    evidence: Option<Evidence>,
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
            source: None,
            evidence: None,
        }
    }

    /// Where the table stands.
    pub(crate) fn place(&self) -> Option<Place> {
        self.at
    }

    /// The table's address.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Where the value of `key` stands, or the table where it is left out.
    pub(crate) fn place_of(&self, key: &str) -> Option<Place> {
        self.node.get(key).map_or(self.at, |node| Some(node.at))
    }

    /// Whether `key` is given.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.node.get(key).is_some()
    }

    /// The keys of the table, in file order, with where they stand.
    pub(crate) fn keys(&self) -> Vec<(String, Place)> {
        self.node.entries.iter().map(|(key, node)| (key.clone(), node.key_at)).collect()
    }

    fn declare(&mut self, key: &str, kind: Kind, doc: &'static str) -> usize {
        self.known.push(key.to_owned());
        if let Some(node) = self.node.get(key) {
            self.reader.places.push((join(&self.address, key), node.at));
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

    fn set_default(&mut self, declaration: usize, default: impl Into<String>) {
        self.reader.declarations[declaration].default = Some(default.into());
    }

    pub(crate) fn error(&mut self, problem: Problem, place: Option<Place>) {
        self.reader.error(problem, place.or(self.at));
    }

    fn missing(&mut self, key: &str, expected: &str) {
        let inside = self.address.clone();
        let problem = Problem::Missing { key: key.into(), inside, expected: after_a_colon(expected) };
        self.reader.error(problem, self.at);
    }

    fn wrong_type(&mut self, key: &str, expected: &str, node: &Node) {
        let problem = Problem::WrongType { key: key.into(), expected: expected.into(), found: node.found() };
        self.reader.error(problem, node.at);
    }

    /// Text, or `None` where it is left out.
    pub(crate) fn text(&mut self, key: &str, doc: &'static str) -> Option<String> {
        let declaration = self.declare(key, Kind::Text, doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        match &node.value {
            Value::Text(text) if text.trim().is_empty() => self.wrong_type(key, "text, not blank", node),
            Value::Text(text) => return Some(on_one_line(text)),
            _ => self.wrong_type(key, "text in quotes", node),
        }
        None
    }

    /// Text that must be given; empty where it is not.
    pub(crate) fn text_required(&mut self, key: &str, doc: &'static str) -> String {
        let text = self.text(key, doc);
        let last = self.reader.declarations.len() - 1;
        self.reader.declarations[last].default = None;
        if !self.has(key) {
            self.missing(key, doc);
        }
        text.unwrap_or_default()
    }

    /// A flag.
    pub(crate) fn flag(&mut self, key: &str, default: bool, doc: &'static str) -> bool {
        let declaration = self.declare(key, Kind::Flag, doc);
        self.set_default(declaration, default.to_string());
        match self.node.get(key) {
            None => default,
            Some(Node { value: Value::Flag(flag), .. }) => *flag,
            Some(node) => {
                self.wrong_type(key, "true or false", node);
                default
            }
        }
    }

    /// A whole number from `min` to `max`, or `None` where it is left out.
    pub(crate) fn whole_or_none(&mut self, key: &str, unit: Unit, range: (i64, i64), doc: &'static str) -> Option<i64> {
        let declaration = self.declare(key, Kind::Whole(range.0, range.1), doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        let whole = match node.value {
            Value::Whole(number) => Some(number),
            Value::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Some(number as i64),
            _ => None,
        };
        match whole {
            Some(number) if (range.0..=range.1).contains(&number) => Some(number),
            Some(_) => {
                self.out_of_range(key, unit, range.0 as f64, range.1 as f64, node);
                None
            }
            None if matches!(&node.value, Value::Table(table) if is_quantity(table)) => {
                self.reader.error(Problem::MustBePlain { key: key.into() }, node.at);
                None
            }
            None if matches!(node.value, Value::Number(n) if !n.is_finite() || n.abs() >= 9e15) => {
                self.out_of_range(key, unit, range.0 as f64, range.1 as f64, node);
                None
            }
            None => {
                self.wrong_type(key, &format!("a whole number{}", unit.in_brackets()), node);
                None
            }
        }
    }

    /// A whole number from `min` to `max`.
    pub(crate) fn whole(&mut self, key: &str, unit: Unit, range: (i64, i64), default: i64, doc: &'static str) -> i64 {
        let value = self.whole_or_none(key, unit, range, doc);
        let last = self.reader.declarations.len() - 1;
        self.set_default(last, default.to_string());
        value.unwrap_or(default)
    }

    /// A whole number that must be given; the least allowed stands in where it is not.
    pub(crate) fn whole_required(&mut self, key: &str, unit: Unit, range: (i64, i64), doc: &'static str) -> i64 {
        let value = self.whole_or_none(key, unit, range, doc);
        let last = self.reader.declarations.len() - 1;
        self.reader.declarations[last].default = None;
        if value.is_none() && !self.has(key) {
            self.missing(key, doc);
        }
        value.unwrap_or(range.0)
    }

    fn out_of_range(&mut self, key: &str, unit: Unit, min: f64, max: f64, node: &Node) {
        let problem = Problem::OutOfRange { key: key.into(), min, max, unit, found: node.found() };
        self.reader.error(problem, node.at);
    }

    /// A plain number that cannot be uncertain.
    pub(crate) fn plain(&mut self, key: &str, unit: Unit, range: (f64, f64), default: f64, doc: &'static str) -> f64 {
        let value = self.plain_or_none(key, unit, range, doc);
        let last = self.reader.declarations.len() - 1;
        self.set_default(last, default.to_string());
        value.unwrap_or(default)
    }

    /// A plain number, or `None` where it is left out.
    pub(crate) fn plain_or_none(&mut self, key: &str, unit: Unit, range: (f64, f64), doc: &'static str) -> Option<f64> {
        let declaration = self.declare(key, Kind::Plain(unit, range.0, range.1), doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        let node = match &node.value {
            // A figure may carry its source: { value = 0.25, source = "..." }.
            Value::Table(table) => match table.get("value") {
                Some(value) if self.is_sourced(key, table) => value,
                Some(_) => return None,
                None => node,
            },
            _ => node,
        };
        match node.number() {
            Some(value) if value.is_finite() && value >= range.0 && value <= range.1 => Some(value),
            Some(value) if value.is_finite() => {
                self.out_of_range(key, unit, range.0, range.1, node);
                None
            }
            Some(_) => {
                self.reader.error(Problem::NotFinite { key: key.into(), found: node.found() }, node.at);
                None
            }
            None if matches!(node.value, Value::Table(_)) => {
                self.reader.error(Problem::MustBePlain { key: key.into() }, node.at);
                None
            }
            None => {
                self.wrong_type(key, &format!("a number{}", unit.in_brackets()), node);
                None
            }
        }
    }

    /// Whether a figure written as a table has nothing in it but its value, source and evidence; reports what else.
    fn is_sourced(&mut self, key: &str, table: &TableNode) -> bool {
        let inside = join(&self.address, key);
        QuantityReading { reader: self.reader, key, unit: Unit::Number, range: (0.0, 0.0) }
            .only(table, &["value", "source", "evidence"], inside)
            .is_some()
    }

    /// A month, or `None` where it is left out.
    pub(crate) fn month(&mut self, key: &str, doc: &'static str) -> Option<Month> {
        let declaration = self.declare(key, Kind::Month, doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        let month = match &node.value {
            Value::Text(text) => Month::parse(text),
            _ => None,
        };
        if month.is_none() {
            self.wrong_type(key, "a month from 1900 to 2199, such as \"2016-04\"", node);
        }
        month
    }

    /// A month that must be given.
    pub(crate) fn month_required(&mut self, key: &str, doc: &'static str) -> Option<Month> {
        let month = self.month(key, doc);
        let last = self.reader.declarations.len() - 1;
        self.reader.declarations[last].default = None;
        if !self.has(key) {
            self.missing(key, doc);
        }
        month
    }

    /// A financial year, or `None` where it is left out.
    pub(crate) fn year(&mut self, key: &str, doc: &'static str) -> Option<FinancialYear> {
        let declaration = self.declare(key, Kind::Year, doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        let year = match &node.value {
            Value::Text(text) => FinancialYear::parse(text),
            _ => None,
        };
        if year.is_none() {
            self.wrong_type(key, "a financial year such as \"2016-17\"", node);
        }
        year
    }

    /// One of the words `words`, as its index, or `None` where it is left out.
    pub(crate) fn choice(&mut self, key: &str, words: &[&str], doc: &'static str) -> Option<usize> {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        let declaration = self.declare(key, Kind::Choice(words.clone()), doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        let Value::Text(word) = &node.value else {
            self.wrong_type(key, &format!("one of {}, in quotes", words.join(", ")), node);
            return None;
        };
        let index = words.iter().position(|known| known == word);
        if index.is_none() {
            let problem = Problem::UnknownWord { key: key.to_owned(), word: word.clone(), known: words };
            self.reader.error(problem, node.at);
        }
        index
    }

    /// The name of a thing, as its index among `known`, or `None` where it is left out.
    pub(crate) fn name(&mut self, key: &str, kind: &'static str, known: &[String], doc: &'static str) -> Option<usize> {
        let declaration = self.declare(key, Kind::Name(kind), doc);
        self.set_default(declaration, "");
        let node = self.node.get(key)?;
        let Value::Text(text) = &node.value else {
            self.wrong_type(key, &format!("the id of a {kind}, in quotes"), node);
            return None;
        };
        let index = known.iter().position(|name| name == text);
        // Where there is no team at all, or none could be read, that is the mistake.
        if index.is_none() && !(known.is_empty() && (kind == "team" || self.reader.is_reported(kind))) {
            self.reader.error(Problem::UnknownName { kind, name: text.clone(), known: known.to_vec() }, node.at);
        }
        index
    }

    /// The name of a thing that must be given.
    pub(crate) fn name_required(
        &mut self,
        key: &str,
        kind: &'static str,
        known: &[String],
        doc: &'static str,
    ) -> usize {
        let name = self.name(key, kind, known, doc);
        let last = self.reader.declarations.len() - 1;
        self.reader.declarations[last].default = None;
        if !self.has(key) {
            self.missing(key, doc);
        }
        name.unwrap_or(0)
    }

    /// A quantity: a plain number or a distribution, in `unit`, from `range.0` to `range.1`.
    pub(crate) fn quantity(&mut self, key: &str, unit: Unit, range: (f64, f64), doc: &'static str) -> Quantity<'_, 'a> {
        let declaration = self.declare(key, Kind::Quantity(unit, range.0, range.1), doc);
        self.reader.declarations[declaration].uncertain = true;
        self.reader.declarations[declaration].dated = true;
        Quantity { table: self, key: key.to_owned(), declaration, unit, range, dated: true }
    }

    /// The quantity at `key`, not declared under that key but as part of a form.
    pub(crate) fn quantity_in_form(
        &mut self,
        key: &str,
        unit: Unit,
        range: (f64, f64),
        dated: bool,
    ) -> Option<InputId> {
        self.known.push(key.to_owned());
        let node = self.node.get(key)?;
        self.read_quantity(key, node, unit, range, dated)
    }

    fn read_quantity(
        &mut self,
        key: &str,
        node: &'a Node,
        unit: Unit,
        range: (f64, f64),
        dated: bool,
    ) -> Option<InputId> {
        self.read_quantity_as(key, key, node, unit, range, dated)
    }

    /// Reads the quantity at `key`, which errors call `named`.
    fn read_quantity_as(
        &mut self,
        named: &str,
        key: &str,
        node: &'a Node,
        unit: Unit,
        range: (f64, f64),
        dated: bool,
    ) -> Option<InputId> {
        let mut reading = QuantityReading { reader: self.reader, key: named, unit, range };
        let (value, source, evidence) = reading.read(node)?;
        Some(self.reader.inputs.add(Input {
            address: join(&self.address, key),
            value,
            unit,
            min: range.0,
            max: range.1,
            dated,
            place: Some(node.at),
            source: source.or_else(|| self.source.clone()),
            evidence: evidence.or(self.evidence),
        }))
    }

    /// The value at a path of keys within this table, the path's keys joined by dots in any grouping.
    fn at_path(&self, path: &str) -> Option<&'a Node> {
        fn find<'n>(table: &'n TableNode, path: &str) -> Option<&'n Node> {
            if let Some(node) = table.get(path) {
                return Some(node);
            }
            table.entries.iter().find_map(|(key, node)| match (&node.value, path.strip_prefix(key.as_str())) {
                (Value::Table(inner), Some(rest)) => find(inner, rest.strip_prefix('.')?),
                _ => None,
            })
        }
        find(self.node, path)
    }

    /// Where the key at a path stands.
    pub(crate) fn place_of_path(&self, path: &str) -> Option<Place> {
        self.at_path(path).map(|node| node.key_at)
    }

    /// The quantity at a path.
    pub(crate) fn quantity_at_path(&mut self, path: &str, unit: Unit, range: (f64, f64)) -> Option<InputId> {
        let node = self.at_path(path)?;
        // An error names what is done to the input as well as the input.
        let (_, table) = self.address.rsplit_once('.').unwrap_or(("", &self.address));
        let named = join(table, path);
        self.read_quantity_as(&named, path, node, unit, range, false)
    }

    /// The mean of a quantity that was read.
    pub(crate) fn mean(&self, id: InputId) -> f64 {
        self.reader.inputs.get(id).mean()
    }

    /// A table or list whose form the section reads for itself.
    pub(crate) fn form(&mut self, key: &str, doc: &'static str) -> Option<&'a Node> {
        let declaration = self.declare(key, Kind::Form, doc);
        self.set_default(declaration, "");
        self.node.get(key)
    }

    /// A table within this one, read by `read`; `None` where it is left out.
    pub(crate) fn table<T>(
        &mut self,
        key: &str,
        doc: &'static str,
        read: impl FnOnce(&mut Table<'_>) -> T,
    ) -> Option<T> {
        let declaration = self.declare(key, Kind::Form, doc);
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

    /// The table at `key`, or an empty one where it is left out: all its defaults then hold.
    pub(crate) fn table_or_empty<T>(
        &mut self,
        key: &str,
        doc: &'static str,
        read: impl FnOnce(&mut Table<'_>) -> T,
    ) -> T {
        let declaration = self.declare(key, Kind::Form, doc);
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
        self.enter(key, pattern, table, at, read)
    }

    /// Every thing of the table of named things at `key`: `read` is given its table and its id.
    pub(crate) fn each<T>(
        &mut self,
        key: &str,
        doc: &'static str,
        mut read: impl FnMut(&mut Table<'_>, &str) -> T,
    ) -> Vec<T> {
        let declaration = self.declare(key, Kind::Form, doc);
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
            if !is_id(id) {
                self.reader.error(Problem::BadId { id: id.clone() }, thing.key_at);
            }
            let address = format!("{key}.{id}");
            match &thing.value {
                Value::Table(table) => {
                    all.push(self.enter(&address, pattern.clone(), table, Some(thing.key_at), |t| read(t, id)));
                }
                _ => self.wrong_type(&address, &format!("a table, [{}]", join(&self.address, &address)), thing),
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
            source: self.source.clone(),
            evidence: self.evidence,
        };
        table.read_source();
        let value = read(&mut table);
        table.finish();
        value
    }

    /// The `source` and `evidence` that a table may carry for all that it holds.
    fn read_source(&mut self) {
        let declared = self.reader.declarations.len();
        if let Some(source) = self.text("source", "Where the figures come from.") {
            self.source = Some(source);
        }
        if let Some(index) = self.choice("evidence", &Evidence::IDS, "How good the evidence is.") {
            self.evidence = Some(Evidence::from_index(index));
        }
        self.reader.declarations.truncate(declared);
    }

    /// Takes `key` as known: a form that the section has read for itself.
    pub(crate) fn accept(&mut self, key: &str) {
        self.known.push(key.to_owned());
    }

    /// Takes `key` as known: the branch that has what the others leave.
    pub(crate) fn accept_rest(&mut self, key: &str) {
        self.accept(key);
        self.reader.rests.push(join(&self.address, key));
    }

    /// Takes every key as known: the section has reported those that are not.
    pub(crate) fn accept_all(&mut self) {
        self.known.extend(self.node.entries.iter().map(|(key, _)| key.clone()));
    }

    /// The table itself.
    pub(crate) fn node(&self) -> &'a TableNode {
        self.node
    }

    /// Reports the keys that nothing read.
    pub(crate) fn finish(&mut self) {
        for (key, node) in &self.node.entries {
            if !self.known.iter().any(|known| known == key) {
                let mut allowed = self.known.clone();
                allowed.retain(|k| k != "source" && k != "evidence");
                let problem = Problem::UnknownKey { key: key.clone(), allowed, inside: self.address.clone() };
                self.reader.error(problem, node.key_at);
            }
        }
    }
}

/// A declared quantity, before it is said what holds where it is left out.
pub(crate) struct Quantity<'t, 'a> {
    table: &'t mut Table<'a>,
    key: String,
    declaration: usize,
    unit: Unit,
    range: (f64, f64),
    dated: bool,
}

impl Quantity<'_, '_> {
    /// Fixed for the whole run: dated changes may not change it.
    pub(crate) fn fixed(mut self) -> Self {
        self.dated = false;
        self.table.reader.declarations[self.declaration].dated = false;
        self
    }

    /// The quantity, or `None` where it is left out.
    pub(crate) fn optional(self) -> Option<InputId> {
        self.table.set_default(self.declaration, "");
        let node = self.table.node.get(&self.key)?;
        self.table.read_quantity(&self.key, node, self.unit, self.range, self.dated)
    }

    /// The quantity, or `default` where it is left out.
    pub(crate) fn or(self, default: f64) -> InputId {
        self.table.set_default(self.declaration, default.to_string());
        self.read_or(default)
    }

    /// The quantity, which must be given.
    pub(crate) fn required(self) -> InputId {
        if self.table.node.get(&self.key).is_none() {
            let doc = self.table.reader.declarations[self.declaration].doc;
            self.table.missing(&self.key, doc);
        }
        let least = self.range.0;
        self.read_or(least)
    }

    fn read_or(self, default: f64) -> InputId {
        let Self { table, key, unit, range, dated, .. } = self;
        let read = table.node.get(&key).and_then(|node| table.read_quantity(&key, node, unit, range, dated));
        read.unwrap_or_else(|| {
            table.reader.inputs.add(Input {
                address: join(&table.address, &key),
                value: Distribution::Fixed(default),
                unit,
                min: range.0,
                max: range.1,
                dated,
                place: None,
                source: None,
                evidence: None,
            })
        })
    }
}

fn join(address: &str, key: &str) -> String {
    if address.is_empty() { key.to_owned() } else { format!("{address}.{key}") }
}

/// Text with a space for each run of line breaks, tabs and other control characters: names stand in lines of tables.
fn on_one_line(text: &str) -> String {
    if text.contains(char::is_control) {
        text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

/// A doc sentence as it reads after a colon: no capital but that of initials, no full stop.
fn after_a_colon(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    let first = letters.next().unwrap_or_default();
    let rest = letters.as_str();
    let is_initials = rest.starts_with(|second: char| second.is_uppercase());
    let first = if is_initials { first.to_string() } else { first.to_lowercase().to_string() };
    first + rest
}

fn is_id(id: &str) -> bool {
    id.len() <= 40
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
