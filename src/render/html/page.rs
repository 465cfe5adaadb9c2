//! A complete page: head, navigation and sections.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::block::blocks;
use super::live;
use crate::content::document::Document;
use crate::content::live::LivePart;
use crate::content::page::Section;
use crate::render::RenderError;
use crate::render::plain_text::plain;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("reader.js");

/// What a page may load and run: nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// The page of a document, with `live` as a live page.
pub(crate) fn page(document: &Document<'_>, live: Option<&LivePart>) -> Result<String, RenderError> {
    let sections = sections_of(document)?;
    Ok(whole(&document.title, &document.subtitle, &sections, live))
}

/// The sections of a document, one after the other, with `live` after the first.
#[cfg(feature = "page")]
pub(crate) fn sections(document: &Document<'_>, live: Option<&LivePart>) -> Result<String, RenderError> {
    Ok(plain(&sections_markup(&sections_of(document)?, live).into_string()).into_owned())
}

/// The id, the title and the body of each section.
fn sections_of<'d>(document: &'d Document<'_>) -> Result<Vec<(&'d str, &'d str, Markup)>, RenderError> {
    let whole =
        |section: &'d Section<'_>| Ok((section.id, section.title, blocks(&section.blocks, &document.exhibits)?));
    document.sections.iter().map(whole).collect()
}

fn sections_markup(sections: &[(&str, &str, Markup)], live: Option<&LivePart>) -> Markup {
    html! {
        @for (place, (id, title, body)) in sections.iter().enumerate() {
            section aria-labelledby=(id) {
                h2 id=(id) { (title) }
                (body)
            }
            @if place == 0 { @if let Some(live) = live { (live::section(live)) } }
        }
    }
}

/// The page: it loads nothing from elsewhere, and is complete without its script.
fn whole(title: &str, under: &str, sections: &[(&str, &str, Markup)], live: Option<&LivePart>) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            @if live.is_some() { (head(title, live::POLICY, &[live::STYLE])) } @else { (head(title, POLICY, &[])) }
            body {
                a class="skip" href="#main" { "To the report" }
                header {
                    h1 { (title) }
                    p class="under" { (under) }
                    nav aria-label="Sections" {
                        ul {
                            @for (place, (id, title, _)) in sections.iter().enumerate() {
                                li { a href=(format!("#{id}")) { (title) } }
                                @if place == 0 && live.is_some() { (live::link()) }
                            }
                        }
                    }
                }
                main id="main" { (sections_markup(sections, live)) }
                (reader())
                @if let Some(live) = live { (live::scripts(live)) }
            }
        }
    }
    .into_string();
    plain(&page).into_owned()
}

/// The head of a page, with further styles.
pub(super) fn head(title: &str, policy: &str, styles: &[&str]) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="generator" content=(concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")));
            meta http-equiv="Content-Security-Policy" content=(policy);
            title { (title) }
            // An empty icon, so that browsers do not request one.
            link rel="icon" href="data:,";
            style { (PreEscaped(STYLE)) }
            @for style in styles { style { (PreEscaped(style)) } }
        }
    }
}

/// The script that shows the figures of charts.
pub(super) fn reader() -> Markup {
    html! { script { (PreEscaped(SCRIPT)) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_of_a_name_breaks_a_page() {
        let name = "A\u{0}\u{1b}\u{202e}\u{fffe}";
        let page = whole(name, name, &[("one", "One", html! { p { (name) } })], None);
        assert!(!page.contains(['\u{0}', '\u{1b}', '\u{202e}', '\u{fffe}']));
        assert!(page.contains("<h1>A\u{fffd}\u{fffd}\u{fffd}\u{fffd}</h1>"), "{page}");
    }
}
