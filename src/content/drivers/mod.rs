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
use super::input_phrase::input_phrase;
use super::input_section::range_words;
use super::inputs::assumptions;
use super::overview::Overview;
use super::page::{Block, PageTable, Section};
use super::target_phrase::target_phrase;
use super::words;
use crate::summary::{Drivers, FigureSpread, FutureFigure, InputDriver, Summary, TargetInThirds, VarianceShare};

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
    for sentence in sentences::headlines(summary, drivers) {
        text.item(sentence);
    }
    if drivers.further == 0 {
        text.paragraph(TOO_SHORT);
    }
}

/// The section of the page; `exhibit` is the place of the picture, if there is one.
pub(crate) fn section(summary: &Summary, exhibit: Option<usize>) -> Option<Section<'_>> {
    let drivers = summary.drivers()?;
    let sentences = sentences::headlines(summary, drivers).into_iter();
    let mut blocks: Vec<Block<'_>> = sentences.map(|sentence| Block::Paragraph(sentence.into())).collect();
    blocks.extend(exhibit.map(Block::Exhibit));
    blocks.extend(inputs_that_matter(summary, drivers));
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

/// The inputs that clearly matter for some figure, in words; `None` if there is none.
fn inputs_that_matter(summary: &Summary, drivers: &Drivers) -> Option<Block<'static>> {
    const HEADS: [&str; 5] = ["Input", "Middle 80%", "Evidence", "Matters for", "In the annex as"];
    let scenario = summary.plan().scenario();
    let known = assumptions(scenario);
    let all: Vec<usize> = (0..drivers.figures.len()).collect();
    let row = |input: &InputDriver| {
        let one = known.iter().find(|one| Some(&one.address) == input.addresses.first());
        let range = one.filter(|_| input.addresses.len() == 1).map(range_words);
        vec![
            Cell::from(words::capital(&input_phrase(scenario, &input.addresses))),
            range.unwrap_or_else(|| "several".to_owned()).into(),
            one.and_then(|one| one.evidence).unwrap_or("").into(),
            matters_for(summary, drivers, input).into(),
            input_name(&input.addresses).into(),
        ]
    };
    let rows: Vec<Vec<Cell<'_>>> = chart::inputs_with_most(drivers, &all, MOST).into_iter().map(row).collect();
    let caption = "The inputs that matter most, by their greatest share of a figure's variance";
    (!rows.is_empty()).then(|| Block::Table(PageTable::new(caption, &HEADS, rows)))
}

/// The addresses of the inputs of which the spread of the run's figures comes most, the greatest share first; of a correlation group, all.
pub(crate) fn inputs_that_matter_most(summary: &Summary, most: usize) -> Vec<String> {
    let Some(drivers) = summary.drivers() else { return Vec::new() };
    let all: Vec<usize> = (0..drivers.figures.len()).collect();
    let inputs = chart::inputs_with_most(drivers, &all, most);
    inputs.into_iter().flat_map(|input| input.addresses.iter().cloned()).collect()
}

/// `28% of agency rate, end of Mar 2019; the chance that …: 49% in its lowest third, 15% in its highest`: the figures of which an input has a
/// clear share.
fn matters_for(summary: &Summary, drivers: &Drivers, input: &InputDriver) -> String {
    let scenario = summary.plan().scenario();
    let of_figure = |(spread, share): (&FigureSpread, &VarianceShare)| match spread.figure {
        FutureFigure::Headline(_) => {
            let figure = words::uncapitalised(&figure_words(summary.plan(), spread.figure));
            Some(format!("{} of {figure}", words::percent(share.share)))
        }
        FutureFigure::Target(target) => {
            let thirds = summary.target_in_thirds(target, &input.addresses).filter(TargetInThirds::is_clear)?;
            let target = target_phrase(scenario, &scenario.targets[target]);
            let [lowest, highest] = [thirds.lowest, thirds.highest].map(|third| words::percent(third.met));
            Some(format!("the chance that {target}: {lowest} in its lowest third, {highest} in its highest"))
        }
    };
    let clear = drivers.figures.iter().zip(&input.shares).filter(|(_, share)| share.is_clear());
    clear.filter_map(of_figure).collect::<Vec<_>>().join("; ")
}
