//! The budget sheet: the service by financial year, with charts; the shares of teams; each team; the budgets; every month.

use super::lines::{SheetLines, formula, level};
use super::payer::{ChartedLines, Payer};
use super::table::{RowSubject, beside, in_month, percentiles_of_budget};
use crate::content::cell::{Cell, rounded};
use crate::content::series_names::WHOLE;
use crate::content::workbook::{CellFormula, LayoutCell, LayoutChart, SheetLayout};
use crate::ids::TeamId;
use crate::measures::CostLine;
use crate::scenario::Budget;
use crate::summary::Summary;
use crate::units::Unit;

/// What no team spends.
const OF_NO_TEAM: &str = "Costs of changes, of no team";

/// The budget sheet.
pub(crate) fn layout(summary: &Summary) -> SheetLayout<'_> {
    let scenario = summary.plan().scenario();
    let mut lines = SheetLines::default();
    lines.note(
        "Means add up, percentiles do not: totals have percentiles of their own. The share of the margin is the part of a line \
         in the spread of the total: its covariance with the total over the variance of the total. It is below nil where a line is low when the \
         total is high, as agency spend is when permanent pay is high: read such lines together.",
    );
    let charted = Payer::new(summary, None).write(WHOLE, &mut lines);
    charts(summary, charted, &mut lines);
    teams_in_the_margin(summary, &mut lines);
    for team in scenario.teams.ids() {
        Payer::new(summary, Some(team)).write(&scenario.teams[team].name, &mut lines);
    }
    budgets(summary, &mut lines);
    for year in 0..summary.plan().calendar().years.len() {
        months(summary, year, &mut lines);
    }
    SheetLayout {
        title: scenario.name.clone(),
        note: "Spending less grants, in money of the day. Figures equal budget.csv; totals, margins and variances are formulas.",
        kept: 3,
        lines: lines.lines,
    }
}

fn charts(summary: &Summary, of: ChartedLines, to: &mut SheetLines<'_>) {
    let figures = summary.plan().calendar().years.len() as u16;
    let chart = |title, is_stacked, series| LayoutChart {
        title,
        unit: Unit::Pounds,
        is_stacked,
        along: of.heads,
        series,
        figures,
    };
    let title = if of.totals.len() > 2 { "Budget, median and P80 of spending" } else { "Median and P80 of spending" };
    to.chart(chart("Mean spending by line", true, of.lines));
    to.chart(chart(title, false, of.totals));
}

/// The share of each team in the margin of the service.
fn teams_in_the_margin<'a>(summary: &'a Summary, to: &mut SheetLines<'a>) {
    let scenario = summary.plan().scenario();
    let years = 0..summary.plan().calendar().years.len();
    let share =
        |year: usize, team: TeamId| summary.spending(year, Some(team)).map_or(f64::NAN, |one| one.share_of_service);
    let of_none = |year: usize| {
        summary.spending(year, None).map_or(f64::NAN, |one| one.lines[CostLine::PlanCosts as usize].share_of_margin)
    };
    if years.clone().all(|year| of_none(year).is_nan()) {
        return;
    }
    to.section("Teams in the margin of the service");
    Payer::new(summary, None).heads("Share of the margin", to);
    for team in scenario.teams.ids() {
        to.shares(&scenario.teams[team].name, years.clone().map(|year| share(year, team)));
    }
    to.shares(OF_NO_TEAM, years.clone().map(of_none));
    let column = |year: usize| scenario.teams.ids().map(|team| share(year, team)).chain([of_none(year)]).collect();
    to.total_of_shares(years.map(column).collect());
}

