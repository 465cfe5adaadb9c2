//! The total of each bar: a dot and a whisker on the bar, with the figure and its range above it.

use super::PlotArea;
use super::canvas::{Canvas, DrawResult, Rect, TextAlign};
use super::palette::{INK, NOTE, SOFT, STRONG, WHITE};
use super::plot::Plot;
use super::text;
use super::ticks::usable;
use crate::content::chart::{AxisUnit, BarYear};

/// Bars in slots of equal width.
#[derive(Clone, Copy, Debug)]
pub(super) struct BarSlots {
    pub plot: Plot,
    pub count: usize,
}

const WIDEST_BAR: f64 = 76.0;

impl BarSlots {
    /// Slot width, in pixels.
    pub fn width(self) -> f64 {
        self.plot.area.width() / self.count.max(1) as f64
    }

    /// Bar width, in pixels.
    pub fn bar(self) -> f64 {
        (self.width() * 0.62).min(WIDEST_BAR)
    }

    /// The horizontal centre of bar `n`.
    pub fn middle(self, n: usize) -> f64 {
        self.plot.area.left + (n as f64 + 0.5) * self.width()
    }

    /// The plot area of the bars.
    pub fn area(self) -> PlotArea {
        let Rect { top, bottom, .. } = self.plot.area;
        PlotArea { first: self.middle(0), step: self.width(), count: self.count, top, bottom }
    }

    /// Whether bar `n` has a label, given labels `width` pixels wide: either every bar has one, or, counting back from
    /// the last, every second, third and so on, so that labels do not overlap.
    pub fn is_labelled(self, n: usize, width: f64) -> bool {
        let every = ((width + 6.0) / self.width()).ceil().max(1.0) as usize;
        (self.count - 1 - n).is_multiple_of(every)
    }

    /// The bars covered by a label `width` pixels wide and centred on bar `n`.
    fn below(self, n: usize, width: f64) -> std::ops::RangeInclusive<usize> {
        let reach = (width / 2.0 / self.width() + 0.4) as usize;
        n.saturating_sub(reach)..=(n + reach).min(self.count - 1)
    }
}

/// Draws the totals of `years` above bars with the given `tops`.
pub(super) fn draw(
    canvas: &mut Canvas,
    slots: BarSlots,
    years: &[BarYear],
    tops: &[f64],
    unit: AxisUnit,
) -> DrawResult {
    let figures: Vec<String> = years.iter().map(|year| unit.value(year.total)).collect();
    let widest = figures.iter().map(|figure| text::width(figure, STRONG)).fold(0.0, f64::max);
    for (n, year) in years.iter().enumerate() {
        draw_marks(canvas, slots, n, year)?;
        if usable(year.total) && slots.is_labelled(n, widest) {
            let over = slots.below(n, widest);
            let highest = over.map(|n| highest(&years[n], tops[n])).fold(0.0, f64::max);
            let above = (slots.middle(n), slots.plot.y(highest) - 7.0);
            draw_words(canvas, above, &figures[n], &range(year, unit, slots.width() - 4.0))?;
        }
    }
    Ok(())
}

/// The highest point drawn for a year, as a value.
fn highest(year: &BarYear, top: f64) -> f64 {
    [top, year.total, year.p90].into_iter().filter(|v| usable(*v)).fold(0.0, f64::max)
}

/// The 80% range as text; empty if there is none or no room for it.
fn range(year: &BarYear, unit: AxisUnit, room: f64) -> String {
    let range = format!("{} to {}", unit.value(year.p10), unit.value(year.p90));
    if has_range(year) && text::width(&range, NOTE) <= room { range } else { String::new() }
}

fn has_range(year: &BarYear) -> bool {
    usable(year.p10) && usable(year.p90)
}

fn draw_marks(canvas: &mut Canvas, slots: BarSlots, n: usize, year: &BarYear) -> DrawResult {
    let (x, size) = (slots.middle(n), slots.bar() / 8.0);
    if has_range(year) {
        let (ends, cap) = ([slots.plot.y(year.p10), slots.plot.y(year.p90)], size.min(5.0));
        for (colour, thickness) in [(WHITE, 3.5), (INK, 1.5)] {
            canvas.line(&ends.map(|y| (x, y)), colour, thickness)?;
            for y in ends {
                canvas.line(&[(x - cap, y), (x + cap, y)], colour, thickness)?;
            }
        }
    }
    if usable(year.total) { canvas.dot((x, slots.plot.y(year.total)), size.clamp(1.0, 3.0), INK) } else { Ok(()) }
}

/// The figure and the range below it, on a white background so that no line runs through the text.
fn draw_words(canvas: &mut Canvas, (x, mut baseline): (f64, f64), figure: &str, range: &str) -> DrawResult {
    for (words, face, colour) in [(range, NOTE, SOFT), (figure, STRONG, INK)] {
        if words.is_empty() {
            continue;
        }
        let half = text::width(words, face) / 2.0;
        let (top, bottom) = (baseline - face.size * 0.9, baseline + face.size * 0.2);
        canvas.block(Rect { left: x - half, top, right: x + half, bottom }, WHITE)?;
        canvas.text(words, (x, baseline), TextAlign::Middle, face, colour)?;
        baseline -= NOTE.leading();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::svg::ticks::{AxisStart, Scale};

    fn slots(count: usize) -> BarSlots {
        let scale = Scale::covering([1.0].into_iter(), AxisUnit::Pounds, 5, AxisStart::Zero);
        BarSlots { plot: Plot { area: Rect { left: 0.0, top: 0.0, right: 500.0, bottom: 300.0 }, scale }, count }
    }

    #[test]
    fn crowded_bars_drop_labels_but_never_the_last() {
        let labelled = |count: usize| (0..count).filter(|n| slots(count).is_labelled(*n, 40.0)).collect::<Vec<_>>();
        assert_eq!(labelled(5), [0, 1, 2, 3, 4]);
        assert_eq!(labelled(20), [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    }

    #[test]
    fn a_label_is_above_every_bar_it_overlaps() {
        assert_eq!(slots(5).below(2, 40.0), 2..=2);
        assert_eq!(slots(50).below(20, 40.0), 18..=22);
        assert_eq!(slots(50).below(49, 40.0), 47..=49);
    }

    #[test]
    fn a_range_without_room_or_limits_is_omitted() {
        let year = crate::units::Month::new(2016, 4).financial_year();
        let year = BarYear { year, months: 12, total: 5.9e6, p10: 5.7e6, p90: 6.1e6 };
        assert_eq!(range(&year, AxisUnit::Pounds, 200.0), "£5.7m to £6.1m");
        assert_eq!(range(&year, AxisUnit::Pounds, 20.0), "");
        assert_eq!(range(&BarYear { p10: f64::NAN, ..year }, AxisUnit::Pounds, 200.0), "");
    }
}
