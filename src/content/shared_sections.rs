//! Sections that the pages of runs and comparisons share: what to look out for, how to read it, the method, what was run.

use super::facts::{Fact, FactValue};
use super::page::{Block, Section};
use super::{facts, sentences, words};
use crate::summary::Summary;

/// What to look out for; `None` where there is nothing.
pub(crate) fn look_out(notes: &[String]) -> Option<Section<'static>> {
    let notes: Vec<String> = notes.iter().map(|note| words::capital(note)).collect();
    (!notes.is_empty()).then(|| Section { id: "look-out", title: "Look out", blocks: vec![Block::Cautions(notes)] })
}

const FANS: &str = "A fan shows where the simulated futures lie, month by month. The dark line is the median: half of the \
                    futures are above it, half below. The darkest band holds the middle half of them, the next one 80%, the \
                    palest 90%. A wide fan means that little is known; where the fan lies on a target line, either may \
                    happen. No single future follows the median: real months go up and down, as each of the futures does.";

/// How to read a fan, and figures in general.
pub(crate) fn reading(notes: Vec<String>) -> Section<'static> {
    let blocks = vec![Block::Paragraph(FANS.into()), Block::Bullets(notes)];
    Section { id: "reading", title: "How to read this report", blocks }
}

const METHOD: [&str; 3] = [
    "Each future plays the service month by month, in whole people and whole cases. People start by dated cohorts and \
     campaigns, pass through the stages of their route (a newly qualified worker carries part of a caseload in the assessed \
     year), and leave with a probability that depends on time in service and, where the scenario says so, on caseload. Posts \
     that stay vacant are covered by agency staff as far as the scenario has it and the market provides them: orders take \
     time to fill, assignments end, notice is given when posts are filled.",
    "Contacts become referrals and cases; cases move through the stages of the pathway and close. What a team cannot hold \
     stays without a worker. Caseload feeds back on leaving and on how fast work is done, and leaving on agency and cost. \
     Money is counted each month and summed by financial year, April to March.",
    "What nobody knows (an input given as a range) is drawn once for each future; chance (who happens to leave in March) is \
     drawn month by month. Every draw is identified by seed, future, purpose and month alone, so that the same scenario \
     gives the same results on every machine, and plans can be compared on the same futures. The ranges cover what is given \
     as uncertain, and chance. They do not cover what the model leaves out, nor inputs that are given as certain and are \
     not.",
];

/// The method in half a page.
pub(crate) fn method() -> Section<'static> {
    let blocks = METHOD.map(|words| Block::Paragraph(words.into()));
    Section { id: "method", title: "How it was worked out", blocks: blocks.into() }
}

/// What was run.
pub(crate) fn stamp(facts: Vec<Fact>) -> Section<'static> {
    let note = "The same scenario files and the same version give every figure of this page again, to the last digit.";
    let blocks = vec![Block::Facts(facts), Block::Note(note.into())];
    Section { id: "stamp", title: "What was run", blocks }
}

/// The facts of a run: those that every document has, and how firm its figures are.
pub(crate) fn facts(summary: &Summary) -> Vec<Fact> {
    let mut facts = facts::of_summary(summary);
    facts.extend(firmness(summary).map(|words| ("Monte Carlo error", FactValue::Words(words))));
    facts.push(("Inputs", FactValue::Words(sentences::inputs_note(summary.plan().scenario()) + ".")));
    facts
}

/// How far the number of futures leaves the agency rate at the end open.
fn firmness(summary: &Summary) -> Option<String> {
    let index = summary.service_series("agency_rate")?;
    let error = summary.end(index)?.known_error()?;
    (!error.is_nan()).then(|| {
        let points = 200.0 * error;
        format!("the mean agency rate at the end is known to ±{points:.2} points (two standard errors)")
    })
}
