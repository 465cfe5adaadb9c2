//! Counts: the binomial and the Poisson as monotone functions of one uniform.
//!
//! A small change in a rate then affects the same people, and the difference between two scenarios is not drowned by
//! noise. Searching from the mode is faster but not monotone, and rejection uses a varying number of uniforms.
//!
//! - Mean at most 12 (for the binomial, of the rarer outcome): exact inversion, adding probabilities from 0 upwards.
//!   Non-decreasing in the uniform to the last bit, and also in p, n or the mean unless the uniform is within 1e-12 of
//!   a step of the distribution function.
//! - Above 12: the Cornish-Fisher quantile (errors in `cornish_fisher`), also non-decreasing in all of them.
//! - When a rising mean crosses 12, a count may fall by 1, for fewer than 2 uniforms in 10,000.

use super::cornish_fisher::{Cumulants, quantile};

/// The largest mean (for the binomial, of the rarer outcome) that is inverted exactly.
///
/// Inversion takes 1 to 2 ns per unit of the mean, the other method about 24 ns regardless of the mean.
pub(super) const EXACT_MEAN: f64 = 12.0;

/// The probability that a count with mean [`EXACT_MEAN`] exceeds this is negligible in double precision: for a Poisson
/// with mean 12 the probability above 64 is 1e-25.
const EXACT_MOST: usize = 64;

/// 1/1, 1/2, 1/3 and so on: a multiplication takes a quarter of the time of a division.
const RECIPROCAL: [f64; EXACT_MOST] = {
    let mut table = [0.0; EXACT_MOST];
    let mut k = 0;
    while k < EXACT_MOST {
        table[k] = 1.0 / (k + 1) as f64;
        k += 1;
    }
    table
};

/// Number of events among `n` trials with probability `p`: the binomial quantile of the uniform `u`.
///
/// Non-decreasing in `u`. `p` is clamped to 0..=1, and NaN counts as 0. `u` should be strictly between 0 and 1; any
/// other value returns an unspecified count in 0..=`n`.
// Inlining at every call site would overfill the instruction cache.
#[inline(never)]
#[must_use]
pub fn binomial(n: u32, p: f64, u: f64) -> u32 {
    if p > 0.5 {
        if p >= 1.0 {
            return n;
        }
        // Count the complement. Both differences are exact, and two reversals preserve the order in u.
        return n - rarer(n, 1.0 - p, 1.0 - u);
    }
    rarer(n, p, u)
}

/// The binomial for `p` up to 1/2; 0 if `p` is NaN or negative.
#[inline]
fn rarer(n: u32, p: f64, u: f64) -> u32 {
    let mean = f64::from(n) * p;
    // Bernoulli's inequality, (1 - p)^n >= 1 - n p: 0 at once for most draws of a rare event in a small group.
    if u < 1.0 - mean || mean.is_nan() || mean <= 0.0 {
        return 0;
    }
    if mean <= EXACT_MEAN {
        return exact_binomial(n, p, u);
    }
    let q = 1.0 - p;
    let variance = mean * q;
    quantile(mean, Cumulants::binomial(variance, p, q), u).min(n)
}

/// Inversion, by P(k + 1) = P(k) ((n + 1) / (k + 1) - 1) p / (1 - p) from P(0) = (1 - p)^n.
fn exact_binomial(n: u32, p: f64, u: f64) -> u32 {
    let odds = p / (1.0 - p);
    // Rounding may leave the factor for k = n slightly above 0, hence `min`.
    invert(none_of(n, p), odds * (f64::from(n) + 1.0), odds, u).min(n)
}

/// (1 - p)^n, with a relative error below 3e-13.
#[inline]
fn none_of(n: u32, p: f64) -> f64 {
    // Repeated squaring multiplies the rounding error of 1 - p by n, but up to here it takes a third of the time.
    if n > 1023 {
        return libm::exp(f64::from(n) * libm::log1p(-p));
    }
    let (mut power, mut square, mut rest) = (1.0, 1.0 - p, n);
    while rest > 0 {
        // A lookup instead of a branch: the bits of a count are unpredictable for branch prediction.
        power *= [1.0, square][(rest & 1) as usize];
        square *= square;
        rest >>= 1;
    }
    power
}

/// The Poisson quantile of the uniform `u` for the mean `mean`.
///
/// Non-decreasing in `u`. A negative or NaN mean counts as 0, and one above `u32::MAX` is clamped. `u` should be
/// strictly between 0 and 1; any other value returns an unspecified count.
#[inline]
#[must_use]
pub fn poisson(mean: f64, u: f64) -> u32 {
    // exp(-mean) >= 1 - mean
    if u < 1.0 - mean || mean.is_nan() || mean <= 0.0 {
        return 0;
    }
    if mean <= EXACT_MEAN {
        return invert(libm::exp(-mean), mean, 0.0, u);
    }
    let mean = mean.min(f64::from(u32::MAX));
    quantile(mean, Cumulants::poisson(mean), u)
}

/// The smallest k whose distribution function exceeds `u`; P(0) is `none`, P(k + 1) is P(k) (`rise` / (k + 1) -
/// `fall`).
///
/// The sums compared with `u` do not depend on `u`, so the result is non-decreasing in it to the last bit.
#[inline(never)]
fn invert(none: f64, rise: f64, fall: f64, u: f64) -> u32 {
    let (mut term, mut sum) = (none, none);
    for (k, reciprocal) in RECIPROCAL.iter().enumerate() {
        if u < sum {
            return k as u32;
        }
        term *= rise * reciprocal - fall;
        let next = sum + term;
        // Rounding leaves the sum below 1; a `u` beyond the last representable step belongs to that step.
        if next <= sum {
            return k as u32;
        }
        sum = next;
    }
    EXACT_MOST as u32
}
