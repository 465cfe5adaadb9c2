//! What a run says to those who decide: one list of sentences for page, screen and record.
//!
//! In their order: the decision, a verdict for each target, other outcomes, what matters most, what would have to be true, what is done
//! under pressure, what the model leaves out and how often such ranges held.

use serde::Serialize;

use crate::content::drivers::{effect, largest};
use crate::content::findings::{Overspend, TargetFinding};
use crate::content::input_phrase::input_phrase;
use crate::content::ranges_held::ranges_held;
use crate::content::responses::responses;
use crate::content::sentences::budget_words;
use crate::content::target_phrase::target_phrase;
use crate::content::words;
use crate::run::RunHeadline;
use crate::summary::{Drivers, FutureFigure, InputDriver, Summary, TargetInThirds};
use crate::units::Unit;

/// Maximum number of inputs among what matters most.
const MOST: usize = 3;

/// The likelihood below which it is said what would have to be true.
const UNLIKELIER_THAN_NOT: f64 = 0.5;

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

/// By input, the figure that it moves most and by how much: of targets in points of likelihood, without targets in shares of variance.
fn strongest(drivers: &Drivers) -> Vec<(&InputDriver, usize, f64)> {
    let is_target = |place: &usize| matches!(drivers.figures[*place].figure, FutureFigure::Target(_));
    let has_targets = (0..drivers.figures.len()).any(|place| is_target(&place));
    let mut strongest: Vec<(&InputDriver, usize, f64)> = Vec::new();
    for place in (0..drivers.figures.len()).filter(|place| is_target(place) == has_targets) {
        for (input, share) in largest(&drivers.inputs, place) {
            let size = if has_targets { effect(drivers.figures[place].sd, share) } else { share.share };
            match strongest.iter_mut().find(|(known, ..)| std::ptr::eq(*known, input)) {
                Some((_, figure, most)) if size > *most => (*figure, *most) = (place, size),
                Some(_) => {}
                None => strongest.push((input, place, size)),
            }
        }
    }
    strongest.sort_by(|(.., one), (.., two)| two.total_cmp(one));
    strongest
}

/// `The chance that the agency rate is 25% or less by March 2018 typically moves by 9 points with mean starters a month (Rolling campaign).`
fn what_matters(summary: &Summary, drivers: &Drivers) -> Vec<String> {
    let scenario = summary.plan().scenario();
    let sentence = |&(input, place, size): &(&InputDriver, usize, f64)| {
        let phrase = input_phrase(scenario, &input.addresses);
        match drivers.figures[place].figure {
            FutureFigure::Target(target) => {
                let target = target_phrase(scenario, &scenario.targets[target]);
                let points = words::amount(size, Unit::Probability);
                format!("The chance that {target} typically moves by {points} with {phrase}.")
            }
            FutureFigure::Headline(headline) => {
                let share = words::percent(size);
                format!("{}: {share} of the spread of {}.", words::capital(&phrase), headline_phrase(headline))
            }
        }
    };
    strongest(drivers).iter().take(MOST).map(sentence).chain(not_to_be_known(summary, drivers)).collect()
}

fn headline_phrase(headline: RunHeadline) -> &'static str {
    match headline {
        RunHeadline::AgencyRateAtEnd => "the agency rate at the end of the run",
        RunHeadline::Caseload => "the caseload over the run",
        RunHeadline::Cost => "the cost of the run",
    }
}

