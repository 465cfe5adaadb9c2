//! Scores over many forecasts.

use super::measure::ScoredMeasure;
use super::origin::separate_spans;
use super::{ForecastHorizon, ForecastMethod, ForecastOrigin, ForecastOutcome, ScoredForecast};
use crate::random::{Purpose, Stream};

/// Resamples of authorities and years for a standard error.
const RESAMPLES: u64 = 400;

/// With fewer authorities there is no standard error.
const FEWEST_AUTHORITIES: usize = 5;

/// Places of the limits of the 50, 80 and 90% ranges among the percentiles, and of the median.
const RANGES: [[usize; 2]; 3] = [[2, 4], [1, 5], [0, 6]];
const MEDIAN: usize = 3;

/// A third of the authorities by permanent FTE at the origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeThird {
    /// The smallest.
    Small,
    /// Those between.
    Middle,
    /// The largest.
    Large,
}

impl SizeThird {
    /// Every third.
    pub const ALL: [Self; 3] = [Self::Small, Self::Middle, Self::Large];

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Middle => "middle",
            Self::Large => "large",
        }
    }
}

/// The scores of a method over some forecasts.
#[derive(Clone, Copy, Debug)]
pub struct ScoreRow {
    /// The measure; `None` for the mean of all measures.
    pub measure: Option<ScoredMeasure>,
    /// How far ahead.
    pub horizon: ForecastHorizon,
    /// The origin; `None` for all.
    pub origin: Option<ForecastOrigin>,
    /// The third by size; `None` for all.
    pub size: Option<SizeThird>,
    /// How the forecasts were made.
    pub method: ForecastMethod,
    /// Number of forecasts; for the mean of all measures the least.
    pub n: usize,
    /// The most of their spans, from origin to what was forecast, of which no two overlap.
    pub separate_spans: usize,
    /// Share of observed figures within the 50, 80 and 90% ranges.
    pub coverage: [f64; 3],
    /// Standard errors of these shares, by authority and year.
    pub coverage_errors: [f64; 3],
    /// Share of observed figures below and above the 80% range.
    pub below: f64,
    /// Above it.
    pub above: f64,
    /// Mean width of the 80% range; for the mean of all measures, over that of no change.
    pub width80: f64,
    /// Mean of the median less the observed figure; `NaN` for the mean of all measures.
    pub bias: f64,
    /// Mean interval score of the 80% range (Gneiting and Raftery 2007, section 6.2): its width, and ten times the distance to
    /// observed figures below and above it; `NaN` for the mean of all measures.
    pub interval80: f64,
    /// The part of the interval score for figures below the range; `NaN` for the mean of all measures.
    pub interval80_below: f64,
    /// And above it.
    pub interval80_above: f64,
    /// Mean continuous ranked probability score; for the mean of all measures, over that of no change.
    pub crps: f64,
    /// The score over that of no change for the same figures; below 1 is better.
    pub skill: f64,
    /// [`ScoreRow::skill`] of the model for the same figures.
    pub model_skill: f64,
}

/// Scores by measure, horizon and method: over all forecasts, by origin, and by these thirds of size.
#[must_use]
pub(super) fn scores(outcomes: &[ForecastOutcome], sizes: &[SizeThird]) -> Vec<ScoreRow> {
    let mut horizons: Vec<ForecastHorizon> = outcomes.iter().map(|outcome| outcome.horizon).collect();
    let mut origins: Vec<ForecastOrigin> = outcomes.iter().map(|outcome| outcome.origin).collect();
    horizons.sort_unstable();
    horizons.dedup();
    origins.sort_unstable();
    origins.dedup();
    let mut rows = Vec::new();
    for horizon in horizons {
        let of_horizon: Vec<&ForecastOutcome> = outcomes.iter().filter(|outcome| outcome.horizon == horizon).collect();
        let limits = size_limits(&of_horizon);
        let size_of = |outcome: &ForecastOutcome| {
            SizeThird::ALL[limits.iter().filter(|&&limit| outcome.permanent >= limit).count()]
        };
        let mut groups: Vec<(Option<ForecastOrigin>, Option<SizeThird>)> = vec![(None, None)];
        groups.extend(origins.iter().map(|&origin| (Some(origin), None)));
        groups.extend(sizes.iter().map(|&size| (None, Some(size))));
        for (origin, size) in groups {
            let is_in = |outcome: &&&ForecastOutcome| {
                origin.is_none_or(|origin| outcome.origin == origin) && size.is_none_or(|size| size_of(outcome) == size)
            };
            let group: Vec<&ForecastOutcome> = of_horizon.iter().filter(is_in).copied().collect();
            for method in ForecastMethod::ALL {
                let of = |measure| row(&group, measure, method, (horizon, origin, size));
                let by_measure: Vec<ScoreRow> = ScoredMeasure::ALL.into_iter().filter_map(of).collect();
                if by_measure.len() == ScoredMeasure::ALL.len() {
                    rows.extend(mean_row(&group, &by_measure));
                }
                rows.extend(by_measure);
            }
        }
    }
    rows
}

