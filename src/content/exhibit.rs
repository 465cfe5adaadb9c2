//! A chart with its title, what is to be seen in it, and the figures behind it: what a drawing, a figure of the page and
//! its tables are made from.

use super::cell::{Cell, NumberRole};
use super::chart::{BarChart, ChartData, FanPanel, StackChart};
use super::page::PageTable;
use crate::units::{Month, Unit};

/// A chart and what is said of it.
pub(crate) struct Exhibit<'a> {
    /// What links lead to on a page.
    pub id: String,
    /// What its own file is called, without an extension; `None` where it stands on the page alone.
    pub file: Option<String>,
    /// What it is called.
    pub title: String,
    /// What is to be seen in it.
    pub finding: String,
    /// What is said in place of the finding where the page shows the chart in several parts, of those after the first.
    pub continued: String,
    /// What it shows.
    pub chart: ChartData,
    /// The figures behind it: of a fan, one table for each panel.
    pub tables: Vec<PageTable<'a>>,
    /// Whether it is too wide for a telephone.
    pub is_wide: bool,
}

/// The columns of the figures behind a fan, after that of the months.
const FAN: [&str; 8] = ["Month", "Median", "80% from", "80% to", "50% from", "50% to", "90% from", "90% to"];

/// The percentiles that a panel shows.
pub(crate) fn fan_table(panel: &FanPanel, caption: String, unit: Unit, sense: NumberRole) -> PageTable<'static> {
    let rows = panel.futures.iter().map(|at| {
        let values = [at.p50, at.p10, at.p90, at.p25, at.p75, at.p05, at.p95];
        let values = values.map(|value| Cell::Number(value, unit, sense));
        std::iter::once(Cell::Month(at.month)).chain(values).collect()
    });
    PageTable { is_fan: true, ..PageTable::new(caption, &FAN, rows.collect()) }
}

/// The layers of a stack, and their total.
pub(crate) fn stack_table(chart: &StackChart, caption: &str, unit: Unit) -> PageTable<'static> {
    let names = chart.series.iter().map(|layer| layer.name.clone());
    let header = std::iter::once("Month".to_owned()).chain(names).chain(["Total".to_owned()]).collect();
    let row = |(n, month): (usize, &Month)| {
        let values: Vec<f64> = chart.series.iter().map(|layer| at(&layer.values, n)).collect();
        let total = values.iter().sum();
        let cells = values.into_iter().chain([total]).map(|value| Cell::level(value, unit));
        std::iter::once(Cell::Month(*month)).chain(cells).collect()
    };
    PageTable::with_header(caption, header, chart.months.iter().enumerate().map(row).collect())
}

/// The parts of the bars, their total and its range of 80%.
pub(crate) fn bar_table(chart: &BarChart, caption: &str, unit: Unit) -> PageTable<'static> {
    let names = chart.series.iter().map(|part| part.name.clone());
    let last = ["Total", "80% from", "80% to"].map(str::to_owned);
    let header = ["Financial year", "Months"].map(str::to_owned).into_iter().chain(names).chain(last).collect();
    let rows = chart.years.iter().enumerate().map(|(n, year)| {
        let parts = chart.series.iter().map(|part| at(&part.values, n)).chain([year.total, year.p10, year.p90]);
        let first = [year.year.to_string().into(), Cell::Whole(u64::from(year.months))];
        first.into_iter().chain(parts.map(|value| Cell::level(value, unit))).collect()
    });
    PageTable::with_header(caption, header, rows.collect())
}

/// A value; missing where there is none.
fn at(values: &[f64], place: usize) -> f64 {
    values.get(place).copied().unwrap_or(f64::NAN)
}
