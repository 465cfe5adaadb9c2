//! The factors of a study: what is not known of a future, in parts that can be drawn again one by one.

use super::{InputSwing, StudySpread};
use crate::summary::InputDriver;

/// Maximum number of inputs, or groups of them, that are a factor each.
pub(crate) const MOST_INPUTS: usize = 10;

/// Distance of the 10th and the 90th percentile of a normal distribution, in standard deviations.
const ENDS_APART: f64 = 2.563;

/// What is not known of a future.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Factor {
    /// An input, or those of a correlation group.
    Inputs(Vec<String>),
    /// All inputs that are not a factor by themselves.
    OtherInputs(Vec<String>),
    /// Differences between years.
    Years,
    /// Chance.
    Chance,
}

/// Number of factors where `inputs` inputs or groups vary.
pub(super) fn number(inputs: usize) -> usize {
    inputs.min(MOST_INPUTS + 1) + 2
}

/// The inputs that matter most one by one, in file order, then the others together, years and chance.
///
/// An input matters as much as it does for the figure that it moves most: by its clear share, or by the share that a figure which rises evenly
/// with the input would have, given its swing. Swings are paired, so they are known more precisely than shares.
pub(super) fn choose(inputs: &[InputDriver], swings: &[InputSwing], figures: &[StudySpread]) -> Vec<Factor> {
    let matters = |input: &InputDriver| {
        let swing = swings.iter().find(|swing| swing.addresses() == input.addresses);
        let of_figure = |(place, figure): (usize, &StudySpread)| {
            let share = input.shares[place];
            let share = if share.is_clear() { share.share } else { 0.0 };
            share.max(swing.map_or(0.0, |swing| share_of_swing(swing, place, figure.sd)))
        };
        figures.iter().enumerate().map(of_figure).fold(0.0, f64::max)
    };
    let mut order: Vec<(usize, f64)> = inputs.iter().map(matters).enumerate().collect();
    order.sort_by(|(_, one), (_, two)| two.total_cmp(one));
    let mut order: Vec<usize> = order.into_iter().map(|(input, _)| input).collect();
    let others = order.split_off(order.len().min(MOST_INPUTS));
    order.sort_unstable();
    let mut factors: Vec<Factor> = order.iter().map(|&input| Factor::Inputs(inputs[input].addresses.clone())).collect();
    if !others.is_empty() {
        factors.push(Factor::OtherInputs(others.iter().flat_map(|&input| inputs[input].addresses.clone()).collect()));
    }
    factors.extend([Factor::Years, Factor::Chance]);
    factors
}

/// The share that an input with this swing has in a figure that rises evenly with it, less what is due to the error of the swing.
fn share_of_swing(swing: &InputSwing, figure: usize, sd: f64) -> f64 {
    let (difference, error) = (swing.difference(figure), swing.mc_errors[figure]);
    ((difference * difference - error * error) / (ENDS_APART * ENDS_APART * sd * sd)).max(0.0)
}
