//! Back-tests of one council: its staff list, opened at the beginning of past quarters with nothing later.
//!
//! [`known`] has what the list shows of a month, and what it showed at an earlier one; [`reported`] what the council reports beside it.
//! [`mod@cautions`] says what makes the scores worth less.

mod cautions;
mod known;
mod reported;
#[cfg(test)]
mod tests;

use super::error::UnopenedHistory;
use super::measure::ScoredMeasure;
use super::simulation::{Forecasts, OpenedScenario, simulate};
use super::{
    Backtest, BacktestError, BacktestSource, BacktestSpan, ForecastHorizon, ForecastOrigin, ForecastOutcome,
    OwnHistory, QuarterSpan, ScoredForecast, scores,
};
use crate::import::staff_list::StaffList;
use crate::import::staff_opening::CaseTables;
use crate::import::{ImportError, without_blanks};
use crate::run::Options;
use crate::units::Month;
use cautions::{cautions, cautions_on_cases, notes, notes_on_reported};
use known::KnownHistory;

pub use reported::ReportedLevels;

/// Months of history that the first origin has, from when on the list has everybody who left: an assumption. Rates count the experience of
/// up to three years.
const HISTORY_MONTHS: i32 = 24;

/// Months in a quarter.
const QUARTER: i32 = 3;

/// The shortest run, months: a scenario has a budget for the next financial year, which must begin within it.
const FEWEST_MONTHS: u32 = 24;

/// The code of the council in files.
const CODE: &str = "staff-list";

/// What is known of one council.
#[derive(Clone, Copy, Debug)]
pub struct HistorySources<'s> {
    /// Its list of staff.
    pub list: &'s StaffList,
    /// What it reports each month, which is scored in place of the list's.
    pub reported: Option<&'s ReportedLevels>,
    /// The cases with which its scenarios open; without them caseloads are not forecast. Where a caseload is reported at an origin, it is the
    /// one at which the scenario opens.
    pub cases: Option<CaseTables<'s>>,
}

/// Opens a council's staff list at the beginning of past quarters (January, April, July and October), runs each opening and scores what the
/// list shows to have happened afterwards, and what the council reports.
///
/// What a list does not say has a stated default: see [`StaffOpening`](crate::import::staff_opening::StaffOpening). `files` are the list and
/// its digest, and those of what else was read, for the record.
///
/// # Errors
/// [`BacktestError`] if no quarter can be opened and scored, no quarter can have the cases that are asked for, or the run was stopped.
pub fn own_history(
    sources: HistorySources<'_>,
    quarters: QuarterSpan,
    span: BacktestSpan,
    files: Vec<(String, String)>,
    options: &Options<'_>,
) -> Result<Backtest, BacktestError> {
    let HistorySources { list, reported, .. } = sources;
    let name = span.authority.clone().unwrap_or_else(|| "Children's social work".to_owned());
    let (origins, mut history) = origins(list, quarters, &span)?;
    let (texts, without_cases) = scenarios(&sources, &origins, &name, span.months().max(FEWEST_MONTHS))?;
    let known = |month: Month| KnownHistory::new(list, reported, month, quarters.from);
    let after = known(history.until);
    history.cautions.extend(cautions_on_cases(&sources, &origins, &without_cases)?);
    history.notes.extend(notes_on_reported(&sources, &after, &origins));
    let openings: Vec<OpenedScenario<'_>> = origins
        .iter()
        .zip(&texts)
        .map(|(&month, text)| OpenedScenario { code: CODE, name: &name, origin: ForecastOrigin::Month(month), text })
        .collect();
    let forecasts = simulate(&openings, &span, options)?;
    let of_origin = |&month: &Month| outcomes(&known(month), &after, &name, &span.horizons, &forecasts);
    let outcomes: Vec<ForecastOutcome> = origins.iter().flat_map(of_origin).collect();
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

/// The scenario of each quarter, as `import staff` writes it, with a default in place of each blank; and why quarters have no cases although
/// they are asked for.
fn scenarios(
    sources: &HistorySources<'_>,
    origins: &[Month],
    name: &str,
    months: u32,
) -> Result<(Vec<String>, Vec<ImportError>), UnopenedHistory> {
    let mut without_cases = Vec::new();
    let mut texts = Vec::new();
    for &month in origins {
        let opening = sources.list.opening_at(month);
        let mut opening = opening.map_err(|error| UnopenedHistory::Unusable(month, error.to_string()))?.for_backtest();
        if let Some(tables) = &sources.cases {
            let caseload = sources.reported.map(|reported| reported.at(ScoredMeasure::Caseload, month));
            let tables = CaseTables { caseload: caseload.filter(|caseload| caseload.is_finite()), ..*tables };
            match opening.clone().with_published_cases(&tables) {
                Ok(with_cases) => opening = with_cases,
                Err(why) => without_cases.push(why),
            }
        }
        texts.push(without_blanks(&opening.scenario(name, months)));
    }
    Ok((texts, without_cases))
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
        if !observed.is_finite() || !has_last || !before.is_forecast(measure) {
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
