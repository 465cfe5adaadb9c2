//! Known answers.

use super::*;

#[test]
fn an_interval_of_a_mean_is_as_by_hand() {
    // 8.7819 = 5.9915 + ln(5.9915) + 1; at the expected number the boundary is (9.7819 / 8.7819) ln(9.7819 / 0.0025) = 9.2142.
    let ratio = best_ratio(0.05);
    assert!((ratio - 8.7818).abs() < 1e-3, "{ratio}");
    let radius = MeanSequence::new(0.05, 10_000).radius(10_000, 4.0);
    assert!((radius - 2.0 * 9.2141_f64.sqrt() / 100.0).abs() < 1e-4, "{radius}");
    assert_eq!(MeanSequence::new(0.05, 10_000).radius(1, 0.0), f64::INFINITY);
    assert_eq!(MeanSequence::new(0.05, 10_000).radius(2, 0.0), 0.0);
}

/// With a prior of weight 1, the ratio after two failures is (2 - p) / (2 (1 - p)): 20 at p = 38 / 39.
#[test]
fn an_interval_of_a_proportion_is_as_by_hand() {
    let of = |alpha, weight| ProportionSequence::with_weight(alpha, weight);
    let (low, high) = of(0.05, 1.0).interval(0, 2);
    assert!(low == 0.0 && (high - 38.0 / 39.0).abs() < 1e-12, "{high}");
    let (low, high) = of(0.05, 1.0).interval(2, 2);
    assert!((low - 1.0 / 39.0).abs() < 1e-12 && high == 1.0, "{low}");
    // One trial says nothing: the mean of the prior is p.
    assert_eq!(of(0.05, 1.0).interval(1, 1), (0.0, 1.0));
    assert_eq!(of(0.05, 1.0).interval(0, 0), (0.0, 1.0));
}

/// At a half and with many trials the beta mixture is the normal one.
#[test]
fn proportions_and_means_agree_where_both_hold() {
    let (low, high) = ProportionSequence::new(0.05, 20_000).interval(10_000, 20_000);
    let radius = MeanSequence::new(0.05, 20_000).radius(20_000, 0.25);
    assert!((high - 0.5 - radius).abs() < 0.01 * radius && (0.5 - low - radius).abs() < 0.01 * radius, "{low} {high}");
}

#[test]
fn intervals_contain_the_ratio_and_narrow_with_trials() {
    let sequence = ProportionSequence::new(0.05, 1_000);
    let mut before = 1.0;
    for scale in [1, 10, 100, 1_000, 10_000, 100_000] {
        let (low, high) = sequence.interval(3 * scale, 10 * scale);
        assert!(low <= 0.3 && 0.3 <= high && high - low <= before, "{low} {high}");
        before = high - low;
    }
    let (low, high) = sequence.interval(0, 1_000_000);
    assert!(low == 0.0 && high < 1e-4, "{high}");
}

/// The median of 20,000 values is between the ranks that the interval of a half gives.
#[test]
fn the_ranks_of_a_percentile_mirror_the_interval_of_its_share() {
    let sequence = ProportionSequence::new(0.05, 20_000);
    let (low, high) = sequence.ranks(0.5, 20_000);
    assert_eq!(low + high, 20_001);
    let radius = MeanSequence::new(0.05, 20_000).radius(20_000, 0.25);
    assert!((10_000.0 - low as f64 - 20_000.0 * radius).abs() < 3.0, "{low}");
    // The ends are the last counts that are not excluded.
    assert!(sequence.interval(low, 20_000).1 >= 0.5 && sequence.interval(low - 1, 20_000).1 < 0.5, "{low}");
    assert_eq!(sequence.ranks(0.9, 3), (0, 4));
    assert_eq!(sequence.ranks(0.5, 0), (0, 1));
}

/// Number of simulated runs of each known answer.
const RUNS: u64 = 2_000;

/// Uniforms between 0 and 1: the generator of Steele, Lea and Flood (2014).
pub(in crate::summary) fn uniforms(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0xd134_2543_de82_ef95);
    move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }
}

/// The share of runs whose interval leaves out the truth at any of 64 looks, the worst that somebody who looks can do.
fn missed(mut misses: impl FnMut(&mut dyn FnMut() -> f64) -> bool) -> f64 {
    let all = (1..=RUNS).filter(|&run| misses(&mut uniforms(run)));
    all.count() as f64 / RUNS as f64
}

#[test]
fn a_proportion_is_missed_at_any_look_in_one_run_of_twenty_at_most() {
    let sequence = ProportionSequence::new(0.05, 1_000);
    for p in [0.002, 0.03, 0.25, 0.5, 0.9] {
        let share = missed(|uniform| {
            let (mut successes, mut missed) = (0, false);
            for trials in 1..=4_096 {
                successes += u64::from(uniform() < p);
                missed |= trials % 64 == 0 && sequence.excludes(p, successes, trials);
            }
            missed
        });
        assert!(share <= 0.05, "{share} of the runs miss {p}");
        // Intervals that are much too wide would pass as well.
        assert!(p < 0.1 || share > 0.005, "{share} of the runs miss {p}: the intervals are too wide");
    }
}

#[test]
fn a_mean_is_missed_at_any_look_in_few_more_runs_than_one_of_twenty() {
    let sequence = MeanSequence::new(0.05, 4_000);
    let normal: fn(f64) -> f64 = crate::random::normal_quantile;
    let exponential: fn(f64) -> f64 = |uniform| -libm::log(uniform) - 1.0;
    let mostly_zero: fn(f64) -> f64 =
        |uniform| if uniform < 0.1 { -10.0 * libm::log(10.0 * uniform) } else { 0.0 } - 1.0;
    for (name, value) in [("normal", normal), ("exponential", exponential), ("mostly zero", mostly_zero)] {
        let share = missed(|uniform| {
            let (mut sum, mut squares, mut missed) = (0.0, 0.0, false);
            for n in 1..=8_192_u64 {
                let value = value(uniform());
                sum += value;
                squares += value * value;
                if n >= 512 && n % 128 == 0 {
                    let count = n as f64;
                    let variance = (squares - sum * sum / count) / (count - 1.0);
                    missed |= (sum / count).abs() > sequence.radius(n, variance);
                }
            }
            missed
        });
        assert!((0.005..=0.065).contains(&share), "{share} of the runs miss the mean of {name} values");
    }
}

#[test]
fn a_median_is_missed_at_any_look_in_one_run_of_twenty_at_most() {
    let sequence = ProportionSequence::new(0.05, 1_000);
    let share = missed(|uniform| {
        let (mut below, mut missed) = (0, false);
        for n in 1..=2_048 {
            below += u64::from(uniform() <= 0.5);
            if n % 64 == 0 {
                let (low, high) = sequence.ranks(0.5, n);
                missed |= below < low || below >= high;
            }
        }
        missed
    });
    assert!(share <= 0.05, "{share}");
}
