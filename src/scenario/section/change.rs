//! Changes to inputs (interventions), by date or in response to a measure.

use super::response::{self, Response};
use crate::scenario::Names;
use crate::scenario::declare::{InputId, Key, Kind, QuantitySpec, Table, is_quantity, is_remark};
use crate::scenario::problem::{Contradiction, DatedItem, Problem, Questionable, nearest};
use crate::scenario::reader::Reader;
use crate::scenario::source::{Node, Place, TableNode, Value};
use crate::units::{Month, Unit};

/// A change to inputs, by date or in response to a measure.
#[derive(Clone, Debug)]
pub struct Change {
    /// Identifier.
    pub id: String,
    /// Display name.
    pub name: String,
    /// First month; `None` for a response that may begin at the start, or if invalid.
    pub from: Option<Month>,
    /// Last month; `None` for the end of the run.
    pub until: Option<Month>,
    /// When it begins and ends by itself; `None` if it is in force from `from` to `until`.
    pub response: Option<Response>,
    /// Number of months to reach full effect, in equal steps; 1 means immediately.
    pub phase_in: u32,
    /// Its edits, in file order.
    pub edits: Vec<Edit>,
    /// Cost in pounds in its first month; of a response, in the first month of each time.
    pub cost_once: InputId,
    /// Cost in pounds in each month in force.
    pub cost_per_month: InputId,
}

/// An edit of one input by a change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edit {
    /// The input.
    pub input: InputId,
    /// Kind of edit.
    pub kind: EditKind,
    /// Amount of the edit.
    pub amount: InputId,
}

/// Kind of edit of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditKind {
    /// The input is set to the amount, and earlier edits are discarded.
    Set,
    /// The amount is added to the input.
    Add,
    /// The input is multiplied by the amount.
    Multiply,
}

impl EditKind {
    /// The key of this kind of edit in a change.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Add => "add",
            Self::Multiply => "multiply",
        }
    }

    /// `value` after this edit, with the share `phase` of its full effect (1 is the full effect).
    #[inline(always)]
    #[must_use]
    pub fn of(self, value: f64, amount: f64, phase: f64) -> f64 {
        match self {
            // Full effect is exact; a sum of parts would be rounded.
            Self::Set if phase == 1.0 => amount,
            Self::Multiply if phase == 1.0 => value * amount,
            Self::Set => value + (amount - value) * phase,
            Self::Add => value + amount * phase,
            Self::Multiply => value * (1.0 + (amount - 1.0) * phase),
        }
    }

    /// Meaning of its amount.
    fn amount(self) -> &'static str {
        match self {
            Self::Set => "Value that a change sets the input to.",
            Self::Add => "Amount that a change adds to the input.",
            Self::Multiply => "Factor that a change multiplies the input by.",
        }
    }

    /// The range of its amount; `None` if it is the range of the input.
    fn range(self) -> Option<(f64, f64)> {
        match self {
            Self::Set => None,
            Self::Add => Some((-1e9, 1e9)),
            Self::Multiply => Some((0.0, 1_000.0)),
        }
    }

    /// The kind of its table of inputs.
    fn declared(self) -> Kind {
        Kind::quantities(Key::Address, Unit::Number, self.range().unwrap_or((f64::NEG_INFINITY, f64::INFINITY)))
    }

    const ALL: [(Self, &'static str); 3] = [
        (Self::Set, "Inputs to set to a value: address = value."),
        (Self::Add, "Inputs to add an amount to: address = amount."),
        (Self::Multiply, "Inputs to multiply by a factor: address = factor."),
    ];
}

pub(crate) fn read(t: &mut Table<'_>, id: &str, names: &Names) -> Change {
    let name = t.text("name", "Display name of the change; defaults to its id.").unwrap_or_else(|| id.to_owned());
    let response = response::read(t, id, names);
    let from = t.month(
        "from",
        "First month in force, which may be before the start; required, except in a change with `when`, which is never in force \
         before it.",
    );
    if from.is_none() && !t.has("from") && !t.has("when") {
        t.missing("from", "First month in force, or `when` for a change that a measure triggers.");
    }
    let until = t.month("until", "Last month in force; defaults to the end of the run.");
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let what = Contradiction::EndsBeforeItBegins { kind: DatedItem::Change, id: id.to_owned(), from, until };
        let place = t.place_of("until");
        t.error(Problem::Inconsistent { what }, place);
    }
    let phase_in = t.whole(
        "phase_in",
        Unit::Months,
        (1, 120),
        1,
        "Number of months to reach full effect, in equal steps from the first month in force; 1 means immediately.",
    );
    warn_of_a_phase_cut_short(t, id, (from, until), phase_in);
    let mut edits = Vec::new();
    for (kind, doc) in EditKind::ALL {
        t.table_of(kind.key(), kind.declared(), doc, |t| {
            for (address, node) in edited(t.node()) {
                read_edit(t, &address, node, kind, &mut edits);
            }
            t.accept_all();
        });
    }
    let does_something = !edits.is_empty() || t.has("cost_once") || t.has("cost_per_month");
    let is_wrong = EditKind::ALL.iter().any(|(kind, _)| t.has(kind.key()));
    if !does_something && !is_wrong {
        let place = t.place();
        t.reader.warn(Problem::Odd { what: Questionable::ChangeOfNothing { change: id.to_owned() } }, place);
    }
    let pounds = (-1e9, 1e9);
    Change {
        id: id.to_owned(),
        name,
        from,
        until,
        response,
        phase_in: phase_in as u32,
        edits,
        cost_once: t
            .quantity(
                "cost_once",
                Unit::Pounds,
                pounds,
                "One-off cost in its first month, not counted if that is before the start; with `when`, each time that it begins.",
            )
            .fixed()
            .or(0.0),
        cost_per_month: t
            .quantity("cost_per_month", Unit::PoundsPerMonth, pounds, "Cost in each month in force.")
            .fixed()
            .or(0.0),
    }
}

