//! The page of a back-test of one council's own history.

use super::super::page::{by_measure, run};
use super::super::{beside_no_change, lower, name, overall, when};
use super::verdict::CoverageVerdict;
use super::{by_quarter, first_row, held, separate};
use crate::backtest::{Backtest, ForecastMethod, ScoreRow, ScoredMeasure};
use crate::content::page::{Block, Section};

/// The sections, with so many charts in the first.
pub(in super::super) fn sections(backtest: &Backtest, charts: usize) -> Vec<Section<'static>> {
    vec![in_short(backtest, charts), by_measure(backtest), quarters(backtest), method(backtest), run(backtest)]
}

/// The scores of the model over all origins.
fn of_model(backtest: &Backtest) -> impl Iterator<Item = &ScoreRow> {
    overall(backtest, ForecastMethod::Staffcast).filter(|row| row.measure.is_some())
}

/// What went wrong first.
fn in_short(backtest: &Backtest, charts: usize) -> Section<'static> {
    let mut bad: Vec<String> = backtest.own_history().map(|history| history.cautions.clone()).unwrap_or_default();
    bad.extend(of_model(backtest).filter_map(wrong));
    let mut blocks = Vec::new();
    if !bad.is_empty() {
        blocks.push(Block::Cautions(bad));
    }
    blocks.extend((0..charts).map(Block::Exhibit));
    blocks.push(Block::Findings(of_model(backtest).map(|row| finding(backtest, row)).collect()));
    blocks.push(Block::Note(
        "A back-test scores forecasts of what happened. The difference between two plans depends on inputs that have not been tested."
            .into(),
    ));
    Section { id: "in-short", title: "In short", blocks }
}

/// What is wrong with the forecasts of a measure, if something is beyond chance or worse than no change.
fn wrong(row: &ScoreRow) -> Option<String> {
    let verdict = CoverageVerdict::of(row);
    let is_off = matches!(verdict, CoverageVerdict::Narrow | CoverageVerdict::Wide);
    let off = is_off.then(|| format!("the 80% range held {} ({}), {verdict}", held(row), separate(row)));
    let worse =
        (row.skill > 1.0).then(|| format!("worse than no change (its CRPS is {:.2} times as large)", row.skill));
    let parts: Vec<String> = off.into_iter().chain(worse).collect();
    (!parts.is_empty()).then(|| format!("{}, {}: {}.", name(row.measure), when(row.horizon), parts.join("; ")))
}

/// `Permanent FTE, one year ahead: 9 of 12 quarters were within the 80% range, of three separate years (no change: 75%).`
fn finding(backtest: &Backtest, row: &ScoreRow) -> String {
    format!(
        "{}, {}: {} were within the 80% range, of {}{}.",
        name(row.measure),
        when(row.horizon),
        held(row),
        separate(row),
        beside_no_change(backtest, row)
    )
}

/// Every forecast over the horizon that is shown first.
fn quarters(backtest: &Backtest) -> Section<'static> {
    let horizon = first_row(backtest).map(|row| row.horizon);
    // The first is below the picture.
    let others = of_model(backtest).filter(|row| Some(row.horizon) == horizon && row.measure != Some(super::FIRST));
    let mut blocks: Vec<Block<'static>> = others.map(|row| Block::Table(by_quarter(backtest, row))).collect();
    blocks.push(Block::Note("forecasts.csv has every forecast, over the other horizons too.".into()));
    Section { id: "by-quarter", title: "By quarter", blocks }
}

fn method(backtest: &Backtest) -> Section<'static> {
    let Some(history) = backtest.own_history() else {
        return Section { id: "method", title: "How it was done", blocks: Vec::new() };
    };
    let recorded = history.recorded_from.map_or_else(
        || "The list has no permanent worker who left.".to_owned(),
        |from| format!("The list has the permanent workers who left from {from} on."),
    );
    let is_scored = |measure: &ScoredMeasure| of_model(backtest).any(|row| row.measure == Some(*measure));
    let scored: Vec<String> =
        ScoredMeasure::ALL.into_iter().filter(is_scored).map(|measure| lower(Some(measure))).collect();
    let paragraphs = [
        format!(
            "{recorded} It is complete until the beginning of {}. It is opened at the beginning of January, April, July and October, from two years \
             after the first of these months unless --from says otherwise, as staffcast import staff does: with nobody who started later and no \
             leaving date that was later. The run is compared with what the list shows for the beginning of a later quarter.",
            history.until
        ),
        "Posts are not in the list. Each team has its permanent FTE at the origin and the vacancies of which agency workers would cover England's \
         share with the FTE that they have; posts do not change afterwards. Nobody is recruited beyond the expected starters. Both are assumptions, \
         and decide most of what is forecast of agency staff."
            .to_owned(),
        "Three things are known later than the origin: team, hours and job title are the latest in the list; time in service has England's profile of \
         leaving of 2016; and how much rates vary from year to year was estimated from 2017 to 2025. Hours do not vary in these forecasts, because \
         those of the list cannot."
            .to_owned(),
        format!(
            "Scored: {}. Turnover is the FTE that left in the year before over permanent FTE, and is scored from one year ahead. A figure of 0 at the \
             origin is not scored.",
            scored.join(", ")
        ),
        "No change: the last value and the council's own changes over the same time up to the origin, on the log scale (FTE, caseload) or the scale of log odds \
         (rates); with fewer than eight of them, its changes over one quarter times the root of the number of quarters; with fewer than four of \
         those, none."
            .to_owned(),
        "Quarters overlap: forecasts one year ahead from four neighbouring quarters share most of what happened. So what counts is how many spans do \
         not overlap, and shares are judged as if these were all."
            .to_owned(),
    ];
    let mut blocks: Vec<Block<'static>> = paragraphs.map(|text| Block::Paragraph(text.into())).into_iter().collect();
    if !history.notes.is_empty() {
        blocks.push(Block::Heading("What was read".to_owned()));
        blocks.push(Block::Bullets(history.notes.clone()));
    }
    Section { id: "method", title: "How it was done", blocks }
}
