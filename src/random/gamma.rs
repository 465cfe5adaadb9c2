//! The gamma behind over-dispersed counts.

use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;
use rand_distr::{Distribution, Gamma};

use super::key::Draws;

/// A gamma of mean 1 and variance `dispersion` (shape 1/phi, scale phi), drawn for `month`.
///
/// A Poisson whose mean is multiplied by it has variance mu + phi mu^2. A dispersion of 0, or one that is not a
/// positive number, gives exactly 1. The result is never negative, and finite for any dispersion below 1e35.
///
/// The draw has a generator of its own, opened from `draws.seed_at(month)`, since the method (Marsaglia and Tsang 2000,
/// in `rand_distr`) rejects: it takes a number of uniforms that varies. Below 1 the dispersion moves the draw
/// smoothly; at 1 the method changes, and with it the draw.
///
/// The draw is rounded to single precision. Any crate in the build that turns on `num-traits/std` switches
/// `rand_distr` from `libm` to the system's logarithm, whose last bit differs between platforms. Below a dispersion
/// of 1 a logarithm reaches the value in 1 draw of about 4,000 (beyond the ziggurat's base), and a difference of one
/// last bit in 2^53 survives rounding to 24 bits once in about 2^29: together 1e-13 or so. At 1 or above, where
/// each draw takes a logarithm or a power, it is about 1e-9 times the share of last bits that differ.
#[must_use]
pub fn gamma_mean_one(dispersion: f64, draws: Draws, month: u32) -> f64 {
    // The reciprocal of anything smaller is infinite.
    if dispersion.is_nan() || dispersion < f64::MIN_POSITIVE {
        return 1.0;
    }
    let Ok(gamma) = Gamma::new(1.0 / dispersion, dispersion) else {
        return 1.0;
    };
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(draws.seed_at(month));
    f64::from(gamma.sample(&mut generator) as f32)
}
