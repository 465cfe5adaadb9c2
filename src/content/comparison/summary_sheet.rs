//! The summary sheet of a comparison: the headlines at the end of the run in the base and in every plan, and their
//! differences.

use super::ranking;
use super::sentences::{HeadlineDifference, headlines};
use crate::compare::{Alternative, Study};
use crate::content::cell::Cell;
use crate::content::workbook::{LayoutCell, LayoutLine, SheetLayout};
use crate::measures::YearOf;

const HEADS: [&str; 9] = ["Measure", "Unit", "At", "Base", "Plan", "Difference", "P10", "P90", "Better in"];

/// The summary sheet of a comparison.
pub(super) fn layout(study: &Study) -> SheetLayout<'_> {
    let heads = LayoutLine::Heads { titles: HEADS.map(str::to_owned).into(), texts: 3 };
    let plans = ranking::ranked(study).into_iter().flat_map(|one| plan(study, one));
    SheetLayout {
        title: study.base.summary.plan().scenario().name.clone(),
        note: "Means at the end of the run, and mean differences with the 80% range of futures.",
        kept: 4,
        lines: std::iter::once(heads).chain(plans).collect(),
    }
}

fn plan<'a>(study: &'a Study, one: &'a Alternative) -> Vec<LayoutLine<'a>> {
    let title = format!("{}: {}", one.name, one.summary.plan().scenario().name);
    let lines = headlines(study, one).into_iter().map(|headline| line(study, one, headline));
    [LayoutLine::Empty, LayoutLine::Section(title)].into_iter().chain(lines).collect()
}

fn line<'a>(study: &Study, one: &Alternative, headline: HeadlineDifference) -> LayoutLine<'a> {
    let unit = headline.series.measure.unit;
    let levels = levels(study, one, &headline).map(|level| LayoutCell::Level(level, unit));
    let difference = &headline.difference.statistic;
    let (low, high) = difference.range80();
    let changes = [difference.mean, low, high].map(|value| LayoutCell::Change(value, unit));
    let first =
        [LayoutCell::Strong(headline.label), LayoutCell::Text(unit.words().to_owned()), LayoutCell::Cell(headline.at)];
    let better = LayoutCell::Cell(Cell::probability(headline.difference.p_better));
    LayoutLine::Cells(first.into_iter().chain(levels).chain(changes).chain([better]).collect())
}

/// The mean in the base and in the plan at the end of the run.
fn levels(study: &Study, one: &Alternative, headline: &HeadlineDifference) -> [f64; 2] {
    let calendar = study.base.summary.plan().calendar();
    let (month, year) = (calendar.months - 1, calendar.years.len() - 1);
    let places = one.find(headline.series).and_then(|index| one.places(index));
    let Some((here, there)) = places else { return [f64::NAN; 2] };
    [(&study.base.summary, here), (&one.summary, there)].map(|(summary, place)| {
        let yearly = headline.series.measure.year == YearOf::Sum;
        let level = if yearly { summary.year(year, place) } else { summary.month(month, place) };
        level.map_or(f64::NAN, |level| level.mean)
    })
}
