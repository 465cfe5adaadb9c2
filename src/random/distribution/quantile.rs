//! Drawing uncertain inputs: quantile functions truncated to the range of the input.

use std::sync::OnceLock;

use super::continuous::{Curve, FURTHEST, logit};
use super::error::DistributionError;
use super::{Distribution, Range80Shape, beta_size, finite};
use crate::lanes::{Lanes, each};
use crate::random::beta::BetaTable;
use crate::random::normal::{SCORE_90, normal_cdf, normal_quantiles};

/// Minimum probability that must remain after truncation: uniforms near 1 are 1e-16 apart, so less than this could not
/// be resolved to seven figures.
const MIN_MASS: f64 = 1e-9;
/// The largest double below 1.
const BELOW_ONE: f64 = 1.0 - 0.5 * f64::EPSILON;

/// The quantile function of a [`Distribution`] truncated to the bounds of an input, ready to draw from.
///
/// Truncated by quantile: a uniform u maps to the value at F(min) + u (F(max) - F(min)). Clamping would concentrate
/// everything beyond a bound at the bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantile {
    shape: QuantileShape,
}

#[derive(Clone, Debug, PartialEq)]
enum QuantileShape {
    Fixed(f64),
    Uniform {
        low: f64,
        high: f64,
    },
    /// Values in increasing order, each with its cumulative weight.
    Discrete {
        steps: Vec<(f64, f64)>,
        last: f64,
        mean: f64,
    },
    /// The part of a curve between the probabilities `from` and `from` + `span`.
    Curve {
        curve: Curve,
        from: f64,
        span: f64,
        min: f64,
        max: f64,
        /// The range of normal scores.
        scores: (f64, f64),
        /// Computed on first use, because it is the most expensive part.
        mean: OnceLock<f64>,
    },
}

impl Quantile {
    /// Prepares `distribution`, truncated to `min`..=`max` (either may be infinite), for drawing.
    ///
    /// Takes up to 0.2 ms (PERT and beta are tabulated here).
    ///
    /// # Errors
    ///
    /// The first violated condition, first of the distribution's parameters, then of the bounds. A fixed value must be
    /// within the bounds; of any other distribution, at least 1e-9 must be.
    pub fn new(distribution: &Distribution, min: f64, max: f64) -> Result<Self, DistributionError> {
        distribution.check()?;
        if min.is_nan() || max.is_nan() || min > max {
            return Err(DistributionError::BoundsReversed { min, max });
        }
        match distribution {
            Distribution::Fixed(value) => fixed(*value, min, max),
            Distribution::Uniform { low, high } => uniform(*low, *high, min, max),
            Distribution::Discrete { values, weights } => discrete(values, weights, min, max),
            Distribution::Pert { low, mode, high } => truncated(pert(*low, *mode, *high), min, max),
            Distribution::Beta { mean, sd } => truncated(beta(*mean, *sd), min, max),
            Distribution::Normal { mean, sd } => truncated(Curve::Normal { mean: *mean, sd: *sd }, min, max),
            Distribution::LogNormal { median, sigma } => {
                truncated(Curve::LogNormal { median: *median, sigma: *sigma }, min, max)
            }
            Distribution::Range80 { low, high, shape } => truncated(range80(*low, *high, *shape), min, max),
        }
    }

    /// The value for the uniform `u`, which should be strictly between 0 and 1. It is non-decreasing in `u` except for
    /// rounding, and always within the bounds.
    #[must_use]
    pub fn at(&self, u: f64) -> f64 {
        self.of_all(&Lanes([u])).0[0]
    }

    /// The values for several uniforms, each that of [`Quantile::at`].
    #[inline(always)]
    pub(crate) fn of_all<const N: usize>(&self, u: &Lanes<N>) -> Lanes<N> {
        match &self.shape {
            QuantileShape::Fixed(value) => Lanes::all(*value),
            QuantileShape::Uniform { low, high } => each(u, |u| (low + u * (high - low)).min(*high)),
            QuantileShape::Discrete { steps, last, .. } => each(u, |u| {
                let total = steps.last().map_or(0.0, |step| step.1);
                let step = steps.partition_point(|step| step.1 <= u * total);
                steps.get(step).map_or(*last, |step| step.0)
            }),
            QuantileShape::Curve { curve, from, span, min, max, .. } => {
                let z = normal_quantiles(&each(u, |u| (from + u * span).min(BELOW_ONE)));
                each(&curve.of_all(&z), |value| value.clamp(*min, *max))
            }
        }
    }

