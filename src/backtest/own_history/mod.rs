//! Back-tests of one council: its staff list, opened at the beginning of past quarters with nothing later.
//!
//! [`known`] has what the list shows of a month, and what it showed at an earlier one.

mod known;
#[cfg(test)]
mod tests;

use super::error::UnopenedHistory;
use super::measure::ScoredMeasure;
use super::simulation::{Forecasts, OpenedScenario, simulate};
use super::{
    Backtest, BacktestError, BacktestSource, BacktestSpan, ForecastHorizon, ForecastOrigin, ForecastOutcome,
    OwnHistory, QuarterSpan, ScoredForecast, scores,
};
use crate::import::staff_list::{PooledRates, StaffList};
use crate::import::without_blanks;
use crate::run::Options;
use crate::units::Month;
use known::KnownHistory;

/// Months of history that the first origin has, from when on the list has everybody who left: an assumption. Rates count the experience of
/// up to three years.
const HISTORY_MONTHS: i32 = 24;

/// Months in a quarter.
const QUARTER: i32 = 3;

/// The shortest run, months: a scenario has a budget for the next financial year, which must begin within it.
const FEWEST_MONTHS: u32 = 24;

/// The code of the council in files.
const CODE: &str = "staff-list";

/// Opens a council's staff list at the beginning of past quarters (January, April, July and October), runs each opening and scores what the
/// list shows to have happened afterwards.
///
/// What a list does not say has a stated default: see [`StaffOpening`](crate::import::staff_opening::StaffOpening). `files` are the list and
/// its digest, for the record.
///
/// # Errors
/// [`BacktestError`] if no quarter can be opened and scored, or the run was stopped.
pub fn own_history(
    list: &StaffList,
    quarters: QuarterSpan,
    span: BacktestSpan,
    files: Vec<(String, String)>,
    options: &Options<'_>,
) -> Result<Backtest, BacktestError> {
    let name = span.authority.clone().unwrap_or_else(|| "Children's social work".to_owned());
    let (origins, history) = origins(list, quarters, &span)?;
    let texts = scenarios(list, &origins, &name, span.months().max(FEWEST_MONTHS))?;
    let openings: Vec<OpenedScenario<'_>> = origins
        .iter()
        .zip(&texts)
        .map(|(&month, text)| OpenedScenario { code: CODE, name: &name, origin: ForecastOrigin::Month(month), text })
        .collect();
    let forecasts = simulate(&openings, &span, options)?;
    let after = KnownHistory::new(list, history.until, quarters.from);
    let outcomes: Vec<ForecastOutcome> = origins
        .iter()
        .flat_map(|&month| {
            let before = KnownHistory::new(list, month, quarters.from);
            outcomes(&before, &after, &name, &span.horizons, &forecasts)
        })
        .collect();
    if outcomes.is_empty() {
        return Err(UnopenedHistory::NothingKnown(origins.first().copied().unwrap_or(history.until)).into());
    }
    let scores = scores::scores(&outcomes, &[]);
    let (replications, source) = (options.replications, BacktestSource::OwnHistory(history));
    Ok(Backtest { span, source, replications, files, outcomes, in_advance: Vec::new(), scores })
}

