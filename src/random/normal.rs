//! The standard normal distribution function and quantile function.

use std::f64::consts::FRAC_1_SQRT_2;

use crate::lanes::{Lanes, ln_of_normal, polynomial};

/// The 90th percentile of the standard normal distribution.
pub(crate) const SCORE_90: f64 = 1.281_551_565_544_600_4;

/// The probability that a standard normal is below `z`; 0 for -inf, 1 for inf, NaN for NaN.
///
/// Phi(z) = erfc(-z / sqrt 2) / 2, whose relative error stays near 1e-15 (times z^2 far out) even in the lower tail.
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// The standard normal quantile of `u`: the z with Phi(z) = u. -inf for 0 and subnormal numbers, inf for 1, NaN outside 0
/// to 1.
///
/// Wichura (1988), "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37,
/// 477-484, routine PPND16: rational approximations with a relative error of about 1e-16, whose coefficients are below.
/// Antisymmetric about 1/2 to the last bit if 1 - u is exact.
#[inline]
#[must_use]
pub fn normal_quantile(u: f64) -> f64 {
    if (f64::MIN_POSITIVE..1.0).contains(&u) {
        quantile_within::<true>(u)
    } else if (0.0..=1.0).contains(&u) {
        f64::INFINITY.copysign(u - 0.5)
    } else {
        f64::NAN
    }
}

/// The standard normal quantiles of several uniforms, each that of [`normal_quantile`], computed as vectors.
#[inline(always)]
#[must_use]
pub(crate) fn normal_quantiles<const N: usize>(u: &Lanes<N>) -> Lanes<N> {
    // The limit is that of the smaller of u and 1 - u, which may be rounded across it.
    let limit = 2.0 * FAR_TAIL;
    if u.any(|u| !(limit..=1.0 - limit).contains(&u)) {
        Lanes(u.0.map(normal_quantile))
    } else {
        let mut z = *u;
        // Not by `each`: so large a closure would not be inlined, and not be compiled for the vector unit.
        for z in &mut z.0 {
            *z = quantile_within::<false>(*z);
        }
        z
    }
}

/// The smaller of u and 1 - u below which the approximation for the far tail is needed: exp(-25).
pub(super) const FAR_TAIL: f64 = 1.388_794_386_496_402e-11;

/// The standard normal quantile of a normal number strictly between 0 and 1; without `TAIL`, neither it nor its
/// complement is below [`FAR_TAIL`].
///
/// All approximations are computed and one is taken, so that a loop over lanes has no branch.
#[inline(always)]
pub(super) fn quantile_within<const TAIL: bool>(u: f64) -> f64 {
    let q = u - 0.5;
    let square = q * q;
    let (above, below) = terms(0.425 * 0.425 - square, &CENTRE);
    let central = square <= 0.425 * 0.425;
    let r = (-ln_of_normal(if q < 0.0 { u } else { 1.0 - u })).sqrt();
    let (mut numerator, mut denominator) = terms(r - 1.6, &MIDDLE);
    if TAIL {
        let (above, below) = terms(r - 5.0, &FAR);
        let far = r > 5.0;
        numerator = if far { above } else { numerator };
        denominator = if far { below } else { denominator };
    }
    numerator = if central { q * above } else { numerator };
    denominator = if central { below } else { denominator };
    (numerator / denominator).copysign(q)
}

/// Numerator and denominator, constant term first.
type Rational = [[f64; 8]; 2];

/// The value of the numerator and that of the denominator.
#[inline(always)]
fn terms(x: f64, [numerator, denominator]: &Rational) -> (f64, f64) {
    (polynomial(x, numerator), polynomial(x, denominator))
}

/// |u - 1/2| <= 0.425, in 0.425^2 - (u - 1/2)^2.
const CENTRE: Rational = [
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
];

/// The smaller tail down to exp(-25), in sqrt(-ln tail) - 1.6.
const MIDDLE: Rational = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        0.000_774_545_014_278_341_4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        0.000_547_593_808_499_534_5,
        1.050_750_071_644_416_9e-9,
    ],
];

/// The smaller tail below exp(-25), in sqrt(-ln tail) - 5.
const FAR: Rational = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        0.000_786_869_131_145_613_3,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_7e-15,
    ],
];
