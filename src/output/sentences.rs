//! What a run says in words: targets, reported figures, what to look out for.

use super::words;
use crate::measures::YearOf;
use crate::plan::Calendar;
use crate::scenario::{Given, Reported, Scenario, Target, When};
use crate::summary::{Statistic, Summary};
use crate::units::{Month, Unit};

/// A target in words: `agency rate at most 25% at the end of Mar 2017`.
pub(crate) fn target_words(scenario: &Scenario, target: &Target) -> String {
    target_with(scenario, target, |month| month.to_string())
}

/// The same with its month written out, for running text.
#[cfg(feature = "report")]
pub(crate) fn target_in_full(scenario: &Scenario, target: &Target) -> String {
    target_with(scenario, target, words::month)
}

fn target_with(scenario: &Scenario, target: &Target, written: impl Fn(Month) -> String) -> String {
    let Some(series) = target.series else { return target.id.clone() };
    let team = series.team.map(|team| format!(" of {}", scenario.teams[team].name)).unwrap_or_default();
    let limit = words::value(target.limit, series.measure.unit);
    let bound = if target.at_most { "at most" } else { "at least" };
    let when = match target.when {
        When::By(month) if series.measure.year == YearOf::Sum => format!("in the month of {}", written(month)),
        When::By(month) => format!("at the end of {}", written(month)),
        When::From(month) => format!("in every month from {}", written(month)),
        When::Year(year) => format!("over {year}"),
    };
    format!("{}{team} {bound} {limit} {when}", words::in_sentence(series.measure))
}

/// A budget in words: `all costs in 2016-17: £5.50m`.
pub(crate) fn budget_words(summary: &Summary<'_>, budget: usize) -> Option<String> {
    let scenario = summary.plan().scenario();
    let budget = &scenario.budgets[budget];
    let year = budget.year?;
    let team = budget.team.map(|team| scenario.teams[team].name.as_str());
    let scope: Vec<&str> = team.into_iter().chain(budget.line.map(crate::measures::CostLine::label)).collect();
    let scope = if scope.is_empty() { "all costs".to_owned() } else { scope.join(", ") };
    let covered = summary.plan().calendar().covered_of(year);
    let months = words::counted(covered as u64, "month", "months");
    let part = if covered < 12 { format!(" (of which {months} simulated)") } else { String::new() };
    Some(format!("{scope} in {year}{part}: {}", words::value(budget.amount, Unit::Pounds)))
}

/// A financial year, and how many of its months the run has if not all: `2015-16 (4 months)`.
pub(crate) fn year_words(calendar: &Calendar, year: usize) -> String {
    let part = match calendar.months_covered(year) {
        12 => String::new(),
        covered => format!(" ({})", words::counted(covered as u64, "month", "months")),
    };
    format!("{}{part}", calendar.years[year])
}

/// What the run says of a reported figure.
pub(crate) fn reported_statistic<'s>(summary: &'s Summary<'_>, one: &Reported) -> Option<(&'s Statistic, Month)> {
    let month = one.month?;
    let index = summary.find(one.series?)?;
    let at = month.since(summary.plan().calendar().start).max(0) as usize;
    Some((summary.month(at, index), month))
}

/// How many inputs the scenario gives, and how many of them are assumptions: `116 inputs: 47 from sources, 69 assumptions`.
pub(crate) fn inputs_note(scenario: &Scenario) -> String {
    let Given { all, assumed, unsourced } = scenario.inputs.given();
    let whole = |number: usize| words::whole(number as u64);
    let inputs = words::counted(all as u64, "input", "inputs");
    let assumptions = words::counted(assumed as u64, "assumption", "assumptions");
    let without =
        if unsourced == 0 { String::new() } else { format!(", {} of them without a source", whole(unsourced)) };
    format!("{inputs}: {} from sources, {assumptions}{without}", whole(all - assumed))
}

/// Teams with cases that have no worker, and whether the futures are few.
pub(crate) fn watch_notes(summary: &Summary<'_>) -> Vec<String> {
    let scenario = summary.plan().scenario();
    let calendar = summary.plan().calendar();
    let mut notes = Vec::new();
    for (index, one) in summary.plan().series().iter().enumerate() {
        let series = one.series;
        let (Some(team), "unallocated") = (series.team, series.measure.id) else { continue };
        let first = |percentile: usize| {
            (0..calendar.months).find(|&month| summary.month(month, index).percentiles[percentile] > 0.0)
        };
        let how_many = [(3, "half of the futures"), (4, "a quarter of the futures"), (5, "a tenth of the futures")];
        if let Some((month, share)) = how_many.iter().find_map(|&(p, share)| Some((first(p)?, share))) {
            let name = &scenario.teams[team].name;
            let month = calendar.month(month as i32);
            let many = |p: usize| words::value(summary.month(calendar.months - 1, index).percentiles[p], Unit::Cases);
            let later = if many(5) == "0" {
                String::new()
            } else {
                let (tenth, twentieth) = (many(5), many(6));
                format!(
                    "\n    In {}, one future in ten has {tenth} or more, one in twenty {twentieth}.",
                    scenario.end()
                )
            };
            notes.push(format!("{name}: cases without a worker in {share}, first in {month}.{later}"));
        }
    }
    if summary.replications() < 1_000 {
        let futures = words::counted(summary.replications(), "future", "futures");
        notes.push(format!("Only {futures}: ranges and likelihoods are rough; 10,000 make them firm."));
    }
    notes
}
