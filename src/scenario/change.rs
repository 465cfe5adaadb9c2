//! Dated changes of inputs: interventions.

use super::diagnostic::{Problem, nearest};
use super::input::InputId;
use super::quantity::is_quantity;
use super::reader::Table;
use super::tree::{TableNode, Value};
use crate::units::{Month, Unit};

/// A dated change.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// First month; `None` where it was wrong.
    pub from: Option<Month>,
    /// Last month; `None` for the end.
    pub until: Option<Month>,
    /// What it does, in file order.
    pub edits: Vec<Edit>,
    /// Pounds in its first month.
    pub cost_once: InputId,
    /// Pounds a month while in force.
    pub cost_per_month: InputId,
}

/// What a change does to one input.
#[derive(Clone, Copy, Debug)]
pub struct Edit {
    /// The input.
    pub input: InputId,
    /// How it is changed.
    pub kind: EditKind,
    /// By how much.
    pub amount: InputId,
}

/// How an input is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditKind {
    /// It becomes the amount; what came before is discarded.
    Set,
    /// The amount is added.
    Add,
    /// It is multiplied by the amount.
    Multiply,
}

impl EditKind {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Set, "set", "Inputs that become a value: address = value."),
        (Self::Add, "add", "Inputs that a value is added to."),
        (Self::Multiply, "multiply", "Inputs that are multiplied by a value."),
    ];
}

pub(crate) fn read(t: &mut Table<'_>, id: &str) -> Change {
    let name = t.text("name", "The change's name for people; its id where left out.").unwrap_or_else(|| id.to_owned());
    let from = t.month_required("from", "First month in which it holds.");
    let until = t.month("until", "Last month in which it holds; to the end where left out.");
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let why = format!("it ends in {until}, before it begins in {from}");
        let place = t.place_of("until");
        t.error(Problem::Inconsistent { what: format!("change `{id}`"), why }, place);
    }
    let mut edits = Vec::new();
    for (kind, key, doc) in EditKind::ALL {
        t.table(key, doc, |t| {
            let mut targets = Vec::new();
            collect(t.node(), "", &mut targets);
            for address in &targets {
                read_edit(t, address, kind, &mut edits);
            }
            t.accept_all();
        });
    }
    let pounds = (-1e9, 1e9);
    Change {
        id: id.to_owned(),
        name,
        from,
        until,
        edits,
        cost_once: t.quantity("cost_once", Unit::Pounds, pounds, "What it costs in its first month.").fixed().or(0.0),
        cost_per_month: t
            .quantity("cost_per_month", Unit::PoundsPerMonth, pounds, "What it costs in each month in which it holds.")
            .fixed()
            .or(0.0),
    }
}

/// The addresses of a table of edits: `"team.cin.establishment" = 2` and `team.cin.establishment = 2` say the same.
fn collect(table: &TableNode, prefix: &str, targets: &mut Vec<String>) {
    for (key, node) in &table.entries {
        if prefix.is_empty() && (key == "source" || key == "evidence") {
            continue;
        }
        let address = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match &node.value {
            Value::Table(inner) if !is_quantity(inner) => collect(inner, &address, targets),
            _ => targets.push(address),
        }
    }
}

fn read_edit(t: &mut Table<'_>, address: &str, kind: EditKind, edits: &mut Vec<Edit>) {
    let place = t.place_of_path(address);
    let found = t.reader.inputs.below(address);
    let exact = found.iter().any(|&id| t.reader.inputs.get(id).address == address);
    let dated: Vec<InputId> = found.iter().copied().filter(|&id| t.reader.inputs.get(id).dated).collect();
    if dated.is_empty() {
        let problem = if exact || !found.is_empty() {
            Problem::FixedInput { address: address.into() }
        } else {
            let known: Vec<String> = t.reader.inputs.list.iter().map(|input| input.address.clone()).collect();
            Problem::NothingToChange { address: address.into(), similar: nearest(address, &known).map(str::to_owned) }
        };
        return t.error(problem, place);
    }
    let first = t.reader.inputs.get(dated[0]);
    let (unit, range) = match kind {
        EditKind::Set => (first.unit, (first.min, first.max)),
        EditKind::Add => (first.unit, (-1e9, 1e9)),
        EditKind::Multiply => (Unit::Number, (0.0, 1_000.0)),
    };
    let Some(amount) = t.quantity_at_path(address, unit, range) else { return };
    edits.extend(dated.into_iter().map(|input| Edit { input, kind, amount }));
}
