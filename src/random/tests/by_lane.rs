use super::columns;
use crate::lanes::Lanes;
use crate::random;
use crate::random::by_lane::{binomial, poisson};

#[test]
fn counts_are_those_of_the_scalar_samplers() {
    for u in columns("same", 100) {
        for (n, p) in [(5, 0.015), (60, 0.01), (60, 0.4), (60, 0.99), (300, 0.1), (2000, 0.005), (4000, 0.7)] {
            let size = Lanes::all(f64::from(n));
            assert_eq!(binomial(&size, p, &u), Lanes(u.0.map(|u| f64::from(random::binomial(n, p, u)))), "{n} {p}");
        }
        for mean in [0.2, 4.0, 11.9, 30.0, 270.0] {
            let expected = Lanes(u.0.map(|u| f64::from(random::poisson(mean, u))));
            assert_eq!(poisson(&Lanes::all(mean), &u), expected, "{mean}");
        }
    }
}
