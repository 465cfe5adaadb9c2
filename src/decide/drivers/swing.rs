//! What figures would be with an input at its stated 10th and 90th percentile.

use super::model::StudyModel;
use crate::plan::{FixedInput, FutureDraws};
use crate::run::{Cancelled, try_for_each};
use crate::summary::{mean, mean_with_error};

/// The figures with an input at its 10th and at its 90th percentile, all else as drawn.
#[derive(Clone, Debug)]
pub(crate) struct InputSwing {
    /// The inputs; several are those of a correlation group, which go up and down together.
    pub inputs: Vec<SwingingInput>,
    /// By figure, its means.
    pub means: Vec<[f64; 2]>,
    /// By figure, the standard error of the difference, from the same futures.
    pub mc_errors: Vec<f64>,
}

/// An input of a swing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SwingingInput {
    /// The address.
    pub address: String,
    /// The value at the low and the high end: the 10th and 90th percentile, or the other way round if it falls where the one that the
    /// scenario names first in the group rises.
    pub at: [f64; 2],
    /// Whether the low end is the 90th percentile.
    pub is_reversed: bool,
}

/// The probabilities of values below the ends.
pub(super) const ENDS: [f64; 2] = [0.1, 0.9];

impl InputSwing {
    /// A swing that is not yet computed.
    pub(super) fn of(inputs: Vec<SwingingInput>) -> Self {
        Self { inputs, means: Vec::new(), mc_errors: Vec::new() }
    }

    /// The addresses of its inputs.
    pub(crate) fn addresses(&self) -> Vec<String> {
        self.inputs.iter().map(|one| one.address.clone()).collect()
    }

    /// By how much a figure rises from the low to the high end.
    pub(crate) fn difference(&self, figure: usize) -> f64 {
        let [low, high] = self.means[figure];
        high - low
    }

    /// Whether the difference is more than three standard errors from zero.
    pub(crate) fn is_clear(&self, figure: usize) -> bool {
        self.difference(figure).abs() > 3.0 * self.mc_errors[figure]
    }

    /// The inputs at one end.
    fn fixed(&self, end: usize) -> Vec<FixedInput> {
        let percentile = |one: &SwingingInput| ENDS[if one.is_reversed { 1 - end } else { end }];
        let fixed = |one: &SwingingInput| FixedInput { address: one.address.clone(), percentile: percentile(one) };
        self.inputs.iter().map(fixed).collect()
    }
}

/// Computes the swings over `futures` futures.
pub(super) fn compute(model: &StudyModel<'_>, swings: &mut [InputSwing], futures: u64) -> Result<(), Cancelled> {
    try_for_each(swings, |swing| {
        let figures = |end: usize| {
            let draws = FutureDraws { fixed: swing.fixed(end), ..FutureDraws::default() };
            model.figures_with(&draws, 0, futures)
        };
        let (low, high) = (figures(0)?, figures(1)?);
        for (low, high) in low.iter().zip(&high) {
            swing.means.push([mean(low), mean(high)]);
            swing.mc_errors.push(mean_with_error(low.iter().zip(high).map(|(low, high)| high - low)).mc_error);
        }
        Ok(())
    })
}
