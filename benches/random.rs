//! Benchmarks of random draws. Each works through 1,024 varied uniforms, so divide by that for the time of one draw.
//!
//! What is drawn by lane depends on the width of vectors: compare `RUSTFLAGS="-C target-cpu=x86-64-v3"` with none.

use divan::{Bencher, black_box};
use staffcast::internals::{
    Distribution, DistributionError, Lanes, Purpose, Quantile, Range80Shape, Stream, binomial, each, exp, exponential,
    gamma_mean_one, ln, normal_quantile, poisson,
};

const DRAWS: u32 = 1024;

fn main() {
    divan::main();
}

/// The time of `draw` over varied uniforms.
fn over_uniforms<T>(bencher: Bencher, draw: impl Fn(f64) -> T + Sync) {
    let key = Stream::new(1, Purpose::Leaving, "bench").at(7);
    let uniforms: Vec<f64> = (1..=DRAWS).map(|replication| key.of(u64::from(replication))).collect();
    bencher.counter(divan::counter::ItemsCount::new(DRAWS)).bench(|| {
        for &u in &uniforms {
            black_box(draw(black_box(u)));
        }
    });
}

#[divan::bench]
fn key_at_and_of(bencher: Bencher) {
    let stream = Stream::new(1, Purpose::Leaving, "bench");
    bencher.counter(divan::counter::ItemsCount::new(DRAWS)).bench(|| {
        for month in 0..DRAWS {
            black_box(black_box(stream).at(month).of(7));
        }
    });
}

#[divan::bench]
fn quantile_of_the_normal(bencher: Bencher) {
    over_uniforms(bencher, normal_quantile);
}

/// Lanes, as in a run.
const LANES: usize = 64;

/// The numbers of the replications in block `block`.
fn replications(block: usize) -> [u64; LANES] {
    std::array::from_fn(|lane| (block * LANES + lane + 1) as u64)
}

/// The time of `draw` over columns of varied uniforms.
fn over_columns(bencher: Bencher, draw: impl Fn(&Lanes<LANES>) -> Lanes<LANES> + Sync) {
    let key = Stream::new(1, Purpose::Leaving, "bench").at(7);
    let columns: Vec<_> = (0..DRAWS as usize / LANES).map(|block| key.by_lane(&replications(block))).collect();
    bencher.counter(divan::counter::ItemsCount::new(DRAWS)).bench(|| {
        for u in &columns {
            black_box(draw(black_box(u)));
        }
    });
}

#[divan::bench]
fn uniforms_by_lane(bencher: Bencher) {
    let key = black_box(Stream::new(1, Purpose::Leaving, "bench").at(7));
    let replications = replications(0);
    over_columns(bencher, |_| key.by_lane(black_box(&replications)));
}

#[divan::bench]
fn exp_by_lane(bencher: Bencher) {
    over_columns(bencher, |u| each(u, exp));
}

#[divan::bench]
fn ln_by_lane(bencher: Bencher) {
    over_columns(bencher, |u| each(u, ln));
}

#[divan::bench]
fn exponential_by_lane(bencher: Bencher) {
    over_columns(bencher, exponential);
}

#[divan::bench(args = [(3.0, 0.01), (10.0, 0.03), (20.0, 0.05), (30.0, 0.1), (40.0, 0.2), (100.0, 0.115), (300.0, 0.1)])]
fn binomial_by_lane(bencher: Bencher, (n, p): (f64, f64)) {
    let n = Lanes::all(n);
    over_columns(bencher, |u| binomial(&n, black_box(p), u));
}

#[divan::bench(args = [0.03, 0.3, 3.0, 6.0, 11.9, 12.1, 270.0])]
fn poisson_by_lane(bencher: Bencher, mean: f64) {
    let mean = Lanes::all(mean);
    over_columns(bencher, |u| poisson(black_box(&mean), u));
}

#[divan::bench]
fn gamma_by_lane(bencher: Bencher) {
    let key = Stream::new(1, Purpose::Dispersion, "bench").at(7);
    let (dispersion, replications) = (Lanes::all(0.01), replications(0));
    over_columns(bencher, |_| gamma_mean_one(black_box(&dispersion), key, &replications));
}

const KINDS: [&str; 5] = ["uniform", "normal", "log-normal", "range of a share", "pert"];

/// An input of each kind, truncated at 2.5.
fn input(kind: &str) -> Result<Quantile, DistributionError> {
    let distribution = match kind {
        "uniform" => Distribution::Uniform { low: 1.0, high: 3.0 },
        "normal" => Distribution::Normal { mean: 1.0, sd: 0.2 },
        "log-normal" => Distribution::LogNormal { median: 1.0, sigma: 0.2 },
        "range of a share" => Distribution::Range80 { low: 0.1, high: 0.2, shape: Range80Shape::LogitNormal },
        _ => Distribution::Pert { low: 1.0, mode: 1.2, high: 3.0 },
    };
    Quantile::new(black_box(&distribution), 0.0, 2.5)
}

#[divan::bench(args = KINDS)]
fn input_at(bencher: Bencher, kind: &str) {
    if let Ok(quantile) = input(kind) {
        over_uniforms(bencher, |u| quantile.at(u));
    }
}

#[divan::bench(args = KINDS)]
fn input_new(kind: &str) -> Result<Quantile, DistributionError> {
    input(kind)
}
