//! The content of a back-test: a chart and tables of scores, a page and a record.

mod chart;
mod page;
mod record;
mod tables;

pub(crate) use record::{BacktestRecord, record};

use super::document::{Document, Part};
use super::provenance::Provenance;
use super::record::Record;
use super::words;
use super::workbook::Workbook;
use crate::backtest::{Backtest, ForecastMethod, ScoreRow, ScoredMeasure};
use crate::measures::Measure;

/// The columns of the table of scores on screen and on the page.
pub(crate) const COLUMNS: [&str; 9] = ["n", "in 80%", "±", "in 50%", "below", "above", "width", "CRPS", "model"];

/// How to read the columns.
pub(crate) const READING: &str = "In 80%: share of published figures within the 80% range; ±: two standard errors, in points, clustered \
                                  by authority and year. Below, above: shares outside it. Width: mean width of the 80% range, FTE in % of \
                                  permanent FTE at the origin, rates in points, caseload in cases; for the mean of the six, over that of \
                                  no change. CRPS: continuous ranked probability score over that of no change; below 1 is better. Model: \
                                  staffcast's on the same figures, because not every method has a forecast of each.";

/// With fewer figures of a measure, a share of them says too little to be judged.
const ENOUGH: usize = 30;

/// How far the share within the 80% range may be from 80% before it counts as wrong: an assumption, of about two standard errors of the
/// shares of a measure.
const TOLERANCE: f64 = 0.06;

/// The scores over one horizon, as text: a line for each measure, then the mean of the measures for each method.
#[derive(Clone, Debug)]
pub struct ScoreTable {
    /// `One year ahead`.
    pub title: String,
    /// The first cell and the others, in the order of the columns.
    pub rows: Vec<(String, [String; COLUMNS.len()])>,
}

/// The label of a measure, or the name of the mean of all.
pub(crate) fn name(measure: Option<ScoredMeasure>) -> &'static str {
    let label = |measure: ScoredMeasure| Measure::find(measure.id()).map_or(measure.id(), |found| found.label);
    measure.map_or("Mean of the six", label)
}

/// The same within a sentence: `permanent FTE`.
fn lower(measure: Option<ScoredMeasure>) -> String {
    let name = name(measure);
    let (first, rest) = name.split_at(1);
    first.to_lowercase() + rest
}

/// The scores of a method over all origins and authorities.
fn overall(backtest: &Backtest, method: ForecastMethod) -> impl Iterator<Item = &ScoreRow> {
    let of_method = backtest.scores.iter().filter(move |row| row.method == method);
    of_method.filter(|row| row.origin.is_none() && row.size.is_none())
}

/// Whether the share within the 80% range is as near to 80% as it should be, to the per cent that is shown.
fn is_near(row: &ScoreRow) -> bool {
    let shown = (100.0 * row.coverage[1]).round();
    (shown - 80.0).abs() <= (100.0 * TOLERANCE).round()
}

/// How many shares are as near to 80% as they should be: `11 of 12`.
fn count_near<'r>(rows: impl Iterator<Item = &'r ScoreRow>) -> String {
    let (near, all) = rows.fold((0, 0), |(near, all), row| (near + u64::from(is_near(row)), all + 1_u64));
    format!("{} of {}", words::whole(near), words::whole(all))
}

/// `one year ahead`, `3 years ahead`.
fn when(horizon: u32) -> String {
    ahead(horizon).to_lowercase()
}

