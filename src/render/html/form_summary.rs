//! What is said of a scenario above its form, as HTML.

use maud::{Markup, html};

use super::form::{field_id, removal};
use crate::content::form::PlannedChange;
use crate::content::planner::{FieldMessage, FormSummary, Sentence};
use crate::render::cell_words::with_minus_signs;
use crate::render::plain_text::plain;

/// The summary; `messages` are shown at the buttons that remove something.
pub(crate) fn form_summary(summary: &FormSummary, messages: &[FieldMessage]) -> String {
    let markup = html! {
        p { @for one in &summary.state { (sentence(one)) " " } }
        @if !summary.facts.is_empty() {
            ul { @for fact in &summary.facts { li { (with_minus_signs(fact)) } } }
        }
        @if !summary.planned.is_empty() {
            h3 { "What this scenario already plans" }
            p class="note" { "Results are with these. Remove what you do not plan." }
            ul class="planned" { @for one in &summary.planned { (planned(one, messages)) } }
        }
        @for one in &summary.others { pre { (one) } }
    };
    plain(&markup.into_string()).into_owned()
}

fn sentence(of: &Sentence) -> Markup {
    html! {
        (of.words)
        @for (place, field) in of.fields.iter().enumerate() {
            @if place == 0 { ": " } @else { ", " }
            a class="to-field" href=(format!("#{}", field_id(&field.address))) { (field.name) }
        }
        @if of.more > 0 { ", and " (of.more) " more" }
        "."
    }
}

fn planned(of: &PlannedChange, messages: &[FieldMessage]) -> Markup {
    html! { li { b { (of.name) } ": " (with_minus_signs(&of.words)) ". " (removal(&of.address, &of.name, messages)) } }
}
