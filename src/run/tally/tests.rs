use proptest::prelude::*;

use super::values::VALUES;
use super::whole::are_whole;
use super::{BLOCK, Scale, Tally};

/// Figures of every kind: constants, events, whole numbers near and far from zero, multiples of 0.9 FTE, money, shares,
/// skewed backlogs, differences around zero; each with some missing values, and some with the errors of sums. Some take
/// more values than are counted individually.
fn figures() -> impl Strategy<Value = Vec<f64>> {
    let shape = prop_oneof![
        Just((0, 1.0)),
        Just((1, 1.0)),
        Just((900, 1.0)),
        Just((5_000, 1.0)),
        Just((60, 0.9)),
        Just((1_000_000, 0.01)),
        Just((100_000, 1e-5)),
        Just((1_000_000_000, 0.013)),
    ];
    let offset = prop_oneof![Just(0.0), Just(-450.0), Just(440_000.0), Just(0.1)];
    let number = prop_oneof![1..700_usize, 900..3_000_usize];
    (shape, offset, prop::bool::ANY, prop::bool::ANY, number).prop_flat_map(
        |((span, step), offset, skewed, noisy, n)| {
            let value = (0..=span, 0..20_u32, -1..=1_i8).prop_map(move |(number, missing, noise)| {
                let share = f64::from(number) / f64::from(span.max(1));
                let number = if skewed { (share * share * share * f64::from(span)).round() } else { f64::from(number) };
                let noise = if noisy { 1e-10 * f64::from(noise) } else { 0.0 };
                if missing == 0 { f64::NAN } else { offset + number * step + noise }
            });
            prop::collection::vec(value, n)
        },
    )
}

/// The scale of these figures.
const SCALE: Scale = Scale { narrowest: -8 };

fn tally(origin: f64, blocks: &[&[f64]]) -> Tally {
    let mut tally = Tally::with_sums(origin, SCALE);
    for block in blocks {
        tally.add(block);
    }
    tally
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    sorted
}

