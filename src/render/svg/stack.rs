use super::canvas::{Canvas, DrawResult, Rect};
use super::edge_labels::{EdgeLabel, EdgeLabels};
use super::frame::{Frame, PAD};
use super::month_axis::MonthAxis;
use super::palette::{STRONG, WHITE};
use super::plot::{MONTH_LABELS, Plot, outline, runs, tick_label_width, upper_side};
use super::stack_layers::Stacked;
use super::ticks::{AxisStart, Scale, usable};
use super::time_marks::TimeMarks;
use super::{Chart, ChartError, Drawing, Paper};
use crate::content::chart::StackChart;

const PLOT_HEIGHT: f64 = 340.0;
const INTERVALS: usize = 6;

impl Chart for StackChart {
    /// # Errors
    /// [`ChartError::Length`] if a series does not have one value for each month.
    fn draw(&self, paper: Paper) -> Result<Drawing, ChartError> {
        let stacked = Stacked::new(&self.series, self.months.len())?;
        let months = MonthAxis::covering(self.months.iter().copied());
        let marks = TimeMarks::new(self.marks.iter(), months);
        let last = stacked.known.iter().rposition(|known| *known).unwrap_or(0);
        let frame = Frame::new(
            paper,
            &self.title,
            &paper.subtitle(self.of.as_deref(), &self.subtitle),
            stacked.keys(last, paper),
            &[MonthAxis::note(months), &stacked.absent(), &self.note],
            &marks.legend(),
        );
        let labels = EdgeLabels::new(self.labels(&stacked, last, paper));
        let scale = Scale::covering(stacked.ends(), self.unit, INTERVALS, AxisStart::Zero);
        let top = frame.body_top() + 8.0;
        let height = PLOT_HEIGHT.max(labels.height());
        let (left, right) = (PAD + tick_label_width(scale), paper.width - PAD - labels.width());
        let plot = Plot { area: Rect { left, top, right, bottom: top + height }, scale };
        frame.picture(height + 8.0 + MONTH_LABELS + marks.height(), |canvas| {
            self.draw_layers(canvas, plot, months, &stacked)?;
            let Some(months) = months else { return Ok(()) };
            plot.draw_months(canvas, months, (PAD, paper.width - PAD))?;
            marks.draw(canvas, plot, months, &self.marks)?;
            canvas.tell(plot.columns(months, self.months[0], self.months.len()));
            let alone = if self.months.len() == 1 { plot.half_month(months) } else { 0.0 };
            let edge = plot.x(months, self.months[last]) + alone;
            let sides = (plot.area.top - 8.0, plot.area.bottom);
            labels.draw(canvas, (edge, right), sides, |value| plot.y(value))
        })
    }
}

impl StackChart {
    /// The labels at the right-hand edge, with the total at the top.
    fn labels(&self, stacked: &Stacked, last: usize, paper: Paper) -> Vec<EdgeLabel> {
        let mut labels = stacked.labels(last, self.unit, paper);
        if labels.len() > 1 {
            let total = self.series.iter().map(|s| s.values[last]).filter(|v| usable(*v)).sum();
            let at = stacked.tops()[last];
            let (name, value) = ("Total".to_owned(), self.unit.value(total));
            labels.insert(0, EdgeLabel { name, value, at, colour: None, face: STRONG });
        }
        labels
    }

    fn draw_layers(&self, canvas: &mut Canvas, plot: Plot, months: Option<MonthAxis>, stacked: &Stacked) -> DrawResult {
        plot.draw_grid(canvas)?;
        let Some(months) = months else {
            return plot.draw_no_data(canvas);
        };
        for (colour, layers) in stacked.iter() {
            let values: Vec<(f64, f64, f64)> = (0..layers.len())
                .map(|n| {
                    let ends = (layers[n].from.min(layers[n].to), layers[n].from.max(layers[n].to));
                    let (low, high) = if stacked.known[n] { ends } else { (f64::NAN, f64::NAN) };
                    (plot.x(months, self.months[n]), low, high)
                })
                .collect();
            for run in runs(plot, &values, plot.half_month(months)) {
                canvas.area(&outline(&run), colour)?;
                canvas.line(&upper_side(&run), WHITE, 0.75)?;
            }
        }
        if stacked.known.iter().all(|known| !known) {
            plot.draw_no_data(canvas)?;
        }
        plot.draw_aprils(canvas, months)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::chart::StackSeries;
    use crate::units::Month;

    fn chart(months: i32, series: usize, value: impl Fn(i32, usize) -> f64) -> StackChart {
        let start = Month::new(2015, 12);
        let layer = |s| StackSeries {
            name: format!("Route {s} <b>&\""),
            values: (0..months).map(|m| value(m, s)).collect(),
            accent: s + 1 == series,
        };
        StackChart {
            title: "The workforce".into(),
            months: (0..months).map(|m| start.plus(m)).collect(),
            series: (0..series).map(layer).collect(),
            ..StackChart::default()
        }
    }

    #[test]
    fn a_stack_labels_each_layer_and_the_total() {
        let svg = chart(40, 3, |_, s| 10.0 + s as f64).to_svg().expect("a chart");
        for words in ["Total 33", "Route 0 &lt;b&gt;&amp;&quot; 10", "Route 2 &lt;b&gt;&amp;&quot; 12"] {
            assert!(svg.contains(words), "{words}");
        }
        assert!(!svg.contains("<b>"));
    }

    #[test]
    fn any_months_series_and_values_can_be_drawn() {
        for months in [0, 1, 2, 40, 600] {
            for series in [0, 1, 7, 20] {
                for value in [0.0, 5.0, -5.0, 1e90, f64::NAN, f64::INFINITY] {
                    let svg = chart(months, series, |m, _| if m % 5 == 4 { f64::NAN } else { value }).to_svg();
                    assert!(svg.is_ok_and(|svg| !svg.contains("NaN") && !svg.contains("inf")));
                }
            }
        }
    }
}
