//! The forecasts of the model: scenarios that open in the past, run to each horizon.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::measure::ScoredMeasure;
use super::origin::{ForecastHorizon, ForecastOrigin};
use super::sample::SampleForecast;
use super::{BacktestError, BacktestSpan};
use crate::measures::Measure;
use crate::plan::Plan;
use crate::random::{Purpose, Stream};
use crate::run::{Layout, Options, ProgressCounter, UnitList, figures, on_threads};
use crate::scenario::{Scenario, Series};

/// A scenario that opens in the past.
#[derive(Clone, Copy)]
pub(super) struct OpenedScenario<'o> {
    /// Code of the authority.
    pub code: &'o str,
    /// Its name.
    pub name: &'o str,
    pub origin: ForecastOrigin,
    /// The scenario file.
    pub text: &'o str,
}

/// A forecast of each measure, by authority, origin and horizon.
pub(super) type Forecasts =
    BTreeMap<(String, ForecastOrigin, ForecastHorizon), [Option<SampleForecast>; ScoredMeasure::ALL.len()]>;

/// Of an opening, by horizon, a forecast of each measure.
type OpeningForecasts = Vec<[Option<SampleForecast>; ScoredMeasure::ALL.len()]>;

/// Runs every opening. In a shard, those of the others have no forecast.
pub(super) fn simulate(
    openings: &[OpenedScenario<'_>],
    span: &BacktestSpan,
    options: &Options<'_>,
) -> Result<Forecasts, BacktestError> {
    let counter = options.counter(options.replications * openings.len() as u64);
    let mut first = 0;
    let found = options.over_units("forecasts", openings.len() as u64, UnitList(Vec::new()), |range, to| {
        first = range.start as usize;
        to.0 = run_all(&openings[first..range.end as usize], span, &counter, options)?;
        Ok::<(), BacktestError>(())
    })?;
    let keyed = |(opened, forecasts): (&OpenedScenario<'_>, OpeningForecasts)| {
        let key = |&horizon: &ForecastHorizon| (opened.code.to_owned(), opened.origin, horizon);
        span.horizons.iter().map(key).zip(forecasts).collect::<Vec<_>>()
    };
    Ok(openings[first..].iter().zip(found.0).flat_map(keyed).collect())
}

/// Runs some openings.
fn run_all(
    openings: &[OpenedScenario<'_>],
    span: &BacktestSpan,
    counter: &ProgressCounter<'_>,
    options: &Options<'_>,
) -> Result<Vec<OpeningForecasts>, BacktestError> {
    let run = |opened: &OpenedScenario<'_>| {
        let found = run_one(opened, span, counter, options)?;
        counter.add(options.replications)?;
        Ok(found)
    };
    on_threads(options.threads, || {
        #[cfg(feature = "parallel")]
        if crate::run::is_shared() {
            use rayon::prelude::*;
            return openings.par_iter().map(run).collect();
        }
        openings.iter().map(run).collect()
    })
}

/// Runs one opening.
fn run_one(
    opened: &OpenedScenario<'_>,
    span: &BacktestSpan,
    counter: &ProgressCounter<'_>,
    options: &Options<'_>,
) -> Result<OpeningForecasts, BacktestError> {
    let unusable = || BacktestError::Scenario(opened.name.to_owned(), opened.origin);
    let scenario = Scenario::parse(opened.text).map_err(|_| unusable())?;
    // Authorities or origins that shared their luck would be one trial.
    let stream = Stream::new(span.seed, Purpose::Forecast, opened.code);
    let plan = Plan::new(scenario.with_seed(stream.at(opened.origin.number()).seed_of(1)));
    let layout = Layout::new(&plan);
    let place = |measure: ScoredMeasure| {
        let series = Series { measure: Measure::find(measure.id())?, team: None, of: None };
        plan.series.iter().position(|one| one.series == series)
    };
    // A scenario without cases has no caseload.
    let places = ScoredMeasure::ALL.map(place);
    let read_places: Vec<usize> = places.iter().flatten().copied().collect();
    let months: Vec<usize> = span.horizons.iter().map(|horizon| horizon.months() as usize - 1).collect();
    let read = |at: &dyn Fn(usize) -> f64| {
        let of_place =
            |month: usize, place: Option<usize>| place.map_or(f64::NAN, |place| at(layout.month(month, place)));
        let of_month = |&month: &usize| places.iter().map(|&place| of_place(month, place)).collect();
        months.iter().map(of_month).collect::<Vec<Vec<f64>>>()
    };
    // Within an opening nothing is counted, but it can be stopped.
    let watch = |_| if counter.add(0).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    let own = Options { watch: &watch, ..*options };
    let futures = figures(&plan, &own, &read_places, read)?;
    let forecasts = |place: usize| {
        let of = |measure: usize| SampleForecast::new(futures.iter().map(|future| future[place][measure]).collect());
        std::array::from_fn(of)
    };
    Ok((0..months.len()).map(forecasts).collect())
}
