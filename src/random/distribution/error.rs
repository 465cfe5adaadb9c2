//! Errors in the parameters or bounds of a distribution.

use std::error::Error;
use std::fmt;

/// The condition that a [`Distribution`](super::Distribution) or the bounds of its input violate.
#[derive(Clone, Debug, PartialEq)]
pub enum DistributionError {
    /// A parameter or a drawn value is NaN, infinite or larger than 1e150 in magnitude.
    NotFinite {
        /// Name of the value.
        name: &'static str,
        /// Value.
        value: f64,
    },
    /// A parameter must be above 0.
    NotPositive {
        /// Name of the value.
        name: &'static str,
        /// Value.
        value: f64,
    },
    /// A parameter must be above 0 and below 1.
    NotAShare {
        /// Name of the value.
        name: &'static str,
        /// Value.
        value: f64,
    },
    /// `low` must be below `high`.
    LowNotBelowHigh {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// The mode of a PERT must be from `low` to `high`.
    ModeOutside {
        /// The lower end.
        low: f64,
        /// The mode.
        mode: f64,
        /// The upper end.
        high: f64,
    },
    /// A beta requires sd^2 < mean (1 - mean), with enough margin that both shapes are at least 1e-6.
    BetaTooWide {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        sd: f64,
    },
    /// A discrete distribution requires as many weights as values.
    WeightCount {
        /// Number of values.
        values: usize,
        /// Number of weights.
        weights: usize,
    },
    /// Weights must not be negative.
    NegativeWeight {
        /// The first negative weight.
        weight: f64,
    },
    /// At least one weight must be above 0 (so the list must not be empty).
    NoWeight,
    /// The minimum allowed must not exceed the maximum allowed, and neither may be NaN.
    BoundsReversed {
        /// Minimum allowed.
        min: f64,
        /// Maximum allowed.
        max: f64,
    },
    /// A fixed value is outside the allowed range.
    Outside {
        /// The value.
        value: f64,
        /// Minimum allowed.
        min: f64,
        /// Maximum allowed.
        max: f64,
    },
    /// Less than 1e-9 of the distribution is within the allowed range.
    NoMass {
        /// Minimum allowed.
        min: f64,
        /// Maximum allowed.
        max: f64,
    },
}

impl fmt::Display for DistributionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite { name, value } => write!(f, "{name} is {value}, which is not a usable number"),
            Self::NotPositive { name, value } => write!(f, "{name} is {value} but must be above 0"),
            Self::NotAShare { name, value } => write!(f, "{name} is {value} but must be between 0 and 1"),
            Self::LowNotBelowHigh { low, high } => write!(f, "low ({low}) must be below high ({high})"),
            Self::ModeOutside { low, mode, high } => {
                write!(f, "the mode ({mode}) must be between low ({low}) and high ({high})")
            }
            Self::BetaTooWide { mean, sd } => {
                let widest = (mean * (1.0 - mean)).sqrt();
                write!(f, "sd is {sd} but must be below {widest:.4} for a share with mean {mean}")
            }
            Self::WeightCount { values, weights } => {
                write!(f, "there must be one weight per value, but there are {weights} weights for {values} values")
            }
            Self::NegativeWeight { weight } => write!(f, "a weight is {weight} but weights must not be negative"),
            Self::NoWeight => write!(f, "at least one value must have a weight above 0"),
            Self::BoundsReversed { min, max } => {
                write!(f, "the minimum allowed ({min}) must not exceed the maximum allowed ({max})")
            }
            Self::Outside { value, min, max } => write!(f, "{value} is not between {min} and {max}"),
            Self::NoMass { min, max } => write!(f, "the distribution has no values between {min} and {max}"),
        }
    }
}

impl Error for DistributionError {}
