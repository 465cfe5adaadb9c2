//! Groups of correlated uncertain inputs, each with a matrix of rank correlations.

use super::change::similar;
use crate::random::{Copula, Distribution};
use crate::scenario::declare::{InputId, Kind, Table};
use crate::scenario::problem::{CorrelationReason, Problem, Questionable};
use crate::scenario::source::{Node, Value};

/// A group of correlated inputs.
#[derive(Clone, Debug)]
pub struct Correlation {
    /// Identifier.
    pub id: String,
    /// Its inputs, without those that have a fixed value and so are not drawn.
    pub inputs: Vec<InputId>,
    /// Their rank correlations, row by row.
    pub rank: Vec<Vec<f64>>,
    /// The copula from which they are drawn.
    pub copula: Copula,
}

pub(crate) fn read(t: &mut Table<'_>, id: &str) -> Correlation {
    let addresses = Kind::List(Box::new(Kind::Address), 2, usize::MAX);
    let inputs =
        t.form("inputs", addresses, "The addresses of the inputs, such as [\"agency.fill\", \"agency.churn\"].");
    t.mark_required("inputs");
    let matrix = t.form(
        "rank_correlation",
        matrix_kind(),
        "Spearman's rank correlation: a single number for all pairs, or a list of rows with a number for every input; \
         1 means that all of them share one draw.",
    );
    t.mark_required("rank_correlation");
    if inputs.is_none() {
        t.missing("inputs", "a list of the addresses of at least two inputs");
    }
    if matrix.is_none() {
        t.missing("rank_correlation", "a single number for all pairs, or a matrix as a list of rows");
    }
    let group = inputs.zip(matrix).and_then(|(inputs, matrix)| group(t, id, inputs, matrix));
    group.unwrap_or_else(|| Correlation {
        id: id.to_owned(),
        inputs: Vec::new(),
        rank: Vec::new(),
        copula: Copula::independent(0),
    })
}

/// The ways to write a matrix.
fn matrix_kind() -> Kind {
    let number = Kind::Number(-1.0, 1.0);
    let row = Kind::List(Box::new(number.clone()), 2, usize::MAX);
    Kind::Either(vec![number, Kind::List(Box::new(row), 2, usize::MAX)])
}

/// Builds the group from a list of inputs and their matrix; reports any error and returns `None`.
fn group(t: &mut Table<'_>, id: &str, named: &Node, matrix: &Node) -> Option<Correlation> {
    let all = read_inputs(t, id, named)?;
    let rank = read_matrix(t, id, all.len(), matrix)?;
    if Copula::new(&rank).is_none() {
        let reason = CorrelationReason::NotPositiveDefinite {};
        t.error(Problem::BadCorrelation { group: id.to_owned(), reason }, Some(matrix.at));
        return None;
    }
    warn_of_known(t, id, named, &all);
    let unknown: Vec<usize> = (0..all.len()).filter(|&i| !is_known(t, all[i])).collect();
    let row = |&i: &usize| unknown.iter().map(|&j| rank[i][j]).collect();
    let rank: Vec<Vec<f64>> = unknown.iter().map(row).collect();
    let copula = Copula::new(&rank)?;
    Some(Correlation { id: id.to_owned(), inputs: unknown.iter().map(|&i| all[i]).collect(), rank, copula })
}

fn is_known(t: &Table<'_>, input: InputId) -> bool {
    matches!(t.reader.inputs.get(input).value, Distribution::Fixed(_))
}

fn warn_of_known(t: &mut Table<'_>, id: &str, named: &Node, all: &[InputId]) {
    let Value::Array(items) = &named.value else { return };
    for (item, &input) in items.iter().zip(all) {
        if is_known(t, input) {
            let address = t.reader.inputs.get(input).address.clone();
            let what = Questionable::KnownInGroup { correlation: id.to_owned(), address };
            t.reader.warn(Problem::Odd { what }, item.at);
        }
    }
}

