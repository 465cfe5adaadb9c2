//! The scores as a JSON record.

use serde::Serialize;

use crate::backtest::{Backtest, ForecastHorizon, ForecastMethod, ForecastOrigin, ScoreRow, ScoredMeasure, SizeThird};

/// The scores of a back-test: an array of rows.
#[derive(Serialize)]
#[serde(transparent)]
pub(crate) struct BacktestRecord(Vec<ScoreRecord>);

#[derive(Serialize)]
struct ScoreRecord {
    measure: &'static str,
    horizon: HorizonRecord,
    origin: OriginRecord,
    size: &'static str,
    method: &'static str,
    n: usize,
    coverage50: Option<f64>,
    coverage80: Option<f64>,
    coverage90: Option<f64>,
    coverage50_error: Option<f64>,
    coverage80_error: Option<f64>,
    coverage90_error: Option<f64>,
    below: Option<f64>,
    above: Option<f64>,
    width80: Option<f64>,
    bias: Option<f64>,
    interval80: Option<f64>,
    interval80_below: Option<f64>,
    interval80_above: Option<f64>,
    crps: Option<f64>,
    skill: Option<f64>,
    model_skill: Option<f64>,
    separate_spans: usize,
}

/// Years: a whole number where it is one.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum HorizonRecord {
    Whole(u32),
    Part(f64),
}

/// The year of a census, or else text: `2022-04`, `all`.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum OriginRecord {
    Year(i32),
    Text(String),
}

impl From<ForecastHorizon> for HorizonRecord {
    fn from(horizon: ForecastHorizon) -> Self {
        horizon.whole_years().map_or(Self::Part(horizon.years()), Self::Whole)
    }
}

impl From<ForecastOrigin> for OriginRecord {
    fn from(origin: ForecastOrigin) -> Self {
        match origin {
            ForecastOrigin::Census(year) => Self::Year(year),
            ForecastOrigin::Month(_) => Self::Text(origin.id()),
        }
    }
}

/// To six decimals; `None` if undefined.
fn rounded(value: f64) -> Option<f64> {
    value.is_finite().then(|| (value * 1e6).round() / 1e6 + 0.0)
}

pub(super) fn measure(row: &ScoreRow) -> &'static str {
    row.measure.map_or("mean", ScoredMeasure::id)
}

pub(super) fn size(row: &ScoreRow) -> &'static str {
    row.size.map_or("all", SizeThird::name)
}

pub(crate) fn record(backtest: &Backtest) -> BacktestRecord {
    let of_row = |row: &ScoreRow| ScoreRecord {
        measure: measure(row),
        horizon: row.horizon.into(),
        origin: row.origin.map_or_else(|| OriginRecord::Text("all".to_owned()), OriginRecord::from),
        size: size(row),
        method: ForecastMethod::name(row.method),
        n: row.n,
        coverage50: rounded(row.coverage[0]),
        coverage80: rounded(row.coverage[1]),
        coverage90: rounded(row.coverage[2]),
        coverage50_error: rounded(row.coverage_errors[0]),
        coverage80_error: rounded(row.coverage_errors[1]),
        coverage90_error: rounded(row.coverage_errors[2]),
        below: rounded(row.below),
        above: rounded(row.above),
        width80: rounded(row.width80),
        bias: rounded(row.bias),
        interval80: rounded(row.interval80),
        interval80_below: rounded(row.interval80_below),
        interval80_above: rounded(row.interval80_above),
        crps: rounded(row.crps),
        skill: rounded(row.skill),
        model_skill: rounded(row.model_skill),
        separate_spans: row.separate_spans,
    };
    BacktestRecord(backtest.scores.iter().map(of_row).collect())
}
