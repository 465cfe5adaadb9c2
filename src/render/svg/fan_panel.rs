//! A panel of a fan chart: bands, median and history; its text is in `fan_labels`.

use super::canvas::{Canvas, DrawResult, Point, Rect, TextAlign};
use super::fan_labels;
use super::fan_labels::LabelledFigure;
use super::fan_plans;
use super::fan_targets::Flags;
use super::label_placer::LabelPlacer;
use super::month_axis::MonthAxis;
use super::palette::{BANDS, INK, MEDIAN, PANEL, WHITE};
use super::plot::{Plot, YAxis, outline, runs, upper_side};
use super::text;
use super::ticks::usable;
use super::time_marks::TimeMarks;
use crate::content::chart::{FanPanel, FanPoint};

/// A fan is joined to the last month of history if that is at most this many months earlier.
const JOIN: i32 = 3;
/// History of at most this many values is shown with a dot for each.
const FEW: usize = 12;

/// A panel and the months covered by its chart.
pub(super) struct Panel<'a> {
    pub of: &'a FanPanel,
    pub months: Option<MonthAxis>,
    pub marks: &'a TimeMarks,
}

impl Panel<'_> {
    /// Width to the right of the plot for the figures at the end of the fan, in pixels.
    pub fn right_margin(&self) -> f64 {
        let figures = self.figures().iter().map(LabelledFigure::width).fold(24.0, f64::max);
        fan_plans::labels(self.of).map_or(figures, |labels| labels.width())
    }

    /// Height above the plot for the title, in pixels.
    pub fn title_height(&self, width: f64) -> f64 {
        self.title(width).len() as f64 * PANEL.leading() + 9.0
    }

    /// The flags of the targets above a plot of the given width in pixels.
    pub fn flags(&self, width: f64) -> Flags {
        Flags::new(&self.of.targets, self.months, width)
    }

    /// Draws the panel: `plot` is the area between its axes, `cell` all the space available.
    pub fn draw(&self, canvas: &mut Canvas, plot: Plot, cell: Rect, flags: &Flags) -> DrawResult {
        let start = (cell.left, cell.top + PANEL.size);
        canvas.lines(&self.title(cell.width()), start, TextAlign::Left, PANEL, INK)?;
        if let Some(months) = self.months {
            plot.draw_aprils(canvas, months)?;
            plot.draw_months(canvas, months, (cell.left, cell.right))?;
            self.draw_data(canvas, plot, months, flags)?;
            self.marks.draw(canvas, plot, months, &self.of.marks)?;
            if let Some(first) = self.of.futures.first().filter(|_| self.of.plans.is_empty()) {
                canvas.tell(plot.columns(months, first.month, self.of.futures.len()));
            }
        } else {
            plot.draw_grid(canvas)?;
        }
        if self.has_values() { Ok(()) } else { plot.draw_no_data(canvas) }
    }

    fn draw_data(&self, canvas: &mut Canvas, plot: Plot, months: MonthAxis, flags: &Flags) -> DrawResult {
        let mut ground = LabelPlacer::new(plot.area);
        self.draw_bands(canvas, plot, months, &mut ground)?;
        plot.draw_grid(canvas)?;
        let median = self.median(plot, months);
        for run in &median {
            let line = upper_side(run);
            ground.add_line(&line);
            canvas.line(&line, MEDIAN, 2.25)?;
        }
        fan_plans::draw(canvas, &mut ground, plot, months, self.of)?;
        self.draw_history(canvas, plot, months, &mut ground)?;
        let FanPanel { limit, reported, .. } = self.of;
        let limit = limit.as_ref().filter(|limit| usable(limit.value));
        let reported = reported.as_ref().filter(|reported| usable(reported.value));
        if let Some(limit) = limit {
            fan_labels::draw_limit(canvas, &mut ground, plot, limit)?;
        }
        flags.draw(canvas, &mut ground, plot, months, &self.of.targets)?;
        if let Some(labels) = fan_plans::labels(self.of) {
            let edge = plot.area.right;
            labels.draw(canvas, (edge, edge), (plot.area.top, plot.area.bottom), |value| plot.y(value))?;
        } else if let Some(end) = median.last().and_then(|run| run.last()) {
            fan_labels::draw_figures(canvas, &mut ground, plot, end.x, &self.figures())?;
        }
        if let Some(reported) = reported {
            let point = (plot.x(months, reported.month), plot.y(reported.value));
            fan_labels::draw_reported(canvas, &mut ground, plot, point, &reported.label)?;
        }
        limit.map_or(Ok(()), |limit| fan_labels::draw_limit_label(canvas, &ground, plot, limit))
    }

    fn has_values(&self) -> bool {
        let mut values = self.of.futures.iter().flat_map(FanPoint::percentiles);
        values.any(usable) || self.of.history.iter().any(|(_, value)| usable(*value))
    }

    fn title(&self, width: f64) -> Vec<String> {
        text::wrap(&text::clean(&self.of.title), width, 2, PANEL)
    }

    /// The points of the fan, joined to the last value of history if it is recent.
    fn points(&self) -> Vec<FanPoint> {
        let known = self.of.history.iter().rev().find(|(_, value)| usable(*value));
        let joint = known.zip(self.of.futures.first()).filter(|((month, _), first)| {
            let months = first.month.since(*month);
            (1..=JOIN).contains(&months)
        });
        let opening = joint.map(|((month, value), _)| FanPoint::certain(*month, *value));
        opening.into_iter().chain(self.of.futures.iter().copied()).collect()
    }

    fn draw_bands(&self, canvas: &mut Canvas, plot: Plot, months: MonthAxis, ground: &mut LabelPlacer) -> DrawResult {
        let points = self.points();
        for (n, colour) in BANDS.into_iter().enumerate() {
            let band = |point: &FanPoint| {
                let (low, high) = point.bands()[n];
                (plot.x(months, point.month), low, high)
            };
            let values: Vec<_> = points.iter().map(band).collect();
            for run in runs(plot, &values, plot.half_month(months)) {
                canvas.area(&outline(&run), colour)?;
                ground.add_band(&run);
            }
        }
        Ok(())
    }

    /// The unbroken segments of the median.
    fn median(&self, plot: Plot, months: MonthAxis) -> Vec<Vec<YAxis>> {
        let values: Vec<_> = self.points().iter().map(|p| (plot.x(months, p.month), p.p50, p.p50)).collect();
        runs(plot, &values, plot.half_month(months))
    }

    fn draw_history(&self, canvas: &mut Canvas, plot: Plot, months: MonthAxis, ground: &mut LabelPlacer) -> DrawResult {
        let history = self.of.history.iter();
        let history: Vec<_> = history.map(|(month, value)| (plot.x(months, *month), *value, *value)).collect();
        for run in runs(plot, &history, 2.0) {
            let line = upper_side(&run);
            ground.add_line(&line);
            canvas.line(&line, WHITE, 3.5)?;
            canvas.line(&line, INK, 2.0)?;
        }
        let known = history.iter().filter(|h| usable(h.1));
        let known: Vec<Point> = known.map(|h| (h.0, plot.y(h.1))).collect();
        if known.len() <= FEW {
            for point in known {
                canvas.dot(point, 2.5, INK)?;
            }
        }
        Ok(())
    }

    /// The figures at the end of the fan; none if history extends beyond it.
    fn figures(&self) -> Vec<LabelledFigure> {
        let last = self.of.futures.iter().rev().find(|point| usable(point.p50));
        let beyond = |last: &FanPoint| self.of.history.iter().any(|(month, _)| *month > last.month);
        last.filter(|last| !beyond(last)).map_or(Vec::new(), |last| LabelledFigure::of(last, self.of.unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::chart::AxisUnit;
    use crate::units::Month;

    fn panel(history: Month) -> FanPanel {
        let futures = vec![FanPoint::certain(Month::new(2015, 12), 0.4)];
        FanPanel { futures, history: vec![(history, 0.3)], ..FanPanel::new("", AxisUnit::Percent) }
    }

    fn points(history: Month) -> usize {
        Panel { of: &panel(history), months: None, marks: &TimeMarks::default() }.points().len()
    }

    #[test]
    fn a_fan_is_joined_only_to_recent_history() {
        assert_eq!(points(Month::new(2015, 11)), 2);
        assert_eq!(points(Month::new(2015, 9)), 2);
        assert_eq!(points(Month::new(2015, 6)), 1);
        assert_eq!(points(Month::new(2016, 1)), 1);
    }

    #[test]
    fn figures_are_shown_only_if_nothing_follows_the_fan() {
        let figures =
            |history| Panel { of: &panel(history), months: None, marks: &TimeMarks::default() }.figures().len();
        assert_eq!(figures(Month::new(2015, 11)), 1);
        assert_eq!(figures(Month::new(2016, 6)), 0);
    }
}
