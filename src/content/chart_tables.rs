//! The data behind a chart: points of a fan, and the table of each kind of chart.

use super::cell::{Cell, NumberRole};
use super::chart::{BarChart, FanPanel, FanPoint, StackChart};
use super::page::PageTable;
use crate::summary::Statistic;
use crate::units::{Month, Unit};

/// The statistics of a month as a point of a fan.
pub(crate) fn fan_point(month: Month, statistic: &Statistic) -> FanPoint {
    let [p05, p10, p25, p50, p75, p90, p95] = [5, 10, 25, 50, 75, 90, 95].map(|percent| statistic.p(percent));
    FanPoint { month, p05, p10, p25, p50, p75, p90, p95 }
}

/// The columns of a fan's data table.
const FAN: [&str; 8] = ["Month", "Median", "80% from", "80% to", "50% from", "50% to", "90% from", "90% to"];

/// The data table of a panel: its percentiles by month.
pub(crate) fn fan_table(panel: &FanPanel, caption: String, unit: Unit, sense: NumberRole) -> PageTable<'static> {
    let rows = panel.futures.iter().map(|at| {
        let values = [at.p50, at.p10, at.p90, at.p25, at.p75, at.p05, at.p95];
        let values = values.map(|value| Cell::Number(value, unit, sense));
        std::iter::once(Cell::Month(at.month)).chain(values).collect()
    });
    PageTable { is_fan: true, ..PageTable::new(caption, &FAN, rows.collect()) }
}

/// The data table of a stack: its layers and their total by month.
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

/// The data table of a bar chart: the parts, their total and its 80% range by year.
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

/// The value at an index; `NaN` if there is none.
fn at(values: &[f64], place: usize) -> f64 {
    values.get(place).copied().unwrap_or(f64::NAN)
}
