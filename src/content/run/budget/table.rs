//! The rows of `budget.csv`.

use crate::content::cell::{Cell, error_cell};
use crate::content::rows::Rows;
use crate::content::series_names;
use crate::ids::TeamId;
use crate::measures::{CostLine, Measure};
use crate::scenario::{Breakdown, Series};
use crate::summary::{PayerSpending, Statistic, Summary};
use crate::units::Unit;

const HEADER: [&str; 16] = [
    "year",
    "month",
    "months_covered",
    "team",
    "line",
    "budget",
    "mean",
    "mc_error",
    "p50",
    "p80",
    "p90",
    "share_of_margin",
    "share_of_service_margin",
    "amount",
    "variance",
    "p_overspend",
];

/// What a row adds up.
#[derive(Clone, Copy, Default)]
pub(super) enum RowSubject {
    /// All spending.
    #[default]
    Total,
    /// The spending on a line.
    Line(CostLine),
    /// A measure that is beside the spending.
    Beside(&'static Measure),
}

/// The measures that stand beside the spending.
pub(super) fn beside() -> impl Iterator<Item = &'static Measure> {
    [Measure::ESTABLISHMENT_BUDGET, Measure::VACANCY_UNDERSPEND].into_iter().chain(Measure::PAY_APART)
}

impl RowSubject {
    fn cell(self) -> Cell<'static> {
        let (id, name) = match self {
            Self::Total => ("total", "Total"),
            Self::Line(line) => (line.id(), line.label()),
            Self::Beside(measure) => (measure.id, measure.label),
        };
        Cell::Named { id, name }
    }

    /// The series of the service or a team.
    fn series(self, team: Option<TeamId>) -> Series {
        let (measure, of) = match self {
            Self::Total => (Measure::COST, None),
            Self::Line(line) => (Measure::COST, Some(Breakdown::Line(line))),
            Self::Beside(measure) => (measure, None),
        };
        Series { measure, team, of }
    }
}

/// What a row is about.
#[derive(Clone, Default)]
struct RowOf<'a> {
    year: usize,
    month: Option<usize>,
    team: Option<TeamId>,
    subject: RowSubject,
    budget: Option<&'a str>,
}

/// The figures of a row, in the order of the header; `NaN` leaves a cell empty.
struct RowFigures {
    mean: f64,
    error: Cell<'static>,
    /// The median, and the 80th and 90th percentile.
    percentiles: [f64; 3],
    /// In the margin of the same payer, and of the service.
    shares: [f64; 2],
    /// Amount of a budget, spending less it, and the share of futures in which spending exceeds it.
    budget: [f64; 3],
}

impl RowFigures {
    const EMPTY: Self = Self {
        mean: f64::NAN,
        error: Cell::Missing,
        percentiles: [f64::NAN; 3],
        shares: [f64::NAN; 2],
        budget: [f64::NAN; 3],
    };

    fn mean(mean: f64) -> Self {
        Self { mean, ..Self::EMPTY }
    }
}

/// Every line, total and budget by financial year, and lines and totals by month.
pub(crate) fn table(summary: &Summary) -> Rows<'_> {
    let years = summary.plan().calendar().years.len();
    let by_year =
        (0..years).flat_map(move |year| payers(summary, year).flat_map(move |one| of_payer(summary, year, one)));
    let rows = by_year.chain(budgets(summary)).chain(months(summary));
    Rows::new(&HEADER, rows)
}

/// The totals by financial year.
pub(crate) fn totals(summary: &Summary) -> Rows<'_> {
    let years = summary.plan().calendar().years.len();
    let rows = (0..years).flat_map(move |year| payers(summary, year).map(move |one| total(summary, year, one)));
    let columns =
        ["year", "months_covered", "team", "mean", "mc_error", "p50", "p80", "p90", "share_of_service_margin"];
    Rows::new(&HEADER, rows).columns(&columns)
}

/// The service, then each team, in a financial year.
fn payers(summary: &Summary, year: usize) -> impl Iterator<Item = &PayerSpending> {
    let teams = summary.plan().scenario().teams.ids().map(Some);
    std::iter::once(None).chain(teams).filter_map(move |team| summary.spending(year, team))
}

/// The lines, the total, and what stands beside them.
fn of_payer<'a>(summary: &'a Summary, year: usize, one: &'a PayerSpending) -> impl Iterator<Item = Vec<Cell<'a>>> {
    let line = move |line: CostLine| {
        let of = one.lines[line as usize];
        let figures = RowFigures { shares: [of.share_of_margin, f64::NAN], ..RowFigures::mean(of.mean) };
        row(summary, &RowOf { year, team: one.team, subject: RowSubject::Line(line), ..RowOf::default() }, figures)
    };
    let beside = beside().filter_map(move |measure| {
        let subject = RowSubject::Beside(measure);
        let statistic = in_year(summary, year, one.team, subject)?;
        Some(row(
            summary,
            &RowOf { year, team: one.team, subject, ..RowOf::default() },
            RowFigures { error: error_cell(statistic, Unit::Pounds), ..RowFigures::mean(statistic.mean) },
        ))
    });
    CostLine::ALL.into_iter().map(line).chain(std::iter::once_with(move || total(summary, year, one))).chain(beside)
}

