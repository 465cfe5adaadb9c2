//! Computes the shares of parts, replication by replication, and summarises them.

use serde::{Deserialize, Serialize};

use super::part_plans::{BlockHeadlines, PartPlans};
use super::{Split, round_to_total, shapley, unit};
use crate::compare::Edits;
use crate::run::{
    Accumulator, Cancelled, Columns, Options, OtherShape, ProgressCounter, RunHeadline, Tally, for_each_block,
    for_each_tally, join, merge_tallies, scale_of,
};
use crate::summary::Statistic;

/// A penny in pounds. Headlines count money in pence, which are whole.
const PENNY: f64 = 0.01;

/// What is split, and how shares are computed.
pub(super) struct SplitTask<'a> {
    pub plans: &'a PartPlans<'a>,
    /// The edits of each part.
    pub parts: &'a [Edits],
    /// The sampled orders; `None` if all orders are used.
    pub orders: Option<&'a [Vec<usize>]>,
}

impl SplitTask<'_> {
    /// Splits every headline; omits headlines that are missing in every replication.
    pub(super) fn run(&self, options: &Options<'_>, counter: &ProgressCounter<'_>) -> Result<Vec<Split>, Cancelled> {
        let origin = self.plans.origin();
        let cells: Vec<SplitCells> = (0..RunHeadline::ALL.len()).map(|index| self.cells(index)).collect();
        let none = SplitTallies(cells.iter().map(|cells| cells.none(&origin)).collect());
        let found = options.over_futures("attribution", none, |options, to| {
            let splits = |blocks: &[BlockHeadlines]| {
                cells.iter().zip(&mut to.0).for_each(|(cells, tallies)| cells.add(blocks, tallies));
            };
            self.plans.run(options, counter, splits)
        })?;
        Ok(cells.iter().zip(&found.0).filter_map(|(cells, tallies)| cells.finish(tallies)).collect())
    }

    /// The cells of a headline.
    fn cells(&self, index: usize) -> SplitCells {
        let all = self.parts.iter().fold(0, |all, part| all | part);
        let place = |edits: Edits| self.plans.place(edits);
        let k = self.parts.len();
        let method = match self.orders {
            None => {
                let edits = |set: usize| {
                    (0..k).filter(|part| set >> part & 1 == 1).fold(0, |edits, part| edits | self.parts[part])
                };
                let sets = (0..1_usize << k).map(|set| place(edits(set))).collect();
                Method::Exact { sets, shapley: (k > 0).then(|| shapley::ExactShapley::new(k)) }
            }
            Some(orders) => {
                let along = |order: &Vec<usize>| -> Vec<usize> {
                    let edits = (0..=k).map(|n| order[..n].iter().fold(0, |edits, &part| edits | self.parts[part]));
                    edits.map(place).collect()
                };
                Method::Drawn { orders: orders.iter().map(|order| (order.clone(), along(order))).collect() }
            }
        };
        SplitCells { index, base: place(0), alternative: place(all), parts: k, method }
    }
}

/// How shares are computed; plans are given by their index in [`PartPlans`].
enum Method {
    /// From the plans of all subsets of parts.
    Exact { sets: Vec<usize>, shapley: Option<shapley::ExactShapley> },
    /// From sampled pairs of orders: each order with the plans along it.
    Drawn { orders: Vec<(Vec<usize>, Vec<usize>)> },
}

/// The cells of a split: the headline in the base and in the alternative, their difference, the share of each part and,
/// for sampled orders, the share of each part by pair of orders. If the headline is missing in any of the plans in a
/// replication, all figures of that replication are missing.
struct SplitCells {
    /// Index of the headline.
    index: usize,
    base: usize,
    alternative: usize,
    parts: usize,
    method: Method,
}

/// The cell of the whole difference.
const WHOLE: usize = 2;
/// Position of the share of the first part.
const FIRST_PART: usize = 3;

impl SplitCells {
    fn headline(&self) -> RunHeadline {
        RunHeadline::ALL[self.index]
    }

    fn pairs(&self) -> usize {
        match &self.method {
            Method::Exact { .. } => 0,
            Method::Drawn { orders } => orders.len() / 2,
        }
    }

    fn pair(&self, pair: usize, part: usize) -> usize {
        FIRST_PART + self.parts + pair * self.parts + part
    }

    fn count(&self) -> usize {
        self.pair(self.pairs(), 0)
    }

