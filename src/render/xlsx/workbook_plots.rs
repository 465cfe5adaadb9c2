//! Charts drawn by Excel from data on a separate sheet.

use rust_xlsxwriter::{
    Chart, ChartAxisDateUnitType, ChartAxisLabelPosition, ChartErrorBars, ChartErrorBarsType, ChartFont, ChartFormat,
    ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartSolidFill, ChartType,
    IntoChartRange as _,
};

use super::Book;
use super::cell_format;
use super::cell_format::CellFormat;
use super::sheet::Sheet;
use crate::content::cell::{Cell, NumberRole};
use crate::render::RenderError;
use crate::units::Unit;

const DATA: &str = "Chart data";
/// Colours of the fan's bands and other elements, as in the SVG charts.
const BANDS: [u32; 3] = [0x00AD_CCE4, 0x0070_A5CD, 0x00AD_CCE4];
const MEDIAN: u32 = 0x000D_3359;
const LIMIT: u32 = 0x00A8_3200;
const LINES: [u32; 6] = [0x001B_4974, 0x00D5_5E00, 0x001F_7870, 0x0062_4284, 0x008E_BCE2, 0x005C_5C5C];

/// How the data are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlotKind {
    /// The first column is invisible, the next three are bands stacked on it, the others are lines.
    Fan,
    /// The first column as bars; the second is the length of the range below, the third above.
    Bars,
    /// Every column as a line.
    Lines,
}

/// A chart and its data.
pub(crate) struct ExcelChart {
    pub title: String,
    pub unit: Unit,
    pub how: PlotKind,
    /// Labels along the horizontal axis: months, years or plans.
    pub along: Vec<Cell<'static>>,
    /// Name and values of each column.
    pub columns: Vec<(String, Vec<f64>)>,
}

/// The charts of a workbook.
#[derive(Default)]
pub(crate) struct WorkbookCharts {
    plots: Vec<ExcelChart>,
}

impl WorkbookCharts {
    /// Adds a chart, unless it has no data.
    pub(crate) fn push(&mut self, plot: ExcelChart) {
        if !plot.along.is_empty() && !plot.columns.is_empty() {
            self.plots.push(plot);
        }
    }

    /// Adds the sheet of charts.
    pub(crate) fn charts(&self, book: &mut Book, name: &'static str, about: &str) -> Result<(), RenderError> {
        const WIDTH: u16 = 10;
        const HEIGHT: u32 = 19;
        let mut sheet = book.sheet(name)?;
        sheet.inner.set_screen_gridlines(false);
        if self.plots.len() > 4 {
            // Four rows of two charts fill a page.
            sheet.inner.set_portrait();
        }
        let mut start = 0;
        for (index, plot) in self.plots.iter().enumerate() {
            let mut chart = plot.chart(start);
            chart.set_width(620).set_height(360);
            sheet.chart(index as u32 / 2 * HEIGHT, index as u16 % 2 * WIDTH, &chart)?;
            start += plot.width();
        }
        book.add(sheet, about)
    }

    /// Adds the sheet with the data of the charts.
    pub(crate) fn data(&self, book: &mut Book, name: &'static str, about: &str) -> Result<(), RenderError> {
        let mut sheet = book.sheet(name)?;
        let mut start = 0;
        for plot in &self.plots {
            plot.write(&mut sheet, start)?;
            start += plot.width();
        }
        sheet.freeze(2, 0)?;
        book.add(sheet, about)
    }
}

impl ExcelChart {
    /// Number of columns of the data, including an empty one after them.
    fn width(&self) -> u16 {
        self.columns.len() as u16 + 2
    }

    fn write(&self, sheet: &mut Sheet, start: u16) -> Result<(), RenderError> {
        sheet.text(0, start, &self.title, CellFormat::Section)?;
        for (column, (name, figures)) in self.columns.iter().enumerate() {
            let column = start + 1 + column as u16;
            sheet.text(1, column, name, CellFormat::FigureHeader)?;
            sheet.widen(column, 10);
            for (row, &figure) in figures.iter().enumerate() {
                sheet.cell(2 + row as u32, column, &Cell::Number(figure, self.unit, NumberRole::Level))?;
            }
        }
        for (row, along) in self.along.iter().enumerate() {
            sheet.cell(2 + row as u32, start, along)?;
        }
        Ok(())
    }

    /// The cells of a column; column 0 is the horizontal axis.
    fn range(&self, start: u16, column: usize) -> (&'static str, u32, u16, u32, u16) {
        let column = start + column as u16;
        (DATA, 2, column, 1 + self.along.len() as u32, column)
    }

