//! How often a target is met where an input is lowest and where it is highest, among a third of the kept futures each, and where several inputs
//! are at their better ends together.

use super::Summary;
use super::drivers::{InputOrder, in_order, input_orders};

/// How often a target is met in some of the kept futures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetFrequency {
    /// Share of these futures that meets it, 0 to 1.
    pub met: f64,
    /// Number of these futures.
    pub futures: usize,
    /// Their share of the kept futures in which the target has a value, 0 to 1.
    pub share: f64,
}

impl TargetFrequency {
    /// `met` (1, 0 or undefined) by future, and futures in which it is defined.
    fn new(met: &[f64], futures: &[usize]) -> Self {
        let known = met.iter().filter(|met| met.is_finite()).count();
        let count = futures.len();
        Self {
            met: futures.iter().map(|&future| met[future]).sum::<f64>() / count as f64,
            futures: count,
            share: count as f64 / known as f64,
        }
    }

    /// Standard error of the share that meets it.
    #[must_use]
    pub fn mc_error(&self) -> f64 {
        (self.met * (1.0 - self.met) / self.futures as f64).sqrt()
    }
}

/// How often a target is met in the third of the kept futures in which an input is lowest, and in which it is highest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetInThirds {
    /// In the lowest third.
    pub lowest: TargetFrequency,
    /// In the highest third.
    pub highest: TargetFrequency,
}

impl TargetInThirds {
    /// `met` (1, 0 or undefined) by future, and the outer thirds of the futures in the order of the input; `None` if these are empty.
    fn new(met: &[f64], thirds: &[Vec<usize>; 2]) -> Option<Self> {
        let [lowest, highest] = thirds.each_ref().map(|third| TargetFrequency::new(met, third));
        (lowest.futures > 0).then_some(Self { lowest, highest })
    }

    /// Standard error of the difference of the shares: two independent proportions.
    #[must_use]
    pub fn mc_error(&self) -> f64 {
        let [lowest, highest] = [self.lowest, self.highest].map(|third| third.mc_error());
        (lowest * lowest + highest * highest).sqrt()
    }

    /// Whether the shares differ by at least two standard errors.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        let difference = (self.highest.met - self.lowest.met).abs();
        difference > 0.0 && difference >= 2.0 * self.mc_error()
    }
}

/// The lowest and the highest third of the futures in which `met` is defined, in the order of an input.
fn outer_thirds(met: &[f64], order: &[usize]) -> [Vec<usize>; 2] {
    let known: Vec<usize> = order.iter().copied().filter(|&future| met[future].is_finite()).collect();
    let third = known.len() / 3;
    [known[..third].to_vec(), known[known.len() - third..].to_vec()]
}

/// How often a target is met in the kept futures in which several inputs are each in the third, lowest or highest, where it is met more often.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetAtBest {
    /// By input, whether that third is the lowest.
    pub is_lowest: Vec<bool>,
    /// How often it is met in these futures.
    pub within: TargetFrequency,
}

impl TargetAtBest {
    /// Fewest futures for which it is reported.
    const FEWEST: usize = 100;

    /// `met` (1, 0 or undefined) by future, and the orders of the inputs; `None` if there are fewer than 100 such futures.
    fn new(met: &[f64], orders: &[Vec<usize>]) -> Option<Self> {
        let mut inside = vec![0; met.len()];
        let mut is_lowest = Vec::new();
        for order in orders {
            let thirds = outer_thirds(met, order);
            let in_thirds = TargetInThirds::new(met, &thirds)?;
            let lowest = in_thirds.lowest.met >= in_thirds.highest.met;
            is_lowest.push(lowest);
            thirds[usize::from(!lowest)].iter().for_each(|&future| inside[future] += 1);
        }
        let is_together = |future: &usize| inside[*future] == orders.len() && met[*future].is_finite();
        let together: Vec<usize> = (0..met.len()).filter(is_together).collect();
        (together.len() >= Self::FEWEST).then(|| Self { is_lowest, within: TargetFrequency::new(met, &together) })
    }
}

impl Summary {
    /// How often target `target` is met where an input of [`drivers`](Self::drivers), given by its addresses, is lowest and where it is
    /// highest; of inputs that are drawn together, the sum of their ranks. `None` if there is no such target or input.
    #[must_use]
    pub fn target_in_thirds(&self, target: usize, addresses: &[String]) -> Option<TargetInThirds> {
        let met = self.met_by_future(target)?;
        TargetInThirds::new(met, &outer_thirds(met, &self.order_of(addresses)?))
    }

    /// How often target `target` is met where several inputs, given as for [`target_in_thirds`](Self::target_in_thirds), are each in the third
    /// where it is met more often. `None` if there is no such target or input, or if that is so in fewer than 100 of the kept futures.
    #[must_use]
    pub fn target_at_best(&self, target: usize, inputs: &[&[String]]) -> Option<TargetAtBest> {
        let orders: Vec<Vec<usize>> = inputs.iter().map(|addresses| self.order_of(addresses)).collect::<Option<_>>()?;
        TargetAtBest::new(self.met_by_future(target)?, &orders)
    }

