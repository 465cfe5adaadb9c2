use super::{of_futures, open_by};
use crate::summary::Statistic;

/// How likely a budget is to be overspent.
pub(crate) struct Overspend<'a> {
    /// The budget: `all costs in 2016-17: £5.50m`.
    pub budget: &'a str,
    /// Its mean is the probability.
    pub overspent: &'a Statistic,
}

impl Overspend<'_> {
    /// The sentence: `The budget for all costs in 2016-17: £5.50m is overspent in 43% of futures (±1 point).`
    pub fn sentence(&self) -> String {
        let Self { budget, overspent } = self;
        match overspent.mean {
            p if p.is_nan() => format!("Whether the budget for {budget} is overspent cannot be said."),
            p if overspent.n_defined == 1 => {
                let is = if p == 1.0 { "is" } else { "is not" };
                format!("The budget for {budget} {is} overspent in the one future simulated.")
            }
            p => format!("The budget for {budget} is overspent in {}{}.", of_futures(p), open_by(overspent)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::findings::statistic;

    #[test]
    fn a_budget_is_overspent_in_some_all_or_no_futures() {
        let said = |futures, p: f64, error| {
            Overspend { budget: "pay in 2016-17: £2m", overspent: &statistic(futures, [p; 7], error) }.sentence()
        };
        assert_eq!(
            said(1000, 0.43, 0.016),
            "The budget for pay in 2016-17: £2m is overspent in 43% of futures (±4 points)."
        );
        assert_eq!(said(1000, 0.0, 0.0), "The budget for pay in 2016-17: £2m is overspent in no future.");
        assert_eq!(said(1000, 1.0, 0.0), "The budget for pay in 2016-17: £2m is overspent in every future.");
        assert_eq!(
            said(1, 0.0, f64::NAN),
            "The budget for pay in 2016-17: £2m is not overspent in the one future simulated."
        );
        let unknown = "Whether the budget for pay in 2016-17: £2m is overspent cannot be said.";
        assert_eq!(said(0, f64::NAN, f64::NAN), unknown);
    }
}
