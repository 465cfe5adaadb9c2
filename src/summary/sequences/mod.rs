//! Confidence sequences: intervals that hold at all times at once, so somebody may look after every wave and stop whenever they like.
//!
//! A fixed-n interval holds its level only if the number of futures was chosen beforehand. A confidence sequence of level 1 - alpha contains
//! the truth at every number of futures with probability 1 - alpha. [`ProportionSequence`] is exact for proportions and percentiles;
//! [`MeanSequence`] holds in the limit for means and paired differences, like an interval from the central limit theorem.
//!
//! Both are tuned to an expected number of futures, near which they are narrowest. They hold whatever it is, as long as it is chosen before
//! the first future is seen. At ten times the expected number they are 7% wider than if tuned to it; at a tenth, 24% wider.

mod mean;
mod proportion;
#[cfg(test)]
pub(super) mod tests;

pub(crate) use mean::MeanSequence;
pub(crate) use proportion::ProportionSequence;

/// The number of futures by which the scale of a mixture has to be multiplied to be narrowest at an expected number: the approximation
/// of Waudby-Smith and others (2024) to the optimum, `-2 ln(alpha) + ln(-2 ln(alpha)) + 1`; 8.78 for 95%.
fn best_ratio(alpha: f64) -> f64 {
    let twice = -2.0 * libm::log(alpha);
    twice + libm::log(twice) + 1.0
}
