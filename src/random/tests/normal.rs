use statrs::distribution::{ContinuousCDF, Normal};

use super::{assert_near, draw};
use crate::random::{normal_cdf, normal_quantile};

#[test]
fn quantiles_of_the_normal_are_those_of_forty_digit_arithmetic() {
    let known = [
        (0.5, 0.0),
        (0.500_000_1, 2.506_628_273_311_649e-7),
        (0.1, -1.281_551_565_544_600_4),
        (0.0751, -1.438_825_392_752_54),
        (0.975, 1.959_963_984_540_054),
        (0.01, -2.326_347_874_040_841),
        (1e-5, -4.264_890_793_922_825),
        (1e-10, -6.361_340_902_404_056),
        (1e-16, -8.222_082_216_130_435),
        (1e-50, -14.933_337_534_788_489),
        (1e-300, -37.047_096_299_361_2),
    ];
    for (u, z) in known {
        assert_near(normal_quantile(u), z, 1e-15 * f64::abs(z).max(1.0));
    }
}

#[test]
fn the_quantile_undoes_the_distribution_function() {
    let draw = draw("round trip");
    for replication in 0..20_000 {
        let z = 16.0 * draw.of(replication) - 8.0;
        // Near 1 the distribution function itself has lost precision.
        assert_near(normal_quantile(normal_cdf(-z.abs())), -z.abs(), 2e-14 * z.abs().max(1.0));
    }
}

#[test]
fn both_agree_with_statrs() {
    let normal = Normal::standard();
    for i in 1..10_000 {
        let u = f64::from(i) / 10_000.0;
        assert_near(normal_quantile(u), normal.inverse_cdf(u), 1e-9);
        let z = 16.0 * u - 8.0;
        assert_near(normal_cdf(z), normal.cdf(z), 1e-10);
    }
}

#[test]
fn the_quantile_is_odd_and_has_ends() {
    let draw = draw("odd");
    for u in (0..10_000).map(|replication| draw.of(replication)) {
        assert_eq!(normal_quantile(1.0 - u), -normal_quantile(u));
    }
    assert_eq!([0.0, 1.0].map(normal_quantile), [f64::NEG_INFINITY, f64::INFINITY]);
    assert!([-1.0, 2.0, f64::NAN].map(normal_quantile).iter().all(|z| z.is_nan()));
    assert_eq!([f64::NEG_INFINITY, f64::INFINITY].map(normal_cdf), [0.0, 1.0]);
}
