//! Tests of the samplers against their distributions, and against values that must never change.

mod beta;
mod copula;
mod counts;
mod counts_error;
mod form;
mod gamma;
mod key;
mod normal;
mod quantile;
mod quantile_error;
mod reference;

use super::{Draw, Purpose, Stream, binomial, gamma_mean_one, poisson};
use crate::lanes::Lanes;

/// Lanes, as in a run.
const LANES: usize = 64;

/// The draw of a named test.
fn draw(what: &str) -> Draw {
    Stream::new(2024, Purpose::Input, what).at(0)
}

/// The uniforms of `columns` times 64 replications.
fn columns(what: &str, columns: u64) -> impl Iterator<Item = Lanes<LANES>> {
    let draw = draw(what);
    (0..columns).map(move |column| draw.by_lane(&replications(column)))
}

/// The numbers of the replications in block `column`.
fn replications(column: u64) -> [u64; LANES] {
    std::array::from_fn(|lane| column * LANES as u64 + lane as u64 + 1)
}

fn one_binomial(n: f64, p: f64, u: f64) -> f64 {
    binomial(&Lanes([n]), p, &Lanes([u])).0[0]
}

fn one_poisson(mean: f64, u: f64) -> f64 {
    poisson(&Lanes([mean]), &Lanes([u])).0[0]
}

fn one_gamma(dispersion: f64, draw: Draw, replication: u64) -> f64 {
    gamma_mean_one(&Lanes([dispersion]), draw, &[replication]).0[0]
}

/// Kolmogorov-Smirnov statistic: sqrt(n) times the maximum distance of the sample from the uniform. It exceeds 2.2 once
/// in 10,000.
fn kolmogorov(mut uniforms: Vec<f64>) -> f64 {
    uniforms.sort_by(f64::total_cmp);
    let n = uniforms.len() as f64;
    let distance = |(i, u): (usize, &f64)| (u - i as f64 / n).max((i + 1) as f64 / n - u);
    n.sqrt() * uniforms.iter().enumerate().map(distance).fold(0.0, f64::max)
}

#[track_caller]
fn assert_near(got: f64, expected: f64, tolerance: f64) {
    assert!((got - expected).abs() <= tolerance, "{got} is not within {tolerance:e} of {expected}");
}