    fn chart(&self, start: u16) -> Chart {
        let mut chart = match self.how {
            PlotKind::Fan => self.fan(start),
            PlotKind::Bars => self.bars(start),
            PlotKind::Lines => self.lines(start, ChartType::Line, 0),
        };
        // By cell reference: a literal name such as `Duty!A1` would be parsed as one.
        chart.title().set_name((DATA, 0, start)).set_font(ChartFont::new().set_bold().set_size(12));
        let format = cell_format::axis(self.unit);
        let grid = ChartLine::new().set_color(0x00E2_E2E2_u32).set_width(0.75).clone();
        chart.y_axis().set_num_format(format).set_major_gridlines_line(&grid);
        chart.x_axis().set_label_position(ChartAxisLabelPosition::Low);
        if matches!(self.along.first(), Some(Cell::Month(_))) {
            let axis = chart.x_axis().set_date_axis(true).set_num_format("mmm yy");
            axis.set_major_unit(if self.along.len() > 60 { 12 } else { 6 });
            axis.set_major_unit_date_type(ChartAxisDateUnitType::Months);
        }
        chart.legend().set_position(ChartLegendPosition::Bottom);
        chart
    }

    fn fan(&self, start: u16) -> Chart {
        let mut chart = Chart::new(ChartType::AreaStacked);
        for column in 0..self.columns.len().min(4) {
            let series = chart.add_series().set_name(head(start, column + 1));
            series.set_categories(self.range(start, 0)).set_values(self.range(start, column + 1));
            let mut format = ChartFormat::new();
            match column.checked_sub(1) {
                None => format.set_no_fill().set_no_border(),
                Some(band) => format.set_solid_fill(ChartSolidFill::new().set_color(BANDS[band])).set_no_border(),
            };
            series.set_format(&mut format);
        }
        chart.combine(&self.lines(start, ChartType::Line, 4));
        chart.y_axis().set_min(0);
        chart.legend().delete_entries(&[0]);
        chart
    }

    /// Columns from `first` onwards as lines; those after the median are targets.
    fn lines(&self, start: u16, kind: ChartType, first: usize) -> Chart {
        let mut chart = Chart::new(kind);
        for column in first..self.columns.len() {
            let mut line = ChartLine::new();
            match (self.how, column) {
                (PlotKind::Fan, 4) => line.set_color(MEDIAN).set_width(2.25),
                (PlotKind::Fan, _) => line.set_color(LIMIT).set_width(1.5).set_dash_type(ChartLineDashType::Dash),
                _ => line.set_color(LINES[column % LINES.len()]).set_width(2.25),
            };
            if column >= LINES.len() {
                // Colours repeat.
                line.set_dash_type(ChartLineDashType::Dash);
            }
            let series = chart.add_series().set_name(head(start, column + 1));
            series.set_categories(self.range(start, 0)).set_values(self.range(start, column + 1));
            series.set_format(ChartFormat::new().set_line(&line));
            if self.how == PlotKind::Fan && column > 4 {
                // A line with a single point is invisible, so a target of one month gets a marker.
                let mut mark = ChartMarker::new();
                mark.set_type(ChartMarkerType::LongDash).set_size(10);
                mark.set_format(
                    ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(LIMIT)).set_no_border(),
                );
                series.set_marker(&mark);
            }
        }
        chart
    }

    fn bars(&self, start: u16) -> Chart {
        let mut chart = Chart::new(ChartType::Column);
        let series = chart.add_series().set_name(head(start, 1)).set_gap(80);
        series.set_categories(self.range(start, 0)).set_values(self.range(start, 1));
        series.set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(BANDS[1])));
        let (below, above) = (self.range(start, 2).new_chart_range(), self.range(start, 3).new_chart_range());
        let mut bars = ChartErrorBars::new();
        bars.set_type(ChartErrorBarsType::Custom(above, below));
        bars.set_format(ChartFormat::new().set_line(ChartLine::new().set_color(MEDIAN).set_width(1.5)));
        series.set_y_error_bars(&bars);
        // The automatic axis covers only the bars and would cut off their ranges.
        let (low, high) = self.ends();
        let step = step(high - low);
        chart.y_axis().set_min((low / step).floor() * step).set_max((high / step).ceil() * step).set_major_unit(step);
        chart
    }

    /// The lowest and highest end of the ranges of bars, including zero.
    fn ends(&self) -> (f64, f64) {
        let [means, below, above] = [0, 1, 2].map(|column| self.columns.get(column).map_or(&[][..], |(_, all)| all));
        let low = means.iter().zip(below).map(|(mean, below)| mean - below).fold(0.0, f64::min);
        let high = means.iter().zip(above).map(|(mean, above)| mean + above).fold(0.0, f64::max);
        (low, high)
    }
}

/// The header cell of a column: a series takes its name from a cell, because a literal name such as `=A1` would be
/// parsed as a reference.
fn head(start: u16, column: usize) -> (&'static str, u32, u16) {
    (DATA, 1, start + column as u16)
}

/// A round step that divides a length into about five to ten intervals.
fn step(length: f64) -> f64 {
    let mut step = 1.0;
    // The step is 1 if the length is zero or not a number.
    while step * 100.0 < length {
        step *= 10.0;
    }
    [1.0, 2.0, 5.0, 10.0]
        .map(|times| step * times)
        .into_iter()
        .find(|step| step * 10.0 >= length)
        .unwrap_or(step * 10.0)
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn an_axis_has_round_steps() {
        assert_eq!([5.7e6, 640_000.0, 99.0, 3.0, 0.0, f64::NAN].map(step), [1e6, 1e5, 10.0, 1.0, 1.0, 10.0]);
    }
}
