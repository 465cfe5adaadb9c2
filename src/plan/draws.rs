//! Futures that differ from those of a run in some of what is not known: other draws of inputs, of years or of chance.

use super::inputs::InputPlan;
use crate::lanes::Lanes;
use crate::scenario::{InputId, Scenario};

/// Which draws of replication n are those of a later replication, and which inputs have one value in all replications.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FutureDraws {
    /// How many replications later.
    pub ahead: u64,
    /// The inputs with the draws of the later replication, by address. Those of a correlation group are drawn together, so a group must be
    /// complete.
    pub inputs: Vec<String>,
    /// Whether the years are those of the later replication.
    pub years: bool,
    /// Whether chance is that of the later replication.
    pub chance: bool,
    /// The inputs with one value.
    pub fixed: Vec<FixedInput>,
}

/// An input at one percentile in all replications, before dated changes: in each plan that of its own distribution. Where the input is known,
/// it stays.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FixedInput {
    pub address: String,
    /// The probability of values below it.
    pub percentile: f64,
}

/// [`FutureDraws`] of a plan: inputs by their place, without those that the plan does not have.
#[derive(Debug, Default)]
pub(super) struct PlannedDraws {
    ahead: u64,
    inputs: Vec<InputId>,
    years: bool,
    chance: bool,
    fixed: Vec<(InputId, f64)>,
}

impl PlannedDraws {
    pub(super) fn new(scenario: &Scenario, plan: &InputPlan, draws: &FutureDraws) -> Self {
        let fixed = draws.fixed.iter().filter_map(|one| {
            let input = scenario.inputs.find(&one.address)?;
            Some((input, plan.percentile(input, one.percentile)?))
        });
        Self {
            ahead: draws.ahead,
            inputs: draws.inputs.iter().filter_map(|address| scenario.inputs.find(address)).collect(),
            years: draws.years,
            chance: draws.chance,
            fixed: fixed.collect(),
        }
    }

    /// The numbers of the draws of years in these replications.
    pub(super) fn years<const N: usize>(&self, replications: &[u64; N]) -> [u64; N] {
        self.later(self.years, replications)
    }

    /// The numbers of the draws of chance in these replications.
    pub(super) fn chance<const N: usize>(&self, replications: &[u64; N]) -> [u64; N] {
        self.later(self.chance, replications)
    }

    fn later<const N: usize>(&self, is_later: bool, replications: &[u64; N]) -> [u64; N] {
        replications.map(|number| if is_later { number + self.ahead } else { number })
    }

    /// Replaces the values of inputs as drawn in the replications `numbers`.
    pub(super) fn replace<const N: usize>(&self, plan: &InputPlan, numbers: &[u64; N], values: &mut [Lanes<N>]) {
        if !self.inputs.is_empty() {
            plan.redraw(&self.inputs, &self.later(true, numbers), values);
        }
        for &(input, value) in &self.fixed {
            values[input.0] = Lanes::all(value);
        }
    }
}
