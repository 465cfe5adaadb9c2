//! What holds for the permanent staff as a whole.

use crate::scenario::declare::{InputId, Table};
use crate::units::Unit;

/// Permanent staff as a whole.
#[derive(Clone, Debug)]
pub struct Workforce {
    /// Factor on the FTE of every permanent member of staff.
    pub hours: InputId,
    /// Factor on the offers and starters of all intakes.
    pub recruitment: InputId,
    /// Pay of an hour of overtime, as a factor on that of a usual hour.
    pub overtime_pay: InputId,
    /// Share of what a team's staff can hold that may be cases of other teams.
    pub lending: InputId,
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
        recruitment: t
            .quantity(
                "recruitment",
                Unit::Share,
                (0.0, 1.0),
                "Share of the offers and starters of all intakes that go ahead: a change that sets it to 0 is a freeze on \
                 recruitment. Agency workers who become permanent are not affected.",
            )
            .or(1.0),
        overtime_pay: t
            .quantity(
                "overtime_pay",
                Unit::Number,
                (0.0, 10.0),
                "Pay of an hour of overtime, with on-costs, as a factor on that of a usual hour.",
            )
            .or(1.0),
        lending: t
            .quantity(
                "lending",
                Unit::Share,
                (0.0, 1.0),
                "Share of what each team's staff can hold that may be cases of other teams that would otherwise be unallocated; \
                 0 means that no staff are lent.",
            )
            .or(0.0),
    }
}
