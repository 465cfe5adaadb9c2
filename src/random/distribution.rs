//! What a scenario may say of an input that is not known.

use super::distribution_error::DistributionError;

/// A distribution of an input not known, in the input's own unit. [`Quantile`](super::Quantile) draws from it.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Known: always this value.
    Fixed(f64),
    /// The PERT of project planning, lambda 4: a beta over `low` to `high` with shapes
    /// 1 + 4 (mode - low) / (high - low) and 1 + 4 (high - mode) / (high - low), of mean (low + 4 mode + high) / 6
    /// (Clark 1962, Operations Research 10, 405-406; Vose 2008, "Risk analysis", 3rd edition).
    Pert {
        /// The least value.
        low: f64,
        /// The likeliest value.
        mode: f64,
        /// The greatest value.
        high: f64,
    },
    /// Any value from `low` to `high`, none likelier than another.
    Uniform {
        /// The least value.
        low: f64,
        /// The greatest value.
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
        /// The standard deviation of the natural logarithm; no unit.
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
        /// How likely each value is, in proportion; need not sum to 1.
        weights: Vec<f64>,
    },
    /// "We would be surprised, one time in five, to find it outside this range."
    Range80 {
        /// The 10th percentile, before truncation.
        low: f64,
        /// The 90th percentile, before truncation.
        high: f64,
        /// The distribution put through the two.
        shape: Range80Shape,
    },
}

/// The distribution that [`Distribution::Range80`] puts through its two percentiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range80Shape {
    /// The logarithm is normal: for positive quantities.
    LogNormal,
    /// The logit is normal: for shares.
    LogitNormal,
}

/// How a scenario writes a distribution, and what it makes of what is written: one row for each kind in [`FORMS`].
#[derive(Debug)]
pub struct DistributionForm {
    /// The key: `pert`.
    pub name: &'static str,
    /// The keys within it, in order; none for the plain value.
    pub parameters: &'static [(&'static str, ParameterKind)],
    /// What to write, for messages.
    pub example: &'static str,
    /// What it means, for people.
    pub meaning: &'static str,
    /// The distribution with these parameters, in order, for a quantity that is a share or is none.
    pub make: fn(&[Vec<f64>], bool) -> Distribution,
    /// The parameters of a distribution of this form, in order; `None` of another.
    parts: fn(&Distribution) -> Option<Vec<Vec<f64>>>,
}

/// What stands behind a parameter's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// A number, which may lie beyond the range of the input: the distribution is cut off there.
    Number,
    /// A list of values of the input, each within its range.
    Values,
    /// A list of the weights of the values.
    Weights,
}

/// The row of a distribution whose parameters are all single numbers.
macro_rules! form {
    ($name:literal, $distribution:ident { $($parameter:ident),* }, $example:literal, $meaning:literal) => {
        DistributionForm {
            name: $name,
            parameters: &[$((stringify!($parameter), ParameterKind::Number)),*],
            example: $example,
            meaning: $meaning,
            make: |given, _| {
                let mut given = given.iter().map(|numbers| one(numbers));
                Distribution::$distribution { $($parameter: given.next().unwrap_or(f64::NAN)),* }
            },
            parts: |distribution| match distribution {
                Distribution::$distribution { $($parameter),* } => Some(vec![$(vec![*$parameter]),*]),
                _ => None,
            },
        }
    };
}

/// Every form of a quantity. A kind of distribution is a variant, its check and its row here, and how it is drawn in
/// `quantile`.
pub static FORMS: [DistributionForm; 8] = [
    DistributionForm {
        name: "value",
        parameters: &[],
        example: "0.5",
        meaning: "The number, where a source or evidence stands beside it.",
        make: |given, _| Distribution::Fixed(given.first().map_or(f64::NAN, |numbers| one(numbers))),
        parts: |distribution| match distribution {
            Distribution::Fixed(value) => Some(vec![vec![*value]]),
            _ => None,
        },
    },
    form!(
        "pert",
        Pert { low, mode, high },
        "{ low = 1, mode = 2, high = 4 }",
        "The least, the most likely and the most that it may be (PERT)."
    ),
    form!("uniform", Uniform { low, high }, "{ low = 1, high = 4 }", "Anything between two ends, all of it alike."),
    form!(
        "normal",
        Normal { mean, sd },
        "{ mean = 0.5, sd = 0.1 }",
        "Mean and standard deviation of a normal distribution."
    ),
    form!(
        "lognormal",
        LogNormal { median, sigma },
        "{ median = 2, sigma = 0.3 }",
        "Median, and standard deviation of the logarithm."
    ),
    form!(
        "beta",
        Beta { mean, sd },
        "{ mean = 0.5, sd = 0.1 }",
        "Mean and standard deviation of a beta distribution, for what lies between 0 and 1."
    ),
    DistributionForm {
        name: "discrete",
        parameters: &[("values", ParameterKind::Values), ("weights", ParameterKind::Weights)],
        example: "{ values = [1, 2], weights = [3, 1] }",
        meaning: "One of some values, each with its weight.",
        make: |given, _| {
            let mut given = given.iter().cloned();
            let mut list = || given.next().unwrap_or_default();
            Distribution::Discrete { values: list(), weights: list() }
        },
        parts: |distribution| match distribution {
            Distribution::Discrete { values, weights } => Some(vec![values.clone(), weights.clone()]),
            _ => None,
        },
    },
    DistributionForm {
        name: "range80",
        parameters: &[("low", ParameterKind::Number), ("high", ParameterKind::Number)],
        example: "{ low = 1, high = 4 }",
        meaning: "The 10th and the 90th percentile: in one future of ten it is lower, in one of ten higher.",
        make: |given, is_share| {
            let mut given = given.iter().map(|numbers| one(numbers));
            let mut number = || given.next().unwrap_or(f64::NAN);
            let shape = if is_share { Range80Shape::LogitNormal } else { Range80Shape::LogNormal };
            Distribution::Range80 { low: number(), high: number(), shape }
        },
        parts: |distribution| match distribution {
            Distribution::Range80 { low, high, .. } => Some(vec![vec![*low], vec![*high]]),
            _ => None,
        },
    },
];

/// The number of a parameter that has one; not a number where there is none, which no distribution takes.
fn one(numbers: &[f64]) -> f64 {
    numbers.first().copied().unwrap_or(f64::NAN)
}

impl DistributionForm {
    /// The form called `name`.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        FORMS.iter().find(|form| form.name == name)
    }
}

/// No parameter may exceed this in size, so that differences and products of two stay finite.
pub(super) const LARGEST: f64 = 1e150;

/// A beta with a shape below this is as good as a toss between one end and the rest: no planner means it.
const MIN_SHAPE: f64 = 1e-6;

impl Distribution {
    /// The key of its form, and its parameters by key; a fixed value has the key `value` and none.
    #[must_use]
    pub fn form(&self) -> (&'static str, Vec<(&'static str, Vec<f64>)>) {
        let parts = FORMS.iter().find_map(|form| Some((form, (form.parts)(self)?)));
        parts.map_or(("", Vec::new()), |(form, parts)| {
            (form.name, form.parameters.iter().map(|(key, _)| *key).zip(parts).collect())
        })
    }

    /// Whether the parameters make a distribution.
    ///
    /// # Errors
    ///
    /// The first condition that does not hold; parameters that are not finite numbers come first.
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

/// nu, the sum of the two shapes of the beta with this `mean` and `sd`; 0 or less where there is no such beta.
///
/// Divided one sd at a time: the square of a small one would be 0. Held to 1e300, a beta narrower than a double shows.
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