    fn tally(&self, cell: usize, origin: f64) -> Tally {
        if (WHOLE..self.pair(0, 0)).contains(&cell) {
            Tally::new(origin, scale_of(unit(self.headline())))
        } else {
            Tally::of_moments(origin)
        }
    }

    /// Computes all figures of a block.
    fn fill(&self, values: &BlockHeadlines, to: &mut Columns) {
        let factor = if unit(self.headline()).is_money() { PENNY } else { 1.0 };
        let mut shares = vec![0.0; self.count() - FIRST_PART];
        for n in 0..to.replications() {
            let at = |plan: usize| values.plans[plan][self.index].0[n];
            let (base, alternative) = (at(self.base), at(self.alternative));
            shares.fill(0.0);
            self.shares(&at, &mut shares);
            let figures = [base, alternative, alternative - base].into_iter().chain(shares.iter().copied());
            let is_known = !(alternative - base).is_nan() && shares.iter().all(|share| !share.is_nan());
            for (cell, figure) in figures.enumerate() {
                to.column_mut(cell)[n] = if is_known { factor * figure } else { f64::NAN };
            }
        }
    }

    /// Computes the shares in one replication: those of the parts, then those of the parts by pair of orders.
    fn shares(&self, at: &impl Fn(usize) -> f64, shares: &mut [f64]) {
        let k = self.parts;
        match &self.method {
            Method::Exact { sets, shapley } => {
                let values: Vec<f64> = sets.iter().map(|&plan| at(plan)).collect();
                if let Some(shapley) = shapley {
                    shapley.split(&values, shares);
                }
            }
            Method::Drawn { orders } => {
                let (of_parts, of_pairs) = shares.split_at_mut(k);
                for (pair, in_pair) in of_pairs.chunks_mut(k).enumerate() {
                    for (order, along) in &orders[2 * pair..2 * pair + 2] {
                        let values: Vec<f64> = along.iter().map(|&plan| at(plan)).collect();
                        shapley::add_in_order(order, &values, in_pair);
                    }
                    for (share, in_pair) in of_parts.iter_mut().zip(in_pair) {
                        *share += *in_pair / orders.len() as f64;
                        *in_pair /= 2.0;
                    }
                }
            }
        }
    }
}

/// By headline and cell, what is tallied.
#[derive(Serialize, Deserialize)]
struct SplitTallies(Vec<Vec<Tally>>);

impl Accumulator for SplitTallies {
    fn merge(&mut self, later: Self) -> Result<(), OtherShape> {
        join(&mut self.0, later.0, |ours, later| merge_tallies(ours, &later))
    }
}

impl SplitCells {
    /// Nothing tallied yet; `origin` contains the headlines of replication 1.
    fn none(&self, origin: &BlockHeadlines) -> Vec<Tally> {
        let mut first = Columns::new(self.count(), 1);
        self.fill(origin, &mut first);
        (0..self.count()).map(|cell| self.tally(cell, first.column(cell)[0])).collect()
    }

    /// Tallies some blocks.
    fn add(&self, headlines: &[BlockHeadlines], to: &mut [Tally]) {
        let new = |of_block: &BlockHeadlines| Columns::new(self.count(), of_block.replications);
        let mut blocks: Vec<Columns> = headlines.iter().map(new).collect();
        for_each_block(&mut blocks, |place, block| self.fill(&headlines[place], block));
        for_each_tally(to, |cell, tally| tally.add_all(blocks.iter().map(|block| block.column(cell))));
    }

    /// The result; `None` if the headline is missing in every replication.
    fn finish(&self, tallies: &[Tally]) -> Option<Split> {
        if tallies[WHOLE].defined() == 0 {
            return None;
        }
        let part = |part: usize| {
            let by_replication = Statistic::of(&tallies[FIRST_PART + part]);
            let means: Vec<f64> = (0..self.pairs()).map(|pair| tallies[self.pair(pair, part)].mean()).collect();
            let of_orders = error_of_mean(&means);
            let mc_error = (by_replication.mc_error * by_replication.mc_error + of_orders * of_orders).sqrt();
            Statistic { mc_error, ..by_replication }
        };
        let split = Split {
            headline: self.headline(),
            base: tallies[0].mean(),
            alternative: tallies[1].mean(),
            whole: Statistic::of(&tallies[WHOLE]),
            parts: (0..self.parts).map(part).collect(),
        };
        Some(split.rounded())
    }
}

/// Standard error of the mean of `values`; 0 for fewer than two.
fn error_of_mean(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (squares / (n - 1.0) / n).sqrt()
}

impl Split {
    /// Rounds the means to the last decimal written to files, so that they add up.
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
