use super::dot_panel::DotPlot;
use super::frame::{Frame, LegendKey, LegendMark, PAD};
use super::palette::{LABEL, NEAR, PANEL, series};
use super::text;
use super::{Chart, ChartError, Drawing, Paper};
use crate::content::chart::{DotChart, DotPanel};

/// Space between two panels, in pixels.
const GAP: f64 = 42.0;
/// Maximum share of the paper's width that row names take beside one panel, and beside two.
const NAMES: [f64; 2] = [0.45, 0.3];
/// Height of a row, for each series in it.
const SERIES: f64 = 12.0;
const ROW_PADDING: f64 = 10.0;
/// Height above the rows of a panel for its title and the labels of the lines, and below them for the axis.
const HEAD: f64 = 40.0;
const FOOT: f64 = 26.0;

impl Chart for DotChart {
    /// # Errors
    /// [`ChartError::Length`] if a panel does not have one list of dots for each row.
    fn draw(&self, paper: Paper) -> Result<Drawing, ChartError> {
        if let Some(panel) = self.panels.iter().find(|panel| panel.rows.len() != self.rows.len()) {
            let (expected, found) = (self.rows.len(), panel.rows.len());
            return Err(ChartError::Length { series: panel.title.clone(), expected, found });
        }
        let frame = Frame::new(paper, &self.title, &self.subtitle, self.keys(), &[&self.note], &[]);
        let names = self.rows.iter().map(|name| text::width(&text::clean(name), LABEL)).fold(40.0, f64::max);
        let half = (paper.width - 2.0 * PAD - names - 12.0 - GAP) / 2.0;
        let fits = |panel: &DotPanel| text::width(&text::clean(&panel.title), PANEL) <= half;
        let is_narrow = names < NAMES[1] * paper.width && self.panels.iter().all(fits);
        let has_two = paper.is_wide() && self.panels.len() > 1 && is_narrow;
        let columns = if has_two { 2 } else { 1 };
        let names = names.min(NAMES[0] * paper.width);
        let left = PAD + names + 12.0;
        let width = (paper.width - PAD - left - GAP * (columns as f64 - 1.0)) / columns as f64;
        let row = SERIES * self.series.len().max(1) as f64 + ROW_PADDING;
        let height = HEAD + row * self.rows.len() as f64 + FOOT;
        let lines = self.panels.len().div_ceil(columns);
        frame.picture(height * lines as f64, |canvas| {
            for (n, panel) in self.panels.iter().enumerate() {
                let (line, column) = (n / columns, n % columns);
                let (top, left) = (frame.body_top() + line as f64 * height, left + column as f64 * (width + GAP));
                let plot = DotPlot { chart: self, left, width, top: top + HEAD, row, series: SERIES };
                if column == 0 {
                    plot.draw_names(canvas, PAD, names)?;
                }
                let title = text::fit(&text::clean(&panel.title), width, PANEL);
                plot.draw_title(canvas, &title)?;
                plot.draw_axis(canvas, panel)?;
                plot.draw_dots(canvas, panel)?;
            }
            Ok(())
        })
    }
}

impl DotChart {
    fn keys(&self) -> Vec<LegendKey> {
        let dots = self.series.iter().enumerate();
        let dots = dots.map(|(n, name)| LegendKey::new(LegendMark::Dot(series(n), n > 0), name.as_str()));
        let bands = self.references.iter().filter(|line| !line.band.is_empty());
        dots.chain(bands.map(|line| LegendKey::new(LegendMark::Area(NEAR), line.band.as_str()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::chart::{AxisUnit, Dot, ReferenceLine};

    fn chart(panels: usize, rows: usize, value: f64) -> DotChart {
        let dot = |series| Dot { series, value, low: value - 0.1, high: value + 0.1, label: String::new() };
        let panel = |n: usize| DotPanel {
            title: format!("Panel <{n}>"),
            rows: vec![vec![dot(0), dot(1)]; rows],
            references: Vec::new(),
        };
        DotChart {
            title: "How often".into(),
            unit: AxisUnit::Percent,
            ticks: vec![0.4, 0.6, 0.8, 1.0],
            references: vec![ReferenceLine {
                label: "line".into(),
                value: 0.8,
                low: 0.74,
                high: 0.86,
                band: "near".into(),
            }],
            series: vec!["one".into(), "other".into()],
            rows: (0..rows).map(|n| format!("Row {n}")).collect(),
            panels: (0..panels).map(panel).collect(),
            ..DotChart::default()
        }
    }

    #[test]
    fn names_keys_ticks_and_labels_are_on_the_chart() {
        let mut chart = chart(2, 3, 0.7);
        chart.panels[1].rows[2][0].label = "70%".into();
        let svg = chart.to_svg().expect("a chart");
        for words in ["Panel &lt;1&gt;", "Row 2", "one", "other", "near", "line", "40%", "100%", "70%"] {
            assert!(svg.contains(words), "{words}");
        }
    }

    #[test]
    fn panels_are_side_by_side_on_wide_paper_only() {
        let height = |paper, panels| chart(panels, 6, 0.8).draw(paper).expect("a chart").size.1;
        assert!((height(Paper::PAGE, 2) - height(Paper::PAGE, 1)).abs() < 1e-9);
        assert!(height(Paper::PHONE, 2) > 1.5 * height(Paper::PHONE, 1));
    }

    #[test]
    fn any_number_of_panels_rows_and_values_can_be_drawn() {
        for panels in [0, 1, 2, 10] {
            for rows in [0, 1, 40] {
                for value in [0.0, 0.8, -4e5, 1e95, f64::NAN, f64::INFINITY] {
                    let svg = chart(panels, rows, value).to_svg().expect("a chart");
                    assert!(!svg.contains("NaN") && !svg.contains("inf"));
                }
            }
        }
        let svg = DotChart { ticks: Vec::new(), ..chart(1, 1, 0.8) }.to_svg().expect("a chart");
        assert!(!svg.contains("NaN"));
    }

    #[test]
    fn a_panel_with_a_row_too_few_is_refused() {
        let mut chart = chart(1, 3, 0.8);
        chart.panels[0].rows.pop();
        assert!(chart.to_svg().is_err());
    }
}
