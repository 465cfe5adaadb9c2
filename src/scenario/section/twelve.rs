//! Lists of a number for each month of the year.

use crate::scenario::declare::{Kind, Table};
use crate::scenario::problem::{Problem, plain};
use crate::scenario::source::{Node, Value};

/// Twelve numbers of at least 0 with a given sum, or the same number twelve times if they are not given or wrong. `even` has that
/// number, and how a wrong sum is told: as `a mean` or `a sum`, with the sum that is right.
pub(super) fn read_twelve(
    t: &mut Table<'_>,
    key: &str,
    doc: &'static str,
    expected: &'static str,
    (even, told_as, sum): (f64, &str, f64),
) -> [f64; 12] {
    let mut twelve = [even; 12];
    let kind = Kind::List(Box::new(Kind::Number(0.0, f64::INFINITY)), 12, 12);
    let Some(node) = t.form(key, kind, doc) else { return twelve };
    let numbers = match &node.value {
        Value::Array(items) => items.iter().map(Node::number).collect(),
        _ => None::<Vec<f64>>,
    };
    let is_invalid = |n: &&f64| !n.is_finite() || **n < 0.0;
    let found = match numbers {
        Some(numbers) if numbers.iter().any(|n| is_invalid(&n)) => {
            let invalid: Vec<String> = numbers.iter().filter(is_invalid).map(|n| plain(*n)).collect();
            invalid.join(", ")
        }
        Some(numbers) if numbers.len() == 12 => {
            // A mean of 1, or a sum of 1.
            let total = numbers.iter().sum::<f64>() / sum;
            if (total - 1.0).abs() < 1e-3 {
                twelve.copy_from_slice(&numbers);
                return twelve;
            }
            format!("{told_as} of {}", plain((total * 1e4).round() / 1e4))
        }
        Some(numbers) => format!("{} numbers", numbers.len()),
        None => node.found(),
    };
    let problem = Problem::WrongType { key: key.into(), expected: expected.into(), found };
    t.error(problem, Some(node.at));
    twelve
}
