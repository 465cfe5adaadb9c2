//! What each plan gives otherwise than the base.

use maud::{Markup, html};

use super::title;
use crate::compare::Study;
use crate::content::comparison::inputs::{TAKEN_AWAY, differing};
use crate::content::comparison::ranking;
use crate::content::inputs::{Assumption, assumptions};
use crate::render::html::Section;
use crate::render::html::assumptions::breakable;

/// Most inputs of a plan that are listed: a plan that differs in more is another scenario.
const MOST: usize = 60;

/// The inputs of every plan that are not what they are in the base.
pub(crate) fn section(study: &Study) -> Section {
    let base = assumptions(study.base.summary.plan().scenario());
    let body = html! {
        @for one in ranking::ranked(study) {
            h3 { (title(one)) }
            (table(&base, &differing(&base, one.summary.plan().scenario()), &one.name))
        }
    };
    Section::new("changes", "What each plan says otherwise", body)
}

fn table(base: &[Assumption], differing: &[Assumption], name: &str) -> Markup {
    let before = |one: &Assumption| {
        base.iter().find(|before| before.address == one.address).map_or(String::new(), Assumption::value_words)
    };
    let (removed, given): (Vec<&Assumption>, Vec<&Assumption>) =
        differing.iter().partition(|one| one.value == TAKEN_AWAY);
    html! {
        @if differing.is_empty() { p { "Nothing: it has the inputs of the base." } }
        @if !removed.is_empty() {
            p { "Taken away:" @for thing in things(&removed) { " " code { (breakable(&thing)) } } "." }
        }
        @if !given.is_empty() {
            div class="wide" tabindex="0" role="group" aria-label=(format!("Inputs of {name}")) {
                table.inputs.changes {
                    caption { (format!("Inputs of {name} that differ from the base")) }
                    thead { tr {
                        th scope="col" { "Input" } th scope="col" { "In the base" } th scope="col" { "In the plan" }
                        th scope="col" { "Source" }
                    } }
                    tbody { @for one in given.iter().take(MOST) { (row(one, &before(one))) } }
                }
            }
            @if given.len() > MOST {
                p class="note" { "And " (given.len() - MOST) " more, which " code { "staffcast explain" } " lists." }
            }
        }
    }
}

fn row(one: &Assumption, before: &str) -> Markup {
    html! {
        tr {
            th scope="row" { code { (breakable(&one.address)) } }
            td { (before) }
            td class="from" {
                (one.value_words())
                @if !one.changes.is_empty() { br; small { "changed from a date on by " (one.changes.join(", ")) } }
            }
            td class="from" { (one.source.as_deref().unwrap_or("")) }
        }
    }
}

/// The things, such as intakes, that inputs were taken away with.
fn things(removed: &[&Assumption]) -> Vec<String> {
    let thing = |one: &&Assumption| one.address.split('.').take(2).collect::<Vec<_>>().join(".");
    let mut things: Vec<String> = removed.iter().map(thing).collect();
    things.dedup();
    things
}
