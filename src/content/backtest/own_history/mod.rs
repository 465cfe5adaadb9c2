//! The content of a back-test of one council's own history: one sentence, one picture, and the tables behind them.

mod page;
mod verdict;

pub(super) use page::sections;

use super::{COLUMNS, ScoreTable, ahead, known, lower, name, overall, percent, when};
use crate::backtest::{Backtest, ForecastMethod, ForecastOutcome, ScoreRow, ScoredMeasure};
use crate::content::cell::Cell;
use crate::content::chart::{AxisUnit, ChartData, ForecastRange, RangeChart};
use crate::content::exhibit::Exhibit;
use crate::content::page::PageTable;
use crate::content::words;
use crate::units::{Month, Unit};
use verdict::{CoverageVerdict, separate};

/// The columns of the scores.
const OF_HISTORY: [&str; COLUMNS] = ["n", "in 80%", "apart", "in 50%", "below", "above", "width", "bias", "CRPS"];

/// How to read them.
pub(super) const READING: &str = "In 80%: share of figures within the 80% range. Apart: how many of the n spans do not overlap; no more than \
                                  these count as evidence, and there is no standard error. Below, above: shares outside. Width: mean width of \
                                  the 80% range; bias: mean of the median less what happened; FTE, rates in points, caseload in cases per FTE. CRPS: continuous ranked \
                                  probability score over that of no change; below 1 is better.";

/// What is shown first.
const FIRST: ScoredMeasure = ScoredMeasure::PermanentFte;

/// Places of the limits of the 80% range and of the median among the percentiles.
const LOW: usize = 1;
const MEDIAN: usize = 3;
const HIGH: usize = 5;

/// The scores of the model for permanent FTE over the horizon that is shown first: one year, or else the longest.
fn first_row(backtest: &Backtest) -> Option<&ScoreRow> {
    let rows = || overall(backtest, ForecastMethod::Staffcast).filter(|row| row.measure == Some(FIRST));
    let a_year = rows().find(|row| row.horizon.whole_years() == Some(1));
    a_year.or_else(|| rows().max_by_key(|row| row.horizon))
}

/// The sentence, bad news first; `None` if permanent FTE is not scored.
pub(super) fn headline(backtest: &Backtest) -> Option<String> {
    first_row(backtest).map(sentence)
}

/// For example `The 80% ranges of permanent FTE one year ahead held 9 of 12 quarters (three separate years), too few to tell 80% from 60%; their
/// medians were too high by 4.0 FTE on average.`
fn sentence(row: &ScoreRow) -> String {
    let worse = row.skill > 1.0;
    let begin = if worse {
        format!("Worse than no change (CRPS {:.2} times as large): the", row.skill)
    } else {
        "The".to_owned()
    };
    let unit = if row.measure.is_some_and(ScoredMeasure::is_fte) { "FTE" } else { "points" };
    let size = format!("{:.1}", row.bias.abs());
    let bias = if size == "0.0" {
        "were neither too high nor too low on average".to_owned()
    } else {
        format!("were too {} by {size} {unit} on average", if row.bias > 0.0 { "high" } else { "low" })
    };
    format!(
        "{begin} 80% ranges of {} {} held {} ({}), {}; their medians {bias}.",
        lower(row.measure),
        when(row.horizon),
        held(row),
        separate(row),
        CoverageVerdict::of(row)
    )
}

/// `9 of 12 quarters`.
fn held(row: &ScoreRow) -> String {
    let held = (row.coverage[1] * row.n as f64).round() as u64;
    format!("{} of {}", words::whole(held), words::counted(row.n as u64, "quarter", "quarters"))
}

/// The scores: the measures, each with no change below it.
pub(super) fn score_tables(backtest: &Backtest) -> Vec<ScoreTable> {
    let methods = [ForecastMethod::Staffcast, ForecastMethod::NoChange];
    let of_horizon = |&horizon| {
        let of = |measure: ScoredMeasure| {
            methods.into_iter().filter_map(move |method| {
                let mut rows = overall(backtest, method);
                rows.find(|row| row.horizon == horizon && row.measure == Some(measure))
            })
        };
        let label = |row: &ScoreRow| match row.method {
            ForecastMethod::Staffcast => name(row.measure).to_owned(),
            method => format!(" {}", method.name()),
        };
        let rows = ScoredMeasure::ALL.into_iter().flat_map(of).map(|row| (label(row), cells(row))).collect();
        ScoreTable { title: ahead(horizon), columns: OF_HISTORY, rows }
    };
    backtest.span.horizons.iter().map(of_horizon).filter(|table| !table.rows.is_empty()).collect()
}

fn cells(row: &ScoreRow) -> [String; COLUMNS] {
    let decimals = if row.measure == Some(ScoredMeasure::Caseload) { 2 } else { 1 };
    [
        words::whole(row.n as u64),
        percent(row.coverage[1]),
        words::whole(row.separate_spans as u64),
        percent(row.coverage[0]),
        percent(row.below),
        percent(row.above),
        known(row.width80, decimals),
        known(row.bias, decimals),
        known(row.skill, 2),
    ]
}