fn warn_of_a_phase_cut_short(t: &mut Table<'_>, id: &str, dates: (Option<Month>, Option<Month>), phase_in: i64) {
    let (Some(from), Some(until)) = dates else { return };
    let months = i64::from(until.since(from)) + 1;
    if until >= from && months < phase_in {
        let what = Questionable::PhaseCutShort { change: id.to_owned(), months, phase_in };
        let place = t.place_of("phase_in");
        t.reader.warn(Problem::Odd { what }, place);
    }
}

/// The addresses in a table by address, with their values: `"team.cin.establishment" = 2` and
/// `team.cin.establishment = 2` are equivalent.
pub(super) fn edited(table: &TableNode) -> Vec<(String, &Node)> {
    let mut found = Vec::new();
    collect(table, "", &mut found);
    found
}

fn collect<'n>(table: &'n TableNode, prefix: &str, targets: &mut Vec<(String, &'n Node)>) {
    for (key, node) in &table.entries {
        if prefix.is_empty() && is_remark(key) {
            continue;
        }
        let address = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match &node.value {
            Value::Table(inner) if !is_quantity(inner) => collect(inner, &address, targets),
            _ => targets.push((address, node)),
        }
    }
}

fn read_edit(t: &mut Table<'_>, address: &str, node: &Node, kind: EditKind, edits: &mut Vec<Edit>) {
    let Some(dated) = changeable(t, address, Some(node.key_at)) else { return };
    let first = t.reader.inputs.get(dated[0]);
    let unit = if kind == EditKind::Multiply { Unit::Number } else { first.unit };
    let range = kind.range().unwrap_or((first.min, first.max));
    let spec = QuantitySpec { unit, range, dated: false, doc: kind.amount() };
    let Some(amount) = t.quantity_at_path(address, node, spec) else { return };
    edits.extend(dated.into_iter().map(|input| Edit { input, kind, amount }));
}

/// The inputs at an address that may differ from month to month: one, or all of a table with rows of one kind. Reports any
/// error and returns `None`.
pub(super) fn changeable(t: &mut Table<'_>, address: &str, place: Option<Place>) -> Option<Vec<InputId>> {
    let found = t.reader.inputs.below(address);
    let dated: Vec<InputId> = found.iter().copied().filter(|&id| t.reader.inputs.get(id).dated).collect();
    let Some(&first) = dated.first() else {
        if t.reader.blanks.contains(address) {
            return None;
        }
        let problem = unchangeable(t.reader, address, !found.is_empty());
        t.error(problem, place);
        return None;
    };
    let first = t.reader.inputs.get(first);
    if dated.iter().map(|&id| t.reader.inputs.get(id)).any(|other| (other.unit, other.max) != (first.unit, first.max)) {
        let what = Contradiction::ChangeOfUnlikeThings { address: address.to_owned(), one: first.address.clone() };
        t.error(Problem::Inconsistent { what }, place);
        return None;
    }
    Some(dated)
}

/// Why nothing at an address can be changed; `is_input` if there are inputs at the address, none of them dated.
fn unchangeable(reader: &mut Reader, address: &str, is_input: bool) -> Problem {
    if reader.rests.contains(address) {
        return Problem::Inconsistent { what: Contradiction::ChangeOfTheRest { address: address.into() } };
    }
    // Nothing in a change can be moved; changes are read after yearly effects.
    if is_input || reader.places.contains_key(address) || address.starts_with("change.") {
        return Problem::FixedInput { address: address.into() };
    }
    if reader.is_left_out(address) {
        return Problem::Inconsistent { what: Contradiction::ChangeOfWhatIsLeftOut { address: address.into() } };
    }
    if let Some(problem) = reader.removal(address) {
        return problem;
    }
    let similar = if reader.may_look() { similar(address, reader.inputs.addresses()) } else { None };
    Problem::NothingToChange { address: address.into(), similar }
}

/// The most similar known address with the same number of parts, each of which may be misspelt.
pub(crate) fn similar<'a>(address: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let parts: Vec<&str> = address.split('.').collect();
    let is_near = |known: &&str| {
        let candidate: Vec<String> = known.split('.').map(str::to_owned).collect();
        candidate.len() == parts.len()
            && parts.iter().zip(&candidate).all(|(part, one)| nearest(part, std::slice::from_ref(one)).is_some())
    };
    let near: Vec<String> = known.filter(is_near).map(str::to_owned).collect();
    nearest(address, &near).map(str::to_owned)
}
