//! Quantities of a table: a quantity is declared first, then given its default.

use super::declaration::Kind;
use super::input::{Input, InputId};
use super::quantity_reader::{QuantityReader, Remarks, is_blank};
use super::table::{Table, join, of_file};
use crate::random::Distribution;
use crate::scenario::source::Node;
use crate::units::Unit;

/// A declared quantity whose default is not set yet.
pub(crate) struct Quantity<'t, 'a> {
    table: &'t mut Table<'a>,
    key: String,
    declaration: usize,
    unit: Unit,
    range: (f64, f64),
    dated: bool,
    doc: &'static str,
}

/// Specification of a quantity.
#[derive(Clone, Copy)]
pub(crate) struct QuantitySpec {
    pub unit: Unit,
    pub range: (f64, f64),
    /// Whether dated changes may change it.
    pub dated: bool,
    /// Meaning.
    pub doc: &'static str,
}

impl Quantity<'_, '_> {
    /// Makes the quantity fixed for the whole run: dated changes may not change it.
    pub(crate) fn fixed(mut self) -> Self {
        self.dated = false;
        let declaration = &mut self.table.reader.declarations[self.declaration];
        declaration.dated = false;
        self.table.reader.dated.remove(&declaration.address);
        self
    }

    /// The quantity, or `None` if it is not given.
    pub(crate) fn optional(self) -> Option<InputId> {
        self.table.set_default(self.declaration, "");
        let node = self.table.node.get(&self.key)?;
        let spec = QuantitySpec { unit: self.unit, range: self.range, dated: self.dated, doc: self.doc };
        self.table.read_quantity(&self.key, &self.key, node, spec)
    }

    /// The quantity, or `default` if it is not given.
    pub(crate) fn or(self, default: f64) -> InputId {
        self.table.set_default(self.declaration, default.to_string());
        self.read_or(default)
    }

    /// The quantity, which is required.
    pub(crate) fn required(self) -> InputId {
        if self.table.node.get(&self.key).is_none() {
            let doc = self.table.reader.declarations[self.declaration].doc;
            self.table.missing(&self.key, doc);
        }
        let least = self.range.0;
        self.read_or(least)
    }

    fn read_or(self, default: f64) -> InputId {
        let Self { table, key, unit, range, dated, doc, .. } = self;
        let spec = QuantitySpec { unit, range, dated, doc };
        let read = table.node.get(&key).and_then(|node| table.read_quantity(&key, &key, node, spec));
        read.unwrap_or_else(|| table.placeholder(&key, spec, default))
    }
}

impl<'a> Table<'a> {
    /// A quantity: a plain number or a distribution, in `unit`, from `range.0` to `range.1`.
    pub(crate) fn quantity(&mut self, key: &str, unit: Unit, range: (f64, f64), doc: &'static str) -> Quantity<'_, 'a> {
        let declaration = self.declare(key, Kind::Quantity(unit, range.0, range.1), doc);
        self.reader.declarations[declaration].uncertain = true;
        self.reader.declarations[declaration].dated = true;
        let pattern = self.reader.declarations[declaration].address.clone();
        self.reader.dated.insert(pattern);
        Quantity { table: self, key: key.to_owned(), declaration, unit, range, dated: true, doc }
    }

    /// The quantity at `key`, which is declared as part of a form and not by itself.
    pub(crate) fn quantity_in_form(&mut self, key: &str, spec: QuantitySpec) -> Option<InputId> {
        self.known.push(key.to_owned());
        let node = self.node.get(key)?;
        self.read_quantity(key, key, node, spec)
    }

    /// The same; if it is blank or invalid, which is reported, the least value of its range takes its place.
    pub(crate) fn quantity_in_form_or_least(&mut self, key: &str, spec: QuantitySpec) -> InputId {
        self.quantity_in_form(key, spec).unwrap_or_else(|| self.placeholder(key, spec, spec.range.0))
    }

    /// An input that no file gives.
    fn placeholder(&mut self, key: &str, spec: QuantitySpec, value: f64) -> InputId {
        let QuantitySpec { unit, range, dated, doc } = spec;
        self.reader.inputs.add(Input {
            order: self.reader.order(),
            address: join(&self.address, key),
            value: Distribution::Fixed(value),
            quantile: None,
            unit,
            min: range.0,
            max: range.1,
            dated,
            place: None,
            overrode: Vec::new(),
            source: None,
            evidence: None,
            unusual: None,
            doc,
        })
    }

    /// Reads the quantity at `key`, which error messages call `named`.
    fn read_quantity(&mut self, named: &str, key: &str, node: &Node, spec: QuantitySpec) -> Option<InputId> {
        let QuantitySpec { unit, range, dated, doc } = spec;
        if is_blank(self.reader, &join(&self.address, key), node) {
            return None;
        }
        let mut reading = QuantityReader { reader: self.reader, key: named, unit, range };
        let ((value, quantile), Remarks { source, evidence, unusual }) = reading.read(node)?;
        Some(self.reader.inputs.add(Input {
            order: self.reader.order(),
            address: join(&self.address, key),
            value,
            quantile,
            unit,
            min: range.0,
            max: range.1,
            dated,
            place: Some(node.at),
            overrode: node.overridden(),
            source: source.or_else(|| of_file(&self.source, node.at.file)),
            evidence: evidence.or_else(|| of_file(&self.evidence, node.at.file)),
            unusual: unusual.or_else(|| of_file(&self.unusual, node.at.file)),
            doc,
        }))
    }

    /// Reads the quantity `node` at a path of keys within this table, joined by dots.
    pub(crate) fn quantity_at_path(&mut self, path: &str, node: &Node, spec: QuantitySpec) -> Option<InputId> {
        // An error message names the edit as well as the input.
        let (_, table) = self.address.rsplit_once('.').unwrap_or(("", &self.address));
        let named = join(table, path);
        self.read_quantity(&named, path, node, spec)
    }

    /// The mean of an input.
    pub(crate) fn mean(&self, id: InputId) -> f64 {
        self.reader.inputs.get(id).mean()
    }
}