/// The forecasts that a row of scores is of, in order.
fn outcomes<'b>(backtest: &'b Backtest, row: &ScoreRow) -> Vec<(Month, &'b ForecastOutcome, ForecastRange)> {
    let is_of = |outcome: &&ForecastOutcome| Some(outcome.measure) == row.measure && outcome.horizon == row.horizon;
    let range = |outcome: &'b ForecastOutcome| {
        let percentiles = outcome.of(ForecastMethod::Staffcast)?.percentiles;
        let [low, median, high] = [LOW, MEDIAN, HIGH].map(|place| percentiles[place]);
        let month = outcome.origin.end(outcome.horizon);
        Some((outcome.origin.month(), outcome, ForecastRange { month, low, median, high, actual: outcome.observed }))
    };
    backtest.outcomes.iter().filter(is_of).filter_map(range).collect()
}

/// The picture: permanent FTE by quarter, and the range that had been forecast for it.
pub(super) fn exhibit(backtest: &Backtest) -> Option<Exhibit<'static>> {
    let (history, row) = (backtest.own_history()?, first_row(backtest)?);
    let before = when(row.horizon).replace("ahead", "before");
    let title = format!("What happened, and what had been forecast {before}");
    let found = outcomes(backtest, row);
    let chart = RangeChart {
        title: title.clone(),
        subtitle: format!("{} at the beginning of each quarter", name(row.measure)),
        unit: AxisUnit::Number,
        actual: history.permanent.clone(),
        name: format!("80% range, forecast {before}"),
        ranges: found.iter().map(|(_, _, range)| *range).collect(),
        note: "Neighbouring ranges share most of what happened, so they are right or wrong together.".to_owned(),
    };
    Some(Exhibit {
        id: "own-history".to_owned(),
        file: Some("own-history".to_owned()),
        title,
        finding: sentence(row),
        continued: String::new(),
        chart: ChartData::Ranges(chart),
        tables: vec![by_quarter(backtest, row)],
        is_wide: false,
    })
}

/// The forecasts of a row of scores beside what happened.
fn by_quarter(backtest: &Backtest, row: &ScoreRow) -> PageTable<'static> {
    const HEADER: [&str; 8] = ["From", "For", "Happened", "Median", "80% from", "80% to", "80% range", "No change"];
    let unit = match row.measure {
        Some(ScoredMeasure::Caseload) => Unit::CasesPerFte,
        Some(measure) if measure.is_fte() => Unit::Fte,
        _ => Unit::Share,
    };
    let factor = row.measure.map_or(1.0, ScoredMeasure::factor_of_one_council);
    let cell = |value: f64| Cell::level(value / factor, unit);
    let rows = outcomes(backtest, row).into_iter().map(|(origin, outcome, range)| {
        let simple = outcome.of(ForecastMethod::NoChange).map(|forecast| {
            let [low, high] = [LOW, HIGH].map(|place| forecast.percentiles[place]);
            place(low, range.actual, high)
        });
        vec![
            Cell::Month(origin),
            Cell::Month(range.month),
            cell(range.actual),
            cell(range.median),
            cell(range.low),
            cell(range.high),
            place(range.low, range.actual, range.high).into(),
            simple.map_or(Cell::Missing, Cell::from),
        ]
    });
    PageTable::new(format!("{}, {}", name(row.measure), when(row.horizon)), &HEADER, rows.collect())
}

/// Where a figure lies in a range.
fn place(low: f64, value: f64, high: f64) -> &'static str {
    if value < low {
        "below"
    } else if value > high {
        "above"
    } else {
        "within"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::ForecastHorizon;

    /// The scores of permanent FTE one year ahead, of so many quarters of which the range held some.
    pub(super) fn row(held: usize, n: usize, separate_spans: usize) -> ScoreRow {
        ScoreRow {
            measure: Some(FIRST),
            horizon: ForecastHorizon::of_years(1),
            origin: None,
            size: None,
            method: ForecastMethod::Staffcast,
            n,
            separate_spans,
            coverage: [0.5, held as f64 / n as f64, 0.9],
            coverage_errors: [f64::NAN; 3],
            below: 0.0,
            above: 0.0,
            width80: 30.0,
            bias: 4.04,
            interval80: 30.0,
            interval80_below: 0.0,
            interval80_above: 0.0,
            crps: 5.0,
            skill: 0.9,
            model_skill: 0.9,
        }
    }

    #[test]
    fn the_sentence_says_how_little_the_quarters_show() {
        assert_eq!(
            sentence(&row(9, 12, 3)),
            "The 80% ranges of permanent FTE one year ahead held 9 of 12 quarters (three separate years), too few to tell 80% from 60%; their \
             medians were too high by 4.0 FTE on average."
        );
    }

    #[test]
    fn bad_news_comes_first() {
        let bad = ScoreRow { skill: 1.204, bias: -2.0, ..row(3, 16, 4) };
        assert_eq!(
            sentence(&bad),
            "Worse than no change (CRPS 1.20 times as large): the 80% ranges of permanent FTE one year ahead held 3 of 16 quarters (four separate \
             years), fewer than 80% even so; their medians were too low by 2.0 FTE on average."
        );
        let even = ScoreRow { bias: 0.01, ..row(1, 1, 1) };
        assert!(sentence(&even).contains("held 1 of 1 quarter (one separate year)"), "{}", sentence(&even));
        assert!(sentence(&even).ends_with("their medians were neither too high nor too low on average."));
    }
}