/// `One year ahead`, `3 years ahead`.
fn ahead(horizon: u32) -> String {
    if horizon == 1 { "One year ahead".to_owned() } else { format!("{horizon} years ahead") }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

fn known(value: f64, decimals: usize) -> String {
    if value.is_nan() { "-".to_owned() } else { format!("{value:.decimals$}") }
}

/// The cells of a row of scores.
fn cells(row: &ScoreRow) -> [String; COLUMNS.len()] {
    let decimals = if row.measure.is_none() || row.measure == Some(ScoredMeasure::Caseload) { 2 } else { 1 };
    [
        words::whole(row.n as u64),
        percent(row.coverage[1]),
        known(200.0 * row.coverage_errors[1], 0),
        percent(row.coverage[0]),
        percent(row.below),
        percent(row.above),
        known(row.width80, decimals),
        known(row.skill, 2),
        if row.method == ForecastMethod::Staffcast { String::new() } else { known(row.model_skill, 2) },
    ]
}

/// The scores over all origins: for each horizon the measures of the model, then the mean of the measures for each method.
#[must_use]
pub fn score_tables(backtest: &Backtest) -> Vec<ScoreTable> {
    let of_horizon = |&horizon: &u32| {
        let all = backtest.scores.iter().filter(move |row| row.horizon == horizon);
        let all = all.filter(|row| row.origin.is_none() && row.size.is_none());
        let of_model = all.clone().filter(|row| row.method == ForecastMethod::Staffcast && row.measure.is_some());
        let means = all.filter(|row| row.measure.is_none());
        let mut rows: Vec<(String, _)> = of_model.map(|row| (name(row.measure).to_owned(), cells(row))).collect();
        rows.extend(means.map(|row| match row.method {
            ForecastMethod::Staffcast => (name(None).to_owned(), cells(row)),
            method => (format!(" {}", method.name()), cells(row)),
        }));
        ScoreTable { title: ahead(horizon), rows }
    };
    backtest.span.horizons.iter().map(of_horizon).filter(|table| !table.rows.is_empty()).collect()
}

/// What was scored, in a line.
#[must_use]
pub fn scored(backtest: &Backtest) -> String {
    let origins = || backtest.outcomes.iter().map(|outcome| outcome.origin);
    let (first, last) = (origins().min().unwrap_or_default(), origins().max().unwrap_or_default());
    let years = if first == last { format!("census of {first}") } else { format!("censuses of {first} to {last}") };
    let authorities = match (&backtest.span.authority, backtest.outcomes.first()) {
        (Some(_), Some(outcome)) => outcome.name.clone(),
        _ => words::counted(backtest.authorities() as u64, "authority", "authorities"),
    };
    let pool = if backtest.span.has_pool { ", rates from other tables" } else { "" };
    format!("{authorities}, {years}{pool}, {} each", words::counted(backtest.replications, "future", "futures"))
}

/// `Permanent FTE, one year ahead: 81% of 631 figures were within the 80% range (no change: 81%)`, a sentence for each measure and horizon.
#[must_use]
pub fn sentences(backtest: &Backtest) -> Vec<String> {
    let all = |method| overall(backtest, method).filter(|row| row.measure.is_some());
    let sentence = |row: &ScoreRow| {
        let simple = all(ForecastMethod::NoChange)
            .find(|simple| simple.measure == row.measure && simple.horizon == row.horizon)
            .map_or(String::new(), |simple| format!(" (no change: {})", percent(simple.coverage[1])));
        format!(
            "{}, {}: {} of {} figures were within the 80% range{simple}.",
            name(row.measure),
            when(row.horizon),
            percent(row.coverage[1]),
            words::whole(row.n as u64)
        )
    };
    all(ForecastMethod::Staffcast).map(sentence).collect()
}

impl<'a> From<&'a Backtest> for Document<'a> {
    fn from(backtest: &'a Backtest) -> Self {
        let exhibits: Vec<_> = chart::exhibit(backtest).into_iter().collect();
        let mut parts = vec![
            Part::table("scores", || tables::scores(backtest)),
            Part::table("forecasts", || tables::forecasts(backtest)),
            Part::table("in_advance", || tables::in_advance(backtest)),
            Part::record("backtest", Record::Backtest(record(backtest))),
        ];
        parts.extend((0..exhibits.len()).map(Part::Drawing));
        Document {
            title: "How often the ranges were right".to_owned(),
            subtitle: format!("Back-test: {}", scored(backtest)),
            sections: page::sections(backtest, exhibits.len()),
            exhibits,
            parts,
            workbook: Workbook::default(),
            provenance: Provenance::of_backtest(backtest),
        }
    }
}
