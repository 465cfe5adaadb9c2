//! The quantile of a count with a large mean: Cornish-Fisher with a correction for whole numbers.
//!
//! The count is treated as a continuous variable rounded to the nearest whole number. Its cumulants are those of the
//! count with Sheppard's corrections (variance minus 1/12, fourth cumulant plus 1/120), and its quantile is the
//! third-order Cornish-Fisher expansion (Cornish and Fisher 1938; Fisher and Cornish 1960, Technometrics 2, 209-225;
//! the form in Abramowitz and Stegun 26.2.49).
//!
//! Maximum error against the exact distribution over the grid in `tests/counts_error.rs` (the Poisson, and the binomial
//! with p from 0.02 to 0.5, with means from 12 to 270): distribution function 2.3e-5, total variation 8e-5, mean 1e-6
//! of a standard deviation, relative variance 1e-4. At a mean of 30 the errors are a fifth of these, at 100 a fiftieth.

use super::TWO_52;
use crate::lanes::{Lanes, each};
use crate::random::normal::{FAR_TAIL, quantile_within};

/// No drawn uniform has a normal score further from 0 (2^-53 has -8.21).
const FURTHEST: f64 = 8.3;
/// Lower limit of the score, as a multiple of mean / sd: the count is 0 from here down, because the quantile is already
/// below 0.5. From here up to `FURTHEST` the derivative of the expansion is at least 0.2 for every p and every mean
/// from 12; further down its sign changes, and the quantile would no longer increase with the uniform.
const LOWEST: f64 = -1.6;

/// The second to fifth cumulants of the count.
#[derive(Clone, Copy)]
pub(super) struct Cumulants {
    variance: f64,
    third: f64,
    fourth: f64,
    fifth: f64,
}

impl Cumulants {
    /// Cumulants of a binomial with mean `mean` and probability `p`.
    #[inline(always)]
    pub(super) fn binomial(mean: f64, p: f64) -> Self {
        let q = 1.0 - p;
        let variance = mean * q;
        let third = variance * (q - p);
        Self { variance, third, fourth: variance * (1.0 - 6.0 * p * q), fifth: third * (1.0 - 12.0 * p * q) }
    }

    /// Cumulants of a Poisson, each equal to the mean.
    #[inline(always)]
    pub(super) fn poisson(mean: f64) -> Self {
        Self { variance: mean, third: mean, fourth: mean, fifth: mean }
    }
}

/// The quantile at the score `z`, one of `coarse_normal_quantiles`: never below 0, and non-decreasing in the uniform
/// to the last bit. Valid for means of 12 or more, and any number for others.
#[inline(always)]
pub(super) fn quantile(mean: f64, cumulants: Cumulants, z: f64) -> f64 {
    let value = continuous(mean, cumulants, z);
    let count = if value > 0.0 { value } else { 0.0 };
    (count + TWO_52) - TWO_52
}

/// The quantile before it is rounded to a whole number.
#[inline(always)]
fn continuous(mean: f64, cumulants: Cumulants, z: f64) -> f64 {
    let sd = (cumulants.variance - 1.0 / 12.0).sqrt();
    let per_sd = 1.0 / sd;
    let z = within(z, LOWEST * mean * per_sd);
    mean + sd * expansion(z, cumulants, per_sd)
}

/// The score, at least `lowest` and within `FURTHEST` of 0.
#[inline(always)]
fn within(z: f64, lowest: f64) -> f64 {
    let z = if z < lowest { lowest } else { z };
    let z = if z < -FURTHEST { -FURTHEST } else { z };
    if z > FURTHEST { FURTHEST } else { z }
}

/// The standardised quantile at the normal quantile `z`; a, b and c are the standardised third, fourth and fifth
/// cumulants over 3!, 4! and 5!.
#[inline(always)]
fn expansion(z: f64, cumulants: Cumulants, per_sd: f64) -> f64 {
    let per_variance = per_sd * per_sd;
    let a = cumulants.third * per_variance * per_sd * (1.0 / 6.0);
    let b = (cumulants.fourth + 1.0 / 120.0) * per_variance * per_variance * (1.0 / 24.0);
    let c = cumulants.fifth * per_variance * per_variance * per_sd * (1.0 / 120.0);
    let z2 = z * z;
    let first = a * (z2 - 1.0);
    let second = z * (b * (z2 - 3.0) - a * a * (2.0 * z2 - 5.0));
    let third = c * ((z2 - 6.0) * z2 + 3.0) - a * b * ((6.0 * z2 - 30.0) * z2 + 12.0)
        + a * a * a * ((8.0 * z2 - 106.0 / 3.0) * z2 + 34.0 / 3.0);
    z + first + second + third
}

