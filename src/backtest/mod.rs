//! How often forecasts were right: the past is opened by the rules of [`import`](crate::import), with nothing later than the
//! origin, run, and scored with what happened afterwards.
//!
//! There are two sources of origins. [`backtest`](backtest()) opens the censuses of many authorities in the DfE's tables
//! ([`census_origin`]), with simple forecasts from all of them beside the model's ([`mod@baseline`]) and errors by which it is recalibrated
//! ([`recalibration`]). [`own_history`](own_history()) opens one council's staff list at the beginning of past quarters.
//!
//! What follows is the same for both: [`measure`] defines what is forecast, [`mod@origin`] from where and how far, [`simulation`] runs the
//! scenarios, [`sample`] scores one forecast and [`mod@scores`] all of them.

mod baseline;
mod census_origin;
mod error;
mod measure;
mod origin;
#[cfg(feature = "records")]
mod own_history;
mod recalibration;
mod sample;
mod scores;
mod simulation;
mod tables;
#[cfg(test)]
mod tests;
mod unscored;

pub use error::{BacktestError, UnopenedHistory};
pub use measure::ScoredMeasure;
pub use origin::{ForecastHorizon, ForecastOrigin};
#[cfg(feature = "records")]
pub use own_history::{HistorySources, ReportedLevels, own_history};
pub use scores::{ScoreRow, SizeThird};
pub use tables::backtest;
pub use unscored::UnscoredOrigin;

use std::ops::RangeInclusive;

use crate::units::Month;
use sample::SampleForecast;

/// What is back-tested, whatever the source.
#[derive(Clone, Debug)]
pub struct BacktestSpan {
    /// How far forecasts go, in order. Those of tables go whole years.
    pub horizons: Vec<ForecastHorizon>,
    /// Name or code of the only authority to forecast; all of the tables if `None`. For its own history, the name of the council.
    pub authority: Option<String>,
    /// The seed of all runs.
    pub seed: u64,
}

/// The censuses from which many authorities are forecast.
#[derive(Clone, Debug)]
pub struct CensusSpan {
    /// Their years.
    pub years: RangeInclusive<i32>,
    /// Whether rates are pooled over other tables.
    pub has_pool: bool,
}

/// The quarters from which one council is forecast.
#[derive(Clone, Copy, Debug, Default)]
pub struct QuarterSpan {
    /// The first month that may be opened; if `None`, two years after the month from which the list has everybody who left.
    pub from: Option<Month>,
    /// The month until whose beginning the list is complete; the one after its latest start if `None`.
    pub until: Option<Month>,
}

/// Where the forecasts of a back-test begin.
#[derive(Clone, Debug)]
pub enum BacktestSource {
    /// Censuses of many authorities.
    Tables(CensusSpan),
    /// Quarters of one council.
    OwnHistory(OwnHistory),
}

impl BacktestSpan {
    /// Months of the longest horizon.
    fn months(&self) -> u32 {
        self.horizons.iter().map(|horizon| horizon.months()).max().unwrap_or(12)
    }
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

/// A forecast, scored, in the unit of scores: FTE as a percentage of permanent FTE at the origin (of a council's own history as FTE), rates in
/// points, caseload in cases per FTE.
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
    /// From where it was forecast.
    pub origin: ForecastOrigin,
    /// How far ahead.
    pub horizon: ForecastHorizon,
    /// What was forecast.
    pub measure: ScoredMeasure,
    /// What happened, in the unit of scores.
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
    /// From where it is forecast.
    pub origin: ForecastOrigin,
    /// How far ahead.
    pub horizon: ForecastHorizon,
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
    /// Where the forecasts begin.
    pub source: BacktestSource,
    /// Futures of each forecast.
    pub replications: u64,
    /// What was read: file and SHA-256 digest.
    pub files: Vec<(String, String)>,
    /// Every figure that was forecast and is known.
    pub outcomes: Vec<ForecastOutcome>,
    /// Forecasts from the latest census of the tables, by the same rules.
    pub in_advance: Vec<AdvanceForecast>,
    /// Scores by measure, horizon and method: over all forecasts, by origin, and by third of size.
    pub scores: Vec<ScoreRow>,
}

/// What a council's staff list shows of its history.
#[derive(Clone, Debug)]
pub struct OwnHistory {
    /// The month from whose beginning the list has all permanent workers who left; `None` if nobody left.
    pub recorded_from: Option<Month>,
    /// The same of agency workers.
    pub agency_recorded_from: Option<Month>,
    /// The month until whose beginning the list is complete.
    pub until: Month,
    /// Permanent FTE at the beginning of each quarter, from the first origin.
    pub permanent: Vec<(Month, f64)>,
    /// What makes the scores worth less.
    pub cautions: Vec<String>,
    /// What was taken for granted in reading the list.
    pub notes: Vec<String>,
}

impl Backtest {
    /// What is known of a council's own history; `None` for the tables of many authorities.
    #[must_use]
    pub fn own_history(&self) -> Option<&OwnHistory> {
        match &self.source {
            BacktestSource::Tables(_) => None,
            BacktestSource::OwnHistory(history) => Some(history),
        }
    }

    /// Number of authorities with a forecast.
    #[must_use]
    pub fn authorities(&self) -> usize {
        let codes: std::collections::BTreeSet<&str> =
            self.outcomes.iter().map(|outcome| outcome.code.as_str()).collect();
        codes.len()
    }
}
