//! The live part of a report: levers, the places for what they change, and the module that computes it.
//!
//! Without a script it is hidden, and the report is whole.

use maud::{Markup, PreEscaped, html};

use super::block::breakable;
use crate::content::live::{LeverControl, LivePart, ReachRow};

pub(super) const STYLE: &str = include_str!("live.css");
const MODEL: &str = include_str!("model.js");
const LEVERS: &str = include_str!("levers.js");
const START: &str = include_str!("live.js");
const WORKER: &str = include_str!("live-worker.js");

/// What a live page may load and run: nothing from elsewhere, and no connection. It compiles its own module, in workers made of its own
/// script.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; worker-src blob:; img-src data:; base-uri 'none'; form-action 'none'";

/// What a change does to the figures, and where they go.
const ABOUT: &str = "Move a lever to see what the plan would do instead. Every change is simulated here, in this page, on the same \
                     futures as the plan as filed, which is called the base; at first on 384 of them, and on 4,000 while you leave the levers alone.";

/// What is tried, and how well it is known.
const REACH: &str = "Each lever alone, the others as they are now: the nearest value at which the target is likely enough. From 384 futures, so likelihoods \
                     are within 5 points (95%); up to some 15 values of each lever are tried. Set a lever to see what else it changes, from 4,000 futures.";

/// What becomes of what is done here.
const PRIVATE: &str = "Nothing leaves this page: it can open no connection, and keeps nothing but the files that you save. It contains the files of \
                       the scenario, so give it only to those who may read these.";

/// The link to the section.
pub(super) fn link() -> Markup {
    html! { li data-live hidden { a href="#try" { "Try a change" } } }
}

/// The section with the levers.
pub(super) fn section(live: &LivePart) -> Markup {
    html! {
        section aria-labelledby="try" data-live hidden {
            h2 id="try" { "Try a change" }
            p { (ABOUT) }
            p { (PRIVATE) }
            form id="levers" aria-label="Levers" {
                @for (place, control) in live.controls.iter().enumerate() { (lever(place, control)) }
            }
            div class="answer" {
                p id="live-state" role="status" { "The model is starting." }
                div class="actions" {
                    button type="button" id="live-reset" disabled { "All as filed" }
                    button type="button" id="live-save" disabled data-file=(live.plan) data-said=(said_when_saved(live)) { "Save this plan" }
                    button type="button" id="live-figures" disabled { "Save its figures" }
                }
            }
            @if !live.goals.is_empty() { (finder(&live.goals)) }
            div id="live-results" hidden {
                h3 { "What the changed plan does" }
                div data-piece="findings" {}
                div data-piece="charts" {}
                p class="note" {
                    "To check these figures, save the plan beside " code { (live.scenario) } " and run "
                    code id="live-command" {} " there: it computes the same to the last digit."
                }
            }
        }
    }
}

/// What is said once the plan is saved.
fn said_when_saved(live: &LivePart) -> String {
    let name = live.plan.rsplit('/').next().unwrap_or(&live.plan);
    format!("Saved {name}. It is a change of {}: keep both files in one folder.", live.scenario)
}

/// Asks how far each lever must go.
fn finder(goals: &[(usize, String)]) -> Markup {
    html! {
        form id="reach" aria-labelledby="reach-title" {
            h3 id="reach-title" { "How far each lever must go" }
            div class="ask" {
                label for="reach-goal" { "For the target that" }
                select id="reach-goal" autocomplete="off" {
                    @for (number, clause) in goals { option value=(number) { (clause) } }
                }
                label for="reach-chance" { "to be met in at least" }
                input type="number" id="reach-chance" min="1" max="99" step="1" value="80" autocomplete="off" required;
                span { "% of futures" }
                button type="submit" id="reach-find" disabled { "Find" }
            }
            p id="reach-state" class="note" role="status" {}
            table id="reach-table" hidden {
                caption { (REACH) }
                thead {
                    tr { th scope="col" { "Lever" } th scope="col" class="n" { "As it is" } th scope="col" { "What it takes" } th scope="col" { span class="sr" { "Set it" } } }
                }
                tbody {}
            }
        }
    }
}

/// How far a lever must go.
pub(in crate::render) fn reach_row(row: &ReachRow) -> Markup {
    html! {
        tr class=[row.is_reached.then_some("reached")] {
            th scope="row" { (row.label) }
            td class="n" { (row.now) }
            td { (row.reaches) }
            td {
                @if let Some(place) = row.place {
                    button type="button" data-address=(row.address) data-place=(place) aria-label=(format!("Set: {}", row.label)) { "Set" }
                }
            }
        }
    }
}

/// A lever: its value, what authorities show, and what the file says of it.
fn lever(place: usize, control: &LeverControl) -> Markup {
    let (id, about) = (format!("lever-{place}"), format!("lever-{place}-about"));
    let filed = format!("{}, as filed", control.filed_words);
    let list = |of: fn(&crate::content::live::LeverPosition) -> &String| {
        control.positions.iter().map(|one| of(one).as_str()).collect::<Vec<_>>().join("|")
    };
    html! {
        div class="lever" data-address=(control.address) data-values=(list(|one| &one.value)) data-words=(list(|one| &one.words)) {
            label for=(id) { (control.label) }
            input type="range" id=(id) min="0" max=(control.positions.len().saturating_sub(1)) step="1" value=(control.filed)
                data-filed=(control.filed) data-as-filed=(filed) autocomplete="off" aria-valuetext=(filed) aria-describedby=(about) disabled;
            div class="value" {
                output aria-hidden="true" { (filed) }
                button type="button" class="back" hidden aria-label=(format!("As filed: {}", control.label)) { "As filed" }
            }
            div class="note" id=(about) {
                @if let Some(published) = &control.published { (published) ". " }
                @if let Some(note) = control.note { (note) }
            }
            details {
                summary { "What the file says" span class="sr" { ": " (control.label) } }
                p class="note" {
                    code { (breakable(&control.address)) } ": "
                    @match &control.source { Some(source) => (source), None => "no source is given" } "."
                }
            }
        }
    }
}

/// The module, the files and the scripts.
pub(super) fn scripts(live: &LivePart) -> Markup {
    // Within a script element only `<` could end it, and JSON may write it as an escape.
    let input = live.input.replace('<', "\\u003c");
    html! {
        script type="application/json" id="live-input" { (PreEscaped(input)) }
        (module(live.module))
        (script())
        script { (PreEscaped(START)) }
    }
}

/// The module, and the script of the workers that run it.
pub(super) fn module(module: &str) -> Markup {
    html! {
        script type="text/plain" id="live-worker" { (PreEscaped(WORKER)) }
        script type="text/plain" id="live-module" { (module) }
    }
}

/// The script of levers, and what it needs.
pub(super) fn script() -> Markup {
    html! { script { (PreEscaped(MODEL)) (PreEscaped(LEVERS)) } }
}
