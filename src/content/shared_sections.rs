//! Page sections shared by runs and comparisons: watch points, how to read the report, the method, what was run.

use super::facts::{Fact, FactValue};
use super::page::{Block, Section};
use super::{facts, words};
use crate::scenario::Scenario;
use crate::summary::Summary;

/// The watch points; `None` if there are none.
pub(crate) fn look_out(notes: &[String]) -> Option<Section<'static>> {
    let notes: Vec<String> = notes.iter().map(|note| words::capital(note)).collect();
    (!notes.is_empty()).then(|| Section { id: "look-out", title: "Watch points", blocks: vec![Block::Cautions(notes)] })
}

/// The decision that a scenario is for; `None` if it does not say.
pub(crate) fn decision(scenario: &Scenario) -> Option<Section<'static>> {
    let decision = scenario.details.decision.clone()?;
    Some(Section { id: "decision", title: "The decision", blocks: vec![Block::Paragraph(decision.into())] })
}

/// What the author of a scenario says about it; `None` if nothing.
pub(crate) fn about(scenario: &Scenario) -> Option<Section<'static>> {
    let description = scenario.details.description.clone().map(|words| Block::Paragraph(words.into()));
    let byline = scenario.details.byline().map(|words| Block::Note(words.into()));
    let notes = (!scenario.notes.is_empty()).then(|| Block::Bullets(scenario.notes.clone()));
    let blocks: Vec<Block<'_>> = description.into_iter().chain(notes).chain(byline).collect();
    (!blocks.is_empty()).then_some(Section { id: "about", title: "About this scenario", blocks })
}

const FANS: &str = "A fan chart shows the range of the simulated futures, month by month. The dark line is the \
                    median: half of the futures are above it and half below. The darkest band covers the middle half \
                    of the futures, the next one 80% and the palest 90%. A wide fan means high uncertainty; where the \
                    fan straddles a target line, the target may be met or missed. No single future follows the \
                    median: real months go up and down, and so does each future.";

/// How to read fan charts and figures in general.
pub(crate) fn reading(notes: Vec<String>) -> Section<'static> {
    let blocks = vec![Block::Paragraph(FANS.into()), Block::Bullets(notes)];
    Section { id: "reading", title: "How to read this report", blocks }
}

const METHOD: [&str; 3] = [
    "Each future simulates the service month by month, in whole people and whole cases. People start through dated \
     cohorts and campaigns, progress through the stages of their route (a newly qualified worker carries a reduced \
     caseload in the assessed year), and leave with a probability that depends on time in service and, if the \
     scenario says so, on caseload. Vacant posts are covered by agency staff as far as the scenario allows and the \
     market can supply them: orders take time to fill, assignments end, and notice is given when posts are filled.",
    "Contacts become referrals and cases; cases move through the stages of the pathway and close. Cases that a team \
     has no capacity for wait without a worker. Caseload affects how many people leave and how fast work is done, and \
     leaving affects agency use and cost. Costs are counted each month and summed by financial year, April to March.",
    "Uncertain inputs (those given as ranges) are drawn once for each future, good and bad years (if the scenario has \
     any) year by year, and chance (such as who happens to leave in March) month by month. Every random draw is \
     determined by seed, future, purpose and month alone, so the same scenario gives the same results on every machine \
     and plans can be compared on the same futures. The ranges cover these three. They do not cover what the model \
     leaves out, or inputs that are given as certain but are not.",
];

/// A half-page description of the method.
pub(crate) fn method() -> Section<'static> {
    let blocks = METHOD.map(|words| Block::Paragraph(words.into()));
    Section { id: "method", title: "How the figures were calculated", blocks: blocks.into() }
}

/// What was run.
pub(crate) fn stamp(facts: Vec<Fact>) -> Section<'static> {
    let note = "The same scenario files and the same version reproduce every figure on this page exactly.";
    let blocks = vec![Block::Facts(facts), Block::Note(note.into())];
    Section { id: "stamp", title: "What was run", blocks }
}

/// The facts of a run: those common to every document, and the precision of its figures.
pub(crate) fn facts(summary: &Summary) -> Vec<Fact> {
    let mut facts = facts::of_run(summary);
    facts.extend(firmness(summary).map(|words| ("Monte Carlo error", FactValue::Words(words))));
    facts.extend(facts::inputs(summary.plan().scenario(), ""));
    facts
}

/// The Monte Carlo error of the mean agency rate at the end of the run.
fn firmness(summary: &Summary) -> Option<String> {
    let index = summary.service_series("agency_rate")?;
    let error = summary.end(index)?.known_error()?;
    (!error.is_nan()).then(|| {
        let points = 200.0 * error;
        format!("the mean agency rate at the end of the run is accurate to ±{points:.2} points (two standard errors)")
    })
}
