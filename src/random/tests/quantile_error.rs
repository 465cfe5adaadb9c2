use crate::random::{Distribution, Quantile, Range80Shape};

/// What the distribution's fault is, in words.
fn fault(distribution: &Distribution, min: f64, max: f64) -> String {
    Quantile::new(distribution, min, max).map_or_else(|error| error.to_string(), |_| "none".into())
}

#[test]
fn what_is_wrong_is_said_in_words() {
    use Distribution::*;
    let faults = [
        (Fixed(f64::NAN), "value is NaN, which is not a number that can be used"),
        (Fixed(2.0), "2 does not lie from 0 to 1"),
        (Uniform { low: 0.5, high: 0.5 }, "low (0.5) must be below high (0.5)"),
        (Uniform { low: 0.5, high: f64::INFINITY }, "high is inf, which is not a number that can be used"),
        (Uniform { low: 2.0, high: 3.0 }, "the distribution gives no value from 0 to 1"),
        (Pert { low: 0.0, mode: 2.0, high: 1.0 }, "the mode (2) must lie from low (0) to high (1)"),
        (Pert { low: 0.5, mode: 0.5, high: 0.5 }, "low (0.5) must be below high (0.5)"),
        (Normal { mean: 0.5, sd: 0.0 }, "sd is 0 but must be above 0"),
        (Normal { mean: 9.0, sd: 1.0 }, "the distribution gives no value from 0 to 1"),
        (LogNormal { median: -1.0, sigma: 1.0 }, "median is -1 but must be above 0"),
        (Beta { mean: 0.2, sd: 0.4 }, "sd is 0.4 but a share of mean 0.2 must have an sd below 0.4000"),
        (Beta { mean: 1.0, sd: 0.1 }, "mean is 1 but must lie between 0 and 1"),
        (Discrete { values: vec![1.0], weights: vec![] }, "there must be one weight for each value, not 0 for 1"),
        (Discrete { values: vec![], weights: vec![] }, "at least one value must have a weight above 0"),
        (Discrete { values: vec![1.0], weights: vec![-1.0] }, "a weight is -1 but none may be below 0"),
        (Discrete { values: vec![1.0], weights: vec![0.0] }, "at least one value must have a weight above 0"),
        (Discrete { values: vec![7.0], weights: vec![1.0] }, "the distribution gives no value from 0 to 1"),
        (Range80 { low: 0.5, high: 1.5, shape: Range80Shape::LogitNormal }, "high is 1.5 but must lie between 0 and 1"),
        (Range80 { low: 0.0, high: 1.5, shape: Range80Shape::LogNormal }, "low is 0 but must be above 0"),
    ];
    for (distribution, words) in faults {
        assert_eq!(fault(&distribution, 0.0, 1.0), words, "{distribution:?}");
    }
}

#[test]
fn bounds_the_wrong_way_round_are_refused() {
    let distribution = Distribution::Normal { mean: 0.0, sd: 1.0 };
    assert_eq!(fault(&distribution, 1.0, 0.0), "the least value allowed (1) must not exceed the greatest (0)");
    assert_eq!(fault(&distribution, f64::NAN, 0.0), "the least value allowed (NaN) must not exceed the greatest (0)");
}

#[test]
fn a_log_normal_beyond_all_numbers_is_refused() {
    let distribution = Distribution::LogNormal { median: 1.0, sigma: 100.0 };
    assert_eq!(
        fault(&distribution, 0.0, f64::INFINITY),
        "the largest value drawn is inf, which is not a number that can be used"
    );
    assert_eq!(fault(&distribution, 0.0, 10.0), "none");
}
