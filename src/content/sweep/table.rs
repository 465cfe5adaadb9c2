//! The file of a sweep: a row for each plan and figure.

use std::borrow::Cow;

use crate::compare::SavingsByFuture;
use crate::content::cell::{Cell, NumberRole, statistic, statistics};
use crate::content::levers::value_cell;
use crate::content::rows::Rows;
use crate::content::series_names::unit_cell;
use crate::decide::Sweep;
use crate::decide::point_figures::PointFigures;
use crate::run::RunHeadline;
use crate::scenario::Scenario;
use crate::summary::{PERCENTILE_IDS, Statistic};
use crate::units::Unit;

/// The figures of a plan: identifier, unit and statistic. A target is 1 where it is met, so its mean is the likelihood.
pub(super) fn figures<'p>(
    scenario: &Scenario,
    figures: &'p PointFigures,
) -> impl Iterator<Item = (String, Unit, &'p Statistic)> {
    let names = scenario.targets.iter().map(|target| format!("target.{}", target.id)).collect::<Vec<_>>();
    let targets = names.into_iter().zip(&figures.targets).map(|(name, met)| (name, Unit::Probability, met));
    let headlines = RunHeadline::ALL.into_iter().zip(&figures.headlines);
    let headlines = headlines.map(|(headline, one)| (headline.id().to_owned(), headline.unit(), one));
    let savings = SavingsByFuture::LINES.into_iter().zip(&figures.savings);
    let savings = savings.map(|(line, one)| (line.id().to_owned(), line.unit(), one));
    targets.chain(headlines).chain(savings)
}

/// The cells of a figure. The percentiles of a likelihood say nothing.
fn cells_of(one: &Statistic, unit: Unit) -> Vec<Cell<'static>> {
    let mut cells: Vec<Cell<'_>> = statistic(one, unit, NumberRole::Level).collect();
    if unit == Unit::Probability {
        cells[2..2 + PERCENTILE_IDS.len()].fill(Cell::Missing);
    }
    cells
}

/// A row for each plan and figure.
pub(super) fn rows(sweep: &Sweep) -> Rows<'_> {
    let levers = sweep.grid.levers.iter().map(|lever| Cow::Owned(lever.address.clone()));
    let header = levers.chain(["figure", "unit"].map(Cow::Borrowed)).chain(statistics().map(Cow::Borrowed));
    let rows = sweep.points.iter().flat_map(|point| {
        figures(sweep.base.scenario(), &point.figures).map(|(name, unit, one)| {
            let mut row: Vec<Cell<'_>> = point.values.iter().map(|&value| value_cell(value)).collect();
            row.push(name.into());
            row.push(unit_cell(unit));
            row.extend(cells_of(one, unit));
            row
        })
    });
    Rows::with_header(header.collect(), rows)
}
