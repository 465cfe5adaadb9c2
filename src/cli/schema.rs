//! `schema`: the JSON Schema of scenario files.

use crate::scenario;

use super::{Failure, print};

/// Prints the schema.
pub(crate) fn schema() -> Result<(), Failure> {
    print(&scenario::schema())
}
