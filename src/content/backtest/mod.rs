//! The content of a back-test: a chart and tables of scores, a page and a record.

mod chart;
mod own_history;
mod page;
mod record;
mod tables;

pub(crate) use record::{BacktestRecord, HorizonRecord, OriginRecord, record};

use super::document::{Document, Part};
use super::provenance::Provenance;
use super::record::Record;
use super::words;
use super::workbook::Workbook;
use crate::backtest::{Backtest, BacktestSource, ForecastHorizon, ForecastMethod, ScoreRow, ScoredMeasure};
use crate::measures::Measure;

/// The number of columns of a table of scores, after its first.
pub(crate) const COLUMNS: usize = 9;

/// The columns of the scores of many authorities, on screen and on the page.
const OF_TABLES: [&str; COLUMNS] = ["n", "in 80%", "±", "in 50%", "below", "above", "width", "CRPS", "model"];

/// How to read these columns.
const READING: &str = "In 80%: share of published figures within the 80% range; ±: two standard errors, in points, clustered \
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
    /// Names of the columns after the first.
    pub columns: [&'static str; COLUMNS],
    /// The first cell and the others, in the order of the columns.
    pub rows: Vec<(String, [String; COLUMNS])>,
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
fn when(horizon: ForecastHorizon) -> String {
    ahead(horizon).to_lowercase()
}

/// `One year ahead`, `3 years ahead`, `6 months ahead`.
fn ahead(horizon: ForecastHorizon) -> String {
    match horizon.whole_years() {
        Some(1) => "One year ahead".to_owned(),
        Some(years) => format!("{years} years ahead"),
        None => format!("{} months ahead", horizon.months()),
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

fn known(value: f64, decimals: usize) -> String {
    if value.is_nan() { "-".to_owned() } else { format!("{value:.decimals$}") }
}

/// The cells of a row of scores.
fn cells(row: &ScoreRow) -> [String; COLUMNS] {
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

/// The one sentence of a council's own history; `None` for tables.
pub(crate) fn headline(backtest: &Backtest) -> Option<String> {
    backtest.own_history().and_then(|_| own_history::headline(backtest))
}

/// How to read the tables of scores.
pub(crate) fn reading(backtest: &Backtest) -> &'static str {
    if backtest.own_history().is_some() { own_history::READING } else { READING }
}

/// The scores over all origins: for each horizon the measures of the model, then the mean of the measures for each method; of a council's own
/// history the measures, each with no change below it.
#[must_use]
pub fn score_tables(backtest: &Backtest) -> Vec<ScoreTable> {
    if backtest.own_history().is_some() {
        return own_history::score_tables(backtest);
    }
    let of_horizon = |&horizon: &ForecastHorizon| {
        let all = backtest.scores.iter().filter(move |row| row.horizon == horizon);
        let all = all.filter(|row| row.origin.is_none() && row.size.is_none());
        let of_model = all.clone().filter(|row| row.method == ForecastMethod::Staffcast && row.measure.is_some());
        let means = all.filter(|row| row.measure.is_none());
        let mut rows: Vec<(String, _)> = of_model.map(|row| (name(row.measure).to_owned(), cells(row))).collect();
        rows.extend(means.map(|row| match row.method {
            ForecastMethod::Staffcast => (name(None).to_owned(), cells(row)),
            method => (format!(" {}", method.name()), cells(row)),
        }));
        ScoreTable { title: ahead(horizon), columns: OF_TABLES, rows }
    };
    backtest.span.horizons.iter().map(of_horizon).filter(|table| !table.rows.is_empty()).collect()
}

/// What was scored, in a line.
#[must_use]
pub fn scored(backtest: &Backtest) -> String {
    let origins = || backtest.outcomes.iter().map(|outcome| outcome.origin);
    let of = |one: &str, several: &str| match (origins().min(), origins().max()) {
        (Some(first), Some(last)) if first != last => format!("{several} of {first} to {last}"),
        (first, _) => format!("{one} of {}", first.map_or_else(String::new, |first| first.to_string())),
    };
    let first_name = || backtest.outcomes.first().map(|outcome| outcome.name.clone()).unwrap_or_default();
    let futures = words::counted(backtest.replications, "future", "futures");
    match &backtest.source {
        BacktestSource::OwnHistory(_) => format!("{}, {}, {futures} each", first_name(), of("quarter", "quarters")),
        BacktestSource::Tables(censuses) => {
            let authorities = match &backtest.span.authority {
                Some(_) => first_name(),
                None => words::counted(backtest.authorities() as u64, "authority", "authorities"),
            };
            let pool = if censuses.has_pool { ", rates from other tables" } else { "" };
            format!("{authorities}, {}{pool}, {futures} each", of("census", "censuses"))
        }
    }
}

/// ` (no change: 81%)`: the same share of no change, if it has one.
fn beside_no_change(backtest: &Backtest, row: &ScoreRow) -> String {
    let is_same = |simple: &&ScoreRow| simple.measure == row.measure && simple.horizon == row.horizon;
    let simple = overall(backtest, ForecastMethod::NoChange).find(is_same);
    simple.map_or(String::new(), |simple| format!(" (no change: {})", percent(simple.coverage[1])))
}

/// `Permanent FTE, one year ahead: 81% of 631 figures were within the 80% range (no change: 81%)`, a sentence for each measure and horizon.
#[must_use]
pub fn sentences(backtest: &Backtest) -> Vec<String> {
    let sentence = |row: &ScoreRow| {
        format!(
            "{}, {}: {} of {} figures were within the 80% range{}.",
            name(row.measure),
            when(row.horizon),
            percent(row.coverage[1]),
            words::whole(row.n as u64),
            beside_no_change(backtest, row)
        )
    };
    overall(backtest, ForecastMethod::Staffcast).filter(|row| row.measure.is_some()).map(sentence).collect()
}

impl<'a> From<&'a Backtest> for Document<'a> {
    fn from(backtest: &'a Backtest) -> Self {
        let is_own = backtest.own_history().is_some();
        let exhibit = if is_own { own_history::exhibit(backtest) } else { chart::exhibit(backtest) };
        let exhibits: Vec<_> = exhibit.into_iter().collect();
        let sections = if is_own { own_history::sections } else { page::sections };
        let mut parts = vec![
            Part::table("scores", || tables::scores(backtest)),
            Part::table("forecasts", || tables::forecasts(backtest)),
        ];
        if !is_own {
            parts.push(Part::table("in_advance", || tables::in_advance(backtest)));
        }
        parts.push(Part::record("backtest", Record::Backtest(record(backtest))));
        parts.extend((0..exhibits.len()).map(Part::Drawing));
        Document {
            title: "How often the ranges were right".to_owned(),
            subtitle: format!("Back-test: {}", scored(backtest)),
            sections: sections(backtest, exhibits.len()),
            exhibits,
            parts,
            workbook: Workbook::default(),
            briefing: None,
            futures: None,
            provenance: Provenance::of_backtest(backtest),
        }
    }
}
