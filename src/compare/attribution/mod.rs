//! Attribution that adds up: the effect of an alternative on each headline, split between its parts.
//!
//! What a part does depends on which others are there. A part's share is what it adds, averaged over all orders in which
//! the parts can be added one after the other ([`shapley`]), future by future on the same draws. Shares add up to the
//! whole effect; parts that do the same get the same; a part that does nothing gets nothing.
//!
//! [`part_plans`] runs the plans between base and alternative, wave by wave; [`shapley`] has the formulas, [`split`] applies them
//! replication by replication, and [`rounding`] keeps sums.

mod choice;
mod part_plans;
mod rounding;
mod shapley;
mod split;
#[cfg(test)]
mod tests;

pub(in crate::compare) use choice::split_effect;
pub use choice::{AttributionChoice, FEW_PARTS, NotSplit};
pub(crate) use rounding::round_to_total;
use shapley::{MAX_EXACT, PAIRS};

use crate::compare::{Edits, Parts};
use crate::measures::Measure;
use crate::plan::Plan;
use crate::run::{Cancelled, Options, ProgressCounter, RunHeadline, on_threads};
use crate::summary::Statistic;
use crate::units::Unit;
use part_plans::PartPlans;
use split::SplitTask;

/// Futures over which effects are split, unless another number is asked for.
pub const ATTRIBUTION_REPLICATIONS: u64 = 2_000;

/// The effect of an alternative on the headlines, by part.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// What the parts are called, in file order.
    pub names: Vec<String>,
    /// Where they stand.
    pub addresses: Vec<String>,
    /// Futures over which it was measured.
    pub replications: u64,
    /// How many orders were drawn; `None` where every order was taken.
    pub orders: Option<usize>,
    /// The headlines that both plans have.
    pub splits: Vec<Split>,
}

/// One headline, split. All means are in whole steps of the last decimal that files have (a penny, of money), and add up:
/// base and whole are the alternative, and the parts are the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// Which.
    pub headline: RunHeadline,
    /// The mean in the base.
    pub base: f64,
    /// The mean in the alternative, as base and whole come to.
    pub alternative: f64,
    /// Alternative less base.
    pub whole: Statistic,
    /// What each part adds.
    pub parts: Vec<Statistic>,
}

impl Split {
    /// What the headline counts.
    #[must_use]
    pub fn unit(&self) -> Unit {
        unit(self.headline)
    }
}

fn unit(headline: RunHeadline) -> Unit {
    Measure::find(headline.measure()).map_or(Unit::Number, |measure| measure.unit)
}

/// Splits the effect of `alternative` on the headlines between `parts`, which are those between the two. The two have one
/// calendar and one seed.
///
/// With up to [`MAX_EXACT`] parts every order counts, by running every choice of parts; with more, [`PAIRS`] pairs of
/// orders are drawn, and the errors say what that leaves open. Parts that turn out to make no scenario together without
/// others are joined with those.
///
/// # Errors
/// [`Cancelled`] where who watches says so.
pub(super) fn attribute(
    base: &Plan,
    alternative: &Plan,
    parts: Parts,
    options: &Options<'_>,
) -> Result<Attribution, Cancelled> {
    attribute_with(base, alternative, parts, options, MAX_EXACT)
}

/// The same with every order for up to `most_exact` parts.
fn attribute_with(
    base: &Plan,
    alternative: &Plan,
    mut parts: Parts,
    options: &Options<'_>,
    most_exact: usize,
) -> Result<Attribution, Cancelled> {
    on_threads(options.threads, || {
        let mut plans = PartPlans::new(base, alternative);
        let orders = loop {
            let drawn = parts.len() > most_exact;
            let orders = drawn.then(|| shapley::orders(base.scenario().seed, parts.len()));
            match plans.make(&parts, &choices(&parts, orders.as_deref())) {
                Ok(()) => break orders,
                Err(edits) => parts.join(edits),
            }
        };
        let counter = ProgressCounter::new(options.watch, plans.len() as u64 * options.replications);
        let task = SplitTask { plans: &plans, parts: parts.edits(), orders: orders.as_deref() };
        Ok(Attribution {
            names: parts.names(),
            addresses: parts.addresses(),
            replications: options.replications,
            orders: orders.as_ref().map(Vec::len),
            splits: task.run(options, &counter)?,
        })
    })
}

/// How many scenarios have to be run to split the effect of `parts` parts.
fn scenarios(parts: usize) -> usize {
    if parts <= MAX_EXACT { 1 << parts } else { 2 + 2 * PAIRS * (parts - 1) }
}

/// Every choice of parts that has to be run.
fn choices(parts: &Parts, orders: Option<&[Vec<usize>]>) -> Vec<Edits> {
    let of = |chosen: &mut dyn Iterator<Item = usize>| chosen.fold(0, |edits, part| edits | parts.edits()[part]);
    match orders {
        None => (0..1_usize << parts.len())
            .map(|set| of(&mut (0..parts.len()).filter(|part| set >> part & 1 == 1)))
            .collect(),
        Some(orders) => {
            let along = |order: &Vec<usize>| -> Vec<Edits> {
                (0..=order.len()).map(|n| of(&mut order[..n].iter().copied())).collect()
            };
            orders.iter().flat_map(along).collect()
        }
    }
}
