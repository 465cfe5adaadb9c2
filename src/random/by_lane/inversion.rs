//! Exact inversion of the distribution function of a count with a small mean, several lanes at once.

use crate::lanes::Lanes;

/// The probability that a count with a mean of 12 exceeds this is negligible in double precision: for a Poisson with
/// mean 12 the probability above 64 is 1e-25.
const MOST: usize = 64;

/// 1/1, 1/2, 1/3 and so on: a multiplication takes a quarter of the time of a division.
const RECIPROCAL: [f64; MOST] = {
    let mut table = [0.0; MOST];
    let mut k = 0;
    while k < MOST {
        table[k] = 1.0 / (k + 1) as f64;
        k += 1;
    }
    table
};

/// A uniform whose count is 0.
pub(super) const NONE_LEFT: f64 = -1.0;

/// Lanes that are inverted together: as many as fit into registers, and few enough that they seldom wait for one.
const TOGETHER: usize = 8;

/// The smallest k whose distribution function exceeds `u`; P(0) is `none`, P(k + 1) is P(k) (`rise` / (k + 1) -
/// `fall`).
///
/// The sums compared with `u` do not depend on `u`, so the result is non-decreasing in it to the last bit.
#[inline(always)]
pub(super) fn invert<const N: usize>(none: &Lanes<N>, rise: &Lanes<N>, fall: &Lanes<N>, u: &Lanes<N>) -> Lanes<N> {
    let mut counts = Lanes::ZERO;
    for start in (0..N).step_by(TOGETHER) {
        let (none, rise, fall) = (some(none, start), some(rise, start), some(fall, start));
        let found = invert_some(&none, &rise, &fall, &some(u, start));
        for (count, found) in counts.0[start..].iter_mut().zip(found) {
            *count = found;
        }
    }
    counts
}

/// The lanes from `start`; those beyond the last have a uniform of [`NONE_LEFT`].
#[inline(always)]
fn some<const N: usize>(lanes: &Lanes<N>, start: usize) -> [f64; TOGETHER] {
    let rest = &lanes.0[start..];
    rest.first_chunk().copied().unwrap_or_else(|| {
        let mut padded = [NONE_LEFT; TOGETHER];
        padded[..rest.len()].copy_from_slice(rest);
        padded
    })
}

#[inline(always)]
fn invert_some(
    none: &[f64; TOGETHER],
    rise: &[f64; TOGETHER],
    fall: &[f64; TOGETHER],
    u: &[f64; TOGETHER],
) -> [f64; TOGETHER] {
    let (mut term, mut sum, mut counts) = (*none, *none, [0.0; TOGETHER]);
    for reciprocal in &RECIPROCAL {
        let mut still = false;
        for lane in 0..TOGETHER {
            term[lane] *= rise[lane] * reciprocal - fall[lane];
            let next = sum[lane] + term[lane];
            // Rounding leaves the sum below 1; a `u` beyond the last representable step belongs to that step.
            let going = (u[lane] >= sum[lane]) & (next > sum[lane]);
            counts[lane] += if going { 1.0 } else { 0.0 };
            sum[lane] = next;
            still |= going;
        }
        if !still {
            break;
        }
    }
    counts
}
