//! An alternative: what it changes of the base, and what it saves.

use super::attribution::{Attribution, NotSplit};
use super::differences::Difference;
use super::pairing::{Pairing, SeriesPair};
use super::savings::Savings;
use crate::measures::Measure;
use crate::run::Layout;
use crate::scenario::Series;
use crate::summary::{Statistic, Summary};

/// An alternative and what it changes.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// What it is called.
    pub name: String,
    /// The alternative on its own.
    pub summary: Summary,
    /// What it and the base both report.
    pub pairing: Pairing,
    pub(super) layout: Layout,
    pub(super) differences: Vec<Difference>,
    pub(super) budgets: Vec<Statistic>,
    pub(super) independent: Option<IndependentBase>,
    /// What it saves.
    pub savings: Savings,
    /// What each of its parts does; or why its effect is not split.
    pub attribution: Result<Attribution, NotSplit>,
}

/// What the differences are like on futures of the alternative's own.
#[derive(Clone, Debug)]
pub(super) struct IndependentBase {
    /// By cell of the differences, their standard error.
    pub errors: Vec<f64>,
    /// The standard error of the mean net saving over the run.
    pub net_saving: f64,
}

impl Alternative {
    /// Every series that both report, in the order of the base.
    pub fn series(&self) -> impl Iterator<Item = Series> {
        self.pairing.series.iter().map(|pair| pair.series)
    }

    /// Where a series of the base stands among those that both report.
    #[must_use]
    pub fn find(&self, series: Series) -> Option<usize> {
        self.pairing.series.iter().position(|pair| pair.series == series)
    }

    /// Where the shared series at `index` stands in the base and in the alternative on their own; `None` where there is no
    /// such series.
    #[must_use]
    pub fn places(&self, index: usize) -> Option<(usize, usize)> {
        self.pairing.series.get(index).map(SeriesPair::places)
    }

    /// The difference at the opening of the shared series at `index`; `None` where there is no such series.
    #[must_use]
    pub fn opening(&self, index: usize) -> Option<&Difference> {
        self.differences.get(self.layout.find_opening(index)?)
    }

    /// The difference in month `month`, from 0, of the shared series at `index`; `None` beyond the run or the series.
    #[must_use]
    pub fn month(&self, month: usize, index: usize) -> Option<&Difference> {
        self.differences.get(self.layout.find_month(month, index)?)
    }

    /// The measure of the service named `id`, and its difference in the last month; `None` where the two do not both report
    /// it.
    #[must_use]
    pub fn service_at_end(&self, id: &str) -> Option<(&'static Measure, &Difference)> {
        let measure = Measure::find(id)?;
        let index = self.find(Series { measure, team: None, of: None })?;
        Some((measure, self.month(self.layout.months.checked_sub(1)?, index)?))
    }

    /// The difference over financial year `year`, from 0, of the shared series at `index`; `None` beyond the run or the
    /// series.
    #[must_use]
    pub fn year(&self, year: usize, index: usize) -> Option<&Difference> {
        self.differences.get(self.layout.find_year(year, index)?)
    }

    /// The difference of shared target `index`: its mean is the change of the probability that it is met. `None` where there
    /// is no such target.
    #[must_use]
    pub fn target(&self, index: usize) -> Option<&Difference> {
        self.differences.get(self.layout.find_target(index)?)
    }

    /// The difference of shared budget `index` of [`Pairing::budgets`]: what the plan spends less what the base spends.
    /// `None` where there is no such budget.
    #[must_use]
    pub fn budget(&self, index: usize) -> Option<&Statistic> {
        self.budgets.get(index)
    }

    /// The standard error that the mean difference in month `month` has on futures of its own; `None` beyond the run or the
    /// series, and where it was not measured.
    #[must_use]
    pub fn independent_month(&self, month: usize, index: usize) -> Option<f64> {
        self.independent.as_ref()?.errors.get(self.layout.find_month(month, index)?).copied()
    }

    /// The standard error that the mean difference over a year has on futures of its own; `None` beyond the run or the
    /// series, and where it was not measured.
    #[must_use]
    pub fn independent_year(&self, year: usize, index: usize) -> Option<f64> {
        self.independent.as_ref()?.errors.get(self.layout.find_year(year, index)?).copied()
    }

    /// The standard error that the mean net saving over the run has on futures of its own.
    #[must_use]
    pub fn independent_net_saving(&self) -> Option<f64> {
        self.independent.as_ref().map(|apart| apart.net_saving)
    }
}
