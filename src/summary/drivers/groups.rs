//! The inputs that vary, those of a correlation group together.
//!
//! Inputs may depend on each other; a share then includes what is due to those that go with it, so inputs of a correlation group are taken
//! together. Their order is that of the sum of their ranks, which finds the share of what they have in common and not more.

use super::ranks::ranks;
use crate::scenario::Scenario;

/// An input that varies, or the inputs of a correlation group.
#[derive(Clone, Debug)]
pub(crate) struct InputOrder {
    /// The addresses.
    pub addresses: Vec<String>,
    /// By future, a number that rises with the input: its value, or for several the sum of their ranks.
    pub order: Vec<f64>,
}

/// The inputs, given by address with their value in each future, those of a correlation group together.
pub(crate) fn input_orders<'v>(
    scenario: &Scenario,
    inputs: impl Iterator<Item = (&'v str, &'v [f64])>,
) -> Vec<InputOrder> {
    let mut orders: Vec<InputOrder> = Vec::new();
    let mut known: Vec<(usize, usize)> = Vec::new();
    for (address, values) in inputs {
        let member = scenario.inputs.find(address).and_then(|input| {
            let mut groups = scenario.correlations.iter().enumerate();
            groups.find_map(|(group, of)| Some((group, of.inputs.iter().position(|&one| one == input)?)))
        });
        let Some((group, member)) = member else {
            orders.push(InputOrder { addresses: vec![address.to_owned()], order: values.to_vec() });
            continue;
        };
        let sign = if scenario.correlations[group].rank[0][member] < 0.0 { -1.0 } else { 1.0 };
        let ranks = ranks(values).into_iter().map(|rank| sign * rank);
        if let Some(&(_, place)) = known.iter().find(|(one, _)| *one == group) {
            orders[place].addresses.push(address.to_owned());
            orders[place].order.iter_mut().zip(ranks).for_each(|(sum, rank)| *sum += rank);
        } else {
            known.push((group, orders.len()));
            orders.push(InputOrder { addresses: vec![address.to_owned()], order: ranks.collect() });
        }
    }
    orders
}
