use super::canvas::{Canvas, DrawResult, TextAlign};
use super::frame::{Frame, LegendKey, LegendMark, PAD};
use super::palette::{DOWN, INK, LABEL, LEVEL, PANEL, SOFT, STRONG, UP};
use super::text;
use super::ticks::usable;
use super::waterfall_rows::{WaterfallRows, XScale};
use super::{Chart, ChartError, Drawing, Paper};
use crate::content::chart::{WaterfallChart, WaterfallPanel};

/// Space between two panels, in pixels.
const GAP: f64 = 26.0;
/// Maximum width of the row names.
const NAMES: f64 = 232.0;
const ROW: f64 = 31.0;

impl WaterfallPanel {
    /// The level before each step, and the final level.
    fn levels(&self) -> Vec<f64> {
        let mut levels = vec![self.from];
        levels.extend(self.steps.iter().scan(self.from, |level, step| {
            *level += step.value;
            Some(*level)
        }));
        levels
    }
}

impl Chart for WaterfallChart {
    /// # Errors
    /// [`ChartError::Length`] if a panel does not have one step for each name.
    fn draw(&self, paper: Paper) -> Result<Drawing, ChartError> {
        if let Some(panel) = self.panels.iter().find(|panel| panel.steps.len() != self.steps.len()) {
            let (expected, found) = (self.steps.len(), panel.steps.len());
            return Err(ChartError::Length { series: panel.title.join(", "), expected, found });
        }
        let across: Vec<XScale> = self.across(paper);
        let broken = if across.iter().any(|panel| panel.is_broken()) {
            "Broken bars do not start at zero: the steps are to scale, the levels are not."
        } else {
            ""
        };
        let mut keys =
            vec![LegendKey::new(LegendMark::Area(DOWN), "Decrease"), LegendKey::new(LegendMark::Area(UP), "Increase")];
        let mut doubts = self
            .panels
            .iter()
            .zip(&across)
            .flat_map(|(panel, across)| panel.steps.iter().map(|step| across.shows(step.error)));
        if doubts.any(|shown| shown) {
            keys.push(LegendKey::new(LegendMark::Whisker(INK), "Two standard errors on either side"));
        }
        let frame = Frame::new(paper, &self.title, &self.subtitle, keys, &[broken, &self.note], &[]);
        let heads = 2.0 * PANEL.leading() + 8.0;
        let rows = WaterfallRows { top: frame.body_top() + heads, height: ROW };
        let body = heads + ROW * (self.steps.len() + 2) as f64;
        frame.picture(body, |canvas| {
            self.draw_names(canvas, rows)?;
            for (panel, across) in self.panels.iter().zip(&across) {
                let top = frame.body_top() + PANEL.size;
                for (line, face) in [(0, PANEL), (1, LABEL)] {
                    let words = text::fit(&text::clean(&panel.title[line]), across.width(), face);
                    let baseline = top + line as f64 * PANEL.leading();
                    canvas.text(&words, (across.left, baseline), TextAlign::Left, face, INK)?;
                }
                draw_panel(canvas, rows, *across, panel)?;
            }
            Ok(())
        })
    }
}

impl WaterfallChart {
    /// Width for the names, in pixels: what they need, up to the maximum.
    fn names_width(&self) -> f64 {
        let names = self.steps.iter().chain(&self.ends).map(|name| text::width(&text::clean(name), STRONG));
        names.fold(60.0, f64::max).min(NAMES)
    }

    /// Horizontal scale of each panel.
    fn across(&self, paper: Paper) -> Vec<XScale> {
        let count = self.panels.len().max(1) as f64;
        let left = PAD + self.names_width() + GAP * 0.7;
        let width = (paper.width - PAD - left - GAP * (count - 1.0)) / count;
        let one = |(n, panel): (usize, &WaterfallPanel)| {
            let left = left + n as f64 * (width + GAP);
            let labels = panel.steps.iter().map(|step| &step.label).chain(&panel.labels);
            let widest = labels.map(|label| text::width(label, STRONG)).fold(0.0, f64::max);
            let reach = panel.levels().windows(2).zip(&panel.steps).fold(Vec::new(), |mut reach, (levels, step)| {
                reach.extend([levels[1] - step.error, levels[1] + step.error]);
                reach
            });
            XScale::new((left, left + width), widest + 8.0, panel.levels().into_iter().chain(reach))
        };
        self.panels.iter().enumerate().map(one).collect()
    }