/// The quarters to open, and what the list shows.
fn origins(
    list: &StaffList,
    quarters: QuarterSpan,
    span: &BacktestSpan,
) -> Result<(Vec<Month>, OwnHistory), UnopenedHistory> {
    let until = quarters.until.or_else(|| list.month_after_latest_start()).ok_or(UnopenedHistory::NoRows)?;
    if !list.has_permanent() {
        return Err(UnopenedHistory::NoPermanent);
    }
    let recorded_from = list.recorded_from(until, false);
    let first = match (quarters.from, recorded_from) {
        (Some(from), _) => quarter_from(from),
        (None, Some(recorded)) => quarter_from(recorded.plus(HISTORY_MONTHS)),
        (None, None) => return Err(UnopenedHistory::NoLeavers(until)),
    };
    let shortest = span.horizons.iter().map(|horizon| horizon.months()).min().unwrap_or(0);
    let all = quarters_between(first, until.plus(-(shortest as i32)));
    if all.is_empty() {
        return Err(match (quarters.from, recorded_from) {
            (None, Some(recorded_from)) => UnopenedHistory::TooShort { recorded_from, first, until },
            _ => UnopenedHistory::NothingLater(first, until, shortest),
        });
    }
    let origins: Vec<Month> = all.into_iter().filter(|&month| list.permanent_heads(month) > 0).collect();
    let &start = origins.first().ok_or(UnopenedHistory::NobodyInPost(first))?;
    let series = quarters_between(start, until).into_iter();
    let history = OwnHistory {
        recorded_from,
        agency_recorded_from: list.recorded_from(until, true),
        until,
        permanent: series.map(|month| (month, list.permanent_fte(month))).collect(),
        cautions: cautions(list, &origins, recorded_from, until),
        notes: notes(list),
    };
    Ok((origins, history))
}

/// The first quarter that begins with a month or later.
fn quarter_from(month: Month) -> Month {
    let within = month.index_in_year() as i32 % QUARTER;
    month.plus((QUARTER - within) % QUARTER)
}

/// A quarter and those after it, until a month.
fn quarters_between(first: Month, until: Month) -> Vec<Month> {
    let last = until.since(first).div_euclid(QUARTER);
    (0..=last).map(|n| first.plus(QUARTER * n)).collect()
}

/// What makes the scores worth less.
fn cautions(list: &StaffList, origins: &[Month], recorded_from: Option<Month>, until: Month) -> Vec<String> {
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
fn notes(list: &StaffList) -> Vec<String> {
    let unplaced = list.unplaced.len();
    let rows = (unplaced > 0).then(|| format!("{unplaced} of {} rows cannot be placed and are left out", list.rows()));
    list.notes.iter().cloned().chain(rows).collect()
}

/// The scenario of each quarter, as `import staff` writes it, with a default in place of each blank.
fn scenarios(list: &StaffList, origins: &[Month], name: &str, months: u32) -> Result<Vec<String>, UnopenedHistory> {
    let open = |&month: &Month| {
        let opening = list.opening_at(month).map_err(|error| UnopenedHistory::Unusable(month, error.to_string()))?;
        Ok(without_blanks(&opening.for_backtest().scenario(name, months)))
    };
    origins.iter().map(open).collect()
}

/// Every figure that was forecast from an origin and is known. `before` is what was known there, `after` what is known now.
fn outcomes(
    before: &KnownHistory<'_>,
    after: &KnownHistory<'_>,
    name: &str,
    horizons: &[ForecastHorizon],
    forecasts: &Forecasts,
) -> Vec<ForecastOutcome> {
    let month = before.until();
    let origin = ForecastOrigin::Month(month);
    let of = |(horizon, measure): (ForecastHorizon, ScoredMeasure)| {
        let sample = forecasts.get(&(CODE.to_owned(), origin, horizon))?[measure as usize].as_ref()?;
        let factor = measure.factor_of_one_council();
        let observed = factor * after.forecast_value(measure, origin.end(horizon), horizon);
        let has_last = measure.scale().of(before.value(measure, month)).is_finite();
        if !observed.is_finite() || !has_last {
            return None;
        }
        let scored = |sample| ScoredForecast::new(&sample, observed);
        let no_change = before.no_change(measure, horizon).map(|sample| scored(sample.times(factor)));
        Some(ForecastOutcome {
            code: CODE.to_owned(),
            name: name.to_owned(),
            permanent: before.value(ScoredMeasure::PermanentFte, month),
            origin,
            horizon,
            measure,
            observed,
            forecasts: [Some(scored(sample.times(factor))), None, no_change, None, None],
        })
    };
    let all = horizons.iter().flat_map(|&horizon| ScoredMeasure::ALL.map(|measure| (horizon, measure)));
    all.filter_map(of).collect()
}
