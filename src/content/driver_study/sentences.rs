//! A study in sentences.

use super::names;
use crate::content::drivers::input_name;
use crate::content::sentences::target_words;
use crate::content::words;
use crate::decide::drivers::{DriverStudy, InputSwing, StudyFigure, StudySpread, WorthOfKnowing, blocks};
use crate::summary::{FutureFigure, VarianceShare};
use crate::units::Unit;

/// Maximum number of factors, swings or inputs in a sentence or a short list.
pub(super) const FEW: usize = 3;

/// What the effects of a study are, beside the parts of a run.
pub(super) const INTERACTIONS: &str = "Shapley effects, as shares of the variance: interactions are divided equally among the factors that interact. \
     `staffcast run` counts interactions with years as years and with chance as chance, so its shares of these are larger.";

/// What the figures are, in a line.
pub(super) fn studied(study: &DriverStudy) -> String {
    format!(
        "{}; effects with interactions from {}",
        words::counted(study.numbers.futures, "future", "futures"),
        words::whole(study.numbers.effects),
    )
}

/// A figure with the Shapley effects of its factors, the largest first: `Agency rate, end of Mar 2019: 31% from …, 24% from chance.`
pub(super) fn effects(study: &DriverStudy, figure: usize) -> String {
    /// The part that is left unsaid at most.
    const LEAST: f64 = 0.01;
    let mut effects: Vec<(String, VarianceShare)> = study
        .factors
        .iter()
        .zip(&study.effects)
        .map(|(factor, effects)| (names::factor_words(factor), effects[figure].shapley))
        .collect();
    effects.sort_by(|(_, one), (_, two)| two.share.total_cmp(&one.share));
    effects.retain(|(_, share)| share.is_clear() && share.share >= LEAST);
    let rest = 1.0 - effects.iter().map(|(_, share)| share.share).sum::<f64>();
    let named = effects.iter().map(|(name, share)| format!("{} from {name}", words::percent(share.share)));
    let not_clear = (rest >= LEAST).then(|| format!("{} not clearly from any one", words::percent(rest)));
    let named: Vec<String> = named.chain(not_clear).collect();
    format!("{}: {}.", names::words(study, study.figures[figure].figure), named.join(", "))
}

/// The swings of a figure that are clear, the greatest first; of a correlation group that of all its inputs.
pub(super) fn greatest_swings(study: &DriverStudy, figure: usize) -> Vec<&InputSwing> {
    let groups: Vec<Vec<String>> = study.swings.iter().map(InputSwing::addresses).filter(|all| all.len() > 1).collect();
    let is_in_group = |swing: &InputSwing| {
        swing.inputs.len() == 1 && groups.iter().any(|group| group.contains(&swing.inputs[0].address))
    };
    let clear = study.swings.iter().filter(|swing| swing.is_clear(figure) && !is_in_group(swing));
    let mut swings: Vec<&InputSwing> = clear.collect();
    swings.sort_by(|one, two| two.difference(figure).abs().total_cmp(&one.difference(figure).abs()));
    swings
}

/// `Agency rate, end of Mar 2019, mean 30%: 24% to 33% with agency.churn from 8% to 12%; …`
pub(super) fn swings(study: &DriverStudy, figure: usize) -> Option<String> {
    let StudySpread { figure: kind, mean_of_swings: mean, .. } = study.figures[figure];
    let unit = names::unit(kind);
    let one = |swing: &&InputSwing| {
        let [low, high] = words::alike(swing.means[figure], unit);
        format!("{low} to {high} with {}", ends(study, swing))
    };
    let few: Vec<String> = greatest_swings(study, figure).iter().take(FEW).map(one).collect();
    let mean = words::value(mean, unit);
    let what = match kind {
        StudyFigure::OfBase(FutureFigure::Target(target)) => {
            let scenario = study.base.scenario();
            format!("Likelihood of {}, {mean}", target_words(scenario, &scenario.targets[target]))
        }
        _ => format!("{}, mean {mean}", names::words(study, kind)),
    };
    (!few.is_empty()).then(|| format!("{what}: {}.", few.join("; ")))
}

