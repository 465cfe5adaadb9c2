//! The page of a back-test.

use super::{
    COLUMNS, ENOUGH, OF_TABLES, ScoreTable, ahead, cells, is_near, name, overall, percent, reading, score_tables,
    scored, sentences, when,
};
use crate::backtest::{Backtest, ForecastMethod, ForecastOutcome, ScoreRow, ScoredMeasure};
use crate::content::cell::Cell;
use crate::content::facts::FactValue;
use crate::content::page::{Block, PageTable, Section};

/// Tenths of the probability integral transform.
const TENTHS: usize = 10;

/// The sections, with so many charts in the first.
pub(super) fn sections(backtest: &Backtest, charts: usize) -> Vec<Section<'static>> {
    let mut sections = vec![in_short(backtest, charts), by_measure(backtest), by_origin(backtest)];
    if backtest.span.authority.is_none() {
        sections.push(by_size(backtest));
    }
    sections.extend([pit(backtest), method(), run(backtest)]);
    sections
}

/// What went wrong first.
fn in_short(backtest: &Backtest, charts: usize) -> Section<'static> {
    let of_model: Vec<&ScoreRow> = overall(backtest, ForecastMethod::Staffcast).collect();
    let of_measures = || of_model.iter().filter(|row| row.measure.is_some());
    let worse = of_measures().filter(|row| row.skill > 1.0 && row.n >= ENOUGH).map(|row| {
        format!(
            "{}, {}: worse than no change (its CRPS is {:.2} times as large).",
            name(row.measure),
            when(row.horizon),
            row.skill
        )
    });
    let off = of_measures().filter(|row| !is_near(row) && row.n >= ENOUGH).map(|row| {
        format!(
            "{}, {}: the 80% range held {} (±{:.0} points).",
            name(row.measure),
            when(row.horizon),
            percent(row.coverage[1]),
            200.0 * row.coverage_errors[1]
        )
    });
    let better = overall(backtest, ForecastMethod::Regression).filter(|row| row.measure.is_none());
    let better = better.filter_map(|row| {
        let ours = of_model.iter().find(|ours| ours.measure.is_none() && ours.horizon == row.horizon)?;
        (row.skill < row.model_skill && ours.n >= ENOUGH).then(|| {
            format!(
                "{}: a regression on past values scores better in the mean (CRPS {:.2} of no change, staffcast {:.2} on the same figures).",
                ahead(row.horizon),
                row.skill,
                row.model_skill
            )
        })
    });
    let bad: Vec<String> = worse.chain(off).chain(better).collect();
    let mut blocks = Vec::new();
    if !bad.is_empty() {
        blocks.push(Block::Cautions(bad));
    }
    blocks.extend((0..charts).map(Block::Exhibit));
    blocks.push(Block::Findings(sentences(backtest)));
    blocks.push(Block::Note(
        "A back-test scores forecasts of what happened. The difference between two plans depends on inputs that have not been tested."
            .into(),
    ));
    Section { id: "in-short", title: "In short", blocks }
}

/// A table of scores.
pub(super) fn table(
    caption: String,
    first: &str,
    columns: [&str; COLUMNS],
    rows: Vec<(String, [String; COLUMNS])>,
) -> Block<'static> {
    let mut header = vec![first.to_owned()];
    header.extend(columns.map(str::to_owned));
    let row = |(first, cells): (String, [String; COLUMNS])| {
        let first = Cell::Text(first.trim().to_owned().into());
        std::iter::once(first).chain(cells.map(|cell| Cell::Text(cell.into()))).collect()
    };
    Block::Table(PageTable::with_header(caption, header, rows.into_iter().map(row).collect()))
}

/// The scores over all origins.
pub(super) fn by_measure(backtest: &Backtest) -> Section<'static> {
    let tables = score_tables(backtest).into_iter();
    let mut blocks: Vec<Block<'static>> =
        tables.map(|ScoreTable { title, columns, rows }| table(title, "Measure or method", columns, rows)).collect();
    blocks.push(Block::Note(reading(backtest).into()));
    Section { id: "by-measure", title: "By measure", blocks }
}

/// The scores of the model for one grouping.
fn grouped(backtest: &Backtest, is_of: impl Fn(&ScoreRow) -> Option<String>, first: &str) -> Vec<Block<'static>> {
    let mut blocks = Vec::new();
    for &horizon in &backtest.span.horizons {
        for measure in std::iter::once(None).chain(ScoredMeasure::ALL.map(Some)) {
            let rows = backtest.scores.iter().filter(|row| {
                row.horizon == horizon && row.measure == measure && row.method == ForecastMethod::Staffcast
            });
            let rows: Vec<_> = rows.filter_map(|row| Some((is_of(row)?, cells(row)))).collect();
            if !rows.is_empty() {
                blocks.push(table(format!("{}: {}", ahead(horizon), name(measure)), first, OF_TABLES, rows));
            }
        }
    }
    blocks
}

