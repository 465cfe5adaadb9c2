use super::canvas::{Canvas, DrawResult, Point, Rect};
use super::frame::{Frame, LegendKey, LegendMark, PAD};
use super::month_axis::MonthAxis;
use super::palette::{BANDS, INK, LIMIT, MEDIAN};
use super::plot::{MONTH_LABELS, Plot, runs, tick_label_width, upper_side};
use super::ticks::{AxisStart, Scale, usable};
use super::{Chart, ChartError, Drawing, Paper};
use crate::content::chart::{ForecastRange, RangeChart};
use crate::units::Month;

/// Space to the right of the plot, in pixels.
const RIGHT: f64 = 14.0;
/// Usual distance between two ranges, months.
const QUARTER: f64 = 3.0;

impl Chart for RangeChart {
    fn draw(&self, paper: Paper) -> Result<Drawing, ChartError> {
        let (height, intervals) = if paper.is_wide() { (340.0, 6) } else { (240.0, 5) };
        let scale = Scale::covering(self.values(), self.unit, intervals, AxisStart::AtTheData);
        let off_zero = if scale.bottom() > 0.0 { "The vertical axis does not start at zero." } else { "" };
        let months = MonthAxis::covering(self.months());
        let notes = [MonthAxis::note(months), off_zero, &self.note];
        let frame = Frame::new(paper, &self.title, &self.subtitle, self.keys(), &notes, &[]);
        frame.picture(height + MONTH_LABELS, |canvas| {
            let sides = (PAD, paper.width - PAD);
            let area = Rect {
                left: sides.0 + tick_label_width(scale),
                top: frame.body_top(),
                right: sides.1 - RIGHT,
                bottom: frame.body_top() + height,
            };
            let plot = Plot { area, scale };
            let Some(months) = months else {
                plot.draw_grid(canvas)?;
                return plot.draw_no_data(canvas);
            };
            plot.draw_aprils(canvas, months)?;
            plot.draw_months(canvas, months, sides)?;
            self.draw_data(canvas, plot, months)?;
            if self.values().any(usable) { Ok(()) } else { plot.draw_no_data(canvas) }
        })
    }
}

impl RangeChart {
    /// Every value that the vertical axis must cover.
    fn values(&self) -> impl Iterator<Item = f64> {
        let ranges = self.ranges.iter().flat_map(|range| [range.low, range.median, range.high, range.actual]);
        self.actual.iter().map(|(_, value)| *value).chain(ranges)
    }

    /// Every month that the horizontal axis must cover.
    fn months(&self) -> impl Iterator<Item = Month> + Clone {
        self.actual.iter().map(|(month, _)| *month).chain(self.ranges.iter().map(|range| range.month))
    }

    fn keys(&self) -> Vec<LegendKey> {
        vec![
            LegendKey::new(LegendMark::Line(INK, 2.0), "What happened"),
            LegendKey::new(LegendMark::Area(BANDS[1]), self.name.as_str()),
            LegendKey::new(LegendMark::Line(MEDIAN, 2.25), "Median"),
            LegendKey::new(LegendMark::Dot(INK, false), "within it"),
            LegendKey::new(LegendMark::Dot(LIMIT, true), "outside it"),
        ]
    }

    /// The ranges, then the line, then what was within and outside.
    fn draw_data(&self, canvas: &mut Canvas, plot: Plot, months: MonthAxis) -> DrawResult {
        let half = (months.month_width(plot.area.width()) * QUARTER * 0.3).clamp(1.5, 12.0);
        let ranges =
            || self.ranges.iter().filter(|range| [range.low, range.high, range.actual].into_iter().all(usable));
        for range in ranges() {
            draw_range(canvas, plot, plot.x(months, range.month), half, range)?;
        }
        plot.draw_grid(canvas)?;
        let line: Vec<(f64, f64, f64)> =
            self.actual.iter().map(|&(month, value)| (plot.x(months, month), value, value)).collect();
        for run in runs(plot, &line, half) {
            canvas.line(&upper_side(&run), INK, 2.0)?;
        }
        for range in ranges() {
            let centre: Point = (plot.x(months, range.month), plot.y(range.actual));
            if range.is_right() {
                canvas.dot(centre, 2.5, INK)?;
            } else {
                canvas.estimate(centre, LIMIT, true)?;
            }
        }
        Ok(())
    }
}

/// A range with its median; of one that was wrong the outline is drawn as well.
fn draw_range(canvas: &mut Canvas, plot: Plot, x: f64, half: f64, range: &ForecastRange) -> DrawResult {
    let block = Rect { left: x - half, top: plot.y(range.high), right: x + half, bottom: plot.y(range.low) };
    canvas.block(block, BANDS[1])?;
    if !range.is_right() {
        let Rect { left, top, right, bottom } = block;
        canvas.line(&[(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], LIMIT, 1.25)?;
    }
    if usable(range.median) {
        let y = plot.y(range.median);
        canvas.line(&[(x - half, y), (x + half, y)], MEDIAN, 2.25)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::chart::AxisUnit;

    fn chart(months: i32, value: f64) -> RangeChart {
        let start = Month::new(2020, 1);
        let range = |n: i32| ForecastRange {
            month: start.plus(3 * n),
            low: value - 5.0,
            median: value,
            high: value + 5.0,
            actual: value + f64::from(n),
        };
        RangeChart {
            title: "Permanent <FTE>".into(),
            unit: AxisUnit::Number,
            name: "80% range".into(),
            actual: (0..months).map(|n| (start.plus(3 * n), value + f64::from(n))).collect(),
            ranges: (0..months).map(range).collect(),
            ..RangeChart::default()
        }
    }

    #[test]
    fn what_was_outside_is_a_ring_with_an_outlined_range() {
        // Of ten figures, those 6 to 9 above the median are outside; the key has a ring and an outline of its own.
        let svg = chart(10, 200.0).to_svg().expect("a chart");
        let rings = svg.matches("r=\"8\"").count();
        assert_eq!(rings, 4 + 1, "{svg}");
        assert!(svg.contains("Permanent &lt;FTE&gt;") && svg.contains("outside it"));
    }

    #[test]
    fn any_values_and_numbers_of_months_can_be_drawn() {
        for months in [0, 1, 2, 40, 200] {
            for value in [0.0, 200.0, -5.0, 1e95, f64::NAN, f64::INFINITY] {
                let svg = chart(months, value).to_svg().expect("a chart");
                assert!(!svg.contains("NaN") && !svg.contains("inf"), "{months} {value}");
            }
        }
    }
}
