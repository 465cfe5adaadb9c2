//! The chart of a back-test: how often the ranges held, against how often they should.

use super::{ENOUGH, TOLERANCE, ahead, count_near, is_near, lower, name, overall, percent, when};
use crate::backtest::{Backtest, ForecastHorizon, ForecastMethod, ScoreRow, ScoredMeasure};
use crate::content::cell::Cell;
use crate::content::chart::{AxisUnit, ChartData, Dot, DotChart, DotPanel, ReferenceLine};
use crate::content::exhibit::Exhibit;
use crate::content::page::PageTable;

/// The methods that are drawn.
const DRAWN: [ForecastMethod; 2] = [ForecastMethod::Staffcast, ForecastMethod::NoChange];

/// The ranges that are drawn: their place among the coverages of a row, how often they should hold, and how far off is acceptable; only
/// the 80% range is judged.
const RANGES: [(usize, f64, f64); 2] = [(1, 0.8, TOLERANCE), (0, 0.5, 0.0)];

/// The share at which the axis starts if no interval goes below it.
const START: f64 = 0.3;

/// How often the 80% and 50% ranges of each measure held; `None` if there are too few figures of all measures.
pub(super) fn exhibit(backtest: &Backtest) -> Option<Exhibit<'static>> {
    let finding = finding(backtest)?;
    let is_drawn = |horizon: &&ForecastHorizon| drawn(backtest, DRAWN[0]).any(|row| row.horizon == **horizon);
    let horizons: Vec<ForecastHorizon> = backtest.span.horizons.iter().filter(is_drawn).copied().collect();
    let title = "How often the ranges held";
    let chart = DotChart {
        title: title.to_owned(),
        subtitle: "Share of published figures within the 80% and the 50% range: right is on the line".to_owned(),
        unit: AxisUnit::Percent,
        ticks: ticks(backtest),
        references: RANGES.map(reference).to_vec(),
        series: DRAWN.map(|method| method.name().to_owned()).to_vec(),
        rows: ScoredMeasure::ALL.map(|measure| name(Some(measure)).to_owned()).to_vec(),
        panels: horizons.iter().map(|&horizon| panel(backtest, horizon)).collect(),
        note: format!(
            "Horizontal lines: two standard errors on either side, from drawing authorities and years again; too short beyond one \
             year ahead, where origins share years. That {:.0} points off are acceptable is an assumption. Measures with fewer than \
             {ENOUGH} figures are left out.",
            100.0 * TOLERANCE
        ),
    };
    Some(Exhibit {
        id: "coverage".to_owned(),
        file: Some("coverage".to_owned()),
        title: title.to_owned(),
        finding,
        continued: String::new(),
        chart: ChartData::Dots(chart),
        tables: horizons.iter().map(|&horizon| table(backtest, horizon)).collect(),
        is_wide: false,
    })
}

/// The scores of a method that are drawn, by horizon and measure.
fn drawn(backtest: &Backtest, method: ForecastMethod) -> impl Iterator<Item = &ScoreRow> {
    overall(backtest, method).filter(|row| row.measure.is_some() && row.n >= ENOUGH)
}

/// What is wrong first: the shares that are off, or else the one that is furthest off.
fn finding(backtest: &Backtest) -> Option<String> {
    let off = |row: &ScoreRow| (row.coverage[1] - 0.8).abs();
    let mut rows: Vec<&ScoreRow> = drawn(backtest, ForecastMethod::Staffcast).collect();
    rows.sort_by(|one, other| off(other).total_cmp(&off(one)));
    let furthest = rows.first()?;
    let of = |row: &ScoreRow| format!("{} {} ({})", lower(row.measure), when(row.horizon), percent(row.coverage[1]));
    let listed = |is_of: &dyn Fn(&ScoreRow) -> bool| {
        let of_these: Vec<String> = rows.iter().filter(|row| !is_near(row) && is_of(row)).map(|row| of(row)).collect();
        of_these.join(", ")
    };
    let (few, many) = (listed(&|row| row.coverage[1] < 0.8), listed(&|row| row.coverage[1] > 0.8));
    let wrong = match (few.is_empty(), many.is_empty()) {
        (true, true) => format!("Furthest from 80%: {}", of(furthest)),
        (false, true) => format!("The 80% range held too few figures of {few}"),
        (true, false) => format!("The 80% range held too many figures of {many}"),
        (false, false) => format!("The 80% range held too few figures of {few} and too many of {many}"),
    };
    let [ours, simple] = DRAWN.map(|method| count_near(drawn(backtest, method)));
    Some(format!("{wrong}; {ours} shares are within {:.0} points of 80% (no change: {simple}).", 100.0 * TOLERANCE))
}

