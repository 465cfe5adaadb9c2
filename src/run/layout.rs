//! Where a replication's figures stand in its row.

use crate::plan::Plan;

/// A row holds, in this order: every series at the opening and in each month, every series in each financial year, the
/// variance of each budget, whether each was overspent, whether each target was met (1 or 0).
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
}
