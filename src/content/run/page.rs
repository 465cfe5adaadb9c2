//! The sections of a run's page.

use super::key_findings::{CONDITIONS, KeyFindings, LIMITS, RESPONSES, WHAT_MATTERS};
use crate::content::cell::Cell;
use crate::content::findings::RANGES;
use crate::content::headline_table::{AUTHORITIES, headline_notes, headline_table};
use crate::content::likelihood_term::SCALE;
use crate::content::page::{Block, PageTable, Section};
use crate::content::{cohorts, drivers, facts, input_section, practice, precision, responses, shared_sections, tables};
use crate::scenario::ReportedFigure;
use crate::summary::Summary;

/// The sections, in order. Of the `exhibits` on the page, the first `charts` are of what may happen, and the others of what the ranges come from.
pub(super) fn sections(summary: &Summary, found: KeyFindings, charts: usize, exhibits: usize) -> Vec<Section<'_>> {
    let mut sections = vec![key_findings(summary, found)];
    sections.extend(shared_sections::look_out(&facts::look_out(summary)));
    sections.extend(shared_sections::about(summary.plan().scenario()));
    sections.push(Section {
        id: "charts",
        title: "What may happen",
        blocks: (0..charts).map(Block::Exhibit).collect(),
    });
    sections.extend(cohorts::section(summary.plan().scenario()));
    sections.extend(practice::section(summary));
    sections.extend(responses::section(summary));
    sections.extend(drivers::section(summary, (charts..exhibits).next()));
    sections.extend(beside_reported(summary));
    sections.extend(not_simulated(summary));
    let reading = facts::reading(summary).into_iter().chain([SCALE, AUTHORITIES].map(str::to_owned));
    sections.push(shared_sections::reading(reading.collect()));
    sections.push(shared_sections::method());
    sections.push(shared_sections::stamp(shared_sections::facts(summary)));
    sections.push(input_section::section(summary.plan().scenario()));
    sections
}

/// What a committee reads: the first page, the chart of the agency rate, and watch points.
pub(super) fn briefing(summary: &Summary, found: KeyFindings) -> Vec<Section<'_>> {
    let mut first = key_findings(summary, found);
    first.blocks.push(Block::Note(AUTHORITIES.into()));
    let mut sections = vec![first];
    sections.push(Section { id: "charts", title: "What may happen", blocks: vec![Block::Exhibit(0)] });
    sections.extend(shared_sections::look_out(&facts::look_out(summary)));
    sections
}

/// What a director acts on, in the order in which the screen says it too.
fn key_findings(summary: &Summary, found: KeyFindings) -> Section<'_> {
    let mut blocks: Vec<Block<'_>> = found.decision.map(Block::Decision).into_iter().collect();
    if !found.verdicts.is_empty() {
        blocks.push(Block::Verdicts(found.verdicts.into_iter().map(|one| (one.sentence, one.likelihood)).collect()));
    }
    if !found.outcomes.is_empty() {
        blocks.push(Block::Findings(found.outcomes));
    }
    blocks.push(Block::Table(headline_table(summary)));
    let mut notes: Vec<String> = headline_notes(summary).collect();
    if summary.replications() > 1 {
        notes.push(RANGES.to_owned());
        notes.extend(precision::sentence(summary));
    }
    if !notes.is_empty() {
        blocks.push(Block::Note(notes.join(" ").into()));
    }
    for (heading, sentences) in [(WHAT_MATTERS, found.drivers), (CONDITIONS, found.conditions)] {
        if !sentences.is_empty() {
            blocks.extend([Block::Heading(heading.to_owned()), Block::Bullets(sentences)]);
        }
    }
    let limits = vec![found.left_out.to_owned(), found.ranges_held];
    for (heading, sentences) in [(RESPONSES, found.responses), (LIMITS, limits)] {
        if !sentences.is_empty() {
            blocks.extend([Block::Heading(heading.to_owned()), Block::Paragraph(sentences.join(" ").into())]);
        }
    }
    Section { id: "findings", title: "Key findings", blocks }
}

/// Reported figures beside the simulated ones.
fn beside_reported(summary: &Summary) -> Option<Section<'_>> {
    const HEADER: [&str; 7] = ["Measure", "Team", "Month", "Reported", "Median", "80% from", "80% to"];
    const COLUMNS: [&str; 7] = ["measure", "team", "month", "value", "p50", "p10", "p90"];
    let rows = tables::reported(summary).columns(&COLUMNS).rows.collect();
    let table = PageTable::new("Reported figures, and simulated figures for the same month", &HEADER, rows);
    let is_any = !summary.plan().scenario().reported.is_empty();
    is_any.then(|| Section {
        id: "reported",
        title: "Compared with reported figures",
        blocks: vec![Block::Table(table)],
    })
}

/// Reported figures that the model does not simulate.
fn not_simulated(summary: &Summary) -> Option<Section<'_>> {
    let histories = summary.plan().scenario().histories.iter();
    let rows = histories.filter_map(|history| history.figure.as_ref().map(|figure| (figure, &history.points)));
    let row = |figure: &ReportedFigure, month, value| {
        vec![Cell::Text(figure.name.clone().into()), Cell::Month(month), Cell::level(value, figure.unit)]
    };
    let rows = rows.flat_map(|(figure, points)| points.iter().map(move |&(month, value)| row(figure, month, value)));
    let table = PageTable::new("Figures as reported", &["Figure", "Month", "Value"], rows.collect());
    let note = "The model does not simulate these: nothing in it moves them.";
    let is_any = summary.plan().scenario().histories.iter().any(|history| history.figure.is_some());
    is_any.then(|| Section {
        id: "not-simulated",
        title: "Reported figures that are not simulated",
        blocks: vec![Block::Note(note.into()), Block::Table(table)],
    })
}
