use statrs::distribution::{ContinuousCDF, Gamma};

use super::{assert_near, draw, kolmogorov, one_gamma, replications};
use crate::lanes::Lanes;
use crate::random::gamma_mean_one;

const N: u64 = 100_000;

#[test]
fn gammas_never_change() {
    let draw = draw("gamma");
    let gammas = [0.001, 0.05, 0.9, 1.0, 3.0].map(|dispersion| one_gamma(dispersion, draw, 7));
    assert_eq!(
        gammas,
        [
            0.999_024_093_151_092_5,
            0.978_832_840_919_494_6,
            0.683_989_107_608_795_2,
            0.078_089_728_951_454_16,
            2.423_948_049_545_288,
        ]
    );
}

#[test]
fn no_dispersion_is_exactly_one() {
    for dispersion in [0.0, -1.0, f64::NAN, 1e-320, f64::NEG_INFINITY] {
        assert_eq!(one_gamma(dispersion, draw("none"), 0), 1.0);
    }
}

#[test]
fn gammas_have_mean_one_and_variance_equal_to_the_dispersion() {
    for dispersion in [0.001, 0.02, 0.3, 1.0, 2.0] {
        let draw = draw("moments");
        let gammas: Vec<f64> = (0..N).map(|replication| one_gamma(dispersion, draw, replication)).collect();
        let mean = gammas.iter().sum::<f64>() / N as f64;
        let variance = gammas.iter().map(|x| (x - 1.0) * (x - 1.0)).sum::<f64>() / N as f64;
        assert_near(mean, 1.0, 4.5 * (dispersion / N as f64).sqrt());
        assert_near(variance / dispersion, 1.0, 4.5 * ((2.0 + 6.0 * dispersion) / N as f64).sqrt());
    }
}

#[test]
fn gammas_follow_the_gamma_distribution() -> Result<(), statrs::distribution::GammaError> {
    for dispersion in [0.002, 0.05, 0.7, 1.0, 1.5] {
        let (draw, reference) = (draw("ks"), Gamma::new(1.0 / dispersion, 1.0 / dispersion)?);
        let uniforms = (0..N).map(|replication| reference.cdf(one_gamma(dispersion, draw, replication)));
        assert!(kolmogorov(uniforms.collect()) < 2.2, "{dispersion}");
    }
    Ok(())
}

#[test]
fn a_gamma_is_a_single_precision_number() {
    let draw = draw("single");
    assert!((0..1000).map(|replication| one_gamma(0.1, draw, replication)).all(|g| f64::from(g as f32) == g));
}

#[test]
fn a_small_change_in_dispersion_changes_nearly_every_gamma_slightly() {
    let draw = draw("smooth");
    // The dispersion also decides, rarely, whether a variate is rejected.
    let mut far = 0;
    for replication in 0..N {
        let (a, b) = (one_gamma(0.05, draw, replication), one_gamma(0.0505, draw, replication));
        far += u64::from((a - b).abs() > 0.02);
    }
    assert!(far < N / 5000, "{far}");
}

#[test]
fn every_lane_has_the_gamma_of_its_replication() {
    let (draw, replications) = (draw("gammas"), replications(3));
    let dispersion = Lanes(std::array::from_fn(|lane| 0.05 * lane as f64));
    let gammas = gamma_mean_one(&dispersion, draw, &replications);
    for (lane, replication) in replications.into_iter().enumerate() {
        assert_eq!(gammas.0[lane], one_gamma(dispersion.0[lane], draw, replication));
    }
}
