use proptest::prelude::*;

use super::{LANES, assert_near, columns, one_binomial, one_poisson};
use crate::lanes::Lanes;
use crate::random::{binomial, exponential, poisson};

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
fn group() -> impl Strategy<Value = (f64, f64)> {
    let p = prop_oneof![0.0..0.1_f64, 0.0..=1.0_f64, 0.9..=1.0_f64];
    (prop_oneof![0..20_u32, 0..400_u32, 0..20_000_u32, any::<u32>()].prop_map(f64::from), p)
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
        prop_assert!(one_binomial(n, p, u) <= one_binomial(n, p, v));
        prop_assert!(one_poisson(mean, u) <= one_poisson(mean, v));
    }

    #[test]
    fn counts_are_monotone_between_neighbouring_uniforms((n, p) in group(), mean in mean(), u in uniform()) {
        let next = u + f64::EPSILON;
        prop_assert!(one_binomial(n, p, u) <= one_binomial(n, p, next));
        prop_assert!(one_poisson(mean, u) <= one_poisson(mean, next));
    }

    #[test]
    fn a_count_never_exceeds_the_group((n, p) in group(), u in uniform()) {
        prop_assert!(one_binomial(n, p, u) <= n);
    }

    #[test]
    fn counts_are_whole_numbers_for_any_arguments(n in any::<u32>(), p in any::<f64>(), u in any::<f64>()) {
        let count = one_binomial(f64::from(n), p, u);
        prop_assert!(count >= 0.0 && count <= f64::from(n) && libm::trunc(count) == count);
        let count = one_poisson(p, u);
        prop_assert!(count >= 0.0 && libm::trunc(count) == count);
    }

    /// By at most 1 if a mean crosses 12; `counts_error` tests how rarely. Rounding may move a step by 1e-12.
    #[test]
    fn counts_are_monotone_in_the_rate_except_at_the_threshold(
        (n, p) in group(), mean in mean(), rise in 0.0..0.5_f64, u in uniform(),
    ) {
        let (more, longer) = ((p + rise * p).min(1.0), mean * (1.0 + rise));
        let exact = |n: f64, p: f64| n * p.min(1.0 - p) <= 12.0;
        let slack = if exact(n, p) == exact(n, more) { 0.0 } else { 1.0 };
        prop_assert!(one_binomial(n, p, below(u)) <= one_binomial(n, more, above(u)) + slack);
        let slack = if (mean <= 12.0) == (longer <= 12.0) { 0.0 } else { 1.0 };
        prop_assert!(one_poisson(mean, below(u)) <= one_poisson(longer, above(u)) + slack);
    }

    #[test]
    fn counts_are_monotone_in_the_group_size_except_at_the_threshold((n, p) in group(), u in uniform()) {
        let exact = |n: f64| n * p.min(1.0 - p) <= 12.0;
        let slack = if exact(n) == exact(n + 1.0) { 0.0 } else { 1.0 };
        prop_assert!(one_binomial(n, p, below(u)) <= one_binomial(n + 1.0, p, above(u)) + slack);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    /// Whatever the other lanes hold: which methods are left out, and who is inverted together, depends on them.
    #[test]
    fn many_lanes_are_as_many_times_one_lane(
        lanes in proptest::collection::vec((group(), mean(), uniform()), LANES),
        active in 0..=LANES,
    ) {
        let column = |of: &dyn Fn(usize) -> f64| Lanes::<LANES>(std::array::from_fn(of));
        // In some cases only a few lanes have anything to draw.
        let on = |lane: usize| if lane % 7 * 10 + lane / 7 < active { 1.0 } else { 0.0 };
        let (n, p) = (column(&|lane| on(lane) * lanes[lane].0.0), column(&|lane| lanes[lane].0.1));
        let (mean, u) = (column(&|lane| on(lane) * lanes[lane].1), column(&|lane| lanes[lane].2));
        let (counts, poissons, times) = (binomial(&n, &p, &u), poisson(&mean, &u), exponential(&u));
        let one_p = binomial(&n, p.0[0], &u);
        for lane in 0..LANES {
            let one = |lanes: &Lanes<LANES>| Lanes([lanes.0[lane]]);
            prop_assert_eq!(one(&counts), binomial(&one(&n), p.0[lane], &one(&u)));
            prop_assert_eq!(one(&one_p), binomial(&one(&n), p.0[0], &one(&u)));
            prop_assert_eq!(one(&poissons), poisson(&one(&mean), &one(&u)));
            prop_assert_eq!(one(&times), exponential(&one(&u)));
        }
    }
}

