use proptest::prelude::*;
use statrs::distribution::{Beta, ContinuousCDF, LogNormal, Normal};

use super::{assert_near, draw};
use crate::random::{Distribution, DistributionError, Quantile, Range80Shape, normal_cdf};

const NO_BOUNDS: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

fn pert(low: f64, mode: f64, high: f64) -> Distribution {
    Distribution::Pert { low, mode, high }
}

fn logit_of(x: f64) -> f64 {
    libm::log(x / (1.0 - x))
}

/// A distribution, an independent distribution function, and bounds that truncate it on both sides.
type CurveKind = (Distribution, Box<dyn Fn(f64) -> f64>, (f64, f64));

fn kinds() -> Result<Vec<CurveKind>, Box<dyn std::error::Error>> {
    let normal = Normal::new(3.0, 2.0)?;
    let lognormal = LogNormal::new(libm::log(40.0), 0.6)?;
    let (skewed, early, wide) = (Beta::new(2.6, 3.4)?, Beta::new(1.0, 5.0)?, Beta::new(0.4, 1.2)?);
    let width = 2.0 * 1.281_551_565_544_600_4;
    Ok(vec![
        (Distribution::Uniform { low: 2.0, high: 5.0 }, Box::new(|x| (x - 2.0) / 3.0), (2.5, 4.0)),
        (Distribution::Normal { mean: 3.0, sd: 2.0 }, Box::new(move |x| normal.cdf(x)), (0.0, 4.0)),
        (Distribution::LogNormal { median: 40.0, sigma: 0.6 }, Box::new(move |x| lognormal.cdf(x)), (30.0, 100.0)),
        (pert(0.0, 4.0, 10.0), Box::new(move |x| skewed.cdf(x / 10.0)), (3.0, 6.0)),
        (pert(1.0, 1.0, 2.0), Box::new(move |x| early.cdf(x - 1.0)), (1.05, 1.5)),
        (
            Distribution::Beta { mean: 0.25, sd: (0.25 * 0.75 / 2.6_f64).sqrt() },
            Box::new(move |x| wide.cdf(x)),
            (0.01, 0.9),
        ),
        (
            Distribution::Range80 { low: 10.0, high: 90.0, shape: Range80Shape::LogNormal },
            Box::new(move |x| normal_cdf((libm::log(x) - libm::log(30.0)) * width / libm::log(9.0))),
            (20.0, 80.0),
        ),
        (
            Distribution::Range80 { low: 0.2, high: 0.6, shape: Range80Shape::LogitNormal },
            Box::new(move |x| {
                let (low, high) = (logit_of(0.2), logit_of(0.6));
                normal_cdf((logit_of(x) - 0.5 * (low + high)) * width / (high - low))
            }),
            (0.3, 0.5),
        ),
    ])
}

#[test]
fn quantiles_undo_the_distribution_function_whole_and_truncated() -> Result<(), Box<dyn std::error::Error>> {
    for (distribution, function, (min, max)) in kinds()? {
        let whole = Quantile::new(&distribution, NO_BOUNDS.0, NO_BOUNDS.1)?;
        let part = Quantile::new(&distribution, min, max)?;
        let (from, span) = (function(min), function(max) - function(min));
        for i in 1..2000 {
            let u = f64::from(i) / 2000.0;
            assert_near(function(whole.at(u)), u, 1e-7);
            assert_near((function(part.at(u)) - from) / span, u, 1e-7);
        }
    }
    Ok(())
}

#[test]
fn truncation_reaches_the_bounds_without_mass_at_them() -> Result<(), Box<dyn std::error::Error>> {
    for (distribution, _, (min, max)) in kinds()? {
        let part = Quantile::new(&distribution, min, max)?;
        let draw = draw("bounds");
        assert!(
            (0..20_000).map(|replication| part.at(draw.of(replication))).all(|x| x > min && x < max),
            "{distribution:?}"
        );
        assert_near(part.at(1e-12), min, 1e-9 * max);
        assert_near(part.at(1.0 - 1e-12), max, 1e-9 * max);
    }
    Ok(())
}

