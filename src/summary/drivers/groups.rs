//! The inputs that vary, those of a correlation group together.
//!
//! Inputs may depend on each other; a share then includes what is due to those that go with it, so inputs of a correlation group are taken
//! together. Their order is that of the sum of their ranks, which finds the share of what they have in common and not more.

use super::ranks::ranks;
use crate::scenario::{InputId, Scenario};

/// An input that varies, or the inputs of a correlation group.
#[derive(Clone, Debug)]
pub(crate) struct InputOrder {
    /// The addresses.
    pub addresses: Vec<String>,
    /// By address, whether it falls where the input that the scenario names first in the group rises.
    pub falls: Vec<bool>,
    /// By future, a number that rises with the input: its value, or for several the sum of their ranks.
    pub order: Vec<f64>,
}

/// The inputs, given by the scenario that has them, address and value in each future; those of a correlation group together.
pub(crate) fn input_orders<'v>(inputs: impl Iterator<Item = (&'v Scenario, &'v str, &'v [f64])>) -> Vec<InputOrder> {
    let mut orders: Vec<InputOrder> = Vec::new();
    for (scenario, address, values) in inputs {
        let Some(Member { others, sign }) = Member::of(scenario, address) else {
            orders.push(InputOrder { addresses: vec![address.to_owned()], falls: vec![false], order: values.to_vec() });
            continue;
        };
        let ranks = ranks(values).into_iter().map(|rank| sign * rank);
        match orders.iter_mut().find(|one| others.contains(&one.addresses[0].as_str())) {
            Some(group) => {
                group.addresses.push(address.to_owned());
                group.falls.push(sign < 0.0);
                group.order.iter_mut().zip(ranks).for_each(|(sum, rank)| *sum += rank);
            }
            None => orders.push(InputOrder {
                addresses: vec![address.to_owned()],
                falls: vec![sign < 0.0],
                order: ranks.collect(),
            }),
        }
    }
    orders
}

/// An input in a correlation group.
struct Member<'s> {
    /// The other inputs of the group.
    others: Vec<&'s str>,
    /// -1 if it falls where the first of the group rises.
    sign: f64,
}

impl<'s> Member<'s> {
    fn of(scenario: &'s Scenario, address: &str) -> Option<Self> {
        let input = scenario.inputs.find(address)?;
        let place = |inputs: &[InputId]| inputs.iter().position(|&one| one == input);
        let mut groups = scenario.correlations.iter();
        let (group, member) = groups.find_map(|group| Some((group, place(&group.inputs)?)))?;
        let others = group.inputs.iter().filter(|&&one| one != input);
        Some(Self {
            others: others.map(|&one| scenario.inputs.get(one).address.as_str()).collect(),
            sign: if group.rank[0][member] < 0.0 { -1.0 } else { 1.0 },
        })
    }
}
