//! Random numbers and uncertain inputs: all draws of a run are made here, for many replications side by side.
//!
//! 1. `key` maps the address of a draw (seed, purpose, subject, month, replication) to one uniform. Nothing is drawn in
//!    sequence, so no addition or query changes another draw.
//! 2. `counts` maps a uniform to a number of leavers, starters or referrals by a monotone function, so that a small
//!    change in a rate affects the same people. Small counts are inverted exactly (`inversion`), large ones use
//!    `cornish_fisher`. `gamma` makes counts over-dispersed compared with a Poisson; `exponential` is how much leaving
//!    hazard somebody bears.
//! 3. `distribution` has the distributions of uncertain inputs, their errors and their quantiles, by which each input is
//!    drawn once per replication. A continuous distribution is a curve over the normal score, which for the beta is
//!    tabulated (`beta`, integrated with `gauss`). `copula` draws correlated inputs.
//!
//! `normal` is used by 2 and 3. Results are bit-identical on every platform: integers, IEEE arithmetic and square
//! roots, and the exponentials and logarithms of `lanes` and `libm`, never those of the system. Each lane is the same
//! to the bit alone and among others: a method that no lane needs is left out, which changes nothing in any lane.

// Without inlining, a formula would not be part of its loop over lanes; a lazy operator would be a branch in it.
#![allow(clippy::inline_always, clippy::needless_bitwise_bool)]

mod beta;
mod copula;
mod cornish_fisher;
mod counts;
mod distribution;
mod exponential;
mod gamma;
mod gauss;
mod inversion;
mod key;
mod normal;
#[cfg(test)]
mod tests;

pub use copula::Copula;
pub use counts::{binomial, poisson};
pub use distribution::{Distribution, DistributionError, Quantile, Range80Shape};
pub(crate) use distribution::{DistributionForm, FORMS, ParameterKind};
pub use exponential::exponential;
pub(crate) use gamma::dispersed_mean;
pub use gamma::gamma_mean_one;
pub use key::{Draw, Purpose, Stream};
pub(crate) use normal::SCORE_90;
#[cfg(test)]
pub(crate) use normal::normal_cdf;
pub use normal::normal_quantile;
pub(crate) use normal::normal_quantiles;

/// 2^52: a number below it that is added to it is rounded to the nearest whole number, in the last bits of the sum.
const TWO_52: f64 = 4_503_599_627_370_496.0;
