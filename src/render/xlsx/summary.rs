//! The summary: headlines, targets, budgets and reported figures as on screen, but as numbers.

use super::Book;
use super::look::{Look, PERCENT};
use super::sheet::Sheet;
use crate::content::cell::Cell;
use crate::content::headlines::{Column, Headline, headlines};
use crate::content::sentences::{reported_statistic, target_words};
use crate::content::{names, words};
use crate::measures::YearOf;
use crate::render::RenderError;
use crate::summary::{Statistic, Summary};
use crate::units::Unit;

/// Where the figures of the months begin, after label, unit and the opening.
const FIGURES: u16 = 3;

/// Adds the summary of a run.
pub(super) fn summary(book: &mut Book, run: &Summary) -> Result<(), RenderError> {
    let scenario = run.plan().scenario();
    let mut sheet = book.sheet("Summary")?;
    sheet.title(&scenario.name)?;
    let about =
        "Stocks and rates at the month's end; cost over the financial year to it. P10 to P90 holds 80% of the futures.";
    sheet.text(1, 0, about, Look::Note)?;
    let mut row = figures(&mut sheet, run)?;
    row = targets(&mut sheet, run, row + 2)?;
    row = budgets(&mut sheet, run, row)?;
    reported(&mut sheet, run, row)?;
    book.add(sheet, "The headlines, targets and budgets, as on screen.")
}

fn figures(sheet: &mut Sheet, run: &Summary) -> Result<u32, RenderError> {
    let (columns, list) = headlines(run);
    sheet.heads(4, &["", "Unit", "Now"], 2)?;
    for (index, column) in columns.iter().enumerate() {
        let first = FIGURES + 3 * index as u16;
        sheet.across(3, (first, first + 2), &column.name.to_string(), Look::Group)?;
        for (place, name) in ["Median", "P10", "P90"].into_iter().enumerate() {
            sheet.text(4, first + place as u16, name, Look::FigureHeader)?;
        }
    }
    sheet.keep_above(5)?;
    let mut row = 4;
    for headline in &list {
        row += 1;
        line(sheet, row, headline)?;
    }
    let note = partly_covered(run, &columns);
    sheet.text(row + 1, 0, &note, Look::Note)?;
    let scope = names::scope_note(run.plan().scenario()).unwrap_or_default();
    sheet.text(row + 2, 0, &scope, Look::Note)?;
    Ok(row + 2)
}

fn line(sheet: &mut Sheet, row: u32, headline: &Headline<'_>) -> Result<(), RenderError> {
    let unit = headline.series.measure.unit;
    let yearly = headline.series.measure.year == YearOf::Sum;
    let yearly = if yearly { ", financial year" } else { "" };
    let label = format!("{}{yearly}{}", headline.label, if unit.is_money() { " (mean)" } else { "" });
    sheet.text(row, 0, &label, Look::Strong)?;
    sheet.text(row, 1, unit.words(), Look::Text)?;
    if let Some(opening) = headline.opening {
        sheet.level(row, 2, middle(opening, unit), unit)?;
    }
    for (index, statistic) in headline.columns.iter().enumerate() {
        let first = FIGURES + 3 * index as u16;
        let (low, high) = statistic.range80();
        for (place, value) in [middle(statistic, unit), low, high].into_iter().enumerate() {
            sheet.level(row, first + place as u16, value, unit)?;
        }
    }
    Ok(())
}

/// The median; of money the mean, because medians do not add up.
fn middle(statistic: &Statistic, unit: Unit) -> f64 {
    if unit.is_money() { statistic.mean } else { statistic.median() }
}

/// Which of the financial years shown are not covered whole.
fn partly_covered(run: &Summary, columns: &[Column]) -> String {
    let calendar = run.plan().calendar();
    let part = columns.iter().filter_map(|column| {
        let covered = calendar.months_covered(calendar.year_of(column.month));
        (covered < 12).then(|| format!("{} is covered for {covered} of 12 months.", column.name.financial_year()))
    });
    part.collect::<Vec<_>>().join(" ")
}

