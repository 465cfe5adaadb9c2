//! What figures would be with an input at its stated 10th and 90th percentile.

use super::model::StudyModel;
use crate::plan::{FixedInput, FutureDraws};
use crate::random::Distribution;
use crate::run::{Cancelled, try_for_each};
use crate::summary::{mean, variance};

/// The figures with an input at its 10th and at its 90th percentile, all else as drawn.
#[derive(Clone, Debug)]
pub(crate) struct InputSwing {
    /// The address.
    pub address: String,
    /// The percentiles.
    pub at: [f64; 2],
    /// By figure, its means.
    pub means: Vec<[f64; 2]>,
    /// By figure, the standard error of the difference, from the same futures.
    pub mc_errors: Vec<f64>,
}

/// The swings of inputs, given with their distributions and percentiles, over `futures` futures.
pub(super) fn swings(
    model: &StudyModel<'_>,
    inputs: Vec<(String, Distribution, [f64; 2])>,
    futures: u64,
) -> Result<Vec<InputSwing>, Cancelled> {
    let new = |(address, distribution, at)| {
        (InputSwing { address, at, means: Vec::new(), mc_errors: Vec::new() }, distribution)
    };
    let mut swings: Vec<(InputSwing, Distribution)> = inputs.into_iter().map(new).collect();
    try_for_each(&mut swings, |(swing, distribution)| {
        let figures = |value: f64| {
            let (address, distribution) = (swing.address.clone(), distribution.clone());
            let fixed = vec![FixedInput { address, distribution, value }];
            model.figures_with(&FutureDraws { fixed, ..FutureDraws::default() }, 0, futures)
        };
        let (low, high) = (figures(swing.at[0])?, figures(swing.at[1])?);
        for (low, high) in low.iter().zip(&high) {
            let differences: Vec<f64> = low.iter().zip(high).map(|(low, high)| high - low).collect();
            swing.means.push([mean(low), mean(high)]);
            swing.mc_errors.push((variance(&differences) / futures as f64).sqrt());
        }
        Ok(())
    })?;
    Ok(swings.into_iter().map(|(swing, _)| swing).collect())
}