proptest! {
    #[test]
    fn the_order_of_blocks_and_merging_do_not_change_a_tally(
        values in figures(), keys in prop::collection::vec(0..1000_u32, 12),
    ) {
        let blocks: Vec<&[f64]> = values.chunks(BLOCK).collect();
        let whole = tally(values[0], &blocks);
        let mut shuffled: Vec<usize> = (0..blocks.len()).collect();
        shuffled.sort_by_key(|&place| keys[place % keys.len()]);
        let shuffled: Vec<&[f64]> = shuffled.into_iter().map(|place| blocks[place]).collect();
        prop_assert_eq!(&tally(values[0], &shuffled), &whole);
        for cut in 0..=blocks.len() {
            let (mut first, second) = (tally(values[0], &shuffled[..cut]), tally(values[0], &shuffled[cut..]));
            first.merge(&second);
            prop_assert_eq!(&first, &whole);
        }
    }

    #[test]
    fn differences_of_pairs_of_blocks_are_those_of_their_values(values in figures(), shift in -3..=3_i8) {
        let others: Vec<f64> = values.iter().rev().map(|value| value * f64::from(shift)).collect();
        let differences: Vec<f64> = values.iter().zip(&others).map(|(one, other)| one - other).collect();
        let mut of_pairs = Tally::with_sums(differences[0], SCALE);
        of_pairs.add_differences(values.chunks(BLOCK).zip(others.chunks(BLOCK)));
        prop_assert_eq!(of_pairs, tally(differences[0], &differences.chunks(BLOCK).collect::<Vec<_>>()));
    }

    #[test]
    fn counts_moments_minimum_and_maximum_match_the_values(values in figures()) {
        let tally = tally(values[0], &values.chunks(BLOCK).collect::<Vec<_>>());
        let sorted = sorted(&values);
        let n = sorted.len() as u64;
        prop_assert_eq!((tally.defined(), tally.missing()), (n, values.len() as u64 - n));
        prop_assert_eq!(tally.below_zero(), sorted.iter().filter(|&&value| value < 0.0).count() as u64);
        prop_assert_eq!(tally.at_zero(), sorted.iter().filter(|&&value| value == 0.0).count() as u64);
        prop_assert_eq!(tally.above_zero(), sorted.iter().filter(|&&value| value > 0.0).count() as u64);
        prop_assert_eq!(tally.mean().is_nan(), n == 0);
        if n > 0 {
            let mean = sorted.iter().sum::<f64>() / n as f64;
            prop_assert!((tally.mean() - mean).abs() <= 1e-12 * mean.abs().max(1.0), "{} {mean}", tally.mean());
            let squares: f64 = sorted.iter().map(|value| (value - mean) * (value - mean)).sum();
            let variance = if n < 2 { 0.0 } else { squares / (n - 1) as f64 };
            prop_assert!((tally.variance() - variance).abs() <= 1e-9 * variance + 1e-12 * mean * mean + 1e-18, "{} {variance}", tally.variance());
            prop_assert_eq!(tally.at_ranks(&[0])[0], sorted[0]);
            prop_assert_eq!(tally.at_ranks(&[n - 1])[0], sorted[sorted.len() - 1]);
        }
    }

    #[test]
    fn values_at_ranks_ascend_and_are_exact_or_accurate_to_a_bin(values in figures()) {
        let tally = tally(values[0], &values.chunks(BLOCK).collect::<Vec<_>>());
        let sorted = sorted(&values);
        let found = tally.at_ranks(&(0..sorted.len() as u64).collect::<Vec<_>>());
        prop_assert!(found.is_sorted(), "{found:?}");
        for (found, value) in found.iter().zip(&sorted) {
            prop_assert!((found - value).abs() <= most(&sorted, *value), "{found} for {value}");
        }
    }

    #[test]
    fn a_value_at_a_rank_does_not_depend_on_the_other_ranks(values in figures(), ranks in prop::collection::vec(0..3_000_u64, 7)) {
        let tally = tally(values[0], &values.chunks(BLOCK).collect::<Vec<_>>());
        let all = tally.at_ranks(&(0..tally.defined()).collect::<Vec<_>>());
        for rank in ranks.into_iter().filter(|&rank| rank < tally.defined()) {
            prop_assert_eq!(tally.at_ranks(&[rank]), [all[rank as usize]]);
        }
    }

    #[test]
    fn the_mean_of_the_lowest_is_exact_or_accurate_to_a_bin(values in figures()) {
        let tally = tally(values[0], &values.chunks(BLOCK).collect::<Vec<_>>());
        let sorted = sorted(&values);
        if !sorted.is_empty() {
            let n = sorted.len().div_ceil(10);
            let (expected, found) = (sorted[..n].iter().sum::<f64>() / n as f64, tally.mean_of_lowest(n as u64));
            let most = most(&sorted, sorted[n - 1]) + expected.abs() * 1e-12 + QUANTUM;
            prop_assert!((found - expected).abs() <= most, "{found} for {expected}");
        }
    }
}

/// The quantum of these figures.
const QUANTUM: f64 = 1.0 / (1 << 24) as f64;

/// The greatest error of one of these values, which are sorted.
fn most(sorted: &[f64], value: f64) -> f64 {
    let (least, greatest) = (sorted[0], sorted[sorted.len() - 1]);
    let mut different: Vec<f64> = sorted.iter().map(|value| (value / QUANTUM).round()).collect();
    different.dedup();
    if different.len() <= VALUES || least.fract() == 0.0 && are_whole(sorted) && greatest - least < 1024.0 {
        // Values that differ by less than a quantum are one value.
        return if sorted.windows(2).any(|two| two[0] < two[1] && two[1] - two[0] < QUANTUM) { QUANTUM } else { 0.0 };
    }
    // In each octave on either side of zero there are at least 64 bins.
    (value.abs() / 64.0).max(1.0 / 256.0).min(greatest - least)
}

#[test]
fn a_constant_is_exact_even_if_missing_in_the_first_replication() {
    let constant = tally(f64::NAN, &[&[f64::NAN, 0.1, 0.1], &[0.1; 64]]);
    assert_eq!((constant.mean(), constant.error(), constant.at_ranks(&[30])), (0.1, 0.0, vec![0.1]));
    let constant = tally(1e9 / 3.0, &[&[1e9 / 3.0; 64]]);
    assert_eq!((constant.mean(), constant.error(), constant.at_ranks(&[30])), (1e9 / 3.0, 0.0, vec![1e9 / 3.0]));
}

#[test]
fn the_first_nonzero_value_may_come_after_a_thousand_zeros() {
    let zeros = [0.0; 64];
    let mut blocks: Vec<&[f64]> = vec![&zeros; 20];
    blocks.push(&[0.0, 3_500.25, 12.0]);
    let late = tally(0.0, &blocks);
    blocks.reverse();
    assert_eq!(tally(0.0, &blocks), late);
    assert_eq!(late.at_ranks(&[1_280, 1_281, 1_282]), [0.0, 12.0, 3_500.25]);
}

