//! Shapley values: the marginal effect of each part, averaged over all orders in which the parts can be added.
//!
//! L. S. Shapley, "A value for n-person games", in: Contributions to the Theory of Games II, Annals of Mathematics
//! Studies 28, Princeton 1953, 307-317. If there are too many orders to use them all, some are sampled: J. Castro, D.
//! Gómez and J. Tejada, "Polynomial calculation of the Shapley value based on sampling", Computers & Operations
//! Research 36 (2009) 1726-1730.

use crate::random::{Purpose, Stream};

/// Maximum number of parts for which every subset is run: 2^8 = 256 scenarios.
pub const MAX_EXACT: usize = 8;

/// Number of sampled pairs of orders for more parts: an order and its reverse.
pub const PAIRS: usize = 16;

/// By number of parts already present, the share of orders in which a part is added directly after a given set of that
/// size: |S|! (k - |S| - 1)! / k!, for `k` parts, at least one.
fn weights(k: usize) -> Vec<f64> {
    // 1 / (k C(k - 1, s)), and C(n, s + 1) = C(n, s) (n - s) / (s + 1).
    let n = k - 1;
    let mut choices = 1.0;
    let mut weights = Vec::with_capacity(k);
    for s in 0..k {
        weights.push(1.0 / (k as f64 * choices));
        choices = choices * (n - s) as f64 / (s + 1) as f64;
    }
    weights
}

/// Exact Shapley values from the values of all subsets.
pub(super) struct ExactShapley {
    weights: Vec<f64>,
}

impl ExactShapley {
    /// For `k` parts, at least one.
    pub(super) fn new(k: usize) -> Self {
        Self { weights: weights(k) }
    }

    /// Computes the share of each part; `values[s]` is the value of the subset with bit mask `s`.
    pub(super) fn split(&self, values: &[f64], to: &mut [f64]) {
        for (part, to) in to.iter_mut().enumerate() {
            let bit = 1 << part;
            let without = (0..values.len()).filter(|set| set & bit == 0);
            *to = without.map(|s| self.weights[s.count_ones() as usize] * (values[s | bit] - values[s])).sum();
        }
    }
}

/// [`PAIRS`] orders of `k` parts, each followed by its reverse. A part that is early in one is late in the other, which
/// greatly reduces the variance of their mean.
pub(super) fn orders(seed: u64, k: usize) -> Vec<Vec<usize>> {
    let stream = Stream::new(seed, Purpose::Order, "attribution");
    let pair = |n: usize| {
        let number = n as u64 + 1;
        let mut order: Vec<usize> = (0..k).collect();
        // Fisher-Yates shuffle.
        for place in (1..k).rev() {
            let other = (stream.at(place as u32).of(number) * (place + 1) as f64) as usize;
            order.swap(place, other);
        }
        let reverse = order.iter().rev().copied().collect();
        [order, reverse]
    };
    (0..PAIRS).flat_map(pair).collect()
}

/// Adds the marginal effect of each part in one order; `values[n]` is the value of the first `n` parts of the order.
pub(super) fn add_in_order(order: &[usize], values: &[f64], to: &mut [f64]) {
    for (place, &part) in order.iter().enumerate() {
        to[part] += values[place + 1] - values[place];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(values: &[f64]) -> Vec<f64> {
        let k = values.len().trailing_zeros() as usize;
        let mut to = vec![0.0; k];
        ExactShapley::new(k).split(values, &mut to);
        to
    }

    #[test]
    fn two_parts_share_their_interaction_by_halves() {
        // 3 alone, 5 alone, 14 together: an interaction of 6.
        assert_eq!(exact(&[10.0, 13.0, 15.0, 24.0]), [6.0, 8.0]);
        assert_eq!(exact(&[10.0, 17.0]), [7.0]);
    }

    #[test]
    fn a_glove_market_of_three() {
        // The textbook example: one player has a left glove, two have a right one, and a pair is worth 1: 2/3, 1/6,
        // 1/6.
        let pair = |s: usize| f64::from(u8::from(s & 1 == 1 && s & 0b110 != 0));
        let values: Vec<f64> = (0..8).map(pair).collect();
        let shares = exact(&values);
        for (share, expected) in shares.iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((share - expected).abs() < 1e-15, "{shares:?}");
        }
    }

    #[test]
    fn weights_match_the_formula() {
        let factorial = |n: usize| (1..=n).map(|i| i as f64).product::<f64>();
        for k in 1..=8 {
            for (s, weight) in weights(k).into_iter().enumerate() {
                assert!((weight / (factorial(s) * factorial(k - s - 1) / factorial(k)) - 1.0).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn orders_are_paired_and_complete_and_begin_with_various_parts() {
        let orders = orders(7, 10);
        assert_eq!(orders.len(), 2 * PAIRS);
        for pair in orders.chunks(2) {
            assert!(pair[0].iter().eq(pair[1].iter().rev()));
            let mut sorted = pair[0].clone();
            sorted.sort_unstable();
            assert!(sorted.into_iter().eq(0..10));
        }
        let first: std::collections::BTreeSet<usize> = orders.iter().map(|order| order[0]).collect();
        assert!(first.len() >= 7, "{first:?}");
        assert_ne!(orders, super::orders(8, 10));
    }

    fn values(k: usize) -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(-1e9..1e9_f64, 1 << k)
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(values in (1..=8_usize).prop_flat_map(values)) {
            let whole = values[values.len() - 1] - values[0];
            prop_assert!((exact(&values).iter().sum::<f64>() - whole).abs() < 1e-4);
        }

        #[test]
        fn parts_that_do_the_same_get_the_same(alone in values(3), together in values(3)) {
            // By the bits of the third, fourth and fifth part, and the number of the first two present.
            let value = |s: usize| match (s & 0b11).count_ones() {
                0 => alone[s >> 2],
                1 => together[s >> 2],
                _ => alone[s >> 2] * 0.3 - together[s >> 2],
            };
            let shares = exact(&(0..32).map(value).collect::<Vec<_>>());
            prop_assert!((shares[0] - shares[1]).abs() < 1e-4);
        }

        #[test]
        fn a_part_that_does_nothing_gets_exactly_nothing(others in values(4)) {
            let with_idle: Vec<f64> = (0..32).map(|s| others[s & 0b11 | (s >> 3) << 2]).collect();
            prop_assert_eq!(exact(&with_idle)[2], 0.0);
        }

        #[test]
        fn drawn_orders_add_up_and_are_near_the_exact_values(values in values(6)) {
            let mut shares = vec![0.0; 6];
            let orders = orders(1, 6);
            for order in &orders {
                let mut set = 0;
                let mut along = vec![values[0]];
                for &part in order {
                    set |= 1 << part;
                    along.push(values[set]);
                }
                add_in_order(order, &along, &mut shares);
            }
            let sum: f64 = shares.iter().sum::<f64>() / orders.len() as f64;
            prop_assert!((sum - (values[63] - values[0])).abs() < 1e-3);
            for (share, exact) in shares.iter().zip(exact(&values)) {
                // 32 orders of entirely unrelated values: far worse than any plan.
                prop_assert!((share / orders.len() as f64 - exact).abs() < 1.5e9);
            }
        }
    }
}
