//! Back-tests of many authorities: the censuses of the published tables.

use std::ops::RangeInclusive;

use super::baseline::BaselineForecasts;
use super::census_origin::CensusOrigin;
use super::measure::ScoredMeasure;
use super::simulation::{Forecasts, simulate};
use super::unscored::UnscoredOrigin;
use super::{
    AdvanceForecast, Backtest, BacktestError, BacktestSource, BacktestSpan, CensusSpan, ForecastOutcome,
    QUANTILE_LEVELS, SizeThird, recalibration, scores,
};
use crate::import::PublishedFigures;
use crate::run::Options;

/// Opens every census of the span, runs it and scores what was published afterwards. What is pooled over authorities comes from
/// `pool`, which may be the same tables.
///
/// The forecasts from a census are made from copies of the tables that end with it, so nothing later can enter. Horizons are whole years;
/// others are left out. `files` are the tables and their digests, for the record.
///
/// # Errors
/// [`BacktestError`] if there is nothing to score, or the run was stopped.
pub fn backtest(
    published: &PublishedFigures,
    pool: &PublishedFigures,
    censuses: CensusSpan,
    span: BacktestSpan,
    files: Vec<(String, String)>,
    options: &Options<'_>,
) -> Result<Backtest, BacktestError> {
    let years = censuses.years.clone();
    let last = published.years().map(|(_, last)| last);
    let all = years.clone().chain(last.filter(|last| !years.contains(last)));
    let origins = all.map(|year| CensusOrigin::new(published, pool, year, &span)).collect::<Result<Vec<_>, _>>()?;
    let openings: Vec<_> = origins.iter().flat_map(CensusOrigin::scenarios).collect();
    let forecasts = simulate(&openings, &span, options)?;
    let outcomes = outcomes(published, &origins, &years, &span, &forecasts)?;
    let latest = origins.iter().find(|origin| Some(origin.year) == last);
    let in_advance = latest.map_or_else(Vec::new, |origin| in_advance(origin, &span, &forecasts));
    let scores = scores::scores(&outcomes, &SizeThird::ALL);
    let source = BacktestSource::Tables(censuses);
    Ok(Backtest { span, source, replications: options.replications, files, outcomes, in_advance, scores })
}

/// The origins that are scored.
fn scored<'o>(origins: &'o [CensusOrigin], years: &RangeInclusive<i32>) -> impl Iterator<Item = &'o CensusOrigin> {
    origins.iter().filter(move |origin| years.contains(&origin.year))
}

/// The forecasts from an origin.
fn in_advance(origin: &CensusOrigin, span: &BacktestSpan, forecasts: &Forecasts) -> Vec<AdvanceForecast> {
    let mut all = Vec::new();
    for opened in &origin.opened {
        for &horizon in &span.horizons {
            let key = (opened.code.clone(), origin.origin(), horizon);
            let Some(samples) = forecasts.get(&key) else { continue };
            let known = ScoredMeasure::ALL.into_iter().zip(samples);
            all.extend(known.filter_map(|(measure, sample)| {
                let percentiles = sample.as_ref().map(|sample| QUANTILE_LEVELS.map(|share| sample.quantile(share)))?;
                let (code, name) = (opened.code.clone(), opened.name.clone());
                Some(AdvanceForecast { code, name, origin: origin.origin(), horizon, measure, percentiles })
            }));
        }
    }
    all
}

/// Every figure that was forecast and is known.
fn outcomes(
    published: &PublishedFigures,
    origins: &[CensusOrigin],
    years: &RangeInclusive<i32>,
    span: &BacktestSpan,
    forecasts: &Forecasts,
) -> Result<Vec<ForecastOutcome>, BacktestError> {
    let mut outcomes = Vec::new();
    for origin in scored(origins, years) {
        for &horizon in &span.horizons {
            let Some(ahead) = horizon.whole_years() else { continue };
            let baselines =
                ScoredMeasure::ALL.map(|measure| BaselineForecasts::new(&origin.pool, origin.year, ahead, measure));
            for opened in &origin.opened {
                let samples = forecasts.get(&(opened.code.clone(), origin.origin(), horizon));
                let later = published.at(&opened.code, origin.year + ahead as i32);
                let (Some(samples), Some(later)) = (samples, later) else { continue };
                for ((measure, baseline), sample) in ScoredMeasure::ALL.into_iter().zip(&baselines).zip(samples) {
                    let (Some(baseline), Some(sample)) = (baseline, sample) else { continue };
                    outcomes.extend(opened.outcome(origin.origin(), horizon, measure, sample, baseline, later));
                }
            }
        }
    }
    if outcomes.is_empty() {
        let reasons = scored(origins, years).map(|origin| (origin.year, UnscoredOrigin::new(published, origin, span)));
        return Err(BacktestError::NothingToScore { years: published.years(), reasons: reasons.collect() });
    }
    recalibration::recalibrate(&mut outcomes);
    Ok(outcomes)
}
