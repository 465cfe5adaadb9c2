//! The effect of each part of a plan: wording and table.

use crate::compare::{Attribution, NotSplit, Study};
use crate::content::cell::{Cell, NumberRole};
use crate::content::rows::Rows;
use crate::content::{series_names, words};

/// A description of how the effect was split.
pub(crate) fn how(study: &Study, attribution: &Attribution) -> String {
    let futures = if attribution.replications < study.replications() {
        format!(
            "Means of the first {} of {} futures, which differ slightly from the means of all futures.",
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
            "{futures} A part's effect is what it adds, averaged over a sample of {orders} orders in which the \
             parts can be added (sampled Shapley values), so that the parts add up."
        ),
    }
}

/// Why the effect of a plan is not split; `None` if no explanation is needed.
pub(crate) fn unsplit_words(name: &str, reason: &NotSplit) -> Option<String> {
    match reason {
        NotSplit::NotAsked | NotSplit::OnePart => None,
        NotSplit::TooManyEdits { .. } => Some(format!("The effect of {name} is not split between parts: {reason}.")),
        NotSplit::ManyParts { parts, scenarios } => Some(format!(
            "{name} has {parts} parts; use `--attribution` to split its effect between them ({scenarios} scenarios)."
        )),
    }
}

/// The label of the base row, with the number of futures averaged.
pub(crate) fn base_words(attribution: &Attribution) -> String {
    format!("Base, {}", words::counted(attribution.replications, "future", "futures"))
}

/// The effect of each part of each plan.
pub(crate) fn rows(study: &Study) -> Rows<'_> {
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
                let figure = |value: f64| Cell::Number(value, split.unit(), NumberRole::Change);
                let (low, high) = statistic.range80();
                vec![
                    one.name.as_str().into(),
                    split.headline.id().into(),
                    part.as_str().into(),
                    address.as_str().into(),
                    series_names::unit_cell(split.unit()),
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
