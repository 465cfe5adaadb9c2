//! How far a number drifts from what it was, in authorities whose levels cannot be compared.

use super::{AuthorityPanel, FURTHEST};
use crate::import::estimates::{mean, spread};
use crate::import::published::AuthorityYear;

/// An autoregression from year to year: its stationary standard deviation, and the correlation between one year and the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FittedDrift {
    pub sd: f64,
    pub persistence: f64,
}

impl FittedDrift {
    pub(super) fn fit(panel: &AuthorityPanel<'_>, of: impl Fn(&AuthorityYear) -> f64) -> Option<Self> {
        let over = |years: i32| spread(&panel.pairs(years).map(|(now, later)| of(later) - of(now)).collect::<Vec<_>>());
        Self::with_spreads((1..=FURTHEST).map(over).take_while(|spread| spread.is_finite()).collect())
    }

    /// The drift whose changes over one, two ... years have these standard deviations: by least squares of their logarithms.
    fn with_spreads(spreads: Vec<f64>) -> Option<Self> {
        let logs: Vec<f64> = spreads.into_iter().map(libm::log).collect();
        if logs.is_empty() || logs.iter().any(|log| !log.is_finite()) {
            return None;
        }
        let mut best: Option<(f64, Self)> = None;
        for hundredths in 0..100 {
            let persistence = f64::from(hundredths) / 100.0;
            // The variance of a change over h years is 2 sd^2 (1 - persistence^h).
            let mut power = 1.0;
            let apart: Vec<f64> = logs
                .iter()
                .map(|log| {
                    power *= persistence;
                    log - 0.5 * libm::log(2.0 * (1.0 - power))
                })
                .collect();
            let log_sd = mean(&apart);
            let error: f64 = apart.iter().map(|log| (log - log_sd) * (log - log_sd)).sum();
            if best.is_none_or(|(least, _)| error < least) {
                best = Some((error, Self { sd: libm::exp(log_sd), persistence }));
            }
        }
        best.map(|(_, drift)| drift)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drift_is_found_from_the_spreads_of_its_changes() {
        let spread = |years: i32| 0.3 * (2.0 * (1.0 - libm::pow(0.7, f64::from(years)))).sqrt();
        let found = FittedDrift::with_spreads((1..=5).map(spread).collect()).expect("spreads");
        assert!((found.sd - 0.3).abs() < 1e-9 && found.persistence == 0.7);
        assert!(FittedDrift::with_spreads(Vec::new()).is_none());
    }
}