fn total<'a>(summary: &'a Summary, year: usize, one: &'a PayerSpending) -> Vec<Cell<'a>> {
    let total = &one.total;
    let figures = RowFigures {
        mean: total.mean,
        error: error_cell(total, Unit::Pounds),
        percentiles: [total.median(), one.p80, total.p(90)],
        shares: [f64::NAN, one.share_of_service],
        ..RowFigures::EMPTY
    };
    row(summary, &RowOf { year, team: one.team, ..RowOf::default() }, figures)
}

/// The spending that each budget is for.
fn budgets(summary: &Summary) -> impl Iterator<Item = Vec<Cell<'_>>> {
    let plan = summary.plan();
    plan.scenario().budgets.iter().enumerate().filter_map(move |(index, budget)| {
        let year = plan.calendar().years.iter().position(|&year| Some(year) == budget.year)?;
        let (variance, over) = (summary.budget(index)?, summary.overspend(index)?);
        let figures = RowFigures {
            mean: budget.amount + variance.mean,
            error: error_cell(variance, Unit::Pounds),
            percentiles: percentiles_of_budget(summary, index)?,
            budget: [budget.amount, variance.mean, over.mean],
            ..RowFigures::EMPTY
        };
        let subject = budget.line.map_or(RowSubject::Total, RowSubject::Line);
        let of = RowOf { year, month: None, team: budget.team, subject, budget: Some(&budget.id) };
        Some(row(summary, &of, figures))
    })
}

/// The median and the 80th and 90th percentile of what a budget is for: if that is all lines, those of the total.
pub(super) fn percentiles_of_budget(summary: &Summary, index: usize) -> Option<[f64; 3]> {
    let budget = summary.plan().scenario().budgets.get(index)?;
    let year = summary.plan().calendar().years.iter().position(|&year| Some(year) == budget.year)?;
    let (safe, variance) = (summary.safe_budget(index)?, summary.budget(index)?);
    Some(match summary.spending(year, budget.team).filter(|_| budget.line.is_none()) {
        Some(one) => [one.total.median(), safe, one.total.p(90)],
        None => [budget.amount + variance.median(), safe, budget.amount + variance.p(90)],
    })
}

/// Means by month: of the service by line, in total and beside it, and of each team in total.
fn months(summary: &Summary) -> impl Iterator<Item = Vec<Cell<'_>>> {
    let calendar = summary.plan().calendar();
    (0..calendar.months).flat_map(move |month| {
        let lines = CostLine::ALL.into_iter().map(RowSubject::Line);
        let service = lines.chain([RowSubject::Total]).chain(beside().map(RowSubject::Beside));
        let teams = summary.plan().scenario().teams.ids().map(|team| (Some(team), RowSubject::Total));
        service.map(|subject| (None, subject)).chain(teams).filter_map(move |(team, subject)| {
            let statistic = in_month(summary, month, team, subject)?;
            let of = RowOf { year: calendar.year_of(month), month: Some(month), team, subject, budget: None };
            Some(row(summary, &of, RowFigures::mean(statistic.mean)))
        })
    })
}

/// A figure of the service or a team in a financial year; lines are those of the service.
pub(super) fn in_year(summary: &Summary, year: usize, team: Option<TeamId>, subject: RowSubject) -> Option<&Statistic> {
    summary.year(year, summary.find(subject.series(team))?)
}

/// The same in a month.
pub(super) fn in_month(
    summary: &Summary,
    month: usize,
    team: Option<TeamId>,
    subject: RowSubject,
) -> Option<&Statistic> {
    summary.month(month, summary.find(subject.series(team))?)
}

fn row<'a>(summary: &'a Summary, of: &RowOf<'a>, figures: RowFigures) -> Vec<Cell<'a>> {
    let calendar = summary.plan().calendar();
    let figure = |value: f64, unit: Unit| if value.is_nan() { Cell::Missing } else { Cell::level(value, unit) };
    let mut row = vec![
        calendar.years[of.year].to_string().into(),
        of.month.map_or(Cell::Missing, |month| Cell::Month(calendar.month(month as i32))),
        of.month.map_or_else(|| calendar.months_covered(of.year), |_| 1).into(),
        series_names::team_cell(summary.plan().scenario(), of.team),
        of.subject.cell(),
        of.budget.into(),
        figure(figures.mean, Unit::Pounds),
        figures.error,
    ];
    row.extend(figures.percentiles.map(|value| figure(value, Unit::Pounds)));
    row.extend(figures.shares.map(|share| figure(share, Unit::Share)));
    let [amount, variance, over] = figures.budget;
    row.extend([figure(amount, Unit::Pounds), figure(variance, Unit::Pounds), figure(over, Unit::Probability)]);
    row
}
