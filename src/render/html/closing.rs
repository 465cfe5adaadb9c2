//! What reports have in common: what to look out for, how to read it, the method, the stamp.

use maud::html;

use super::page::Section;
use crate::content::facts;
use crate::content::facts::{Fact, Said};
use crate::content::{sentences, words};
use crate::summary::Summary;

/// Most notes that are not folded away.
const AT_ONCE: usize = 8;

/// What to look out for; `None` where there is nothing.
pub(crate) fn look_out(notes: &[String]) -> Option<Section> {
    let (first, rest) = notes.split_at(notes.len().min(AT_ONCE));
    let list = |notes: &[String]| html! { ul { @for note in notes { li { (words::capital(note)) } } } };
    let body = html! {
        div class="lookout" {
            (list(first))
            @if !rest.is_empty() { details { summary { "And " (rest.len()) " more" } (list(rest)) } }
        }
    };
    (!notes.is_empty()).then(|| Section::new("look-out", "Look out", body))
}

/// How to read a fan, and figures in general.
pub(crate) fn reading(notes: &[String]) -> Section {
    let body = html! {
        p {
            "A fan shows where the simulated futures lie, month by month. The dark line is the median: half of the futures \
             are above it, half below. The darkest band holds the middle half of them, the next one 80%, the palest 90%. A \
             wide fan means that little is known; where the fan lies on a target line, either may happen. No single future \
             follows the median: real months go up and down, as each of the futures does."
        }
        ul { @for note in notes { li { (note) } } }
    };
    Section::new("reading", "How to read this report", body)
}

/// The method in half a page.
pub(crate) fn method() -> Section {
    let body = html! {
        p {
            "Each future plays the service month by month, in whole people and whole cases. People start by dated cohorts \
             and campaigns, pass through the stages of their route (a newly qualified worker carries part of a caseload in \
             the assessed year), and leave with a probability that depends on time in service and, where the scenario says \
             so, on caseload. Posts that stay vacant are covered by agency staff as far as the scenario has it and the market \
             provides them: orders take time to fill, assignments end, notice is given when posts are filled."
        }
        p {
            "Contacts become referrals and cases; cases move through the stages of the pathway and close. What a team cannot \
             hold stays without a worker. Caseload feeds back on leaving and on how fast work is done, and leaving on agency \
             and cost. Money is counted each month and summed by financial year, April to March."
        }
        p {
            "What nobody knows (an input given as a range) is drawn once for each future; chance (who happens to leave in \
             March) is drawn month by month. Every draw is identified by seed, future, purpose and month alone, so that the \
             same scenario gives the same results on every machine, and plans can be compared on the same futures. The \
             ranges cover what is given as uncertain, and chance. They do not cover what the model leaves out, nor inputs \
             that are given as certain and are not."
        }
    };
    Section::new("method", "How it was worked out", body)
}

/// What was run.
pub(crate) fn stamp(facts: Vec<Fact>) -> Section {
    let body = html! {
        dl class="stamp" {
            @for (label, said) in facts {
                dt { (label) }
                dd { @match said { Said::Words(text) => (text), Said::Number(number) => (words::whole(number)) } }
            }
        }
        p class="note" { "The same scenario files and the same version give every figure of this page again, to the last digit." }
    };
    Section::new("stamp", "What was run", body)
}

/// The facts of a run: those that every document has, and how firm its figures are.
pub(crate) fn facts(summary: &Summary) -> Vec<Fact> {
    let mut facts = facts::of_summary(summary);
    facts.extend(firmness(summary).map(|words| ("Monte Carlo error", Said::Words(words))));
    facts.push(("Inputs", Said::Words(sentences::inputs_note(summary.plan().scenario()) + ".")));
    facts
}

/// How far the number of futures leaves the agency rate at the end open.
fn firmness(summary: &Summary) -> Option<String> {
    let index = summary.find_service("agency_rate")?;
    let error = summary.end(index)?.known_error()?;
    (!error.is_nan()).then(|| {
        let points = 200.0 * error;
        format!("the mean agency rate at the end is known to ±{points:.2} points (two standard errors)")
    })
}
