//! How precise a run's figures are, given that the number of futures is limited: one sentence, and a record for programs.

use serde::Serialize;

use super::cell::rounded;
use super::sentences::{budget_words, target_words};
use super::words;
use crate::summary::{
    HeadlinePrecision, Precision, PrecisionKind, PrecisionReached, PrecisionSubject, Statistic, Summary,
};
use crate::units::Unit;

/// Standard errors on either side in a 95% interval.
pub(super) const ERRORS_95: f64 = 1.96;

/// The precision of a run for programs.
#[derive(Serialize)]
pub(crate) struct PrecisionRecord {
    /// The sentence on screen.
    words: String,
    /// The greatest distance of a likelihood from that of endless futures, 95%; none without targets and budgets.
    likelihoods_within: Option<f64>,
    /// If the run stopped by itself: what it was to know, and what it knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped: Option<StoppedRecord>,
}

/// How a run that stops by itself ended.
#[derive(Serialize)]
pub(crate) struct StoppedRecord {
    limit: u64,
    is_complete: bool,
    headlines: Vec<HeadlinePrecisionRecord>,
}

#[derive(Serialize)]
struct HeadlinePrecisionRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<String>,
    kind: &'static str,
    headline: String,
    /// Distances and figures in the unit of the headline; shares from 0 to 1.
    asked: f64,
    estimate: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    is_resolved: bool,
}

/// The precision of a run's figures; `None` for a single future, which says nothing of it.
pub(crate) fn record(summary: &Summary) -> Option<PrecisionRecord> {
    Some(PrecisionRecord {
        words: sentence(summary)?,
        likelihoods_within: likelihoods_within([summary]).and_then(|within| rounded(within, Unit::Probability)),
        stopped: summary.precision().map(|reached| stopped_record(reached, |_| Some(summary))),
    })
}

/// How precise the figures of a run are: `Likelihoods are within ±1.0 points (95%).` `None` for a single future.
pub(crate) fn sentence(summary: &Summary) -> Option<String> {
    if let Some(reached) = summary.precision() {
        return Some(stopped(reached, summary.replications(), |_| Some(summary)));
    }
    if let Some(points) = likelihoods_within([summary]) {
        return Some(likelihoods_words(points));
    }
    let error = summary.end(summary.service_series("agency_rate")?)?.known_error()?;
    let points = words::amount(ERRORS_95 * error, Unit::Share);
    Some(format!("The mean agency rate in {} is within ±{points} (95%).", summary.plan().scenario().end()))
}

/// `Likelihoods are within ±1.0 points (95%).`
pub(super) fn likelihoods_words(within: f64) -> String {
    format!("Likelihoods are within ±{} (95%).", words::amount(within, Unit::Probability))
}

/// The greatest distance of a likelihood of these runs from that of endless futures, 95%; `None` without likelihoods, and for a single future.
pub(super) fn likelihoods_within<'s>(runs: impl IntoIterator<Item = &'s Summary>) -> Option<f64> {
    let all = runs.into_iter().flat_map(|summary| {
        let scenario = summary.plan().scenario();
        let targets = (0..scenario.targets.len()).filter_map(|target| summary.target(target));
        targets.chain((0..scenario.budgets.len()).filter_map(|budget| summary.overspend(budget)))
    });
    all.filter_map(likelihood_within).reduce(f64::max)
}

/// The distance of a likelihood from that of endless futures, 95%: 1.96 standard errors, and at least 3 / n, the bound where something
/// was seen in no future or in all (the rule of three: Hanley and Lippman-Hand, *JAMA* 249, 1983).
fn likelihood_within(of: &Statistic) -> Option<f64> {
    let three = 3.0 / of.n_defined as f64;
    of.known_error().map(|error| (ERRORS_95 * error).max(three).min(1.0))
}

/// Number of headlines named that are not known as precisely as asked.
const SHOWN: usize = 3;