#[test]
fn means_are_those_of_the_quantile_function() -> Result<(), Box<dyn std::error::Error>> {
    for (distribution, _, (min, max)) in kinds()? {
        for (min, max) in [NO_BOUNDS, (min, max)] {
            let quantile = Quantile::new(&distribution, min, max)?;
            let n = 1_000_000;
            let sum: f64 = (0..n).map(|i| quantile.at((f64::from(i) + 0.5) / f64::from(n))).sum();
            // The midpoint rule also has an error, in the tails, where the quantile function is steep.
            assert_near(sum / f64::from(n) / quantile.mean(), 1.0, 1e-5);
        }
    }
    Ok(())
}

#[test]
fn means_agree_with_closed_forms() -> Result<(), DistributionError> {
    let mean = |distribution, min, max| Quantile::new(&distribution, min, max).map(|quantile| quantile.mean());
    let (none, all) = NO_BOUNDS;
    assert_near(mean(Distribution::Normal { mean: 3.0, sd: 2.0 }, none, all)?, 3.0, 1e-12);
    assert_near(
        mean(Distribution::LogNormal { median: 2.0, sigma: 0.5 }, none, all)? / (2.0 * libm::exp(0.125)),
        1.0,
        1e-12,
    );
    assert_near(
        mean(Distribution::LogNormal { median: 2.0, sigma: 2.0 }, none, all)? / (2.0 * libm::exp(2.0)),
        1.0,
        1e-9,
    );
    assert_near(mean(pert(1.0, 2.0, 9.0), none, all)?, 3.0, 1e-7);
    assert_near(mean(pert(1.0, 1.0, 9.0), none, all)?, 14.0 / 6.0, 1e-7);
    for (share, sd) in [(0.3, 0.1), (0.02, 0.01), (0.5, 0.45), (0.9, 0.29), (0.3, 1e-7)] {
        assert_near(mean(Distribution::Beta { mean: share, sd }, none, all)?, share, 1e-7 * sd);
    }
    // Half-normal: the mean is sqrt(2 / pi) standard deviations.
    assert_near(mean(Distribution::Normal { mean: 0.0, sd: 1.0 }, 0.0, all)?, 0.797_884_560_802_865_4, 1e-12);
    assert_near(mean(Distribution::Uniform { low: 1.0, high: 3.0 }, 2.0, all)?, 2.5, 0.0);
    Ok(())
}

#[test]
fn a_range80_has_one_in_ten_beyond_each_end() -> Result<(), DistributionError> {
    for (low, high, shape) in [(80.0, 200.0, Range80Shape::LogNormal), (0.05, 0.4, Range80Shape::LogitNormal)] {
        let quantile = Quantile::new(&Distribution::Range80 { low, high, shape }, 0.0, f64::INFINITY)?;
        assert_near(quantile.at(0.1), low, 1e-13 * low);
        assert_near(quantile.at(0.9), high, 1e-13 * high);
    }
    Ok(())
}

#[test]
fn a_list_draws_each_value_in_proportion_to_its_weight_in_any_order() -> Result<(), DistributionError> {
    let list =
        |values: &[f64], weights: &[f64]| Distribution::Discrete { values: values.into(), weights: weights.into() };
    let quantile = Quantile::new(&list(&[3.0, 1.0, 2.0, 9.0], &[3.0, 1.0, 0.0, 4.0]), 0.0, 5.0)?;
    assert_eq!(quantile, Quantile::new(&list(&[9.0, 2.0, 1.0, 3.0], &[4.0, 0.0, 1.0, 3.0]), 0.0, 5.0)?);
    assert_eq!([0.001, 0.249, 0.251, 0.999].map(|u| quantile.at(u)), [1.0, 1.0, 3.0, 3.0]);
    assert_near(quantile.mean(), 2.5, 0.0);
    Ok(())
}

