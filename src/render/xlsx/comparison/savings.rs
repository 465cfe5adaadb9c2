//! What every plan saves, set out as finance reads it: a line each, the years beside each other, then the whole run.

use crate::compare::{Alternative, SavingsLine, Study};
use crate::content::cell::Cell;
use crate::content::comparison::ranking;
use crate::content::comparison::sentences::payback_words;
use crate::content::sentences::year_words;
use crate::render::RenderError;
use crate::render::xlsx::{Book, Look, Sheet};
use crate::units::Unit;

/// Adds the savings of every plan.
pub(crate) fn savings(book: &mut Book, study: &Study) -> Result<(), RenderError> {
    let mut sheet = book.sheet("Savings")?;
    sheet.title(&study.base.summary.plan().scenario().name)?;
    let about =
        "Mean savings against the base, in the money of the day; positive is saved, but for the costs of the plan.";
    sheet.text(1, 0, about, Look::Note)?;
    sheet.heads(3, &heads(study).iter().map(String::as_str).collect::<Vec<_>>(), 1)?;
    sheet.keep_above(4)?;
    let mut row = 4;
    for one in ranking::ranked(study) {
        row += 1;
        sheet.text(row, 0, &format!("{}: {}", one.name, one.summary.plan().scenario().name), Look::Section)?;
        row = lines(&mut sheet, row, study, one)?;
        row = facts(&mut sheet, row, one)? + 1;
    }
    book.add(sheet, "What each plan saves, by line and year and over the run; payback and the worst tenth of futures.")
}

fn heads(study: &Study) -> Vec<String> {
    let calendar = study.base.summary.plan().calendar();
    let years = (0..calendar.years.len()).map(|year| year_words(calendar, year));
    let whole = ["Whole run", "P10", "P90", "Above zero in"].map(str::to_owned);
    std::iter::once("Line".to_owned()).chain(years).chain(whole).collect()
}

fn lines(sheet: &mut Sheet, mut row: u32, study: &Study, one: &Alternative) -> Result<u32, RenderError> {
    let years = study.base.summary.plan().calendar().years.len();
    for line in SavingsLine::ALL {
        row += 1;
        let is_net = line == SavingsLine::Net;
        sheet.text(row, 0, line.label_of_run(), if is_net { Look::Strong } else { Look::Text })?;
        let of_years = one.savings.years[line as usize].iter().map(|saving| saving.statistic.mean);
        for (column, mean) in of_years.enumerate() {
            sheet.level(row, 1 + column as u16, mean, line.unit())?;
        }
        let Some(whole) = one.savings.whole(line) else { continue };
        let (low, high) = whole.statistic.range80();
        let first = 1 + years as u16;
        for (column, value) in [whole.statistic.mean, low, high].into_iter().enumerate() {
            sheet.level(row, first + column as u16, value, line.unit())?;
        }
        sheet.cell(row, first + 3, &Cell::probability(whole.p_positive))?;
    }
    Ok(row)
}

/// Payback, the worst tenth and what an FTE-year of agency costs to displace.
fn facts(sheet: &mut Sheet, mut row: u32, one: &Alternative) -> Result<u32, RenderError> {
    row += 1;
    sheet.text(row, 0, "Worst tenth of futures, mean net saving", Look::Text)?;
    sheet.level(row, 1, one.savings.worst_tenth, Unit::Pounds)?;
    if let Some(Some(cost)) = one.savings.cost_per_agency_fte.last() {
        row += 1;
        sheet.text(row, 0, "Permanent pay and plan costs per agency FTE-year displaced", Look::Text)?;
        sheet.level(row, 1, *cost, Unit::Pounds)?;
    }
    row += 1;
    let label = if one.savings.payback.has_outlay { "Has paid for itself" } else { "Outlay" };
    sheet.text(row, 0, label, Look::Text)?;
    sheet.text(row, 1, &payback_words(&one.savings.payback), Look::Note)?;
    Ok(row)
}
