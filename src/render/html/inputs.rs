//! Tables of inputs as HTML.

use maud::{Markup, html};

use super::block::breakable;
use crate::content::page::{ChangedInput, ChangedInputs, InputRow, InputTable};
use crate::content::words;

/// Maximum number of inputs listed: a plan that differs in more is a different scenario.
const MOST: usize = 60;

/// Inputs with their source and evidence, collapsed on screen and printed.
pub(super) fn collapsed_inputs(table: &InputTable) -> Markup {
    let count = words::whole(table.rows.len() as u64);
    html! { details { summary { (table.title) " (" (count) ")" } (input_table(table)) } }
}

fn input_table(table: &InputTable) -> Markup {
    html! {
        div class="wide" tabindex="0" role="group" aria-label=(table.title) {
            table.inputs {
                caption { (table.title) }
                thead { tr {
                    th scope="col" { "Input" }
                    th scope="col" { "Value" }
                    th scope="col" { "Middle 80%" }
                    th scope="col" { "Evidence" }
                    th scope="col" { "Source" }
                } }
                tbody { @for one in &table.rows { (row(one)) } }
            }
        }
    }
}

/// The same table, folded; nothing if it is empty.
pub(super) fn folded_inputs(table: &InputTable) -> Markup {
    let (title, count) = (table.title, words::whole(table.rows.len() as u64));
    html! {
        @if !table.rows.is_empty() {
            p class="note paper" { (title) ": " (count) ", shown on screen only." }
            details class="long" { summary { (title) " (" (count) ")" } (input_table(table)) }
        }
    }
}

fn row(one: &InputRow) -> Markup {
    html! {
        tr {
            th scope="row" { code { (breakable(&one.address)) } br; small { (one.meaning) } }
            td class="from" {
                (one.value)
                @if !one.unit.is_empty() { br; small { (one.unit) } }
                @if !one.changes.is_empty() { br; small { "changed by " (one.changes.join(", ")) } }
                @for words in &one.published { br; small { (words) } }
            }
            td { (one.range) }
            td { (one.evidence) }
            td class="from" { (one.source) }
        }
    }
}

/// Inputs that differ from those of the base, up to the maximum.
pub(super) fn changed_inputs(table: &ChangedInputs) -> Markup {
    let name = &table.name;
    let left_out = table.rows.len().saturating_sub(MOST);
    html! {
        div class="wide" tabindex="0" role="group" aria-label=(format!("Inputs of {name}")) {
            table.inputs.changes {
                caption { (format!("Inputs of {name} that differ from the base")) }
                thead { tr {
                    th scope="col" { "Input" } th scope="col" { "In the base" } th scope="col" { "In the plan" }
                    th scope="col" { "Source" }
                } }
                tbody { @for one in table.rows.iter().take(MOST) { (changed_row(one)) } }
            }
        }
        @if left_out > 0 { p class="note" { "And " (left_out) " more, listed by " code { "staffcast explain" } "." } }
    }
}

fn changed_row(one: &ChangedInput) -> Markup {
    html! {
        tr {
            th scope="row" { code { (breakable(&one.address)) } }
            td { (one.before) }
            td class="from" {
                (one.value)
                @if !one.changes.is_empty() { br; small { "changed from a given date by " (one.changes.join(", ")) } }
            }
            td class="from" { (one.source) }
        }
    }
}
