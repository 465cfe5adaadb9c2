//! What the ranges of a run come from: the parts of uncertain inputs, years and chance in the variance of its figures.

mod chart;
mod figures;
mod sentences;
mod table;

pub(crate) use chart::exhibit;
pub(crate) use figures::{figure_id, figure_unit, figure_words, input_name};
pub(crate) use sentences::largest;
pub(crate) use table::{DrivenFigure, known_of, meaning_of, register_of, share_table, table};

use super::cell::Cell;
use super::inputs::assumptions;
use super::overview::Overview;
use super::page::{Block, PageTable, Section};
use super::words;
use crate::summary::{Drivers, FigureSpread, FutureFigure, InputDriver, Summary, VarianceShare};

/// Maximum number of inputs in a table of the page.
const MOST: usize = 10;

/// Title of the section and of its picture.
const TITLE: &str = "What the ranges come from";

/// What is said of a run that is too short to tell years and chance apart.
const TOO_SHORT: &str = "From 8,000 futures, a run tells years and chance apart; `staffcast drivers` does with fewer.";

/// The section on screen.
pub(crate) fn overview(text: &mut Overview, summary: &Summary) {
    let Some(drivers) = summary.drivers() else { return };
    text.heading(TITLE);
    let is_worth_telling = |figure: &usize| {
        matches!(drivers.figures[*figure].figure, FutureFigure::Headline(_))
            || !largest(&drivers.inputs, *figure).is_empty()
    };
    for figure in (0..drivers.figures.len()).filter(is_worth_telling) {
        text.item(sentences::sentence(summary, drivers, figure));
    }
    if drivers.further == 0 {
        text.paragraph(TOO_SHORT);
    }
}

/// The section of the page; `exhibit` is the place of the picture, if there is one.
pub(crate) fn section(summary: &Summary, exhibit: Option<usize>) -> Option<Section<'_>> {
    let drivers = summary.drivers()?;
    let sentences =
        (0..drivers.figures.len()).map(|figure| Block::Paragraph(sentences::sentence(summary, drivers, figure).into()));
    let mut blocks: Vec<Block<'_>> = sentences.collect();
    blocks.extend(exhibit.map(Block::Exhibit));
    let is_target = |one: &FigureSpread| matches!(one.figure, FutureFigure::Target(_));
    let share = |_: &FigureSpread, share: VarianceShare| Cell::probability(share.share);
    let caption = "Share of the variance of each figure that one input accounts for by itself";
    blocks.extend(inputs_by_figure(summary, drivers, caption, &|one| !is_target(one), &share));
    let points = |spread: &FigureSpread, share: VarianceShare| sentences::moved(spread, share).into();
    let caption = "By how much the likelihood of each target moves with one input (one standard deviation)";
    blocks.extend(inputs_by_figure(summary, drivers, caption, &is_target, &points));
    blocks.push(Block::Note(note(drivers).into()));
    Some(Section { id: "drivers", title: TITLE, blocks })
}

fn note(drivers: &Drivers) -> String {
    let parts = if drivers.further > 0 {
        format!(
            "Years and chance are from {} of them, run twice more with the same inputs. ",
            words::whole(drivers.further as u64)
        )
    } else {
        format!("{TOO_SHORT} ")
    };
    format!(
        "From the first {} futures of this run. {parts}A share is left out where it is within three standard errors of zero. To know an \
         input would remove its share of the variance on average. A large share with weak evidence is the first thing to find out. All \
         inputs are in drivers.csv.",
        words::whole(drivers.futures as u64)
    )
}

/// A table of the inputs that clearly matter for some of the figures; `None` if there is none.
fn inputs_by_figure<'a>(
    summary: &'a Summary,
    drivers: &Drivers,
    caption: &str,
    is_wanted: &dyn Fn(&FigureSpread) -> bool,
    cell: &dyn Fn(&FigureSpread, VarianceShare) -> Cell<'a>,
) -> Option<Block<'a>> {
    let figures: Vec<usize> = (0..drivers.figures.len()).filter(|&place| is_wanted(&drivers.figures[place])).collect();
    let inputs = chart::inputs_with_most(drivers, &figures, MOST);
    let names = figures.iter().map(|&place| figure_words(summary.plan(), drivers.figures[place].figure));
    let header = ["Input".to_owned()].into_iter().chain(names).chain(["Evidence".to_owned()]).collect();
    let known = assumptions(summary.plan().scenario());
    let row = |input: &&InputDriver| {
        let mut row: Vec<Cell<'a>> = vec![input_name(&input.addresses).into()];
        row.extend(figures.iter().map(|&place| {
            let share = input.shares[place];
            if share.is_clear() { cell(&drivers.figures[place], share) } else { Cell::Missing }
        }));
        let [evidence, _] = known_of(&known, &input.addresses);
        row.push(evidence);
        row
    };
    let rows: Vec<_> = inputs.iter().map(row).collect();
    (!rows.is_empty()).then(|| Block::Table(PageTable::with_header(caption, header, rows)))
}
