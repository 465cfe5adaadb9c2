//! Every input with its source and evidence.

use maud::{Markup, html};

use super::page::Section;
use crate::content::inputs::{Assumption, assumptions};
use crate::content::{sentences, words};
use crate::scenario::Scenario;
use crate::units::Unit;

/// The inputs of a scenario: what it gives, what is left at its default, and its structure.
pub(crate) fn section(scenario: &Scenario) -> Section {
    let all = assumptions(scenario);
    let (quantities, settings): (Vec<&Assumption>, Vec<&Assumption>) =
        all.iter().partition(|one| one.kind == "quantity");
    let (given, defaults): (Vec<&Assumption>, Vec<&Assumption>) =
        quantities.into_iter().partition(|one| one.set.is_some());
    let body = html! {
        p { (sentences::inputs_note(scenario)) ". " (evidence_note(&given)) }
        p class="note" { "A range is given by its ends or its shape; middle 80% is what is drawn. Grades of evidence are those of the scenario." }
        (table("Inputs that the scenario gives", &given))
        (folded("Inputs left at their defaults", &defaults))
        (folded("Structure and settings", &settings))
    };
    Section::new("assumptions", "What it rests on", body)
}

fn folded(title: &str, inputs: &[&Assumption]) -> Markup {
    html! {
        @if !inputs.is_empty() {
            p class="note paper" { (title) ": " (words::whole(inputs.len() as u64)) ", shown on screen only." }
            details class="long" { summary { (title) " (" (words::whole(inputs.len() as u64)) ")" } (table(title, inputs)) }
        }
    }
}

/// How many of the inputs given have which grade of evidence.
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

fn table(title: &str, inputs: &[&Assumption]) -> Markup {
    html! {
        div class="wide" tabindex="0" role="group" aria-label=(title) {
            table.inputs {
                caption { (title) }
                thead { tr {
                    th scope="col" { "Input" }
                    th scope="col" { "Value" }
                    th scope="col" { "Middle 80%" }
                    th scope="col" { "Evidence" }
                    th scope="col" { "Source" }
                } }
                tbody { @for one in inputs { (row(one)) } }
            }
        }
    }
}

/// An end of a range: shares and money as everywhere, other numbers to three figures, because they may be small.
fn end(value: f64, one: &Assumption) -> String {
    match one.unit {
        Some(unit) if unit.is_share() || unit.is_money() => words::finely(value, unit),
        _ => format!("{value:.2e}").parse::<f64>().map_or_else(|_| String::new(), |value| value.to_string()),
    }
}

fn row(one: &Assumption) -> Markup {
    let range = one.p10.zip(one.p90).filter(|(low, high)| low != high);
    let unit = one.unit.map_or("", Unit::words);
    html! {
        tr {
            th scope="row" { code { (breakable(&one.address)) } br; small { (one.meaning) } }
            td class="from" {
                (one.value_words())
                @if !unit.is_empty() { br; small { (unit) } }
                @if !one.changes.is_empty() { br; small { "changed by " (one.changes.join(", ")) } }
            }
            td { @if let Some((low, high)) = range { (end(low, one)) " to " (end(high, one)) } }
            td { (one.evidence.unwrap_or("")) }
            td class="from" { (one.source.as_deref().unwrap_or("")) }
        }
    }
}

/// An address that may be broken behind its dots and between its words.
pub(crate) fn breakable(address: &str) -> Markup {
    html! { @for part in address.split_inclusive(['.', '_']) { (part) wbr; } }
}