/// The inputs of a swing with their ends: `agency.churn from 8% to 12%`, `leaving.annual_rate (4 drawn together) from all low to all high`.
fn ends(study: &DriverStudy, swing: &InputSwing) -> String {
    let name = input_name(&swing.addresses());
    match swing.inputs.as_slice() {
        [one] => {
            let [from, to] = words::alike_finely(one.at, names::input_unit(study, &one.address));
            format!("{name} from {from} to {to}")
        }
        several if several.iter().any(|one| one.is_reversed) => format!("{name} from one end to the other"),
        _ => format!("{name} from all low to all high"),
    }
}

/// What the means of swings are.
pub(super) fn of_swings(study: &DriverStudy) -> String {
    let groups = study.swings.iter().any(|swing| swing.inputs.len() > 1);
    let groups = if groups { "; inputs that are drawn together go up and down together" } else { "" };
    format!("Means of {} futures, one input at a time{groups}.", words::whole(study.numbers.swings))
}

/// The inputs that are worth knowing before choosing, the most valuable first, by their place.
pub(super) fn worth_knowing(study: &DriverStudy) -> Vec<(usize, WorthOfKnowing)> {
    let mut inputs: Vec<(usize, WorthOfKnowing)> =
        study.worth.iter().copied().enumerate().filter(|(_, worth)| worth.is_clear()).collect();
    inputs.sort_by(|(_, one), (_, two)| two.worth.total_cmp(&one.worth));
    inputs
}

/// Which plan saves most as things are known, and what it would be worth to know more; `None` without plans.
pub(super) fn worth(study: &DriverStudy) -> Option<String> {
    if study.plans.is_empty() {
        return None;
    }
    let best = match best_plans(study).first() {
        Some(&plan) => format!(
            "As things are known, {} saves most at equal capacity: {}.",
            study.plans[plan].0,
            words::value(study.savings[plan], Unit::Pounds)
        ),
        None if study.flagged.contains(&true) => {
            "As things are known, no plan without a flag saves anything at equal capacity.".to_owned()
        }
        None => "As things are known, no plan saves anything at equal capacity.".to_owned(),
    };
    let flagged: Vec<&str> = study
        .plans
        .iter()
        .zip(&study.flagged)
        .filter(|(_, flagged)| **flagged)
        .map(|((name, _), _)| name.as_str())
        .collect();
    let best = match flagged.as_slice() {
        [] => best,
        _ => format!(
            "{best} Not among the choices, because a comparison flags what it makes worse for children: {}.",
            flagged.join(", ")
        ),
    };
    if study.worth.is_empty() {
        return Some(best);
    }
    let inputs = worth_knowing(study);
    let one = |&(input, worth): &(usize, WorthOfKnowing)| {
        let [value, error] = words::alike([worth.worth, 2.0 * worth.mc_error.unwrap_or(f64::NAN)], Unit::Pounds);
        format!("{} {value} (±{error})", input_name(&study.inputs[input].addresses))
    };
    let few: Vec<String> = inputs.iter().take(FEW).map(one).collect();
    Some(if few.is_empty() {
        format!(
            "{best} No input by itself, if it were known, would clearly change the choice (looked for in {} blocks of futures).",
            blocks(study.numbers.futures as usize)
        )
    } else {
        format!("{best} Worth to know before choosing: {}.", few.join(", "))
    })
}

/// The plans without a flag that save something, by their place, the greatest mean saving first.
pub(super) fn best_plans(study: &DriverStudy) -> Vec<usize> {
    let mut plans: Vec<usize> = (0..study.plans.len()).collect();
    plans.retain(|&plan| !study.flagged[plan] && study.savings[plan] > 0.0);
    plans.sort_by(|&one, &two| study.savings[two].total_cmp(&study.savings[one]));
    plans
}
