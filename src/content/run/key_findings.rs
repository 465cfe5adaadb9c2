//! What a run says to those who decide: one list of sentences for page, screen and record.
//!
//! In their order: the decision, a verdict for each target, other outcomes, what matters most, what would have to be true, what is done
//! under pressure, what the model leaves out and how often such ranges held.

use serde::Serialize;

use crate::content::drivers::largest;
use crate::content::findings::{Overspend, TargetFinding, error_in_points};
use crate::content::input_phrase::input_phrase;
use crate::content::ranges_held::ranges_held;
use crate::content::responses::responses;
use crate::content::sentences::budget_words;
use crate::content::target_phrase::target_phrase;
use crate::content::words;
use crate::run::RunHeadline;
use crate::summary::{Drivers, FutureFigure, InputDriver, Summary, TargetInThirds, VarianceParts, VarianceShare};

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

/// What an input moves most.
struct Strongest<'d> {
    input: &'d InputDriver,
    /// Place of the figure among those of the run's drivers.
    figure: usize,
    /// Of a target, by how much its likelihood differs between the third of futures in which the input is lowest and that in which it is
    /// highest; of a headline, the share of its variance.
    size: f64,
}

/// What each input of a clear effect moves most, the largest first: targets, or without targets the headlines.
fn strongest<'d>(summary: &Summary, drivers: &'d Drivers) -> Vec<Strongest<'d>> {
    let is_target = |place: &usize| matches!(drivers.figures[*place].figure, FutureFigure::Target(_));
    let has_targets = (0..drivers.figures.len()).any(|place| is_target(&place));
    let mut strongest: Vec<Strongest<'_>> = Vec::new();
    for figure in (0..drivers.figures.len()).filter(|place| is_target(place) == has_targets) {
        for (input, share) in largest(&drivers.inputs, figure) {
            let Some(size) = size(summary, drivers.figures[figure].figure, input, share.share) else { continue };
            match strongest.iter_mut().find(|known| std::ptr::eq(known.input, input)) {
                Some(known) if size > known.size => (known.figure, known.size) = (figure, size),
                Some(_) => {}
                None => strongest.push(Strongest { input, figure, size }),
            }
        }
    }
    strongest.sort_by(|one, two| two.size.total_cmp(&one.size));
    strongest
}

/// By how much an input of this share moves a figure; `None` if it does not clearly move a target.
fn size(summary: &Summary, figure: FutureFigure, input: &InputDriver, share: f64) -> Option<f64> {
    let FutureFigure::Target(target) = figure else { return Some(share) };
    let thirds = summary.target_in_thirds(target, &input.addresses).filter(TargetInThirds::is_clear)?;
    Some((thirds.highest - thirds.lowest).abs())
}

/// For targets, how likely one is where an input is lowest and where it is highest: `The chance that the agency rate is 25% or less by March 2018
/// is 49% in the third of futures with the lowest leavers per person per year and 15% in the third with the highest.` Without targets, `Leavers per
/// person per year: 60% of the spread of the cost of the run.`
fn what_matters(summary: &Summary, drivers: &Drivers) -> Vec<String> {
    let scenario = summary.plan().scenario();
    let sentence = |one: &Strongest<'_>| match drivers.figures[one.figure].figure {
        FutureFigure::Target(target) => in_thirds(summary, target, one.input),
        FutureFigure::Headline(headline) => {
            let (phrase, share) = (input_phrase(scenario, &one.input.addresses), words::percent(one.size));
            Some(format!("{}: {share} of the spread of {}.", words::capital(&phrase), headline_phrase(headline)))
        }
    };
    let strongest = strongest(summary, drivers);
    let of_inputs = strongest.iter().take(MOST).filter_map(sentence);
    of_inputs.chain(not_to_be_known(summary, drivers, strongest.first())).collect()
}

/// How likely a target is where an input is lowest and highest.
fn in_thirds(summary: &Summary, target: usize, input: &InputDriver) -> Option<String> {
    let scenario = summary.plan().scenario();
    let thirds = summary.target_in_thirds(target, &input.addresses)?;
    Some(format!(
        "The chance that {} is {} in the third of futures with the lowest {} and {} in the third with the highest.",
        target_phrase(scenario, scenario.targets.get(target)?),
        words::percent(thirds.lowest),
        input_phrase(scenario, &input.addresses),
        words::percent(thirds.highest)
    ))
}

fn headline_phrase(headline: RunHeadline) -> &'static str {
    match headline {
        RunHeadline::AgencyRateAtEnd => "the agency rate at the end of the run",
        RunHeadline::Caseload => "the caseload over the run",
        RunHeadline::Cost => "the cost of the run",
    }
}

