//! Names and units of the figures whose spread is explained.

use crate::content::headlines::run_headline_words;
use crate::content::sentences::target_words;
use crate::content::words;
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::summary::FutureFigure;
use crate::units::Unit;

/// Identifier in files: `cost_over_run`, `target.agency_2018`.
pub(crate) fn figure_id(scenario: &Scenario, figure: FutureFigure) -> String {
    match figure {
        FutureFigure::Headline(headline) => headline.id().to_owned(),
        FutureFigure::Target(target) => format!("target.{}", scenario.targets[target].id),
    }
}

/// The figure in words: `Agency rate, end of Mar 2019`.
pub(crate) fn figure_words(plan: &Plan, figure: FutureFigure) -> String {
    match figure {
        FutureFigure::Headline(headline) => run_headline_words(plan, headline).join(", "),
        FutureFigure::Target(target) => {
            words::capital(&target_words(plan.scenario(), &plan.scenario().targets[target]))
        }
    }
}

/// The unit of the figure; that of a target's likelihood is a probability.
pub(crate) fn figure_unit(figure: FutureFigure) -> Unit {
    match figure {
        FutureFigure::Headline(headline) => headline.unit(),
        FutureFigure::Target(_) => Unit::Probability,
    }
}

/// The address of an input; of several that are drawn together, what they are under: `leaving.annual_rate (4 drawn together)`.
pub(crate) fn input_name(addresses: &[String]) -> String {
    let [first, others @ ..] = addresses else { return String::new() };
    if others.is_empty() {
        return first.clone();
    }
    let parent = first.rsplit_once('.').map_or(first.as_str(), |(parent, _)| parent);
    let is_shared = others.iter().all(|one| one.rsplit_once('.').is_some_and(|(other, _)| other == parent));
    format!("{} ({} drawn together)", if is_shared { parent } else { first }, addresses.len())
}
