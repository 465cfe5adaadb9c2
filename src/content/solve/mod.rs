//! The content of a search for a plan: the plan, what is next to it, how it was found, a page and a record.

mod chart;
mod overview;
mod page;
mod record;
mod sentences;
mod table;

pub(crate) use overview::solve_overview;
pub(crate) use record::SolveRecord;

use super::document::{Document, OverlayFile, Part};
use super::provenance::Provenance;
use super::record::Record;
use super::words;
use super::workbook::Workbook;
use crate::decide::solve::PlanAnswer;

impl<'a> From<&'a PlanAnswer> for Document<'a> {
    fn from(answer: &'a PlanAnswer) -> Self {
        let exhibits: Vec<_> = chart::exhibit(answer).into_iter().collect();
        let mut parts = vec![
            Part::Overlay(OverlayFile { file: "plan", text: answer.overlay() }),
            Part::table("plans", || table::rows(answer)),
            Part::record("solve", Record::Solve(record::record(answer))),
        ];
        parts.extend((0..exhibits.len()).map(Part::Drawing));
        let scenario = answer.question.base.scenario();
        Document {
            title: format!("{}: which plan meets the targets", scenario.name()),
            subtitle: words::capital(&sentences::question(answer)),
            sections: page::sections(answer, exhibits.len()),
            exhibits,
            parts,
            workbook: Workbook::default(),
            briefing: None,
            futures: None,
            provenance: Provenance::of_search(answer),
        }
    }
}
