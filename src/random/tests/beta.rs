use statrs::function::beta::beta_reg;

use super::super::beta::BetaTable;
use super::assert_near;
use crate::random::{normal_cdf, normal_quantile};

fn table(a: f64, b: f64) -> BetaTable {
    BetaTable::new(a / (a + b), b / (a + b), a + b)
}

/// The share with this logit, accurate to all figures for small shares because it uses only exp and a sum with 1.
fn share(logit: f64) -> f64 {
    let odds = libm::exp(logit);
    odds / (1.0 + odds)
}

fn sd(a: f64, b: f64) -> f64 {
    (a * b / (a + b + 1.0)).sqrt() / (a + b)
}

/// Reference values by bisection of the incomplete beta function with forty digits (mpmath); the last two by quadrature
/// with thirty digits.
#[test]
fn quantiles_of_the_beta_are_those_of_forty_digit_arithmetic() {
    let known = [
        (1.0, 5.0, 0.5, 0.129_449_436_703_875_86),
        (1.0, 5.0, 1e-6, 2.000_000_800_000_48e-7),
        (3.0, 3.0, 0.9, 0.753_363_546_711_531_5),
        (5.0, 1.0, 0.01, 0.398_107_170_553_497_25),
        (1.8, 4.2, 0.975, 0.683_134_309_902_451_7),
        (0.1, 0.1, 0.4, 0.086_398_560_670_577_92),
        (0.01, 0.01, 0.51, 0.884_318_344_985_128_8),
        (0.5, 0.25, 0.7, 0.976_298_259_145_061),
        (1000.0, 1000.0, 0.999_999, 0.553_001_731_925_544_7),
        (40.0, 7.0, 1e-12, 0.357_810_078_364_286_6),
        (2.0, 50_000.0, 0.3, 2.194_652_391_944_144e-5),
        (1e6, 2e6, 0.5, 0.333_333_296_296_291_7),
        (1e6, 2e6, 0.9, 0.333_682_151_254_850_1),
    ];
    for (a, b, u, x) in known {
        assert_near(share(table(a, b).logit(normal_quantile(u))), x, 1e-6 * sd(a, b));
    }
}

/// The quantile at the normal score `z` <= 0, by bisection of the incomplete beta function of statrs.
fn reference(a: f64, b: f64, z: f64) -> f64 {
    let u = normal_cdf(z);
    let (mut low, mut high) = (-700.0, 0.0);
    for _ in 0..64 {
        let middle = 0.5 * (low + high);
        if beta_reg(a, b, libm::exp(middle)) < u { low = middle } else { high = middle }
    }
    libm::exp(low)
}

/// The maximum error of the table over the range 0..1. The upper half is the lower half of the mirrored beta.
fn worst(a: f64, b: f64) -> f64 {
    let table = table(a, b);
    let below = |z: f64| (share(table.logit(z)) - reference(a, b, z)).abs();
    let above = |z: f64| (share(-table.logit(-z)) - reference(b, a, z)).abs();
    // Scores that fall between the knots.
    let scores = || (0..410).map(|i| -8.2 + f64::from(i) * 0.020_01);
    scores().map(below).chain(scores().map(above)).fold(0.0, f64::max)
}

#[test]
fn a_pert_is_within_1e_8_of_its_range() {
    for share_of_mode in [0.0, 0.01, 0.2, 0.5, 0.7, 1.0] {
        let a = 1.0 + 4.0 * share_of_mode;
        let worst = worst(a, 6.0 - a);
        assert!(worst < 1e-8, "{share_of_mode}: {worst}");
    }
}

#[test]
fn a_beta_is_within_2e_6_of_its_sd_and_1e_7_of_its_range() {
    let shapes = [0.01, 0.05, 0.3, 1.0, 2.5, 20.0, 1000.0];
    for (a, b) in shapes.iter().flat_map(|&a| shapes.map(|b| (a, b))) {
        let worst = worst(a, b);
        assert!(worst < 1e-7 && worst < 2e-6 * sd(a, b), "{a} {b}: {worst}, sd {}", sd(a, b));
    }
}

#[test]
fn the_table_is_increasing() {
    for (a, b) in [(1.0, 5.0), (0.01, 0.01), (1e-6, 1e-6), (1e-6, 1e9), (0.02, 300.0), (1e8, 3e7), (1e20, 1e20)] {
        let table = table(a, b);
        let logits: Vec<f64> = (-90_000..=90_000).map(|i| table.logit(f64::from(i) * 1e-4)).collect();
        assert!(logits.windows(2).all(|pair| pair[1] >= pair[0] - 1e-14 * pair[0].abs()), "{a} {b}");
        assert!(logits.iter().all(|logit| logit.is_finite()));
    }
}
