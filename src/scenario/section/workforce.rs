//! What holds for the permanent staff as a whole.

use crate::scenario::declare::{InputId, Table};
use crate::units::Unit;

/// Permanent staff as a whole.
#[derive(Clone, Debug)]
pub struct Workforce {
    /// Factor on the FTE of every permanent member of staff.
    pub hours: InputId,
}

pub(crate) fn read(t: &mut Table<'_>) -> Workforce {
    Workforce {
        hours: t
            .quantity(
                "hours",
                Unit::Number,
                (0.0, 10.0),
                "Factor on the FTE of permanent staff, for changes in which nobody joins or leaves: hours, transfers, \
                 reclassified posts.",
            )
            .or(1.0),
    }
}
