//! Groups of inputs that cannot go together as they are written.

use super::macros::reasons;
use super::wording::plain;

reasons! {
    /// Why inputs cannot go together so.
    CorrelationReason

    NotPositiveDefinite {}
        "its matrix is not positive definite: if A goes with B and B with C, then A goes with C, and no input goes with \
         another wholly (1 or -1); bring the correlations nearer to 0"
            .to_owned();

    TooFewInputs {}
        "it needs two inputs or more".to_owned();

    InputTwice { address: String }
        format!("it names `{address}` twice");

    InAnotherGroup { address: String }
        format!("`{address}` is in another group; an input can be in one alone");

    TableOfInputs { address: String, first: String }
        format!("`{address}` is a table; name its inputs one by one, such as `{first}`");

    RowLength { inputs: usize, found: usize }
        format!("a row must have a number for each of the {inputs} inputs, found {found}");

    RowCount { inputs: usize, found: usize }
        format!("the matrix must have a row for each of the {inputs} inputs, found {found}");

    Diagonal { row: usize }
        format!("row {row} must have 1 in place {row}: an input goes with itself");

    NotSymmetric { row: usize, here: f64, other_row: usize, there: f64 }
        format!(
            "row {row} says {} where row {other_row} says {}; both are the same pair",
            plain(*here),
            plain(*there)
        );
}
