//! Simple forecasts beside which the model is scored: no change, no change plus the national change, and a regression.
//!
//! Each is fitted on all authorities up to the origin, measure by measure, on the scale on which changes are alike (logarithm or log
//! odds), with the errors that it would have made there.

use super::measure::{ChangeScale, ScoredMeasure};
use super::sample::SampleForecast;
use crate::import::{AuthorityKey, AuthorityYear, PublishedFigure, PublishedFigures, SMALLEST, least_squares, mean};

/// With changes over the horizon of fewer years than this, those over one year stand in.
const YEARS_NEEDED: usize = 2;

/// The forecasts of one measure over one horizon from one origin.
pub(super) struct BaselineForecasts {
    scale: ChangeScale,
    measure: ScoredMeasure,
    /// Changes of all authorities.
    changes: Vec<f64>,
    /// The change of England, and those of all authorities less England's in the same years.
    national: f64,
    beyond_national: Vec<f64>,
    regression: Option<Regression>,
}

/// A regression on the last value, the one before and the authority's own mean up to then.
struct Regression {
    constant: f64,
    slopes: [f64; 3],
    /// How many times it is applied: more than once if it is of one year and the horizon is longer.
    times: u32,
    errors: Vec<f64>,
}

/// The values of an authority up to a census, on the scale.
#[derive(Clone, Copy)]
struct Level {
    last: f64,
    before: f64,
    mean: f64,
    /// Number of values in the mean.
    number: f64,
}

impl Level {
    fn terms(self) -> [f64; 3] {
        [self.last, self.before, self.mean]
    }

    /// The level after one more value.
    fn then(self, next: f64) -> Self {
        let number = self.number + 1.0;
        Self { last: next, before: self.last, mean: self.mean + (next - self.mean) / number, number }
    }
}

impl Regression {
    fn forecast(&self, mut level: Level) -> f64 {
        for _ in 0..self.times {
            let terms = level.terms().into_iter().zip(self.slopes);
            level = level.then(self.constant + terms.map(|(term, slope)| term * slope).sum::<f64>());
        }
        level.last
    }
}

/// The authorities of the tables, with one measure of each year on its scale.
struct MeasurePanel<'p> {
    rows: Vec<(&'p AuthorityKey, f64)>,
}