fn by_origin(backtest: &Backtest) -> Section<'static> {
    let mut blocks = vec![Block::Paragraph(
        "What all authorities share in a year makes forecasts right or wrong in all of them at once: judge the \
         ranges over all years, not in one."
            .into(),
    )];
    blocks.extend(grouped(backtest, |row| row.origin.map(|origin| origin.to_string()), "Origin"));
    Section { id: "by-origin", title: "By year of origin", blocks }
}

fn by_size(backtest: &Backtest) -> Section<'static> {
    let blocks = grouped(backtest, |row| row.size.map(|size| size.name().to_owned()), "Third by permanent FTE");
    Section { id: "by-size", title: "By size of authority", blocks }
}

/// Where published figures lay in their forecasts, by tenths.
fn pit(backtest: &Backtest) -> Section<'static> {
    let mut blocks = vec![Block::Paragraph(
        "Share of published figures in each tenth of their forecast: a tenth each if forecasts were right. If the outer tenths \
         hold more, ranges are too narrow; if the middle ones do, too wide."
            .into(),
    )];
    for &horizon in &backtest.span.horizons {
        let rows: Vec<Vec<Cell<'static>>> = ScoredMeasure::ALL
            .into_iter()
            .filter_map(|measure| {
                let is_of = |outcome: &&ForecastOutcome| outcome.horizon == horizon && outcome.measure == measure;
                let of =
                    backtest.outcomes.iter().filter(is_of).filter_map(|outcome| outcome.of(ForecastMethod::Staffcast));
                let mut counts = [0_usize; TENTHS];
                for forecast in of {
                    counts[((forecast.pit * TENTHS as f64) as usize).min(TENTHS - 1)] += 1;
                }
                let all: usize = counts.iter().sum();
                let cells = counts.map(|count| Cell::Text(percent(count as f64 / all as f64).into()));
                (all > 0).then(|| std::iter::once(name(Some(measure)).into()).chain(cells).collect())
            })
            .collect();
        let mut header = vec!["Measure".to_owned()];
        header.extend((1..=TENTHS).map(|tenth| tenth.to_string()));
        blocks.push(Block::Table(PageTable::with_header(ahead(horizon), header, rows)));
    }
    Section { id: "tenths", title: "Where figures lay in their forecasts", blocks }
}

fn method() -> Section<'static> {
    let paragraphs = [
        "Every census of the span is opened as staffcast import dfe does, from copies of the tables that end with it; blanks are filled \
         with 0: nobody is recruited beyond the expected starters. The run to each later census is \
         compared with what was published then. An authority is scored if its census says all that import needs, it has at least 20 \
         permanent FTE, and it has the same code at both censuses.",
        "No change: the last value and the changes of all authorities over the same number of years up to the origin, on the log scale (FTE, \
         caseload) or the scale of log odds (rates); where fewer than two years of such changes exist, changes over one year times \
         the root of the number of years. No change plus national: the last change of England in place of their mean. Regression: on \
         the last value, the one before and the mean so far, with its own errors.",
        "Recalibrated: the median and the width of the 80% range, with the errors of earlier forecasts that were known at the origin \
         (conformal prediction).",
        "in_advance.csv has forecasts from the latest census by the same rules, for figures that are not yet published.",
        "A figure of 0 at the origin is not scored. Figures are from the current edition of the tables, revisions included. Authorities \
         that were reorganised fall out. Costs are not scored: outturns are not in the tables.",
    ];
    let blocks = paragraphs.map(|text| Block::Paragraph(text.into())).into_iter().collect();
    Section { id: "method", title: "How it was done", blocks }
}

/// What was read and run.
pub(super) fn run(backtest: &Backtest) -> Section<'static> {
    let files: Vec<String> = backtest.files.iter().map(|(name, digest)| format!("{name} (SHA-256 {digest})")).collect();
    let facts = vec![
        ("Scored", FactValue::Words(scored(backtest))),
        ("Seed", FactValue::Words(backtest.span.seed.to_string())),
        ("Program", FactValue::Words(format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")))),
        ("Files", FactValue::Words(files.join(", "))),
    ];
    Section { id: "run", title: "What was run", blocks: vec![Block::Facts(facts)] }
}
