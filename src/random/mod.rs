//! Chance, and what is not known: every number that a run draws is drawn here.
//!
//! 1. `key`: the address of a draw (seed, purpose, what it is for, replication, month) becomes one uniform. Nothing is
//!    drawn in sequence, so nothing that is added or asked for moves another draw.
//! 2. `counts` turns a uniform into so many leavers, starters or referrals, as a monotone function: a rate that moves a
//!    little moves the same people. Small counts are inverted exactly, large ones by `cornish_fisher`. `gamma` gives
//!    counts more spread than a Poisson has.
//! 3. `distribution` is what a scenario may say of an input that is not known, `distribution_error` what may be wrong
//!    with it, and `quantile` draws it, once a replication. The continuous ones are each a `curve` over the normal
//!    score, the beta's by a table (`beta`, added up with `gauss`). `copula` draws several that go together.
//!
//! `normal` serves 2 and 3. A result has the same bits on every platform: integers, IEEE arithmetic and square roots,
//! and the exponentials and logarithms of `libm`, never the system's.

mod beta;
mod copula;
mod cornish_fisher;
mod counts;
mod curve;
mod distribution;
mod distribution_error;
mod gamma;
mod gauss;
mod key;
mod normal;
mod quantile;
#[cfg(test)]
mod tests;

pub use copula::Copula;
pub use counts::{binomial, poisson};
pub use distribution::{Distribution, Range80Shape};
pub(crate) use distribution::{DistributionForm, FORMS, ParameterKind};
pub use distribution_error::DistributionError;
pub use gamma::gamma_mean_one;
pub use key::{Draws, Purpose, Stream, stable_hash};
pub use normal::{normal_cdf, normal_quantile};
pub use quantile::Quantile;
