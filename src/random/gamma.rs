//! Gamma variates for over-dispersed counts.

use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;
use rand_distr::{Distribution, Gamma};

use super::key::Draw;
use crate::lanes::{Lanes, each};

/// Gamma variates with mean 1 and variance `dispersion` (shape 1/phi, scale phi), one for each replication.
///
/// A Poisson whose mean mu is multiplied by it has variance mu + phi mu^2. A dispersion that is 0 or not a positive
/// number returns exactly 1. The result is never negative, and it is finite for any dispersion below 1e35.
///
/// Each has its own generator, seeded with `draw.seed_of(replication)`, because the method (Marsaglia and Tsang 2000, in
/// `rand_distr`) uses rejection and so a varying number of uniforms. Below a dispersion of 1 the draw changes smoothly
/// with it, except that rarely another variate is rejected; at 1 the method changes, and the draw jumps.
///
/// The draw is rounded to single precision. Any crate in the build that enables `num-traits/std` switches `rand_distr`
/// from `libm` to the system's logarithm, whose last bit differs between platforms. Below a dispersion of 1 a logarithm
/// affects the value in about 1 draw in 4,000 (beyond the ziggurat's base), and a difference in the last of 53 bits
/// survives rounding to 24 bits about once in 2^29: together about 1e-13. At 1 or above, where each draw uses a
/// logarithm or a power, it is about 1e-9 times the share of differing last bits.
#[inline(never)]
#[must_use]
pub fn gamma_mean_one<const N: usize>(dispersion: &Lanes<N>, draw: Draw, replications: &[u64; N]) -> Lanes<N> {
    each((dispersion, replications), |(dispersion, replication)| one(dispersion, draw, replication))
}

/// A Poisson mean multiplied by [`gamma_mean_one`], at most `most`: that bounds the count.
#[inline(always)]
pub(crate) fn dispersed_mean<const N: usize>(
    mean: &Lanes<N>,
    dispersion: &Lanes<N>,
    draw: Draw,
    replications: &[u64; N],
    most: f64,
) -> Lanes<N> {
    each((mean, &gamma_mean_one(dispersion, draw, replications)), |(mean, factor)| {
        let mean = mean * factor;
        if mean < most { mean } else { most }
    })
}

fn one(dispersion: f64, draw: Draw, replication: u64) -> f64 {
    // The reciprocal of anything smaller is infinite.
    if dispersion.is_nan() || dispersion < f64::MIN_POSITIVE {
        return 1.0;
    }
    let Ok(gamma) = Gamma::new(1.0 / dispersion, dispersion) else {
        return 1.0;
    };
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(draw.seed_of(replication));
    f64::from(gamma.sample(&mut generator) as f32)
}
