//! What it would be worth to know an input before choosing a plan: the expected value of perfect information on it (EVPPI).
//!
//! Whoever knows input X chooses the plan with the greatest expected saving given X; who does not, the one with the greatest expected saving.
//! The worth is the difference,
//!
//! ```text
//! E(max_d E(saving_d | X)) - max_d E(saving_d)
//! ```
//!
//! E(saving_d | X) is the mean over a block of futures that are neighbours in X (Strong and Oakley 2013, *Medical Decision Making* 33). The
//! greatest of means that are themselves uncertain is too great, even for an input without effect. That bias is measured with the futures in
//! random orders, and taken off.

use super::effects::shuffled;
use crate::random::{Purpose, Stream};
use crate::summary::{in_order, mean, variance};

/// The worth of knowing an input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct WorthOfKnowing {
    /// The estimate, pounds; may be slightly below 0.
    pub worth: f64,
    /// Its standard error, pounds; `None` where one plan is the best in every block of futures, in this order and in all random ones, so that
    /// nothing is known of it but that it is small.
    pub mc_error: Option<f64>,
}

impl WorthOfKnowing {
    /// Whether it is more than three standard errors above zero: among a hundred inputs some are above two by chance.
    pub(crate) fn is_clear(&self) -> bool {
        self.mc_error.is_some_and(|error| self.worth > 3.0 * error)
    }
}

/// Number of random orders that measure the bias.
const ORDERS: u64 = 40;

/// Number of parts of which one is left out, for the error.
const PARTS: usize = 10;

/// Number of futures in a block, and the least and greatest number of blocks.
const BLOCK_OF_FUTURES: usize = 500;
const BLOCKS: [usize; 2] = [4, 32];

/// The bias of [`worth`] and its spread, the same for all inputs.
pub(super) struct OrderBias {
    mean: f64,
    pub(super) variance: f64,
}

impl OrderBias {
    /// From random orders of the futures; `savings` has the savings of each plan by future.
    pub(super) fn new(savings: &[Vec<f64>], seed: u64) -> Self {
        let stream = Stream::new(seed, Purpose::Shuffle, "futures");
        let futures = savings.first().map_or(0, Vec::len);
        let gains: Vec<f64> = (0..ORDERS).map(|draw| gain(&shuffled(futures, stream, draw), savings)).collect();
        Self { mean: mean(&gains), variance: variance(&gains) }
    }
}

/// The worth of knowing the input by which futures are put in `order`, if plans save `savings` (by plan and future); the base, which saves
/// nothing, may be chosen too. The error is that of leaving out a tenth of the futures in turn (jackknife), and at least that of a random
/// order.
pub(super) fn worth(order: &[f64], savings: &[Vec<f64>], bias: &OrderBias) -> WorthOfKnowing {
    let order = in_order(order);
    let without = |part: usize| {
        let kept: Vec<usize> = order.iter().copied().filter(|future| future % PARTS != part).collect();
        gain(&kept, savings)
    };
    let parts: Vec<f64> = (0..PARTS).map(without).collect();
    let jackknife = variance(&parts) * (PARTS - 1) as f64;
    let error = jackknife.max(bias.variance).sqrt();
    WorthOfKnowing { worth: gain(&order, savings) - bias.mean, mc_error: (error > 0.0).then_some(error) }
}

/// Number of blocks into which so many futures are divided.
pub(crate) fn blocks(futures: usize) -> usize {
    let [least, most] = BLOCKS;
    (futures / BLOCK_OF_FUTURES).clamp(least, most)
}

/// What choosing the best plan in each block of futures, in this order, gains over the plan that is best in all.
fn gain(order: &[usize], savings: &[Vec<f64>]) -> f64 {
    let blocks = blocks(order.len());
    let everywhere = best(savings, order);
    let of_block = |block: usize| {
        let futures = &order[block * order.len() / blocks..(block + 1) * order.len() / blocks];
        let here = best(savings, futures);
        let gains = futures.iter().map(|&future| saving(savings, here, future) - saving(savings, everywhere, future));
        gains.sum::<f64>() / futures.len() as f64
    };
    mean(&(0..blocks).map(of_block).collect::<Vec<_>>())
}

/// The plan that saves most in these futures; `None` for the base.
fn best(savings: &[Vec<f64>], futures: &[usize]) -> Option<usize> {
    let total = |plan: &Vec<f64>| futures.iter().map(|&future| plan[future]).sum::<f64>();
    let totals = savings.iter().map(total).enumerate();
    let most = totals.fold((None, 0.0), |most, (plan, total)| if total > most.1 { (Some(plan), total) } else { most });
    most.0
}

fn saving(savings: &[Vec<f64>], plan: Option<usize>, future: usize) -> f64 {
    plan.map_or(0.0, |plan| savings[plan][future])
}
