//! The layout of a replication's figures in its row.

use serde::{Deserialize, Serialize};

use crate::measures::CostLine;
use crate::plan::Plan;
use crate::scenario::{Scenario, Target};

/// A row contains, in this order: every series at the opening and in each month, every series in each financial year,
/// the variance of each budget, whether each budget was overspent, whether each target was met (1 or 0), whether each
/// target on vacancies was met with fewer posts than are funded, because posts follow staff, the [`ResponseFigure`]s of each
/// response, and for each financial year and payer (the service, then each team) the [`SpendingFigure`]s.
///
/// Functions without the prefix `find_` do not check their arguments: an index out of range returns the position of
/// another figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// Number of series.
    pub series: usize,
    /// Number of simulated months.
    pub months: usize,
    /// Number of financial years.
    pub years: usize,
    /// Number of budgets.
    pub budgets: usize,
    /// Number of targets.
    pub targets: usize,
    /// The targets on vacancies, if posts follow staff.
    pub vacancy_targets: Vec<usize>,
    /// Number of responses.
    pub responses: usize,
    /// Number of payers of which spending by line is told: the service and each team.
    pub payers: usize,
}

/// A figure of a response over the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseFigure {
    /// Whether it was ever in force: 1 or 0.
    Used,
    /// The first month in which it was in force, counted from 0; missing if it never was.
    First,
    /// Number of months in which it was in force; missing if it never was.
    Months,
    /// What `cost_once` and `cost_per_month` came to, pounds; missing if it never was in force.
    Cost,
}

impl ResponseFigure {
    /// All figures, in the order of the row.
    pub const ALL: [Self; 4] = [Self::Used, Self::First, Self::Months, Self::Cost];
}

/// What a payer, the service or a team, spends in a financial year, pounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpendingFigure {
    /// On a line.
    On(CostLine),
    /// On all other lines.
    NotOn(CostLine),
    /// What others of the service spend: teams, and changes that belong to none.
    ByOthers,
}

impl SpendingFigure {
    /// Number of figures of a payer and year.
    pub const NUMBER: usize = 2 * CostLine::ALL.len() + 1;

    /// Position among the figures of a payer and year.
    fn place(self) -> usize {
        match self {
            Self::On(line) => line as usize,
            Self::NotOn(line) => CostLine::ALL.len() + line as usize,
            Self::ByOthers => 2 * CostLine::ALL.len(),
        }
    }
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
            vacancy_targets: vacancy_targets(&plan.scenario),
            responses: plan.responses.len(),
            payers: 1 + plan.teams.len(),
        }
    }

    /// Number of figures in a row.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.spending(self.years, 0, SpendingFigure::On(CostLine::ALL[0]))
    }

    /// Number of figures of which percentiles are reported: those before spending by line.
    #[must_use]
    pub fn cells_with_percentiles(&self) -> usize {
        self.response(self.responses, ResponseFigure::Used)
    }

    /// Position of a figure of the spending of payer `payer`, 0 for the service and 1 for the first team, in financial year
    /// `year`.
    #[must_use]
    pub fn spending(&self, year: usize, payer: usize, figure: SpendingFigure) -> usize {
        self.cells_with_percentiles() + (year * self.payers + payer) * SpendingFigure::NUMBER + figure.place()
    }

    /// Position of a series at the opening.
    #[must_use]
    pub fn opening(&self, series: usize) -> usize {
        series
    }

    /// Position of a series in month `month`, counted from 0.
    #[must_use]
    pub fn month(&self, month: usize, series: usize) -> usize {
        (month + 1) * self.series + series
    }

    /// Position of a series in financial year `year`, counted from 0.
    #[must_use]
    pub fn year(&self, year: usize, series: usize) -> usize {
        self.month(self.months, 0) + year * self.series + series
    }

    /// Position of a budget's variance.
    #[must_use]
    pub fn budget(&self, budget: usize) -> usize {
        self.year(self.years, 0) + budget
    }

    /// Position of the flag for overspending a budget (1 or 0).
    #[must_use]
    pub fn overspent(&self, budget: usize) -> usize {
        self.budget(self.budgets) + budget
    }

    /// Position of a target.
    #[must_use]
    pub fn target(&self, target: usize) -> usize {
        self.overspent(self.budgets) + target
    }

    /// Position of a figure of a response.
    #[must_use]
    pub fn response(&self, response: usize, figure: ResponseFigure) -> usize {
        let first = self.target(self.targets) + self.vacancy_targets.len();
        first + response * ResponseFigure::ALL.len() + figure as usize
    }

    /// Position of a figure of a response, if the response exists.
    #[must_use]
    pub fn find_response(&self, response: usize, figure: ResponseFigure) -> Option<usize> {
        (response < self.responses).then(|| self.response(response, figure))
    }

    /// Position of whether a target on vacancies was met with fewer posts than are funded, for the targets in
    /// [`Layout::vacancy_targets`].
    #[must_use]
    pub fn find_met_with_fewer_posts(&self, target: usize) -> Option<usize> {
        let place = self.vacancy_targets.iter().position(|&one| one == target)?;
        Some(self.target(self.targets) + place)
    }

    /// Position of a series at the opening, if the series exists.
    #[must_use]
    pub fn find_opening(&self, series: usize) -> Option<usize> {
        (series < self.series).then(|| self.opening(series))
    }

    /// Position of a series in month `month`, if both exist.
    #[must_use]
    pub fn find_month(&self, month: usize, series: usize) -> Option<usize> {
        (month < self.months && series < self.series).then(|| self.month(month, series))
    }

    /// Position of a series in financial year `year`, if both exist.
    #[must_use]
    pub fn find_year(&self, year: usize, series: usize) -> Option<usize> {
        (year < self.years && series < self.series).then(|| self.year(year, series))
    }

    /// Position of a budget's variance, if the budget exists.
    #[must_use]
    pub fn find_budget(&self, budget: usize) -> Option<usize> {
        (budget < self.budgets).then(|| self.budget(budget))
    }

    /// Position of the flag for overspending a budget, if the budget exists.
    #[must_use]
    pub fn find_overspent(&self, budget: usize) -> Option<usize> {
        (budget < self.budgets).then(|| self.overspent(budget))
    }

    /// Position of a target, if the target exists.
    #[must_use]
    pub fn find_target(&self, target: usize) -> Option<usize> {
        (target < self.targets).then(|| self.target(target))
    }
}

fn vacancy_targets(scenario: &Scenario) -> Vec<usize> {
    let of_vacancies = |target: &Target| {
        let id = target.series.map(|series| series.measure.id);
        target.at_most && matches!(id, Some("vacancies" | "vacancy_rate"))
    };
    let all = scenario.targets.iter().enumerate();
    all.filter(|(_, target)| scenario.posts_follow() && of_vacancies(target)).map(|(index, _)| index).collect()
}
