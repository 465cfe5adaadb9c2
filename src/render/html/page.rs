//! A whole page: its head, what leads through it, and its sections.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::render::plain::plain;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("reader.js");

/// A section of a page.
pub(crate) struct Section {
    /// What links lead to.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What stands in it.
    pub body: Markup,
}

impl Section {
    pub(crate) fn new(id: &'static str, title: &'static str, body: Markup) -> Self {
        Self { id, title, body }
    }
}

/// The page: nothing in it comes from elsewhere, and it is whole without its script.
pub(crate) fn page(title: &str, under: &str, sections: &[Section]) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content=(concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")));
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
                title { (title) }
                // No icon, so that none is asked for.
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body {
                a class="skip" href="#main" { "To the report" }
                header {
                    h1 { (title) }
                    p class="under" { (under) }
                    nav aria-label="Sections" {
                        ul { @for section in sections { li { a href=(format!("#{}", section.id)) { (section.title) } } } }
                    }
                }
                main id="main" {
                    @for section in sections {
                        section aria-labelledby=(section.id) {
                            h2 id=(section.id) { (section.title) }
                            (section.body)
                        }
                    }
                }
                script { (PreEscaped(SCRIPT)) }
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
        let page = page(name, name, &[Section::new("one", "One", html! { p { (name) } })]);
        assert!(!page.contains(['\u{0}', '\u{1b}', '\u{202e}', '\u{fffe}']));
        assert!(page.contains("<h1>A\u{fffd}\u{fffd}\u{fffd}\u{fffd}</h1>"), "{page}");
    }
}
