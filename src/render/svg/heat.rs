use plotters::style::RGBColor;

use super::canvas::{Canvas, DrawResult, Rect, TextAlign};
use super::frame::{Frame, LegendKey, LegendMark, PAD};
use super::palette::{BANDS, INK, LABEL, LIMIT, MEDIAN, SOFT, STRONG, WHITE};
use super::text;
use super::ticks::usable;
use super::{Chart, ChartError, Drawing, Paper};
use crate::content::chart::HeatChart;

/// Maximum width of the row names.
const NAMES: f64 = 150.0;
const ROW: f64 = 26.0;
/// Height above the cells for the name and the values of the columns.
const HEAD: f64 = 42.0;
/// Narrowest cell in which its figure is written.
const FIGURE: f64 = 30.0;
/// Widest cell.
const WIDEST: f64 = 72.0;
/// Thickness of the contour.
const CONTOUR: f64 = 2.5;

impl Chart for HeatChart {
    /// # Errors
    /// [`ChartError::Length`] if there is not one share for each row and column.
    fn draw(&self, paper: Paper) -> Result<Drawing, ChartError> {
        let wrong = |series: &str, expected: usize, found: usize| {
            Err(ChartError::Length { series: series.to_owned(), expected, found })
        };
        if self.shares.len() != self.rows.len() {
            return wrong("rows", self.rows.len(), self.shares.len());
        }
        if let Some(row) = self.shares.iter().find(|row| row.len() != self.columns.len()) {
            return wrong("columns", self.columns.len(), row.len());
        }
        let key = LegendKey::new(LegendMark::Line(LIMIT, CONTOUR), self.contour_name.as_str());
        let frame = Frame::new(paper, &self.title, &self.subtitle, vec![key], &[&self.note], &[]);
        let names = self.rows.iter().chain([&self.axes[0]]).map(|name| text::width(&text::clean(name), STRONG));
        let left = PAD + names.fold(40.0, f64::max).min(NAMES) + 10.0;
        let width = ((paper.width - PAD - left) / self.columns.len().max(1) as f64).min(WIDEST);
        let cells = Cells { chart: self, left, top: frame.body_top() + HEAD, width };
        frame.picture(HEAD + ROW * self.rows.len() as f64, |canvas| {
            cells.draw_names(canvas)?;
            cells.draw_shares(canvas)?;
            cells.draw_contour(canvas)
        })
    }
}

/// The cells on the sheet.
struct Cells<'c> {
    chart: &'c HeatChart,
    left: f64,
    top: f64,
    /// Width of a cell.
    width: f64,
}

