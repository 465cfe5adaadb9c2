//! The lines of the budget sheet for the service or a team: spending by line and financial year, the total with its
//! percentiles and budget, and the share of each line in the margin.

use super::lines::{SheetLines, formula, level};
use super::table::{RowSubject, in_year};
use crate::content::cell::rounded;
use crate::content::sentences::year_words;
use crate::content::workbook::{CellFormula, LayoutCell};
use crate::ids::TeamId;
use crate::measures::{CostLine, Measure};
use crate::scenario::Budget;
use crate::summary::{PayerSpending, Summary};
use crate::units::Unit;

/// What the service or a team spends in each financial year.
pub(super) struct Payer<'a> {
    summary: &'a Summary,
    team: Option<TeamId>,
    years: Vec<&'a PayerSpending>,
}

/// The indexes of lines that charts refer to.
pub(super) struct ChartedLines {
    /// The heads, which name the years.
    pub heads: usize,
    /// The cost lines.
    pub lines: Vec<usize>,
    /// Budget, if there is one, median and 80th percentile.
    pub totals: Vec<usize>,
}

impl<'a> Payer<'a> {
    pub(super) fn new(summary: &'a Summary, team: Option<TeamId>) -> Self {
        let years = 0..summary.plan().calendar().years.len();
        Self { summary, team, years: years.filter_map(|year| summary.spending(year, team)).collect() }
    }

    /// The lines on which anything is spent or received, in order; all if there is none.
    pub(super) fn lines_in_use(&self) -> Vec<CostLine> {
        let is_used = |line: &CostLine| self.years.iter().any(|year| year.lines[*line as usize].mean != 0.0);
        let used: Vec<CostLine> = CostLine::ALL.into_iter().filter(is_used).collect();
        if used.is_empty() { CostLine::ALL.to_vec() } else { used }
    }

    /// Appends the heads: a title, then the years.
    pub(super) fn heads(&self, title: &str, to: &mut SheetLines<'a>) -> usize {
        let calendar = self.summary.plan().calendar();
        to.heads(title, (0..calendar.years.len()).map(|year| year_words(calendar, year)))
    }

    /// Appends all lines, under a heading.
    pub(super) fn write(&self, name: &str, to: &mut SheetLines<'a>) -> ChartedLines {
        to.section(name);
        let heads = self.heads("Mean by line", to);
        let lines = self.spending(to);
        let mut totals = self.totals(to);
        totals.splice(0..0, self.budget(to));
        self.establishment(to);
        self.pay_apart(to);
        self.shares(to);
        ChartedLines { heads, lines, totals }
    }

    fn spending(&self, to: &mut SheetLines<'a>) -> Vec<usize> {
        let used = self.lines_in_use();
        let mean = |line: CostLine| self.years.iter().map(move |year| year.lines[line as usize].mean);
        let lines = used.iter().map(|&line| to.figures(line.label(), mean(line).map(level))).collect();
        let total = |year: &&PayerSpending| {
            let lines = used.iter().filter_map(|&line| rounded(year.lines[line as usize].mean, Unit::Pounds));
            formula(CellFormula::SumAbove(used.len() as u32), lines.sum())
        };
        to.total("Total of the lines", self.years.iter().map(total));
        lines
    }

    /// Appends the statistics of the total. Returns the lines of the median and the 80th percentile.
    fn totals(&self, to: &mut SheetLines<'a>) -> Vec<usize> {
        self.heads("Total", to);
        let years = || self.years.iter();
        to.figures("Mean", years().map(|year| level(year.total.mean)));
        let median = to.figures("Median", years().map(|year| level(year.total.median())));
        let safe = to.figures("P80: the budget that is 80% safe", years().map(|year| level(year.p80)));
        to.figures("P90", years().map(|year| level(year.total.p(90))));
        let margin =
            |year: &&PayerSpending| formula(CellFormula::AboveLessAbove(2, 4), less(year.p80, year.total.mean));
        to.total("Margin: P80 less mean", years().map(margin));
        vec![median, safe]
    }

    /// The budgets for all lines in a year, by their index.
    fn budgets(&self, year: usize) -> impl Iterator<Item = (usize, &'a Budget)> {
        let plan = self.summary.plan();
        let (team, name) = (self.team, plan.calendar().years.get(year).copied());
        let all = plan.scenario().budgets.iter().enumerate();
        all.filter(move |(_, one)| one.team == team && one.line.is_none() && one.year == name)
    }

