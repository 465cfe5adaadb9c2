//! Exponential and logarithm for formulas that are applied lane by lane.
//!
//! Neither has a branch or a call, so a loop over lanes becomes vector instructions. Both use only IEEE additions,
//! multiplications and divisions and whole-number arithmetic on bits, so results are the same on every platform. A
//! relative error is at most 4e-16 (`exp`) and 5e-16 (`ln`), which the tests measure against `libm`.
//!
//! Both reduce the range by powers of 2 and sum a power series whose coefficients are written as what they are (1 / k!
//! and 1 / (2 k + 1)): more terms than a fitted polynomial needs, but nothing to take on trust.

use std::f64::consts::{FRAC_1_SQRT_2, LOG2_E};

use super::Lanes;

/// The leading 32 bits of ln 2, so that the product with an exponent is exact; [`LN_2_REST`] is the rest.
const LN_2: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
const LN_2_REST: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
/// 1.5 x 2^52: added to a number, it leaves the nearest whole number in the lowest bits.
const WHOLE: f64 = 6_755_399_441_055_744.0;
/// The bits of 2^52, 1 and the mantissa.
const TWO_52_BITS: u64 = 0x4330_0000_0000_0000;
const ONE_BITS: u64 = 0x3ff0_0000_0000_0000;
const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
/// 2^52 plus the bias of exponents.
const TWO_52_AND_BIAS: f64 = 4_503_599_627_370_496.0 + 1023.0;
const SQRT_HALF_BITS: u64 = FRAC_1_SQRT_2.to_bits();
/// The furthest argument of `exp` that is not taken as 0 or infinity.
const FURTHEST: f64 = 708.0;

/// 1 / 2!, 1 / 3! to 1 / 12!. The next term is at most 1.7e-16 of the sum.
const EXPONENTIAL: [f64; 11] = {
    let mut terms = [0.0; 11];
    let (mut k, mut factorial) = (0, 1.0);
    while k < terms.len() {
        factorial *= (k + 2) as f64;
        terms[k] = 1.0 / factorial;
        k += 1;
    }
    terms
};

/// 1 / 3, 1 / 5 to 1 / 19. The next term is at most 3e-17 of the sum.
const ARTANH: [f64; 9] = {
    let mut terms = [0.0; 9];
    let mut k = 0;
    while k < terms.len() {
        terms[k] = 1.0 / (2 * k + 3) as f64;
        k += 1;
    }
    terms
};

/// The polynomial with these coefficients, the constant term first.
///
/// Even and odd powers are summed separately (Horner's scheme in the square of `x`), because a processor can do both at
/// the same time.
#[inline(always)]
pub(crate) fn polynomial<const TERMS: usize>(x: f64, coefficients: &[f64; TERMS]) -> f64 {
    let square = x * x;
    let (mut even, mut odd) = (0.0, 0.0);
    let mut term = TERMS;
    while term > 0 {
        term -= 1;
        if term.is_multiple_of(2) {
            even = if term + 2 < TERMS { even * square + coefficients[term] } else { coefficients[term] };
        } else {
            odd = if term + 2 < TERMS { odd * square + coefficients[term] } else { coefficients[term] };
        }
    }
    even + odd * x
}

/// e to the power `x`; 0 below -708, infinity above 708, NaN for NaN.
#[inline(always)]
#[must_use]
pub fn exp(x: f64) -> f64 {
    let shifted = x * LOG2_E + WHOLE;
    let exponent = shifted - WHOLE;
    let rest = (x - exponent * LN_2) - exponent * LN_2_REST;
    let power = 1.0 + (rest + rest * rest * polynomial(rest, &EXPONENTIAL));
    let scale = f64::from_bits((shifted.to_bits() << 52).wrapping_add(ONE_BITS));
    let scaled = power * scale;
    let bounded = if x > FURTHEST { f64::INFINITY } else { scaled };
    if x < -FURTHEST { 0.0 } else { bounded }
}

