//! Retention payments.

use crate::scenario::declare::{InputId, Table};
use crate::units::Unit;

/// Retention payments.
#[derive(Clone, Debug)]
pub struct Retention {
    /// Pounds per eligible FTE per year.
    pub payment: InputId,
    /// Months in service before it is paid.
    pub after_months: u32,
}

pub(crate) fn read(t: &mut Table<'_>) -> Retention {
    Retention {
        payment: t
            .quantity(
                "payment",
                Unit::PoundsPerFteYear,
                (0.0, 1_000_000.0),
                "Retention payment per eligible permanent FTE per year.",
            )
            .or(0.0),
        after_months: t.whole(
            "after_months",
            Unit::Months,
            (0, 600),
            12,
            "Time in service from which the payment is made.",
        ) as u32,
    }
}