    /// The mean of [`Quantile::at`], after truncation, in the input's unit.
    ///
    /// In closed form for fixed values, uniforms and lists; for the others the quantile function is integrated on first
    /// use, to within 1e-7 sd of the true mean (except for a log-normal with sigma above 2 and no upper bound, for
    /// which the mean over the 2^52 uniforms is smaller).
    #[must_use]
    pub fn mean(&self) -> f64 {
        match &self.shape {
            QuantileShape::Fixed(value) => *value,
            QuantileShape::Uniform { low, high } => 0.5 * (low + high),
            QuantileShape::Discrete { mean, .. } => *mean,
            QuantileShape::Curve { curve, min, max, scores, mean, .. } => {
                *mean.get_or_init(|| curve.mean_between(scores.0, scores.1).clamp(*min, *max))
            }
        }
    }
}

fn fixed(value: f64, min: f64, max: f64) -> Result<Quantile, DistributionError> {
    if value < min || value > max {
        return Err(DistributionError::Outside { value, min, max });
    }
    Ok(Quantile { shape: QuantileShape::Fixed(value) })
}

fn uniform(low: f64, high: f64, min: f64, max: f64) -> Result<Quantile, DistributionError> {
    let (from, to) = (low.max(min), high.min(max));
    enough((to - from) / (high - low), min, max)?;
    Ok(Quantile { shape: QuantileShape::Uniform { low: from, high: to } })
}

fn discrete(values: &[f64], weights: &[f64], min: f64, max: f64) -> Result<Quantile, DistributionError> {
    let allowed = |value: f64| value >= min && value <= max;
    let mut pairs: Vec<(f64, f64)> = values.iter().copied().zip(weights.iter().copied()).collect();
    let all: f64 = weights.iter().sum();
    pairs.retain(|&(value, weight)| weight > 0.0 && allowed(value));
    // Sorted by weight too, so that the order of the list cannot change the last bit of a sum.
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let within: f64 = pairs.iter().map(|pair| pair.1).sum();
    enough(within / all, min, max)?;
    let mean = pairs.iter().map(|(value, weight)| value * (weight / within)).sum();
    let last = pairs.last().map_or(min, |pair| pair.0);
    let steps = pairs.iter().scan(0.0, |sum, &(value, weight)| {
        *sum += weight;
        Some((value, *sum))
    });
    Ok(Quantile { shape: QuantileShape::Discrete { steps: steps.collect(), last, mean } })
}

fn truncated(curve: Curve, min: f64, max: f64) -> Result<Quantile, DistributionError> {
    let (from, to) = (curve.reaches(min), curve.exceeds(max));
    let below = normal_cdf(from);
    let span = normal_cdf(to) - below;
    enough(span, min, max)?;
    finite("the largest possible draw", curve.at(to.min(FURTHEST)))?;
    let scores = (from, to);
    Ok(Quantile { shape: QuantileShape::Curve { curve, from: below, span, min, max, scores, mean: OnceLock::new() } })
}

fn enough(mass: f64, min: f64, max: f64) -> Result<(), DistributionError> {
    if mass < MIN_MASS { Err(DistributionError::NoMass { min, max }) } else { Ok(()) }
}

fn pert(low: f64, mode: f64, high: f64) -> Curve {
    let width = high - low;
    let shape = |part: f64| 1.0 + 4.0 * part / width;
    let (a, b) = (shape(mode - low), shape(high - mode));
    Curve::Beta { low, high, table: BetaTable::new(a / (a + b), b / (a + b), a + b) }
}

fn beta(mean: f64, sd: f64) -> Curve {
    Curve::Beta { low: 0.0, high: 1.0, table: BetaTable::new(mean, 1.0 - mean, beta_size(mean, sd)) }
}

fn range80(low: f64, high: f64, shape: Range80Shape) -> Curve {
    match shape {
        Range80Shape::LogNormal => {
            Curve::LogNormal { median: low.sqrt() * high.sqrt(), sigma: libm::log(high / low) / (2.0 * SCORE_90) }
        }
        Range80Shape::LogitNormal => {
            let (from, to) = (logit(low), logit(high));
            Curve::LogitNormal { middle: 0.5 * (from + to), sigma: (to - from) / (2.0 * SCORE_90) }
        }
    }
}