#[test]
fn quantiles_never_change() -> Result<(), Box<dyn std::error::Error>> {
    let mut drawn = vec![];
    for (distribution, _, (min, max)) in kinds()? {
        let quantile = Quantile::new(&distribution, min, max)?;
        drawn.push([quantile.at(0.1), quantile.at(0.75), quantile.mean()]);
    }
    let expected = [
        [2.65, 3.625, 3.25],
        [0.740_328_563_742_357_1, 3.177_192_703_781_966, 2.287_454_231_645_881_5],
        [33.190_259_199_913_55, 63.758_149_610_058_226, 52.675_024_798_562_8],
        [3.296_272_588_322_144, 5.150_034_434_342_936_5, 4.443_499_454_380_053],
        [1.068_975_732_599_488_6, 1.263_377_473_125_541_2, 1.192_551_162_791_395],
        [0.025_897_804_207_404_992, 0.452_889_870_272_583_7, 0.282_838_780_073_386_8],
        [22.760_871_293_247_252, 51.371_406_389_853_11, 40.637_170_564_429_54],
        [0.318_781_268_224_977_43, 0.442_682_559_157_567_16, 0.395_196_645_257_217_37],
    ];
    assert_eq!(drawn, expected);
    Ok(())
}

#[test]
fn a_fixed_value_is_itself() -> Result<(), DistributionError> {
    let quantile = Quantile::new(&Distribution::Fixed(0.3), 0.0, 1.0)?;
    assert_eq!((quantile.at(0.01), quantile.at(0.99), quantile.mean()), (0.3, 0.3, 0.3));
    Ok(())
}

/// Any distribution that a file could contain, valid or not.
fn anything() -> impl Strategy<Value = Distribution> {
    let number = || prop_oneof![any::<f64>(), -2.0..2.0_f64, 0.0..1.0_f64, Just(0.0), Just(1.0)];
    let shape = prop_oneof![Just(Range80Shape::LogNormal), Just(Range80Shape::LogitNormal)];
    let list = || proptest::collection::vec(number(), 0..4);
    prop_oneof![
        number().prop_map(Distribution::Fixed),
        (number(), number(), number()).prop_map(|(low, mode, high)| pert(low, mode, high)),
        (0.0..1.0_f64, 0.0..1.0_f64, 0.0..1.0_f64).prop_map(|(a, b, c)| pert(
            a.min(b).min(c),
            a.max(b.min(c)).min(b.max(c)),
            a.max(b).max(c)
        )),
        (number(), number()).prop_map(|(low, high)| Distribution::Uniform { low, high }),
        (number(), number()).prop_map(|(mean, sd)| Distribution::Normal { mean, sd }),
        (number(), number()).prop_map(|(median, sigma)| Distribution::LogNormal { median, sigma }),
        (number(), number()).prop_map(|(mean, sd)| Distribution::Beta { mean, sd }),
        (0.0..1.0_f64, 0.0..0.5_f64).prop_map(|(mean, sd)| Distribution::Beta { mean, sd }),
        (list(), list()).prop_map(|(values, weights)| Distribution::Discrete { values, weights }),
        (number(), number(), shape).prop_map(|(low, high, shape)| Distribution::Range80 { low, high, shape }),
    ]
}

fn bounds() -> impl Strategy<Value = (f64, f64)> {
    prop_oneof![
        Just(NO_BOUNDS),
        Just((0.0, 1.0)),
        Just((0.0, f64::INFINITY)),
        (-1.0..1.0_f64, 0.0..1.0_f64).prop_map(|(min, width)| (min, min + width)),
        (any::<f64>(), any::<f64>()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn any_distribution_is_monotone_within_its_bounds_or_refused_with_a_message(
        distribution in anything(), (min, max) in bounds(), u in 0.0..1.0_f64, v in 0.0..1.0_f64,
    ) {
        let (u, v) = (u.min(v).max(1e-16), u.max(v).max(1e-16));
        match Quantile::new(&distribution, min, max) {
            Ok(quantile) => {
                let (low, high) = (quantile.at(u), quantile.at(v));
                let rounding = 1e-13 * low.abs().max(high.abs());
                prop_assert!(low <= high + rounding, "{low} {high}");
                for value in [low, high, quantile.mean()] {
                    prop_assert!(value.is_finite() && value >= min && value <= max, "{value}");
                }
            }
            Err(error) => prop_assert!(error.to_string().len() > 20),
        }
    }
}
