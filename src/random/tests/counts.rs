use proptest::prelude::*;

use super::{assert_near, draws};
use crate::random::{binomial, poisson};

/// Uniforms as drawn, and the extreme ones.
fn uniform() -> impl Strategy<Value = f64> {
    let odd = |k: u64| (k as f64 + 0.5) / (1_u64 << 52) as f64;
    prop_oneof![
        4 => (0..1_u64 << 52).prop_map(odd),
        1 => (0..2000_u64).prop_map(odd),
        1 => (0..2000_u64).prop_map(move |k| 1.0 - odd(k)),
    ]
}

/// Any group size and probability, mostly of realistic size.
fn group() -> impl Strategy<Value = (u32, f64)> {
    let p = prop_oneof![0.0..0.1_f64, 0.0..=1.0_f64, 0.9..=1.0_f64];
    (prop_oneof![0..20_u32, 0..400_u32, 0..20_000_u32, any::<u32>()], p)
}

/// A mean of any size.
fn mean() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..1.0_f64, 0.0..14.0_f64, 10.0..14.0_f64, 0.0..2000.0_f64, 0.0..1e10_f64]
}

/// The smallest uniform that is drawn.
const UNIT: f64 = 1.0 / (1_u64 << 53) as f64;

fn below(u: f64) -> f64 {
    (u - 1e-12).max(UNIT)
}

fn above(u: f64) -> f64 {
    (u + 1e-12).min(1.0 - UNIT)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(20_000) })]

    #[test]
    fn counts_are_monotone_in_the_uniform((n, p) in group(), mean in mean(), u in uniform(), v in uniform()) {
        let (u, v) = (u.min(v), u.max(v));
        prop_assert!(binomial(n, p, u) <= binomial(n, p, v));
        prop_assert!(poisson(mean, u) <= poisson(mean, v));
    }

    #[test]
    fn counts_are_monotone_between_neighbouring_uniforms((n, p) in group(), mean in mean(), u in uniform()) {
        let next = u + f64::EPSILON;
        prop_assert!(binomial(n, p, u) <= binomial(n, p, next));
        prop_assert!(poisson(mean, u) <= poisson(mean, next));
    }

    #[test]
    fn a_count_never_exceeds_the_group((n, p) in group(), u in uniform()) {
        prop_assert!(binomial(n, p, u) <= n);
    }

    #[test]
    fn no_argument_causes_a_panic(n in any::<u32>(), p in any::<f64>(), u in any::<f64>()) {
        prop_assert!(binomial(n, p, u) <= n);
        let _ = poisson(p, u);
    }

    /// By at most 1 if a mean crosses 12; `counts_error` tests how rarely. Rounding may move a step by 1e-12.
    #[test]
    fn counts_are_monotone_in_the_rate_except_at_the_threshold(
        (n, p) in group(), mean in mean(), rise in 0.0..0.5_f64, u in uniform(),
    ) {
        let (more, longer) = ((p + rise * p).min(1.0), mean * (1.0 + rise));
        let exact = |n: u32, p: f64| f64::from(n) * p.min(1.0 - p) <= 12.0;
        let slack = u32::from(exact(n, p) != exact(n, more));
        prop_assert!(binomial(n, p, below(u)) <= binomial(n, more, above(u)) + slack);
        let slack = u32::from((mean <= 12.0) != (longer <= 12.0));
        prop_assert!(poisson(mean, below(u)) <= poisson(longer, above(u)) + slack);
    }

    #[test]
    fn counts_are_monotone_in_the_group_size_except_at_the_threshold((n, p) in group(), u in uniform()) {
        let n = n.min(u32::MAX - 1);
        let slack = u32::from((f64::from(n) * p.min(1.0 - p) <= 12.0) != (f64::from(n + 1) * p.min(1.0 - p) <= 12.0));
        prop_assert!(binomial(n, p, below(u)) <= binomial(n + 1, p, above(u)) + slack);
    }
}

