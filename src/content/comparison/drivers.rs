//! What the savings of plans depend on.

use super::plan_name;
use super::ranking::ranked;
use crate::compare::{Alternative, SavingDrivers, Study};
use crate::content::drivers::{DrivenFigure, largest, register_of, share_table};
use crate::content::input_phrase::input_phrase;
use crate::content::page::{Block, Section};
use crate::content::rows::Rows;
use crate::content::words;
use crate::units::Unit;

/// Maximum number of inputs in a sentence.
const MOST: usize = 3;

/// The plans whose saving varies, in ranking order.
fn by_plan(study: &Study) -> impl Iterator<Item = (&Alternative, &SavingDrivers)> {
    let of = |one: &&Alternative| study.alternatives.iter().position(|other| other.name == one.name);
    ranked(study).into_iter().filter_map(move |one| Some((one, study.saving_drivers().get(of(&one)?)?.as_ref()?)))
}

/// `typically moves by £26k with hourly charge of agency staff, by £21k with …`: what the saving at equal capacity of a plan depends on; `None` if
/// no input clearly moves it.
fn sentence(study: &Study, plan: &Alternative, drivers: &SavingDrivers) -> Option<String> {
    let clear = largest(&drivers.inputs, 0);
    let by = clear.iter().take(MOST).map(|(input, share)| {
        let pounds = words::amount(share.share.sqrt() * drivers.sd, Unit::Pounds);
        format!("by {pounds} with {}", phrase(study, plan, &input.addresses))
    });
    let by: Vec<String> = by.collect();
    (!by.is_empty()).then(|| format!("typically moves {}", by.join(", ")))
}

/// Inputs in words, which the plan may have from the base or by itself.
fn phrase(study: &Study, plan: &Alternative, addresses: &[String]) -> String {
    let [base, own] = [&study.base.summary, &plan.summary].map(|of| of.plan().scenario());
    let is_own = addresses.iter().any(|address| own.inputs.find(address).is_some());
    input_phrase(if is_own { own } else { base }, addresses)
}

/// The same of a plan, for the screen.
pub(super) fn sentence_of(study: &Study, plan: &Alternative) -> Option<String> {
    let (_, drivers) = by_plan(study).find(|(one, _)| one.name == plan.name)?;
    Some(format!("The saving at equal capacity {}.", sentence(study, plan, drivers)?))
}

/// The section of the page; `None` if the saving of no plan clearly depends on an input.
pub(super) fn section(study: &Study) -> Option<Section<'_>> {
    let sentences: Vec<String> = by_plan(study)
        .filter_map(|(one, drivers)| {
            let name = words::capital(plan_name(study, one));
            Some(format!("{name}: the saving at equal capacity {}.", sentence(study, one, drivers)?))
        })
        .collect();
    if sentences.is_empty() {
        return None;
    }
    let note = "An amount is one standard deviation of the saving that is expected given the input. `staffcast drivers` with these plans tells what \
                years and chance contribute, and what it would be worth to know an input before choosing. All inputs are in drivers.csv.";
    let blocks = vec![Block::Bullets(sentences), Block::Note(note.into())];
    Some(Section { id: "drivers", title: "What the savings depend on", blocks })
}

/// A row for each plan and input.
pub(super) fn table(study: &Study) -> Rows<'_> {
    let plans =
        std::iter::once(study.base.summary.plan()).chain(study.alternatives.iter().map(|one| one.summary.plan()));
    let known = register_of(plans.map(crate::plan::Plan::scenario));
    let tables = by_plan(study).map(|(one, drivers)| {
        let figure = DrivenFigure {
            id: format!("saving.{}", one.name),
            unit: Unit::Pounds,
            sd: drivers.sd,
            place: 0,
            parts: None,
        };
        share_table(&drivers.inputs, &known, std::iter::once(figure))
    });
    let tables: Vec<Rows<'_>> = tables.collect();
    Rows::with_header(
        share_table(&[], &known, std::iter::empty()).header,
        tables.into_iter().flat_map(|table| table.rows),
    )
}
