//! A census of the published tables to forecast from: the scenario that `import` writes for each authority.

use super::baseline::BaselineForecasts;
use super::measure::ScoredMeasure;
use super::origin::{ForecastHorizon, ForecastOrigin};
use super::sample::SampleForecast;
use super::simulation::OpenedScenario;
use super::{BacktestError, BacktestSpan, ForecastOutcome, ScoredForecast};
use crate::import::{
    AuthorityYear, CensusOpening, ImportError, Pool, PublishedFigure, PublishedFigures, without_blanks,
};

/// A census to forecast from: only what was known then.
pub(super) struct CensusOrigin {
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

impl CensusOrigin {
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
        let months = span.months();
        let is_wanted = |(code, _): &(&str, &str)| wanted.as_deref().is_none_or(|wanted| wanted == *code);
        let open = |(code, name): (&str, &str)| {
            let opening = CensusOpening::new(&known, (code, name), Some(year), months)?;
            let text = without_blanks(&opening.scenario(&pooled).text);
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

    pub(super) fn origin(&self) -> ForecastOrigin {
        ForecastOrigin::Census(self.year)
    }

    /// The scenarios to run.
    pub(super) fn scenarios(&self) -> impl Iterator<Item = OpenedScenario<'_>> {
        self.opened.iter().map(|Opened { code, name, text, .. }| OpenedScenario {
            code,
            name,
            origin: self.origin(),
            text,
        })
    }
}

impl Opened {
    fn now(&self) -> Option<&AuthorityYear> {
        self.censuses.last()
    }

    /// The forecasts of a measure beside what was published; `None` if it was not published then, or later.
    pub(super) fn outcome(
        &self,
        origin: ForecastOrigin,
        horizon: ForecastHorizon,
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
