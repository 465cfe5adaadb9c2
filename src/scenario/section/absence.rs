//! Absence of permanent staff.

use crate::scenario::declare::{InputId, Table};
use crate::units::Unit;

/// Absence of permanent staff.
#[expect(clippy::struct_field_names, reason = "long absence is the sector's term")]
#[derive(Clone, Debug)]
pub struct Absence {
    /// Share of working time lost to sickness.
    pub sickness: InputId,
    /// Share of staff on long absence (maternity leave, secondment and the like).
    pub long_absence: InputId,
    /// Share of pay that is paid during long absence.
    pub long_absence_pay: InputId,
}

pub(crate) fn read(t: &mut Table<'_>) -> Absence {
    let share = (0.0, 1.0);
    Absence {
        sickness: t
            .quantity("sickness", Unit::Share, share, "Share of working time lost to sickness; reduces capacity.")
            .or(0.0),
        long_absence: t
            .quantity(
                "long_absence",
                Unit::Share,
                share,
                "Share of staff on maternity leave, secondment and the like; reduces capacity and cover.",
            )
            .or(0.0),
        long_absence_pay: t
            .quantity("long_absence_pay", Unit::Share, share, "Share of pay that is paid during long absence.")
            .or(1.0),
    }
}
