//! The data behind the charts of a workbook: a fan as the heights of its bands, and targets as columns.

use super::workbook_plots::{ExcelChart, PlotKind, WorkbookCharts};
use crate::content::cell::Cell;
use crate::content::chart::{FanPanel, FanPoint, TargetMark};
use crate::content::workbook::{ChartFigures, RangeBar, WorkbookChart};
use crate::units::Month;

/// Converts charts for drawing by Excel.
pub(super) fn drawn(charts: &[WorkbookChart]) -> WorkbookCharts {
    let mut drawn = WorkbookCharts::default();
    for chart in charts {
        drawn.push(plot(chart));
    }
    drawn
}

fn plot(chart: &WorkbookChart) -> ExcelChart {
    let (how, along, columns) = match &chart.figures {
        ChartFigures::Fan(panel) => (PlotKind::Fan, months(panel), fan(panel)),
        ChartFigures::Bars { name, bars: all } => {
            (PlotKind::Bars, all.iter().map(|bar| Cell::from(bar.label.clone())).collect(), bars(name, all))
        }
        ChartFigures::Lines { along, lines } => {
            (PlotKind::Lines, along.iter().map(|point| Cell::from(point.clone())).collect(), lines.clone())
        }
    };
    ExcelChart { title: chart.title.clone(), unit: chart.unit, how, along, columns }
}

fn months(panel: &FanPanel) -> Vec<Cell<'static>> {
    panel.futures.iter().map(|point| Cell::Month(point.month)).collect()
}

/// The 10th percentile, the bands above it, the median and the targets.
fn fan(panel: &FanPanel) -> Vec<(String, Vec<f64>)> {
    let column = |name: &str, of: &dyn Fn(&FanPoint) -> f64| (name.to_owned(), panel.futures.iter().map(of).collect());
    let mut columns = vec![
        column("P10", &|p| p.p10),
        column("P10 to P25", &|p| p.p25 - p.p10),
        column("P25 to P75", &|p| p.p75 - p.p25),
        column("P75 to P90", &|p| p.p90 - p.p75),
        column("Median", &|p| p.p50),
    ];
    if let Some(first) = panel.futures.first() {
        columns.extend(targets(&panel.targets, first.month, panel.futures.len() - 1));
    }
    columns
}

/// Targets as columns, each filled only in its own months; targets that do not overlap share a column. `last` is the
/// index of the last month.
fn targets(targets: &[TargetMark], start: Month, last: usize) -> Vec<(String, Vec<f64>)> {
    const MOST: usize = 12;
    let mut columns: Vec<(Vec<String>, Vec<f64>)> = Vec::new();
    for target in targets {
        let place = |month: Month| usize::try_from(month.since(start)).unwrap_or(0).min(last);
        let (from, to) = (place(target.first), place(target.last));
        let is_free = |figures: &[f64]| figures[from - from.min(1)..=(to + 1).min(last)].iter().all(|x| x.is_nan());
        let at = match columns.iter().position(|(_, figures)| is_free(figures)) {
            Some(at) => at,
            None if columns.len() == MOST => continue,
            None => {
                columns.push((Vec::new(), vec![f64::NAN; last + 1]));
                columns.len() - 1
            }
        };
        columns[at].0.push(target.label.clone());
        columns[at].1[from..=to].fill(target.value);
    }
    columns.into_iter().map(|(words, figures)| (column_name(&words), figures)).collect()
}

/// The name of a column of targets; a chart's key has no room for many names.
fn column_name(words: &[String]) -> String {
    const MOST: usize = 3;
    let more = words.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("Target: {}{more}", words[..words.len().min(MOST)].join(", "))
}

fn bars(name: &str, bars: &[RangeBar]) -> Vec<(String, Vec<f64>)> {
    let column = |name: &str, of: &dyn Fn(&RangeBar) -> f64| (name.to_owned(), bars.iter().map(of).collect());
    vec![
        column(name, &|bar| bar.mean),
        column("Mean less P10", &|bar| bar.mean - bar.p10),
        column("P90 less mean", &|bar| bar.p90 - bar.mean),
    ]
}
