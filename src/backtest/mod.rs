//! How often forecasts were right: past censuses are opened by the rules of [`import`](crate::import), with nothing later than
//! the census, run, and scored with what was published afterwards.
//!
//! [`measure`] defines what is forecast, [`mod@forecast`] makes the forecasts of the model, [`mod@baseline`] simple ones beside them,
//! [`recalibration`] corrects them by earlier errors, [`sample`] scores one forecast and [`mod@scores`] all of them.

mod baseline;
mod forecast;
mod measure;
mod recalibration;
mod sample;
mod scores;
#[cfg(test)]
mod tests;
mod unscored;

pub use measure::ScoredMeasure;
pub use scores::{ScoreRow, SizeThird};
pub use unscored::UnscoredOrigin;

use std::fmt;
use std::ops::RangeInclusive;

use crate::import::{ImportError, PublishedFigures};
use crate::run::{Cancelled, Options};
use baseline::BaselineForecasts;
use forecast::{ForecastOrigin, Forecasts};
use sample::SampleForecast;

/// What is back-tested.
#[derive(Clone, Debug)]
pub struct BacktestSpan {
    /// Years of the censuses that are opened.
    pub origins: RangeInclusive<i32>,
    /// Years from the origin to the census that is forecast.
    pub horizons: Vec<u32>,
    /// Name or code of the only authority to forecast; all if `None`.
    pub authority: Option<String>,
    /// Whether rates are pooled over other tables.
    pub has_pool: bool,
    /// The seed of all runs.
    pub seed: u64,
}

/// How a forecast was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForecastMethod {
    /// A run of the imported scenario.
    Staffcast,
    /// The same, recalibrated by errors that were known at the origin.
    Recalibrated,
    /// The last value and the changes of all authorities.
    NoChange,
    /// The same, with the last change of England.
    NationalChange,
    /// A regression on the last value, the one before and the mean so far.
    Regression,
}

impl ForecastMethod {
    /// Every method.
    pub const ALL: [Self; 5] =
        [Self::Staffcast, Self::Recalibrated, Self::NoChange, Self::NationalChange, Self::Regression];

    /// Its name in files and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Staffcast => "staffcast",
            Self::Recalibrated => "staffcast recalibrated",
            Self::NoChange => "no change",
            Self::NationalChange => "no change plus national",
            Self::Regression => "regression",
        }
    }
}

/// The quantile levels of the percentiles that a scored forecast has.
pub const QUANTILE_LEVELS: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/// A forecast, scored, in the unit of scores: FTE as a percentage of permanent FTE at the origin, rates in points, caseload in cases
/// per FTE.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoredForecast {
    /// Its quantiles at [`QUANTILE_LEVELS`].
    pub percentiles: [f64; QUANTILE_LEVELS.len()],
    /// Continuous ranked probability score.
    pub crps: f64,
    /// Share of the forecast below what was observed.
    pub pit: f64,
}

impl ScoredForecast {
    fn new(sample: &SampleForecast, observed: f64) -> Self {
        Self {
            percentiles: QUANTILE_LEVELS.map(|share| sample.quantile(share)),
            crps: sample.crps(observed),
            pit: sample.pit(observed),
        }
    }
}

/// A figure that was forecast and is known.
#[derive(Clone, Debug)]
pub struct ForecastOutcome {
    /// Code of the authority.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Permanent FTE at the origin.
    pub permanent: f64,
    /// Year of the census from which it was forecast.
    pub origin: i32,
    /// Years until the census that was forecast.
    pub horizon: u32,
    /// What was forecast.
    pub measure: ScoredMeasure,
    /// What was published, in the unit of scores.
    pub observed: f64,
    /// The forecasts, in the order of [`ForecastMethod::ALL`]; `None` where a method has none.
    pub forecasts: [Option<ScoredForecast>; ForecastMethod::ALL.len()],
}

impl ForecastOutcome {
    /// The forecast of a method.
    #[must_use]
    pub fn of(&self, method: ForecastMethod) -> Option<&ScoredForecast> {
        self.forecasts[method as usize].as_ref()
    }
}

/// A forecast of a figure that is not yet published, in the unit of the figure.
#[derive(Clone, Debug)]
pub struct AdvanceForecast {
    /// Code of the authority.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Year of the census from which it is forecast.
    pub origin: i32,
    /// Years until the census that is forecast.
    pub horizon: u32,
    /// What is forecast.
    pub measure: ScoredMeasure,
    /// Its quantiles at [`QUANTILE_LEVELS`].
    pub percentiles: [f64; QUANTILE_LEVELS.len()],
}

/// What was back-tested, and how often it was right.
#[derive(Clone, Debug)]
pub struct Backtest {
    /// What was asked for.
    pub span: BacktestSpan,
    /// Futures of each forecast.
    pub replications: u64,
    /// The tables: file and SHA-256 digest.
    pub tables: Vec<(String, String)>,
    /// Every figure that was forecast and is known.
    pub outcomes: Vec<ForecastOutcome>,
    /// Forecasts from the latest census of the tables, by the same rules.
    pub in_advance: Vec<AdvanceForecast>,
    /// Scores by measure, horizon and method: over all forecasts, by origin, and by third of size.
    pub scores: Vec<ScoreRow>,
}

