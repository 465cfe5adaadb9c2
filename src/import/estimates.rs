//! Estimates over many authority-years: least squares, differences from the year's mean, robust spreads.

use crate::random::SCORE_90;
use crate::summary::percentile;

/// Least squares of `y` on `xs` with a constant, over the rows in which all figures are known: the constant and the slopes.
/// `None` if there are too few rows, or the columns are not independent.
///
/// Solves the normal equations, scaled to unit diagonal, by Gaussian elimination with pivots (Golub and Van Loan 2013, section
/// 5.3).
pub(crate) fn least_squares(y: &[f64], xs: &[&[f64]]) -> Option<Vec<f64>> {
    let unknowns = xs.len() + 1;
    let term = |row: usize, column: usize| if column == 0 { 1.0 } else { xs[column - 1][row] };
    let mut system = vec![vec![0.0; unknowns + 1]; unknowns];
    let mut known = 0;
    for (row, &value) in y.iter().enumerate() {
        if !value.is_finite() || xs.iter().any(|x| !x[row].is_finite()) {
            continue;
        }
        known += 1;
        for (i, equation) in system.iter_mut().enumerate() {
            for (j, sum) in equation.iter_mut().enumerate() {
                *sum += term(row, i) * if j < unknowns { term(row, j) } else { value };
            }
        }
    }
    if known <= unknowns {
        return None;
    }
    let scales: Vec<f64> = (0..unknowns).map(|i| system[i][i].sqrt()).collect();
    for (i, equation) in system.iter_mut().enumerate() {
        for (j, sum) in equation.iter_mut().enumerate() {
            *sum /= scales[i] * scales.get(j).copied().unwrap_or(1.0);
        }
    }
    let scaled = solve(system)?;
    Some(scaled.iter().zip(&scales).map(|(value, scale)| value / scale).collect())
}

/// The solution of linear equations, each with its right-hand side at the end; `None` if there is not exactly one.
fn solve(mut system: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    /// Pivots below this share of the diagonal are rounding errors.
    const NONE: f64 = 1e-10;
    let n = system.len();
    for column in 0..n {
        let pivot = (column..n).max_by(|&a, &b| system[a][column].abs().total_cmp(&system[b][column].abs()))?;
        system.swap(column, pivot);
        // Not less: a pivot may be missing.
        if system[column][column].abs() < NONE || system[column][column].is_nan() {
            return None;
        }
        let above = system[column].clone();
        for equation in &mut system[column + 1..] {
            let factor = equation[column] / above[column];
            for (value, of_above) in equation.iter_mut().zip(&above) {
                *value -= factor * of_above;
            }
        }
    }
    let mut solution = vec![0.0; n];
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|column| system[row][column] * solution[column]).sum();
        solution[row] = (system[row][n] - known) / system[row][row];
    }
    Some(solution)
}

/// The mean of the known values of each year that has one, in order.
pub(crate) fn year_means(values: &[f64], years: &[i32]) -> Vec<f64> {
    let mut of_years: Vec<i32> = years.to_vec();
    of_years.sort_unstable();
    of_years.dedup();
    let of = |year: i32| {
        let values = values.iter().zip(years).filter(|(_, of)| **of == year).map(|(value, _)| *value);
        mean(&values.collect::<Vec<_>>())
    };
    of_years.into_iter().map(of).filter(|mean| mean.is_finite()).collect()
}

/// Differences from the mean of the year, so that what all authorities share in a year is left out.
pub(crate) fn without_year(values: &[f64], years: &[i32]) -> Vec<f64> {
    let mut means: Vec<(i32, f64)> = Vec::new();
    for &year in years {
        if !means.iter().any(|&(known, _)| known == year) {
            let of_year = values.iter().zip(years).filter(|(_, of)| **of == year).map(|(value, _)| *value);
            means.push((year, mean(&of_year.collect::<Vec<_>>())));
        }
    }
    let of = |year: i32| means.iter().find(|&&(known, _)| known == year).map_or(f64::NAN, |&(_, mean)| mean);
    values.iter().zip(years).map(|(value, &year)| value - of(year)).collect()
}

/// The values, without those further from their mean than four standard deviations: recoded years.
pub(crate) fn without_outliers(mut values: Vec<f64>) -> Vec<f64> {
    const FURTHEST: f64 = 4.0;
    let (centre, most) = (mean(&values), FURTHEST * spread(&values));
    for value in &mut values {
        if (*value - centre).abs() > most {
            *value = f64::NAN;
        }
    }
    values
}

/// The standard deviation of a normal distribution with the 10th and 90th percentile of the known values, which a few recoded
/// years do not move; `NaN` if none is known.
pub(crate) fn spread(values: &[f64]) -> f64 {
    let mut known: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    known.sort_by(f64::total_cmp);
    match (percentile(&known, 10.0), percentile(&known, 90.0)) {
        (Some(low), Some(high)) => (high - low) / (2.0 * SCORE_90),
        _ => f64::NAN,
    }
}

/// Mean of the known values; `NaN` if none is known.
pub(crate) fn mean(values: &[f64]) -> f64 {
    let known = values.iter().filter(|value| value.is_finite());
    let (sum, number) = known.fold((0.0, 0.0), |(sum, number), value| (sum + value, number + 1.0));
    sum / number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn least_squares_finds_an_exact_plane_among_missing_rows() {
        let one: Vec<f64> = (0..20).map(f64::from).collect();
        let other: Vec<f64> = (0..20).map(|n| f64::from(n * n % 7)).collect();
        let mut y: Vec<f64> = one.iter().zip(&other).map(|(a, b)| 3.0 + 0.5 * a - 2e-4 * b).collect();
        y[4] = f64::NAN;
        let found = least_squares(&y, &[&one, &other]).unwrap();
        for (found, expected) in found.iter().zip([3.0, 0.5, -2e-4]) {
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
        assert!(least_squares(&y, &[&one, &one]).is_none());
        assert!(least_squares(&y[..3], &[&one[..3], &other[..3]]).is_none());
    }

    #[test]
    fn least_squares_leave_residuals_without_slope() {
        let x: Vec<f64> = (0..50).map(|n| f64::from(n * 37 % 50)).collect();
        let y: Vec<f64> = (0..50).map(|n| f64::from(n * 11 % 13)).collect();
        let found = least_squares(&y, &[&x]).unwrap();
        let rest = |row: usize| y[row] - found[0] - found[1] * x[row];
        assert!((0..50).map(rest).sum::<f64>().abs() < 1e-9);
        assert!((0..50).map(|row| rest(row) * x[row]).sum::<f64>().abs() < 1e-7);
    }

    #[test]
    fn years_are_taken_out() {
        let found = without_year(&[1.0, 3.0, 10.0, f64::NAN, 14.0], &[2020, 2020, 2021, 2021, 2021]);
        assert_eq!(found[..3], [-1.0, 1.0, -2.0]);
        assert!(found[3].is_nan());
        assert_eq!(found[4], 2.0);
    }

    #[test]
    fn the_spread_of_normal_values_is_their_standard_deviation() {
        let values: Vec<f64> =
            (1..10_000).map(|n| 2.5 * crate::random::normal_quantile(f64::from(n) / 10_000.0)).collect();
        assert!((spread(&values) - 2.5).abs() < 0.01);
        assert!(spread(&[f64::NAN]).is_nan());
    }
}
