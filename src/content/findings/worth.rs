use super::by_replication;
use crate::compare::Saving;
use crate::content::words;
use crate::units::Unit;

/// The saving or cost of a plan.
pub(crate) struct SavingFinding<'a> {
    /// Name of the plan within a sentence: `the plan`.
    pub plan: &'a str,
    /// Cost of the base less cost of the plan, on the same replications.
    pub saving: &'a Saving,
    /// By when: `by Mar 2019`.
    pub when: &'a str,
}

impl SavingFinding<'_> {
    /// The sentence: `The plan saves £120k to £700k by Mar 2019 (mean £410k); it saves money in 97% of futures.`
    pub fn sentence(&self) -> String {
        let Self { plan, saving, when } = self;
        let statistic = &saving.statistic;
        if !statistic.is_defined() {
            return format!("The saving from {plan} {when} is not known.");
        }
        let (low, high) = statistic.range80();
        let written = [low, high, statistic.mean].map(|value| words::signed(value, Unit::Pounds));
        let outcome = match written.each_ref().map(String::as_str) {
            ["0", "0", "0"] => return words::capital(&format!("{plan} costs the same as the base {when}.")),
            ["0", "0", mean] => format!(
                "with {plan}, costs {when} are the same in at least 80% of futures (mean {})",
                against(statistic.mean, mean)
            ),
            [least, most, mean] if low * high <= 0.0 || *least == *"0" || *most == *"0" => format!(
                "with {plan}, costs {when} are between {} and {} (mean {})",
                against(low, least),
                against(high, most),
                against(statistic.mean, mean)
            ),
            [least, most, mean] => self.one_way(low, high, *least == *most && *most == *mean),
        };
        words::capital(&format!("{outcome}{}.", self.how_often()))
    }

    /// The sentence if the plan saves, or costs, throughout the range.
    fn one_way(&self, low: f64, high: f64, is_certain: bool) -> String {
        let Self { plan, saving, when } = self;
        let (verb, least, most, more) =
            if low < 0.0 { ("costs", -high, -low, " more") } else { ("saves", low, high, "") };
        let mean = saving.statistic.mean;
        let [from, to, middle] = words::alike([least, most, mean.abs()], Unit::Pounds);
        let range = if from == to { to } else { format!("{from} to {to}") };
        let mean = if mean * low < 0.0 { against(mean, "") } else { middle };
        let mean = if is_certain { String::new() } else { format!(" (mean {mean})") };
        format!("{plan} {verb} {range}{more} {when}{mean}")
    }

    fn how_often(&self) -> String {
        match self.saving.statistic.n_defined {
            1 => ", in the single simulated future".to_owned(),
            _ => format!("; it saves money in {}", by_replication(self.saving.p_positive)),
        }
    }
}

fn pounds(value: f64) -> String {
    words::value(value.abs(), Unit::Pounds)
}

/// A saving expressed as cost relative to the base: `£100k higher`; `the same` if it is written as zero.
fn against(saving: f64, written: &str) -> String {
    match written {
        "0" => "the same".to_owned(),
        _ => format!("{} {}", pounds(saving), if saving < 0.0 { "higher" } else { "lower" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::findings::statistic;
    use crate::summary::Statistic;

    fn sentence(futures: u64, low: f64, high: f64, p_positive: f64) -> String {
        sentence_with(futures, low, high, f64::midpoint(low, high), p_positive)
    }

    fn sentence_with(futures: u64, low: f64, high: f64, mean: f64, p_positive: f64) -> String {
        let percentiles = [low, low, low, mean.max(low).min(high), high, high, high];
        let statistic = Statistic { mean, ..statistic(futures, percentiles, 10.0) };
        let saving = Saving { statistic, p_positive };
        SavingFinding { plan: "the plan", saving: &saving, when: "by Mar 2019" }.sentence()
    }

    #[test]
    fn a_plan_saves_or_costs_or_either() {
        let saves = "The plan saves £120k to £700k by Mar 2019 (mean £410k); it saves money in 97% of futures.";
        assert_eq!(sentence(1000, 120e3, 700e3, 0.97), saves);
        let costs = "The plan costs £120k to £700k more by Mar 2019 (mean £410k); it saves money in less than 1% of \
                     futures.";
        assert_eq!(sentence(1000, -700e3, -120e3, 0.003), costs);
        let either = "With the plan, costs by Mar 2019 are between £100k higher and £700k lower (mean £300k lower); \
                      it saves money in 85% of futures.";
        assert_eq!(sentence(1000, -100e3, 700e3, 0.85), either);
    }

    #[test]
    fn the_mean_is_given_for_symmetric_and_skewed_ranges() {
        let symmetric = "With the plan, costs by Mar 2019 are between £500k higher and £500k lower (mean £10k lower); \
                         it saves money in 50% of futures.";
        assert_eq!(sentence_with(1000, -5e5, 5e5, 1e4, 0.5), symmetric);
        let rare = "With the plan, costs by Mar 2019 are the same in at least 80% of futures (mean £50k lower); it \
                    saves money in 5% of futures.";
        assert_eq!(sentence_with(1000, 0.0, 0.0, 5e4, 0.05), rare);
    }

    #[test]
    fn a_zero_certain_or_unknown_saving_has_its_own_sentence() {
        assert_eq!(sentence(1000, 0.0, 0.0, 0.0), "The plan costs the same as the base by Mar 2019.");
        assert_eq!(sentence(1000, 5e5, 5e5, 1.0), "The plan saves £500k by Mar 2019; it saves money in every future.");
        assert_eq!(sentence(1, 5e5, 5e5, 1.0), "The plan saves £500k by Mar 2019, in the single simulated future.");
        assert_eq!(sentence(0, f64::NAN, f64::NAN, f64::NAN), "The saving from the plan by Mar 2019 is not known.");
    }
}
