use crate::random::{Distribution, Quantile, Range80Shape};

/// The error message for a distribution.
fn fault(distribution: &Distribution, min: f64, max: f64) -> String {
    Quantile::new(distribution, min, max).map_or_else(|error| error.to_string(), |_| "none".into())
}

#[test]
fn errors_have_clear_messages() {
    use Distribution::*;
    let faults = [
        (Fixed(f64::NAN), "value is NaN, which is not a usable number"),
        (Fixed(2.0), "2 is not between 0 and 1"),
        (Uniform { low: 0.5, high: 0.5 }, "low (0.5) must be below high (0.5)"),
        (Uniform { low: 0.5, high: f64::INFINITY }, "high is inf, which is not a usable number"),
        (Uniform { low: 2.0, high: 3.0 }, "the distribution has no values between 0 and 1"),
        (Pert { low: 0.0, mode: 2.0, high: 1.0 }, "the mode (2) must be between low (0) and high (1)"),
        (Pert { low: 0.5, mode: 0.5, high: 0.5 }, "low (0.5) must be below high (0.5)"),
        (Normal { mean: 0.5, sd: 0.0 }, "sd is 0 but must be above 0"),
        (Normal { mean: 9.0, sd: 1.0 }, "the distribution has no values between 0 and 1"),
        (LogNormal { median: -1.0, sigma: 1.0 }, "median is -1 but must be above 0"),
        (Beta { mean: 0.2, sd: 0.4 }, "sd is 0.4 but must be below 0.4000 for a share with mean 0.2"),
        (Beta { mean: 1.0, sd: 0.1 }, "mean is 1 but must be between 0 and 1"),
        (
            Discrete { values: vec![1.0], weights: vec![] },
            "there must be one weight per value, but there are 0 weights for 1 values",
        ),
        (Discrete { values: vec![], weights: vec![] }, "at least one value must have a weight above 0"),
        (Discrete { values: vec![1.0], weights: vec![-1.0] }, "a weight is -1 but weights must not be negative"),
        (Discrete { values: vec![1.0], weights: vec![0.0] }, "at least one value must have a weight above 0"),
        (Discrete { values: vec![7.0], weights: vec![1.0] }, "the distribution has no values between 0 and 1"),
        (Range80 { low: 0.5, high: 1.5, shape: Range80Shape::LogitNormal }, "high is 1.5 but must be between 0 and 1"),
        (Range80 { low: 0.0, high: 1.5, shape: Range80Shape::LogNormal }, "low is 0 but must be above 0"),
    ];
    for (distribution, words) in faults {
        assert_eq!(fault(&distribution, 0.0, 1.0), words, "{distribution:?}");
    }
}

#[test]
fn reversed_bounds_are_refused() {
    let distribution = Distribution::Normal { mean: 0.0, sd: 1.0 };
    assert_eq!(fault(&distribution, 1.0, 0.0), "the minimum allowed (1) must not exceed the maximum allowed (0)");
    assert_eq!(
        fault(&distribution, f64::NAN, 0.0),
        "the minimum allowed (NaN) must not exceed the maximum allowed (0)"
    );
}

#[test]
fn a_log_normal_that_overflows_is_refused() {
    let distribution = Distribution::LogNormal { median: 1.0, sigma: 100.0 };
    assert_eq!(
        fault(&distribution, 0.0, f64::INFINITY),
        "the largest possible draw is inf, which is not a usable number"
    );
    assert_eq!(fault(&distribution, 0.0, 10.0), "none");
}
