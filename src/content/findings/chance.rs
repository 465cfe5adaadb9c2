use super::{article, monte_carlo_error};
use crate::content::words;
use crate::summary::Statistic;

/// The likelihood of meeting a target.
pub(crate) struct TargetFinding<'a> {
    /// The target as a clause: `the agency rate is 25% or less by March 2018`.
    pub target: &'a str,
    /// Statistic whose mean is the probability of meeting it.
    pub met: &'a Statistic,
}

impl TargetFinding<'_> {
    /// The sentence: `There is a 64% chance (±1 point) that the agency rate is 25% or less by March 2018.`
    pub fn sentence(&self) -> String {
        let Self { target, met } = self;
        match met.mean {
            p if p.is_nan() => format!("It is not known whether {target}."),
            p if met.n_defined == 1 => {
                let is_met = if p == 1.0 { "met" } else { "missed" };
                format!("In the single simulated future this target is {is_met}: {target}.")
            }
            0.0 => format!("There is no future, of {} simulated, in which {target}.", words::whole(met.n_defined)),
            1.0 => format!("In all {} simulated futures {target}.", words::whole(met.n_defined)),
            p => {
                let chance = if words::is_rounded(p) {
                    format!("{} {} chance{}", article(p), words::part(p), monte_carlo_error(met))
                } else {
                    let bound = if p < 0.5 { "less than a 1%" } else { "more than a 99%" };
                    format!("{bound} chance")
                };
                format!("There is {chance} that {target}.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::findings::statistic;

    fn sentence(futures: u64, probability: f64, error: f64) -> String {
        let met = statistic(futures, [probability; 7], error);
        TargetFinding { target: "the agency rate is 25% or less", met: &met }.sentence()
    }

    #[test]
    fn a_chance_has_its_article_and_its_monte_carlo_error() {
        let rest = "that the agency rate is 25% or less.";
        assert_eq!(sentence(10_000, 0.64, 0.0048), format!("There is a 64% chance (±1 point) {rest}"));
        assert_eq!(sentence(100, 0.82, 0.038), format!("There is an 82% chance (±8 points) {rest}"));
        assert_eq!(sentence(100, 0.005, 0.003), format!("There is less than a 1% chance {rest}"));
        assert_eq!(sentence(100, 0.995, 0.003), format!("There is more than a 99% chance {rest}"));
    }

    #[test]
    fn certain_impossible_and_unknown_chances_have_their_own_sentences() {
        assert_eq!(sentence(100, 1.0, 0.0), "In all 100 simulated futures the agency rate is 25% or less.");
        assert_eq!(
            sentence(100, 0.0, 0.0),
            "There is no future, of 100 simulated, in which the agency rate is 25% or less."
        );
        assert_eq!(
            sentence(1, 1.0, f64::NAN),
            "In the single simulated future this target is met: the agency rate is 25% or less."
        );
        assert_eq!(
            sentence(1, 0.0, f64::NAN),
            "In the single simulated future this target is missed: the agency rate is 25% or less."
        );
        let unknown = "It is not known whether the agency rate is 25% or less.";
        assert_eq!(sentence(0, f64::NAN, f64::NAN), unknown);
    }
}
