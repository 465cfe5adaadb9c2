//! `schema`: the scenario file as a JSON Schema.

use crate::scenario;

use super::{Failure, print};

/// Prints the schema.
pub(crate) fn schema() -> Result<(), Failure> {
    print(&scenario::schema())
}