/// The distance of neighbouring uniforms is twice this; between them, numbers that are never drawn.
fn ladder(from: f64) -> Lanes<LANES> {
    Lanes(std::array::from_fn(|rung| from + rung as f64 * UNIT))
}

/// Checks the uniforms on either side of each step of the distribution function, where rounding errors could appear.
fn steps_are_clean(draw: impl Fn(&Lanes<LANES>) -> Lanes<LANES>) {
    let one = |u: f64| draw(&Lanes::all(u)).0[0];
    let (least, most) = (one(UNIT), one(1.0 - UNIT));
    let stride = libm::ceil((most - least) / 50.0).max(1.0);
    // A step in each lane, found by bisection.
    let steps = Lanes::<LANES>(std::array::from_fn(|lane| (least + lane as f64 * stride).min(most)));
    let (mut below, mut above) = (Lanes::<LANES>::all(UNIT), Lanes::<LANES>::all(1.0 - UNIT));
    for _ in 0..60 {
        let middle = Lanes(std::array::from_fn(|lane| {
            let middle = 0.5 * (below.0[lane] + above.0[lane]);
            // On the grid of uniforms and of the numbers between them.
            libm::floor(middle / UNIT) * UNIT
        }));
        let counts = draw(&middle);
        for lane in 0..LANES {
            let end = if counts.0[lane] <= steps.0[lane] { &mut below } else { &mut above };
            end.0[lane] = middle.0[lane];
        }
    }
    for (from, count) in below.0.into_iter().zip(steps.0).filter(|(_, count)| *count < most) {
        let from = (from - 300.0 * UNIT).clamp(UNIT, 1.0 - 640.0 * UNIT);
        let counts: Vec<f64> =
            (0..10).flat_map(|block| draw(&ladder(from + f64::from(block) * 64.0 * UNIT)).0).collect();
        assert!(counts.is_sorted(), "step above {count}");
        assert!(counts[0] <= count && count < counts[639], "no step above {count}");
    }
}

#[test]
fn counts_do_not_fall_between_neighbouring_uniforms_at_any_step() {
    for mean in [0.3, 5.0, 12.0, 12.000_001, 14.0, 20.0, 60.0, 270.0, 5000.0, 1e6] {
        steps_are_clean(|u| poisson(&Lanes::all(mean), u));
        for p in [0.001, 0.1, 0.3, 0.5, 0.7, 0.98] {
            steps_are_clean(|u| binomial(&Lanes::all(libm::floor(mean / p)), p, u));
        }
    }
}

#[test]
fn counts_never_change() {
    let uniforms = Lanes([1e-12, 0.03, 0.25, 0.5, 0.75, 0.97, 1.0 - 1e-12]);
    let cases = [(5.0, 0.015), (60.0, 0.01), (60.0, 0.4), (60.0, 0.99), (300.0, 0.1), (2000.0, 0.005), (4000.0, 0.7)];
    let counts = cases.map(|(n, p)| binomial(&Lanes::all(n), p, &uniforms).0);
    let expected = [
        [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 5.0],
        [0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 11.0],
        [1.0, 17.0, 21.0, 24.0, 27.0, 31.0, 51.0],
        [49.0, 58.0, 59.0, 60.0, 60.0, 60.0, 60.0],
        [1.0, 21.0, 26.0, 30.0, 33.0, 40.0, 72.0],
        [0.0, 5.0, 8.0, 10.0, 12.0, 16.0, 39.0],
        [2593.0, 2745.0, 2780.0, 2800.0, 2820.0, 2854.0, 3000.0],
    ];
    assert_eq!(counts, expected);
    let counts = [0.2, 4.0, 11.9, 30.0, 270.0].map(|mean| poisson(&Lanes::all(mean), &uniforms).0);
    let expected = [
        [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 9.0],
        [0.0, 1.0, 3.0, 4.0, 5.0, 8.0, 25.0],
        [0.0, 6.0, 9.0, 12.0, 14.0, 19.0, 43.0],
        [1.0, 20.0, 26.0, 30.0, 34.0, 41.0, 76.0],
        [163.0, 240.0, 259.0, 270.0, 281.0, 301.0, 393.0],
    ];
    assert_eq!(counts, expected);
}

