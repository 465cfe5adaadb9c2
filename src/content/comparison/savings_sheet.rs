//! The savings sheet, in the layout used by finance: one row per line, a column per year, then the whole run.

use super::ranking;
use super::sentences::payback_words;
use crate::compare::{Alternative, SavingsLine, Study};
use crate::content::cell::Cell;
use crate::content::sentences::year_words;
use crate::content::workbook::{LayoutCell, LayoutLine, SheetLayout};
use crate::units::Unit;

/// The savings sheet.
pub(super) fn layout(study: &Study) -> SheetLayout<'_> {
    let plans = ranking::ranked(study).into_iter().flat_map(plan);
    SheetLayout {
        title: study.base.summary.plan().scenario().name.clone(),
        note: "Mean savings against the base, in money of the day; positive is money saved, except for costs of the \
               plan. Net present values are in real terms, discounted by whole financial years.",
        kept: 4,
        lines: std::iter::once(heads(study)).chain(plans).collect(),
    }
}

fn heads<'a>(study: &Study) -> LayoutLine<'a> {
    let calendar = study.base.summary.plan().calendar();
    let years = (0..calendar.years.len()).map(|year| year_words(calendar, year));
    let whole = ["Whole run", "P10", "P90", "Above zero in"].map(str::to_owned);
    LayoutLine::Heads { titles: std::iter::once("Line".to_owned()).chain(years).chain(whole).collect(), texts: 1 }
}

fn plan(one: &Alternative) -> Vec<LayoutLine<'_>> {
    let title = format!("{}: {}", one.name, one.summary.plan().scenario().name);
    let lines = SavingsLine::ALL.into_iter().map(|of| line(one, of));
    [LayoutLine::Empty, LayoutLine::Section(title)].into_iter().chain(lines).chain(facts(one)).collect()
}

/// The lines in bold.
const STRONG: [SavingsLine; 4] =
    [SavingsLine::Net, SavingsLine::NetDiscounted, SavingsLine::LikeForLike, SavingsLine::LikeForLikeDiscounted];

fn line(one: &Alternative, of: SavingsLine) -> LayoutLine<'_> {
    let label = of.label_of_run().to_owned();
    let label = if STRONG.contains(&of) { LayoutCell::Strong(label) } else { LayoutCell::Text(label) };
    let level = |value: f64| LayoutCell::Level(value, of.unit());
    let years = one.savings.years[of as usize].iter().map(|saving| level(saving.statistic.mean));
    let whole = one.savings.whole(of).map(|whole| {
        let (low, high) = whole.statistic.range80();
        let above = LayoutCell::Cell(Cell::probability(whole.p_positive));
        [level(whole.statistic.mean), level(low), level(high), above]
    });
    LayoutLine::Cells(std::iter::once(label).chain(years).chain(whole.into_iter().flatten()).collect())
}

/// The worst tenth, the cost of displacing an agency FTE-year, and payback.
fn facts(one: &Alternative) -> Vec<LayoutLine<'_>> {
    let fact =
        |label: &str, cell: LayoutCell<'static>| LayoutLine::Cells(vec![LayoutCell::Text(label.to_owned()), cell]);
    let pounds = |value: f64| LayoutCell::Level(value, Unit::Pounds);
    let payback = if one.savings.payback.has_outlay { "Payback" } else { "Outlay" };
    let mut lines = vec![fact("Worst tenth of futures, mean net saving", pounds(one.savings.worst_tenth))];
    if let Some(Some(cost)) = one.savings.cost_per_agency_fte.last() {
        lines.push(fact("Permanent pay and plan costs per agency FTE-year displaced", pounds(*cost)));
    }
    lines.push(fact(payback, LayoutCell::Note(payback_words(&one.savings.payback))));
    lines
}
