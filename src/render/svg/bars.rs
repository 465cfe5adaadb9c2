use super::bar_totals;
use super::bar_totals::BarSlots;
use super::canvas::{Canvas, DrawResult, Rect, TextAlign};
use super::edge_labels::EdgeLabels;
use super::frame::{Frame, LegendKey, LegendMark, PAD};
use super::palette::{INK, LABEL, SOFT, WHITE};
use super::plot::{Plot, tick_label_width};
use super::stack_layers::Stacked;
use super::ticks::{AxisStart, Scale};
use super::{Chart, ChartError, Drawing, Paper, text};
use crate::content::chart::{BarChart, BarYear};

const PLOT_HEIGHT: f64 = 330.0;
const INTERVALS: usize = 6;
/// The room above the highest bar for its total and range, in pixels.
const HEADROOM: f64 = 36.0;
const YEAR_LABELS: f64 = 34.0;
const WHISKER: &str = "Total, with the range of 80% of futures";

impl Chart for BarChart {
    /// # Errors
    /// [`ChartError::Length`] if a series does not have one value for each year.
    fn draw(&self, paper: Paper) -> Result<Drawing, ChartError> {
        let stacked = Stacked::new(&self.series, self.years.len())?;
        let last = self.years.len().saturating_sub(1);
        let mut keys = stacked.keys(last, paper);
        keys.push(LegendKey::new(LegendMark::Whisker(INK), WHISKER));
        let frame = Frame::new(
            paper,
            &self.title,
            &paper.subtitle(self.of.as_deref(), &self.subtitle),
            keys,
            &["Bars: the mean over all futures, by part.", &self.part_years(), &stacked.absent(), &self.note],
            &[],
        );
        let labels = EdgeLabels::new(stacked.labels(last, self.unit, paper));
        let totals = self.years.iter().flat_map(|year| [year.total, year.p10, year.p90]);
        let scale = Scale::covering(stacked.ends().chain(totals), self.unit, INTERVALS, AxisStart::Zero);
        let top = frame.body_top() + HEADROOM;
        let height = PLOT_HEIGHT.max(labels.height() - HEADROOM);
        let (left, right) = (PAD + tick_label_width(scale), paper.width - PAD - labels.width());
        let plot = Plot { area: Rect { left, top, right, bottom: top + height }, scale };
        frame.picture(HEADROOM + height + YEAR_LABELS, |canvas| {
            plot.draw_grid(canvas)?;
            if self.years.is_empty() {
                return plot.draw_no_data(canvas);
            }
            let slots = BarSlots { plot, count: self.years.len() };
            draw_bars(canvas, slots, &stacked)?;
            bar_totals::draw(canvas, slots, &self.years, &stacked.tops(), self.unit)?;
            self.draw_years(canvas, slots)?;
            canvas.tell(slots.area());
            let edge = slots.middle(last) + slots.bar() / 2.0;
            labels.draw(canvas, (edge, right), (top - HEADROOM, plot.area.bottom), |value| plot.y(value))
        })
    }
}

impl BarChart {
    /// A note that names partial years; empty if there are none.
    fn part_years(&self) -> String {
        let part = self.years.iter().filter(|year| year.months < 12);
        part.map(|year| format!("{} covers {}.", year.year, months(year.months))).collect::<Vec<_>>().join(" ")
    }

    fn draw_years(&self, canvas: &mut Canvas, slots: BarSlots) -> DrawResult {
        let labels: Vec<[String; 2]> = self.years.iter().map(year_label).collect();
        let widest = labels.iter().flatten().map(|line| text::width(line, LABEL)).fold(0.0, f64::max);
        for (n, label) in labels.iter().enumerate().filter(|(n, _)| slots.is_labelled(*n, widest)) {
            let first = (slots.middle(n), slots.plot.area.bottom + 16.0);
            canvas.lines(label, first, TextAlign::Middle, LABEL, SOFT)?;
        }
        Ok(())
    }
}

fn draw_bars(canvas: &mut Canvas, slots: BarSlots, stacked: &Stacked) -> DrawResult {
    let half = slots.bar() / 2.0;
    for (colour, layers) in stacked.iter() {
        for (n, layer) in layers.iter().enumerate().filter(|(_, layer)| !layer.is_empty()) {
            let (left, right) = (slots.middle(n) - half, slots.middle(n) + half);
            let (from, to) = (slots.plot.y(layer.from), slots.plot.y(layer.to));
            canvas.block(Rect { left, top: from.min(to), right, bottom: from.max(to) }, colour)?;
            canvas.line(&[(left, to), (right, to)], WHITE, 0.75)?;
        }
    }
    Ok(())
}

/// The label of a year, followed by the number of months if partial: `2015-16`, `(4 months)`.
fn year_label(year: &BarYear) -> [String; 2] {
    let part = if year.months < 12 { format!("({})", months(year.months)) } else { String::new() };
    [year.year.to_string(), part]
}

fn months(count: u32) -> String {
    if count == 1 { "1 month".to_owned() } else { format!("{count} months") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::chart::{AxisUnit, StackSeries};

    fn chart(years: i32, series: usize, value: f64) -> BarChart {
        let first = crate::units::Month::new(2016, 1);
        let year = |n: i32| BarYear {
            year: first.plus(12 * n).financial_year(),
            months: if n == 0 { 4 } else { 12 },
            total: value * series as f64,
            p10: value * 0.9,
            p90: value * 1.1,
        };
        let layer = |s| StackSeries {
            name: format!("Line <{s}>"),
            values: (0..years).map(|_| value).collect(),
            accent: s == 0,
        };
        BarChart {
            title: "Cost".into(),
            unit: AxisUnit::Pounds,
            years: (0..years).map(year).collect(),
            series: (0..series).map(layer).collect(),
            ..BarChart::default()
        }
    }

    #[test]
    fn a_partial_year_is_labelled_with_its_months() {
        let svg = chart(3, 2, 2.9e6).to_svg().expect("a chart");
        assert!(svg.contains("2015-16") && svg.contains("(4 months)") && !svg.contains("(12 months)"));
        assert!(svg.contains("£5.8m") && svg.contains("£2.6m to £3.2m"));
    }

    #[test]
    fn any_years_parts_and_values_can_be_drawn() {
        for years in [0, 1, 5, 50] {
            for series in [0, 1, 20] {
                for value in [0.0, 3.0, -4e5, 1e95, f64::NAN, f64::NEG_INFINITY] {
                    let svg = chart(years, series, value).to_svg();
                    assert!(svg.is_ok_and(|svg| !svg.contains("NaN") && !svg.contains("inf")));
                }
            }
        }
    }
}
