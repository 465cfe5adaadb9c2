//! The measures as a document, from their entries.

use std::fmt::Write as _;

use super::registry::MEASURES;
use super::{Better, Measure, Read, YearOf};

/// Every measure as a Markdown table: `docs/measures.md`.
#[must_use]
pub fn document() -> String {
    let mut text = String::from(
        "# Measures\n\n\
         Made from the entries in `src/measures/registry.rs`; do not edit it by hand. `BLESS=1 cargo test --test documents` \
         writes it anew.\n\n\
         A measure is told at the opening (stocks and ratios), for every month and for every financial year (April to \
         March). Rates are fractions. A ratio with nothing below is missing, not zero. The rates of the service count \
         the teams with `in_ratios`, all unless the scenario says otherwise.\n\n\
         | measure | name | unit | better | told for | a year is | definition |\n|---|---|---|---|---|---|---|\n",
    );
    for measure in MEASURES {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} | {} | {} |",
            measure.id,
            measure.label,
            measure.unit.words(),
            better(measure.better),
            scopes(measure),
            year(measure.year),
            measure.doc
        );
    }
    text
}

/// Which way is better, in a word; empty where neither is.
pub(crate) fn better(better: Better) -> &'static str {
    match better {
        Better::Lower => "lower",
        Better::Higher => "higher",
        Better::Neither => "",
    }
}

/// What a financial year of a measure is.
pub(crate) fn year(year: YearOf) -> &'static str {
    match year {
        YearOf::Sum => "the sum of its months",
        YearOf::Mean => "the mean of its months",
        YearOf::RatioOfSums => "the ratio of its sums",
        YearOf::Last => "its last month",
    }
}

fn scopes(measure: &Measure) -> String {
    let words: Vec<&str> = measure
        .reads
        .iter()
        .map(|read| match read {
            Read::Team(_) | Read::TeamRatio(..) => "service, teams",
            Read::CaseTeam(_) | Read::CaseTeamRatio(..) => "service, teams that hold cases",
            Read::Service(_) | Read::Demand(_) | Read::StageRole(..) | Read::RoleRatio(..) => "service",
            Read::Route(_) => "routes",
            Read::Stage(_) => "case stages",
            Read::Line => "cost lines",
        })
        .collect();
    words.join("; ")
}
