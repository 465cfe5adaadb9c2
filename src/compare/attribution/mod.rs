//! Additive attribution: splits the effect of an alternative on each headline between its parts.
//!
//! The effect of a part depends on which other parts are present. Its share is its marginal effect, averaged over all
//! orders in which the parts can be added ([`shapley`]), computed replication by replication on the same draws. The
//! shares add up to the whole effect; parts with the same effect get the same share; a part without effect gets zero.
//!
//! [`part_plans`] runs the plans between base and alternative, wave by wave; [`shapley`] implements the formulas, [`split`]
//! applies them to each replication, and [`rounding`] preserves sums.

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
use crate::run::{Cancelled, KeptReplications, Options, RunHeadline, on_threads};
use crate::summary::{Statistic, Summary};
use crate::units::Unit;
use part_plans::PartPlans;
use split::SplitTask;

/// Default number of replications used for attribution.
pub const ATTRIBUTION_REPLICATIONS: u64 = 2_000;

/// The effect of an alternative on the headlines, by part.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Names of the parts, in file order.
    pub names: Vec<String>,
    /// Addresses of the parts.
    pub addresses: Vec<String>,
    /// Number of replications.
    pub replications: u64,
    /// Number of sampled orders; `None` if all orders were used.
    pub orders: Option<usize>,
    /// The headlines that both plans have.
    pub splits: Vec<Split>,
}

/// The attribution of one headline. All means are whole multiples of the last decimal written to files (a penny for
/// money), and they add up: base plus whole is the alternative, and the parts sum to the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// Headline.
    pub headline: RunHeadline,
    /// Mean in the base.
    pub base: f64,
    /// Mean in the alternative, computed as base plus whole.
    pub alternative: f64,
    /// Alternative less base.
    pub whole: Statistic,
    /// Share of each part.
    pub parts: Vec<Statistic>,
}

impl Split {
    /// Unit of the headline.
    #[must_use]
    pub fn unit(&self) -> Unit {
        unit(self.headline)
    }
}

fn unit(headline: RunHeadline) -> Unit {
    Measure::find(headline.measure()).map_or(Unit::Number, |measure| measure.unit)
}

/// A plan and, if it has been run, the first replications of the run.
#[derive(Clone, Copy)]
pub(super) struct PlanRun<'a> {
    plan: &'a Plan,
    kept: Option<&'a KeptReplications>,
}

impl<'a> From<&'a Plan> for PlanRun<'a> {
    fn from(plan: &'a Plan) -> Self {
        Self { plan, kept: None }
    }
}

impl<'a> From<&'a Summary> for PlanRun<'a> {
    fn from(summary: &'a Summary) -> Self {
        Self { plan: summary.plan(), kept: Some(summary.kept()) }
    }
}

/// Splits the effect of `alternative` on the headlines between `parts`, the parts by which it differs from `base`. Both
/// plans must have the same calendar and seed.
///
/// With up to [`MAX_EXACT`] parts all orders are used, by running every subset of parts; with more, [`PAIRS`] pairs of
/// orders are sampled, and the standard errors include the sampling error. Parts that turn out not to form a valid
/// scenario without others are joined with those.
///
/// # Errors
/// [`Cancelled`] if the progress callback breaks.
pub(super) fn attribute<'a>(
    base: impl Into<PlanRun<'a>>,
    alternative: impl Into<PlanRun<'a>>,
    parts: Parts,
    options: &Options<'_>,
) -> Result<Attribution, Cancelled> {
    attribute_with(base.into(), alternative.into(), parts, options, MAX_EXACT)
}

/// The same, using all orders for up to `most_exact` parts.
fn attribute_with(
    base: PlanRun<'_>,
    alternative: PlanRun<'_>,
    mut parts: Parts,
    options: &Options<'_>,
    most_exact: usize,
) -> Result<Attribution, Cancelled> {
    on_threads(options.threads, || {
        let mut plans = PartPlans::new(base, alternative);
        let orders = loop {
            let drawn = parts.len() > most_exact;
            let orders = drawn.then(|| shapley::orders(base.plan.scenario().seed, parts.len()));
            match plans.make(&parts, &choices(&parts, orders.as_deref())) {
                Ok(()) => break orders,
                Err(edits) => parts.join(edits),
            }
        };
        let counter = options.counter(plans.len() as u64 * options.replications);
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

/// Number of scenarios to run for the attribution of `parts` parts.
fn scenarios(parts: usize) -> usize {
    if parts <= MAX_EXACT { 1 << parts } else { 2 + 2 * PAIRS * (parts - 1) }
}

/// Every subset of parts that has to be run.
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
