//! What makes the scores of one council worth less, and what was taken for granted.

use super::known::KnownHistory;
use super::{HistorySources, quarters_between};
use crate::backtest::measure::ScoredMeasure;
use crate::import::ImportError;
use crate::import::staff_list::{PooledRates, StaffList};
use crate::units::Month;

/// What makes the scores worth less.
pub(super) fn cautions(list: &StaffList, origins: &[Month], recorded_from: Option<Month>, until: Month) -> Vec<String> {
    let mut cautions = Vec::new();
    let is_unrecorded = |month: &&Month| recorded_from.is_none_or(|recorded| **month < recorded);
    let unrecorded = origins.iter().filter(is_unrecorded).count();
    if unrecorded > 0 {
        let since = recorded_from.map_or_else(
            || "The list has nobody who left".to_owned(),
            |recorded| format!("The list has those who left from {recorded} on"),
        );
        cautions.push(format!(
            "{since}: {unrecorded} of the {} quarters begin before that with only those who stayed, and what is scored from them is not what \
             happened.",
            origins.len()
        ));
    }
    if list.agency_heads(until) > 0 && list.recorded_from(until, true).is_none() {
        cautions.push(
            "The list has agency workers, but none who left: of the past it has only those who stayed, so agency staff are not scored.".to_owned(),
        );
    }
    let early: Vec<&Month> =
        origins.iter().filter(|&&month| PooledRates::known_at(month).is_later_than(month)).collect();
    if let [first, ..] = early[..] {
        let census = PooledRates::known_at(*first);
        cautions.push(format!(
            "{} of the {} quarters begin before the first pooled rates were published: those of {} are used, which were not known then.",
            early.len(),
            origins.len(),
            census.year
        ));
    }
    cautions
}

/// What was taken for granted in reading the list.
pub(super) fn notes(list: &StaffList) -> Vec<String> {
    let unplaced = list.unplaced.len();
    let rows = (unplaced > 0).then(|| format!("{unplaced} of {} rows cannot be placed and are left out", list.rows()));
    list.notes.iter().cloned().chain(rows).collect()
}

/// What makes scores of caseloads worth less. `without_cases` is why some quarters have no cases.
pub(super) fn cautions_on_cases(
    sources: &HistorySources<'_>,
    origins: &[Month],
    without_cases: &[ImportError],
) -> Result<Vec<String>, ImportError> {
    let reports = |measure| sources.reported.is_some_and(|reported| reported.has(measure));
    let mut cautions = Vec::new();
    match without_cases {
        [] => {}
        [why, ..] if without_cases.len() == origins.len() => return Err(why.clone()),
        [why, ..] => cautions.push(format!(
            "{} of the {} quarters have no cases, so no caseload is forecast from them: {why} (a census counts from the March after it, when it is \
             published).",
            without_cases.len(),
            origins.len()
        )),
    }
    if sources.cases.is_none() && reports(ScoredMeasure::Caseload) {
        cautions.push(
            "Caseload is reported and not scored: without published tables (--dfe) the scenarios have no cases."
                .to_owned(),
        );
    }
    if reports(ScoredMeasure::AgencyRate) && origins.iter().all(|&month| sources.list.agency_heads(month) == 0) {
        cautions.push("The agency rate is reported and not scored: the list has no agency workers.".to_owned());
    }
    Ok(cautions)
}

/// What is scored as reported, and how far the reported agency rate is from that of the list, with which the scenarios open.
pub(super) fn notes_on_reported(
    sources: &HistorySources<'_>,
    after: &KnownHistory<'_>,
    origins: &[Month],
) -> Vec<String> {
    let reports = |measure| sources.reported.filter(|reported| reported.has(measure));
    let mut notes = Vec::new();
    if reports(ScoredMeasure::Caseload).is_some() && sources.cases.is_some() {
        notes.push(
            "The caseload is the reported one, at the end of the month before; scenarios open with it. Referrals and the share of staff who \
             hold cases are those of the DfE's tables that were published by then"
                .to_owned(),
        );
    }
    if let (Some(reported), Some(&first)) = (reports(ScoredMeasure::AgencyRate), origins.first()) {
        let apart = quarters_between(first, after.until()).into_iter().map(|month| {
            reported.at(ScoredMeasure::AgencyRate, month) - after.listed(ScoredMeasure::AgencyRate, month)
        });
        let apart: Vec<f64> = apart.filter(|apart| apart.is_finite()).collect();
        let mean = 100.0 * apart.iter().sum::<f64>() / apart.len() as f64;
        let beside = if apart.is_empty() {
            "the list has none to compare it with".to_owned()
        } else {
            let side = if mean < 0.0 { "below" } else { "above" };
            format!("on average {:.1} points {side} that of the list in {} quarters", mean.abs(), apart.len())
        };
        notes.push(format!(
            "The agency rate is the reported one: {beside}. Scenarios open with the agency workers of the list"
        ));
    }
    notes
}
