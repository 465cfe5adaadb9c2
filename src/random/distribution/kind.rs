//! The kinds of distribution, and the checks of their parameters.

use super::error::DistributionError;
use super::forms::FORMS;

/// The distribution of an input, in the input's unit. [`Quantile`](super::Quantile) draws from it.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// A fixed value.
    Fixed(f64),
    /// The PERT of project planning, lambda 4: a beta over `low` to `high` with shapes 1 + 4 (mode - low) / (high -
    /// low) and 1 + 4 (high - mode) / (high - low), with mean (low + 4 mode + high) / 6 (Clark 1962, Operations
    /// Research 10, 405-406; Vose 2008, "Risk analysis", 3rd edition).
    Pert {
        /// The minimum.
        low: f64,
        /// The mode.
        mode: f64,
        /// The maximum.
        high: f64,
    },
    /// The uniform distribution from `low` to `high`.
    Uniform {
        /// The minimum.
        low: f64,
        /// The maximum.
        high: f64,
    },
    /// The normal.
    Normal {
        /// The mean, before truncation.
        mean: f64,
        /// The standard deviation, before truncation.
        sd: f64,
    },
    /// The log-normal.
    LogNormal {
        /// The median, before truncation.
        median: f64,
        /// The standard deviation of the natural logarithm (dimensionless).
        sigma: f64,
    },
    /// The beta over 0 to 1: shapes mean x nu and (1 - mean) x nu, where nu = mean (1 - mean) / sd^2 - 1.
    Beta {
        /// The mean, a share.
        mean: f64,
        /// The standard deviation, a share.
        sd: f64,
    },
    /// One of a list of values.
    Discrete {
        /// The values, in any order.
        values: Vec<f64>,
        /// The relative probability of each value; the weights need not sum to 1.
        weights: Vec<f64>,
    },
    /// "We would be surprised, one time in five, to find it outside this range."
    Range80 {
        /// The 10th percentile, before truncation.
        low: f64,
        /// The 90th percentile, before truncation.
        high: f64,
        /// The distribution fitted to the two percentiles.
        shape: Range80Shape,
    },
}

/// The distribution that [`Distribution::Range80`] fits to its two percentiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range80Shape {
    /// The logarithm is normal: for positive quantities.
    LogNormal,
    /// The logit is normal: for shares.
    LogitNormal,
}

/// Maximum magnitude of a parameter, so that differences and products of two stay finite.
pub(super) const LARGEST: f64 = 1e150;

/// Minimum shape of a beta; with a smaller one it is practically a choice between one end and the rest, which is never
/// intended.
const MIN_SHAPE: f64 = 1e-6;

impl Distribution {
    /// The key of its form, and its parameters by key; a fixed value has the key `value` and no parameters.
    #[must_use]
    pub fn form(&self) -> (&'static str, Vec<(&'static str, Vec<f64>)>) {
        let parts = FORMS.iter().find_map(|form| Some((form, (form.parts)(self)?)));
        parts.map_or(("", Vec::new()), |(form, parts)| {
            (form.name, form.parameters.iter().map(|(key, _)| *key).zip(parts).collect())
        })
    }

    /// Checks that the parameters define a distribution.
    ///
    /// # Errors
    ///
    /// The first violated condition; parameters that are not finite are reported first.
    pub(super) fn check(&self) -> Result<(), DistributionError> {
        match self {
            Self::Fixed(value) => finite("value", *value),
            Self::Pert { low, mode, high } => {
                finite("low", *low).and(finite("mode", *mode)).and(finite("high", *high))?;
                below(*low, *high)?;
                let inside = low <= mode && mode <= high;
                require(inside, DistributionError::ModeOutside { low: *low, mode: *mode, high: *high })
            }
            Self::Uniform { low, high } => {
                finite("low", *low).and(finite("high", *high))?;
                below(*low, *high)
            }
            Self::Normal { mean, sd } => finite("mean", *mean).and(positive("sd", *sd)),
            Self::LogNormal { median, sigma } => positive("median", *median).and(positive("sigma", *sigma)),
            Self::Beta { mean, sd } => {
                share("mean", *mean).and(positive("sd", *sd))?;
                let lesser_shape = beta_size(*mean, *sd) * mean.min(1.0 - mean);
                require(lesser_shape >= MIN_SHAPE, DistributionError::BetaTooWide { mean: *mean, sd: *sd })
            }
            Self::Discrete { values, weights } => discrete(values, weights),
            Self::Range80 { low, high, shape } => {
                let check = match shape {
                    Range80Shape::LogNormal => positive,
                    Range80Shape::LogitNormal => share,
                };
                check("low", *low).and(check("high", *high))?;
                below(*low, *high)
            }
        }
    }
}

/// nu, the sum of the two shapes of the beta with this `mean` and `sd`; 0 or less if there is no such beta.
///
/// It divides by `sd` twice, because the square of a small `sd` would underflow to 0. It is limited to 1e300, a beta
/// too narrow for double precision.
pub(super) fn beta_size(mean: f64, sd: f64) -> f64 {
    ((mean / sd) * ((1.0 - mean) / sd) - 1.0).min(1e300)
}

fn discrete(values: &[f64], weights: &[f64]) -> Result<(), DistributionError> {
    let error = DistributionError::WeightCount { values: values.len(), weights: weights.len() };
    require(values.len() == weights.len(), error)?;
    values.iter().try_for_each(|&value| finite("values", value))?;
    weights.iter().try_for_each(|&weight| finite("weights", weight))?;
    if let Some(&weight) = weights.iter().find(|&&weight| weight < 0.0) {
        return Err(DistributionError::NegativeWeight { weight });
    }
    require(weights.iter().any(|&weight| weight > 0.0), DistributionError::NoWeight)
}

fn require(holds: bool, error: DistributionError) -> Result<(), DistributionError> {
    if holds { Ok(()) } else { Err(error) }
}

pub(super) fn finite(name: &'static str, value: f64) -> Result<(), DistributionError> {
    require(value.abs() <= LARGEST, DistributionError::NotFinite { name, value })
}

fn positive(name: &'static str, value: f64) -> Result<(), DistributionError> {
    finite(name, value)?;
    require(value > 0.0, DistributionError::NotPositive { name, value })
}

fn share(name: &'static str, value: f64) -> Result<(), DistributionError> {
    finite(name, value)?;
    require(value > 0.0 && value < 1.0, DistributionError::NotAShare { name, value })
}

fn below(low: f64, high: f64) -> Result<(), DistributionError> {
    require(low < high, DistributionError::LowNotBelowHigh { low, high })
}
