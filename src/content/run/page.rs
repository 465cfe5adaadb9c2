//! The sections of a run's page.

use super::findings::findings;
use crate::content::cell::Cell;
use crate::content::page::{Block, Likelihoods, PageTable, Section};
use crate::content::sentences::target_in_full;
use crate::content::{drivers, facts, input_section, responses, shared_sections, tables};
use crate::scenario::ReportedFigure;
use crate::summary::Summary;

/// The sections, in order. Of the `exhibits` on the page, the first `charts` are of what may happen, and the others of what the ranges come from.
pub(super) fn sections(summary: &Summary, charts: usize, exhibits: usize) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = shared_sections::decision(summary.plan().scenario()).into_iter().collect();
    sections.push(Section { id: "findings", title: "Key findings", blocks: findings(summary) });
    sections.extend(shared_sections::look_out(&facts::look_out(summary)));
    sections.extend(shared_sections::about(summary.plan().scenario()));
    sections.push(Section {
        id: "charts",
        title: "What may happen",
        blocks: (0..charts).map(Block::Exhibit).collect(),
    });
    sections.extend(targets(summary));
    sections.extend(responses::section(summary));
    sections.extend(drivers::section(summary, (charts..exhibits).next()));
    sections.extend(beside_reported(summary));
    sections.extend(not_simulated(summary));
    sections.push(shared_sections::reading(facts::reading(summary)));
    sections.push(input_section::section(summary.plan().scenario()));
    sections.push(shared_sections::method());
    sections.push(shared_sections::stamp(shared_sections::facts(summary)));
    sections
}

/// What a committee reads: the decision, what was found, what may happen, and how sure it is.
pub(super) fn briefing(summary: &Summary) -> Vec<Section<'_>> {
    let scenario = summary.plan().scenario();
    let mut sections: Vec<Section<'_>> = shared_sections::decision(scenario).into_iter().collect();
    sections.push(Section { id: "findings", title: "Key findings", blocks: findings(summary) });
    sections.extend(targets(summary));
    sections.push(Section { id: "charts", title: "What may happen", blocks: vec![Block::Exhibit(0)] });
    sections.extend(shared_sections::look_out(&facts::look_out(summary)));
    sections
}

/// The likelihood of meeting each target.
fn targets(summary: &Summary) -> Option<Section<'static>> {
    let scenario = summary.plan().scenario();
    let rows = scenario.targets.iter().enumerate().map(|(index, target)| {
        (target_in_full(scenario, target), summary.target(index).map_or(f64::NAN, |met| met.mean))
    });
    let likelihoods = Likelihoods {
        name: "Targets",
        caption: "How likely each target is to be met",
        heads: ["Target", "Futures that meet it"],
        rows: rows.collect(),
    };
    let is_any = !scenario.targets.is_empty();
    is_any.then(|| Section { id: "targets", title: "Targets", blocks: vec![Block::Likelihoods(likelihoods)] })
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
