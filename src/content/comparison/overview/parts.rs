//! The effect of each part of a plan, on screen.

use crate::compare::{Attribution, Split, Study};
use crate::content::comparison::attribution::{base_words, how, unsplit_words};
use crate::content::comparison::rounded_split::{RoundedSplit, range_of_error};
use crate::content::headlines::run_headline_words;
use crate::content::overview::{Overview, OverviewGrid};
use crate::content::words::Ranged;

/// The effect of each part of each plan, and the reasons why plans are not split.
pub(super) fn parts(text: &mut Overview, study: &Study) {
    for (one, attribution) in study.split_alternatives() {
        let name = &one.name;
        text.heading(format!("What each part of {name} does"));
        if attribution.names.is_empty() {
            text.paragraph(
                "Nothing it changes affects the simulation: names, seeds, targets and budgets have no effect.",
            );
        } else {
            table(text, study, name, attribution);
        }
    }
    for (one, reason) in study.unsplit_alternatives() {
        if let Some(words) = unsplit_words(&one.name, reason) {
            text.empty();
            text.paragraph(words);
        }
    }
}

const GRID: OverviewGrid = OverviewGrid::Parts;

fn table(text: &mut Overview, study: &Study, name: &str, attribution: &Attribution) {
    let splits = attribution.splits.iter();
    let heads: Vec<[String; 2]> =
        splits.map(|split| run_headline_words(study.base.summary.plan(), split.headline)).collect();
    for line in [0, 1] {
        text.row(GRID, "", heads.iter().map(|head| head[line].as_str().into()).collect());
    }
    let columns: Vec<RoundedSplit> = attribution.splits.iter().map(RoundedSplit::new).collect();
    text.row(GRID, base_words(attribution), cells(&columns, RoundedSplit::base));
    for (part, name) in attribution.names.iter().enumerate() {
        let cell = |(rounded_split, split): (&RoundedSplit, &Split)| {
            let error = range_of_error(rounded_split, &split.parts[part]);
            format!("{}{error}", rounded_split.part(part)).into()
        };
        text.part(GRID, name, columns.iter().zip(&attribution.splits).map(cell).collect());
    }
    let whole = |(rounded_split, split): (&RoundedSplit, &Split)| {
        format!("{}{}", rounded_split.whole(), range_of_error(rounded_split, &split.whole)).into()
    };
    text.part(GRID, "all together", columns.iter().zip(&attribution.splits).map(whole).collect());
    text.row(GRID, name, cells(&columns, RoundedSplit::alternative));
    text.paragraph(format!("{} ±: two standard errors.", how(study, attribution)));
}

fn cells(columns: &[RoundedSplit], of: fn(&RoundedSplit) -> String) -> Vec<Ranged> {
    columns.iter().map(|rounded_split| of(rounded_split).into()).collect()
}