/// e to the power `x` as `libm` computes it, to the bit; anything beyond [`FURTHEST_OF_LIBM`].
///
/// The steps of FreeBSD's `e_exp.c` in their order, with a choice where that has a branch. Inputs are drawn with it: their values are older
/// than our own `exp`.
#[inline(always)]
fn exp_of_libm(x: f64) -> f64 {
    // Limits by the leading half of a double: ln 2 / 2, 3 ln 2 / 2 and 2^-28.
    const REDUCED: f64 = f64::from_bits(0x3fd6_2e43 << 32);
    const FAR: f64 = f64::from_bits(0x3ff0_a2b2 << 32);
    const TINY: f64 = f64::from_bits(0x3e30_0001 << 32);
    const TERMS: [f64; 5] = [
        1.666_666_666_666_660_2e-1,
        -2.777_777_777_701_559_3e-3,
        6.613_756_321_437_934e-5,
        -1.653_390_220_546_525_2e-6,
        4.138_136_797_057_238_5e-8,
    ];
    let distance = x.abs();
    let nearest = f64::from((LOG2_E * x + 0.5_f64.copysign(x)) as i32);
    let near = if distance < REDUCED { 0.0 } else { 1.0_f64.copysign(x) };
    let exponent = if distance < FAR { near } else { nearest };
    let (high, low) = (x - exponent * LN_2, exponent * LN_2_REST);
    let rest = high - low;
    let square = rest * rest;
    let series = TERMS.iter().rev().fold(0.0, |sum, term| term + square * sum);
    let c = rest - square * series;
    let power = 1.0 + (rest * c / (2.0 - c) - low + high);
    let scale = f64::from_bits(((exponent + WHOLE).to_bits() << 52).wrapping_add(ONE_BITS));
    if distance < TINY { 1.0 + x } else { power * scale }
}

/// The furthest argument up to which a result is an ordinary number.
const FURTHEST_OF_LIBM: f64 = 700.0;

/// e to the powers `x` as `libm` computes them, to the bit.
#[inline(always)]
pub(crate) fn exps_of_libm<const N: usize>(x: &Lanes<N>) -> Lanes<N> {
    let mut powers = *x;
    if x.any(|x| x.is_nan() || x.abs() > FURTHEST_OF_LIBM) {
        powers.0.iter_mut().for_each(|x| *x = libm::exp(*x));
    } else {
        // Not by `each`: so large a closure would not be inlined, and not be compiled for the vector unit.
        for x in &mut powers.0 {
            *x = exp_of_libm(*x);
        }
    }
    powers
}

/// The natural logarithm of `x`; minus infinity for 0 and subnormal numbers, NaN below 0 and for NaN.
#[inline(always)]
#[must_use]
pub fn ln(x: f64) -> f64 {
    let ordinary = if x < f64::INFINITY { ln_of_normal(x) } else { x };
    let below = if x >= 0.0 { f64::NEG_INFINITY } else { f64::NAN };
    if x >= f64::MIN_POSITIVE { ordinary } else { below }
}

/// The natural logarithm of a positive, normal, finite number; anything for any other.
#[inline(always)]
pub(crate) fn ln_of_normal(x: f64) -> f64 {
    // x is 2^exponent times a number in sqrt(1/2)..sqrt(2), where the series of the logarithm is shortest.
    let shifted = x.to_bits().wrapping_add(ONE_BITS - SQRT_HALF_BITS);
    // A biased exponent in the last bits of 2^52 is that whole number without a conversion, which vectors lack.
    let exponent = f64::from_bits((shifted >> 52) | TWO_52_BITS) - TWO_52_AND_BIAS;
    let mantissa = f64::from_bits((shifted & MANTISSA) + SQRT_HALF_BITS);
    let near = twice_artanh((mantissa - 1.0) / (mantissa + 1.0));
    exponent * LN_2 + (exponent * LN_2_REST + near)
}

/// The logarithm of 1 - `p` for `p` from 0 to 1/2: precise for small `p` also.
#[inline(always)]
pub(crate) fn ln_of_complement(p: f64) -> f64 {
    // If 1 - p is below sqrt(1/2), it is half of 2 - 2p. Every difference here is exact or between like magnitudes.
    let halved = p > 1.0 - FRAC_1_SQRT_2;
    let over = if halved { 1.0 - (p + p) } else { -p };
    let under = if halved { 3.0 - (p + p) } else { 2.0 - p };
    let near = twice_artanh(over / under);
    let exponent = if halved { 1.0 } else { 0.0 };
    near - exponent * (LN_2 + LN_2_REST)
}

