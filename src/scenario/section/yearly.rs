//! Yearly effects: what differs from one year to the next and nobody can know beforehand.

use super::change::{changeable, edited};
use crate::scenario::declare::{InputId, Key, Kind, Table, is_remark};
use crate::scenario::problem::{Problem, YearlyReason};
use crate::scenario::source::{Node, Place, TableNode, Value};
use crate::units::{MONTH_NAMES, Unit};

/// A yearly effect: a normal autoregression in time that moves inputs up and down together.
#[derive(Clone, Debug)]
pub struct YearlyEffect {
    /// Identifier.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Its inputs, each with its loading.
    pub inputs: Vec<(InputId, f64)>,
    /// Stationary standard deviation; at a persistence of 1, that of the step of a year.
    pub sd: InputId,
    /// Correlation between one year and the next.
    pub persistence: InputId,
    /// Number of months in a step: 12 or 1.
    pub months: u32,
    /// Month of the year in which a yearly step begins, 0 (January) to 11.
    pub begins: u32,
    /// Number of months over which a step comes into full effect.
    pub phase_in: u32,
    /// Whether it is measured relative to its mean over the 12 months before the start.
    pub is_relative: bool,
    /// How far its inputs stand above their usual level at the start, as a factor, if that is known.
    pub opens_at: Option<InputId>,
}

/// Greatest loading of an input, without its sign.
const MAX_LOADING: f64 = 10.0;

pub(crate) fn read(t: &mut Table<'_>, id: &str) -> YearlyEffect {
    let name = t.text("name", "Display name of the effect; defaults to its id.").unwrap_or_else(|| id.to_owned());
    let inputs = read_inputs(t, id);
    let sd = t
        .quantity(
            "sd",
            Unit::Number,
            (0.0, 3.0),
            "Standard deviation of the effect in any one year, on the log scale (logit scale for shares and \
             probabilities): 0.2 is about a fifth either way. At a persistence of 1: of each year's step.",
        )
        .fixed()
        .required();
    let persistence = t
        .quantity(
            "persistence",
            Unit::Number,
            (0.0, 1.0),
            "Correlation between one year and the next: 0 for independent years, 1 for a random walk from 0.",
        )
        .fixed()
        .or(0.0);
    let step = t.choice("step", &["year", "month"], "How often the effect moves; once a year if omitted.");
    let is_monthly = step == Some(1);
    let begins = t.choice("begins", &MONTH_NAMES, "Month in which a year of the effect begins; April if omitted.");
    let phase_in = t.whole(
        "phase_in",
        Unit::Months,
        (1, 12),
        1,
        "Number of months in which the effect of a new year replaces that of the year before, in equal steps.",
    );
    for key in ["begins", "phase_in"] {
        if is_monthly && t.has(key) {
            let (key, place) = (key.to_owned(), t.place_of(key));
            t.error(Problem::BadYearly { yearly: id.to_owned(), reason: YearlyReason::NotOfMonths { key } }, place);
        }
    }
    let relative_to = t.choice(
        "relative_to",
        &["last_12_months"],
        "The period whose mean the inputs state: `last_12_months` is the 12 months before the start; if omitted, all \
         years.",
    );
    let opens_at = t
        .quantity(
            "opens_at",
            Unit::Number,
            (0.001, 1_000.0),
            "How far its inputs stand above their usual level at the start, if that is known, as a factor (on odds for shares \
             and probabilities): 1.1 for a tenth above. The inputs are stated as they are at the start; from there they return \
             to the usual level at the rate of the persistence.",
        )
        .fixed()
        .optional();
    if opens_at.is_some() && relative_to.is_some() {
        let place = t.place_of("opens_at");
        t.error(Problem::BadYearly { yearly: id.to_owned(), reason: YearlyReason::TwoStarts {} }, place);
    }
    YearlyEffect {
        id: id.to_owned(),
        name,
        inputs,
        sd,
        persistence,
        months: if is_monthly { 1 } else { 12 },
        begins: if is_monthly { 0 } else { begins.unwrap_or(3) as u32 },
        phase_in: phase_in as u32,
        is_relative: relative_to.is_some(),
        opens_at,
    }
}

/// The inputs and their loadings: a list of addresses, each with a loading of 1, or a table from addresses to loadings.
fn read_inputs(t: &mut Table<'_>, id: &str) -> Vec<(InputId, f64)> {
    let loadings = Kind::Keyed(Key::Address, Box::new(Kind::Number(-MAX_LOADING, MAX_LOADING)));
    let kind = Kind::Either(vec![Kind::List(Box::new(Kind::Address), 1, usize::MAX), loadings]);
    let doc = "The inputs that it moves: a list of their addresses, or a table `{ \"agency.fill\" = -0.5 }` with a loading \
               for each, the factor by which the effect is multiplied for that input (1 if written as a list).";
    let node = t.form("inputs", kind, doc);
    t.mark_required("inputs");
    let Some(node) = node else {
        t.missing("inputs", "a list of the addresses of inputs, or a table with the loading of each");
        return Vec::new();
    };
    let mut inputs = Vec::new();
    for (address, at, loading) in named(t, node) {
        for input in changeable(t, &address, Some(at)).unwrap_or_default() {
            if inputs.iter().any(|&(other, _)| other == input) {
                let address = t.reader.inputs.get(input).address.clone();
                let reason = YearlyReason::InputTwice { address };
                t.error(Problem::BadYearly { yearly: id.to_owned(), reason }, Some(at));
            } else {
                inputs.push((input, loading));
            }
        }
    }
    if matches!(&node.value, Value::Array(items) if items.is_empty()) || node.is_empty_table() {
        t.error(Problem::BadYearly { yearly: id.to_owned(), reason: YearlyReason::NoInputs {} }, Some(node.at));
    }
    inputs
}

/// The addresses with their places and loadings; reports any that is not an address or not a loading.
fn named(t: &mut Table<'_>, node: &Node) -> Vec<(String, Place, f64)> {
    let expected = "a list of input addresses in quotes, or a table of their loadings";
    match &node.value {
        Value::Array(items) => items
            .iter()
            .filter_map(|item| {
                if let Value::Text(address) = &item.value {
                    return Some((address.clone(), item.at, 1.0));
                }
                t.wrong_type("inputs", expected, item);
                None
            })
            .collect(),
        Value::Table(table) => loadings(t, table),
        _ => {
            t.wrong_type("inputs", expected, node);
            Vec::new()
        }
    }
}

fn loadings(t: &mut Table<'_>, table: &TableNode) -> Vec<(String, Place, f64)> {
    let of_one = |t: &mut Table<'_>, (address, node): (String, &Node)| {
        let loading = node.number().filter(|loading| loading.abs() <= MAX_LOADING);
        if loading.is_none() {
            let expected = format!("a loading, a number from {} to {}", -MAX_LOADING, MAX_LOADING);
            t.wrong_type(&address, &expected, node);
        }
        loading.map(|loading| (address, node.key_at, loading))
    };
    let mut loadings = Vec::new();
    for (key, node) in table.entries.iter().filter(|(key, _)| is_remark(key)) {
        let expected = format!("a table of loadings alone, with `{key}` beside it");
        let problem = Problem::WrongType { key: "inputs".into(), expected, found: format!("`{key}` in it") };
        t.error(problem, Some(node.key_at));
    }
    loadings.extend(edited(table).into_iter().filter_map(|one| of_one(t, one)));
    loadings
}
