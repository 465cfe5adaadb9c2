//! The tables of a study.

use super::names;
use crate::content::cell::{Cell, NumberRole};
use crate::content::drivers::{DrivenFigure, known_of, meaning_of, share_table};
use crate::content::rows::Rows;
use crate::content::series_names::unit_cell;
use crate::decide::drivers::{DriverStudy, FactorEffect};
use crate::summary::InputDriver;
use crate::units::Unit;

/// The share of every input by itself and the parts of inputs, years and chance, by figure.
pub(super) fn shares(study: &DriverStudy) -> Rows<'_> {
    let figures = study.figures.iter().enumerate().map(|(place, spread)| DrivenFigure {
        id: names::id(study, spread.figure),
        unit: names::unit(spread.figure),
        sd: spread.sd,
        place,
        parts: Some(&spread.parts),
    });
    share_table(&study.inputs, &names::register(study), figures)
}

/// Total and Shapley effects, by figure and factor.
pub(super) fn effects(study: &DriverStudy) -> Rows<'_> {
    const HEADER: [&str; 7] = ["figure", "part", "inputs", "shapley", "shapley_mc_error", "total", "total_mc_error"];
    let rows = study.figures.iter().enumerate().flat_map(move |(place, spread)| {
        study.factors.iter().zip(&study.effects).map(move |(factor, effects)| {
            let (part, addresses) = names::factor_id(factor);
            let FactorEffect { total, shapley } = effects[place];
            let mut row: Vec<Cell<'_>> =
                vec![names::id(study, spread.figure).into(), part.into(), addresses.join("; ").into()];
            for share in [shapley, total] {
                row.extend([Cell::probability(share.share), Cell::error(share.mc_error, Unit::Probability)]);
            }
            row
        })
    });
    Rows::new(&HEADER, rows)
}

/// What each figure would be with each input at its 10th and its 90th percentile, and with those of a correlation group together, which have
/// no one value.
pub(super) fn swings(study: &DriverStudy) -> Rows<'_> {
    const HEADER: [&str; 10] = [
        "figure",
        "inputs",
        "input_p10",
        "input_p90",
        "input_unit",
        "mean_at_p10",
        "mean_at_p90",
        "difference",
        "mc_error",
        "unit",
    ];
    let rows = study.figures.iter().enumerate().flat_map(move |(place, spread)| {
        study.swings.iter().map(move |swing| {
            let unit = names::unit(spread.figure);
            let [low, high] = swing.means[place];
            let mut row: Vec<Cell<'_>> =
                vec![names::id(study, spread.figure).into(), swing.addresses().join("; ").into()];
            if let [one] = swing.inputs.as_slice() {
                let unit = names::input_unit(study, &one.address);
                row.extend(one.at.map(|at| Cell::level(at, unit)));
                row.push(unit_cell(unit));
            } else {
                row.extend([Cell::Missing, Cell::Missing, Cell::Missing]);
            }
            row.extend([low, high].map(|mean| Cell::level(mean, unit)));
            row.push(Cell::Number(swing.difference(place), unit, NumberRole::Change));
            row.push(Cell::error(swing.mc_errors[place], unit));
            row.push(unit_cell(unit));
            row
        })
    });
    Rows::new(&HEADER, rows)
}

/// What it would be worth to know each input before choosing, the most valuable first, with what the register says of it.
pub(super) fn worth(study: &DriverStudy) -> Rows<'_> {
    const HEADER: [&str; 6] = ["inputs", "meaning", "worth", "mc_error", "evidence", "source"];
    let known = names::register(study);
    let mut inputs: Vec<_> = study.inputs.iter().zip(&study.worth).collect();
    inputs.sort_by(|(_, one), (_, two)| two.worth.total_cmp(&one.worth));
    let row = |(input, worth): (&InputDriver, &crate::decide::drivers::WorthOfKnowing)| {
        let mut row: Vec<Cell<'_>> =
            vec![input.addresses.join("; ").into(), meaning_of(&known, &input.addresses).into()];
        row.push(Cell::Number(worth.worth, Unit::Pounds, NumberRole::Level));
        row.push(worth.mc_error.map_or(Cell::Missing, |error| Cell::error(error, Unit::Pounds)));
        row.extend(known_of(&known, &input.addresses));
        row
    };
    let rows: Vec<_> = inputs.into_iter().map(row).collect();
    Rows::new(&HEADER, rows.into_iter())
}