/// The line at how often a range should hold, with a band where it is judged.
fn reference((_, nominal, tolerance): (usize, f64, f64)) -> ReferenceLine {
    let is_judged = tolerance > 0.0;
    let band = format!("Within {:.0} points of {}", 100.0 * tolerance, percent(nominal));
    ReferenceLine {
        label: format!("{} range", percent(nominal)),
        value: nominal,
        low: nominal - tolerance,
        high: nominal + tolerance,
        band: if is_judged { band } else { String::new() },
    }
}

/// A share and its interval.
fn interval(row: &ScoreRow, range: usize) -> (f64, f64, f64) {
    let (share, error) = (row.coverage[range], row.coverage_errors[range]);
    let within = |value: f64| if value.is_nan() { value } else { value.clamp(0.0, 1.0) };
    (share, within(share - 2.0 * error), within(share + 2.0 * error))
}

fn ticks(backtest: &Backtest) -> Vec<f64> {
    let rows = DRAWN.into_iter().flat_map(|method| drawn(backtest, method));
    let ends = rows.flat_map(|row| RANGES.map(|(range, _, _)| interval(row, range)));
    let is_below = ends.into_iter().any(|(share, low, _)| share < START || low < START);
    if is_below { DotChart::fifths() } else { (3..=10).map(|tenth| f64::from(tenth) / 10.0).collect() }
}

fn panel(backtest: &Backtest, horizon: ForecastHorizon) -> DotPanel {
    let dots = |measure: ScoredMeasure| {
        let of_method = |(series, method): (usize, ForecastMethod)| {
            let row = drawn(backtest, method).find(|row| row.horizon == horizon && row.measure == Some(measure));
            row.map(|row| RANGES.map(|(range, _, _)| dot(row, series, range)))
        };
        DRAWN.into_iter().enumerate().filter_map(of_method).flatten().collect()
    };
    DotPanel { title: ahead(horizon), rows: ScoredMeasure::ALL.map(dots).to_vec(), references: Vec::new() }
}

/// A dot; a share of the model within the 80% range that is off has its figure beside it.
fn dot(row: &ScoreRow, series: usize, range: usize) -> Dot {
    let (value, low, high) = interval(row, range);
    let is_off = row.method == ForecastMethod::Staffcast && range == 1 && !is_near(row);
    Dot { series, value, low, high, label: if is_off { percent(value) } else { String::new() } }
}

