//! Costs of changes, and budgets.

use super::Calendar;
use crate::ids::TeamId;
use crate::measures::CostLine;
use crate::scenario::{InputId, Scenario};

/// The cost of a dated change: months in force `from..until`, and the month of its one-off payment, which is never reached if
/// the change began before the run.
#[derive(Debug)]
pub(crate) struct ChangeCost {
    pub from: usize,
    pub until: usize,
    pub paid_in: usize,
    pub once: InputId,
    pub per_month: InputId,
}

pub(crate) fn change_costs(scenario: &Scenario, calendar: &Calendar) -> Vec<ChangeCost> {
    let each = |change: &crate::scenario::Change| ChangeCost {
        from: change.from.map_or(0, |month| calendar.index(month)),
        until: change.until.map_or(calendar.months, |month| calendar.index(month.plus(1))),
        paid_in: change.from.map_or(calendar.months, |month| calendar.index_or_never(month)),
        once: change.cost_once,
        per_month: change.cost_per_month,
    };
    scenario.changes.iter().filter(|change| change.response.is_none()).map(each).collect()
}

/// A budget.
#[derive(Debug)]
pub(crate) struct BudgetPlan {
    /// Index of its year in the calendar.
    pub year: usize,
    pub team: Option<TeamId>,
    /// Index of its line among [`CostLine::ALL`].
    pub line: Option<CostLine>,
    pub pounds: f64,
}

pub(crate) fn budgets(scenario: &Scenario, calendar: &Calendar) -> Vec<BudgetPlan> {
    let each = |budget: &crate::scenario::Budget| {
        let year = budget.year.and_then(|year| calendar.years.iter().position(|&y| y == year));
        BudgetPlan { year: year.unwrap_or(0), team: budget.team, line: budget.line, pounds: budget.amount }
    };
    scenario.budgets.iter().map(each).collect()
}
