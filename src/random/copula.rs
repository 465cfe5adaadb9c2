//! Several inputs drawn together: a Gaussian copula with given rank correlations.

use std::f64::consts::PI;

use super::normal::{normal_cdf, normal_quantile};

/// Uniforms that go together: each is uniform on its own, and any two have the rank correlation asked for.
///
/// The normal scores z of independent uniforms become L z, where L L' is the matrix of correlations of scores and L is
/// lower triangular (Cholesky); the scores become uniforms again. A Spearman correlation rho of two normals is a
/// correlation of scores of 2 sin(pi rho / 6) (Kruskal 1958, "Ordinal measures of association", JASA 53, 814-861).
///
/// The first uniform of a group is left as it is, and each depends on those before it alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Copula {
    /// The rows of L, each up to its diagonal.
    lower: Vec<Vec<f64>>,
}

/// What a variance may at least have left over, once those before it are known: less is a matrix of less than full rank.
const LEAST: f64 = 1e-9;

/// The least and the greatest uniform: 0 and 1 have no quantile.
const EDGE: f64 = 1.0 / (1_u64 << 52) as f64;

impl Copula {
    /// The copula of a symmetric matrix of rank correlations with a diagonal of 1; `None` where the correlations of
    /// scores that it asks for are not positive definite.
    #[must_use]
    pub fn new(rank: &[Vec<f64>]) -> Option<Self> {
        let scores = |i: usize, j: usize| if i == j { 1.0 } else { 2.0 * libm::sin(PI * rank[i][j] / 6.0) };
        let mut lower: Vec<Vec<f64>> = Vec::with_capacity(rank.len());
        for i in 0..rank.len() {
            let mut row: Vec<f64> = Vec::with_capacity(i + 1);
            for (j, above) in lower.iter().enumerate() {
                let known: f64 = row.iter().zip(above).map(|(a, b)| a * b).sum();
                row.push((scores(i, j) - known) / above[j]);
            }
            let left = 1.0 - row.iter().map(|a| a * a).sum::<f64>();
            if left < LEAST {
                return None;
            }
            row.push(left.sqrt());
            lower.push(row);
        }
        Some(Self { lower })
    }

    /// `n` uniforms that have nothing to do with each other.
    #[must_use]
    pub fn independent(n: usize) -> Self {
        let row = |i: usize| (0..=i).map(|j| if i == j { 1.0 } else { 0.0 }).collect();
        Self { lower: (0..n).map(row).collect() }
    }

    /// Uniform number `i` of the group, from the independent uniforms of the group, of which those up to `i` count.
    #[must_use]
    pub fn uniform(&self, i: usize, independent: impl Fn(usize) -> f64) -> f64 {
        let row = &self.lower[i];
        if row[..i].iter().all(|&weight| weight == 0.0) {
            return independent(i);
        }
        let score: f64 = row.iter().enumerate().map(|(j, weight)| weight * normal_quantile(independent(j))).sum();
        normal_cdf(score).clamp(EDGE, 1.0 - EDGE)
    }
}
