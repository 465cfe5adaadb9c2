//! Budgets.

use super::twelve::read_twelve;
use crate::ids::TeamId;
use crate::measures::CostLine;
use crate::scenario::Names;
use crate::scenario::declare::Table;
use crate::scenario::problem::Problem;
use crate::units::{FinancialYear, Unit};

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
    /// Shares of the months from April to March, which add up to 1.
    pub profile: [f64; 12],
}

pub(crate) fn read(t: &mut Table<'_>, id: &str, names: &Names) -> Budget {
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
        profile: read_twelve(
            t,
            "profile",
            "How the budget is spread over the year: twelve shares, April to March, which add up to 1; equal if omitted. It matters \
             to `overspend` only.",
            "twelve shares of at least 0 that add up to 1, April to March",
            (1.0 / 12.0, "a sum", 1.0),
        ),
    }
}