#[test]
fn impossible_and_certain_events_do_not_depend_on_the_uniform() {
    for u in [1e-16, 0.5, 1.0 - 1e-16] {
        assert_eq!([0.0, -1.0, f64::NAN, f64::NEG_INFINITY].map(|p| one_binomial(100.0, p, u)), [0.0; 4]);
        assert_eq!([1.0, 2.0, f64::INFINITY].map(|p| one_binomial(100.0, p, u)), [100.0; 3]);
        assert_eq!([0.0, -1.0, f64::NAN].map(|mean| one_poisson(mean, u)), [0.0; 3]);
        assert_eq!([0.0, 0.3, 0.5, 0.7, 1.0, f64::NAN].map(|p| one_binomial(0.0, p, u)), [0.0; 6]);
        assert!(one_binomial(f64::from(u32::MAX), 1e-9, u) < 64.0);
    }
}

#[test]
fn huge_groups_and_means_have_counts() {
    let most = f64::from(u32::MAX);
    for (n, p) in [(most, 0.5), (most, 1e-6), (most, 0.999), (1e15, 0.25)] {
        let sd = f64::sqrt(n * p * (1.0 - p));
        assert_near(one_binomial(n, p, 0.5), n * p, 1.0);
        assert_near(one_binomial(n, p, 0.841_344_746_068_543), n * p + sd, 1.0 + 1e-4 * sd);
    }
    assert_eq!([most, 1e300, f64::INFINITY].map(|mean| one_poisson(mean, 0.5)), [most; 3]);
}

/// A count of -0.0 would be one: its reciprocal, and its bits, differ from those of 0.
#[test]
fn no_count_is_minus_zero() {
    let is_positive = |lanes: Lanes<LANES>| lanes.0.iter().all(|count| count.is_sign_positive());
    for u in columns("zero", 50).chain([Lanes::all(UNIT), Lanes::all(1.0 - UNIT)]) {
        for n in [0.0, -0.0, 1.0, 30.0] {
            for p in [0.0, -0.0, 0.01, 0.5, 0.6, 0.99, 1.0, f64::NAN] {
                assert!(is_positive(binomial(&Lanes::all(n), p, &u)), "{n} {p}");
            }
        }
        assert!([-0.0, 0.0, 0.1, 4.0, 12.5].iter().all(|mean| is_positive(poisson(&Lanes::all(*mean), &u))));
        assert!(is_positive(exponential(&u)));
    }
}

#[test]
fn drawn_counts_have_the_mean_and_the_variance_of_the_distribution() {
    for (n, p) in [(5.0, 0.015), (60.0, 0.3), (300.0, 0.1), (400.0, 0.95)] {
        let counts: Vec<f64> = columns("counts", 3125).flat_map(|u| binomial(&Lanes::all(n), p, &u).0).collect();
        let mean = counts.iter().sum::<f64>() / 200_000.0;
        let variance = counts.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 200_000.0;
        let expected = n * p * (1.0 - p);
        assert_near(mean, n * p, 4.5 * (expected / 200_000.0).sqrt());
        assert_near(variance / expected, 1.0, 0.05);
    }
}

#[test]
fn an_exponential_is_minus_the_logarithm_of_its_uniform() {
    for u in columns("exponential", 200).chain([Lanes::all(UNIT), Lanes::all(1.0 - UNIT)]) {
        for (time, u) in exponential(&u).0.into_iter().zip(u.0) {
            assert_near(time, -libm::log(u), 1e-15 * time);
        }
    }
}