/// Checks the uniforms on either side of each step of the distribution function, where rounding errors could appear.
fn steps_are_clean(draw: impl Fn(f64) -> u32) {
    let (least, most) = (draw(UNIT), draw(1.0 - UNIT));
    for count in (least..most).step_by(((most - least) / 50).max(1) as usize) {
        let (mut below, mut above) = (UNIT, 1.0 - UNIT);
        while above - below > UNIT {
            let middle = 0.5 * (below + above);
            if draw(middle) <= count { below = middle } else { above = middle }
        }
        let around = (-300..=300).map(|i| below + f64::from(i) * UNIT).filter(|u| *u > 0.0 && *u < 1.0);
        let counts: Vec<u32> = around.map(&draw).collect();
        assert!(counts.is_sorted(), "step above {count}");
    }
}

#[test]
fn counts_do_not_fall_between_neighbouring_uniforms_at_any_step() {
    for mean in [0.3, 5.0, 12.0, 12.000_001, 14.0, 20.0, 60.0, 270.0, 5000.0, 1e6] {
        steps_are_clean(|u| poisson(mean, u));
        for p in [0.001, 0.1, 0.3, 0.5, 0.7, 0.98] {
            steps_are_clean(|u| binomial((mean / p) as u32, p, u));
        }
    }
}

#[test]
fn counts_never_change() {
    let uniforms = [1e-12, 0.03, 0.25, 0.5, 0.75, 0.97, 1.0 - 1e-12];
    let cases = [(5, 0.015), (60, 0.01), (60, 0.4), (60, 0.99), (300, 0.1), (2000, 0.005), (4000, 0.7)];
    let counts = cases.map(|(n, p)| uniforms.map(|u| binomial(n, p, u)));
    let expected = [
        [0, 0, 0, 0, 0, 1, 5],
        [0, 0, 0, 0, 1, 2, 11],
        [1, 17, 21, 24, 27, 31, 51],
        [49, 58, 59, 60, 60, 60, 60],
        [1, 21, 26, 30, 33, 40, 72],
        [0, 5, 8, 10, 12, 16, 39],
        [2593, 2745, 2780, 2800, 2820, 2854, 3000],
    ];
    assert_eq!(counts, expected);
    let counts = [0.2, 4.0, 11.9, 30.0, 270.0].map(|mean| uniforms.map(|u| poisson(mean, u)));
    let expected = [
        [0, 0, 0, 0, 0, 1, 9],
        [0, 1, 3, 4, 5, 8, 25],
        [0, 6, 9, 12, 14, 19, 43],
        [1, 20, 26, 30, 34, 41, 76],
        [163, 240, 259, 270, 281, 301, 393],
    ];
    assert_eq!(counts, expected);
}

#[test]
fn impossible_and_certain_events_do_not_depend_on_the_uniform() {
    for u in [1e-16, 0.5, 1.0 - 1e-16] {
        assert_eq!([0.0, -1.0, f64::NAN, f64::NEG_INFINITY].map(|p| binomial(100, p, u)), [0; 4]);
        assert_eq!([1.0, 2.0, f64::INFINITY].map(|p| binomial(100, p, u)), [100; 3]);
        assert_eq!([0.0, -1.0, f64::NAN].map(|mean| poisson(mean, u)), [0; 3]);
        assert_eq!(binomial(0, 0.5, u), 0);
        assert!(binomial(u32::MAX, 1e-9, u) < 64);
    }
    assert!(poisson(f64::INFINITY, 0.5) > 4_000_000_000);
}

#[test]
fn drawn_counts_have_the_mean_and_the_variance_of_the_distribution() {
    let draws = draws("counts");
    for (n, p) in [(5, 0.015), (60, 0.3), (300, 0.1), (400, 0.95)] {
        let counts: Vec<f64> = (0..200_000).map(|month| f64::from(binomial(n, p, draws.at(month)))).collect();
        let mean = counts.iter().sum::<f64>() / 200_000.0;
        let variance = counts.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 200_000.0;
        let expected = f64::from(n) * p * (1.0 - p);
        assert_near(mean, f64::from(n) * p, 4.5 * (expected / 200_000.0).sqrt());
        assert_near(variance / expected, 1.0, 0.05);
    }
}
