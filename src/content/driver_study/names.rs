//! Names and units of the figures, factors and plans of a study.

use crate::content::drivers::{figure_id, figure_unit, figure_words, input_name, register_of};
use crate::content::inputs::Assumption;
use crate::decide::drivers::{DriverStudy, Factor, StudyFigure};
use crate::plan::Plan;
use crate::units::Unit;

/// Identifier of a figure in files: `saving.more-nqsws` for the saving of a plan.
pub(super) fn id(study: &DriverStudy, figure: StudyFigure) -> String {
    match figure {
        StudyFigure::OfBase(figure) => figure_id(study.base.scenario(), figure),
        StudyFigure::Saving(plan) => format!("saving.{}", study.plans[plan].0),
    }
}

/// A figure in words.
pub(super) fn words(study: &DriverStudy, figure: StudyFigure) -> String {
    match figure {
        StudyFigure::OfBase(figure) => figure_words(&study.base, figure),
        StudyFigure::Saving(plan) => format!("Saving at equal capacity of {}", study.plans[plan].0),
    }
}

/// The unit of a figure.
pub(super) fn unit(figure: StudyFigure) -> Unit {
    match figure {
        StudyFigure::OfBase(figure) => figure_unit(figure),
        StudyFigure::Saving(_) => Unit::Pounds,
    }
}

/// Identifier of a factor in files, and the addresses of its inputs.
pub(super) fn factor_id(factor: &Factor) -> (&'static str, &[String]) {
    match factor {
        Factor::Inputs(addresses) => ("input", addresses),
        Factor::OtherInputs(addresses) => ("other_inputs", addresses),
        Factor::Years => ("years", &[]),
        Factor::Chance => ("chance", &[]),
    }
}

/// A factor in words.
pub(super) fn factor_words(factor: &Factor) -> String {
    match factor {
        Factor::Inputs(addresses) => input_name(addresses),
        Factor::OtherInputs(addresses) => format!("other inputs ({})", addresses.len()),
        Factor::Years => "differences between years".to_owned(),
        Factor::Chance => "chance".to_owned(),
    }
}

/// The unit of an input of the base or a plan.
pub(super) fn input_unit(study: &DriverStudy, address: &str) -> Unit {
    let mut scenarios =
        std::iter::once(&study.base).chain(study.plans.iter().map(|(_, plan)| plan)).map(Plan::scenario);
    scenarios.find_map(|one| Some(one.inputs.get(one.inputs.find(address)?).unit)).unwrap_or(Unit::Number)
}

/// The register of inputs: those of the base, and those that only a plan has.
pub(super) fn register(study: &DriverStudy) -> Vec<Assumption> {
    let plans = study.plans.iter().map(|(_, plan)| plan.scenario());
    register_of(std::iter::once(study.base.scenario()).chain(plans))
}
