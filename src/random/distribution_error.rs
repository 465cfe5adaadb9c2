//! Why a distribution cannot be drawn from.

use std::error::Error;
use std::fmt;

/// The condition that a [`Distribution`](super::Distribution) or the bounds of its input break.
#[derive(Clone, Debug, PartialEq)]
pub enum DistributionError {
    /// A parameter, or what would be drawn, is not a number, infinite, or beyond 1e150 in size.
    NotFinite {
        /// What it is called.
        name: &'static str,
        /// What it is.
        value: f64,
    },
    /// A parameter must be above 0.
    NotPositive {
        /// What it is called.
        name: &'static str,
        /// What it is.
        value: f64,
    },
    /// A parameter must lie above 0 and below 1.
    NotAShare {
        /// What it is called.
        name: &'static str,
        /// What it is.
        value: f64,
    },
    /// `low` must be below `high`.
    LowNotBelowHigh {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// The mode of a PERT must lie from `low` to `high`.
    ModeOutside {
        /// The lower end.
        low: f64,
        /// The likeliest value.
        mode: f64,
        /// The upper end.
        high: f64,
    },
    /// A beta needs sd^2 < mean (1 - mean), by enough for both its shapes to be 1e-6 or more.
    BetaTooWide {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        sd: f64,
    },
    /// A discrete distribution needs as many weights as values.
    WeightCount {
        /// How many values.
        values: usize,
        /// How many weights.
        weights: usize,
    },
    /// No weight may be below 0.
    NegativeWeight {
        /// The first that is.
        weight: f64,
    },
    /// Some weight must be above 0 (nor may the list be empty).
    NoWeight,
    /// The least value allowed must not exceed the greatest; neither may be NaN.
    BoundsReversed {
        /// The least value allowed.
        min: f64,
        /// The greatest value allowed.
        max: f64,
    },
    /// A fixed value lies outside what is allowed.
    Outside {
        /// The value.
        value: f64,
        /// The least value allowed.
        min: f64,
        /// The greatest value allowed.
        max: f64,
    },
    /// Less than one part in a thousand million of the distribution lies within what is allowed.
    NoMass {
        /// The least value allowed.
        min: f64,
        /// The greatest value allowed.
        max: f64,
    },
}

impl fmt::Display for DistributionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite { name, value } => write!(f, "{name} is {value}, which is not a number that can be used"),
            Self::NotPositive { name, value } => write!(f, "{name} is {value} but must be above 0"),
            Self::NotAShare { name, value } => write!(f, "{name} is {value} but must lie between 0 and 1"),
            Self::LowNotBelowHigh { low, high } => write!(f, "low ({low}) must be below high ({high})"),
            Self::ModeOutside { low, mode, high } => {
                write!(f, "the mode ({mode}) must lie from low ({low}) to high ({high})")
            }
            Self::BetaTooWide { mean, sd } => {
                let widest = (mean * (1.0 - mean)).sqrt();
                write!(f, "sd is {sd} but a share of mean {mean} must have an sd below {widest:.4}")
            }
            Self::WeightCount { values, weights } => {
                write!(f, "there must be one weight for each value, not {weights} for {values}")
            }
            Self::NegativeWeight { weight } => write!(f, "a weight is {weight} but none may be below 0"),
            Self::NoWeight => write!(f, "at least one value must have a weight above 0"),
            Self::BoundsReversed { min, max } => {
                write!(f, "the least value allowed ({min}) must not exceed the greatest ({max})")
            }
            Self::Outside { value, min, max } => write!(f, "{value} does not lie from {min} to {max}"),
            Self::NoMass { min, max } => write!(f, "the distribution gives no value from {min} to {max}"),
        }
    }
}

impl Error for DistributionError {}
