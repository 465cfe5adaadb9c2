//! The short form of a service as HTML.

use maud::{Markup, html};

use crate::content::planner::short_form::{ShortField, ShortForm, ShortPart};
use crate::render::plain_text::plain;

/// The form, with its buttons.
pub(crate) fn short_form(form: &ShortForm) -> String {
    let markup = html! {
        @for part in &form.parts { (fields(part)) }
        p { button type="submit" class="make" { "Make the scenario" } }
    };
    plain(&markup.into_string()).into_owned()
}

fn fields(part: &ShortPart) -> Markup {
    html! {
        fieldset class=[part.is_team.then_some("team")] {
            legend {
                (part.title)
                @if let Some(team) = part.removable {
                    " " button type="button" data-step="remove_team" data-team=(team) aria-label=(format!("Remove: {}", part.title)) { "Remove" }
                }
            }
            @if !part.help.is_empty() { p class="note" { (part.help) } }
            div class="fields" {
                @for of in &part.fields { (field(of)) }
            }
            @if part.may_add { button type="button" data-step="add_team" { "Add a team" } }
        }
    }
}

fn field(of: &ShortField) -> Markup {
    let id = format!("own-{}", of.key.replace('.', "-"));
    let about = format!("{id}-about");
    html! {
        div class=(if of.error.is_some() { "field wrong" } else { "field" }) {
            label for=(id) { (of.label) }
            div class="entry" {
                input type="text" class=[of.is_text.then_some("text")] id=(id) data-key=(of.key) value=(of.entry) autocomplete="off" spellcheck="false"
                    aria-describedby=(about) aria-invalid=[of.error.is_some().then_some("true")];
                @if !of.unit.is_empty() { span class="unit" { (of.unit) } }
            }
            div id=(about) {
                @if let Some(words) = &of.error { p class="message" { "Error: " (words) } }
                @if !of.help.is_empty() { p class="note" { (of.help) } }
                @if let Some(words) = &of.published { p class="note" { (words) } }
                @if !of.if_empty.is_empty() { p class="note" { (of.if_empty) } }
            }
        }
    }
}
