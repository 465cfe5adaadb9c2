//! The page section that lists every input with its source and evidence.

use super::inputs::{Assumption, assumptions};
use super::page::{Block, InputRow, InputTable, Section};
use super::template_use::TemplateUse;
use super::{sentences, words};
use crate::scenario::Scenario;
use crate::units::Unit;

/// The inputs of a scenario: those that it sets, those left at their defaults, and its structure.
pub(crate) fn section(scenario: &Scenario) -> Section<'static> {
    let all = assumptions(scenario);
    let (quantities, settings): (Vec<&Assumption>, Vec<&Assumption>) =
        all.iter().partition(|one| one.kind == "quantity");
    let (given, defaults): (Vec<&Assumption>, Vec<&Assumption>) =
        quantities.into_iter().partition(|one| one.set.is_some());
    let note = "A range is given by its ends or its shape; the middle 80% is that of the drawn values. Evidence grades \
                are those given in the scenario.";
    let counted = format!("{}. {}", sentences::inputs_note(scenario), evidence_note(&given));
    let mut blocks = vec![Block::Paragraph(counted.into())];
    blocks.extend(TemplateUse::of(scenario).map(|used| Block::Paragraph(used.prose())));
    blocks.extend([
        Block::Note(note.into()),
        Block::Inputs(table("Inputs set in the scenario", &given)),
        Block::FoldedInputs(table("Inputs left at their defaults", &defaults)),
        Block::FoldedInputs(table("Structure and settings", &settings)),
    ]);
    Section { id: "assumptions", title: "Annex: all inputs", blocks }
}

fn table(title: &'static str, inputs: &[&Assumption]) -> InputTable {
    InputTable { title, rows: inputs.iter().map(|one| row(one)).collect() }
}

fn row(one: &Assumption) -> InputRow {
    InputRow {
        address: one.address.clone(),
        meaning: one.meaning,
        value: one.value_words(),
        unit: one.unit.map_or("", Unit::words),
        changes: one.changes.clone(),
        range: range_words(one),
        evidence: one.evidence.unwrap_or(""),
        source: one.source.clone().unwrap_or_default(),
        published: one
            .published
            .iter()
            .cloned()
            .chain(one.unusual.iter().map(|why| format!("Unusual: {why}")))
            .collect(),
    }
}

/// The middle 80% of the drawn values: `0.2 to 0.3`; empty if it is certain.
pub(crate) fn range_words(one: &Assumption) -> String {
    let range = one.p10.zip(one.p90).filter(|(low, high)| low != high);
    range.map_or(String::new(), |(low, high)| format!("{} to {}", end(low, one), end(high, one)))
}

/// The number of set inputs by grade of evidence.
fn evidence_note(given: &[&Assumption]) -> String {
    let mut grades: Vec<(&str, usize)> = Vec::new();
    for one in given {
        let grade = one.evidence.unwrap_or("not graded");
        match grades.iter_mut().find(|(known, _)| *known == grade) {
            Some((_, count)) => *count += 1,
            None => grades.push((grade, 1)),
        }
    }
    let each: Vec<String> = grades.iter().map(|(grade, count)| format!("{count} {grade}")).collect();
    if each.is_empty() { String::new() } else { format!("Evidence: {}.", each.join(", ")) }
}

/// An end of a range: shares and money as elsewhere, other numbers to three significant figures because they may be
/// small.
fn end(value: f64, one: &Assumption) -> String {
    match one.unit {
        Some(unit) if unit.is_share() || unit.is_money() => words::finely(value, unit),
        _ => format!("{value:.2e}").parse::<f64>().map_or_else(|_| String::new(), |value| value.to_string()),
    }
}
