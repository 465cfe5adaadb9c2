use super::{by_replication, monte_carlo_error};
use crate::content::words;
use crate::summary::Statistic;
use crate::units::Unit;

/// The likelihood of overspending a budget.
pub(crate) struct Overspend<'a> {
    /// The budget: `all costs in 2016-17: £5.50m`.
    pub budget: &'a str,
    /// Statistic whose mean is the probability of overspending.
    pub overspent: &'a Statistic,
    /// Spending less budget, in pounds.
    pub variance: &'a Statistic,
}

impl Overspend<'_> {
    /// The sentence: `Budget for all costs in 2016-17: £5.50m. It is overspent in 43% of futures (±1 point); on
    /// average, spending is £20k below budget.`
    pub fn sentence(&self) -> String {
        let Self { budget, overspent, variance } = self;
        let spending = if words::is_zero_change(variance.mean, Unit::Pounds) {
            "spending is on budget".to_owned()
        } else {
            let side = if variance.mean < 0.0 { "below" } else { "above" };
            format!("spending is {} {side} budget", words::value(variance.mean.abs(), Unit::Pounds))
        };
        let outcome = match overspent.mean {
            p if p.is_nan() => "It is not known whether it is overspent".to_owned(),
            p if overspent.n_defined == 1 => {
                let is = if p == 1.0 { "is" } else { "is not" };
                format!("It {is} overspent in the single simulated future: {spending}")
            }
            p => format!(
                "It is overspent in {}{}; on average, {spending}",
                by_replication(p),
                monte_carlo_error(overspent)
            ),
        };
        format!("Budget for {budget}. {outcome}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::findings::statistic;

    fn sentence(futures: u64, p: f64, error: f64, variance: f64) -> String {
        let (overspent, variance) = (statistic(futures, [p; 7], error), statistic(futures, [variance; 7], 1.0));
        Overspend { budget: "pay in 2016-17: £2.00m", overspent: &overspent, variance: &variance }.sentence()
    }

    #[test]
    fn a_budget_is_overspent_in_some_all_or_no_futures_and_by_how_much() {
        let some = "Budget for pay in 2016-17: £2.00m. It is overspent in 43% of futures (±3 points); on average, \
                    spending is £20k below budget.";
        assert_eq!(sentence(1000, 0.43, 0.016, -20e3), some);
        let never =
            "Budget for pay in 2016-17: £2.00m. It is overspent in no future; on average, spending is on budget.";
        assert_eq!(sentence(1000, 0.0, 0.0, 0.0), never);
        let one = "Budget for pay in 2016-17: £2.00m. It is overspent in the single simulated future: spending is \
                   £20k above budget.";
        assert_eq!(sentence(1, 1.0, f64::NAN, 20e3), one);
        let unknown = "Budget for pay in 2016-17: £2.00m. It is not known whether it is overspent.";
        assert_eq!(sentence(0, f64::NAN, f64::NAN, f64::NAN), unknown);
    }
}
