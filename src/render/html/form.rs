//! The form of a scenario as HTML.

use maud::{Markup, html};

use super::block::breakable;
use crate::content::form::{EnteredAs, Field, FieldGroup, FieldItem, Form};
use crate::content::planner::{FieldMessage, MessageKind};
use crate::render::cell_words::with_minus_signs;
use crate::render::plain_text::plain;

/// The form; `messages` are shown at their fields, and `entries` that could not be taken stand in theirs.
pub(crate) fn form(form: &Form, messages: &[FieldMessage]) -> String {
    let markup = html! {
        @for of in &form.first {
            fieldset {
                legend { (of.title) }
                @if !of.help.is_empty() { p class="note" { (of.help) } }
                (fields(of, messages))
            }
        }
        @if !form.others.is_empty() {
            h3 { "All other inputs" }
            p class="note" { "Every input has an address, by which documents and messages name it." }
            @for (place, of) in form.others.iter().enumerate() {
                @let has_message = of.fields().any(|field| messages.iter().any(|one| one.address == field.address));
                details class="group" id=(format!("others-{place}")) open[has_message] {
                    summary { (of.title) " (" (of.fields().count()) ")" }
                    (fields(of, messages))
                }
            }
        }
    };
    plain(&markup.into_string()).into_owned()
}

/// The id of the field of the input at an address.
pub(super) fn field_id(address: &str) -> String {
    format!("field-{address}")
}

/// The button that removes an item, with the reason why it was not removed.
pub(super) fn removal(address: &str, name: &str, messages: &[FieldMessage]) -> Markup {
    let reasons = messages.iter().filter(|one| one.kind == MessageKind::NotRemoved && one.address == address);
    html! {
        button type="button" class="remove" id=(format!("remove-{address}")) data-address=(address) aria-label=(format!("Remove: {name}")) { "Remove" }
        @for one in reasons { " " span class="message" { (one.words) } }
    }
}

/// The address of what may be added.
fn added(item: &FieldItem) -> Option<&str> {
    item.fields.first()?.address.rsplit_once('.').map(|(item, _)| item)
}

fn fields(group: &FieldGroup, messages: &[FieldMessage]) -> Markup {
    html! {
        @for of in &group.items {
            @if !of.title.is_empty() {
                h4 {
                    (of.title)
                    @if let Some(address) = &of.removable { " " (removal(address, &of.title, messages)) }
                }
            }
            div class="fields" {
                @for one in &of.fields { (field(one, messages, None)) }
            }
        }
        @for of in &group.additions {
            @let has_message = of.fields.iter().any(|field| messages.iter().any(|one| one.address == field.address));
            details class="addition" id=[added(of).map(|item| format!("add-{item}"))] open[has_message] {
                summary { (of.title) }
                div class="fields" {
                    @for one in &of.fields { (field(one, messages, added(of))) }
                }
                button type="button" class="add" data-address=[added(of)] { (of.title) }
            }
        }
    }
}

/// A field; `item` is the address of what may be added, if it belongs to that.
fn field(of: &Field, messages: &[FieldMessage], item: Option<&str>) -> Markup {
    let id = &field_id(&of.address);
    let about = format!("{id}-about");
    let own: Vec<&FieldMessage> = messages.iter().filter(|one| one.address == of.address).collect();
    let is_wrong = own.iter().any(|one| one.kind != MessageKind::Warning);
    let rejected = own.iter().find_map(|one| match &one.kind {
        MessageKind::NotApplied(entry) => Some(entry.as_str()),
        _ => None,
    });
    let name = of.name();
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
                @if let Some(fte) = &of.fte { span class="unit" { "= " (fte) " FTE" } }
            }
            div id=(about) {
                @for one in &own { (message(one)) }
                @for sentence in &of.planned { p class="message caution" { (with_minus_signs(sentence)) } }
                @if let Some(what) = &of.blank { p class="message caution" { "To find out: " (what) } }
                @if let Some(published) = &of.published { p class="note" { (published) } }
            }
            @if rejected.is_some() {
                button type="button" class="discard" data-address=(item.unwrap_or(&of.address)) aria-label=(format!("Discard the entry: {name}")) { "Discard" }
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

fn message(of: &FieldMessage) -> Markup {
    let (class, kind) = match of.kind {
        MessageKind::Warning => ("message caution", "Warning: "),
        MessageKind::Error => ("message", "Error: "),
        MessageKind::NotApplied(_) | MessageKind::NotRemoved => ("message", "Not applied: "),
    };
    html! { p class=(class) { (kind) (of.words) } }
}

/// What an empty field shows.
fn placeholder(of: &Field) -> Option<&'static str> {
    match of.entered_as {
        EnteredAs::Month => Some("2026-04"),
        EnteredAs::Quantity | EnteredAs::Number if of.entry.is_empty() => Some("no value"),
        EnteredAs::Quantity | EnteredAs::Number | EnteredAs::Text => None,
    }
}
