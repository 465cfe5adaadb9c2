use super::of_futures;
use crate::output::words;
use crate::summary::compare::Saving;
use crate::units::Unit;

/// What a plan saves or costs.
pub(crate) struct Worth<'a> {
    /// Who does it, as a sentence begins: `Double NQSW`.
    pub plan: &'a str,
    /// What the base costs less what the plan costs, on the same futures.
    pub saving: &'a Saving,
    /// By when: `by Mar 2019`.
    pub when: &'a str,
}

impl Worth<'_> {
    /// The sentence: `Double NQSW saves £120k to £700k by Mar 2019 (mean £412k); it saves money in 97% of futures.`
    pub fn sentence(&self) -> String {
        let Self { plan, saving, when } = self;
        let statistic = &saving.statistic;
        if !statistic.is_defined() {
            return format!("What {plan} saves {when} is not known.");
        }
        let (low, high) = statistic.range80();
        let pounds = |value: f64| words::value(value.abs(), Unit::Pounds);
        if [low, high, statistic.mean].iter().all(|&value| pounds(value) == "£0") {
            return format!("{plan} costs as much as the base {when}.");
        }
        let often = if statistic.n_defined == 1 {
            ", in the one future simulated".to_owned()
        } else {
            format!("; it saves money in {}", of_futures(saving.p_positive))
        };
        let way = |value: f64| if value < 0.0 { "more" } else { "less" };
        let mean = format!(" (mean {} {})", pounds(statistic.mean), way(statistic.mean));
        let mean = if pounds(low) == pounds(high) { String::new() } else { mean };
        if low < 0.0 && high > 0.0 {
            let (most, least) = (pounds(low), pounds(high));
            return format!("{plan} costs between {most} more and {least} less {when}{mean}{often}.");
        }
        let (verb, least, most) = if low < 0.0 { ("costs", -high, -low) } else { ("saves", low, high) };
        let more = if low < 0.0 { " more" } else { "" };
        format!("{plan} {verb} {}{more} {when}{mean}{often}.", words::amounts(least, most, Unit::Pounds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::findings::statistic;

    fn said(futures: u64, low: f64, high: f64, p_positive: f64) -> String {
        let middle = f64::midpoint(low, high);
        let statistic = statistic(futures, [low, low, middle, middle, middle, high, high], 10.0);
        let saving = Saving { statistic, p_positive };
        Worth { plan: "Double NQSW", saving: &saving, when: "by Mar 2019" }.sentence()
    }

    #[test]
    fn a_plan_saves_costs_or_may_do_either() {
        let saves = "Double NQSW saves £120k to £700k by Mar 2019 (mean £410k less); it saves money in 97% of futures.";
        assert_eq!(said(1000, 120e3, 700e3, 0.97), saves);
        let costs = "Double NQSW costs £120k to £700k more by Mar 2019 (mean £410k more); it saves money in less than 1% of \
                     futures.";
        assert_eq!(said(1000, -700e3, -120e3, 0.003), costs);
        let either = "Double NQSW costs between £100k more and £700k less by Mar 2019 (mean £300k less); it saves money in \
                      85% of futures.";
        assert_eq!(said(1000, -100e3, 700e3, 0.85), either);
    }

    #[test]
    fn nothing_certainty_a_single_future_and_the_unknown_are_said() {
        assert_eq!(said(1000, 0.0, 0.0, 0.0), "Double NQSW costs as much as the base by Mar 2019.");
        assert_eq!(said(1000, 5e5, 5e5, 1.0), "Double NQSW saves £500k by Mar 2019; it saves money in every future.");
        assert_eq!(said(1, 5e5, 5e5, 1.0), "Double NQSW saves £500k by Mar 2019, in the one future simulated.");
        assert_eq!(said(0, f64::NAN, f64::NAN, f64::NAN), "What Double NQSW saves by Mar 2019 is not known.");
    }
}