/// The permanent FTE above which authorities are in the middle and in the large third.
fn size_limits(outcomes: &[&ForecastOutcome]) -> [f64; 2] {
    let of_staff = outcomes.iter().filter(|outcome| outcome.measure == ScoredMeasure::PermanentFte);
    let mut sizes: Vec<f64> = of_staff.map(|outcome| outcome.permanent).collect();
    sizes.sort_unstable_by(f64::total_cmp);
    [1, 2].map(|third| sizes.get(third * sizes.len() / 3).copied().unwrap_or(f64::INFINITY))
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let number = values.len() as f64;
    values.sum::<f64>() / number
}

fn holds(forecast: &ScoredForecast, observed: f64, [low, high]: [usize; 2]) -> bool {
    (forecast.percentiles[low]..=forecast.percentiles[high]).contains(&observed)
}

type Group = (ForecastHorizon, Option<ForecastOrigin>, Option<SizeThird>);

/// The scores of one measure; `None` if the method has no forecast of it.
fn row(
    outcomes: &[&ForecastOutcome],
    measure: ScoredMeasure,
    method: ForecastMethod,
    (horizon, origin, size): Group,
) -> Option<ScoreRow> {
    let of_measure = outcomes.iter().filter(|outcome| outcome.measure == measure);
    let scored: Vec<(&ForecastOutcome, &ScoredForecast)> =
        of_measure.filter_map(|outcome| Some((*outcome, outcome.of(method)?))).collect();
    if scored.is_empty() {
        return None;
    }
    let share = |is_so: &dyn Fn(&ForecastOutcome, &ScoredForecast) -> bool| {
        mean(scored.iter().map(|(outcome, forecast)| f64::from(u8::from(is_so(outcome, forecast)))))
    };
    let [low, high] = RANGES[1];
    let coverage = RANGES.map(|range| share(&|outcome, forecast| holds(forecast, outcome.observed, range)));
    let width80 = mean(scored.iter().map(|(_, forecast)| forecast.percentiles[high] - forecast.percentiles[low]));
    let miss = |of: f64| if of > 0.0 { 10.0 * of } else { 0.0 };
    let interval80_below =
        mean(scored.iter().map(|(outcome, forecast)| miss(forecast.percentiles[low] - outcome.observed)));
    let interval80_above =
        mean(scored.iter().map(|(outcome, forecast)| miss(outcome.observed - forecast.percentiles[high])));
    let crps = mean(scored.iter().map(|(_, forecast)| forecast.crps));
    let [same, model, no_change] = on_the_same(&scored);
    Some(ScoreRow {
        measure: Some(measure),
        horizon,
        origin,
        size,
        method,
        n: scored.len(),
        separate_spans: separate_spans(scored.iter().map(|(outcome, _)| outcome.origin), horizon),
        coverage,
        coverage_errors: coverage_errors(
            &scored.iter().map(|(outcome, forecast)| (*outcome, hits(outcome, forecast))).collect::<Vec<_>>(),
        ),
        below: share(&|outcome, forecast| outcome.observed < forecast.percentiles[low]),
        above: share(&|outcome, forecast| outcome.observed > forecast.percentiles[high]),
        width80,
        bias: mean(scored.iter().map(|(outcome, forecast)| forecast.percentiles[MEDIAN] - outcome.observed)),
        interval80: width80 + interval80_below + interval80_above,
        interval80_below,
        interval80_above,
        crps,
        skill: over(same, no_change),
        model_skill: over(model, no_change),
    })
}

/// The mean score of some forecasts, of the model and of no change, on the figures of which no change has a forecast.
fn on_the_same(scored: &[(&ForecastOutcome, &ScoredForecast)]) -> [f64; 3] {
    let crps = |(outcome, forecast): &(&ForecastOutcome, &ScoredForecast)| {
        let no_change = outcome.of(ForecastMethod::NoChange)?.crps;
        Some([forecast.crps, outcome.of(ForecastMethod::Staffcast)?.crps, no_change])
    };
    let all: Vec<[f64; 3]> = scored.iter().filter_map(crps).collect();
    [0, 1, 2].map(|place| mean(all.iter().map(|scores| scores[place])))
}

