//! Prices and discounting.

use crate::scenario::declare::{InputId, Table};
use crate::units::{FinancialYear, Month, Unit};

/// Prices and discounting.
#[derive(Clone, Debug)]
pub struct Money {
    /// The financial year whose prices are used for real terms.
    pub base_year: FinancialYear,
    /// Annual inflation.
    pub inflation: InputId,
    /// Annual discount rate.
    pub discount_rate: InputId,
}

pub(crate) fn read(t: &mut Table<'_>, start: Month) -> Money {
    Money {
        base_year: t
            .year(
                "base_year",
                "The financial year whose prices are used for real terms; defaults to that of the start.",
            )
            .unwrap_or_else(|| start.financial_year()),
        inflation: t.quantity("inflation", Unit::YearlyGrowth, (-0.5, 1.0), "Annual inflation.").or(0.0),
        discount_rate: t
            .quantity(
                "discount_rate",
                Unit::YearlyGrowth,
                (0.0, 1.0),
                "Annual discount rate (HM Treasury, The Green Book: 3.5%).",
            )
            .fixed()
            .or(0.035),
    }
}