#[test]
fn the_lowest_tenth_of_whole_pounds_is_exact() {
    // Savings in 20 replications range from -£9,000 to £10,000: the two worst are -£9,000 and -£8,000.
    let shuffled: Vec<f64> = (0..20).map(|n| f64::from((n * 7) % 20 - 9) * 1_000.0).collect();
    assert_eq!(tally(0.0, &[&shuffled]).mean_of_lowest(2), -8_500.0);
    assert_eq!(tally(0.0, &[&[3.0, 1.0, 2.0]]).mean_of_lowest(1), 1.0);
    assert_eq!(tally(0.0, &[&[5.0]]).mean_of_lowest(1), 5.0);
}

#[test]
fn small_numbers_added_to_a_large_one_keep_their_digits() {
    let mut sum = super::ExactSum::ZERO;
    sum.add(1e18);
    (0..1_000_000).for_each(|_| sum.add(-1e-6));
    sum.add(-1e18);
    assert!((sum.value() + 1.0).abs() < 1e-9, "{}", sum.value());
}

#[test]
fn ten_thousand_values_over_seven_octaves_are_within_a_256th() {
    let values: Vec<f64> = (0..10_000_u64).map(|n| 7.0 + ((n * 7919) % 14_400) as f64 / 12.0).collect();
    let blocks: Vec<&[f64]> = values.chunks(BLOCK).collect();
    let tally = tally(values[0], &blocks);
    let sorted = sorted(&values);
    let found = tally.at_ranks(&(0..10_000).collect::<Vec<_>>());
    for (found, value) in found.iter().zip(&sorted) {
        assert!((found - value).abs() <= value / 256.0, "{found} for {value}");
    }
}

#[test]
fn a_thousand_shares_are_exact_and_one_more_are_not() {
    let shares = |n: u32| (1..=n).map(|number| f64::from(number) / f64::from(n + 7)).collect::<Vec<f64>>();
    let at_ranks = |n: u32| {
        let shares = shares(n);
        let tally = tally(0.5, &shares.chunks(BLOCK).collect::<Vec<_>>());
        (tally.at_ranks(&(0..u64::from(n)).collect::<Vec<_>>()), shares)
    };
    let (found, expected) = at_ranks(VALUES as u32);
    assert_eq!(found, expected);
    let (found, expected) = at_ranks(VALUES as u32 + 1);
    assert_ne!(found, expected);
}

#[test]
fn sums_that_differ_by_their_errors_count_as_one_value() {
    let values: Vec<f64> = (0..5_000_u32).map(|n| f64::from(n % 50) * 0.9 + f64::from(n / 50) * 1e-13).collect();
    let blocks: Vec<&[f64]> = values.chunks(BLOCK).collect();
    let one = tally(0.0, &blocks);
    let expected: Vec<f64> = (0..50_u32).map(|n| f64::from(n) * 0.9).collect();
    // The lowest of each is kept, in every order.
    assert_eq!(one.at_ranks(&(0..50).map(|n| n * 100 + 99).collect::<Vec<_>>())[..49], expected[..49]);
    assert_eq!(tally(0.0, &blocks.iter().rev().copied().collect::<Vec<_>>()), one);
}

#[test]
fn a_bin_may_contain_more_values_than_its_count_can_hold() {
    let mut values = vec![12.25; 70_000];
    values.extend((0..2_000_u32).map(|n| 20.0 + f64::from(n) / 16.0));
    values.extend(vec![12.25; 70_000]);
    let blocks: Vec<&[f64]> = values.chunks(BLOCK).collect();
    let all = tally(12.25, &blocks);
    assert_eq!(all.at_ranks(&[1, 70_000, 139_999, 140_000]), [12.25, 12.25, 12.25, 20.0]);
    let (mut first, second) = (tally(12.25, &blocks[..1_500]), tally(12.25, &blocks[1_500..]));
    first.merge(&second);
    assert_eq!(first, all);
    // One extreme value: bins become wider.
    all.clone().merge(&tally(12.25, &[&[1e9]]));
    assert_eq!(all.at_ranks(&[1, 70_000, 139_999]), [12.25, 12.25, 12.25]);
}
