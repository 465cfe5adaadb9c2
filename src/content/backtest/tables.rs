//! The files of a back-test.

use super::record::{measure, size};
use crate::backtest::{AdvanceForecast, Backtest, ForecastMethod, ScoreRow};
use crate::content::cell::Cell;
use crate::content::rows::Rows;

fn number<'a>(value: f64) -> Cell<'a> {
    if value.is_nan() { Cell::Missing } else { Cell::Text(format!("{:.4}", value + 0.0).into()) }
}

/// Every score.
pub(super) fn scores(backtest: &Backtest) -> Rows<'_> {
    const HEADER: [&str; 23] = [
        "measure",
        "horizon",
        "origin",
        "size",
        "method",
        "n",
        "coverage50",
        "coverage80",
        "coverage90",
        "coverage50_error",
        "coverage80_error",
        "coverage90_error",
        "below",
        "above",
        "width80",
        "bias",
        "interval80",
        "interval80_below",
        "interval80_above",
        "crps",
        "skill",
        "model_skill",
        "separate_spans",
    ];
    let row = |row: &ScoreRow| {
        let mut cells: Vec<Cell<'_>> = vec![
            measure(row).into(),
            Cell::Text(row.horizon.to_string().into()),
            Cell::Text(row.origin.map_or("all".into(), |origin| origin.id().into())),
            size(row).into(),
            row.method.name().into(),
            Cell::Whole(row.n as u64),
        ];
        cells.extend(row.coverage.map(number));
        cells.extend(row.coverage_errors.map(number));
        let others = [
            row.below,
            row.above,
            row.width80,
            row.bias,
            row.interval80,
            row.interval80_below,
            row.interval80_above,
            row.crps,
            row.skill,
            row.model_skill,
        ];
        cells.extend(others.map(number));
        cells.push(Cell::Whole(row.separate_spans as u64));
        cells
    };
    Rows::new(&HEADER, backtest.scores.iter().map(row))
}

/// The forecasts of what is not yet published: FTE, shares, cases per FTE.
pub(super) fn in_advance(backtest: &Backtest) -> Rows<'_> {
    const HEADER: [&str; 12] =
        ["authority", "code", "origin", "year", "measure", "p05", "p10", "p25", "p50", "p75", "p90", "p95"];
    let row = |forecast: &'_ AdvanceForecast| {
        let year = forecast.origin.end(forecast.horizon).year();
        let mut cells: Vec<Cell<'_>> = vec![
            Cell::Text(forecast.name.clone().into()),
            Cell::Text(forecast.code.clone().into()),
            Cell::Text(forecast.origin.id().into()),
            Cell::Text(year.to_string().into()),
            forecast.measure.id().into(),
        ];
        cells.extend(forecast.percentiles.map(number));
        cells
    };
    Rows::new(&HEADER, backtest.in_advance.iter().map(row))
}

/// Every forecast beside what was published.
pub(super) fn forecasts(backtest: &Backtest) -> Rows<'_> {
    const HEADER: [&str; 16] = [
        "authority",
        "code",
        "origin",
        "horizon",
        "measure",
        "method",
        "observed",
        "p05",
        "p10",
        "p25",
        "p50",
        "p75",
        "p90",
        "p95",
        "crps",
        "pit",
    ];
    let rows = backtest.outcomes.iter().flat_map(|outcome| {
        let of_method = move |method: ForecastMethod| {
            let forecast = outcome.of(method)?;
            let mut cells: Vec<Cell<'_>> = vec![
                outcome.name.as_str().into(),
                outcome.code.as_str().into(),
                Cell::Text(outcome.origin.id().into()),
                Cell::Text(outcome.horizon.to_string().into()),
                outcome.measure.id().into(),
                method.name().into(),
                number(outcome.observed),
            ];
            cells.extend(forecast.percentiles.map(number));
            cells.extend([number(forecast.crps), number(forecast.pit)]);
            Some(cells)
        };
        ForecastMethod::ALL.into_iter().filter_map(of_method)
    });
    Rows::new(&HEADER, rows)
}
