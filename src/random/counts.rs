//! Counts: the binomial and the Poisson as monotone functions of one uniform, for all lanes at once.
//!
//! A small change in a rate then affects the same people, and the difference between two scenarios is not drowned by
//! noise. Searching from the mode is faster but not monotone, and rejection uses a varying number of uniforms.
//!
//! - Mean at most 12 (for the binomial, of the rarer outcome): exact inversion, adding probabilities from 0 upwards.
//!   Non-decreasing in the uniform to the last bit, and also in p, n or the mean unless the uniform is within 1e-12 of
//!   a step of the distribution function.
//! - Above 12: the Cornish-Fisher quantile (errors in `cornish_fisher`), also non-decreasing in all of them.
//! - When a rising mean crosses 12, a count may fall by 1, for fewer than 2 uniforms in 10,000.
//!
//! The method is chosen lane by lane, by computing both and taking one. A method that no lane takes is left out, which
//! changes nothing in any lane.

use super::cornish_fisher::{Cumulants, coarse_normal_quantiles, quantile};
use super::inversion::{Group, Inversion, TOGETHER, invert, invert_where, none_of, pick};
use crate::lanes::{ByLane, Lanes, Work, each, exp, vectorise};

/// The largest mean (for the binomial, of the rarer outcome) that is inverted exactly.
pub(super) const EXACT_MEAN: f64 = 12.0;

/// The greatest mean of a Poisson; a greater one is reduced to this.
const GREATEST_MEAN: f64 = u32::MAX as f64;

/// Numbers of events among `n` trials with probability `p`: the binomial quantiles of the uniforms `u`.
///
/// Non-decreasing in `u`. `n` is a whole number up to 2^52. `p` is clamped to 0..=1, and NaN counts as 0. `u` should be strictly
/// between 0 and 1; any other value returns an unspecified count in 0..=`n`.
#[must_use]
pub fn binomial<const N: usize>(n: &Lanes<N>, p: impl ByLane<N, Value = f64>, u: &Lanes<N>) -> Lanes<N> {
    vectorise::<N, _>(Binomial { n, p: &each(p, |p| p), u })
}

struct Binomial<'a, const N: usize> {
    n: &'a Lanes<N>,
    p: &'a Lanes<N>,
    u: &'a Lanes<N>,
}

impl<const N: usize> Work for Binomial<'_, N> {
    type Output = Lanes<N>;

    #[inline(always)]
    fn run(self) -> Lanes<N> {
        let Self { n, p, u } = self;
        // The complement is counted if it is rarer. Both differences are exact, and two reversals preserve the order in u.
        let rarer = each(p, |p| positive(if p > 0.5 { 1.0 - p } else { p }));
        let u = each((p, u), |(p, u)| if p > 0.5 { 1.0 - u } else { u });
        let mean = each((n, &rarer), |(n, p)| positive(n) * p);
        let mut counts = invert_where(&wanted(&mean, &u), SmallBinomial(Binomial { n, p: &rarer, u: &u }));
        if mean.any(|mean| mean > EXACT_MEAN) {
            counts = expand(&counts, &mean, &rarer, &u, Cumulants::binomial);
        }
        each((p, n, &counts), |(p, n, count)| {
            let n = positive(n);
            // Rounding may leave the probability of n + 1 slightly above 0.
            let count = if count > n { n } else { count };
            if p > 0.5 { n - count } else { count }
        })
    }
}

/// Binomials of which `p` is at most 1/2 and the mean small.
struct SmallBinomial<'a, const N: usize>(Binomial<'a, N>);

impl<const N: usize> Inversion for SmallBinomial<'_, N> {
    #[inline(always)]
    fn counts(&self, lanes: &[usize; TOGETHER]) -> Group {
        let (n, p) = (pick(self.0.n, lanes), pick(self.0.p, lanes));
        let odds = each(&p, |p| p / (1.0 - p));
        // P(k + 1) = P(k) ((n + 1) / (k + 1) - 1) p / (1 - p)
        let rise = each((&odds, &n), |(odds, n)| odds * (n + 1.0));
        invert(&none_of(&n, &p), &rise, &odds, &pick(self.0.u, lanes))
    }
}

/// The Poisson quantiles of the uniforms `u` for the means `mean`.
///
/// Non-decreasing in `u`. A negative or NaN mean counts as 0, and one above `u32::MAX` is clamped. `u` should be
/// strictly between 0 and 1; any other value returns an unspecified count.
#[must_use]
pub fn poisson<const N: usize>(mean: &Lanes<N>, u: &Lanes<N>) -> Lanes<N> {
    vectorise::<N, _>(Poisson { mean, u })
}

struct Poisson<'a, const N: usize> {
    mean: &'a Lanes<N>,
    u: &'a Lanes<N>,
}

impl<const N: usize> Work for Poisson<'_, N> {
    type Output = Lanes<N>;

    #[inline(always)]
    fn run(self) -> Lanes<N> {
        let Self { mean, u } = self;
        let mean = each(mean, |mean| positive(if mean > GREATEST_MEAN { GREATEST_MEAN } else { mean }));
        let mut counts = invert_where(&wanted(&mean, u), SmallPoisson(Poisson { mean: &mean, u }));
        if mean.any(|mean| mean > EXACT_MEAN) {
            counts = expand(&counts, &mean, &mean, u, |mean, _| Cumulants::poisson(mean));
        }
        counts
    }
}

/// Poissons with a small mean.
struct SmallPoisson<'a, const N: usize>(Poisson<'a, N>);

impl<const N: usize> Inversion for SmallPoisson<'_, N> {
    #[inline(always)]
    fn counts(&self, lanes: &[usize; TOGETHER]) -> Group {
        let mean = pick(self.0.mean, lanes);
        invert(&each(&mean, |mean| exp(-mean)), &mean, &Lanes::ZERO, &pick(self.0.u, lanes))
    }
}

/// The value if it is above 0, otherwise 0: also for NaN and -0.0.
#[inline(always)]
fn positive(value: f64) -> f64 {
    if value > 0.0 { value } else { 0.0 }
}

/// Whether a lane is inverted exactly and may have a count above 0.
#[inline(always)]
fn wanted<const N: usize>(mean: &Lanes<N>, u: &Lanes<N>) -> [bool; N] {
    let mut wanted = [false; N];
    for (wanted, (mean, u)) in wanted.iter_mut().zip(mean.0.iter().zip(u.0)) {
        // Both (1 - p)^n and exp(-mean) are at least 1 - mean: 0 for most draws of a rare event in a small group.
        *wanted = (*mean <= EXACT_MEAN) & (u >= 1.0 - mean);
    }
    wanted
}

/// `counts`, with those of the lanes with a large mean, whose cumulants are `cumulants` of the mean and `p`.
#[inline(always)]
fn expand<const N: usize>(
    counts: &Lanes<N>,
    mean: &Lanes<N>,
    p: &Lanes<N>,
    u: &Lanes<N>,
    cumulants: impl Fn(f64, f64) -> Cumulants,
) -> Lanes<N> {
    // Two short loops are faster than a long one, of which a processor can keep only one step in flight.
    let z = coarse_normal_quantiles(u);
    each((counts, mean, p, &z), |(count, mean, p, z)| {
        let quantile = quantile(mean, cumulants(mean, p), z);
        if mean > EXACT_MEAN { quantile } else { count }
    })
}
