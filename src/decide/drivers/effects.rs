//! Total and Shapley effects of factors.
//!
//! In a walk from one future to another, independent one, factors change to the draws of the other future one at a time, in a random order.
//! Each step changes the figure from p to q. With y the figure of the first future, for the factor that changes in the step, over many walks,
//!
//! ```text
//! total effect   = E((p - q)^2) / 2             (Jansen 1999, Computer Physics Communications 117)
//! Shapley effect = E((y - (p + q) / 2) (p - q))  (Goda 2021, Reliability Engineering & System Safety 213)
//! ```
//!
//! each over the variance, that is half of E((y - z)^2) with z the figure of the other future. The total effect is the share that would be left, on average, if everything else were known: the factor by itself
//! and with others. The Shapley effect gives each factor an equal part of its interactions with others, so that all factors add up to 1: the terms of a
//! walk add up to half of (y - z)^2. Errors are those of ratios: the spread over blocks of term - share x variance.

use super::model::FactorModel;
use crate::random::{Purpose, Stream};
use crate::run::{BLOCK, Cancelled, try_for_each};
use crate::summary::{VarianceShare, mean, mean_with_error};

/// What a factor contributes to the variance of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FactorEffect {
    /// By itself and together with other factors.
    pub total: VarianceShare,
    /// With an equal part of its interactions.
    pub shapley: VarianceShare,
}

/// Walks of one block of futures, in one order of the factors.
struct Walk {
    first: u64,
    order: Vec<usize>,
    /// By factor, by figure: the mean of the terms of the total and the Shapley effect.
    terms: Vec<Vec<[f64; 2]>>,
    /// By figure, half the mean of (y - z)^2: the variance.
    variances: Vec<f64>,
}

/// By factor and figure, its effects, from walks in `blocks` blocks of futures. Shares are of the variance in the walks, so Shapley effects add
/// up to 1.
pub(super) fn effects(
    model: &impl FactorModel,
    figures: usize,
    blocks: u64,
    seed: u64,
) -> Result<Vec<Vec<FactorEffect>>, Cancelled> {
    let walk = |block: u64| {
        let order = shuffled(model.factors(), Stream::new(seed, Purpose::Shuffle, "factors"), block);
        Walk { first: block * BLOCK as u64, order, terms: Vec::new(), variances: Vec::new() }
    };
    let mut walks: Vec<Walk> = (0..blocks).map(walk).collect();
    try_for_each(&mut walks, |walk| walk.go(model, figures))?;
    let effect = |factor: usize, figure: usize| {
        let of_kind =
            |kind: usize| share(walks.iter().map(|walk| (walk.terms[factor][figure][kind], walk.variances[figure])));
        FactorEffect { total: of_kind(0), shapley: of_kind(1) }
    };
    Ok((0..model.factors()).map(|factor| (0..figures).map(|figure| effect(factor, figure)).collect()).collect())
}

/// The share of a variance, from terms and variances of blocks: the mean term over the mean variance.
fn share(blocks: impl Iterator<Item = (f64, f64)>) -> VarianceShare {
    let (terms, variances): (Vec<f64>, Vec<f64>) =
        blocks.filter(|(term, variance)| term.is_finite() && variance.is_finite()).unzip();
    let whole = mean(&variances);
    let share = mean(&terms) / whole;
    let residuals = terms.iter().zip(&variances).map(|(term, variance)| (term - share * variance) / whole);
    VarianceShare { share, ..mean_with_error(residuals) }
}

impl Walk {
    fn go(&mut self, model: &impl FactorModel, figures: usize) -> Result<(), Cancelled> {
        let mut other = vec![false; model.factors()];
        self.terms = vec![vec![[0.0; 2]; figures]; model.factors()];
        let start = model.figures(&other, self.first, BLOCK as u64)?;
        let mut before = start.clone();
        for &factor in &self.order {
            other[factor] = true;
            let after = model.figures(&other, self.first, BLOCK as u64)?;
            for (figure, terms) in self.terms[factor].iter_mut().enumerate() {
                *terms = step(&start[figure], &before[figure], &after[figure]);
            }
            before = after;
        }
        self.variances = start.iter().zip(&before).map(|(start, end)| step(start, start, end)[0]).collect();
        Ok(())
    }
}

/// The mean terms of a step over the futures in which the figure is defined.
fn step(start: &[f64], before: &[f64], after: &[f64]) -> [f64; 2] {
    let (mut sums, mut number) = ([0.0; 2], 0.0);
    for ((y, p), q) in start.iter().zip(before).zip(after) {
        if y.is_finite() && p.is_finite() && q.is_finite() {
            sums[0] += 0.5 * (p - q) * (p - q);
            sums[1] += (y - 0.5 * (p + q)) * (p - q);
            number += 1.0;
        }
    }
    sums.map(|sum| sum / number)
}

/// The numbers from 0 to `count` in a random order: number `draw` of the orders of `stream` (Fisher and Yates).
pub(super) fn shuffled(count: usize, stream: Stream, draw: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        let place = stream.at(last as u32).of(draw) * (last + 1) as f64;
        order.swap(last, (place as usize).min(last));
    }
    order
}
