//! Pay awards.

use crate::scenario::declare::{InputId, Table};
use crate::units::{Month, Unit};

/// A pay award, which multiplies permanent pay by 1 + rate from its month.
#[derive(Clone, Debug)]
pub struct Award {
    /// Identifier.
    pub id: String,
    /// First month with the new pay; `None` if invalid.
    pub month: Option<Month>,
    /// Increase as a share of pay.
    pub rate: InputId,
}

pub(crate) fn read(t: &mut Table<'_>, id: &str) -> Award {
    Award {
        id: id.to_owned(),
        month: t.month_required("month", "The month from which the award is paid."),
        rate: t
            .quantity("rate", Unit::YearlyGrowth, (-0.5, 1.0), "Increase as a share of pay: 0.01 is 1%.")
            .fixed()
            .required(),
    }
}
