//! The blocks of a section as HTML.

use maud::{Markup, Render, html};

use super::figure;
use super::inputs::{changed_inputs, collapsed_inputs, folded_inputs};
use crate::content::exhibit::Exhibit;
use crate::content::facts::{Fact, FactValue};
use crate::content::likelihood_term::LikelihoodTerm;
use crate::content::page::{Block, Prose, Span};
use crate::content::words;
use crate::render::RenderError;
use crate::render::cell_words::with_minus_signs;
use crate::render::likelihood_colours::fill;
use crate::render::plain_text::plain;

/// Maximum number of cautions shown without folding.
const AT_ONCE: usize = 8;

/// Consecutive blocks.
pub(super) fn blocks(blocks: &[Block<'_>], exhibits: &[Exhibit<'_>]) -> Result<Markup, RenderError> {
    let each: Vec<Markup> = blocks.iter().map(|one| block(one, exhibits)).collect::<Result<_, _>>()?;
    Ok(html! { @for one in each { (one) } })
}

/// The same by themselves, outside a page.
pub(crate) fn blocks_alone(of: &[Block<'_>], exhibits: &[Exhibit<'_>]) -> Result<String, RenderError> {
    Ok(plain(&blocks(of, exhibits)?.into_string()).into_owned())
}

fn block(block: &Block<'_>, exhibits: &[Exhibit<'_>]) -> Result<Markup, RenderError> {
    Ok(match block {
        Block::Heading(words) => html! { h3 { (words) } },
        Block::Paragraph(prose) => html! { p { (prose) } },
        Block::Note(prose) => html! { p class="note" { (prose) } },
        Block::Decision(decision) => html! { p class="decision" id="decision" { strong { "Decision: " } (decision) } },
        Block::Verdicts(verdicts) => verdict_list(verdicts),
        Block::Findings(found) => {
            html! { ul class="findings" { @for sentence in found { li { (with_minus_signs(sentence)) } } } }
        }
        Block::Bullets(notes) => list(notes),
        Block::Cautions(notes) => cautions(notes),
        Block::Table(table) => html! { (table) },
        Block::Exhibit(place) => return exhibits.get(*place).map_or(Ok(html! {}), figure::figures),
        Block::Inputs(table) => collapsed_inputs(table),
        Block::FoldedInputs(table) => folded_inputs(table),
        Block::ChangedInputs(table) => changed_inputs(table),
        Block::Facts(facts) => fact_list(facts),
    })
}

fn list(notes: &[String]) -> Markup {
    html! { ul { @for note in notes { li { (with_minus_signs(note)) } } } }
}

fn cautions(notes: &[String]) -> Markup {
    let (first, rest) = notes.split_at(notes.len().min(AT_ONCE));
    html! {
        div class="lookout" {
            (list(first))
            @if !rest.is_empty() { details { summary { "And " (rest.len()) " more" } (list(rest)) } }
        }
    }
}

fn verdict_list(verdicts: &[(String, f64)]) -> Markup {
    html! {
        ul class="verdicts" {
            @for (sentence, likelihood) in verdicts {
                li {
                    @if let Some(term) = LikelihoodTerm::of(*likelihood) {
                        span class="term" style=(format!("background:#{:06x}", fill(term))) { (words::capital(term.words())) }
                        " "
                    }
                    (sentence)
                }
            }
        }
    }
}

fn fact_list(facts: &[Fact]) -> Markup {
    html! {
        dl class="stamp" {
            @for (label, said) in facts {
                dt { (label) }
                dd { @match said { FactValue::Words(text) => (text), FactValue::Number(number) => (words::whole(*number)) } }
            }
        }
    }
}

impl Render for Prose {
    fn render(&self) -> Markup {
        html! {
            @for span in &self.0 {
                @match span {
                    Span::Words(words) => (with_minus_signs(words)),
                    Span::Code(code) => code { (code) },
                    Span::Address(address) => code { (breakable(address)) },
                }
            }
        }
    }
}

/// An address with optional line breaks after its dots and underscores.
pub(crate) fn breakable(address: &str) -> Markup {
    html! { @for part in address.split_inclusive(['.', '_']) { (part) wbr; } }
}