impl Cells<'_> {
    fn cell(&self, row: usize, column: usize) -> Rect {
        let (left, top) = (self.left + column as f64 * self.width, self.top + row as f64 * ROW);
        Rect { left, top, right: left + self.width, bottom: top + ROW }
    }

    fn draw_names(&self, canvas: &mut Canvas) -> DrawResult {
        let [rows, columns] = &self.chart.axes;
        let name = |name: &str, width: f64| text::fit(&text::clean(name), width, STRONG);
        let across = self.chart.columns.len() as f64 * self.width;
        let first = (PAD, self.top - 8.0);
        canvas.text(&name(rows, self.left - PAD - 6.0), first, TextAlign::Left, STRONG, INK)?;
        canvas.text(&name(columns, across), (self.left, self.top - 26.0), TextAlign::Left, STRONG, INK)?;
        for (row, value) in self.chart.rows.iter().enumerate() {
            let place = (PAD, self.top + (row as f64 + 0.5) * ROW + LABEL.size * 0.36);
            canvas.text(&text::fit(&text::clean(value), NAMES, LABEL), place, TextAlign::Left, LABEL, INK)?;
        }
        // Values that would run into each other are left out.
        let widest = self.chart.columns.iter().map(|value| text::width(&text::clean(value), LABEL)).fold(1.0, f64::max);
        let every = ((widest + 6.0) / self.width).ceil().max(1.0) as usize;
        for (column, value) in self.chart.columns.iter().enumerate().step_by(every) {
            let place = (self.left + (column as f64 + 0.5) * self.width, self.top - 8.0);
            canvas.text(&text::clean(value), place, TextAlign::Middle, LABEL, SOFT)?;
        }
        Ok(())
    }

    fn draw_shares(&self, canvas: &mut Canvas) -> DrawResult {
        for (row, shares) in self.chart.shares.iter().enumerate() {
            for (column, &share) in shares.iter().enumerate().filter(|(_, share)| usable(**share)) {
                let cell = self.cell(row, column);
                canvas.block(Rect { right: cell.right - 1.0, bottom: cell.bottom - 1.0, ..cell }, shade(share))?;
                if self.width >= FIGURE {
                    let colour = if share > 0.55 { WHITE } else { INK };
                    let place = (f64::midpoint(cell.left, cell.right), cell.top + ROW / 2.0 + LABEL.size * 0.36);
                    canvas.text(&figure(share), place, TextAlign::Middle, LABEL, colour)?;
                }
            }
        }
        Ok(())
    }

    /// The edges between cells below the contour and cells at or above it.
    fn draw_contour(&self, canvas: &mut Canvas) -> DrawResult {
        let is_above = |row: usize, column: usize| self.chart.shares[row][column] >= self.chart.contour;
        for row in 0..self.chart.rows.len() {
            for column in 0..self.chart.columns.len() {
                let cell = self.cell(row, column);
                if column > 0 && is_above(row, column) != is_above(row, column - 1) {
                    canvas.line(&[(cell.left, cell.top), (cell.left, cell.bottom)], LIMIT, CONTOUR)?;
                }
                if row > 0 && is_above(row, column) != is_above(row - 1, column) {
                    canvas.line(&[(cell.left, cell.top), (cell.right, cell.top)], LIMIT, CONTOUR)?;
                }
            }
        }
        Ok(())
    }
}

fn figure(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

/// The colour of a share: from the palest band of a fan to the colour of its median.
fn shade(share: f64) -> RGBColor {
    let (from, to) = (BANDS[0], MEDIAN);
    let share = share.clamp(0.0, 1.0);
    let mix = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8;
    RGBColor(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(rows: usize, columns: usize, share: impl Fn(usize, usize) -> f64) -> HeatChart {
        HeatChart {
            title: "Likelihood".into(),
            axes: ["offers".into(), "posts <b>".into()],
            rows: (0..rows).map(|row| format!("row {row}")).collect(),
            columns: (0..columns).map(|column| format!("c{column}")).collect(),
            shares: (0..rows).map(|row| (0..columns).map(|column| share(row, column)).collect()).collect(),
            contour: 0.8,
            contour_name: "80%".into(),
            ..HeatChart::default()
        }
    }

    #[test]
    fn every_cell_has_its_figure_and_every_axis_its_name() {
        let svg = chart(2, 3, |row, column| (row * 3 + column) as f64 / 10.0).to_svg().expect("a chart");
        for words in ["offers", "posts &lt;b&gt;", "row 1", "c2", "0%", "50%", "80%"] {
            assert!(svg.contains(words), "{words}");
        }
    }

    #[test]
    fn the_contour_lies_between_cells_on_either_side_of_it() {
        let lines = |share: f64| {
            let svg = chart(1, 2, |_, column| if column == 0 { 0.1 } else { share }).to_svg().expect("a chart");
            svg.matches("<polyline").count()
        };
        assert_eq!(lines(0.8), lines(0.79) + 1);
    }

    #[test]
    fn any_number_of_cells_and_values_can_be_drawn() {
        for (rows, columns) in [(0, 0), (1, 1), (40, 60), (3, 0)] {
            for share in [0.0, 1.0, -3.0, f64::NAN, f64::INFINITY] {
                let svg = chart(rows, columns, |_, _| share).to_svg().expect("a chart");
                assert!(!svg.contains("NaN") && !svg.contains("inf"));
            }
        }
    }

    #[test]
    fn a_row_with_a_share_too_few_is_refused() {
        let mut chart = chart(2, 2, |_, _| 0.5);
        chart.shares[1].pop();
        assert!(chart.to_svg().is_err());
    }
}
