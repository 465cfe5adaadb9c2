//! Correlated uniforms: each is uniform, and pairs have the specified rank correlations.

use crate::random::{Copula, Purpose, Stream};

const DRAWS: usize = 40_000;

/// Spearman's rank correlation.
fn spearman(one: &[f64], two: &[f64]) -> f64 {
    let ranks = |values: &[f64]| {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
        let mut ranks = vec![0.0; values.len()];
        for (rank, index) in order.into_iter().enumerate() {
            ranks[index] = rank as f64;
        }
        ranks
    };
    let (one, two) = (ranks(one), ranks(two));
    let middle = (one.len() - 1) as f64 / 2.0;
    let product: f64 = one.iter().zip(&two).map(|(a, b)| (a - middle) * (b - middle)).sum();
    let square: f64 = one.iter().map(|a| (a - middle) * (a - middle)).sum();
    product / square
}

fn draws(copula: &Copula, n: usize) -> Vec<Vec<f64>> {
    let streams: Vec<Stream> = (0..n).map(|i| Stream::new(3, Purpose::Input, &format!("input {i}"))).collect();
    let one = |i: usize, replication: usize| copula.uniform(i, |j| streams[j].at(0).of(replication as u64));
    (0..n).map(|i| (1..=DRAWS).map(|replication| one(i, replication)).collect()).collect()
}

#[test]
fn every_pair_has_the_specified_rank_correlation() {
    let rank = vec![vec![1.0, 0.7, -0.4], vec![0.7, 1.0, 0.0], vec![-0.4, 0.0, 1.0]];
    let drawn = draws(&Copula::new(&rank).unwrap(), 3);
    for (i, row) in rank.iter().enumerate() {
        for (j, &asked) in row.iter().enumerate().take(i) {
            let found = spearman(&drawn[i], &drawn[j]);
            // The standard error of a rank correlation of 40,000 draws is at most 0.005.
            assert!((found - asked).abs() < 0.02, "{i} and {j}: {found}, asked {asked}");
        }
    }
}

#[test]
fn each_uniform_stays_uniform_and_the_first_is_unchanged() {
    let copula = Copula::new(&[vec![1.0, 0.9], vec![0.9, 1.0]]).unwrap();
    let alone = draws(&Copula::independent(2), 2);
    let mut drawn = draws(&copula, 2);
    assert_eq!(drawn[0], alone[0]);
    let second = &mut drawn[1];
    second.sort_by(f64::total_cmp);
    let furthest = second.iter().enumerate().map(|(i, u)| (u - (i as f64 + 0.5) / DRAWS as f64).abs());
    // Kolmogorov-Smirnov: 1.95 / sqrt(40,000) is exceeded once in a thousand samples.
    assert!(furthest.fold(0.0, f64::max) < 1.95 / (DRAWS as f64).sqrt());
}

#[test]
fn impossible_correlations_have_no_copula() {
    let against = vec![vec![1.0, 0.9, 0.9], vec![0.9, 1.0, -0.9], vec![0.9, -0.9, 1.0]];
    assert_eq!(Copula::new(&against), None);
    let two_alike = vec![vec![1.0, 1.0, 0.5], vec![1.0, 1.0, 0.4], vec![0.5, 0.4, 1.0]];
    assert_eq!(Copula::new(&two_alike), None);
}

#[test]
fn a_correlation_of_1_is_one_draw_for_both() {
    let all = Copula::new(&vec![vec![1.0; 3]; 3]).unwrap();
    let against = Copula::new(&[vec![1.0, -1.0], vec![-1.0, 1.0]]).unwrap();
    let three = Copula::new(&[vec![1.0, 0.5, 0.5], vec![0.5, 1.0, 1.0], vec![0.5, 1.0, 1.0]]).unwrap();
    for u in [0.001, 0.3, 0.77] {
        let alone = |i: usize| [u, 0.4, 0.9][i];
        assert_eq!([all.uniform(1, alone), all.uniform(2, alone)], [u, u]);
        assert_eq!(against.uniform(1, alone), 1.0 - u);
        assert!((three.uniform(1, alone) - three.uniform(2, alone)).abs() < 1e-12);
    }
}

#[test]
fn a_draw_never_reaches_0_or_1() {
    let copula = Copula::new(&[vec![1.0, 0.5], vec![0.5, 1.0]]).unwrap();
    let (low, high) = (copula.uniform(1, |_| 1e-300), copula.uniform(1, |_| 1.0 - 1e-16));
    assert!(low > 0.0 && high < 1.0);
}
