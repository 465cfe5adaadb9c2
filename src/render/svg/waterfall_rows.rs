//! The rows of a waterfall chart: bars for levels and steps, each with its figure.

use crate::content::chart::WaterfallStep;
use plotters::style::RGBColor;

use super::canvas::{Canvas, DrawResult, Rect, TextAlign};
use super::palette::{BASE, DOWN, INK, LABEL, STRONG, UP, WHITE};
use super::ticks::usable;

/// If all steps together span less than this share of the largest level, the scale does not start at zero.
const SMALL: f64 = 0.3;
/// The scale then starts this share of the span below the lowest level.
const STUB: f64 = 0.35;
/// Half the height of a bar, as a share of its row.
const HALF: f64 = 0.29;
/// Minimum visible length of one side of a whisker, in pixels.
const SEEN: f64 = 2.5;
/// Minimum width of a bar, in pixels: a step of zero is drawn as a line.
const LEAST: f64 = 1.0;

/// Horizontal scale of a panel.
#[derive(Clone, Copy, Debug)]
pub(super) struct XScale {
    pub left: f64,
    right: f64,
    /// Right-hand limit of the bars, which leaves room for their figures.
    bars: f64,
    low: f64,
    high: f64,
}

impl XScale {
    /// A panel between `sides` whose figures are `labels` pixels wide, scaled for `values`.
    pub fn new(sides: (f64, f64), labels: f64, values: impl Iterator<Item = f64>) -> Self {
        let widen = |(low, high): (f64, f64), value: f64| (low.min(value), high.max(value));
        let (low, high) = values.filter(|value| usable(*value)).fold((f64::INFINITY, f64::NEG_INFINITY), widen);
        let (low, high) = if low > high { (0.0, 1.0) } else { (low, high) };
        let span = high - low;
        let broken = low > 0.0 && span > 0.0 && span < SMALL * high;
        let (low, high) = if broken { (low - STUB * span, high) } else { (low.min(0.0), high.max(0.0)) };
        let high = if high > low { high } else { low + 1.0 };
        let bars = (sides.1 - labels).max(sides.0 + 20.0);
        Self { left: sides.0, right: sides.1, bars, low, high }
    }

    /// Whether the scale does not start at zero.
    pub fn is_broken(self) -> bool {
        self.low > 0.0
    }

    pub fn width(self) -> f64 {
        self.right - self.left
    }

    /// Whether an error is large enough to be visible.
    pub fn shows(self, error: f64) -> bool {
        usable(error) && error / (self.high - self.low) * (self.bars - self.left) >= SEEN
    }

    /// Horizontal position of a value.
    fn x(self, value: f64) -> f64 {
        self.left + (value.clamp(self.low, self.high) - self.low) / (self.high - self.low) * (self.bars - self.left)
    }
}

/// Rows of equal height.
#[derive(Clone, Copy, Debug)]
pub(super) struct WaterfallRows {
    pub top: f64,
    pub height: f64,
}

impl WaterfallRows {
    /// Vertical centre of a row.
    pub fn middle(self, row: usize) -> f64 {
        self.top + (row as f64 + 0.5) * self.height
    }

    fn bar(self, row: usize, (from, to): (f64, f64)) -> Rect {
        let (left, right) = (from.min(to), from.max(to).max(from.min(to) + LEAST));
        let half = self.height * HALF;
        Rect { left, top: self.middle(row) - half, right, bottom: self.middle(row) + half }
    }

    /// A level, drawn from the start of the scale, with its figure.
    pub fn draw_level(
        self,
        canvas: &mut Canvas,
        across: XScale,
        row: usize,
        level: f64,
        label: &str,
        colour: RGBColor,
    ) -> DrawResult {
        let bar = self.bar(row, (across.x(if across.is_broken() { across.low } else { 0.0 }), across.x(level)));
        canvas.block(bar, colour)?;
        if across.is_broken() {
            let (x, lean) = (bar.left + 8.0, 3.0);
            let outline =
                [(x + lean, bar.top - 1.0), (x + lean + 4.0, bar.top - 1.0), (x - lean + 4.0, bar.bottom + 1.0)];
            let outline = [outline[0], outline[1], outline[2], (x - lean, bar.bottom + 1.0)];
            canvas.area(&outline, WHITE)?;
        }
        let place = (bar.right + 5.0, self.middle(row) + STRONG.size * 0.36);
        canvas.text(label, place, TextAlign::Left, STRONG, INK)
    }

    /// A step between two levels, with its figure; a thin line connects it to the previous level.
    pub fn draw_step(
        self,
        canvas: &mut Canvas,
        across: XScale,
        row: usize,
        (from, to): (f64, f64),
        step: &WaterfallStep,
    ) -> DrawResult {
        let bar = self.bar(row, (across.x(from), across.x(to)));
        let middle = self.middle(row);
        let lead = |x: f64, row: usize| {
            let foot = self.middle(row) + self.height * HALF;
            [(x, foot), (x, foot + self.height * (1.0 - 2.0 * HALF))]
        };
        canvas.line(&lead(across.x(from), row - 1), BASE, 0.75)?;
        canvas.line(&lead(across.x(to), row), BASE, 0.75)?;
        canvas.block(bar, if step.value < 0.0 { DOWN } else { UP })?;
        let mut right = bar.right;
        if across.shows(step.error) {
            let ends = (across.x(to - step.error), across.x(to + step.error));
            for (colour, thickness) in [(WHITE, 3.0), (INK, 1.25)] {
                canvas.line(&[(ends.0, middle), (ends.1, middle)], colour, thickness)?;
                for x in [ends.0, ends.1] {
                    canvas.line(&[(x, middle - 3.0), (x, middle + 3.0)], colour, thickness)?;
                }
            }
            right = right.max(ends.1);
        }
        canvas.text(&step.label, (right + 5.0, middle + LABEL.size * 0.36), TextAlign::Left, LABEL, INK)
    }
}
