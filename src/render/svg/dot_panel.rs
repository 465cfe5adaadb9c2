//! A panel of a dot chart: its axis with the reference lines, and its dots with their intervals.

use super::canvas::{Canvas, DrawResult, Point, Rect, TextAlign};
use super::palette::{BASE, GRID, INK, LABEL, LIMIT, NEAR, PANEL, SOFT, STRONG, WHITE, series};
use super::text;
use super::ticks::usable;
use crate::content::chart::{Dot, DotChart, DotPanel};

/// A panel on the sheet.
#[derive(Clone, Copy)]
pub(super) struct DotPlot<'c> {
    pub chart: &'c DotChart,
    pub left: f64,
    pub width: f64,
    /// Top of the first row.
    pub top: f64,
    /// Height of a row.
    pub row: f64,
    /// Distance between two series of a row.
    pub series: f64,
}

impl DotPlot<'_> {
    /// The values at the ends of the axis.
    fn ends(self) -> (f64, f64) {
        match (self.chart.ticks.first(), self.chart.ticks.last()) {
            (Some(&low), Some(&high)) if high > low => (low, high),
            _ => (0.0, 1.0),
        }
    }

    /// Horizontal position of a value, within the axis.
    fn x(self, value: f64) -> f64 {
        let (low, high) = self.ends();
        self.left + (value.clamp(low, high) - low) / (high - low) * self.width
    }

    fn bottom(self) -> f64 {
        self.top + self.row * self.chart.rows.len() as f64
    }

    fn middle(self, row: usize) -> f64 {
        self.top + (row as f64 + 0.5) * self.row
    }

    /// The names of the rows, to the left of the panel.
    pub fn draw_names(self, canvas: &mut Canvas, left: f64, width: f64) -> DrawResult {
        for (row, name) in self.chart.rows.iter().enumerate() {
            let place = (left, self.middle(row) + LABEL.size * 0.36);
            canvas.text(&text::fit(&text::clean(name), width, LABEL), place, TextAlign::Left, LABEL, INK)?;
        }
        Ok(())
    }

    pub fn draw_title(self, canvas: &mut Canvas, title: &str) -> DrawResult {
        canvas.text(title, (self.left, self.top - 24.0), TextAlign::Left, PANEL, INK)
    }

    /// Bands, reference lines, lines between rows, and the labels of the axis.
    pub fn draw_axis(self, canvas: &mut Canvas, panel: &DotPanel) -> DrawResult {
        let (top, bottom) = (self.top, self.bottom());
        let references = || self.chart.references.iter().chain(&panel.references);
        for line in references().filter(|line| line.high > line.low) {
            canvas.block(Rect { left: self.x(line.low), top, right: self.x(line.high), bottom }, NEAR)?;
        }
        for row in 0..=self.chart.rows.len() {
            let y = self.top + row as f64 * self.row;
            canvas.line(&[(self.left, y), (self.left + self.width, y)], GRID, 0.75)?;
        }
        for line in references().filter(|line| usable(line.value)) {
            let x = self.x(line.value);
            canvas.line(&[(x, top), (x, bottom)], BASE, 1.25)?;
            canvas.text(&text::clean(&line.label), (x, top - 6.0), TextAlign::Middle, LABEL, SOFT)?;
        }
        for &tick in &self.chart.ticks {
            let x = self.x(tick);
            canvas.line(&[(x, bottom), (x, bottom + 4.0)], BASE, 0.75)?;
            canvas.text(&self.chart.unit.value(tick), (x, bottom + 16.0), TextAlign::Middle, LABEL, SOFT)?;
        }
        Ok(())
    }

    pub fn draw_dots(self, canvas: &mut Canvas, panel: &DotPanel) -> DrawResult {
        for (row, dots) in panel.rows.iter().enumerate() {
            for dot in dots.iter().filter(|dot| usable(dot.value)) {
                let below = dot.series as f64 - (self.chart.series.len().max(1) - 1) as f64 / 2.0;
                self.draw_dot(canvas, dot, self.middle(row) + below * self.series)?;
            }
        }
        Ok(())
    }

    fn draw_dot(self, canvas: &mut Canvas, dot: &Dot, y: f64) -> DrawResult {
        let colour = if dot.label.is_empty() { series(dot.series) } else { LIMIT };
        let centre: Point = (self.x(dot.value), y);
        let mut right = centre.0 + 4.0;
        if usable(dot.low) && usable(dot.high) {
            canvas.line(&[(self.x(dot.low), y), (self.x(dot.high), y)], colour, 1.5)?;
            right = right.max(self.x(dot.high));
        }
        canvas.estimate(centre, colour, dot.series > 0)?;
        if dot.label.is_empty() {
            return Ok(());
        }
        let wide = text::width(&dot.label, STRONG);
        let end = self.left + self.width;
        // Beyond the interval, or before it where there is no room.
        let left = if right + 5.0 + wide <= end { right + 5.0 } else { self.x(dot.low.min(dot.value)) - 5.0 - wide };
        let (top, bottom) = (y - STRONG.size * 0.5, y + STRONG.size * 0.5);
        canvas.block(Rect { left: left - 1.0, top, right: left + wide, bottom }, WHITE)?;
        canvas.text(&dot.label, (left, y + STRONG.size * 0.36), TextAlign::Left, STRONG, LIMIT)
    }
}
