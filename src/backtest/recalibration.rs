//! Forecasts recalibrated by their earlier errors: conformal prediction.
//!
//! An error counts in 80% ranges: what was observed less the median, over the width of the range. The recalibrated forecast is the
//! median and the width with the errors of all authorities that were known at the origin. If later errors are like earlier ones, its
//! ranges hold what they say, whatever the forecasts are like (Vovk, Gammerman and Shafer 2005, chapter 2; normalised as in Lei et
//! al. 2018, section 5.2).

use super::measure::ScoredMeasure;
use super::sample::SampleForecast;
use super::{ForecastHorizon, ForecastMethod, ForecastOutcome, ScoredForecast};
use crate::units::Month;

/// With fewer errors known, nothing is recalibrated.
const FEWEST: usize = 30;

/// Places of the median and of the limits of the 80% range.
const MEDIAN: usize = 3;
const RANGE: [usize; 2] = [1, 5];

fn median_and_width(forecast: &ScoredForecast) -> (f64, f64) {
    let [low, high] = RANGE.map(|place| forecast.percentiles[place]);
    (forecast.percentiles[MEDIAN], high - low)
}

/// Recalibrates every forecast for which enough errors were known at its origin.
pub(super) fn recalibrate(outcomes: &mut [ForecastOutcome]) {
    let mut groups: Vec<(ScoredMeasure, ForecastHorizon)> =
        outcomes.iter().map(|outcome| (outcome.measure, outcome.horizon)).collect();
    groups.sort_unstable_by_key(|(measure, horizon)| (*measure as usize, *horizon));
    groups.dedup();
    for (measure, horizon) in groups {
        let is_of_group = |outcome: &ForecastOutcome| outcome.measure == measure && outcome.horizon == horizon;
        let error = |outcome: &ForecastOutcome| {
            let (median, width) = median_and_width(outcome.of(ForecastMethod::Staffcast)?);
            (width > 0.0).then(|| (outcome.origin.end(outcome.horizon), (outcome.observed - median) / width))
        };
        let errors: Vec<(Month, f64)> =
            outcomes.iter().filter(|outcome| is_of_group(outcome)).filter_map(error).collect();
        for outcome in outcomes.iter_mut().filter(|outcome| is_of_group(outcome)) {
            let Some(raw) = outcome.of(ForecastMethod::Staffcast) else { continue };
            let (median, width) = median_and_width(raw);
            let known = errors.iter().filter(|(known_in, _)| *known_in <= outcome.origin.month());
            let values: Vec<f64> = known.map(|(_, error)| median + error * width).collect();
            if values.len() < FEWEST {
                continue;
            }
            let sample = SampleForecast::new(values);
            outcome.forecasts[ForecastMethod::Recalibrated as usize] =
                sample.map(|sample| ScoredForecast::new(&sample, outcome.observed));
        }
    }
}
