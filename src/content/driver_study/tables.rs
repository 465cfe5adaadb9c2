//! The tables of a study.

use super::names;
use crate::content::cell::{Cell, NumberRole};
use crate::content::drivers::{DrivenFigure, known_of, share_table};
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

/// What each figure would be with each input at its 10th and its 90th percentile.
pub(super) fn swings(study: &DriverStudy) -> Rows<'_> {
    const HEADER: [&str; 9] =
        ["figure", "input", "input_p10", "input_p90", "mean_at_p10", "mean_at_p90", "difference", "mc_error", "unit"];
    let rows = study.figures.iter().enumerate().flat_map(move |(place, spread)| {
        study.swings.iter().map(move |swing| {
            let unit = names::unit(spread.figure);
            let [low, high] = swing.means[place];
            let mut row: Vec<Cell<'_>> = vec![names::id(study, spread.figure).into(), swing.address.clone().into()];
            row.extend(swing.at.map(|at| Cell::Number(at, Unit::Number, NumberRole::Level)));
            row.extend([low, high].map(|mean| Cell::level(mean, unit)));
            row.push(Cell::Number(high - low, unit, NumberRole::Change));
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
        let meaning = known.iter().find(|one| one.address == input.addresses[0]).map_or("", |one| one.meaning);
        let mut row: Vec<Cell<'_>> = vec![input.addresses.join("; ").into(), meaning.into()];
        row.push(Cell::Number(worth.worth, Unit::Pounds, NumberRole::Level));
        row.push(Cell::error(worth.mc_error, Unit::Pounds));
        row.extend(known_of(&known, &input.addresses));
        row
    };
    let rows: Vec<_> = inputs.into_iter().map(row).collect();
    Rows::new(&HEADER, rows.into_iter())
}