fn targets(sheet: &mut Sheet, run: &Summary, mut row: u32) -> Result<u32, RenderError> {
    let scenario = run.plan().scenario();
    if scenario.targets.is_empty() {
        return Ok(row);
    }
    sheet.text(row, 0, "Targets", Look::Section)?;
    sheet.heads(row + 1, &["Target", "Unit", "Limit", "Likely", "Give or take"], 2)?;
    row += 1;
    for (index, target) in scenario.targets.iter().enumerate() {
        let (Some(series), Some(met)) = (target.series, run.target(index)) else { continue };
        row += 1;
        sheet.text(row, 0, &words::capital(&target_words(scenario, target)), Look::Long)?;
        sheet.text(row, 1, series.measure.unit.words(), Look::Text)?;
        sheet.level(row, 2, target.limit, series.measure.unit)?;
        sheet.number(row, 3, met.mean, Look::Figure(PERCENT))?;
        sheet.number(row, 4, 2.0 * met.known_error().unwrap_or(f64::NAN), Look::Figure(PERCENT))?;
    }
    Ok(row + 2)
}

fn budgets(sheet: &mut Sheet, run: &Summary, mut row: u32) -> Result<u32, RenderError> {
    let scenario = run.plan().scenario();
    if scenario.budgets.is_empty() {
        return Ok(row);
    }
    sheet.text(row, 0, "Budgets", Look::Section)?;
    let heads = ["Budget", "Year", "Months covered", "Amount", "Overspent", "Variance, mean", "P10", "P90"];
    sheet.heads(row + 1, &heads, 2)?;
    row += 1;
    for (index, budget) in scenario.budgets.iter().enumerate() {
        let (Some(year), Some(over), Some(variance)) = (budget.year, run.overspend(index), run.budget(index)) else {
            continue;
        };
        row += 1;
        let scope = budget.team.map_or(names::WHOLE, |team| &scenario.teams[team].name);
        let line = budget.line.map_or("all costs", crate::measures::CostLine::label);
        sheet.text(row, 0, &format!("{scope}, {line}"), Look::Long)?;
        sheet.text(row, 1, &year.to_string(), Look::Text)?;
        sheet.cell(row, 2, &run.plan().calendar().covered_of(year).into())?;
        sheet.level(row, 3, budget.amount, Unit::Pounds)?;
        sheet.number(row, 4, over.mean, Look::Figure(PERCENT))?;
        for (place, value) in [variance.mean, variance.range80().0, variance.range80().1].into_iter().enumerate() {
            sheet.change(row, 5 + place as u16, value, Unit::Pounds)?;
        }
    }
    Ok(row + 2)
}

fn reported(sheet: &mut Sheet, run: &Summary, mut row: u32) -> Result<(), RenderError> {
    let scenario = run.plan().scenario();
    if scenario.reported.is_empty() {
        return Ok(());
    }
    sheet.text(row, 0, "Beside what was reported", Look::Section)?;
    sheet.heads(row + 1, &["", "Unit", "Month", "Reported", "Median", "P10", "P90", "Inside the range"], 2)?;
    row += 1;
    for one in &scenario.reported {
        let (Some((statistic, month)), Some(series)) = (reported_statistic(run, one), one.series) else { continue };
        row += 1;
        sheet.text(row, 0, &names::label(scenario, series), Look::Strong)?;
        sheet.text(row, 1, series.measure.unit.words(), Look::Text)?;
        sheet.cell(row, 2, &Cell::Month(month))?;
        let (low, high) = statistic.range80();
        for (place, value) in [one.value, statistic.median(), low, high].into_iter().enumerate() {
            sheet.level(row, 3 + place as u16, value, series.measure.unit)?;
        }
        sheet.cell(row, 7, &Cell::Flag(statistic.holds_80(one.value)))?;
    }
    Ok(())
}