impl<'p> MeasurePanel<'p> {
    fn new(pool: &'p PublishedFigures, until: i32, measure: ScoredMeasure) -> Self {
        let is_large = |(_, row): &(&AuthorityKey, &AuthorityYear)| row.get(PublishedFigure::Permanent) >= SMALLEST;
        let scaled = |(key, row): (&'p AuthorityKey, &AuthorityYear)| (key, measure.scale().of(measure.published(row)));
        Self { rows: pool.until(until).filter(is_large).map(scaled).filter(|(_, value)| value.is_finite()).collect() }
    }

    fn at(&self, code: &str, year: i32) -> Option<f64> {
        let place = self.rows.binary_search_by(|((of, at), _)| (of.as_str(), *at).cmp(&(code, year)));
        place.ok().map(|place| self.rows[place].1)
    }

    /// The changes of every authority over so many years, with the year from which they are.
    fn changes(&self, years: i32) -> Vec<(i32, f64)> {
        let change = |&((code, year), now): &(&AuthorityKey, f64)| Some((*year, self.at(code, year + years)? - now));
        self.rows.iter().filter_map(change).collect()
    }

    fn level(&self, code: &str, year: i32) -> Option<Level> {
        let last = self.at(code, year)?;
        let all = self.rows.iter().filter(|((of, at), _)| of == code && *at <= year);
        let (sum, number) = all.fold((0.0, 0.0), |(sum, number), (_, value)| (sum + value, number + 1.0));
        Some(Level { last, before: self.at(code, year - 1).unwrap_or(last), mean: sum / number, number })
    }

    fn regression(&self, years: i32, times: u32) -> Option<Regression> {
        let pair = |&((code, year), _): &(&AuthorityKey, f64)| {
            // Without a value before, the slopes on it and on the last one cannot be told apart.
            self.at(code, year - 1)?;
            Some((self.level(code, *year)?, self.at(code, year + years)?))
        };
        let (levels, later): (Vec<Level>, Vec<f64>) = self.rows.iter().filter_map(pair).unzip();
        let column = |term: usize| levels.iter().map(|level| level.terms()[term]).collect::<Vec<f64>>();
        let columns = [0, 1, 2].map(column);
        let all = least_squares(&later, &columns.each_ref().map(Vec::as_slice));
        // With two years of values the mean is that of the last and the one before.
        let found = all.or_else(|| least_squares(&later, &[&columns[0], &columns[1]]))?;
        let (constant, slopes) = (found[0], [1, 2, 3].map(|term| found.get(term).copied().unwrap_or(0.0)));
        let once = Regression { constant, slopes, times: 1, errors: Vec::new() };
        let widened = f64::from(times).sqrt();
        let errors =
            levels.iter().zip(&later).map(|(level, later)| widened * (later - once.forecast(*level))).collect();
        Some(Regression { times, errors, ..once })
    }
}

/// Whether changes of several years are known.
fn has_years(changes: &[(i32, f64)]) -> bool {
    let mut years: Vec<i32> = changes.iter().map(|(year, _)| *year).collect();
    years.sort_unstable();
    years.dedup();
    years.len() >= YEARS_NEEDED
}

impl BaselineForecasts {
    /// Fits the forecasts on all authorities in `pool` up to the origin; `None` if there are no changes in it.
    pub(super) fn new(pool: &PublishedFigures, origin: i32, horizon: u32, measure: ScoredMeasure) -> Option<Self> {
        let scale = measure.scale();
        let panel = MeasurePanel::new(pool, origin, measure);
        let (mut years, mut times) = (horizon as i32, 1);
        let mut over = panel.changes(years);
        if !has_years(&over) {
            (years, times) = (1, horizon);
            over = panel.changes(years);
        }
        let widened = f64::from(times).sqrt();
        let england = |year: i32| pool.england(year).map_or(f64::NAN, |row| scale.of(measure.published(row)));
        let national_since = |year: i32| england(year + years) - england(year);
        let changes = over.iter().map(|(_, change)| widened * change).collect();
        let beyond = over.iter().map(|(year, change)| widened * (change - national_since(*year)));
        let beyond_national = beyond.filter(|change| change.is_finite()).collect();
        let national = f64::from(times) * national_since(origin - years);
        (!over.is_empty()).then(|| Self {
            scale,
            measure,
            changes,
            national,
            beyond_national,
            regression: panel.regression(years, times),
        })
    }

    /// The last value, moved by the changes of all authorities.
    pub(super) fn no_change(&self, now: &AuthorityYear) -> Option<SampleForecast> {
        self.moved(now, 0.0, &self.changes)
    }

    /// The same, with the last change of England instead of the mean of earlier ones.
    pub(super) fn national_change(&self, now: &AuthorityYear) -> Option<SampleForecast> {
        self.moved(now, self.national, &self.beyond_national)
    }

    fn moved(&self, now: &AuthorityYear, by: f64, changes: &[f64]) -> Option<SampleForecast> {
        let last = self.scale.of(self.measure.published(now)) + by;
        SampleForecast::new(changes.iter().map(|change| self.scale.value(last + change)).collect())
    }

    /// The regression, for an authority with these censuses up to the origin, the last one at it.
    pub(super) fn regression(&self, censuses: &[AuthorityYear]) -> Option<SampleForecast> {
        let values = censuses.iter().map(|row| self.scale.of(self.measure.published(row)));
        let known: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        let (&last, earlier) = known.split_last()?;
        let before = earlier.last().copied().unwrap_or(last);
        let level = Level { last, before, mean: mean(&known), number: known.len() as f64 };
        let regression = self.regression.as_ref()?;
        let centre = regression.forecast(level);
        SampleForecast::new(regression.errors.iter().map(|error| self.scale.value(centre + error)).collect())
    }
}
