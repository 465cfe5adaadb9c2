use super::by_replication;
use crate::compare::Difference;
use crate::content::words;
use crate::measures::Better;
use crate::units::Unit;

/// The effect of a plan on a measure.
pub(crate) struct Effect<'a> {
    /// Name of the plan within a sentence: `the plan`.
    pub plan: &'a str,
    /// The measure: `the agency rate`.
    pub subject: &'a str,
    /// Unit.
    pub unit: Unit,
    /// Better direction.
    pub better: Better,
    /// Plan less base, on the same replications.
    pub difference: &'a Difference,
    /// When: `in Mar 2019`.
    pub when: &'a str,
}

impl Effect<'_> {
    /// The sentence: `Double NQSW lowers the agency rate in Mar 2019 by 1.2 to 6.0 points; it is lower in 97% of
    /// futures.`
    pub fn sentence(&self) -> String {
        words::capital(&self.text())
    }

    fn text(&self) -> String {
        let Self { plan, subject, difference, when, .. } = self;
        let statistic = &difference.statistic;
        if !statistic.is_defined() {
            return format!("The effect of {plan} on {subject} {when} is not known.");
        }
        if difference.p_same == 1.0 {
            let futures = if statistic.n_defined == 1 { "the single simulated future" } else { "any future" };
            return format!("{plan} does not change {subject} {when} in {futures}.");
        }
        let (low, high) = statistic.range80();
        let size = |value: f64| words::amount(value.abs(), self.unit);
        let is_nothing = |value: f64| words::is_zero_change(value, self.unit);
        if is_nothing(low) && is_nothing(high) {
            return format!("{plan} hardly changes {subject} {when}{}.", self.better_in());
        }
        let way = |value: f64| if value < 0.0 { "lower" } else { "higher" };
        if (low < 0.0 && high > 0.0) || is_nothing(low) || is_nothing(high) {
            let ends = [low, high].map(|end| {
                if is_nothing(end) { "unchanged".to_owned() } else { format!("{} {}", size(end), way(end)) }
            });
            let between = format!("{subject} {when} is between {} and {}", ends[0], ends[1]);
            return format!("with {plan}, {between}{}.", self.better_in());
        }
        let verb = if low < 0.0 { "lowers" } else { "raises" };
        let (least, most) = if low < 0.0 { (-high, -low) } else { (low, high) };
        format!("{plan} {verb} {subject} {when} by {}{}.", words::amounts(least, most, self.unit), self.better_in())
    }

    /// How often the measure moves in the better direction; empty if neither direction is better.
    fn better_in(&self) -> String {
        let Difference { statistic, p_better, p_same } = self.difference;
        let (way, other) = match self.better {
            Better::Lower => ("lower", "higher"),
            Better::Higher => ("higher", "lower"),
            Better::Neither => return String::new(),
        };
        if statistic.n_defined == 1 {
            return ", in the single simulated future".to_owned();
        }
        let same = if words::is_rounded(*p_same) {
            format!(" and the same in {}", by_replication(*p_same))
        } else {
            String::new()
        };
        if (p_better - self.difference.p_worse()).abs() < 0.005 {
            return format!("; it is {way} as often as {other}{same}");
        }
        format!("; it is {way} in {}{same}", by_replication(*p_better))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::findings::statistic;

    fn sentence(futures: u64, low: f64, high: f64, p_better: f64, p_same: f64) -> String {
        let middle = f64::midpoint(low, high);
        let statistic = statistic(futures, [low, low, middle, middle, middle, high, high], 0.001);
        let difference = Difference { statistic, p_better, p_same };
        Effect {
            plan: "Double NQSW",
            subject: "the agency rate",
            unit: Unit::Share,
            better: Better::Lower,
            difference: &difference,
            when: "in Mar 2019",
        }
        .sentence()
    }

    #[test]
    fn an_effect_in_one_direction_lowers_or_raises() {
        let lowers =
            "Double NQSW lowers the agency rate in Mar 2019 by 1.2 to 6.0 points; it is lower in 97% of futures.";
        assert_eq!(sentence(1000, -0.06, -0.012, 0.97, 0.0), lowers);
        let raises = "Double NQSW raises the agency rate in Mar 2019 by 1.2 to 6.0 points; it is lower in 2% of \
                      futures and the same in 1% of futures.";
        assert_eq!(sentence(1000, 0.012, 0.06, 0.02, 0.01), raises);
    }

    #[test]
    fn an_effect_in_either_direction_is_a_range() {
        let either = "With Double NQSW, the agency rate in Mar 2019 is between 6.0 points lower and 1.2 points \
                      higher; it is lower in 80% of futures.";
        assert_eq!(sentence(1000, -0.06, 0.012, 0.8, 0.0), either);
        let tied = "With Double NQSW, the agency rate in Mar 2019 is between 2.0 points lower and 2.0 points higher; \
                    it is lower as often as higher.";
        assert_eq!(sentence(1000, -0.02, 0.02, 0.5, 0.0), tied);
        let some = "With Double NQSW, the agency rate in Mar 2019 is between 2.0 points lower and unchanged; it is \
                    lower in 60% of futures and the same in 40% of futures.";
        assert_eq!(sentence(1000, -0.02, 0.0, 0.6, 0.4), some);
    }

    #[test]
    fn no_effect_and_a_negligible_one_are_distinguished() {
        let none = "Double NQSW does not change the agency rate in Mar 2019 in any future.";
        assert_eq!(sentence(1000, 0.0, 0.0, 0.0, 1.0), none);
        let hardly = "Double NQSW hardly changes the agency rate in Mar 2019; it is lower in 30% of futures and the \
                      same in 60% of futures.";
        assert_eq!(sentence(1000, -0.0001, 0.0001, 0.3, 0.6), hardly);
    }

    #[test]
    fn a_single_future_and_an_unknown_effect_have_their_own_sentences() {
        let one = "Double NQSW lowers the agency rate in Mar 2019 by 3.0 points, in the single simulated future.";
        assert_eq!(sentence(1, -0.03, -0.03, 1.0, 0.0), one);
        assert_eq!(
            sentence(1, 0.0, 0.0, 0.0, 1.0),
            "Double NQSW does not change the agency rate in Mar 2019 in the single simulated future."
        );
        let unknown = "The effect of Double NQSW on the agency rate in Mar 2019 is not known.";
        assert_eq!(sentence(0, f64::NAN, f64::NAN, f64::NAN, f64::NAN), unknown);
    }
}
