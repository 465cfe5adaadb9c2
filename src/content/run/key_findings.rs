//! What a run says to those who decide: one list of sentences for page, screen and record.
//!
//! In their order: the decision, a verdict for each target, other outcomes, what matters most, what would have to be true, what is done
//! under pressure, what the model leaves out and how often such ranges held.

use serde::Serialize;

use super::what_matters::{conditions, what_matters};
use crate::content::findings::{Overspend, TargetFinding};
use crate::content::ranges_held::ranges_held;
use crate::content::responses::responses;
use crate::content::sentences::budget_words;
use crate::content::target_phrase::target_phrase;
use crate::content::words;
use crate::summary::Summary;

/// Headings of the parts on page and screen.
pub(super) const WHAT_MATTERS: &str = "What matters most";
pub(super) const CONDITIONS: &str = "What would have to be true";
pub(super) const RESPONSES: &str = "What is done under pressure";
pub(super) const LIMITS: &str = "What is left out, and how often such ranges held";

/// What the model leaves out that a decision may hang on; `docs/model.md` has all of it.
const LEFT_OUT: &str = "The model leaves out pay that rises with service, sickness that depends on caseload, agency prices that respond to demand, a \
                        market shared with neighbours, how complex cases are, and outcomes for children beyond timeliness and changes of worker.";

/// What a run says to those who decide.
#[derive(Clone, Serialize)]
pub(crate) struct KeyFindings {
    /// What is to be decided, if the scenario says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// A verdict for each target, in file order.
    pub verdicts: Vec<TargetVerdict>,
    /// Overspends of budgets and children turned away.
    pub outcomes: Vec<String>,
    /// The inputs that move the likelihoods of targets most, or without targets the headlines, the largest first; and what cannot be known.
    pub drivers: Vec<String>,
    /// For each target that is less likely than not: where it is likelier.
    pub conditions: Vec<String>,
    /// How often each response is in force.
    pub responses: Vec<String>,
    /// What the model leaves out.
    pub left_out: &'static str,
    /// How often such ranges held what was published later.
    pub ranges_held: String,
}

/// The likelihood of meeting a target, as it is spoken.
#[derive(Clone, Serialize)]
pub(crate) struct TargetVerdict {
    /// Id of the target.
    pub target: String,
    /// The sentence.
    pub sentence: String,
    /// The share of futures that meet it, 0 to 1; `NaN` if unknown.
    #[serde(skip)]
    pub likelihood: f64,
}

impl KeyFindings {
    /// Those of a run.
    pub(crate) fn of(summary: &Summary) -> Self {
        let scenario = summary.plan().scenario();
        Self {
            decision: scenario.details.decision.clone(),
            verdicts: verdicts(summary),
            outcomes: overspends(summary).chain(super::findings::turned_away(summary)).collect(),
            drivers: summary.drivers().map_or_else(Vec::new, |drivers| what_matters(summary, drivers)),
            conditions: summary.drivers().map_or_else(Vec::new, |drivers| conditions(summary, drivers)),
            responses: responses(summary).iter().map(crate::content::responses::ResponseUse::sentence).collect(),
            left_out: LEFT_OUT,
            ranges_held: ranges_held(),
        }
    }
}

fn verdicts(summary: &Summary) -> Vec<TargetVerdict> {
    let scenario = summary.plan().scenario();
    let verdict = |(index, target): (usize, &crate::scenario::Target)| {
        let met = summary.target(index)?;
        let sentence = TargetFinding { target: &target_phrase(scenario, target), met }.sentence();
        let left_out = summary.replications() - met.n_defined;
        let note = match left_out {
            0 => String::new(),
            _ => format!(" (Without {} in which it has no value.)", words::counted(left_out, "future", "futures")),
        };
        Some(TargetVerdict { target: target.id.clone(), sentence: sentence + &note, likelihood: met.mean })
    };
    scenario.targets.iter().enumerate().filter_map(verdict).collect()
}

fn overspends(summary: &Summary) -> impl Iterator<Item = String> + '_ {
    let sentence = |n: usize| {
        let (budget, overspent) = (budget_words(summary, n)?, summary.overspend(n)?);
        Some(Overspend { budget: &budget, overspent, variance: summary.budget(n)? }.sentence())
    };
    (0..summary.plan().scenario().budgets.len()).filter_map(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::SMALL;
    use crate::plan::Plan;
    use crate::run::Options;
    use crate::scenario::Scenario;
    use crate::summary::run;

    /// The smallest scenario without its targets, with leaving that is hardly known, and this at its end.
    fn found(more: &str) -> KeyFindings {
        found_in(&(leaving_unknown() + more))
    }

    fn leaving_unknown() -> String {
        SMALL.replace("all = 0.15", "all = { uniform = { low = 0.02, high = 0.6 } }")
    }

    fn found_in(text: &str) -> KeyFindings {
        KeyFindings::of(
            &run(&Plan::new(Scenario::parse(text).expect("a scenario")), &Options::new(2_000)).expect("a run"),
        )
    }

    fn target(at_most: f64) -> String {
        format!("\n[target.rate]\nmeasure = \"agency_rate\"\nby = \"2017-03\"\nat_most = {at_most}\n")
    }

    #[test]
    fn without_targets_what_matters_is_told_of_the_headlines() {
        let found = found("");
        assert!(found.verdicts.is_empty() && found.conditions.is_empty());
        let first = found.drivers.first().expect("leaving matters");
        assert!(
            first.starts_with("Leavers per person per year: ") && first.contains("% of the spread of the "),
            "{first}"
        );
    }

    #[test]
    fn conditions_are_told_of_a_target_that_is_less_likely_than_not_and_of_no_other() {
        let unlikely = found(&target(0.35));
        assert!(unlikely.verdicts[0].likelihood < 0.5, "{}", unlikely.verdicts[0].sentence);
        // Its only input is what matters most, of which nothing is said twice.
        let is_new = |one: &String| {
            one.starts_with("No input by itself makes it likelier than not that the agency rate is 35% or less")
        };
        assert!(unlikely.conditions.iter().all(is_new), "{:?}", unlikely.conditions);
        let (start, end) =
            ("The chance that the agency rate is 35% or less by March 2017 is ", " in the third with the highest.");
        let first = &unlikely.drivers[0];
        assert!(first.starts_with(start) && first.ends_with(end), "{first}");
        assert!(first.contains(" in the third of futures with the lowest leavers per person per year and "), "{first}");
        let likely = found(&target(0.6));
        assert!(likely.verdicts[0].likelihood > 0.5 && likely.conditions.is_empty(), "{:?}", likely.conditions);
    }

    #[test]
    fn inputs_that_move_an_unlikely_target_are_told_together() {
        let text =
            leaving_unknown().replace("establishment = 12", "establishment = { uniform = { low = 9, high = 15 } }");
        let found = found_in(&(text + &target(0.3)));
        let condition = found.conditions.first().expect("a condition");
        let start = "The chance that the agency rate is 30% or less by March 2017 is ";
        let (likelihood, rest) = condition.strip_prefix(start).and_then(|rest| rest.split_once('%')).expect(start);
        let likelihood: f64 = likelihood.parse().expect("a percentage");
        assert!(likelihood / 100.0 > found.verdicts[0].likelihood, "{condition}");
        assert!(
            rest.contains(" where these come together, in 1") && rest.contains(" in all futures: the lowest third of "),
            "{condition}"
        );
        assert!(
            rest.contains("; the lowest third of ") && condition.contains("leavers per person per year"),
            "{condition}"
        );
    }
}