/// A score over that of no change; `NaN` if that is certain and right.
fn over(score: f64, no_change: f64) -> f64 {
    if no_change > 0.0 { score / no_change } else { f64::NAN }
}

/// 1 for each range that held what was observed, 0 for each other.
fn hits(outcome: &ForecastOutcome, forecast: &ScoredForecast) -> [f64; 3] {
    RANGES.map(|range| f64::from(u8::from(holds(forecast, outcome.observed, range))))
}

/// The means of the measures' scores.
fn mean_row(outcomes: &[&ForecastOutcome], rows: &[ScoreRow]) -> Option<ScoreRow> {
    let first = rows.first()?;
    let method = first.method;
    let of = |score: &dyn Fn(&ScoreRow) -> f64| mean(rows.iter().map(score));
    let no_change = |row: &ScoreRow| {
        let same =
            outcomes.iter().filter(|outcome| Some(outcome.measure) == row.measure && outcome.of(method).is_some());
        let simple: Vec<&ScoredForecast> = same.filter_map(|outcome| outcome.of(ForecastMethod::NoChange)).collect();
        let [low, high] = RANGES[1];
        mean(simple.iter().map(|simple| simple.percentiles[high] - simple.percentiles[low]))
    };
    let all = outcomes.iter().filter_map(|outcome| Some((*outcome, hits(outcome, outcome.of(method)?))));
    Some(ScoreRow {
        measure: None,
        n: rows.iter().map(|row| row.n).min()?,
        separate_spans: rows.iter().map(|row| row.separate_spans).min()?,
        coverage: [0, 1, 2].map(|range| of(&|row| row.coverage[range])),
        coverage_errors: coverage_errors(&all.collect::<Vec<_>>()),
        below: of(&|row| row.below),
        above: of(&|row| row.above),
        width80: of(&|row| over(row.width80, no_change(row))),
        bias: f64::NAN,
        interval80: f64::NAN,
        interval80_below: f64::NAN,
        interval80_above: f64::NAN,
        crps: of(&|row| row.skill),
        skill: of(&|row| row.skill),
        model_skill: of(&|row| row.model_skill),
        ..*first
    })
}

/// Standard errors of shares: figures of an authority, and of a year, are alike, so authorities and years are drawn again (the
/// pigeonhole bootstrap of Owen 2007). `NaN` with fewer than five authorities.
///
/// Too small where neighbouring origins share years, and in a single origin, where it leaves out what all authorities share in it.
fn coverage_errors(hits: &[(&ForecastOutcome, [f64; 3])]) -> [f64; 3] {
    let mut codes: Vec<&str> = hits.iter().map(|(outcome, _)| outcome.code.as_str()).collect();
    let mut years: Vec<ForecastOrigin> = hits.iter().map(|(outcome, _)| outcome.origin).collect();
    codes.sort_unstable();
    codes.dedup();
    years.sort_unstable();
    years.dedup();
    if codes.len() < FEWEST_AUTHORITIES {
        return [f64::NAN; 3];
    }
    let places: Vec<(usize, usize, [f64; 3])> = hits
        .iter()
        .filter_map(|(outcome, hits)| {
            Some((codes.binary_search(&outcome.code.as_str()).ok()?, years.binary_search(&outcome.origin).ok()?, *hits))
        })
        .collect();
    let [of_codes, of_years] = ["authorities", "years"].map(|what| Stream::new(1, Purpose::Resample, what));
    let times = |stream: Stream, number: usize, resample: u64| {
        let mut times = vec![0.0; number];
        for draw in 0..number {
            times[(stream.at(draw as u32).of(resample) * number as f64) as usize] += 1.0;
        }
        times
    };
    let resampled = (1..=RESAMPLES).map(|resample| {
        let [by_code, by_year] =
            [(of_codes, codes.len()), (of_years, years.len())].map(|(stream, number)| times(stream, number, resample));
        let (mut sums, mut weight) = ([0.0; 3], 0.0);
        for &(code, year, hits) in &places {
            let times = by_code[code] * by_year[year];
            for (sum, hit) in sums.iter_mut().zip(hits) {
                *sum += times * hit;
            }
            weight += times;
        }
        sums.map(|sum| sum / weight)
    });
    let shares: Vec<[f64; 3]> = resampled.filter(|shares| shares[0].is_finite()).collect();
    [0, 1, 2].map(|range| {
        let centre = mean(shares.iter().map(|shares| shares[range]));
        mean(shares.iter().map(|shares| (shares[range] - centre) * (shares[range] - centre))).sqrt()
    })
}
