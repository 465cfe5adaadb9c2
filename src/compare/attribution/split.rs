//! Shares of the parts in each replication, and their statistics.

use super::values::PartValues;
use super::{Split, round_to_total, shapley, unit};
use crate::compare::Edits;
use crate::run::{Headlines, RunHeadline};
use crate::summary::Statistic;
use crate::summary::percentiles::percentiles;
use crate::summary::rank::Ranks;

/// Pounds per penny: money is counted in pence, which are whole numbers.
const PENNY: f64 = 0.01;

/// What to split, and how.
pub(super) struct SplitTask<'a> {
    pub values: &'a PartValues<'a>,
    /// The edits of each part.
    pub parts: &'a [Edits],
    /// The sampled orders; `None` if all orders are used.
    pub orders: Option<&'a [Vec<usize>]>,
}

/// By part, its share in each replication; and the standard error from sampling orders.
struct Shares {
    by_part: Vec<Vec<f64>>,
    of_orders: Vec<f64>,
}

impl SplitTask<'_> {
    /// Splits one headline; `None` if it is undefined in every replication.
    pub(super) fn split(&self, index: usize) -> Option<Split> {
        let headline = RunHeadline::ALL[index];
        let factor = if unit(headline).is_money() { PENNY } else { 1.0 };
        let all = self.parts.iter().fold(0, |all, part| all | part);
        let end = |edits: Edits| self.values.of(edits).iter().map(|of_future| of_future[index]);
        let (base, alternative): (Vec<f64>, Vec<f64>) = (end(0).collect(), end(all).collect());
        let whole: Vec<f64> = alternative.iter().zip(&base).map(|(to, from)| to - from).collect();
        let shares = match self.orders {
            None => self.exact(index),
            Some(orders) => self.sampled(index, orders),
        };
        // Drop replications in which the headline is undefined for any subset of parts.
        let is_known = |n: &usize| !whole[*n].is_nan() && shares.by_part.iter().all(|shares| !shares[*n].is_nan());
        let known: Vec<usize> = (0..whole.len()).filter(is_known).collect();
        if known.is_empty() {
            return None;
        }
        let kept = |values: &[f64]| known.iter().map(|&n| factor * values[n]).collect::<Vec<f64>>();
        let mut ranks = Ranks::new();
        let part = |(shares, &of_orders): (&Vec<f64>, &f64)| {
            let (by_replication, of_orders) = (statistic(&kept(shares), &mut ranks), factor * of_orders);
            let mc_error = (by_replication.mc_error * by_replication.mc_error + of_orders * of_orders).sqrt();
            Statistic { mc_error, ..by_replication }
        };
        let parts = shares.by_part.iter().zip(&shares.of_orders).map(part).collect();
        let (base, alternative) = (mean_and_error(&kept(&base)).0, mean_and_error(&kept(&alternative)).0);
        Some(Split { headline, base, alternative, whole: statistic(&kept(&whole), &mut ranks), parts }.rounded())
    }

    /// The shares using all orders.
    fn exact(&self, index: usize) -> Shares {
        let k = self.parts.len();
        let sets: Vec<&[Headlines]> = (0..1_usize << k)
            .map(|set| (0..k).filter(|part| set >> part & 1 == 1).fold(0, |edits, part| edits | self.parts[part]))
            .map(|edits| self.values.of(edits))
            .collect();
        let mut by_part = vec![Vec::with_capacity(sets[0].len()); k];
        let (mut values, mut shares) = (vec![0.0; sets.len()], vec![0.0; k]);
        let exact = (k > 0).then(|| shapley::ExactShapley::new(k));
        for n in 0..sets[0].len() {
            values.iter_mut().zip(&sets).for_each(|(value, set)| *value = set[n][index]);
            if let Some(exact) = &exact {
                exact.split(&values, &mut shares);
            }
            by_part.iter_mut().zip(&shares).for_each(|(of_part, &share)| of_part.push(share));
        }
        Shares { by_part, of_orders: vec![0.0; k] }
    }

    /// The shares using the sampled orders.
    fn sampled(&self, index: usize, orders: &[Vec<usize>]) -> Shares {
        let k = self.parts.len();
        let along = |order: &Vec<usize>| -> Vec<&[Headlines]> {
            let sets = (0..=k).map(|n| order[..n].iter().fold(0, |edits, &part| edits | self.parts[part]));
            sets.map(|edits| self.values.of(edits)).collect()
        };
        let along: Vec<Vec<&[Headlines]>> = orders.iter().map(along).collect();
        let replications = self.values.of(0).len();
        let mut by_part = vec![Vec::with_capacity(replications); k];
        // By pair, then part: the sum over replications.
        let mut of_pairs = vec![vec![0.0; k]; orders.len() / 2];
        let (mut in_pair, mut values) = (vec![0.0; k], vec![0.0; k + 1]);
        for n in 0..replications {
            let mut shares = vec![0.0; k];
            for (pair, sums) in of_pairs.iter_mut().enumerate() {
                in_pair.fill(0.0);
                for place in [2 * pair, 2 * pair + 1] {
                    values.iter_mut().zip(&along[place]).for_each(|(value, set)| *value = set[n][index]);
                    shapley::add_in_order(&orders[place], &values, &mut in_pair);
                }
                for ((share, sum), part) in shares.iter_mut().zip(sums).zip(&in_pair) {
                    *share += part / orders.len() as f64;
                    *sum += if part.is_nan() { 0.0 } else { part / 2.0 };
                }
            }
            by_part.iter_mut().zip(&shares).for_each(|(of_part, &share)| of_part.push(share));
        }
        let error = |part: usize| {
            let means: Vec<f64> = of_pairs.iter().map(|sums| sums[part] / replications as f64).collect();
            mean_and_error(&means).1
        };
        Shares { by_part, of_orders: (0..k).map(error).collect() }
    }
}

/// The mean and its standard error; `values` must not be empty.
fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let (n, origin) = (values.len() as f64, values[0]);
    // Deviations are taken from the first value, so that constant values have a variance of exactly zero.
    let mean = origin + values.iter().map(|value| value - origin).sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, if values.len() < 2 { 0.0 } else { (squares / (n - 1.0) / n).sqrt() })
}

fn statistic(values: &[f64], ranks: &mut Ranks) -> Statistic {
    let single: Vec<f32> = values.iter().map(|&value| value as f32).collect();
    let (mean, mc_error) = mean_and_error(values);
    Statistic { n_defined: values.len() as u64, mean, percentiles: percentiles(&single, ranks), mc_error }
}

impl Split {
    /// Rounds the means to whole multiples of the last decimal written to files, such that they add up.
    fn rounded(mut self) -> Self {
        let step = (0..self.unit().decimals()).fold(1.0, |steps, _| steps * 10.0);
        let whole = |value: f64| (value * step).round() as i64;
        let (base, change) = (whole(self.base), whole(self.whole.mean));
        let means: Vec<f64> = self.parts.iter().map(|part| part.mean).collect();
        let rounded = round_to_total(&means, change, 1.0 / step);
        (self.base, self.alternative) = (base as f64 / step, (base + change) as f64 / step);
        self.whole.mean = change as f64 / step;
        self.parts.iter_mut().zip(rounded).for_each(|(part, mean)| part.mean = mean as f64 / step);
        self
    }
}
