//! Money: prices, pay awards and budgets.

use crate::measures::CostLine;
use crate::scenario::Names;
use crate::scenario::declare::{InputId, Table};
use crate::scenario::problem::Problem;
use crate::units::{FinancialYear, Month, Unit};

/// Prices and discounting.
#[derive(Clone, Debug)]
pub struct Money {
    /// The year whose prices real terms are in.
    pub base_year: FinancialYear,
    /// Inflation a year.
    pub inflation: InputId,
    /// Discount rate a year.
    pub discount_rate: InputId,
}

/// A pay award: multiplies permanent pay from its month.
#[derive(Clone, Debug)]
pub struct Award {
    /// Its id.
    pub id: String,
    /// From when.
    pub month: Option<Month>,
    /// By how much.
    pub rate: InputId,
}

/// A budget for a financial year.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Its id.
    pub id: String,
    /// The year.
    pub year: Option<FinancialYear>,
    /// Pounds.
    pub amount: f64,
    /// Index of the team that it is for.
    pub team: Option<usize>,
    /// The line that it is for.
    pub line: Option<CostLine>,
}

pub(crate) fn read(t: &mut Table<'_>, start: Month) -> Money {
    Money {
        base_year: t
            .year("base_year", "The financial year whose prices real terms are in; that of the start where left out.")
            .unwrap_or_else(|| start.financial_year()),
        inflation: t.quantity("inflation", Unit::YearlyGrowth, (-0.5, 1.0), "Inflation a year.").or(0.0),
        discount_rate: t
            .quantity(
                "discount_rate",
                Unit::YearlyGrowth,
                (0.0, 1.0),
                "Discount rate a year (HM Treasury, The Green Book: 3.5%).",
            )
            .fixed()
            .or(0.035),
    }
}

pub(crate) fn read_award(t: &mut Table<'_>, id: &str) -> Award {
    Award {
        id: id.to_owned(),
        month: t.month_required("month", "The month from which pay is higher."),
        rate: t
            .quantity("rate", Unit::YearlyGrowth, (-0.5, 1.0), "By how much, as a share: 0.01 is one percent.")
            .fixed()
            .required(),
    }
}

pub(crate) fn read_budget(t: &mut Table<'_>, id: &str, names: &Names) -> Budget {
    let year = t.year("year", "The financial year.");
    t.mark_required("year");
    if !t.has("year") {
        let expected = "the financial year, such as \"2016-17\"".into();
        t.error(Problem::Missing { key: "year".into(), inside: format!("budget.{id}"), expected }, None);
    }
    let amount = t.plain_or_none("amount", Unit::Pounds, (-1e10, 1e10), "The budget in pounds.");
    t.mark_required("amount");
    if amount.is_none() && !t.has("amount") {
        let expected = "the budget in pounds".into();
        t.error(Problem::Missing { key: "amount".into(), inside: format!("budget.{id}"), expected }, None);
    }
    let lines: Vec<&str> = CostLine::ALL.iter().map(|line| line.id()).collect();
    Budget {
        id: id.to_owned(),
        year,
        amount: amount.unwrap_or(0.0),
        team: t.name("team", "team", &names.teams, "The team that it is for; all where left out."),
        line: t
            .choice("line", &lines, "The line of cost that it is for; all where left out.")
            .map(|i| CostLine::ALL[i]),
    }
}
