//! Exponential variates.

use crate::lanes::{Lanes, each, ln_of_normal};

/// Exponential variates with mean 1: -ln(`u`), which falls as the uniform rises. `u` is strictly between 0 and 1.
///
/// How much leaving hazard a person bears before leaving: someone whose hazard has added up to it leaves.
#[inline(always)]
#[must_use]
pub fn exponential<const N: usize>(u: &Lanes<N>) -> Lanes<N> {
    each(u, |u| -ln_of_normal(u))
}
