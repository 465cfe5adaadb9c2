//! How much of an authority's difference from others lasts.

use super::spread::SizeVariance;
use super::{AuthorityPanel, FURTHEST};
use crate::import::estimates::{least_squares, mean, without_outliers, without_year};
use crate::import::published::AuthorityYear;

/// With differences over fewer spans than this, half of what remains after a year is taken to be for good.
const SPANS_NEEDED: usize = 3;

/// A level that differs between authorities: part of the difference is for good, the rest an autoregression from year to year.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FittedLevel {
    /// Mean over all authorities at each census. What they share at the last one is taken to stay.
    means: Vec<(i32, f64)>,
    /// Share of a difference from the mean that is for good.
    pub lasting_share: f64,
    /// Correlation of the rest between one year and the next.
    pub persistence: f64,
    /// Variance of the rest, scaled so that the error after one year is that of the regression on one census; it is some 5% above the
    /// stationary variance, which stands for the error of what is for good.
    pub variance: SizeVariance,
}

impl FittedLevel {
    /// Fits what becomes of a level, less `other`, the part of its change that the model has already.
    /// What varies depends on `sizes`, one for each pair of censuses a year apart.
    ///
    /// After h years `k + (1 - k) p^h` of a difference is left, where k is the lasting share and p the persistence: least squares of the slopes
    /// of the later on the earlier difference.
    pub(super) fn fit(
        panel: &AuthorityPanel<'_>,
        of: impl Fn(&AuthorityYear) -> f64,
        other: impl Fn(&AuthorityYear) -> f64,
        sizes: &[f64],
    ) -> Option<Self> {
        let mean = |year: i32| {
            let of_year = panel.rows.iter().filter(|((_, at), _)| *at == year);
            mean(&of_year.map(|(_, row)| of(row)).collect::<Vec<_>>())
        };
        // The later level without the part of the change that the model has already.
        let then = |now: &AuthorityYear, later: &AuthorityYear| of(later) - (other(later) - other(now));
        let mut slopes = Vec::new();
        for years in 1..=FURTHEST {
            let of_years = panel.years(years);
            let [now, later] = [false, true].map(|is_later| {
                let level = |(now, later)| if is_later { then(now, later) } else { of(now) };
                without_year(&panel.pairs(years).map(level).collect::<Vec<_>>(), &of_years)
            });
            let changes: Vec<f64> = now.iter().zip(&later).map(|(now, later)| later - now).collect();
            let changes = without_outliers(changes);
            let without_recoded: Vec<f64> = now.iter().zip(changes).map(|(now, change)| now + change).collect();
            let Some(line) = least_squares(&without_recoded, &[&now]) else { break };
            slopes.push(line[1].clamp(0.0, 0.99));
        }
        let (lasting_share, persistence) = lasting(&slopes)?;
        let left = lasting_share + (1.0 - lasting_share) * persistence;
        let years = panel.years(1);
        let pairs = panel.pairs(1).zip(&years);
        let errors: Vec<f64> = pairs
            .map(|((now, later), year)| {
                let mean = mean(*year);
                then(now, later) - mean - left * (of(now) - mean)
            })
            .collect();
        let variance = SizeVariance::fit(&errors, &[], sizes, &years)?;
        let stationary = variance.times(1.0 / (1.0 - persistence * persistence));
        let mut of_years: Vec<i32> = panel.rows.iter().map(|((_, year), _)| *year).collect();
        of_years.sort_unstable();
        of_years.dedup();
        let means = of_years.into_iter().map(|year| (year, mean(year))).collect();
        Some(Self { means, lasting_share, persistence, variance: stationary })
    }

    /// What an authority's level comes back to, given its levels at its censuses, the last one now.
    ///
    /// The best linear estimate from their mean difference from those of all authorities: of the variance of that mean, the part that
    /// is for good is `k`, and the rest `(1 - k) (1 + 2 sum (1 - j / n) p^j) / n` over n censuses.
    pub(crate) fn long_run_mean(&self, censuses: &[(i32, f64)]) -> f64 {
        let mean_of = |year: i32| self.means.iter().find(|(of, _)| *of == year).map_or(f64::NAN, |(_, mean)| *mean);
        let apart: Vec<f64> = censuses.iter().map(|(year, level)| level - mean_of(*year)).collect();
        let apart: Vec<f64> = apart.into_iter().filter(|apart| apart.is_finite()).collect();
        let number = apart.len() as f64;
        let (mut power, mut passing) = (1.0, 1.0);
        for lag in 1..apart.len() {
            power *= self.persistence;
            passing += 2.0 * (1.0 - lag as f64 / number) * power;
        }
        let weight = self.lasting_share / (self.lasting_share + (1.0 - self.lasting_share) * passing / number);
        let own = if apart.is_empty() { 0.0 } else { weight * mean(&apart) };
        self.means.last().map_or(f64::NAN, |(_, mean)| *mean) + own
    }
}

/// The share that is for good and the persistence of the rest, from what is left of a difference after one, two ... years.
fn lasting(slopes: &[f64]) -> Option<(f64, f64)> {
    let first = *slopes.first()?;
    if slopes.len() < SPANS_NEEDED {
        let lasting_share = 0.5 * first;
        return Some((lasting_share, (first - lasting_share) / (1.0 - lasting_share)));
    }
    let mut best = (f64::INFINITY, (0.0, 0.0));
    for lasting_share in (0..90).map(|hundredths| f64::from(hundredths) / 100.0) {
        for persistence in (0..=95).map(|hundredths| f64::from(hundredths) / 100.0) {
            let mut power = 1.0;
            let error: f64 = slopes
                .iter()
                .map(|slope| {
                    power *= persistence;
                    let apart = slope - lasting_share - (1.0 - lasting_share) * power;
                    apart * apart
                })
                .sum();
            if error < best.0 {
                best = (error, (lasting_share, persistence));
            }
        }
    }
    Some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lasts_is_found_from_what_is_left() {
        let left = |years: i32| 0.25 + 0.75 * libm::pow(0.6, f64::from(years));
        let found = lasting(&[1, 2, 3, 4, 5].map(left)).expect("slopes");
        assert_eq!(found, (0.25, 0.6));
        // From a single year, half of it.
        let (lasting_share, persistence) = lasting(&[0.7]).expect("a slope");
        assert!(
            (lasting_share - 0.35).abs() < 1e-12
                && (lasting_share + (1.0 - lasting_share) * persistence - 0.7).abs() < 1e-12
        );
        assert!(lasting(&[]).is_none());
    }
}