/// The normal quantiles of the uniforms, with the smaller of u and 1 - u truncated to 41 significant bits.
///
/// In double precision neither the quantile nor the expansion is guaranteed to increase between neighbouring uniforms,
/// because the last bits are noise. Between truncated uniforms both increase by at least ten times that noise.
#[inline(always)]
pub(super) fn coarse_normal_quantiles<const N: usize>(u: &Lanes<N>) -> Lanes<N> {
    // Truncation may cross the limit of the tail.
    let limit = 2.0 * FAR_TAIL;
    if u.any(|u| (u < limit) | (u > 1.0 - limit)) { coarse::<true, N>(u) } else { coarse::<false, N>(u) }
}

#[inline(always)]
fn coarse<const TAIL: bool, const N: usize>(u: &Lanes<N>) -> Lanes<N> {
    let mut z = *u;
    // Not by `each`: so large a closure would not be inlined, and not be compiled for the vector unit.
    for z in &mut z.0 {
        *z = coarse_normal_quantile::<TAIL>(*z);
    }
    z
}

#[inline(always)]
fn coarse_normal_quantile<const TAIL: bool>(u: f64) -> f64 {
    let rest = 1.0 - u;
    let smaller = if u < rest { u } else { rest };
    let z = quantile_within::<TAIL>(f64::from_bits(smaller.to_bits() & !0xfff));
    // Not another comparison: the compiler would compute the quantile once for each of its outcomes.
    z.copysign(u - 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expansion_increases_with_slope_at_least_a_fifth_wherever_it_is_used() {
        let means = (0..40).map(|k| 12.0 * libm::pow(1.15, f64::from(k)));
        for (mean, p) in means.flat_map(|mean| (0..=50).map(move |p| (mean, f64::from(p) / 100.0))) {
            let cumulants = Cumulants::binomial(mean, p);
            let sd = (cumulants.variance - 1.0 / 12.0).sqrt();
            let lowest = (LOWEST * mean / sd).max(-FURTHEST);
            let value = |z| expansion(z, cumulants, 1.0 / sd);
            assert!(lowest == -FURTHEST || mean + sd * value(lowest) < 0.5, "{mean} {p}");
            let step = (FURTHEST - lowest) / 500.0;
            let rises = (0..500).map(|i| lowest + step * f64::from(i)).map(|z| value(z + step) - value(z));
            assert!(rises.fold(f64::INFINITY, f64::min) > 0.2 * step, "{mean} {p}");
        }
    }

    /// Shares of 41 significant bits, 64 neighbours from `share` up.
    fn neighbours(share: f64) -> Lanes<64> {
        let first = share.to_bits() & !0xfff;
        Lanes(std::array::from_fn(|rung| f64::from_bits(first + ((rung as u64) << 12))))
    }

    /// Where the shares of the tail are cut: at the ends of the approximations of the normal, and all along.
    fn shares() -> impl Iterator<Item = f64> {
        let seams = [0.075, FAR_TAIL, 0.5 * (1.0 - 1e-10), 1e-3].into_iter();
        let around = seams.flat_map(|seam| (0..64).map(move |block| seam * (1.0 - 1e-11 * f64::from(block - 32))));
        around.chain((0..4000).map(|k| 0.499 * libm::exp(-0.009 * f64::from(k))))
    }

    #[test]
    fn the_score_and_the_quantile_rise_between_neighbouring_shares() {
        let groups = [(12.01, 0.0), (12.01, 0.5), (12.5, 0.2), (40.0, 0.5), (1e4, 0.01), (1e9, 0.3)];
        for share in shares() {
            let z = coarse_normal_quantiles(&neighbours(share)).0;
            assert!(z.windows(2).all(|z| z[0] < z[1]), "{share}");
            for (mean, p) in groups {
                let cumulants = Cumulants::binomial(mean, p);
                let rising = z.map(|z| continuous(mean, cumulants, z));
                let falling = z.map(|z| -continuous(mean, cumulants, -z));
                assert!(rising.is_sorted() && falling.is_sorted(), "{mean} {p} at {share}");
            }
        }
    }

    /// Rounding does not let a quantile fall from one drawn uniform to the next.
    #[test]
    fn the_quantile_does_not_fall_between_neighbouring_uniforms() {
        for from in (1..5000).map(|k| libm::trunc(f64::from(k) / 5000.0 / f64::EPSILON) * f64::EPSILON) {
            let z =
                coarse_normal_quantiles(&Lanes::<64>(std::array::from_fn(|rung| from + rung as f64 * f64::EPSILON)));
            for (mean, p) in [(12.01, 0.0), (12.01, 0.5), (1e4, 0.01)] {
                let quantiles = z.0.map(|z| continuous(mean, Cumulants::binomial(mean, p), z));
                assert!(quantiles.is_sorted(), "{mean} {p} from {from}");
            }
        }
    }

    #[test]
    fn a_score_does_not_depend_on_whether_another_lane_is_in_the_tail() {
        let near = [0.3, 0.074, 0.9, 2.8e-11];
        let [a, b, c, d] = near;
        let both = coarse_normal_quantiles(&Lanes([a, b, c, d, 1e-13, 1.0 - 1e-14])).0;
        assert_eq!(both[..4], coarse_normal_quantiles(&Lanes(near)).0);
        assert!(both[4] < -7.0 && both[5] > 7.0);
    }
}