/// For targets that are less likely than not and vary: how likely they are where the inputs that move them most are at their better ends
/// together, or what single input does; and those that no input by itself clearly changes.
fn conditions(summary: &Summary, drivers: &Drivers) -> Vec<String> {
    let scenario = summary.plan().scenario();
    let strongest = strongest(summary, drivers);
    let is_told = |input: &InputDriver, place: usize| {
        let mut told = strongest.iter().take(MOST);
        told.any(|known| known.figure == place && std::ptr::eq(known.input, input))
    };
    let mut sentences = Vec::new();
    for (place, spread) in drivers.figures.iter().enumerate() {
        let FutureFigure::Target(index) = spread.figure else { continue };
        if summary.target(index).is_none_or(|met| met.mean >= UNLIKELIER_THAN_NOT) {
            continue;
        }
        let target = target_phrase(scenario, &scenario.targets[index]);
        let thirds_of = |input: &InputDriver| summary.target_in_thirds(index, &input.addresses);
        let clear = largest(&drivers.inputs, place).into_iter().map(|(input, _)| input);
        let clear = clear.filter_map(|input| Some((input, thirds_of(input).filter(TargetInThirds::is_clear)?)));
        let clear: Vec<(&InputDriver, TargetInThirds)> = clear.take(MOST).collect();
        let inputs: Vec<&InputDriver> = clear.iter().map(|(input, _)| *input).collect();
        sentences.extend(match (&clear[..], together(summary, index, &inputs)) {
            ([], _) => {
                let due = spread.parts.as_ref().and_then(due_to).map_or(String::new(), |due| format!(": {due}"));
                Some(format!("No input by itself clearly changes the chance that {target}{due}."))
            }
            ([_, _, ..], Some(sentence)) => Some(sentence),
            ([(first, thirds), ..], _) if thirds.lowest.max(thirds.highest) < UNLIKELIER_THAN_NOT => {
                let (end, best) = if thirds.lowest > thirds.highest {
                    ("lowest", thirds.lowest)
                } else {
                    ("highest", thirds.highest)
                };
                Some(format!(
                    "No input by itself makes it likely that {target}: even in the third of futures with the {end} {}, the chance is {}.",
                    input_phrase(scenario, &first.addresses),
                    words::percent(best)
                ))
            }
            ([(first, _), ..], _) if !is_told(first, place) => in_thirds(summary, index, first),
            _ => None,
        });
    }
    sentences
}

/// `The chance that the agency rate is 25% or less by March 2018 is 71% (±5 points) where these come together, in 3% of futures: the lowest third of
/// leavers per person per year; the highest third of mean starters a month (Rolling campaign).` `None` if they hardly ever do.
fn together(summary: &Summary, target: usize, inputs: &[&InputDriver]) -> Option<String> {
    let scenario = summary.plan().scenario();
    let addresses: Vec<&[String]> = inputs.iter().map(|input| input.addresses.as_slice()).collect();
    let best = summary.target_at_best(target, &addresses)?;
    let ends = addresses.iter().zip(&best.is_lowest).map(|(addresses, &is_lowest)| {
        let end = if is_lowest { "lowest" } else { "highest" };
        format!("the {end} third of {}", input_phrase(scenario, addresses))
    });
    let even = if best.met < UNLIKELIER_THAN_NOT { "even " } else { "" };
    Some(format!(
        "The chance that {} is {}{} {even}where these come together, in {} of futures: {}.",
        target_phrase(scenario, scenario.targets.get(target)?),
        words::percent(best.met),
        error_in_points(best.mc_error()),
        words::percent(best.share),
        ends.collect::<Vec<_>>().join("; ")
    ))
}

/// `Of the uncertainty about whether the agency rate is 25% or less by March 2018, 42% is due to differences between years and 49% to chance;
/// neither can be found out beforehand.` Of the target that inputs move most, or if none does clearly of the first; `None` if the run cannot tell.
fn not_to_be_known(summary: &Summary, drivers: &Drivers, strongest: Option<&Strongest<'_>>) -> Option<String> {
    let scenario = summary.plan().scenario();
    let first = || drivers.figures.iter().position(|spread| matches!(spread.figure, FutureFigure::Target(_)));
    let place = strongest.map(|one| one.figure).or_else(first)?;
    let FutureFigure::Target(target) = drivers.figures[place].figure else { return None };
    let due = due_to(drivers.figures[place].parts.as_ref()?)?;
    let target = target_phrase(scenario, &scenario.targets[target]);
    Some(format!("Of the uncertainty about whether {target}, {due}."))
}

/// `about 42% (±13 points) is due to differences between years and 49% (±9 points) to chance; neither can be found out beforehand`; `None` if neither
/// is clear.
fn due_to(parts: &VarianceParts) -> Option<String> {
    let named = [(parts.years, "differences between years"), (parts.chance, "chance")];
    let clear = named.into_iter().filter(|(part, _)| part.is_clear());
    let share = |part: VarianceShare| format!("{}{}", words::percent(part.share), error_in_points(part.mc_error));
    let clear: Vec<(String, &str)> = clear.map(|(part, name)| (share(part), name)).collect();
    Some(match &clear[..] {
        [] => return None,
        [(share, name)] => format!("about {share} is due to {name}, which cannot be found out beforehand"),
        [(share, name), (other, second), ..] => {
            format!("about {share} is due to {name} and {other} to {second}; neither can be found out beforehand")
        }
    })
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
        let is_new =
            |one: &String| one.starts_with("No input by itself makes it likely that the agency rate is 35% or less");
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
            rest.contains(" where these come together, in 1") && rest.contains("% of futures: the lowest third of "),
            "{condition}"
        );
        assert!(
            rest.contains("; the lowest third of ") && condition.contains("leavers per person per year"),
            "{condition}"
        );
    }
}
