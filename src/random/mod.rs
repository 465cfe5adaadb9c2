//! Random numbers and uncertain inputs: all draws of a run are made here.
//!
//! 1. `key` maps the address of a draw (seed, purpose, subject, replication, month) to one uniform. Nothing is drawn in
//!    sequence, so no addition or query changes another draw.
//! 2. `counts` maps a uniform to a number of leavers, starters or referrals by a monotone function, so that a small
//!    change in a rate affects the same people. Small counts are inverted exactly, large ones use `cornish_fisher`.
//!    `gamma` makes counts over-dispersed compared with a Poisson.
//! 3. `distribution` has the distributions of uncertain inputs, their errors and their quantiles, by which each input is
//!    drawn once per replication. A continuous distribution is a curve over the normal score, which for the beta is
//!    tabulated (`beta`, integrated with `gauss`). `copula` draws correlated inputs.
//!
//! `normal` is used by 2 and 3. Results are bit-identical on every platform: integers, IEEE arithmetic and square
//! roots, and the exponentials and logarithms of `libm`, never those of the system.

// Without inlining, a formula would not be part of its loop over lanes; a lazy operator would be a branch in it.
#![allow(clippy::inline_always, clippy::needless_bitwise_bool)]

mod beta;
pub mod by_lane;
mod copula;
mod cornish_fisher;
mod counts;
mod distribution;
mod gamma;
mod gauss;
mod key;
mod normal;
#[cfg(test)]
mod tests;

pub use copula::Copula;
pub use counts::{binomial, poisson};
pub use distribution::{Distribution, DistributionError, Quantile, Range80Shape};
pub(crate) use distribution::{DistributionForm, FORMS, ParameterKind};
pub use gamma::gamma_mean_one;
pub use key::{Draw, Draws, Purpose, Stream, stable_hash};
#[cfg(test)]
pub(crate) use normal::normal_cdf;
pub use normal::normal_quantile;