/// The figures of a panel.
fn table(backtest: &Backtest, horizon: ForecastHorizon) -> PageTable<'static> {
    const HEADER: [&str; 6] = ["Measure", "n", "in 80%", "no change", "in 50%", "no change"];
    let rows = drawn(backtest, ForecastMethod::Staffcast).filter(|row| row.horizon == horizon).map(|row| {
        let simple = drawn(backtest, ForecastMethod::NoChange)
            .find(|simple| simple.horizon == horizon && simple.measure == row.measure);
        let cell = |row: Option<&ScoreRow>, range: usize| {
            row.map_or(Cell::Missing, |row| {
                let (share, low, high) = interval(row, range);
                let ends =
                    if low.is_nan() { String::new() } else { format!(" ({} to {})", percent(low), percent(high)) };
                Cell::Text((percent(share) + &ends).into())
            })
        };
        let first = [name(row.measure).into(), Cell::Whole(row.n as u64)];
        let others = RANGES.map(|(range, _, _)| [cell(Some(row), range), cell(simple, range)]);
        first.into_iter().chain(others.into_iter().flatten()).collect()
    });
    PageTable::new(format!("{}, with two standard errors", ahead(horizon)), &HEADER, rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::{BacktestSource, BacktestSpan, CensusSpan};

    fn row(
        measure: ScoredMeasure,
        horizon: ForecastHorizon,
        method: ForecastMethod,
        coverage80: f64,
        n: usize,
    ) -> ScoreRow {
        ScoreRow {
            measure: Some(measure),
            horizon,
            origin: None,
            size: None,
            method,
            n,
            separate_spans: 2,
            coverage: [0.5, coverage80, 0.9],
            coverage_errors: [0.03, 0.02, 0.01],
            below: 0.1,
            above: 0.1,
            width80: 1.0,
            bias: 0.0,
            interval80: 1.0,
            interval80_below: 0.0,
            interval80_above: 0.0,
            crps: 1.0,
            skill: 1.0,
            model_skill: 1.0,
        }
    }

    /// A back-test with these shares of the model within the 80% range, one year ahead, and 80% of no change.
    fn backtest(shares: &[f64], n: usize) -> Backtest {
        let of = |(measure, &share): (ScoredMeasure, &f64)| {
            let [model, simple] = DRAWN;
            [(model, share), (simple, 0.8)]
                .map(|(method, share)| row(measure, ForecastHorizon::of_years(1), method, share, n))
        };
        Backtest {
            span: BacktestSpan { horizons: [1, 3].map(ForecastHorizon::of_years).to_vec(), authority: None, seed: 1 },
            source: BacktestSource::Tables(CensusSpan { years: 2020..=2021, has_pool: false }),
            replications: 64,
            files: Vec::new(),
            outcomes: Vec::new(),
            in_advance: Vec::new(),
            scores: ScoredMeasure::ALL.into_iter().zip(shares).flat_map(of).collect(),
        }
    }

    fn dots(found: &Exhibit<'_>) -> DotChart {
        match &found.chart {
            ChartData::Dots(chart) => chart.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_off_is_said_first_and_labelled() {
        let found = exhibit(&backtest(&[0.8, 0.7, 0.95, 0.85, 0.74, 0.8], 100)).expect("a chart");
        assert_eq!(
            found.finding,
            "The 80% range held too few figures of agency FTE one year ahead (70%) and too many of agency rate one year ahead (95%); \
             4 of 6 shares are within 6 points of 80% (no change: 6 of 6)."
        );
        let labels: Vec<String> = dots(&found).panels[0].rows.iter().flatten().map(|dot| dot.label.clone()).collect();
        assert_eq!(labels.iter().filter(|label| !label.is_empty()).collect::<Vec<_>>(), ["70%", "95%"]);
    }

    #[test]
    fn where_nothing_is_off_the_furthest_is_named() {
        let found = exhibit(&backtest(&[0.8, 0.81, 0.79, 0.8, 0.76, 0.8], 100)).expect("a chart");
        assert_eq!(
            found.finding,
            "Furthest from 80%: turnover one year ahead (76%); 6 of 6 shares are within 6 points of 80% (no change: 6 of 6)."
        );
    }

    #[test]
    fn a_horizon_without_figures_has_no_panel_and_few_figures_no_chart() {
        let found = exhibit(&backtest(&[0.8; 6], 100)).expect("a chart");
        assert_eq!((dots(&found).panels.len(), found.tables.len()), (1, 1));
        let dot = &dots(&found).panels[0].rows[0][0];
        assert!((dot.low - 0.76).abs() < 1e-9 && (dot.high - 0.84).abs() < 1e-9);
        assert!(exhibit(&backtest(&[0.8; 6], 29)).is_none());
        assert!(exhibit(&backtest(&[], 100)).is_none());
    }

    #[test]
    fn the_axis_has_every_interval() {
        for (lowest, start) in [(0.8, 0.3), (0.35, 0.3), (0.2, 0.0)] {
            let found = exhibit(&backtest(&[lowest; 6], 100)).expect("a chart");
            let ticks = dots(&found).ticks;
            assert_eq!((ticks[0], ticks.last()), (start, Some(&1.0)), "{lowest}");
        }
    }
}
