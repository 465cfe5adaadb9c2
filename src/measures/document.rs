//! The documentation of the measures, generated from the registry.

use std::fmt::Write as _;

use super::registry::MEASURES;
use super::{Better, Measure, Read, YearOf};

/// All measures as a Markdown document: `docs/measures.md`.
#[must_use]
pub fn document() -> String {
    let mut text = String::from(
        "# Measures\n\n\
         Generated from the entries in `src/measures/registry.rs`; do not edit by hand. Run `BLESS=1 cargo test --test \
         documents` to regenerate it.\n\n\
         Every measure is reported for each month and each financial year (April to March); stocks and ratios are also \
         reported at the opening. Rates are fractions. A ratio with a zero denominator is missing, not zero. Rates for \
         the service cover the teams with `in_ratios`, which are all teams unless the scenario states otherwise.\n\n\
         | measure | name | unit | better | reported for | yearly value | definition |\n|---|---|---|---|---|---|---|\n",
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

/// The better direction in one word; empty if neither is better.
pub(crate) fn better(better: Better) -> &'static str {
    match better {
        Better::Lower => "lower",
        Better::Higher => "higher",
        Better::Neither => "",
    }
}

/// How the months of a measure are aggregated to a financial year.
pub(crate) fn year(year: YearOf) -> &'static str {
    match year {
        YearOf::Sum => "sum of months",
        YearOf::Mean => "mean of months",
        YearOf::RatioOfSums => "ratio of sums",
        YearOf::Last => "last month",
    }
}

fn scopes(measure: &Measure) -> String {
    let words: Vec<&str> = measure
        .reads
        .iter()
        .map(|read| match read {
            Read::Team(_) | Read::PostsThatFollow(_) | Read::TeamRatio(..) => "service, teams",
            Read::PricedPosts(_) => "service, teams (with a price of posts)",
            Read::OnCosts(_) => "service, teams (with on-costs)",
            Read::TeamAlone(_) => "teams",
            Read::CaseTeam(_) | Read::CaseTeamRatio(..) => "service, teams that hold cases",
            Read::SpanOfControl(..)
            | Read::Service(_)
            | Read::Demand(_)
            | Read::StageRole(..)
            | Read::RoleRatio(..) => "service",
            Read::Route(_) => "routes",
            Read::Stage(_) => "case stages",
            Read::Line => "cost lines",
            Read::Overspend => "service, teams (with a budget)",
            Read::Response(_) => "responses",
        })
        .collect();
    words.join("; ")
}
