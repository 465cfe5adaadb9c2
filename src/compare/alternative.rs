//! An alternative: its differences from the base, and what it saves.

use super::attribution::{Attribution, NotSplit};
use super::differences::Difference;
use super::flags::PlanFlag;
use super::pairing::{Pairing, SeriesPair};
use super::savings::Savings;
use crate::measures::Measure;
use crate::run::Layout;
use crate::scenario::Series;
use crate::summary::{CellResults, Statistic, Summary};

/// An alternative and its differences from the base.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// Name.
    pub name: String,
    /// The alternative's own summary.
    pub summary: Summary,
    /// What it and the base both report.
    pub(crate) pairing: Pairing,
    pub(super) layout: Layout,
    pub(super) differences: CellResults<Difference>,
    pub(super) budgets: Vec<BudgetDifference>,
    pub(super) independent: Option<IndependentBase>,
    /// Savings.
    pub savings: Savings,
    /// The saving at equal capacity over the run in the first futures, pounds.
    pub(super) kept_savings: Vec<f64>,
    /// What it makes worse for children; empty if nothing that is watched.
    pub flags: Vec<PlanFlag>,
    /// The attribution of its effect to its parts; or the reason why there is none.
    pub attribution: Result<Attribution, NotSplit>,
}

/// What an alternative changes in a budget that both plans have.
#[derive(Clone, Copy, Debug)]
pub struct BudgetDifference {
    /// Spending of the alternative less that of the base.
    pub spent: Statistic,
    /// What of it is cashable: a saving out of what the base's budget funds, or further spending in full. A smaller overspend frees
    /// nothing.
    pub cashable: Statistic,
}

/// Standard errors of the differences when the alternative is run on independent futures.
#[derive(Clone, Debug)]
pub(super) struct IndependentBase {
    /// Standard error of each cell of the differences.
    pub errors: Vec<f64>,
    /// Standard error of the mean net saving over the run.
    pub net_saving: f64,
}

impl Alternative {
    /// The series reported by both, in the order of the base.
    pub fn series(&self) -> impl Iterator<Item = Series> {
        self.pairing.series.iter().map(|pair| pair.series)
    }

    /// Index of a series of the base among the shared series.
    #[must_use]
    pub fn find(&self, series: Series) -> Option<usize> {
        self.pairing.series.iter().position(|pair| pair.series == series)
    }

    /// Index of the shared series `index` in the base and in the alternative; `None` if there is no such series.
    #[must_use]
    pub fn places(&self, index: usize) -> Option<(usize, usize)> {
        self.pairing.series.get(index).map(SeriesPair::places)
    }

    /// The difference at the opening of the shared series `index`; `None` if there is no such series.
    #[must_use]
    pub fn opening(&self, index: usize) -> Option<&Difference> {
        self.differences.get(self.layout.find_opening(index)?)
    }

    /// The difference of the shared series `index` in month `month`, counted from 0; `None` if either is out of range.
    #[must_use]
    pub fn month(&self, month: usize, index: usize) -> Option<&Difference> {
        self.differences.get(self.layout.find_month(month, index)?)
    }

    /// The measure `id` of the service and its difference in the last month; `None` unless both plans report it.
    #[must_use]
    pub fn service_at_end(&self, id: &str) -> Option<(&'static Measure, &Difference)> {
        let measure = Measure::find(id)?;
        let index = self.find(Series { measure, team: None, of: None })?;
        Some((measure, self.month(self.layout.months.checked_sub(1)?, index)?))
    }

    /// The difference of the shared series `index` over financial year `year`, counted from 0; `None` if either is out
    /// of range.
    #[must_use]
    pub fn year(&self, year: usize, index: usize) -> Option<&Difference> {
        self.differences.get(self.layout.find_year(year, index)?)
    }

    /// The difference of shared target `index`: its mean is the change in the probability of meeting the target. `None`
    /// if there is no such target.
    #[must_use]
    pub fn target(&self, index: usize) -> Option<&Difference> {
        self.differences.get(self.layout.find_target(index)?)
    }

    /// The difference in shared budget `index` of [`Pairing::budgets`]; `None` if there is no such budget.
    #[must_use]
    pub fn budget(&self, index: usize) -> Option<&BudgetDifference> {
        self.budgets.get(index)
    }

    /// Standard error of the mean difference in month `month` on independent futures; `None` if out of range or not
    /// measured.
    #[must_use]
    pub fn independent_month(&self, month: usize, index: usize) -> Option<f64> {
        self.independent.as_ref()?.errors.get(self.layout.find_month(month, index)?).copied()
    }

    /// Standard error of the mean difference over a year on independent futures; `None` if out of range or not
    /// measured.
    #[must_use]
    pub fn independent_year(&self, year: usize, index: usize) -> Option<f64> {
        self.independent.as_ref()?.errors.get(self.layout.find_year(year, index)?).copied()
    }

    /// Standard error of the mean net saving over the run on independent futures.
    #[must_use]
    pub fn independent_net_saving(&self) -> Option<f64> {
        self.independent.as_ref().map(|apart| apart.net_saving)
    }
}