/// How a run that stops by itself ended; `of` returns the summary of a plan.
pub(super) fn stopped<'s>(
    reached: &PrecisionReached,
    futures: u64,
    of: impl Fn(Option<&str>) -> Option<&'s Summary>,
) -> String {
    let unresolved: Vec<&HeadlinePrecision> = reached.unresolved().collect();
    if unresolved.is_empty() {
        let futures = words::counted(futures, "future", "futures");
        return format!("Stopped at {futures}: {} (95%, whenever one looks).", asked_words(&reached.asked));
    }
    let name = |one: &&HeadlinePrecision| of(one.plan.as_deref()).map(|summary| unresolved_words(summary, one));
    let mut names: Vec<String> = unresolved.iter().take(SHOWN).filter_map(name).collect();
    if unresolved.len() > SHOWN {
        names.push(format!("and {} more", words::whole((unresolved.len() - SHOWN) as u64)));
    }
    let limit = words::counted(reached.limit, "future", "futures");
    format!("Stopped at the limit of {limit}. Not yet known as precisely as asked: {}.", names.join("; "))
}

/// What was asked for: `likelihoods are within ±1.0 points, agency rate is within ±0.5 points`.
fn asked_words(asked: &Precision) -> String {
    let each = asked.entries().map(|(kind, within)| {
        let what = match kind {
            PrecisionKind::Likelihood => "likelihoods are".to_owned(),
            PrecisionKind::Saving => "savings are".to_owned(),
            PrecisionKind::Measure(measure) => format!("{} is", words::in_sentence(measure)),
        };
        format!("{what} within ±{}", words::amount(within, kind.unit()))
    });
    each.collect::<Vec<_>>().join(", ")
}

/// A headline that is not known as precisely as asked: `agency rate in Mar 2019, ±0.7 points and not ±0.5 points`.
fn unresolved_words(summary: &Summary, one: &HeadlinePrecision) -> String {
    let unit = one.subject.kind().unit();
    let asked = words::amount(one.asked, unit);
    let known = if one.within().is_finite() { words::amount(one.within(), unit) } else { "?".to_owned() };
    let just = if known == asked { "just above " } else { "" };
    let plan = one.plan.as_ref().map_or(String::new(), |name| format!("{name}: "));
    format!("{plan}{}, {just}±{known} and not ±{asked}", subject_words(summary, one.subject))
}

/// A headline in words.
fn subject_words(summary: &Summary, subject: PrecisionSubject) -> String {
    let scenario = summary.plan().scenario();
    match subject {
        PrecisionSubject::Target(target) => target_words(scenario, &scenario.targets[target]),
        PrecisionSubject::Overspend(budget) => {
            format!("overspend of {}", budget_words(summary, budget).unwrap_or_default())
        }
        PrecisionSubject::AtEnd(measure) => format!("median {} in {}", words::in_sentence(measure), scenario.end()),
        PrecisionSubject::OverYear(measure, year) => format!("mean {} in {year}", words::in_sentence(measure)),
        PrecisionSubject::NetSaving => "net saving".to_owned(),
        PrecisionSubject::SavingAtEqualCapacity => "saving at equal capacity".to_owned(),
    }
}

/// The record of how a run that stops by itself ended; `of` returns the summary of a plan.
pub(super) fn stopped_record<'s>(
    reached: &PrecisionReached,
    of: impl Fn(Option<&str>) -> Option<&'s Summary>,
) -> StoppedRecord {
    let headline = |one: &HeadlinePrecision| {
        let unit = one.subject.kind().unit();
        let figure = |value: f64| value.is_finite().then(|| rounded(value, unit)).flatten();
        Some(HeadlinePrecisionRecord {
            plan: one.plan.clone(),
            kind: one.subject.kind().id(),
            headline: subject_words(of(one.plan.as_deref())?, one.subject),
            asked: one.asked,
            estimate: figure(one.estimate),
            low: figure(one.interval.0),
            high: figure(one.interval.1),
            is_resolved: one.is_resolved(),
        })
    };
    let headlines = reached.headlines.iter().filter_map(headline).collect();
    StoppedRecord { limit: reached.limit, is_complete: reached.is_complete(), headlines }
}
