use statrs::distribution::{ContinuousCDF, Gamma};

use super::{assert_near, draws, kolmogorov};
use crate::random::gamma_mean_one;

const N: u32 = 100_000;

#[test]
fn gammas_never_change() {
    let draws = draws("gamma");
    let gammas = [0.001, 0.05, 0.9, 1.0, 3.0].map(|dispersion| gamma_mean_one(dispersion, draws, 7));
    assert_eq!(
        gammas,
        [
            1.035_424_828_529_358,
            1.252_581_238_746_643,
            2.014_760_255_813_598_6,
            1.534_859_061_241_15,
            2.697_694_778_442_383
        ]
    );
}

#[test]
fn no_dispersion_is_exactly_one() {
    for dispersion in [0.0, -1.0, f64::NAN, 1e-320, f64::NEG_INFINITY] {
        assert_eq!(gamma_mean_one(dispersion, draws("none"), 0), 1.0);
    }
}

#[test]
fn gammas_have_mean_one_and_variance_equal_to_the_dispersion() {
    for dispersion in [0.001, 0.02, 0.3, 1.0, 2.0] {
        let draws = draws("moments");
        let gammas: Vec<f64> = (0..N).map(|month| gamma_mean_one(dispersion, draws, month)).collect();
        let mean = gammas.iter().sum::<f64>() / f64::from(N);
        let variance = gammas.iter().map(|x| (x - 1.0) * (x - 1.0)).sum::<f64>() / f64::from(N);
        assert_near(mean, 1.0, 4.5 * (dispersion / f64::from(N)).sqrt());
        assert_near(variance / dispersion, 1.0, 4.5 * ((2.0 + 6.0 * dispersion) / f64::from(N)).sqrt());
    }
}

#[test]
fn gammas_follow_the_gamma_distribution() -> Result<(), statrs::distribution::GammaError> {
    for dispersion in [0.002, 0.05, 0.7, 1.0, 1.5] {
        let (draws, reference) = (draws("ks"), Gamma::new(1.0 / dispersion, 1.0 / dispersion)?);
        let uniforms = (0..N).map(|month| reference.cdf(gamma_mean_one(dispersion, draws, month)));
        assert!(kolmogorov(uniforms.collect()) < 2.2, "{dispersion}");
    }
    Ok(())
}

#[test]
fn a_gamma_is_a_single_precision_number() {
    let draws = draws("single");
    assert!((0..1000).map(|month| gamma_mean_one(0.1, draws, month)).all(|g| f64::from(g as f32) == g));
}

#[test]
fn a_small_change_in_dispersion_changes_a_gamma_slightly() {
    let draws = draws("smooth");
    for month in 0..1000 {
        let (a, b) = (gamma_mean_one(0.05, draws, month), gamma_mean_one(0.0505, draws, month));
        assert!((a - b).abs() < 0.02, "{a} {b}");
    }
}
