//! The page of a study.

use super::{names, sentences, tables};
use crate::content::cell::Cell;
use crate::content::facts::{Fact, FactValue};
use crate::content::page::{Block, PageTable, Section};
use crate::content::{facts, shared_sections, words};
use crate::decide::drivers::DriverStudy;

/// Title of the section on what is worth knowing.
const WORTH: &str = "What it would be worth to know before choosing";

/// Maximum number of inputs in the table of what is worth knowing.
const MOST: usize = 10;

/// The sections, in order. Of the `exhibits`, the first shows effects and the others swings.
pub(super) fn sections(study: &DriverStudy, exhibits: usize) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = worth(study).into_iter().collect();
    let mut from: Vec<Block<'_>> =
        (0..study.figures.len()).map(|figure| Block::Paragraph(sentences::effects(study, figure).into())).collect();
    from.push(Block::Exhibit(0));
    from.push(Block::Table(effects(study)));
    from.push(Block::Note(
        format!(
            "{}. {} All effects with their errors are in effects.csv, and the share of every input by itself is in drivers.csv.",
            words::capital(&sentences::studied(study)),
            sentences::INTERACTIONS.replace('`', "")
        )
        .into(),
    ));
    sections.push(Section { id: "drivers", title: super::TITLE, blocks: from });
    if !study.swings.is_empty() {
        let mut swings: Vec<Block<'_>> = (1..exhibits).map(Block::Exhibit).collect();
        swings.push(Block::Note(
            format!(
                "{} An end is the value that the scenario gives the input a chance of 10% or 90% of staying below; a plan that gives it another \
                 range is at the same percentile of its own. Everything else is drawn as before, in the same futures. Every input alone, also of \
                 those that are drawn together, is in swings.csv.",
                sentences::of_swings(study)
            )
            .into(),
        ));
        sections.push(Section { id: "swings", title: super::SWINGS, blocks: swings });
    }
    sections.push(shared_sections::stamp(facts_of(study)));
    sections
}

/// What was run: the base, and the files of each plan.
pub(super) fn facts_of(study: &DriverStudy) -> Vec<Fact> {
    let mut facts = facts::of_scenario(study.base.scenario(), study.numbers.futures);
    facts.extend(study.plans.iter().map(|(name, plan)| {
        let files: Vec<&str> = plan.scenario().sources.files.iter().map(|file| file.name()).collect();
        let digest = facts::scenario_digest(plan.scenario());
        ("Plan", FactValue::Words(format!("{name}: {}; SHA-256 {digest}", files.join(", "))))
    }));
    facts
}

/// The Shapley effect of every factor on every figure.
fn effects(study: &DriverStudy) -> PageTable<'static> {
    let figures = study.figures.iter().map(|spread| names::words(study, spread.figure));
    let header = ["Factor".to_owned()].into_iter().chain(figures).collect();
    let row = |(factor, effects): (&crate::decide::drivers::Factor, &Vec<crate::decide::drivers::FactorEffect>)| {
        let mut row: Vec<Cell<'static>> = vec![names::factor_words(factor).into()];
        row.extend(effects.iter().map(|effect| {
            if effect.shapley.is_clear() { Cell::probability(effect.shapley.share) } else { Cell::Missing }
        }));
        row
    };
    let rows = study.factors.iter().zip(&study.effects).map(row).collect();
    PageTable::with_header("Shapley effects; empty where it is within three standard errors of zero", header, rows)
}

/// What it would be worth to know before choosing a plan.
fn worth(study: &DriverStudy) -> Option<Section<'_>> {
    let mut blocks = vec![Block::Paragraph(sentences::worth(study)?.into())];
    let rows: Vec<_> = tables::worth(study).rows.take(sentences::worth_knowing(study).len().min(MOST)).collect();
    if !rows.is_empty() {
        let header = ["Input", "Meaning", "Worth to know", "Standard error", "Evidence", "Source"];
        blocks.push(Block::Table(PageTable::new("Inputs that are worth knowing first", &header, rows)));
    }
    if study.worth.is_empty() {
        return Some(Section { id: "worth", title: WORTH, blocks });
    }
    blocks.push(Block::Note(
        format!(
            "Whoever knew the input would choose the plan that is best for its value; the worth is what that gains on average, in pounds of saving \
             at equal capacity. It is the most that finding out is worth, for one input at a time, of {}. Years and chance cannot be known \
             beforehand. Which plans a comparison flags is from the first {} futures. All inputs are in worth.csv.",
            words::counted(study.inputs.iter().map(|input| input.addresses.len() as u64).sum(), "input", "inputs"),
            words::whole(study.numbers.flags)
        )
        .into(),
    ));
    Some(Section { id: "worth", title: WORTH, blocks })
}