/// 2 artanh(s) = ln((1 + s) / (1 - s)) for |s| up to 0.1716.
#[inline(always)]
fn twice_artanh(s: f64) -> f64 {
    let square = s * s;
    let twice = s + s;
    twice + twice * (square * polynomial(square, &ARTANH))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from `from` to `to`, which do not repeat any pattern of bits.
    fn numbers(from: f64, to: f64) -> impl Iterator<Item = f64> {
        const GOLDEN_SHARE: f64 = 0.618_033_988_749_894_9;
        (1..200_000).map(move |k| from + (to - from) * libm::fmod(f64::from(k) * GOLDEN_SHARE, 1.0))
    }

    #[track_caller]
    fn assert_close(ours: f64, theirs: f64, error: f64, x: f64) {
        assert!((ours - theirs).abs() <= error * theirs.abs(), "{ours} is not {theirs}, for {x}");
    }

    /// `libm` itself is wrong by up to 1.1e-16.
    #[test]
    fn exponentials_are_those_of_libm() {
        for x in numbers(-707.9, 707.9).chain(numbers(-2.0, 2.0)).chain(numbers(-1e-6, 1e-6)) {
            assert_close(exp(x), libm::exp(x), 5e-16, x);
        }
    }

    #[test]
    fn exponentials_as_of_libm_are_its_own_to_the_bit() {
        let bits = |x: f64| f64::from_bits(x.to_bits() + 1);
        let seams = [
            1e-9,
            f64::from_bits(0x3e30_0000 << 32),
            f64::from_bits(0x3e30_0001 << 32),
            0.0,
            700.0,
            709.9,
            745.2,
            1e300,
        ];
        let more = [f64::from_bits(0x3fd6_2e43 << 32), f64::from_bits(0x3ff0_a2b2 << 32), f64::INFINITY, f64::NAN];
        let around =
            seams.into_iter().chain(more).flat_map(|x| [x, bits(x), f64::from_bits(x.to_bits().saturating_sub(1))]);
        let all = around.chain(numbers(-740.0, 740.0)).chain(numbers(-3.0, 3.0)).chain(numbers(-1e-8, 1e-8));
        for x in all.flat_map(|x| [x, -x]) {
            // The first alone, and beside one that is out of range.
            for lanes in [Lanes([x, 0.0]), Lanes([x, 1e4])] {
                assert_eq!(exps_of_libm(&lanes).0[0].to_bits(), libm::exp(x).to_bits(), "{x}");
            }
        }
    }

    #[test]
    fn logarithms_are_those_of_libm() {
        for x in numbers(-707.9, 707.9).map(libm::exp).chain(numbers(0.5, 2.0)).chain(numbers(0.0, 1e10)) {
            assert_close(ln(x), libm::log(x), 6e-16, x);
        }
        for x in numbers(-1e-9, 1e-9).map(|x| 1.0 + x) {
            assert_close(ln(x), libm::log(x), 6e-16, x);
        }
    }

    #[test]
    fn logarithms_of_complements_are_those_of_libm() {
        for p in numbers(0.0, 0.5).chain(numbers(0.0, 1e-9)).chain([0.0, 0.5, 1.0 - FRAC_1_SQRT_2]) {
            assert_close(ln_of_complement(p), libm::log1p(-p), 6e-16, p);
        }
    }

    #[test]
    fn arguments_without_a_finite_value_have_their_limits() {
        assert_eq!([-708.1, -1e300, f64::NEG_INFINITY].map(exp), [0.0; 3]);
        assert_eq!([708.1, 1e300, f64::INFINITY].map(exp), [f64::INFINITY; 3]);
        assert_eq!([0.0, -0.0].map(exp), [1.0; 2]);
        assert_eq!([0.0, -0.0, 1e-310].map(ln), [f64::NEG_INFINITY; 3]);
        assert_eq!([1.0, f64::INFINITY].map(ln), [0.0, f64::INFINITY]);
        assert!(
            [-1e-320, -1.0, f64::NEG_INFINITY, f64::NAN].map(ln).iter().all(|ln| ln.is_nan()) && exp(f64::NAN).is_nan()
        );
    }

    #[test]
    fn a_polynomial_is_the_sum_of_its_terms() {
        assert_eq!(polynomial(2.0, &[3.0]), 3.0);
        assert_eq!(polynomial(2.0, &[3.0, 5.0]), 13.0);
        assert_eq!(polynomial(2.0, &[3.0, 5.0, 7.0]), 41.0);
        assert_eq!(polynomial(2.0, &[3.0, 5.0, 7.0, 11.0]), 129.0);
    }
}
