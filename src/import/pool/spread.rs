//! Spreads that depend on size: what chance moves in a small authority hardly shows in a large one.

use crate::import::estimates::{mean, spread, without_year, year_means};

/// With fewer years than this, what all authorities share in one is taken to be [`ASSUMED_SHARED`] of the variance in it.
const YEARS_NEEDED: usize = 3;

/// An assumption: a sixth of what varies between authorities in a year.
const ASSUMED_SHARED: f64 = 1.0 / 6.0;

/// A variance a + b / FTE, of staff or of vacancies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SizeVariance {
    constant: f64,
    per_fte: f64,
}

/// Authorities are taken in so many groups of equal number.
const GROUPS: usize = 3;

impl SizeVariance {
    /// Fits the variance of `values` of some years in authorities of these sizes, FTE: what varies in a year, and between years.
    ///
    /// In a year, by least squares over thirds by size, each with its robust spread less `by_chance`, the mean variance there that the
    /// model has already. Between years, from the means of the years; the next one is as far from their mean as they are, and that
    /// mean is itself uncertain. `None` if too few values are known.
    pub(super) fn fit(values: &[f64], by_chance: &[f64], sizes: &[f64], years: &[i32]) -> Option<Self> {
        let within = Self::within_years(&without_year(values, years), by_chance, sizes)?;
        let means = year_means(values, years);
        let number = means.len() as f64;
        let centre = means.iter().sum::<f64>() / number;
        let squares: f64 = means.iter().map(|mean| (mean - centre) * (mean - centre)).sum();
        let shared = if means.len() < YEARS_NEEDED {
            let usual = sizes.len() as f64 / sizes.iter().map(|fte| 1.0 / fte).sum::<f64>();
            ASSUMED_SHARED * within.sd(usual) * within.sd(usual)
        } else {
            squares / (number - 1.0) * (1.0 + 1.0 / number)
        };
        Some(Self { constant: within.constant + shared, ..within })
    }

    fn within_years(values: &[f64], by_chance: &[f64], sizes: &[f64]) -> Option<Self> {
        let is_known = |&row: &usize| values[row].is_finite() && sizes[row] > 0.0;
        let mut rows: Vec<usize> = (0..values.len()).filter(is_known).collect();
        rows.sort_by(|&one, &other| sizes[one].total_cmp(&sizes[other]));
        if rows.len() < 10 * GROUPS {
            return None;
        }
        let (mut inverse, mut variances) = ([0.0; GROUPS], [0.0; GROUPS]);
        for group in 0..GROUPS {
            let of = &rows[group * rows.len() / GROUPS..(group + 1) * rows.len() / GROUPS];
            let column = |value: &dyn Fn(usize) -> f64| of.iter().map(|&row| value(row)).collect::<Vec<f64>>();
            let all = spread(&column(&|row| values[row]));
            let chance = mean(&column(&|row| by_chance.get(row).copied().unwrap_or(0.0)));
            inverse[group] = mean(&column(&|row| 1.0 / sizes[row]));
            variances[group] = if all * all > chance { all * all - chance } else { 0.0 };
        }
        Some(Self::line(inverse, variances))
    }

    /// The line through the groups; if it would fall with 1 / FTE or begin below zero, the one that does not.
    fn line(inverse: [f64; GROUPS], variances: [f64; GROUPS]) -> Self {
        let [x, y] = [inverse, variances].map(|values| values.iter().sum::<f64>() / GROUPS as f64);
        let product: f64 = inverse.iter().zip(variances).map(|(one, two)| (one - x) * (two - y)).sum();
        let square: f64 = inverse.iter().map(|one| (one - x) * (one - x)).sum();
        let slope = product / square;
        if slope.is_nan() || slope <= 0.0 {
            return Self { constant: y, per_fte: 0.0 };
        }
        let constant = y - slope * x;
        if constant > 0.0 { Self { constant, per_fte: slope } } else { Self { constant: 0.0, per_fte: y / x } }
    }

    /// The standard deviation in an authority of this size.
    pub(crate) fn sd(&self, fte: f64) -> f64 {
        (self.constant + self.per_fte / fte).sqrt()
    }

    /// The variance times a factor.
    pub(super) fn times(self, factor: f64) -> Self {
        Self { constant: self.constant * factor, per_fte: self.per_fte * factor }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::normal_quantile;

    #[test]
    fn a_variance_that_falls_with_size_is_found() {
        // Authorities of 50, 100 and 400 FTE with a variance of 0.01 + 2 / FTE, of which 1 / FTE is chance.
        let (mut values, mut chance, mut sizes, mut years) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for fte in [50.0_f64, 100.0, 400.0] {
            for place in 1..400 {
                for (year, shared) in [(2020, -0.06), (2021, 0.0), (2022, 0.06)] {
                    values.push(shared + (0.01 + 2.0 / fte).sqrt() * normal_quantile(f64::from(place) / 400.0));
                    chance.push(1.0 / fte);
                    sizes.push(fte);
                    years.push(year);
                }
            }
        }
        let found = SizeVariance::fit(&values, &chance, &sizes, &years).expect("enough values");
        for fte in [50.0_f64, 100.0, 400.0, 1000.0] {
            // Between the years the variance is 0.0036, and that of their mean a third of it.
            assert!((found.sd(fte) / (0.0148 + 1.0 / fte).sqrt() - 1.0).abs() < 0.01, "{fte}: {found:?}");
        }
    }

    #[test]
    fn a_variance_is_never_below_zero() {
        let line = |variances| SizeVariance::line([0.25, 0.5, 0.75], variances);
        assert_eq!(line([3.0, 2.0, 1.0]), SizeVariance { constant: 2.0, per_fte: 0.0 });
        assert_eq!(line([0.0, 1.0, 2.0]), SizeVariance { constant: 0.0, per_fte: 2.0 });
    }
}
