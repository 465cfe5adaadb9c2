//! Money: prices, pay awards and budgets.

use crate::ids::TeamId;
use crate::measures::CostLine;
use crate::scenario::Names;
use crate::scenario::declare::{InputId, Table};
use crate::scenario::problem::Problem;
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

/// A budget for a financial year.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Identifier.
    pub id: String,
    /// The financial year; `None` if invalid.
    pub year: Option<FinancialYear>,
    /// Amount in pounds.
    pub amount: f64,
    /// Index of the team that it is for; `None` for all teams.
    pub team: Option<TeamId>,
    /// The cost line that it is for; `None` for all lines.
    pub line: Option<CostLine>,
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

pub(crate) fn read_award(t: &mut Table<'_>, id: &str) -> Award {
    Award {
        id: id.to_owned(),
        month: t.month_required("month", "The month from which the award is paid."),
        rate: t
            .quantity("rate", Unit::YearlyGrowth, (-0.5, 1.0), "Increase as a share of pay: 0.01 is 1%.")
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
    let amount = t.plain_or_none("amount", Unit::Pounds, (-1e10, 1e10), "The budget.");
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
        team: t.name("team", "team", &names.teams, "The team that it is for; defaults to all teams."),
        line: t
            .choice("line", &lines, "The cost line that it is for; defaults to all lines.")
            .map(|i| CostLine::ALL[i]),
    }
}