    /// Appends budget and variance, below the statistics of the total. Returns the line of the budget, if there is one.
    fn budget(&self, to: &mut SheetLines<'a>) -> Option<usize> {
        let amounts: Vec<Option<f64>> = (0..self.years.len())
            .map(|year| self.budgets(year).map(|(_, budget)| budget.amount).reduce(|all, one| all + one))
            .collect();
        amounts.iter().any(Option::is_some).then(|| {
            let each = |cell: &dyn Fn(&PayerSpending, f64) -> LayoutCell<'a>| {
                let cells = self.years.iter().zip(&amounts);
                cells
                    .map(|(year, amount)| amount.map_or(LayoutCell::Empty, |amount| cell(year, amount)))
                    .collect::<Vec<_>>()
            };
            let line = to.figures("Budget", each(&|_, amount| level(amount)));
            let variance = |year: &PayerSpending, amount| {
                formula(CellFormula::AboveLessAbove(6, 1), less(year.total.mean, amount))
            };
            to.total("Variance: mean less budget (above it +, below it -)", each(&variance));
            let short =
                |year: &PayerSpending, amount| formula(CellFormula::AboveLessAbove(5, 2), less(year.p80, amount));
            to.total("Short of being 80% safe: P80 less budget", each(&short));
            let likelihood = (0..self.years.len()).map(|year| self.overspend(year));
            to.figures("Likelihood of an overspend", likelihood);
            line
        })
    }

    /// Appends what the funded posts would cost, and what of it permanent staff do not; nothing if the posts have no price.
    fn establishment(&self, to: &mut SheetLines<'a>) {
        let years = 0..self.years.len();
        let of =
            |year: usize| in_year(self.summary, year, self.team, RowSubject::Beside(Measure::ESTABLISHMENT_BUDGET));
        let budgets: Vec<f64> = years.filter_map(|year| Some(of(year)?.mean)).collect();
        if budgets.len() < self.years.len() || budgets.is_empty() {
            return;
        }
        let pay = |year: &PayerSpending| year.lines[CostLine::PermanentPay as usize].mean;
        self.heads("Establishment, mean", to);
        let price = if self.has_post_price() { "the price of a post" } else { "the agency comparator" };
        to.figures(
            &format!("Establishment budget: funded posts at {price}"),
            budgets.iter().map(|&budget| level(budget)),
        );
        to.figures("Permanent pay", self.years.iter().map(|year| level(pay(year))));
        let underspend = |(year, budget): (&&PayerSpending, &f64)| {
            formula(CellFormula::AboveLessAbove(2, 1), less(*budget, pay(year)))
        };
        to.total("Vacancy underspend", self.years.iter().zip(&budgets).map(underspend));
        let agency = |year: &PayerSpending| year.lines[CostLine::Agency as usize].mean;
        to.figures("Agency", self.years.iter().map(|year| level(agency(year))));
        let left = |(year, budget): (&&PayerSpending, &f64)| {
            let underspend = less(*budget, pay(year));
            formula(CellFormula::AboveLessAbove(2, 1), less(underspend, agency(year)))
        };
        to.total("Vacancy underspend less agency", self.years.iter().zip(&budgets).map(left));
    }

    /// Whether a post of the team, or of any team of the service, has a price of its own.
    fn has_post_price(&self) -> bool {
        let scenario = self.summary.plan().scenario();
        let has = |team: TeamId| scenario.teams[team].post_price.is_some();
        self.team.map_or_else(|| scenario.teams.ids().any(has), has)
    }

    /// Appends permanent pay as gross pay and on-costs; nothing if the scenario gives no on-costs.
    fn pay_apart(&self, to: &mut SheetLines<'a>) {
        let figures = |measure: &'static Measure| -> Option<Vec<f64>> {
            let of = |year: usize| Some(in_year(self.summary, year, self.team, RowSubject::Beside(measure))?.mean);
            (0..self.years.len()).map(of).collect()
        };
        let parts = Measure::PAY_APART.map(|measure| (measure.label, figures(measure)));
        let known: Vec<(&str, Vec<f64>)> =
            parts.into_iter().filter_map(|(label, figures)| Some((label, figures?))).collect();
        if known.is_empty() {
            return;
        }
        self.heads("Permanent pay apart, mean", to);
        for (label, figures) in &known {
            to.figures(label, figures.iter().map(|&figure| level(figure)));
        }
        let total = |year: usize| {
            let parts = known.iter().filter_map(|(_, figures)| rounded(figures[year], Unit::Pounds));
            formula(CellFormula::SumAbove(known.len() as u32), parts.sum())
        };
        to.total("Permanent pay", (0..self.years.len()).map(total));
    }

    /// The likelihood of overspending the budget of a year; empty if there are several, which are parts of one.
    fn overspend(&self, year: usize) -> LayoutCell<'a> {
        let mut budgets = self.budgets(year);
        let (first, second) = (budgets.next(), budgets.next());
        let only = first.filter(|_| second.is_none());
        let over = only.and_then(|(index, _)| self.summary.overspend(index));
        over.map_or(LayoutCell::Empty, |over| LayoutCell::Share(over.mean))
    }

    /// Appends the share of each line in the margin, unless nothing varies.
    fn shares(&self, to: &mut SheetLines<'a>) {
        let used = self.lines_in_use();
        let share = |year: &PayerSpending, line: CostLine| year.lines[line as usize].share_of_margin;
        if self.years.iter().all(|year| share(year, used[0]).is_nan()) {
            return;
        }
        self.heads("Share of the margin", to);
        for &line in &used {
            to.shares(line.label(), self.years.iter().map(|year| share(year, line)));
        }
        let columns = self.years.iter().map(|year| used.iter().map(|&line| share(year, line)).collect());
        to.total_of_shares(columns.collect());
    }
}

/// A figure less another, both as they are shown.
fn less(one: f64, other: f64) -> f64 {
    let shown = |value: f64| rounded(value, Unit::Pounds).unwrap_or(f64::NAN);
    shown(one) - shown(other)
}
