//! Correlated inputs: a Gaussian copula with given rank correlations.

use std::f64::consts::PI;

use super::normal::{normal_cdf, normal_quantile};

/// Correlated uniforms: each is uniform on its own, and any two have the specified rank correlation.
///
/// The normal scores z of independent uniforms become L z, where L L' is the correlation matrix of the scores and L is
/// lower triangular (Cholesky); these scores are then mapped back to uniforms. A Spearman correlation rho of two
/// normals is a correlation of scores of 2 sin(pi rho / 6) (Kruskal 1958, "Ordinal measures of association", JASA 53,
/// 814-861).
///
/// The first uniform of a group is unchanged, and each of the others depends only on itself and those before it. With a
/// correlation of 1 or -1 it is the other uniform itself, or 1 less that.
#[derive(Clone, Debug, PartialEq)]
pub struct Copula {
    /// The rows of L, each up to its diagonal.
    lower: Vec<Vec<f64>>,
}

/// Variance of a score given those before it below which they determine it.
const TOLERANCE: f64 = 1e-9;

/// Distance of the smallest and the largest uniform from 0 and 1, which have no finite quantile.
const EDGE: f64 = 1.0 / (1_u64 << 52) as f64;

impl Copula {
    /// The copula of a symmetric matrix of rank correlations with a diagonal of 1; `None` if the implied correlation
    /// matrix of the scores is not positive semidefinite.
    #[must_use]
    pub fn new(rank: &[Vec<f64>]) -> Option<Self> {
        let scores = |i: usize, j: usize| if i == j { 1.0 } else { 2.0 * libm::sin(PI * rank[i][j] / 6.0) };
        let mut lower: Vec<Vec<f64>> = Vec::with_capacity(rank.len());
        for i in 0..rank.len() {
            let mut row: Vec<f64> = Vec::with_capacity(i + 1);
            for (j, above) in lower.iter().enumerate() {
                let known: f64 = row.iter().zip(above).map(|(a, b)| a * b).sum();
                let left = scores(i, j) - known;
                if above[j] == 0.0 && left.abs() > TOLERANCE {
                    return None;
                }
                row.push(if above[j] == 0.0 { 0.0 } else { left / above[j] });
            }
            let squares: f64 = row.iter().map(|a| a * a).sum();
            if squares > 1.0 + TOLERANCE {
                return None;
            }
            if squares > 1.0 - TOLERANCE {
                // It is determined by those before it; with a single one, by exactly that one.
                for weight in &mut row {
                    *weight /= squares.sqrt();
                }
                row.push(0.0);
            } else {
                row.push((1.0 - squares).sqrt());
            }
            lower.push(row);
        }
        Some(Self { lower })
    }

    /// The copula of `n` independent uniforms.
    #[must_use]
    pub fn independent(n: usize) -> Self {
        let row = |i: usize| (0..=i).map(|j| if i == j { 1.0 } else { 0.0 }).collect();
        Self { lower: (0..n).map(row).collect() }
    }

    /// Uniform `i` of the group, computed from the independent uniforms 0 to `i`.
    #[must_use]
    pub fn uniform(&self, i: usize, independent: impl Fn(usize) -> f64) -> f64 {
        let row = &self.lower[i];
        if row[..i].iter().all(|&weight| weight == 0.0) {
            return independent(i);
        }
        if let Some((j, &weight)) = row.iter().enumerate().find(|(_, weight)| weight.abs() == 1.0) {
            return if weight > 0.0 { independent(j) } else { 1.0 - independent(j) };
        }
        let score: f64 = row.iter().enumerate().map(|(j, weight)| weight * normal_quantile(independent(j))).sum();
        normal_cdf(score).clamp(EDGE, 1.0 - EDGE)
    }
}
