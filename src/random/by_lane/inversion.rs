//! Exact inversion of the distribution function of a count with a small mean, several lanes at once.

use super::TWO_52;
use crate::lanes::{Lanes, each, exp, ln_of_complement, update};

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

/// Lanes that are inverted together: as many as fit into registers, and few enough that they seldom wait for one.
pub(super) const TOGETHER: usize = 8;

/// The lanes that are inverted together.
pub(super) type Some = Lanes<TOGETHER>;

/// An inversion of some lanes.
pub(super) trait Inversion {
    /// The counts of these lanes.
    fn counts(&self, lanes: &[usize; TOGETHER]) -> Some;
}

/// Counts by inversion in the lanes in which `wanted` is true, which are brought together; 0 in the others.
#[inline(always)]
pub(super) fn invert_where<const N: usize>(wanted: &[bool; N], inversion: impl Inversion) -> Lanes<N> {
    if !wanted.iter().fold(false, |any, &wanted| any | wanted) {
        return Lanes::ZERO;
    }
    let (mut lanes, mut found) = ([0; N], 0);
    for (lane, &wanted) in wanted.iter().enumerate() {
        // No branch: whether a lane is wanted is unpredictable for branch prediction.
        lanes[found] = lane;
        found += usize::from(wanted);
    }
    let mut counts = Lanes::ZERO;
    for some in lanes[..found].chunks(TOGETHER) {
        // The last lanes may be too few: the first of them is then inverted several times.
        let some = std::array::from_fn(|place| some[if place < some.len() { place } else { 0 }]);
        for (lane, count) in some.iter().zip(inversion.counts(&some).0) {
            counts.0[*lane] = count;
        }
    }
    counts
}

/// The values of some lanes.
#[inline(always)]
pub(super) fn pick<const N: usize>(from: &Lanes<N>, lanes: &[usize; TOGETHER]) -> Some {
    each(lanes, |lane| from.0[lane])
}

/// (1 - `p`)^`n`, with a relative error below 3e-13; `p` is at most 1/2.
#[inline(always)]
pub(super) fn none_of(n: &Some, p: &Some) -> Some {
    // Repeated squaring multiplies the rounding error of 1 - p by n, but up to here it takes a third of the time.
    const GREATEST: f64 = 1023.0;
    let rest = n.0.map(|n| if n <= GREATEST { (n + TWO_52).to_bits() - TWO_52.to_bits() } else { 0 });
    let mut bits = rest.iter().fold(0, |all, bits| all | bits);
    let (mut power, mut square, mut bit) = (Lanes::all(1.0), each(p, |p| 1.0 - p), 1);
    while bits > 0 {
        update((&mut power, &mut square), &rest, |(power, square), rest| {
            *power *= if rest & bit == 0 { 1.0 } else { *square };
            *square *= *square;
        });
        bit <<= 1;
        bits >>= 1;
    }
    if n.any(|n| n > GREATEST) {
        update(&mut power, (n, p), |power, (n, p)| {
            let exact = exp(n * ln_of_complement(p));
            *power = if n > GREATEST { exact } else { *power };
        });
    }
    power
}

/// The smallest k whose distribution function exceeds `u`; P(0) is `none`, P(k + 1) is P(k) (`rise` / (k + 1) -
/// `fall`).
///
/// The sums compared with `u` do not depend on `u`, so the result is non-decreasing in it to the last bit.
#[inline(always)]
pub(super) fn invert(none: &Some, rise: &Some, fall: &Some, u: &Some) -> Some {
    let (mut term, mut sum, mut counts) = (none.0, none.0, [0.0; TOGETHER]);
    for reciprocal in &RECIPROCAL {
        let mut still = false;
        for lane in 0..TOGETHER {
            term[lane] *= rise.0[lane] * reciprocal - fall.0[lane];
            let next = sum[lane] + term[lane];
            // Rounding leaves the sum below 1; a `u` beyond the last representable step belongs to that step.
            let going = (u.0[lane] >= sum[lane]) & (next > sum[lane]);
            counts[lane] += if going { 1.0 } else { 0.0 };
            sum[lane] = next;
            still |= going;
        }
        if !still {
            break;
        }
    }
    Lanes(counts)
}
