//! The page of a sweep.

use crate::content::cell::Cell;
use crate::content::levers::{SAVINGS, saving_cells, short_names, value_cell};
use crate::content::page::{Block, PageTable, Section};
use crate::content::{facts, shared_sections, words};
use crate::decide::Sweep;
use crate::decide::point_figures::PointFigures;
use crate::measures::Measure;
use crate::run::RunHeadline;
use crate::summary::Statistic;
use crate::units::Unit;

/// Maximum number of plans in the table.
const MAX_ROWS: usize = 100;

/// The sections, in order; `exhibits` is the number of charts.
pub(super) fn sections(sweep: &Sweep, exhibits: usize) -> Vec<Section<'_>> {
    let mut blocks: Vec<Block<'_>> = (0..exhibits).map(Block::Exhibit).collect();
    blocks.extend(super::without_effect(sweep).map(|sentence| Block::Paragraph(sentence.into())));
    blocks.push(Block::Table(table(sweep)));
    blocks.push(Block::Note(
        "Medians of headlines and means of savings, over the run. The saving at equal capacity is the net saving plus the value of \
         capacity gained, at what the unchanged scenario pays for an agency worker; it is not cashable. All plans are run on the same \
         futures. All figures, with their ranges, are in sweep.csv."
            .into(),
    ));
    vec![
        Section { id: "sweep", title: "What each plan leads to", blocks },
        shared_sections::stamp(facts::of_scenario(sweep.base.scenario(), sweep.replications)),
    ]
}

fn table(sweep: &Sweep) -> PageTable<'static> {
    let label =
        |headline: RunHeadline| Measure::find(headline.measure()).map_or(headline.id(), |measure| measure.label);
    let header = short_names(&sweep.grid.levers).into_iter();
    let header = header.chain(RunHeadline::ALL.map(|headline| label(headline).to_owned()));
    let header = header.chain(SAVINGS.map(|line| line.label_of_run().to_owned()));
    let level = |one: Option<&Statistic>, unit: Unit| {
        one.filter(|one| one.is_defined())
            .map_or(Cell::Missing, |one| Cell::level(if unit.is_money() { one.mean } else { one.median() }, unit))
    };
    let cells = |figures: &PointFigures| {
        let mut cells: Vec<Cell<'static>> =
            RunHeadline::ALL.map(|headline| level(figures.headlines.get(headline as usize), headline.unit())).to_vec();
        cells.extend(saving_cells(Some(figures)));
        cells
    };
    let mut as_is = vec![Cell::Text("unchanged".into())];
    as_is.extend(vec![Cell::Missing; sweep.grid.levers.len() - 1]);
    as_is.extend(cells(&sweep.of_base));
    let rows = sweep.points.iter().take(MAX_ROWS).map(|point| {
        let mut row: Vec<Cell<'static>> = point.values.iter().map(|&value| value_cell(value)).collect();
        row.extend(cells(&point.figures));
        row
    });
    let left_out = sweep.points.len().saturating_sub(MAX_ROWS) as u64;
    let more = if left_out > 0 { format!("; {} more in sweep.csv", words::whole(left_out)) } else { String::new() };
    PageTable::with_header(
        format!("Headlines and savings, by plan{more}"),
        header.collect(),
        [as_is].into_iter().chain(rows).collect(),
    )
}
