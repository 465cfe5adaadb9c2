//! Where a replication's figures stand in its row.

use crate::plan::Plan;

/// A row holds, in this order: every series at the opening and in each month, every series in each financial year, the
/// variance of each budget, whether each was overspent, whether each target was met (1 or 0).
///
/// A place asked for without `find_` is not checked: an index beyond the plan gives the place of another figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Series.
    pub series: usize,
    /// Simulated months.
    pub months: usize,
    /// Financial years.
    pub years: usize,
    /// Budgets.
    pub budgets: usize,
    /// Targets.
    pub targets: usize,
}

impl Layout {
    /// The layout of a plan's rows.
    #[must_use]
    pub fn new(plan: &Plan) -> Self {
        Self {
            series: plan.series.len(),
            months: plan.calendar.months,
            years: plan.calendar.years.len(),
            budgets: plan.budgets.len(),
            targets: plan.scenario.targets.len(),
        }
    }

    /// Figures in a row.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.target(self.targets)
    }

    /// The place of a series at the opening.
    #[must_use]
    pub fn opening(&self, series: usize) -> usize {
        series
    }

    /// The place of a series in month `month`, from 0.
    #[must_use]
    pub fn month(&self, month: usize, series: usize) -> usize {
        (month + 1) * self.series + series
    }

    /// The place of a series in financial year `year`, from 0.
    #[must_use]
    pub fn year(&self, year: usize, series: usize) -> usize {
        self.month(self.months, 0) + year * self.series + series
    }

    /// The place of a budget's variance.
    #[must_use]
    pub fn budget(&self, budget: usize) -> usize {
        self.year(self.years, 0) + budget
    }

    /// The place of whether a budget was overspent (1 or 0).
    #[must_use]
    pub fn overspent(&self, budget: usize) -> usize {
        self.budget(self.budgets) + budget
    }

    /// The place of a target.
    #[must_use]
    pub fn target(&self, target: usize) -> usize {
        self.overspent(self.budgets) + target
    }

    /// The place of a series at the opening, where there is such a series.
    #[must_use]
    pub fn find_opening(&self, series: usize) -> Option<usize> {
        (series < self.series).then(|| self.opening(series))
    }

    /// The place of a series in month `month`, where there are both.
    #[must_use]
    pub fn find_month(&self, month: usize, series: usize) -> Option<usize> {
        (month < self.months && series < self.series).then(|| self.month(month, series))
    }

    /// The place of a series in financial year `year`, where there are both.
    #[must_use]
    pub fn find_year(&self, year: usize, series: usize) -> Option<usize> {
        (year < self.years && series < self.series).then(|| self.year(year, series))
    }

    /// The place of a budget's variance, where there is such a budget.
    #[must_use]
    pub fn find_budget(&self, budget: usize) -> Option<usize> {
        (budget < self.budgets).then(|| self.budget(budget))
    }

    /// The place of whether a budget was overspent, where there is such a budget.
    #[must_use]
    pub fn find_overspent(&self, budget: usize) -> Option<usize> {
        (budget < self.budgets).then(|| self.overspent(budget))
    }

    /// The place of a target, where there is such a target.
    #[must_use]
    pub fn find_target(&self, target: usize) -> Option<usize> {
        (target < self.targets).then(|| self.target(target))
    }
}
