//! The notation of distributions in a scenario.

use super::{Distribution, Range80Shape};

/// The notation of a distribution in a scenario and its conversion; [`FORMS`] has one row per form.
#[derive(Debug)]
pub struct DistributionForm {
    /// The key, such as `pert`.
    pub name: &'static str,
    /// The keys of its parameters, in order; none for a plain value.
    pub parameters: &'static [(&'static str, ParameterKind)],
    /// Example for messages.
    pub example: &'static str,
    /// Description for users.
    pub meaning: &'static str,
    /// Builds the distribution from its parameters, in order; the flag states whether the quantity is a share.
    pub make: fn(&[Vec<f64>], bool) -> Distribution,
    /// The parameters of a distribution of this form, in order; `None` for another form.
    pub(super) parts: fn(&Distribution) -> Option<Vec<Vec<f64>>>,
}

/// The kind of value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// A number, which may be outside the range of the input: the distribution is truncated to the range.
    Number,
    /// A list of values of the input, each within the range.
    Values,
    /// A list of the weights of the values.
    Weights,
}

/// The row of a form whose parameters are all single numbers.
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

/// All forms of a quantity. A distribution consists of a variant, its check, its row here, and its quantile function in
/// `quantile`.
pub static FORMS: [DistributionForm; 8] = [
    DistributionForm {
        name: "value",
        parameters: &[],
        example: "0.5",
        meaning: "A fixed number, optionally with `source` and `evidence`.",
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
        "The minimum, the most likely value and the maximum (PERT)."
    ),
    form!("uniform", Uniform { low, high }, "{ low = 1, high = 4 }", "Any value between two ends, all equally likely."),
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
        "Median of a log-normal distribution, and standard deviation of its logarithm."
    ),
    form!(
        "beta",
        Beta { mean, sd },
        "{ mean = 0.5, sd = 0.1 }",
        "Mean and standard deviation of a beta distribution, for values between 0 and 1."
    ),
    DistributionForm {
        name: "discrete",
        parameters: &[("values", ParameterKind::Values), ("weights", ParameterKind::Weights)],
        example: "{ values = [1, 2], weights = [3, 1] }",
        meaning: "One of a list of values, each with its weight.",
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
        meaning: "The 10th and 90th percentiles: lower in one future in ten, higher in one in ten.",
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

/// The number of a single-number parameter; NaN if there is none, which every distribution refuses.
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
