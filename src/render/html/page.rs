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
    let body = |section: &Section<'_>| blocks(&section.blocks, &document.exhibits);
    let bodies: Vec<Markup> = document.sections.iter().map(body).collect::<Result<_, _>>()?;
    let sections: Vec<(&str, &str, Markup)> =
        document.sections.iter().zip(bodies).map(|(section, body)| (section.id, section.title, body)).collect();
    Ok(whole(&document.title, &document.subtitle, &sections, live))
}

/// The page: it loads nothing from elsewhere, and is complete without its script.
fn whole(title: &str, under: &str, sections: &[(&str, &str, Markup)], live: Option<&LivePart>) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content=(concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")));
                meta http-equiv="Content-Security-Policy" content=(if live.is_some() { live::POLICY } else { POLICY });
                title { (title) }
                // An empty icon, so that browsers do not request one.
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
                @if live.is_some() { style { (PreEscaped(live::STYLE)) } }
            }
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
                main id="main" {
                    @for (place, (id, title, body)) in sections.iter().enumerate() {
                        section aria-labelledby=(id) {
                            h2 id=(id) { (title) }
                            (body)
                        }
                        @if place == 0 { @if let Some(live) = live { (live::section(live)) } }
                    }
                }
                script { (PreEscaped(SCRIPT)) }
                @if let Some(live) = live { (live::scripts(live)) }
            }
        }
    }
    .into_string();
    plain(&page).into_owned()
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