/// Every budget with what it is spent on, and what it must be to be enough in 80% of futures.
fn budgets<'a>(summary: &'a Summary, to: &mut SheetLines<'a>) {
    const HEADS: [&str; 8] = [
        "Budget",
        "Mean spending",
        "Variance",
        "Overspent in",
        "Median",
        "P90",
        "80% safe budget",
        "80% safe less budget",
    ];
    let scenario = summary.plan().scenario();
    if scenario.budgets.is_empty() {
        return;
    }
    to.section("Budgets");
    to.heads("For", HEADS.map(str::to_owned));
    for (index, budget) in scenario.budgets.iter().enumerate() {
        let all = (summary.budget(index), summary.overspend(index), percentiles_of_budget(summary, index));
        let (Some(variance), Some(over), Some([median, safe, p90])) = all else { continue };
        let shown = |value: f64| rounded(value, Unit::Pounds).unwrap_or(f64::NAN);
        let (amount, mean) = (budget.amount, budget.amount + variance.mean);
        let cells = [
            level(amount),
            level(mean),
            formula(CellFormula::LeftLessLeft(1, 2), shown(mean) - shown(amount)),
            LayoutCell::Cell(Cell::probability(over.mean)),
            level(median),
            level(p90),
            level(safe),
            formula(CellFormula::LeftLessLeft(1, 7), shown(safe) - shown(amount)),
        ];
        to.figures(&budget_name(summary, budget), cells);
    }
}

/// The year, team and line of a budget, and its id.
fn budget_name(summary: &Summary, budget: &Budget) -> String {
    let year = budget.year.map_or_else(String::new, |year| format!("{year}, "));
    let team = budget.team.map_or(WHOLE, |team| &summary.plan().scenario().teams[team].name);
    let line = budget.line.map_or("all costs", CostLine::label);
    format!("{year}{team}, {line} ({})", budget.id)
}

/// The months of a financial year: means by line, of each team, and what stands beside them.
fn months<'a>(summary: &'a Summary, year: usize, to: &mut SheetLines<'a>) {
    let (scenario, calendar) = (summary.plan().scenario(), summary.plan().calendar());
    let months: Vec<usize> = (0..calendar.months).filter(|&month| calendar.year_of(month) == year).collect();
    let heads = |title: &str, to: &mut SheetLines<'a>| {
        let names = months.iter().map(|&month| calendar.month(month as i32).to_string());
        to.heads(title, names.chain(["Total".to_owned()]));
    };
    let means = |team: Option<TeamId>, subject: RowSubject| -> Option<Vec<f64>> {
        let mean = |&month: &usize| rounded(in_month(summary, month, team, subject)?.mean, Unit::Pounds);
        months.iter().map(mean).collect()
    };
    to.section(&format!("{} by month", calendar.years[year]));
    heads("Mean by line", to);
    let lines = Payer::new(summary, None).lines_in_use().into_iter();
    let lines: Vec<(CostLine, Vec<f64>)> =
        lines.filter_map(|line| Some((line, means(None, RowSubject::Line(line))?))).collect();
    for (line, figures) in &lines {
        to.figures(line.label(), with_total(figures));
    }
    let of_month = |place: usize| lines.iter().map(|(_, figures)| figures[place]).sum::<f64>();
    let sums: Vec<f64> = (0..months.len()).map(of_month).collect();
    let above = |sum: f64| formula(CellFormula::SumAbove(lines.len() as u32), sum);
    to.total("Total of the lines", sums.iter().copied().chain([sums.iter().sum()]).map(above));
    heads("Mean by team", to);
    let of_none = means(None, RowSubject::Line(CostLine::PlanCosts)).map(|figures| (OF_NO_TEAM, figures));
    let of_teams = scenario
        .teams
        .ids()
        .filter_map(|team| Some((scenario.teams[team].name.as_str(), means(Some(team), RowSubject::Total)?)));
    let parts: Vec<(&str, Vec<f64>)> = of_teams.chain(of_none).collect();
    for (name, figures) in &parts {
        to.figures(name, with_total(figures));
    }
    let sums: Vec<f64> = (0..months.len()).map(|place| parts.iter().map(|(_, figures)| figures[place]).sum()).collect();
    let above = |sum: f64| formula(CellFormula::SumAbove(parts.len() as u32), sum);
    to.total("Total of the teams", sums.iter().copied().chain([sums.iter().sum()]).map(above));
    let beside: Vec<_> = beside().filter_map(|one| Some((one.label, means(None, RowSubject::Beside(one))?))).collect();
    if !beside.is_empty() {
        heads("Establishment and on-costs, mean", to);
    }
    for (label, figures) in beside {
        to.figures(label, with_total(&figures));
    }
}

/// The figures of months, then their sum.
fn with_total<'a>(figures: &[f64]) -> Vec<LayoutCell<'a>> {
    let total = formula(CellFormula::SumLeft(figures.len() as u16), figures.iter().sum());
    figures.iter().map(|&figure| level(figure)).chain([total]).collect()
}
