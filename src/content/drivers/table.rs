//! The table of what the spread of figures comes from.

use super::figures::{figure_id, figure_unit};
use super::sentences::effect;
use crate::content::cell::Cell;
use crate::content::inputs::{Assumption, assumptions};
use crate::content::rows::Rows;
use crate::content::series_names::unit_cell;
use crate::summary::{FigureSpread, Summary, VarianceShare};
use crate::units::Unit;

/// A row for each figure and input, or group of correlated inputs, and for each figure and part.
pub(crate) fn table(summary: &Summary) -> Rows<'_> {
    const HEADER: [&str; 9] = ["figure", "part", "inputs", "share", "mc_error", "effect", "unit", "evidence", "source"];
    let scenario = summary.plan().scenario();
    let known = assumptions(scenario);
    let mut rows = Vec::new();
    let figures = summary
        .drivers()
        .into_iter()
        .flat_map(|drivers| drivers.figures.iter().enumerate().map(move |one| (drivers, one)));
    for (drivers, (place, spread)) in figures {
        let row = |part: &'static str, addresses: &[String], share: VarianceShare| {
            let mut row = vec![figure_id(scenario, spread.figure).into(), part.into(), addresses.join("; ").into()];
            row.extend(share_cells(spread, share));
            row.extend(known_of(&known, addresses));
            row
        };
        rows.extend(drivers.inputs.iter().map(|input| row("input", &input.addresses, input.shares[place])));
        if let Some(parts) = &spread.parts {
            rows.extend([
                row("inputs", &[], parts.inputs),
                row("years", &[], parts.years),
                row("chance", &[], parts.chance),
            ]);
        }
    }
    Rows::new(&HEADER, rows.into_iter())
}

/// A share with its error, and what it moves the figure by.
pub(super) fn share_cells(spread: &FigureSpread, share: VarianceShare) -> [Cell<'static>; 4] {
    let unit = figure_unit(spread.figure);
    [
        Cell::probability(share.share),
        Cell::error(share.mc_error, Unit::Probability),
        Cell::level(effect(spread, share), unit),
        unit_cell(unit),
    ]
}

/// Evidence and source of an input.
pub(crate) fn known_of(known: &[Assumption], addresses: &[String]) -> [Cell<'static>; 2] {
    let known = known.iter().find(|one| Some(&one.address) == addresses.first());
    [known.and_then(|one| one.evidence).into(), known.and_then(|one| one.source.clone()).into()]
}
