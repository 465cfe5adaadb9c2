//! The page of a search for a plan.

use super::sentences;
use crate::content::cell::Cell;
use crate::content::levers::{SAVINGS, saving_cells};
use crate::content::page::{Block, PageTable, Section};
use crate::content::{facts, shared_sections, words};
use crate::decide::solve::{PlanAnswer, ReportedPlan};

/// The sections, in order; `exhibits` is the number of charts.
pub(super) fn sections(answer: &PlanAnswer, exhibits: usize) -> Vec<Section<'_>> {
    let mut found: Vec<Block<'_>> = vec![Block::Paragraph(sentences::verdict(answer).into())];
    found.extend(
        [
            sentences::binding(answer),
            sentences::below_line(answer),
            sentences::end_of_range(answer),
            sentences::without_effect(answer),
        ]
        .into_iter()
        .flatten()
        .map(|sentence| Block::Paragraph(sentence.into())),
    );
    found.push(Block::Table(plans(answer)));
    found.push(Block::Note(
        "Likelihoods and savings are from the same futures for every plan, and not from those of the search. The saving at equal capacity is \
         the net saving plus the value of capacity gained, at what the unchanged scenario pays for an agency worker; it is not cashable. \
         plan.toml is the plan as an overlay; a run of it gives these likelihoods."
            .into(),
    ));
    let mut how: Vec<Block<'_>> =
        sentences::search(answer).into_iter().map(|sentence| Block::Paragraph(sentence.into())).collect();
    how.extend((0..exhibits).map(Block::Exhibit));
    let scenario = answer.question.base.scenario();
    vec![
        Section { id: "plan", title: "The plan", blocks: found },
        Section { id: "search", title: "How it was found", blocks: how },
        shared_sections::stamp(facts::of_scenario(scenario, answer.replications)),
    ]
}

/// The plan, the plans next to it, and the scenario as it is.
fn plans(answer: &PlanAnswer) -> PageTable<'static> {
    let asked = |(world, constraint): (usize, usize)| {
        let chance = words::percent(answer.question.constraints[constraint].chance);
        format!("{} (asked {chance})", words::capital(&sentences::constraint(answer, world, constraint)))
    };
    let header = ["Plan".to_owned()].into_iter().chain(sentences::constraints(answer).map(asked));
    let header = header.chain(SAVINGS.map(|line| line.label_of_run().to_owned()));
    let row = |name: String, plan: &ReportedPlan| {
        let likelihood = |(world, constraint)| Cell::probability(answer.share(plan, world, constraint));
        let mut row: Vec<Cell<'static>> = vec![name.into()];
        row.extend(sentences::constraints(answer).map(likelihood));
        row.extend(saving_cells(plan.figures.first()));
        row
    };
    let base = ReportedPlan { index: answer.plan.index, figures: answer.base.clone() };
    let mut rows =
        vec![row(sentences::values(answer, answer.plan.index), &answer.plan), row("Unchanged".to_owned(), &base)];
    rows.extend(answer.neighbours.iter().map(|one| row(sentences::step(answer, one), &one.plan)));
    rows.extend(
        answer.next_best.iter().map(|one| row(format!("Next best: {}", sentences::values(answer, one.index)), one)),
    );
    PageTable::with_header("The plan, one step away, and the next best", header.collect(), rows)
}