impl Backtest {
    /// Number of authorities with a forecast.
    #[must_use]
    pub fn authorities(&self) -> usize {
        let codes: std::collections::BTreeSet<&str> =
            self.outcomes.iter().map(|outcome| outcome.code.as_str()).collect();
        codes.len()
    }
}

/// Why nothing can be scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BacktestError {
    /// An authority cannot be opened.
    Import(ImportError),
    /// What was written for an authority and a census cannot be run.
    Scenario(String, i32),
    /// No figure was both forecast and published.
    NothingToScore {
        /// The first and last year of the censuses in the tables.
        years: Option<(i32, i32)>,
        /// Why, for each origin.
        reasons: Vec<(i32, UnscoredOrigin)>,
    },
    /// Stopped by the progress callback.
    Cancelled,
}

impl fmt::Display for BacktestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Import(error) => error.fmt(f),
            Self::Scenario(name, year) => {
                write!(f, "the scenario of {name} in {year} cannot be run: `staffcast import dfe` and `check` say why")
            }
            Self::NothingToScore { years: None, .. } => write!(f, "the tables have no census"),
            Self::NothingToScore { years: Some((first, last)), reasons } => {
                write!(f, "nothing can be scored; the tables have the censuses of {first} to {last}")?;
                reasons.iter().try_for_each(|(year, reason)| write!(f, "\n  from {year}: {reason}"))
            }
            Self::Cancelled => Cancelled.fmt(f),
        }
    }
}

impl std::error::Error for BacktestError {}

impl From<Cancelled> for BacktestError {
    fn from(Cancelled: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// Opens every census of the span, runs it and scores what was published afterwards. What is pooled over authorities comes from
/// `pool`, which may be the same tables.
///
/// The forecasts from a census are made from copies of the tables that end with it, so nothing later can enter. `tables` are the files
/// and their digests, for the record.
///
/// # Errors
/// [`BacktestError`] if there is nothing to score, or the run was stopped.
pub fn backtest(
    published: &PublishedFigures,
    pool: &PublishedFigures,
    span: BacktestSpan,
    tables: Vec<(String, String)>,
    options: &Options<'_>,
) -> Result<Backtest, BacktestError> {
    let last = published.years().map(|(_, last)| last);
    let years = span.origins.clone().chain(last.filter(|last| !span.origins.contains(last)));
    let origins = years.map(|year| ForecastOrigin::new(published, pool, year, &span)).collect::<Result<Vec<_>, _>>()?;
    let forecasts = forecast::simulate(&origins, &span, options)?;
    let outcomes = outcomes(published, &origins, &span, &forecasts)?;
    let latest = origins.iter().find(|origin| Some(origin.year) == last);
    let in_advance = latest.map_or_else(Vec::new, |origin| in_advance(origin, &span, &forecasts));
    let scores = scores::scores(&outcomes);
    Ok(Backtest { span, replications: options.replications, tables, outcomes, in_advance, scores })
}

/// The forecasts from an origin.
fn in_advance(origin: &ForecastOrigin, span: &BacktestSpan, forecasts: &Forecasts) -> Vec<AdvanceForecast> {
    let mut all = Vec::new();
    for opened in &origin.opened {
        for &horizon in &span.horizons {
            let Some(samples) = forecasts.get(&(opened.code.clone(), origin.year, horizon)) else { continue };
            let known = ScoredMeasure::ALL.into_iter().zip(samples);
            all.extend(known.filter_map(|(measure, sample)| {
                let percentiles = sample.as_ref().map(|sample| QUANTILE_LEVELS.map(|share| sample.quantile(share)))?;
                let (code, name) = (opened.code.clone(), opened.name.clone());
                Some(AdvanceForecast { code, name, origin: origin.year, horizon, measure, percentiles })
            }));
        }
    }
    all
}

/// Every figure that was forecast and is known.
fn outcomes(
    published: &PublishedFigures,
    origins: &[ForecastOrigin],
    span: &BacktestSpan,
    forecasts: &Forecasts,
) -> Result<Vec<ForecastOutcome>, BacktestError> {
    let mut outcomes = Vec::new();
    for origin in origins.iter().filter(|origin| span.origins.contains(&origin.year)) {
        for &horizon in &span.horizons {
            let baselines =
                ScoredMeasure::ALL.map(|measure| BaselineForecasts::new(&origin.pool, origin.year, horizon, measure));
            for opened in &origin.opened {
                let samples = forecasts.get(&(opened.code.clone(), origin.year, horizon));
                let later = published.at(&opened.code, origin.year + horizon as i32);
                let (Some(samples), Some(later)) = (samples, later) else { continue };
                for ((measure, baseline), sample) in ScoredMeasure::ALL.into_iter().zip(&baselines).zip(samples) {
                    let (Some(baseline), Some(sample)) = (baseline, sample) else { continue };
                    outcomes.extend(opened.outcome(origin.year, horizon, measure, sample, baseline, later));
                }
            }
        }
    }
    if outcomes.is_empty() {
        let scored = origins.iter().filter(|origin| span.origins.contains(&origin.year));
        let reasons = scored.map(|origin| (origin.year, UnscoredOrigin::new(published, origin, span))).collect();
        return Err(BacktestError::NothingToScore { years: published.years(), reasons });
    }
    recalibration::recalibrate(&mut outcomes);
    Ok(outcomes)
}
