//! How often a target is met where an input is lowest and where it is highest: among a third of the kept futures each.

use super::Summary;
use super::drivers::{InputOrder, in_order, input_orders};

/// How often a target is met in the third of the kept futures in which an input is lowest, and in which it is highest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetInThirds {
    /// Share of the lowest third that meets it, 0 to 1.
    pub lowest: f64,
    /// Share of the highest third that meets it, 0 to 1.
    pub highest: f64,
    /// Futures of a third.
    pub futures: usize,
    /// Standard error of the difference of the shares: two independent proportions of `futures` each.
    pub mc_error: f64,
}

impl TargetInThirds {
    /// `met` (1, 0 or undefined) by future, in the order of the input; `None` with fewer than three futures that have a value.
    fn new(met: &[f64], order: &[usize]) -> Option<Self> {
        let known: Vec<f64> = order.iter().map(|&future| met[future]).filter(|met| met.is_finite()).collect();
        let futures = known.len() / 3;
        if futures == 0 {
            return None;
        }
        let share = |met: &[f64]| met.iter().sum::<f64>() / futures as f64;
        let (lowest, highest) = (share(&known[..futures]), share(&known[known.len() - futures..]));
        let variance = |share: f64| share * (1.0 - share) / futures as f64;
        Some(Self { lowest, highest, futures, mc_error: (variance(lowest) + variance(highest)).sqrt() })
    }

    /// Whether the shares differ by at least two standard errors.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        let difference = (self.highest - self.lowest).abs();
        difference > 0.0 && difference >= 2.0 * self.mc_error
    }
}

impl Summary {
    /// How often target `target` is met where an input of [`drivers`](Self::drivers), given by its addresses, is lowest and where it is
    /// highest; of inputs that are drawn together, the sum of their ranks. `None` if there is no such target or input.
    #[must_use]
    pub fn target_in_thirds(&self, target: usize, addresses: &[String]) -> Option<TargetInThirds> {
        let scenario = self.plan.scenario();
        if target >= scenario.targets.len() {
            return None;
        }
        let inputs = self.kept.inputs().filter(|(address, _)| addresses.iter().any(|one| one == address));
        let InputOrder { order, .. } =
            input_orders(inputs.map(|(address, values)| (scenario, address, values))).into_iter().next()?;
        TargetInThirds::new(self.kept.target(target), &in_order(&order))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use crate::run::Options;
    use crate::scenario::Scenario;
    use crate::summary::run;

    #[test]
    fn thirds_are_counted_in_the_order_of_the_input() {
        // In the order of the input: met in 3 of the first 3, 1 of the middle 3, 0 of the last 3.
        let met = [0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0];
        let order = [1, 2, 4, 5, 0, 3, 6, 7, 8];
        let thirds = TargetInThirds::new(&met, &order).expect("nine futures");
        assert_eq!((thirds.lowest, thirds.highest, thirds.futures), (1.0, 0.0, 3));
        // Two of six and four of six, 1.22 standard errors apart.
        let met = [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0];
        let order: Vec<usize> = (0..18).collect();
        let thirds = TargetInThirds::new(&met, &order).expect("18 futures");
        assert!((thirds.mc_error - (2.0_f64 * (2.0 / 9.0) / 6.0).sqrt()).abs() < 1e-12, "{thirds:?}");
        assert!(!thirds.is_clear());
    }

    #[test]
    fn futures_without_a_value_are_left_out_and_two_are_too_few() {
        let met = [f64::NAN, 1.0, f64::NAN, 0.0, 0.0];
        let thirds = TargetInThirds::new(&met, &[0, 1, 2, 3, 4]).expect("three have a value");
        assert_eq!((thirds.lowest, thirds.highest, thirds.futures), (1.0, 0.0, 1));
        assert_eq!(TargetInThirds::new(&met, &[0, 1, 2, 3]), None);
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
        assert!(thirds.is_clear() && thirds.lowest > thirds.highest, "{thirds:?}");
        assert_eq!(thirds.futures, 666);
        assert_eq!(summary.target_in_thirds(target + 1, &leaving), None);
        assert_eq!(summary.target_in_thirds(target, &["agency.fill".to_owned()]), None);
    }
}
