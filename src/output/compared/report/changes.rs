//! What each plan gives otherwise than the base.

use maud::{Markup, html};

use super::super::Compared;
use super::super::inputs::differing;
use super::title;
use crate::output::register::{Assumption, assumptions};
use crate::output::report::Section;

/// Most inputs of a plan that are listed: a plan that differs in more is another scenario.
const MOST: usize = 60;

/// The inputs of every plan that are not what they are in the base.
pub(super) fn section(compared: &Compared<'_, '_>) -> Section {
    let base = assumptions(compared.base().plan().scenario());
    let body = html! {
        @for (name, one) in compared.named() {
            h3 { (title(name, one)) }
            (table(&base, &differing(&base, one.summary.plan().scenario()), name))
        }
    };
    Section::new("changes", "What each plan says otherwise", body)
}

fn table(base: &[Assumption], differing: &[Assumption], name: &str) -> Markup {
    let before = |one: &Assumption| base.iter().find(|before| before.address == one.address).map(words);
    html! {
        @if differing.is_empty() { p { "Nothing: it has the inputs of the base." } }
        @else {
            div class="wide" tabindex="0" role="region" aria-label=(format!("Inputs of {name}")) {
                table.inputs {
                    caption { "Inputs that differ from the base" }
                    thead { tr {
                        th scope="col" { "Input" } th scope="col" { "In the base" } th scope="col" { "In the plan" }
                        th scope="col" { "Source" }
                    } }
                    tbody { @for one in differing.iter().take(MOST) {
                        tr {
                            th scope="row" { code { (one.address) } }
                            td { (before(one).unwrap_or_default()) }
                            td class="from" { (words(one)) @if !one.changes.is_empty() { br; small { "changed by " (one.changes.join(", ")) } } }
                            td class="from" { (one.source.as_deref().unwrap_or("")) }
                        }
                    } }
                }
            }
            @if differing.len() > MOST {
                p class="note" { "And " (differing.len() - MOST) " more." }
            }
        }
    }
}

fn words(one: &Assumption) -> String {
    format!("{} {}", one.form.strip_prefix("fixed").unwrap_or(one.form), one.value).trim().to_owned()
}
