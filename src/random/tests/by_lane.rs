use super::super::by_lane::{binomial, exponential, gamma_mean_one, poisson};
use crate::lanes::Lanes;
use crate::random::{self, Purpose, Stream};

const N: usize = 64;

fn columns(what: &str) -> impl Iterator<Item = Lanes<N>> {
    let stream = Stream::new(2024, Purpose::Input, what);
    (0..100).map(move |month| stream.at(month).by_lane(&std::array::from_fn(|lane| lane as u64 + 1)))
}

#[test]
fn counts_are_those_of_the_scalar_samplers() {
    for u in columns("same") {
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

#[test]
fn many_lanes_are_as_many_times_one_lane() {
    let draw = Stream::new(2024, Purpose::Input, "gamma").at(7);
    let replications: [u64; N] = std::array::from_fn(|lane| lane as u64 + 1);
    for u in columns("lanes") {
        let n = Lanes(u.0.map(|u| libm::floor(1.0 / u)));
        let p = Lanes(u.0.map(|u| 1.1 * u * u - 0.05));
        let mean = Lanes(u.0.map(|u| 40.0 * u * u));
        let (counts, poissons) = (binomial(&n, &p, &u), poisson(&mean, &u));
        let (times, gammas) = (exponential(&u), gamma_mean_one(&u, draw, &replications));
        for lane in 0..N {
            let one = |lanes: &Lanes<N>| Lanes([lanes.0[lane]]);
            assert_eq!(one(&counts), binomial(&one(&n), p.0[lane], &one(&u)));
            assert_eq!(one(&poissons), poisson(&one(&mean), &one(&u)));
            assert_eq!(one(&times), exponential(&one(&u)));
            assert_eq!(one(&gammas), gamma_mean_one(&one(&u), draw, &[replications[lane]]));
        }
    }
}
