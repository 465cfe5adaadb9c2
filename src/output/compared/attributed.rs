//! What each part of a plan does: the table on screen, the file, the pictures.

use std::fmt::Write as _;

use super::added::{Added, range_of_error};
use crate::compare::attribution::{Attribution, Split};
use crate::measures::Measure;
use crate::output::cell::{Cell, Sense};
use crate::output::rows::Rows;
use crate::output::screen::Screen;
use crate::output::{OutputError, OutputFile, names, words};
use crate::plan::Plan;
use crate::run::RunHeadline;

const LABEL: usize = 28;
const CELL: usize = 17;

/// Plans whose effects were split between their parts, and what they are called.
pub struct Attributed<'a> {
    /// The base of all of them.
    pub base: &'a Plan,
    /// The plans: the name of its file, the plan, and its effect by part.
    pub plans: Vec<(&'a str, &'a Plan, &'a Attribution)>,
    /// Over how many futures the plans were compared, which may be more than those over which effects were split.
    pub replications: u64,
}

/// What a headline is called: `Agency rate, end of Jul 2019`, `Cost over the run`.
pub(super) fn headline_words(plan: &Plan, headline: RunHeadline) -> [String; 2] {
    let label = Measure::find(headline.measure()).map_or(headline.measure(), |measure| measure.label);
    let when = match headline {
        RunHeadline::AgencyRateAtEnd => format!("end of {}", plan.scenario().end()),
        RunHeadline::Caseload | RunHeadline::Cost => "over the run".to_owned(),
    };
    [label.to_owned(), when]
}

/// How a split was made, in words.
pub(super) fn how(attributed: &Attributed<'_>, attribution: &Attribution) -> String {
    let futures = if attribution.replications < attributed.replications {
        format!(
            "Means of the first {} of {} futures, which differ a little from the means of all.",
            words::whole(attribution.replications),
            words::whole(attributed.replications)
        )
    } else {
        format!("Means of {} futures.", words::whole(attribution.replications))
    };
    match attribution.orders {
        None => format!(
            "{futures} A part's effect is what it adds, averaged over all orders in which the parts can be \
             added (Shapley values), so that the parts add up."
        ),
        Some(orders) => format!(
            "{futures} A part's effect is what it adds, averaged over {orders} orders drawn from those in \
             which the parts can be added (Shapley values, sampled), so that the parts add up."
        ),
    }
}

/// What each part of each plan does, as tables of at most 80 columns; empty where no effect was split.
#[must_use]
pub fn attribution_table(attributed: &Attributed<'_>) -> Screen {
    let mut text = Screen::default();
    for &(name, _, attribution) in &attributed.plans {
        text.heading(&format!("What each part of {name} does"));
        if attribution.names.is_empty() {
            text.paragraph(
                [0, 0],
                "It changes nothing that happens: names, seeds, targets and budgets have no effect.",
            );
        } else {
            table(&mut text, attributed, name, attribution);
        }
    }
    text
}

fn table(text: &mut Screen, attributed: &Attributed<'_>, name: &str, attribution: &Attribution) {
    let splits = attribution.splits.iter();
    let heads: Vec<[String; 2]> = splits.map(|split| headline_words(attributed.base, split.headline)).collect();
    for line in [0, 1] {
        row(text, "", heads.iter().map(|head| head[line].clone()));
    }
    let columns: Vec<Added> = attribution.splits.iter().map(Added::new).collect();
    row(text, &base_words(attribution), columns.iter().map(Added::base));
    for (part, name) in attribution.names.iter().enumerate() {
        let cell = |(added, split): (&Added, &Split)| {
            let error = range_of_error(added, &split.parts[part]);
            format!("{}{error}", added.part(part))
        };
        row(text, &format!("  {name}"), columns.iter().zip(&attribution.splits).map(cell));
    }
    let whole = |(added, split): (&Added, &Split)| format!("{}{}", added.whole(), range_of_error(added, &split.whole));
    row(text, "  all together", columns.iter().zip(&attribution.splits).map(whole));
    row(text, name, columns.iter().map(Added::alternative));
    text.paragraph([0, 0], &format!("{} ±: two standard errors.", how(attributed, attribution)));
}

/// What the row of the base is called: its means are of these futures.
pub(super) fn base_words(attribution: &Attribution) -> String {
    format!("Base, {}", words::counted(attribution.replications, "future", "futures"))
}

/// A row: its label, on lines of its own where it is too long, then cells.
fn row(text: &mut Screen, label: &str, cells: impl Iterator<Item = String>) {
    let mut row = String::new();
    if label.chars().count() > LABEL - 1 {
        let indent = label.len() - label.trim_start().len();
        text.paragraph([indent; 2], label);
        let _ = write!(row, "{:LABEL$}", "");
    } else {
        let _ = write!(row, "{label:LABEL$}");
    }
    for cell in cells {
        let _ = write!(row, "{cell:CELL$} ");
    }
    text.line(&row);
}

/// The files of plans whose effects were split: all of them in one table, and a picture of each that has parts.
///
/// # Errors
/// [`OutputError`] when a table cannot be encoded or a chart not be drawn.
pub(super) fn attribution_files(attributed: &Attributed<'_>) -> Result<Vec<OutputFile>, OutputError> {
    if attributed.plans.is_empty() {
        return Ok(Vec::new());
    }
    let file = OutputFile::new("attribution.csv", rows(attributed).csv()?);
    #[cfg(feature = "charts")]
    let pictures = super::waterfalls::all(attributed)?;
    #[cfg(not(feature = "charts"))]
    let pictures = Vec::new();
    Ok(std::iter::once(file).chain(pictures).collect())
}

/// What each part of each plan does.
pub(super) fn rows<'a>(attributed: &'a Attributed<'_>) -> Rows<'a> {
    const HEADER: [&str; 12] = [
        "alternative",
        "headline",
        "part",
        "address",
        "unit",
        "n_defined",
        "mean",
        "mc_error",
        "p10",
        "p90",
        "whole",
        "orders",
    ];
    let rows = attributed.plans.iter().flat_map(|&(name, _, attribution)| {
        attribution.splits.iter().flat_map(move |split| {
            let parts = attribution.names.iter().zip(&attribution.addresses).zip(&split.parts);
            parts.map(move |((part, address), statistic)| {
                let figure = |value: f64| Cell::Number(value, split.unit(), Sense::Change);
                let (low, high) = statistic.range80();
                vec![
                    name.into(),
                    split.headline.id().into(),
                    part.as_str().into(),
                    address.as_str().into(),
                    names::unit_cell(split.unit()),
                    Cell::Whole(statistic.n_defined),
                    figure(statistic.mean),
                    Cell::error(statistic.mc_error, split.unit()),
                    figure(low),
                    figure(high),
                    figure(split.whole.mean),
                    attribution.orders.map_or("all".to_owned(), |orders| orders.to_string()).into(),
                ]
            })
        })
    });
    Rows::new(&HEADER, rows)
}
