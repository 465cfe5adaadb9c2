//! The forecasts of the model: the scenario that `import` writes at each origin, run to each horizon.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::baseline::BaselineForecasts;
use super::measure::ScoredMeasure;
use super::sample::SampleForecast;
use super::{BacktestError, BacktestSpan, ForecastOutcome, ScoredForecast};
use crate::import::{AuthorityYear, CensusOpening, ImportError, Pool, PublishedFigure, PublishedFigures};
use crate::measures::Measure;
use crate::plan::Plan;
use crate::random::{Purpose, Stream};
use crate::run::{Layout, Options, ProgressCounter, figures, on_threads};
use crate::scenario::{Scenario, Series};

/// A census to forecast from: only what was known then.
pub(super) struct ForecastOrigin {
    pub year: i32,
    /// The tables from which rates are pooled, up to this year.
    pub pool: PublishedFigures,
    pub opened: Vec<Opened>,
    /// Why each other authority of the span cannot be opened.
    pub refused: Vec<ImportError>,
}

/// An authority at an origin.
pub(super) struct Opened {
    pub code: String,
    pub name: String,
    /// Its censuses, the last one at the origin.
    censuses: Vec<AuthorityYear>,
    /// The scenario.
    text: String,
}

impl ForecastOrigin {
    /// Writes the scenario of every authority of the span that can be opened.
    pub(super) fn new(
        published: &PublishedFigures,
        pool: &PublishedFigures,
        year: i32,
        span: &BacktestSpan,
    ) -> Result<Self, BacktestError> {
        let (known, pool) = (published.up_to(year), pool.up_to(year));
        let wanted = match &span.authority {
            None => None,
            Some(name) => Some(
                published
                    .find(name)
                    .ok_or_else(|| BacktestError::Import(ImportError::unknown(published, name)))?
                    .0
                    .to_owned(),
            ),
        };
        let Ok(pooled) = Pool::new(&pool, year) else {
            return Ok(Self { year, pool, opened: Vec::new(), refused: vec![ImportError::TooFewYears(year)] });
        };
        let months = 12 * span.horizons.iter().copied().max().unwrap_or(1);
        let is_wanted = |(code, _): &(&str, &str)| wanted.as_deref().is_none_or(|wanted| wanted == *code);
        let open = |(code, name): (&str, &str)| {
            let opening = CensusOpening::new(&known, (code, name), Some(year), months)?;
            let text = opening.scenario(&pooled).without_blanks();
            let years = known.years_of(code).filter_map(|year| known.at(code, year).copied()).collect();
            Ok(Opened { code: code.to_owned(), name: name.to_owned(), censuses: years, text })
        };
        let (mut opened, mut refused) = (Vec::new(), Vec::new());
        for authority in known.authorities().filter(is_wanted) {
            match open(authority) {
                Ok(one) => opened.push(one),
                Err(error) => refused.push(error),
            }
        }
        Ok(Self { year, pool, opened, refused })
    }
}

impl Opened {
    fn now(&self) -> Option<&AuthorityYear> {
        self.censuses.last()
    }

    /// The forecasts of a measure beside what was published; `None` if it was not published then, or later.
    pub(super) fn outcome(
        &self,
        origin: i32,
        horizon: u32,
        measure: ScoredMeasure,
        sample: &SampleForecast,
        baseline: &BaselineForecasts,
        later: &AuthorityYear,
    ) -> Option<ForecastOutcome> {
        let now = self.now()?;
        let factor = measure.factor(now);
        let observed = factor * measure.published(later);
        let has_last = measure.scale().of(measure.published(now)).is_finite();
        if !observed.is_finite() || !has_last {
            return None;
        }
        let scored = |sample: &SampleForecast| ScoredForecast::new(&sample.times(factor), observed);
        Some(ForecastOutcome {
            code: self.code.clone(),
            name: self.name.clone(),
            permanent: now.get(PublishedFigure::Permanent),
            origin,
            horizon,
            measure,
            observed,
            forecasts: [
                Some(scored(sample)),
                None,
                baseline.no_change(now).as_ref().map(scored),
                baseline.national_change(now).as_ref().map(scored),
                baseline.regression(&self.censuses).as_ref().map(scored),
            ],
        })
    }
}

/// A forecast of each measure, by authority, origin and horizon.
pub(super) type Forecasts = BTreeMap<(String, i32, u32), [Option<SampleForecast>; ScoredMeasure::ALL.len()]>;

/// Runs every opening.
pub(super) fn simulate(
    origins: &[ForecastOrigin],
    span: &BacktestSpan,
    options: &Options<'_>,
) -> Result<Forecasts, BacktestError> {
    let all: Vec<(i32, &Opened)> =
        origins.iter().flat_map(|origin| origin.opened.iter().map(|opened| (origin.year, opened))).collect();
    let counter = ProgressCounter::new(options.watch, options.replications * all.len() as u64);
    let run = |&(year, opened): &(i32, &Opened)| {
        let found = run_one(opened, year, span, &counter, options)?;
        counter.add(options.replications)?;
        Ok(found)
    };
    let found: Result<Vec<Forecasts>, BacktestError> = on_threads(options.threads, || {
        #[cfg(feature = "parallel")]
        if crate::run::is_shared() {
            use rayon::prelude::*;
            return all.par_iter().map(run).collect();
        }
        all.iter().map(run).collect()
    });
    Ok(found?.into_iter().flatten().collect())
}

/// Runs one opening.
fn run_one(
    opened: &Opened,
    year: i32,
    span: &BacktestSpan,
    counter: &ProgressCounter<'_>,
    options: &Options<'_>,
) -> Result<Forecasts, BacktestError> {
    let scenario = Scenario::parse(&opened.text).map_err(|_| BacktestError::Scenario(opened.name.clone(), year))?;
    // Authorities that shared their luck would be one trial.
    let stream = Stream::new(span.seed, Purpose::Forecast, &opened.code);
    let plan = Plan::new(scenario.with_seed(stream.at(year as u32).seed_of(1)));
    let layout = Layout::new(&plan);
    let place = |measure: ScoredMeasure| {
        let series = Series { measure: Measure::find(measure.id())?, team: None, of: None };
        plan.series.iter().position(|one| one.series == series)
    };
    let places: Option<Vec<usize>> = ScoredMeasure::ALL.into_iter().map(place).collect();
    let places = places.ok_or_else(|| BacktestError::Scenario(opened.name.clone(), year))?;
    let months: Vec<usize> = span.horizons.iter().map(|&horizon| 12 * horizon as usize - 1).collect();
    let read = |at: &dyn Fn(usize) -> f64| {
        let of_month = |&month: &usize| places.iter().map(|&place| at(layout.month(month, place))).collect();
        months.iter().map(of_month).collect::<Vec<Vec<f64>>>()
    };
    // Within an opening nothing is counted, but it can be stopped.
    let watch = |_| if counter.add(0).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    let own = Options { watch: &watch, ..*options };
    let futures = figures(&plan, &own, &places, read)?;
    let forecasts = span.horizons.iter().enumerate().map(|(place, &horizon)| {
        let of = |measure: usize| SampleForecast::new(futures.iter().map(|future| future[place][measure]).collect());
        ((opened.code.clone(), year, horizon), std::array::from_fn(of))
    });
    Ok(forecasts.collect())
}
