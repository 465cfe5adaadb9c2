//! The summary sheet of a run: headlines, targets, budgets and reported figures as on screen, but as numbers.

use crate::content::cell::Cell;
use crate::content::headlines::{Column, Headline, headlines};
use crate::content::sentences::{reported_statistic, target_words};
use crate::content::workbook::{LayoutCell, LayoutLine, SheetLayout};
use crate::content::{series_names, words};
use crate::measures::{CostLine, YearOf};
use crate::summary::{Statistic, Summary};
use crate::units::Unit;

/// The summary sheet of a run.
pub(super) fn layout(summary: &Summary) -> SheetLayout<'_> {
    let parts = [figures(summary), targets(summary), budgets(summary), reported(summary)];
    let note = "Stocks and rates are at month end; cost is for the financial year to that month. P10 to P90 covers \
                80% of futures.";
    SheetLayout {
        title: summary.plan().scenario().name.clone(),
        note,
        kept: 5,
        lines: parts.into_iter().flatten().collect(),
    }
}

fn figures(summary: &Summary) -> Vec<LayoutLine<'_>> {
    let (columns, list) = headlines(summary);
    let heads = LayoutLine::GroupedHeads {
        first: &["", "Unit", "Now"],
        texts: 2,
        groups: columns.iter().map(|column| column.name.to_string()).collect(),
        each: &["Median", "P10", "P90"],
    };
    let notes =
        [partly_covered(summary, &columns), series_names::scope_note(summary.plan().scenario()).unwrap_or_default()];
    let lines = list.iter().map(line);
    std::iter::once(heads).chain(lines).chain(notes.map(LayoutLine::Note)).collect()
}

fn line<'a>(headline: &Headline<'_>) -> LayoutLine<'a> {
    let unit = headline.series.measure.unit;
    let yearly = headline.series.measure.year == YearOf::Sum;
    let yearly = if yearly { ", financial year" } else { "" };
    let label = format!("{}{yearly}{}", headline.label, if unit.is_money() { " (mean)" } else { "" });
    let opening = headline.opening.map_or(LayoutCell::Empty, |opening| LayoutCell::Level(middle(opening, unit), unit));
    let figures = headline.columns.iter().flat_map(|statistic| {
        let (low, high) = statistic.range80();
        [middle(statistic, unit), low, high].map(|value| LayoutCell::Level(value, unit))
    });
    let first = [LayoutCell::Strong(label), LayoutCell::Text(unit.words().to_owned()), opening];
    LayoutLine::Cells(first.into_iter().chain(figures).collect())
}

/// The median, or the mean for money, because medians do not add up.
fn middle(statistic: &Statistic, unit: Unit) -> f64 {
    if unit.is_money() { statistic.mean } else { statistic.median() }
}

/// A note on the financial years that the run covers only in part.
fn partly_covered(summary: &Summary, columns: &[Column]) -> String {
    let calendar = summary.plan().calendar();
    let part = columns.iter().filter_map(|column| {
        let covered = calendar.months_covered(calendar.year_of(column.month));
        (covered < 12)
            .then(|| format!("The run covers {covered} of the 12 months of {}.", column.name.financial_year()))
    });
    part.collect::<Vec<_>>().join(" ")
}

/// A part of the sheet: heading, column headings and lines; empty if the scenario has none.
fn part<'a>(title: &str, heads: &[&str], is_any: bool, lines: Vec<LayoutLine<'a>>) -> Vec<LayoutLine<'a>> {
    if !is_any {
        return Vec::new();
    }
    let titles = heads.iter().map(|&head| head.to_owned()).collect();
    let above = [LayoutLine::Empty, LayoutLine::Section(title.to_owned()), LayoutLine::Heads { titles, texts: 2 }];
    above.into_iter().chain(lines).collect()
}

fn targets(summary: &Summary) -> Vec<LayoutLine<'_>> {
    const HEADS: [&str; 5] = ["Target", "Unit", "Limit", "Likelihood", "Plus or minus"];
    let scenario = summary.plan().scenario();
    let line = |(index, target): (usize, &crate::scenario::Target)| {
        let (unit, met) = (target.series?.measure.unit, summary.target(index)?);
        Some(LayoutLine::Cells(vec![
            LayoutCell::Long(words::capital(&target_words(scenario, target))),
            LayoutCell::Text(unit.words().to_owned()),
            LayoutCell::Level(target.limit, unit),
            LayoutCell::Share(met.mean),
            LayoutCell::Share(2.0 * met.known_error().unwrap_or(f64::NAN)),
        ]))
    };
    let lines = scenario.targets.iter().enumerate().filter_map(line).collect();
    part("Targets", &HEADS, !scenario.targets.is_empty(), lines)
}

fn budgets(summary: &Summary) -> Vec<LayoutLine<'_>> {
    const HEADS: [&str; 8] =
        ["Budget", "Year", "Months covered", "Amount", "Overspent in", "Variance, mean", "P10", "P90"];
    let scenario = summary.plan().scenario();
    let line = |(index, budget): (usize, &crate::scenario::Budget)| {
        let (year, over, variance) = (budget.year?, summary.overspend(index)?, summary.budget(index)?);
        let scope = budget.team.map_or(series_names::WHOLE, |team| &scenario.teams[team].name);
        let line = budget.line.map_or("all costs", CostLine::label);
        let (low, high) = variance.range80();
        let first = [
            LayoutCell::Long(format!("{scope}, {line}")),
            LayoutCell::Text(year.to_string()),
            LayoutCell::Cell(summary.plan().calendar().covered_of(year).into()),
            LayoutCell::Level(budget.amount, Unit::Pounds),
            LayoutCell::Share(over.mean),
        ];
        let variance = [variance.mean, low, high].map(|value| LayoutCell::Change(value, Unit::Pounds));
        Some(LayoutLine::Cells(first.into_iter().chain(variance).collect()))
    };
    let lines = scenario.budgets.iter().enumerate().filter_map(line).collect();
    part("Budgets", &HEADS, !scenario.budgets.is_empty(), lines)
}

fn reported(summary: &Summary) -> Vec<LayoutLine<'_>> {
    const HEADS: [&str; 8] = ["", "Unit", "Month", "Reported", "Median", "P10", "P90", "Within the range"];
    let scenario = summary.plan().scenario();
    let line = |one: &crate::scenario::Reported| {
        let ((statistic, month), series) = (reported_statistic(summary, one)?, one.series?);
        let unit = series.measure.unit;
        let (low, high) = statistic.range80();
        let first = [
            LayoutCell::Strong(series_names::label(scenario, series)),
            LayoutCell::Text(unit.words().to_owned()),
            LayoutCell::Cell(Cell::Month(month)),
        ];
        let figures = [one.value, statistic.median(), low, high].map(|value| LayoutCell::Level(value, unit));
        let inside = LayoutCell::Cell(Cell::Flag(statistic.holds_80(one.value)));
        Some(LayoutLine::Cells(first.into_iter().chain(figures).chain([inside]).collect()))
    };
    let lines = scenario.reported.iter().filter_map(line).collect();
    part("Compared with reported figures", &HEADS, !scenario.reported.is_empty(), lines)
}