    fn draw_names(&self, canvas: &mut Canvas, rows: WaterfallRows) -> DrawResult {
        let [from, to] = &self.ends;
        let ends = [(0, from), (self.steps.len() + 1, to)].map(|(row, name)| (row, name, STRONG, INK));
        let steps = self.steps.iter().enumerate().map(|(n, name)| (n + 1, name, LABEL, SOFT));
        for (row, name, face, colour) in ends.into_iter().chain(steps) {
            let lines = text::wrap(&text::clean(name), self.names_width(), 2, face);
            let above = (lines.len().max(1) - 1) as f64 * face.leading() / 2.0;
            let baseline = rows.middle(row) + face.size * 0.36 - above;
            canvas.lines(&lines, (PAD, baseline), TextAlign::Left, face, colour)?;
        }
        Ok(())
    }
}

fn draw_panel(canvas: &mut Canvas, rows: WaterfallRows, across: XScale, panel: &WaterfallPanel) -> DrawResult {
    let levels = panel.levels();
    if !levels.iter().all(|level| usable(*level)) {
        let place = (across.left, rows.middle(0) + LABEL.size * 0.36);
        return canvas.text("no data", place, TextAlign::Left, LABEL, SOFT);
    }
    rows.draw_level(canvas, across, 0, levels[0], &panel.labels[0], LEVEL)?;
    for (n, step) in panel.steps.iter().enumerate() {
        rows.draw_step(canvas, across, n + 1, (levels[n], levels[n + 1]), step)?;
    }
    let last = panel.steps.len() + 1;
    rows.draw_level(canvas, across, last, levels[last - 1], &panel.labels[1], LEVEL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::chart::WaterfallStep;

    fn chart(steps: usize, panels: usize, value: f64) -> WaterfallChart {
        let step = |n: usize| WaterfallStep {
            value: if n.is_multiple_of(2) { value } else { -value / 3.0 },
            error: value / 10.0,
            label: format!("+{n}"),
        };
        let panel = || WaterfallPanel {
            title: ["Cost".into(), "over the run".into()],
            from: 100.0,
            labels: ["£100".into(), "£130".into()],
            steps: (0..steps).map(step).collect(),
        };
        WaterfallChart {
            title: "What each part does".into(),
            ends: ["Base".into(), "Plan".into()],
            steps: (0..steps).map(|n| format!("Part <{n}>")).collect(),
            panels: (0..panels).map(|_| panel()).collect(),
            ..WaterfallChart::default()
        }
    }

    #[test]
    fn every_step_has_its_name_and_label() {
        let svg = chart(3, 3, 40.0).to_svg().expect("a chart");
        for words in ["Part &lt;2&gt;", "+2", "£100", "£130", "Base", "Plan", "Decrease"] {
            assert!(svg.contains(words), "{words}");
        }
        assert!(!svg.contains("Broken"));
    }

    #[test]
    fn steps_much_smaller_than_the_level_break_its_bar() {
        assert!(chart(3, 1, 0.5).to_svg().expect("a chart").contains("Broken bars do not start at zero"));
    }

    #[test]
    fn any_number_of_steps_of_any_value_can_be_drawn() {
        for steps in [0, 1, 9, 40] {
            for panels in [0, 1, 3] {
                for value in [0.0, 3.0, -4e5, 1e95, f64::NAN, f64::INFINITY] {
                    let svg = chart(steps, panels, value).to_svg().expect("a chart");
                    assert!(!svg.contains("NaN") && !svg.contains("inf"));
                }
            }
        }
    }

    #[test]
    fn a_panel_with_a_step_too_few_is_refused() {
        let mut chart = chart(3, 1, 1.0);
        chart.panels[0].steps.pop();
        assert!(chart.to_svg().is_err());
    }
}
