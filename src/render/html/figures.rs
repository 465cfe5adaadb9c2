//! The figures behind charts, as tables.

use super::table::Table;
use crate::content::cell::{Cell, Sense};
use crate::content::chart::{BarChart, FanChart, FanPanel, StackChart};
use crate::units::Unit;

/// Most panels of a figure: more would not fit on a sheet.
const PANELS: usize = 8;

/// A chart in as many parts as it takes for each to fit on a sheet.
pub(crate) fn pages(chart: &FanChart) -> Vec<FanChart> {
    let part = |panels: &[FanPanel]| FanChart { panels: panels.to_vec(), ..chart.clone() };
    chart.panels.chunks(PANELS).map(part).collect()
}

/// The percentiles that a fan shows.
pub(crate) fn of_fan(panel: &FanPanel, caption: String, unit: Unit, sense: Sense) -> Table<'static> {
    let rows = panel.futures.iter().map(|at| {
        let values = [at.p50, at.p10, at.p90, at.p25, at.p75, at.p05, at.p95];
        let values = values.map(|value| Cell::Number(value, unit, sense));
        std::iter::once(Cell::Month(at.month)).chain(values).collect()
    });
    Table::of_fan(caption, rows.collect())
}

/// The layers of a stack, and their total.
pub(crate) fn of_stack(chart: &StackChart, caption: &str, unit: Unit) -> Table<'static> {
    let names = chart.series.iter().map(|layer| layer.name.clone());
    let header = std::iter::once("Month".to_owned()).chain(names).chain(["Total".to_owned()]).collect();
    let row = |(n, month): (usize, &crate::units::Month)| {
        let values: Vec<f64> = chart.series.iter().map(|layer| at(&layer.values, n)).collect();
        let total = values.iter().sum();
        let cells = values.into_iter().chain([total]).map(|value| Cell::level(value, unit));
        std::iter::once(Cell::Month(*month)).chain(cells).collect()
    };
    Table {
        caption: caption.to_owned(),
        header,
        rows: chart.months.iter().enumerate().map(row).collect(),
        is_fan: false,
    }
}

/// The parts of the bars, their total and its range of 80%.
pub(crate) fn of_bars(chart: &BarChart, caption: &str, unit: Unit) -> Table<'static> {
    let names = chart.series.iter().map(|part| part.name.clone());
    let last = ["Total", "80% from", "80% to"].map(str::to_owned);
    let header = ["Financial year", "Months"].map(str::to_owned).into_iter().chain(names).chain(last).collect();
    let rows = chart.years.iter().enumerate().map(|(n, year)| {
        let parts = chart.series.iter().map(|part| at(&part.values, n)).chain([year.total, year.p10, year.p90]);
        let first = [year.year.to_string().into(), Cell::Whole(u64::from(year.months))];
        first.into_iter().chain(parts.map(|value| Cell::level(value, unit))).collect()
    });
    Table { caption: caption.to_owned(), header, rows: rows.collect(), is_fan: false }
}

/// A value; missing where there is none.
fn at(values: &[f64], place: usize) -> f64 {
    values.get(place).copied().unwrap_or(f64::NAN)
}
