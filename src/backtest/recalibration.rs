//! Forecasts recalibrated by their earlier errors: conformal prediction.
//!
//! An error counts in 80% ranges: what was observed less the median, over the width of the range. The recalibrated forecast is the
//! median and the width with the errors of all authorities that were known at the origin. If later errors are like earlier ones, its
//! ranges hold what they say, whatever the forecasts are like (Vovk, Gammerman and Shafer 2005, chapter 2; normalised as in Lei et
//! al. 2018, section 5.2).

use super::measure::ScoredMeasure;
use super::sample::SampleForecast;
use super::{ForecastCase, ForecastMethod, ScoredForecast};

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
pub(super) fn recalibrate(cases: &mut [ForecastCase]) {
    let mut groups: Vec<(ScoredMeasure, u32)> = cases.iter().map(|case| (case.measure, case.horizon)).collect();
    groups.sort_unstable_by_key(|(measure, horizon)| (*measure as usize, *horizon));
    groups.dedup();
    for (measure, horizon) in groups {
        let is_of_group = |case: &ForecastCase| case.measure == measure && case.horizon == horizon;
        let error = |case: &ForecastCase| {
            let (median, width) = median_and_width(case.of(ForecastMethod::Staffcast)?);
            (width > 0.0).then(|| (case.origin + case.horizon as i32, (case.observed - median) / width))
        };
        let errors: Vec<(i32, f64)> = cases.iter().filter(|case| is_of_group(case)).filter_map(error).collect();
        for case in cases.iter_mut().filter(|case| is_of_group(case)) {
            let Some(raw) = case.of(ForecastMethod::Staffcast) else { continue };
            let (median, width) = median_and_width(raw);
            let known = errors.iter().filter(|(known_in, _)| *known_in <= case.origin);
            let values: Vec<f64> = known.map(|(_, error)| median + error * width).collect();
            if values.len() < FEWEST {
                continue;
            }
            let sample = SampleForecast::new(values);
            case.forecasts[ForecastMethod::Recalibrated as usize] =
                sample.map(|sample| ScoredForecast::new(&sample, case.observed));
        }
    }
}
