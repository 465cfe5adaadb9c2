//! Samplers that draw for all lanes at once.

mod cornish_fisher;
mod counts;
mod exponential;
mod gamma;
mod inversion;

#[cfg(test)]
pub(crate) use counts::EXACT_MEAN;
pub use counts::{binomial, poisson};
pub use exponential::exponential;
pub use gamma::gamma_mean_one;

/// 2^52: a number below it that is added to it is rounded to the nearest whole number, in the last bits of the sum.
const TWO_52: f64 = 4_503_599_627_370_496.0;
