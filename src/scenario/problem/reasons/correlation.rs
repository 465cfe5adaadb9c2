//! Errors in groups of correlated inputs.

use crate::scenario::problem::macros::reasons;
use crate::scenario::problem::wording::plain;

reasons! {
    /// Why a group of correlated inputs is invalid.
    CorrelationReason

    NotPositiveDefinite {}
        "its correlations cannot all hold together: if A is strongly correlated with B, and B with C, then A must \
         be correlated with C; move the correlations closer to 0"
            .to_owned();

    TooFewInputs {}
        "it requires at least two inputs".to_owned();

    InputTwice { address: String }
        format!("it names `{address}` twice");

    InAnotherGroup { address: String }
        format!("`{address}` is already in another group; an input can be in only one");

    TableOfInputs { address: String, first: String }
        format!("`{address}` is a table; name its inputs one by one, such as `{first}`");

    RowLength { inputs: usize, found: usize }
        format!("a row must have a number for each of the {inputs} inputs, found {found}");

    RowCount { inputs: usize, found: usize }
        format!("the matrix must have a row for each of the {inputs} inputs, found {found}");

    Diagonal { row: usize }
        format!("row {row} must have 1 in position {row}: an input is fully correlated with itself");

    NotSymmetric { row: usize, here: f64, other_row: usize, there: f64 }
        format!(
            "row {row} has {} where row {other_row} has {} for the same pair",
            plain(*here),
            plain(*there)
        );
}
