//! The headlines of every plan where the run ends: in the base, and what each plan changes.

use crate::compare::{Alternative, Study};
use crate::content::cell::Cell;
use crate::content::comparison::ranking;
use crate::content::comparison::sentences::{Headline, headlines};
use crate::measures::YearOf;
use crate::render::RenderError;
use crate::render::xlsx::{Book, Look, Sheet};
use crate::units::Month;

const HEADS: [&str; 9] = ["Measure", "Unit", "At", "Base", "Plan", "Difference", "P10", "P90", "Better in"];

/// Adds the summary of a comparison.
pub(crate) fn summary(book: &mut Book, study: &Study) -> Result<(), RenderError> {
    let mut sheet = book.sheet("Summary")?;
    sheet.title(&study.base.summary.plan().scenario().name)?;
    sheet.text(1, 0, "Means where the run ends, and mean differences with the range of 80% of futures.", Look::Note)?;
    sheet.heads(3, &HEADS, 3)?;
    sheet.keep_above(4)?;
    let mut row = 4;
    for one in ranking::ranked(study) {
        row += 1;
        sheet.text(row, 0, &format!("{}: {}", one.name, one.summary.plan().scenario().name), Look::Section)?;
        for headline in headlines(study, one) {
            row += 1;
            line(&mut sheet, row, study, one, &headline)?;
        }
        row += 1;
    }
    book.add(sheet, "The headlines of every plan where the run ends, beside the base.")
}

fn line(sheet: &mut Sheet, row: u32, study: &Study, one: &Alternative, headline: &Headline) -> Result<(), RenderError> {
    let unit = headline.series.measure.unit;
    sheet.text(row, 0, &headline.label, Look::Strong)?;
    sheet.text(row, 1, unit.words(), Look::Text)?;
    let at = Month::parse(&headline.at).map_or(Cell::from(headline.at.as_str()), Cell::Month);
    sheet.cell(row, 2, &at)?;
    for (column, level) in levels(study, one, headline).into_iter().enumerate() {
        sheet.level(row, 3 + column as u16, level, unit)?;
    }
    let difference = &headline.difference.statistic;
    let (low, high) = difference.range80();
    for (column, value) in [difference.mean, low, high].into_iter().enumerate() {
        sheet.change(row, 5 + column as u16, value, unit)?;
    }
    sheet.cell(row, 8, &Cell::probability(headline.difference.p_better))
}

/// The mean in the base and in the plan, where the run ends.
fn levels(study: &Study, one: &Alternative, headline: &Headline) -> [f64; 2] {
    let calendar = study.base.summary.plan().calendar();
    let (month, year) = (calendar.months - 1, calendar.years.len() - 1);
    let Some(index) = one.find(headline.series) else { return [f64::NAN; 2] };
    let Some((here, there)) = one.places(index) else { return [f64::NAN; 2] };
    [(&study.base.summary, here), (&one.summary, there)].map(|(summary, place)| {
        let yearly = headline.series.measure.year == YearOf::Sum;
        let level = if yearly { summary.year(year, place) } else { summary.month(month, place) };
        level.map_or(f64::NAN, |level| level.mean)
    })
}
