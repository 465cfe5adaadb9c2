//! Samplers that draw for all lanes at once.

// Without inlining, a formula would not be part of the loop over lanes.
#![allow(clippy::inline_always)]

mod cornish_fisher;
mod counts;
mod exponential;
mod gamma;
mod inversion;

pub use counts::{binomial, poisson};
pub use exponential::exponential;
pub use gamma::gamma_mean_one;
