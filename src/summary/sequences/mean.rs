//! The confidence sequence of a mean.

use super::best_ratio;

/// The asymptotic confidence sequence of a mean or of the mean of paired differences, from the number of values and their sample variance.
///
/// Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences", *Annals of
/// Statistics* 52 (2024), theorem 2.2; Robbins' normal mixture with an estimated variance. As with any interval from the central limit
/// theorem, skewed figures need enough values before the first look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MeanSequence {
    alpha: f64,
    /// The variance of the mixture, as a share of that of a value.
    rho_squared: f64,
}

impl MeanSequence {
    /// The sequence of level 1 - `alpha`, narrowest at `expected` values. `alpha` is above 0 and below 1.
    pub(crate) fn new(alpha: f64, expected: u64) -> Self {
        Self { alpha, rho_squared: best_ratio(alpha) / expected.max(1) as f64 }
    }

    /// Half the width of the interval about the mean of `n` values with sample variance `variance`, in the unit of the values; infinite
    /// for fewer than two, whose variance is unknown.
    pub(crate) fn radius(&self, n: u64, variance: f64) -> f64 {
        if n < 2 {
            return f64::INFINITY;
        }
        let (n, alpha) = (n as f64, self.alpha);
        let scaled = n * self.rho_squared;
        let boundary = (scaled + 1.0) / scaled * libm::log((scaled + 1.0) / (alpha * alpha));
        (variance / n * boundary).sqrt()
    }
}
