//! A pair of axes: the position of values and months on the sheet, grid lines and labels.

use super::PlotArea;
use super::canvas::{Canvas, DrawResult, Point, Rect, TextAlign};
use super::month_axis::MonthAxis;
use super::palette::{BASE, GRID, LABEL, SOFT, WHITE};
use super::text;
use super::ticks::{Scale, usable};
use crate::units::Month;

/// Height below a plot for the month labels, in pixels.
pub(super) const MONTH_LABELS: f64 = 22.0;
const TICK_GAP: f64 = 7.0;

/// Width to the left of a plot for the labels of `scale`, in pixels.
pub(super) fn tick_label_width(scale: Scale) -> f64 {
    scale.ticks().iter().map(|(_, label)| text::width(label, LABEL)).fold(0.0, f64::max) + TICK_GAP
}

/// The area between the axes, with their scales.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub area: Rect,
    pub scale: Scale,
}

impl Plot {
    /// Vertical position of `value`, which must be usable.
    pub fn y(self, value: f64) -> f64 {
        let (bottom, top) = (self.scale.bottom(), self.scale.top());
        self.area.bottom - (value - bottom) / (top - bottom) * self.area.height()
    }

    /// Horizontal position of `month`.
    pub fn x(self, months: MonthAxis, month: Month) -> f64 {
        self.area.left + months.share(month) * self.area.width()
    }

    /// Position of `count` months starting at `first`.
    pub fn columns(self, months: MonthAxis, first: Month, count: usize) -> PlotArea {
        let Rect { top, bottom, .. } = self.area;
        PlotArea { first: self.x(months, first), step: months.month_width(self.area.width()), count, top, bottom }
    }

    /// Half the width of the mark of an isolated month.
    pub fn half_month(self, months: MonthAxis) -> f64 {
        (months.month_width(self.area.width()) * 0.35).clamp(1.0, 12.0)
    }

    /// The vertical axis: a grid line and a label for each tick; the line at zero, or else the lowest, is darker.
    pub fn draw_grid(self, canvas: &mut Canvas) -> DrawResult {
        let line = |y| [(self.area.left, y), (self.area.right, y)];
        for (value, label) in self.scale.ticks() {
            let y = self.y(value);
            canvas.line(&line(y), GRID, 0.75)?;
            let baseline = y + LABEL.size * 0.36;
            canvas.text(&label, (self.area.left - TICK_GAP, baseline), TextAlign::Right, LABEL, SOFT)?;
        }
        canvas.line(&line(self.y(self.scale.bottom().max(0.0))), BASE, 1.0)
    }

    /// The month labels below the plot, within `sides`.
    pub fn draw_months(self, canvas: &mut Canvas, months: MonthAxis, sides: (f64, f64)) -> DrawResult {
        let foot = self.area.bottom;
        for month in months.labelled(self.area.width()) {
            let (x, label) = (self.x(months, month), month.to_string());
            let half = text::width(&label, LABEL) / 2.0;
            canvas.line(&[(x, foot), (x, foot + 4.0)], BASE, 0.75)?;
            let middle = x.min(sides.1 - half).max(sides.0 + half);
            canvas.text(&label, (middle, foot + 16.0), TextAlign::Middle, LABEL, SOFT)?;
        }
        Ok(())
    }

    /// A thin line at each April, the start of a financial year.
    pub fn draw_aprils(self, canvas: &mut Canvas, months: MonthAxis) -> DrawResult {
        for april in months.aprils(self.area.width()) {
            let x = self.x(months, april);
            canvas.faint_line((x, self.area.top), (x, self.area.bottom), BASE, 0.35)?;
        }
        Ok(())
    }

    /// Shows in the middle of the plot that there are no data.
    pub fn draw_no_data(self, canvas: &mut Canvas) -> DrawResult {
        let x = f64::midpoint(self.area.left, self.area.right);
        let y = f64::midpoint(self.area.top, self.area.bottom);
        canvas.block(Rect { left: x - 30.0, top: y - 10.0, right: x + 30.0, bottom: y + 10.0 }, WHITE)?;
        canvas.text("No data", (x, y + LABEL.size * 0.36), TextAlign::Middle, LABEL, SOFT)
    }
}

/// A vertical interval at a horizontal position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct YAxis {
    pub x: f64,
    pub top: f64,
    pub bottom: f64,
}

/// The unbroken segments of `(x, lower, upper)`, with `x` in pixels and the rest as values; a pair with a missing value
/// is a gap. An isolated point is widened by `half_month` to either side to make it visible.
pub(super) fn runs(plot: Plot, values: &[(f64, f64, f64)], half_month: f64) -> Vec<Vec<YAxis>> {
    let drawable = |v: &(f64, f64, f64)| usable(v.1) && usable(v.2);
    values
        .chunk_by(|a, b| drawable(a) == drawable(b))
        .filter(|run| drawable(&run[0]))
        .map(|run| {
            let upright = |x, v: &(f64, f64, f64)| YAxis { x, top: plot.y(v.2), bottom: plot.y(v.1) };
            match run {
                [only] => vec![upright(only.0 - half_month, only), upright(only.0 + half_month, only)],
                _ => run.iter().map(|v| upright(v.0, v)).collect(),
            }
        })
        .collect()
}

/// The outline of a segment: along its upper side and back along the lower.
pub(super) fn outline(run: &[YAxis]) -> Vec<Point> {
    let upper = run.iter().map(|u| (u.x, u.top));
    upper.chain(run.iter().rev().map(|u| (u.x, u.bottom))).collect()
}

/// The upper side of a segment.
pub(super) fn upper_side(run: &[YAxis]) -> Vec<Point> {
    run.iter().map(|u| (u.x, u.top)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::chart::AxisUnit;
    use crate::render::svg::ticks::AxisStart;

    fn plot() -> Plot {
        let scale = Scale::covering([0.0, 10.0].into_iter(), AxisUnit::Number, 5, AxisStart::Zero);
        Plot { area: Rect { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 }, scale }
    }

    #[test]
    fn larger_values_are_higher_on_the_sheet() {
        assert!((plot().y(0.0) - 100.0).abs() < 1e-9 && plot().y(10.0).abs() < 1e-9);
    }

    #[test]
    fn a_missing_value_is_a_gap_and_an_isolated_month_is_widened() {
        let values = [(0.0, 1.0, 2.0), (10.0, 1.0, 2.0), (20.0, f64::NAN, 2.0), (30.0, 1.0, 3.0)];
        let found = runs(plot(), &values, 4.0);
        let across: Vec<Vec<f64>> = found.iter().map(|run| run.iter().map(|u| u.x).collect()).collect();
        assert_eq!(across, [vec![0.0, 10.0], vec![26.0, 34.0]]);
        assert_eq!(outline(&found[0]).len(), 4);
        assert!(runs(plot(), &[], 4.0).is_empty());
    }
}
