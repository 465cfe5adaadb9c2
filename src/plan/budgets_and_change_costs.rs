//! Costs of changes, and budgets with their profiles.

use super::Calendar;
use crate::ids::TeamId;
use crate::measures::CostLine;
use crate::scenario::{Budget, InputId, Scenario};
use crate::units::Pence;

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
    let each = |budget: &Budget| {
        let year = budget.year.and_then(|year| calendar.years.iter().position(|&y| y == year));
        BudgetPlan { year: year.unwrap_or(0), team: budget.team, line: budget.line, pounds: budget.amount }
    };
    scenario.budgets.iter().map(each).collect()
}

/// What a budget, and those of other years for the same team or the service, has for each year so far.
#[derive(Debug)]
pub(crate) struct BudgetProfile {
    /// `None` for the service.
    pub team: Option<TeamId>,
    /// By month of the run, pence from the start of its financial year; `NaN` where no budget is for that year.
    pub due: Vec<f64>,
}

/// The profiles of all budgets for all cost lines.
pub(crate) fn profiles(scenario: &Scenario, calendar: &Calendar) -> Vec<BudgetProfile> {
    let mut profiles: Vec<BudgetProfile> = Vec::new();
    for budget in scenario.budgets.iter().filter(|budget| budget.line.is_none()) {
        let place = profiles.iter().position(|one| one.team == budget.team).unwrap_or_else(|| {
            profiles.push(BudgetProfile { team: budget.team, due: vec![f64::NAN; calendar.months] });
            profiles.len() - 1
        });
        spread(budget, calendar, &mut profiles[place].due);
    }
    profiles
}

/// Spreads a budget over the simulated months of its year by their shares.
fn spread(budget: &Budget, calendar: &Calendar, due: &mut [f64]) {
    let months: Vec<usize> = (0..calendar.months)
        .filter(|&month| Some(calendar.month(month as i32).financial_year()) == budget.year)
        .collect();
    let share = |month: usize| budget.profile[calendar.month(month as i32).index_in_financial_year()];
    let all: f64 = months.iter().map(|&month| share(month)).sum();
    let mut so_far = 0.0;
    for (number, &month) in months.iter().enumerate() {
        so_far += share(month);
        let part = if all > 0.0 { so_far / all } else { (number + 1) as f64 / months.len() as f64 };
        let amount = Pence::nearest(budget.amount * Pence::IN_A_POUND * part);
        // Several budgets for one year are parts of one.
        due[month] = if due[month].is_nan() { amount } else { due[month] + amount };
    }
}
