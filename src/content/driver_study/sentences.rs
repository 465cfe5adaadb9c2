//! A study in sentences.

use super::names;
use crate::content::drivers::input_name;
use crate::content::sentences::target_words;
use crate::content::words;
use crate::decide::drivers::{DriverStudy, InputSwing, StudyFigure, StudySpread, WorthOfKnowing};
use crate::summary::{FutureFigure, VarianceShare};
use crate::units::Unit;

/// Maximum number of factors, swings or inputs in a sentence or a short list.
pub(super) const FEW: usize = 3;

/// What the figures are, in a line.
pub(super) fn studied(study: &DriverStudy) -> String {
    let numbers = study.numbers;
    format!(
        "{}; {} for effects together, and {} at each end of an input's range",
        words::counted(numbers.futures, "future", "futures"),
        words::whole(numbers.effects),
        words::whole(numbers.swings)
    )
}

/// A figure with the Shapley effects of its factors, the largest first: `Agency rate, end of Mar 2019: 31% from …, 24% from chance.`
pub(super) fn effects(study: &DriverStudy, figure: usize) -> String {
    let mut effects: Vec<(String, VarianceShare)> = study
        .factors
        .iter()
        .zip(&study.effects)
        .map(|(factor, effects)| (names::factor_words(factor), effects[figure].shapley))
        .collect();
    effects.sort_by(|(_, one), (_, two)| two.share.total_cmp(&one.share));
    effects.retain(|(_, share)| share.is_clear() && share.share >= 0.01);
    let rest = 1.0 - effects.iter().map(|(_, share)| share.share).sum::<f64>();
    let named = effects.iter().map(|(name, share)| format!("{} from {name}", words::percent(share.share)));
    let not_clear = (rest >= 0.05).then(|| format!("{} not clearly from any one", words::percent(rest)));
    let named: Vec<String> = named.chain(not_clear).collect();
    format!("{}: {}.", names::words(study, study.figures[figure].figure), named.join(", "))
}

/// The swings of a figure that are clear, the greatest first.
pub(super) fn greatest_swings(study: &DriverStudy, figure: usize) -> Vec<&InputSwing> {
    let size = |swing: &InputSwing| (swing.means[figure][1] - swing.means[figure][0]).abs();
    let mut swings: Vec<&InputSwing> =
        study.swings.iter().filter(|swing| size(swing) > 3.0 * swing.mc_errors[figure]).collect();
    swings.sort_by(|one, two| size(two).total_cmp(&size(one)));
    swings
}

/// `Agency rate, end of Mar 2019, 29% in the mean: 24% to 33% with leaving.annual_rate.from_1y at 10% and 22%; …`
pub(super) fn swings(study: &DriverStudy, figure: usize) -> Option<String> {
    let StudySpread { figure: kind, mean_of_swings: mean, .. } = study.figures[figure];
    let unit = names::unit(kind);
    let units = |address: &str| {
        let scenarios = std::iter::once(&study.base).chain(study.plans.iter().map(|(_, plan)| plan));
        let mut scenarios = scenarios.map(crate::plan::Plan::scenario);
        scenarios.find_map(|one| Some(one.inputs.get(one.inputs.find(address)?).unit)).unwrap_or(Unit::Number)
    };
    let one = |swing: &&InputSwing| {
        let [low, high] = if unit.is_money() {
            words::alike(swing.means[figure], unit)
        } else {
            words::alike_finely(swing.means[figure], unit)
        };
        let [from, to] = words::alike_finely(swing.at, units(&swing.address));
        format!("{low} to {high} with {} from {from} to {to}", swing.address)
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
    let best = match best_plan(study) {
        Some((name, mean)) => {
            format!("As things are known, {name} saves most at equal capacity: {}.", words::value(mean, Unit::Pounds))
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
            "{best} Not among the choices, because `staffcast compare` flags what it makes worse for children: {}.",
            flagged.join(", ")
        ),
    };
    let inputs = worth_knowing(study);
    let one = |&(input, worth): &(usize, WorthOfKnowing)| {
        let [value, error] = words::alike([worth.worth, 2.0 * worth.mc_error], Unit::Pounds);
        format!("{} {value} (±{error})", input_name(&study.inputs[input].addresses))
    };
    let few: Vec<String> = inputs.iter().take(FEW).map(one).collect();
    Some(if few.is_empty() {
        format!("{best} No input by itself, if it were known, would clearly change the choice.")
    } else {
        format!("{best} Worth to know before choosing: {}.", few.join(", "))
    })
}

/// The plan without a flag with the greatest mean saving, if that is above zero.
fn best_plan(study: &DriverStudy) -> Option<(&str, f64)> {
    let plans = study.plans.iter().zip(&study.savings).zip(&study.flagged).filter(|(_, flagged)| !**flagged);
    let savings = plans.map(|(((name, _), &saving), _)| (name.as_str(), saving)).filter(|(_, saving)| *saving > 0.0);
    savings.max_by(|(_, one), (_, two)| one.total_cmp(two))
}
