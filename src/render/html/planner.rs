//! The planning page: opens scenarios, has their form, and shows their reports.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::live;
use super::page;
use crate::content::planner::PlannerPage;
use crate::render::plain_text::plain;

const STYLE: &str = include_str!("planner.css");
const SCRIPT: &str = include_str!("planner.js");

const TITLE: &str = "Plan a children's social work service";

/// What the page is.
const ABOUT: &str = "Describe your service and your plan, and see what happens to caseloads, agency staff and cost, and how sure that is. \
                     Staff and cases are simulated thousands of times, here in this page.";

/// The start from what a planner knows of a service.
const OWN: &str = "Your own service: from about twenty figures";

/// What becomes of what is entered.
const PRIVATE: &str =
    "Nothing leaves this page: it can open no connection, and keeps nothing but the files that you save.";

/// What may be opened.
const FILES: &str = "A scenario or an overlay on the one that is open (TOML), a staff list or monthly figures (CSV or Excel), or the \
                     workforce census (XML). Choose it here, or drop it anywhere on the page.";

/// The whole page.
pub(crate) fn page(planner: &PlannerPage) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            (page::head(TITLE, live::POLICY, &[live::STYLE, STYLE]))
            body {
                a class="skip" href="#main" { "To the form" }
                header {
                    h1 { (TITLE) }
                    p class="under" { (ABOUT) }
                    p { (PRIVATE) }
                    noscript { p { "The page needs its script: allow it, or use the program " code { "staffcast" } "." } }
                }
                main id="main" {
                    (begin(planner))
                    (scenario())
                    (results())
                    (actions())
                }
                (page::reader())
                script type="text/plain" id="starts" { (planner.packed_starts) }
                (live::module(planner.module))
                (live::script())
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
    .into_string();
    plain(&page).into_owned()
}

/// Where a scenario comes from.
fn begin(planner: &PlannerPage) -> Markup {
    let mut groups: Vec<&str> = planner.starts.iter().map(|start| start.group).collect();
    groups.dedup();
    html! {
        section id="begin" aria-labelledby="begin-title" {
            h2 id="begin-title" { "Open a scenario" }
            div class="begin" {
                div {
                    label for="start" { "Start from" }
                    select id="start" {
                        option value="own" { (OWN) }
                        @for group in groups {
                            optgroup label=(group) {
                                @for (place, start) in planner.starts.iter().enumerate().filter(|(_, start)| start.group == group) {
                                    option value=(place) { (start.name) }
                                }
                            }
                        }
                    }
                    button type="button" id="open-start" disabled { "Open" }
                }
                div {
                    label for="files" { "Or open a file of yours" }
                    input type="file" id="files" multiple accept=".toml,.csv,.tsv,.txt,.xlsx,.xls,.ods,.xml" aria-describedby="files-about" disabled;
                    p class="note" id="files-about" { (FILES) }
                }
            }
            form id="short-form" aria-label=(OWN) hidden {}
            h3 id="told-title" hidden { "What was read and assumed" }
            pre id="told" {}
        }
    }
}

/// The form of the scenario that is open.
fn scenario() -> Markup {
    html! {
        section id="scenario" aria-labelledby="scenario-title" hidden {
            h2 id="scenario-title" tabindex="-1" {}
            div id="form-summary" {}
            p class="note" {
                "A value may be a number or, if you are not sure of it, a range: " b { "10% to 18%" } " says that you are 80% sure that it is between these. \
                 Each value is applied when you leave its field."
            }
            form id="form" aria-label="Inputs of the scenario" {}
            details id="file" {
                summary { "The file: " span id="scenario-path" {} }
                p class="note" { "The form changes values. To add a team, an intake or a dated change, write it here." }
                label class="sr" for="file-text" { "Text of the scenario" }
                textarea id="file-text" spellcheck="false" autocomplete="off" {}
                button type="button" id="read-text" { "Read this text" }
            }
        }
    }
}

/// The report.
fn results() -> Markup {
    html! {
        section id="results" aria-labelledby="results-title" hidden {
            p id="outdated" hidden { "The scenario has changed since these results." }
            h2 id="results-title" tabindex="-1" {}
            p class="note" { "The command that computes the same from the saved files: " code id="results-command" {} }
            div id="report" {}
        }
    }
}

/// What can be done.
fn actions() -> Markup {
    html! {
        div class="answer planner" {
            p id="planner-state" role="status" { "The model is starting." }
            div class="actions" {
                button type="button" id="simulate" disabled { "Simulate" }
                button type="button" id="save" disabled hidden { "Save the scenario" }
                button type="button" id="keep-base" disabled hidden { "Set as the base" }
                button type="button" id="compare" disabled hidden { "Compare with the base" }
                button type="button" id="save-csv" disabled hidden { "Save the figures (CSV)" }
                button type="button" id="save-workbook" disabled hidden { "Save the workbook" }
                button type="button" id="print" disabled hidden { "Print" }
            }
        }
    }
}
