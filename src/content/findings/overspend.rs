use super::{by_replication, open_by};
use crate::content::words;
use crate::summary::Statistic;
use crate::units::Unit;

/// How likely a budget is to be overspent.
pub(crate) struct Overspend<'a> {
    /// The budget: `all costs in 2016-17: £5.50m`.
    pub budget: &'a str,
    /// Its mean is the probability.
    pub overspent: &'a Statistic,
    /// Spent less budget, pounds.
    pub variance: &'a Statistic,
}

impl Overspend<'_> {
    /// The sentence: `Budget for all costs in 2016-17: £5.50m; it is overspent in 43% of futures (±1 point); on average
    /// £20k less than that is spent.`
    pub fn sentence(&self) -> String {
        let Self { budget, overspent, variance } = self;
        let spent = if words::is_zero_change(variance.mean, Unit::Pounds) {
            "what is budgeted".to_owned()
        } else {
            let side = if variance.mean < 0.0 { "less" } else { "more" };
            format!("{} {side} than that", words::value(variance.mean.abs(), Unit::Pounds))
        };
        let said = match overspent.mean {
            p if p.is_nan() => "whether it is overspent cannot be said".to_owned(),
            p if overspent.n_defined == 1 => {
                let is = if p == 1.0 { "is" } else { "is not" };
                format!("it {is} overspent in the one future simulated: {spent} is spent")
            }
            p => format!("it is overspent in {}{}; on average {spent} is spent", by_replication(p), open_by(overspent)),
        };
        format!("Budget for {budget}; {said}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::findings::statistic;

    fn said(futures: u64, p: f64, error: f64, variance: f64) -> String {
        let (overspent, variance) = (statistic(futures, [p; 7], error), statistic(futures, [variance; 7], 1.0));
        Overspend { budget: "pay in 2016-17: £2.00m", overspent: &overspent, variance: &variance }.sentence()
    }

    #[test]
    fn a_budget_is_overspent_in_some_all_or_no_futures_and_by_how_much() {
        let some = "Budget for pay in 2016-17: £2.00m; it is overspent in 43% of futures (±3 points); on average £20k less \
                    than that is spent.";
        assert_eq!(said(1000, 0.43, 0.016, -20e3), some);
        let never =
            "Budget for pay in 2016-17: £2.00m; it is overspent in no future; on average what is budgeted is spent.";
        assert_eq!(said(1000, 0.0, 0.0, 0.0), never);
        let one = "Budget for pay in 2016-17: £2.00m; it is overspent in the one future simulated: £20k more than that is \
                   spent.";
        assert_eq!(said(1, 1.0, f64::NAN, 20e3), one);
        let unknown = "Budget for pay in 2016-17: £2.00m; whether it is overspent cannot be said.";
        assert_eq!(said(0, f64::NAN, f64::NAN, f64::NAN), unknown);
    }
}
