//! Charts of a sheet to read, drawn by Excel from the lines of that sheet.

use rust_xlsxwriter::{Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, ChartType};

use super::cell_format;
use super::sheet::Sheet;
use crate::content::workbook::LayoutChart;
use crate::render::RenderError;

/// Number of rows that a chart takes.
pub(super) const ROWS: u32 = 20;

/// Colours of series, which differ in lightness too.
const SERIES: [u32; 8] =
    [0x001B_4974, 0x0070_A5CD, 0x00D5_5E00, 0x001F_7870, 0x0062_4284, 0x00AD_CCE4, 0x005C_5C5C, 0x00E0_A030];

/// Inserts a chart at a row, given the row of every line of the sheet.
pub(super) fn insert(sheet: &mut Sheet, row: u32, of: &LayoutChart, rows: &[u32]) -> Result<(), RenderError> {
    let kind = if of.is_stacked { ChartType::ColumnStacked } else { ChartType::Column };
    let mut chart = Chart::new(kind);
    let name = sheet.name;
    let cells = |line: usize| rows.get(line).map(|&row| (name, row, 1, row, of.figures));
    for (place, &line) in of.series.iter().enumerate() {
        let (Some(values), Some(along), Some(&row)) = (cells(line), cells(of.along), rows.get(line)) else { continue };
        let fill = ChartSolidFill::new().set_color(SERIES[place % SERIES.len()]).clone();
        let series = chart.add_series().set_name((name, row, 0));
        series.set_categories(along).set_values(values).set_gap(80);
        series.set_format(ChartFormat::new().set_solid_fill(&fill));
    }
    chart.title().set_name(of.title).set_font(ChartFont::new().set_bold().set_size(12));
    let grid = ChartLine::new().set_color(0x00E2_E2E2_u32).set_width(0.75).clone();
    chart.y_axis().set_num_format(cell_format::axis(of.unit)).set_major_gridlines_line(&grid);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_width(760).set_height(380);
    sheet.chart(row, 0, &chart)
}
