//! The table of what the spread of figures comes from.

use super::figures::{figure_id, figure_unit};
use super::sentences::effect;
use crate::content::cell::Cell;
use crate::content::inputs::{Assumption, assumptions};
use crate::content::rows::Rows;
use crate::content::series_names::unit_cell;
use crate::scenario::Scenario;
use crate::summary::{InputDriver, Summary, VarianceParts, VarianceShare};
use crate::units::Unit;

/// A figure of the table.
pub(crate) struct DrivenFigure<'d> {
    /// Identifier.
    pub id: String,
    /// Unit.
    pub unit: Unit,
    /// Standard deviation.
    pub sd: f64,
    /// Its place in the shares of inputs.
    pub place: usize,
    /// Its parts.
    pub parts: Option<&'d VarianceParts>,
}

/// A row for each figure and input, or group of correlated inputs, and for each figure and part.
pub(crate) fn table(summary: &Summary) -> Rows<'_> {
    let scenario = summary.plan().scenario();
    let known = assumptions(scenario);
    let Some(drivers) = summary.drivers() else { return share_table(&[], &known, std::iter::empty()) };
    let figures = drivers.figures.iter().enumerate().map(|(place, spread)| DrivenFigure {
        id: figure_id(scenario, spread.figure),
        unit: figure_unit(spread.figure),
        sd: spread.sd,
        place,
        parts: spread.parts.as_ref(),
    });
    share_table(&drivers.inputs, &known, figures)
}

/// The same of any figures and inputs.
pub(crate) fn share_table<'a>(
    inputs: &[InputDriver],
    known: &[Assumption],
    figures: impl Iterator<Item = DrivenFigure<'a>>,
) -> Rows<'a> {
    const HEADER: [&str; 9] = ["figure", "part", "inputs", "share", "mc_error", "sd_due", "unit", "evidence", "source"];
    let mut rows = Vec::new();
    for figure in figures {
        let row = |part: &'static str, addresses: &[String], share: VarianceShare| {
            let mut row: Vec<Cell<'a>> = vec![figure.id.clone().into(), part.into(), addresses.join("; ").into()];
            row.extend([
                Cell::probability(share.share),
                Cell::error(share.mc_error, Unit::Probability),
                Cell::level(effect(figure.sd, share), figure.unit),
                unit_cell(figure.unit),
            ]);
            row.extend(known_of(known, addresses));
            row
        };
        rows.extend(inputs.iter().map(|input| row("input", &input.addresses, input.shares[figure.place])));
        if let Some(parts) = figure.parts {
            let parts = [("inputs", parts.inputs), ("years", parts.years), ("chance", parts.chance)];
            rows.extend(parts.map(|(name, share)| row(name, &[], share)));
        }
    }
    Rows::new(&HEADER, rows.into_iter())
}

/// The register of inputs of several scenarios, each input as the first that has it says.
pub(crate) fn register_of<'s>(scenarios: impl Iterator<Item = &'s Scenario>) -> Vec<Assumption> {
    let mut known: Vec<Assumption> = Vec::new();
    for scenario in scenarios {
        for one in assumptions(scenario) {
            if known.iter().all(|other| other.address != one.address) {
                known.push(one);
            }
        }
    }
    known
}

/// Evidence and source of an input; of several, all different ones.
pub(crate) fn known_of(known: &[Assumption], addresses: &[String]) -> [Cell<'static>; 2] {
    let all = |of: fn(&Assumption) -> Option<&str>| distinct(entries(known, addresses).filter_map(of)).into();
    [all(|one| one.evidence), all(|one| one.source.as_deref())]
}

/// Meaning of an input; of several, all different ones.
pub(crate) fn meaning_of(known: &[Assumption], addresses: &[String]) -> String {
    distinct(entries(known, addresses).map(|one| one.meaning)).unwrap_or_default()
}

fn entries<'k>(known: &'k [Assumption], addresses: &'k [String]) -> impl Iterator<Item = &'k Assumption> {
    addresses.iter().filter_map(|address| known.iter().find(|one| one.address == *address))
}

/// Different texts, in order, separated by semicolons; `None` if there is none.
fn distinct<'t>(texts: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut all: Vec<&str> = Vec::new();
    texts.for_each(|text| {
        if !all.contains(&text) {
            all.push(text);
        }
    });
    (!all.is_empty()).then(|| all.join("; "))
}
