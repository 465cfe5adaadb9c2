//! The form of a scenario as HTML.

use maud::{Markup, html};

use super::block::breakable;
use crate::content::form::{EnteredAs, Field, FieldGroup, Form};
use crate::content::planner::FieldMessage;
use crate::render::plain_text::plain;

/// The form; `messages` are shown at their fields, and `entries` that could not be taken stand in theirs.
pub(crate) fn form(form: &Form, messages: &[FieldMessage]) -> String {
    let markup = html! {
        @for (place, of) in form.first.iter().enumerate() {
            fieldset {
                legend { (of.title) }
                @if !of.help.is_empty() { p class="note" { (of.help) } }
                (fields(of, messages, &format!("f{place}")))
            }
        }
        @if !form.others.is_empty() {
            h3 { "All other inputs" }
            p class="note" { "Every input has an address, by which documents and messages name it." }
            @for (place, of) in form.others.iter().enumerate() {
                @let has_message = of.fields().any(|field| messages.iter().any(|one| one.address == field.address));
                details class="group" id=(format!("others-{place}")) open[has_message] {
                    summary { (of.title) " (" (of.fields().count()) ")" }
                    (fields(of, messages, &format!("o{place}")))
                }
            }
        }
    };
    plain(&markup.into_string()).into_owned()
}

fn fields(group: &FieldGroup, messages: &[FieldMessage], prefix: &str) -> Markup {
    html! {
        @for (item, of) in group.items.iter().enumerate() {
            @if !of.title.is_empty() {
                h4 {
                    (of.title)
                    @if let Some(address) = &of.removable {
                        " " button type="button" class="remove" data-address=(address) aria-label=(format!("Remove: {}", of.title)) { "Remove" }
                    }
                }
            }
            div class="fields" {
                @for (place, one) in of.fields.iter().enumerate() {
                    (field(one, messages, &format!("{prefix}-{item}-{place}")))
                }
            }
        }
        @for (item, of) in group.additions.iter().enumerate() {
            @let has_message = of.fields.iter().any(|field| messages.iter().any(|one| one.address == field.address));
            details class="addition" id=(format!("{prefix}-add-{item}")) open[has_message] {
                summary { (of.title) }
                div class="fields" {
                    @for (place, one) in of.fields.iter().enumerate() {
                        (field(one, messages, &format!("{prefix}-add-{item}-{place}")))
                    }
                }
                button type="button" class="add" { (of.title) }
            }
        }
    }
}

fn field(of: &Field, messages: &[FieldMessage], id: &str) -> Markup {
    let about = format!("{id}-about");
    let own: Vec<&FieldMessage> = messages.iter().filter(|one| one.address == of.address).collect();
    let is_wrong = own.iter().any(|one| one.is_error);
    let rejected = own.iter().find_map(|one| one.entry.as_deref());
    let name = if of.owner.is_empty() { of.label.clone() } else { format!("{}: {}", of.owner, of.label) };
    let class = match (is_wrong, of.blank.is_some()) {
        (true, _) => "field wrong",
        (false, true) => "field blank",
        (false, false) => "field",
    };
    let entry = rejected.unwrap_or(&of.entry);
    html! {
        div class=(class) data-address=(of.address) {
            label for=(id) { @if !of.owner.is_empty() { span class="sr" { (of.owner) ": " } } (of.label) }
            div class="entry" {
                @if of.choices.is_empty() {
                    input type="text" class=[(of.entered_as == EnteredAs::Text).then_some("text")] id=(id) value=(entry) data-filed=(of.entry) autocomplete="off" spellcheck="false"
                        inputmode=[(of.entered_as == EnteredAs::Number).then_some("decimal")]
                        placeholder=[placeholder(of)] aria-describedby=(about) aria-invalid=[is_wrong.then_some("true")]
                        disabled[of.set_elsewhere.is_some()];
                } @else {
                    select id=(id) data-filed=(of.entry) aria-describedby=(about) disabled[of.set_elsewhere.is_some()] {
                        @if !of.choices.iter().any(|(value, _)| value == entry) { option value="" selected { (entry) } }
                        @for (value, words) in &of.choices {
                            option value=(value) selected[value == entry] { (words) }
                        }
                    }
                }
                @if !of.unit.is_empty() { span class="unit" { (of.unit) } }
            }
            div id=(about) {
                @for one in &own {
                    p class=(if one.is_error { "message" } else { "message caution" }) {
                        @if one.is_error { "Error: " } @else { "Warning: " }
                        (one.words)
                    }
                }
                @if let Some(what) = &of.blank { p class="message caution" { "To find out: " (what) } }
                @if let Some(published) = &of.published { p class="note" { (published) } }
            }
            details id=(format!("{id}-more")) {
                summary { @if of.has_source { "Help and source" } @else { "Help" } span class="sr" { ": " (name) } }
                p class="note" {
                    (of.meaning)
                    @if !of.allowed.is_empty() { " From " (of.allowed) "." }
                }
                @for note in &of.notes { p class="note" { (note) } }
                @if let Some(file) = &of.set_elsewhere { p class="note" { "Set in " (file) ", which the form does not change." } }
                @if of.has_source {
                    label class="note" for=(format!("{id}-source")) { "Source" }
                    input type="text" class="source" id=(format!("{id}-source")) value=(of.source.as_deref().unwrap_or(""))
                        data-filed=(of.source.as_deref().unwrap_or("")) placeholder="where the figure comes from" autocomplete="off";
                }
                p class="note" { code { (breakable(&of.address)) } }
            }
        }
    }
}

/// What an empty field shows.
fn placeholder(of: &Field) -> Option<&'static str> {
    match of.entered_as {
        EnteredAs::Month => Some("2026-04"),
        EnteredAs::Quantity | EnteredAs::Number if of.entry.is_empty() => Some("no value"),
        EnteredAs::Quantity | EnteredAs::Number | EnteredAs::Text => None,
    }
}