/// For targets that are less likely than not and vary, how likely they are where the input that moves them most is lowest and highest, in one
/// sentence for each such input; and those that no input by itself clearly changes.
fn conditions(summary: &Summary, drivers: &Drivers) -> Vec<String> {
    let scenario = summary.plan().scenario();
    let mut by_input: Vec<(&InputDriver, Vec<(String, TargetInThirds)>)> = Vec::new();
    let mut unchanged = Vec::new();
    for (place, spread) in drivers.figures.iter().enumerate() {
        let FutureFigure::Target(index) = spread.figure else { continue };
        if summary.target(index).is_none_or(|met| met.mean >= UNLIKELIER_THAN_NOT) {
            continue;
        }
        let target = target_phrase(scenario, &scenario.targets[index]);
        let clearest = largest(&drivers.inputs, place).into_iter().next();
        match clearest.and_then(|(input, _)| Some((input, summary.target_in_thirds(index, &input.addresses)?))) {
            Some((input, thirds)) if thirds.is_clear() => {
                match by_input.iter_mut().find(|(known, _)| std::ptr::eq(*known, input)) {
                    Some((_, targets)) => targets.push((target, thirds)),
                    None => by_input.push((input, vec![(target, thirds)])),
                }
            }
            _ => unchanged.push(target),
        }
    }
    let sentences =
        by_input.iter().map(|(input, targets)| in_thirds(&input_phrase(scenario, &input.addresses), targets));
    let unchanged = (!unchanged.is_empty())
        .then(|| format!("No input by itself clearly changes the chance that {}.", unchanged.join(", or that ")));
    sentences.chain(unchanged).collect()
}

/// `In the third of futures with the lowest leavers per person per year, the chance that the agency rate is 25% or less by March 2018 is 49%; in
/// the third with the highest, 15%.`
fn in_thirds(input: &str, targets: &[(String, TargetInThirds)]) -> String {
    let lowest = targets.iter().map(|(target, thirds)| format!("that {target} is {}", words::percent(thirds.lowest)));
    let highest = targets.iter().map(|(_, thirds)| words::percent(thirds.highest));
    format!(
        "In the third of futures with the lowest {input}, the chance {}; in the third with the highest, {}.",
        lowest.collect::<Vec<_>>().join(", and "),
        highest.collect::<Vec<_>>().join(" and ")
    )
}

/// `Of the uncertainty about whether the agency rate is 25% or less by March 2018, 42% is due to differences between years and 49% to chance;
/// neither can be found out beforehand.` Of the target that inputs move most, or if none does clearly of the first; `None` if the run cannot tell.
fn not_to_be_known(summary: &Summary, drivers: &Drivers) -> Option<String> {
    let scenario = summary.plan().scenario();
    let first = || drivers.figures.iter().position(|spread| matches!(spread.figure, FutureFigure::Target(_)));
    let place = strongest(drivers).first().map(|&(_, place, _)| place).or_else(first)?;
    let FutureFigure::Target(target) = drivers.figures[place].figure else { return None };
    let parts = drivers.figures[place].parts?;
    let named = [(parts.years, "differences between years"), (parts.chance, "chance")];
    let clear = named.into_iter().filter(|(part, _)| part.is_clear());
    let clear: Vec<(String, &str)> = clear.map(|(part, name)| (words::percent(part.share), name)).collect();
    let due = match &clear[..] {
        [] => return None,
        [(share, name)] => format!("{share} is due to {name}, which cannot be found out beforehand"),
        [(share, name), (other, second), ..] => {
            format!("{share} is due to {name} and {other} to {second}; neither can be found out beforehand")
        }
    };
    let target = target_phrase(scenario, &scenario.targets[target]);
    Some(format!("Of the uncertainty about whether {target}, {due}."))
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
        let text = SMALL.replace("all = 0.15", "all = { uniform = { low = 0.02, high = 0.6 } }") + more;
        KeyFindings::of(
            &run(&Plan::new(Scenario::parse(&text).expect("a scenario")), &Options::new(2_000)).expect("a run"),
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
        let condition = unlikely.conditions.first().expect("a condition");
        let start = "In the third of futures with the lowest leavers per person per year, the chance that the agency rate is 35% or less by";
        assert!(condition.starts_with(start), "{condition}");
        assert!(unlikely.drivers[0].ends_with(" with leavers per person per year."), "{:?}", unlikely.drivers);
        let likely = found(&target(0.6));
        assert!(likely.verdicts[0].likelihood > 0.5 && likely.conditions.is_empty(), "{:?}", likely.conditions);
    }
}