/// The inputs in a list; reports any error and returns `None`.
fn read_inputs(t: &mut Table<'_>, id: &str, named: &Node) -> Option<Vec<InputId>> {
    let expected = "a list of input addresses, in quotes";
    let Value::Array(items) = &named.value else {
        t.wrong_type("inputs", expected, named);
        return None;
    };
    let mut inputs = Vec::new();
    let mut right = true;
    for item in items {
        let Value::Text(address) = &item.value else {
            t.wrong_type("inputs", expected, item);
            return None;
        };
        if t.reader.blanks.contains(address) {
            // The group is read once the figure is known.
            right = false;
            continue;
        }
        let found = one_input(t, id, address, &inputs);
        match found {
            Ok(input) => inputs.push(input),
            Err(problem) => {
                t.error(problem, Some(item.at));
                right = false;
            }
        }
    }
    if right && inputs.len() < 2 {
        let reason = CorrelationReason::TooFewInputs {};
        t.error(Problem::BadCorrelation { group: id.to_owned(), reason }, Some(named.at));
        return None;
    }
    t.reader.correlated.extend(&inputs);
    right.then_some(inputs)
}

/// The input at an address, which must not be in a group yet.
fn one_input(t: &mut Table<'_>, id: &str, address: &str, before: &[InputId]) -> Result<InputId, Problem> {
    let below = t.reader.inputs.below(address);
    let bad = |reason| Problem::BadCorrelation { group: id.to_owned(), reason };
    match below[..] {
        [] => {
            if let Some(problem) = t.reader.removal(address) {
                return Err(problem);
            }
            let similar = if t.reader.may_look() { similar(address, t.reader.inputs.addresses()) } else { None };
            Err(Problem::NoInput { address: address.to_owned(), similar })
        }
        [one] if before.contains(&one) => Err(bad(CorrelationReason::InputTwice { address: address.to_owned() })),
        [one] if t.reader.correlated.contains(&one) => {
            Err(bad(CorrelationReason::InAnotherGroup { address: address.to_owned() }))
        }
        [one] => Ok(one),
        [first, ..] => {
            let (address, first) = (address.to_owned(), t.reader.inputs.get(first).address.clone());
            Err(bad(CorrelationReason::TableOfInputs { address, first }))
        }
    }
}

/// The matrix for `n` inputs; reports any error and returns `None`.
fn read_matrix(t: &mut Table<'_>, id: &str, n: usize, node: &Node) -> Option<Vec<Vec<f64>>> {
    if node.number().is_some() {
        let one = correlation(t, node)?;
        return Some((0..n).map(|i| (0..n).map(|j| if i == j { 1.0 } else { one }).collect()).collect());
    }
    let Value::Array(rows) = &node.value else {
        t.wrong_type("rank_correlation", "a single number for all pairs, or a list of rows", node);
        return None;
    };
    let bad = |t: &mut Table<'_>, at: &Node, reason| {
        t.error(Problem::BadCorrelation { group: id.to_owned(), reason }, Some(at.at));
    };
    let mut matrix = Vec::with_capacity(n);
    for row in rows {
        let Value::Array(items) = &row.value else {
            t.wrong_type("rank_correlation", "a list of rows, each a list of numbers", row);
            return None;
        };
        if items.len() != n {
            bad(t, row, CorrelationReason::RowLength { inputs: n, found: items.len() });
            return None;
        }
        matrix.push(items.iter().map(|item| correlation(t, item)).collect::<Option<Vec<f64>>>()?);
    }
    if matrix.len() != n {
        bad(t, node, CorrelationReason::RowCount { inputs: n, found: matrix.len() });
        return None;
    }
    for (i, row) in matrix.iter().enumerate() {
        if row[i] != 1.0 {
            bad(t, node, CorrelationReason::Diagonal { row: i + 1 });
            return None;
        }
        if let Some(j) = (0..i).find(|&j| row[j] != matrix[j][i]) {
            let (here, there) = (row[j], matrix[j][i]);
            bad(t, node, CorrelationReason::NotSymmetric { row: i + 1, here, other_row: j + 1, there });
            return None;
        }
    }
    Some(matrix)
}

fn correlation(t: &mut Table<'_>, node: &Node) -> Option<f64> {
    let value = node.number().filter(|value| (-1.0..=1.0).contains(value));
    if value.is_none() {
        t.wrong_type("rank_correlation", "a number from -1 to 1 for each pair of inputs", node);
    }
    value
}