    /// Whether each kept future meets a target: 1, 0 or undefined.
    fn met_by_future(&self, target: usize) -> Option<&[f64]> {
        (target < self.plan.scenario().targets.len()).then(|| self.kept.target(target))
    }

    /// The kept futures in the order of an input.
    fn order_of(&self, addresses: &[String]) -> Option<Vec<usize>> {
        let scenario = self.plan.scenario();
        let inputs = self.kept.inputs().filter(|(address, _)| addresses.iter().any(|one| one == address));
        let inputs = inputs.map(|(address, values)| (scenario, address, values));
        let InputOrder { order, .. } = input_orders(inputs).into_iter().next()?;
        Some(in_order(&order))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use crate::run::Options;
    use crate::scenario::Scenario;
    use crate::summary::run;

    fn of_order(met: &[f64], order: &[usize]) -> Option<TargetInThirds> {
        TargetInThirds::new(met, &outer_thirds(met, order))
    }

    #[test]
    fn thirds_are_counted_in_the_order_of_the_input() {
        // In the order of the input: met in 3 of the first 3, 1 of the middle 3, 0 of the last 3.
        let met = [0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0];
        let order = [1, 2, 4, 5, 0, 3, 6, 7, 8];
        let thirds = of_order(&met, &order).expect("nine futures");
        assert_eq!((thirds.lowest.met, thirds.highest.met, thirds.highest.futures), (1.0, 0.0, 3));
        assert!((thirds.lowest.share - 1.0 / 3.0).abs() < 1e-12);
        // Two of six and four of six, 1.22 standard errors apart.
        let met = [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0];
        let order: Vec<usize> = (0..18).collect();
        let thirds = of_order(&met, &order).expect("18 futures");
        assert!((thirds.mc_error() - (2.0_f64 * (2.0 / 9.0) / 6.0).sqrt()).abs() < 1e-12, "{thirds:?}");
        assert!(!thirds.is_clear());
    }

    #[test]
    fn futures_without_a_value_are_left_out_and_two_are_too_few() {
        let met = [f64::NAN, 1.0, f64::NAN, 0.0, 0.0];
        let known = of_order(&met, &[0, 1, 2, 3, 4]).expect("three have a value");
        assert_eq!((known.lowest.met, known.highest.met, known.lowest.futures), (1.0, 0.0, 1));
        assert_eq!(of_order(&met, &[0, 1, 2, 3]), None);
    }

    #[test]
    fn inputs_at_their_better_ends_together_are_counted() {
        // 900 futures on a grid of 30 by 30: met where the first input is below 10 and the second above 19, and in half of the rest where
        // only one of them is.
        let met: Vec<f64> = (0..900)
            .map(|future| match (future / 30 < 10, future % 30 > 19) {
                (true, true) => 1.0,
                (false, false) => 0.0,
                _ => f64::from(future % 2),
            })
            .collect();
        let order = |key: fn(&usize) -> usize| {
            let mut order: Vec<usize> = (0..900).collect();
            order.sort_by_key(key);
            order
        };
        let orders = [order(|future| future / 30), order(|future| future % 30)];
        let best = TargetAtBest::new(&met, &orders).expect("a hundred futures");
        let within = best.within;
        assert_eq!((best.is_lowest.as_slice(), within.met, within.futures), ([true, false].as_slice(), 1.0, 100));
        assert!((within.share - 1.0 / 9.0).abs() < 1e-12 && within.mc_error() == 0.0);
        // One of the hundred has no value: too few are left.
        let unknown: Vec<f64> = met.iter().enumerate().map(|(n, &met)| if n == 25 { f64::NAN } else { met }).collect();
        assert_eq!(TargetAtBest::new(&unknown, &orders), None);
    }

    #[test]
    fn fewer_leavers_meet_a_target_on_the_agency_rate_more_often() {
        let text = crate::examples::SMALL.replace("all = 0.15", "all = { uniform = { low = 0.02, high = 0.6 } }")
            + "\n[target.rate]\nmeasure = \"agency_rate\"\nby = \"2017-03\"\nat_most = 0.2\n";
        let summary =
            run(&Plan::new(Scenario::parse(&text).expect("a scenario")), &Options::new(2_000)).expect("a run");
        let target = summary.plan().scenario().targets.len() - 1;
        let leaving = ["leaving.annual_rate.all".to_owned()];
        let thirds = summary.target_in_thirds(target, &leaving).expect("it varies");
        assert!(thirds.is_clear() && thirds.lowest.met > thirds.highest.met, "{thirds:?}");
        assert_eq!(thirds.lowest.futures, 666);
        assert_eq!(summary.target_in_thirds(target + 1, &leaving), None);
        assert_eq!(summary.target_in_thirds(target, &["agency.fill".to_owned()]), None);
    }
}
