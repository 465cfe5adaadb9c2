//! What each part of a plan does: the table on screen, the file, the pictures.

use std::fmt::Write as _;

use super::added::{Added, range_of_error};
use crate::compare::{Attribution, NotSplit, Split, Study};
use crate::content::cell::{Cell, Sense};
use crate::content::rows::Rows;
use crate::content::{names, words};
use crate::measures::Measure;
use crate::plan::Plan;
use crate::render::text::screen::Screen;
use crate::render::{OutputFile, RenderError};
use crate::run::RunHeadline;

const LABEL: usize = 28;
const CELL: usize = 17;

/// What a headline is called: `Agency rate, end of Jul 2019`, `Cost over the run`.
pub(crate) fn headline_words(plan: &Plan, headline: RunHeadline) -> [String; 2] {
    let label = Measure::find(headline.measure()).map_or(headline.measure(), |measure| measure.label);
    let when = match headline {
        RunHeadline::AgencyRateAtEnd => format!("end of {}", plan.scenario().end()),
        RunHeadline::Caseload | RunHeadline::Cost => "over the run".to_owned(),
    };
    [label.to_owned(), when]
}

/// How a split was made, in words.
pub(crate) fn how(study: &Study, attribution: &Attribution) -> String {
    let futures = if attribution.replications < study.replications() {
        format!(
            "Means of the first {} of {} futures, which differ a little from the means of all.",
            words::whole(attribution.replications),
            words::whole(study.replications())
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

/// What each part of each plan does, as tables of at most 80 columns, and which effects are not split for what reason.
pub(crate) fn attributions(text: &mut Screen, study: &Study) {
    for (one, attribution) in study.split_alternatives() {
        let name = &one.name;
        text.heading(&format!("What each part of {name} does"));
        if attribution.names.is_empty() {
            text.paragraph(
                [0, 0],
                "It changes nothing that happens: names, seeds, targets and budgets have no effect.",
            );
        } else {
            table(text, study, name, attribution);
        }
    }
    for (one, reason) in study.unsplit_alternatives() {
        if let Some(words) = unsplit_words(&one.name, reason) {
            text.line("");
            text.paragraph([0, 0], &words);
        }
    }
}

/// Why the effect of a plan is not split; `None` where there is nothing to say of that.
fn unsplit_words(name: &str, reason: &NotSplit) -> Option<String> {
    match reason {
        NotSplit::NotAsked | NotSplit::OnePart => None,
        NotSplit::TooManyEdits { .. } => Some(format!("The effect of {name} is not split between parts: {reason}.")),
        NotSplit::ManyParts { parts, scenarios } => Some(format!(
            "{name} has {parts} parts; `--attribution` splits its effect between them ({scenarios} scenarios)."
        )),
    }
}

fn table(text: &mut Screen, study: &Study, name: &str, attribution: &Attribution) {
    let splits = attribution.splits.iter();
    let heads: Vec<[String; 2]> =
        splits.map(|split| headline_words(study.base.summary.plan(), split.headline)).collect();
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
    text.paragraph([0, 0], &format!("{} ±: two standard errors.", how(study, attribution)));
}

/// What the row of the base is called: its means are of these futures.
pub(crate) fn base_words(attribution: &Attribution) -> String {
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
/// [`RenderError`] when a table cannot be encoded or a chart not be drawn.
pub(crate) fn attribution_files(study: &Study) -> Result<Vec<OutputFile>, RenderError> {
    if study.split_alternatives().next().is_none() {
        return Ok(Vec::new());
    }
    let file = OutputFile::new("attribution.csv", rows(study).csv()?);
    #[cfg(feature = "charts")]
    let pictures = super::waterfalls::all(study)?;
    #[cfg(not(feature = "charts"))]
    let pictures = Vec::new();
    Ok(std::iter::once(file).chain(pictures).collect())
}

/// What each part of each plan does.
pub(crate) fn rows<'a>(study: &'a Study) -> Rows<'a> {
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
    let rows = study.split_alternatives().flat_map(|(one, attribution)| {
        attribution.splits.iter().flat_map(move |split| {
            let parts = attribution.names.iter().zip(&attribution.addresses).zip(&split.parts);
            parts.map(move |((part, address), statistic)| {
                let figure = |value: f64| Cell::Number(value, split.unit(), Sense::Change);
                let (low, high) = statistic.range80();
                vec![
                    one.name.as_str().into(),
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
