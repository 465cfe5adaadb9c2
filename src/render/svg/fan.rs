use super::canvas::Rect;
use super::fan_panel::Panel;
use super::fan_plans;
use super::fan_targets::Flags;
use super::frame::{Frame, LegendKey, LegendMark, PAD};
use super::month_axis::MonthAxis;
use super::palette::{BANDS, INK, LIMIT, MEDIAN};
use super::plot::{MONTH_LABELS, Plot, tick_label_width};
use super::ticks::{AxisStart, Scale};
use super::time_marks::TimeMarks;
use super::{Chart, ChartError, Drawing, Paper};
use crate::content::chart::{FanChart, FanPanel};

const SHADED: &str = "Shaded: 50%, 80% and 90% of futures; line: the median. Figures on the right: the median and the \
                      limits of the 80% range.";
const SHADED_WITH_PLANS: &str = "Shaded: 50%, 80% and 90% of the base's futures; lines: the medians of the base and of the plans. Figures on \
                                  the right: the medians and the 80% ranges.";
const NOT_FROM_ZERO: &str = "The vertical axis does not start at zero.";
const COLUMN_GAP: f64 = 14.0;
const ROW_GAP: f64 = 16.0;

impl Chart for FanChart {
    /// # Errors
    /// [`ChartError::NoPanels`] if there are no panels.
    fn draw(&self, paper: Paper) -> Result<Drawing, ChartError> {
        if self.panels.is_empty() {
            return Err(ChartError::NoPanels { chart: self.title.clone() });
        }
        let grid = Grid::of(self.panels.len(), paper);
        let scales: Vec<Scale> = self.panels.iter().map(|panel| self.scale(panel, grid.intervals)).collect();
        let off_zero = scales.iter().any(|scale| scale.bottom() > 0.0);
        let months = MonthAxis::covering(self.panels.iter().flat_map(FanPanel::months));
        let marks = TimeMarks::new(self.panels.iter().flat_map(|panel| &panel.marks), months);
        let panels: Vec<Panel> = self.panels.iter().map(|panel| Panel { of: panel, months, marks: &marks }).collect();

        let left = scales.iter().map(|scale| tick_label_width(*scale)).fold(0.0, f64::max);
        let right = panels.iter().map(Panel::right_margin).fold(0.0, f64::max);
        let flags: Vec<Flags> = panels.iter().map(|panel| panel.flags(grid.cell_width() - left - right)).collect();
        let above = flags.iter().map(Flags::height).fold(0.0, f64::max);
        let unnamed = match flags.iter().map(|flags| flags.left_out).sum() {
            0 => String::new(),
            1 => "One later target has no label.".to_owned(),
            several => format!("{several} later targets have no labels."),
        };
        let off_zero = if off_zero { NOT_FROM_ZERO } else { "" };
        let shaded = if self.has_plans() { SHADED_WITH_PLANS } else { SHADED };
        let notes = [shaded, off_zero, MonthAxis::note(months), &unnamed, &self.note];
        let frame = Frame::new(
            paper,
            &self.title,
            &paper.subtitle(self.of.as_deref(), &self.subtitle),
            self.keys(),
            &notes,
            &marks.legend(),
        );
        let titles = panels.iter().map(|panel| panel.title_height(grid.cell_width())).fold(0.0, f64::max) + above;
        let below = MONTH_LABELS + marks.height();
        let row = titles + grid.plot_height + below + ROW_GAP;
        let body = row * grid.rows as f64 - ROW_GAP;
        frame.picture(body, |canvas| {
            for (n, ((panel, scale), flags)) in panels.iter().zip(&scales).zip(&flags).enumerate() {
                let cell_left = PAD + (n % grid.columns) as f64 * (grid.cell_width() + COLUMN_GAP);
                let top = frame.body_top() + (n / grid.columns) as f64 * row;
                let cell_right = cell_left + grid.cell_width();
                let cell = Rect { left: cell_left, top, right: cell_right, bottom: top + row - ROW_GAP };
                let area = Rect {
                    left: cell.left + left,
                    top: top + titles,
                    right: cell.right - right,
                    bottom: cell.bottom - below,
                };
                panel.draw(canvas, Plot { area, scale: *scale }, cell, flags)?;
            }
            Ok(())
        })
    }
}

impl FanChart {
    /// The scale of a panel: its own, or one for all panels with its unit.
    fn scale(&self, panel: &FanPanel, intervals: usize) -> Scale {
        let values: Vec<f64> = if self.has_own_scales {
            panel.values().collect()
        } else {
            self.panels.iter().filter(|one| one.unit == panel.unit).flat_map(FanPanel::values).collect()
        };
        Scale::covering(values.into_iter(), panel.unit, intervals, AxisStart::NearTheData)
    }

    fn has_plans(&self) -> bool {
        self.panels.iter().any(|panel| !panel.plans.is_empty())
    }

    fn keys(&self) -> Vec<LegendKey> {
        let mut keys = Vec::new();
        if self.panels.iter().any(|panel| !panel.history.is_empty()) {
            keys.push(LegendKey::new(LegendMark::Line(INK, 2.0), "History"));
        }
        let median = if self.has_plans() { "Base" } else { "Median" };
        keys.push(LegendKey::new(LegendMark::Line(MEDIAN, 2.25), median));
        keys.extend(fan_plans::keys(self));
        let names = ["90% of futures", "80% of futures", "50% of futures"];
        keys.extend(
            BANDS.iter().zip(names).rev().map(|(colour, name)| LegendKey::new(LegendMark::Area(*colour), name)),
        );
        if self.panels.iter().any(|panel| !panel.targets.is_empty()) {
            keys.push(LegendKey::new(LegendMark::Line(LIMIT, 2.25), "Target"));
        }
        keys
    }
}

/// Arrangement of the panels.
struct Grid {
    columns: usize,
    rows: usize,
    /// Width of the paper, in pixels.
    width: f64,
    plot_height: f64,
    intervals: usize,
}

impl Grid {
    fn of(panels: usize, paper: Paper) -> Self {
        let columns = if paper.is_wide() { panels.clamp(1, 2) } else { 1 };
        let (plot_height, intervals) = match panels {
            1 if paper.is_wide() => (340.0, 6),
            1 => (240.0, 5),
            _ => (170.0, 4),
        };
        Self { columns, rows: panels.div_ceil(columns), width: paper.width, plot_height, intervals }
    }

    fn cell_width(&self) -> f64 {
        let columns = self.columns as f64;
        (self.width - 2.0 * PAD - (columns - 1.0) * COLUMN_GAP) / columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::chart::{AxisUnit, FanPoint, Limit, PlanFan, Reported, TargetMark};
    use crate::units::Month;

    fn point(month: Month, middle: f64) -> FanPoint {
        let at = |share: f64| middle * share;
        FanPoint {
            month,
            p05: at(0.8),
            p10: at(0.85),
            p25: at(0.95),
            p50: middle,
            p75: at(1.05),
            p90: at(1.15),
            p95: at(1.2),
        }
    }

    fn target(start: Month, (first, last): (i32, i32), value: f64, label: &str) -> TargetMark {
        TargetMark { first: start.plus(first), last: start.plus(last), value, at_most: true, label: label.into() }
    }

    /// The left and right end of each horizontal line in the target colour.
    fn brackets(svg: &str) -> Vec<(i32, i32)> {
        let lines = svg
            .split("<polyline ")
            .filter_map(|rest| rest.split('>').next())
            .filter(|line| line.contains("#A83200") && line.contains("stroke-width=\"18\""));
        let ends = lines.map(|line| {
            let points = line.split("points=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            let across = points.split_whitespace().filter_map(|point| point.split(',').next()?.parse::<i32>().ok());
            (across.clone().min().unwrap_or(0), across.max().unwrap_or(0))
        });
        ends.collect()
    }

    #[test]
    fn every_target_is_drawn_only_at_its_own_months() {
        let start = Month::new(2016, 1);
        let targets = vec![
            target(start, (12, 12), 0.2, "at most 20% by Jan 2017"),
            target(start, (24, 24), 0.15, "at most 15% by Jan 2018"),
            target(start, (24, 36), 0.3, "at most 30% from Jan 2018"),
        ];
        let futures = (0..=36).map(|month| point(start.plus(month), 0.3)).collect();
        let panel = FanPanel { futures, targets, ..FanPanel::new("", AxisUnit::Percent) };
        let svg = FanChart { panels: vec![panel], ..FanChart::default() }.to_svg().expect("a chart");
        for label in ["at most 20% by Jan 2017", "at most 15% by Jan 2018", "at most 30% from Jan 2018", "Target"] {
            assert!(svg.contains(&format!(">\n{label}\n<")), "{label}: {svg}");
        }
        let brackets: Vec<(i32, i32)> = brackets(&svg).into_iter().skip(1).collect();
        let [first, second, third] = brackets[..] else { panic!("three brackets: {brackets:?}") };
        assert_eq!((first.1 - first.0, second.1 - second.0), (128, 128), "16 pixels for a month");
        let year = second.0 - first.0;
        assert!((third.1 - third.0 - year).abs() <= 1, "a year for the last: {brackets:?}");
        assert!((third.0 - (second.0 + 64)).abs() <= 1, "from the month on: {brackets:?}");
    }

    fn chart(panels: usize, months: i32, value: impl Fn(i32) -> f64) -> FanChart {
        let start = Month::new(2015, 12);
        let panel = |n| FanPanel {
            futures: (0..months).map(|m| point(start.plus(m), value(m))).collect(),
            history: (-6..0).map(|m| (start.plus(m), value(m))).collect(),
            limit: Some(Limit { label: "Limit <b>&\"".into(), value: value(0) }),
            targets: [(1, 1, "by January"), (3, 700, "from March on")]
                .map(|(first, last, label)| target(start, (first, last), value(1), label))
                .to_vec(),
            reported: Some(Reported { month: start.plus(1), value: value(1), label: "Reported".into() }),
            ..FanPanel::new(format!("Team {n}"), AxisUnit::Number)
        };
        FanChart { title: "Caseload".into(), panels: (0..panels).map(panel).collect(), ..FanChart::default() }
    }

    #[test]
    fn teams_share_one_scale_so_that_they_can_be_compared() {
        let mut teams = chart(2, 10, |_| 20.0);
        teams.panels[1].futures[3] = point(Month::new(2016, 3), 200.0);
        let svg = teams.to_svg().expect("a chart");
        assert_eq!(svg.matches(">\n200\n<").count(), 2);
    }

    #[test]
    fn plans_are_lines_over_the_fan_of_the_base_with_their_figures_in_order() {
        let start = Month::new(2016, 1);
        let fan = |middle: f64| (0..=12).map(|month| point(start.plus(month), middle)).collect::<Vec<_>>();
        let plans = [("High & mighty", 0.6), ("Low", 0.2)]
            .map(|(name, middle)| PlanFan { name: name.to_owned(), futures: fan(middle) })
            .to_vec();
        let of =
            |unit, middle: f64, plans| FanPanel { futures: fan(middle), plans, ..FanPanel::new("A measure", unit) };
        let cases = vec![PlanFan { name: "High & mighty".to_owned(), futures: fan(900.0) }];
        let panels = vec![
            of(AxisUnit::Percent, 0.4, plans),
            of(AxisUnit::Number, 800.0, cases),
            of(AxisUnit::Number, 20.0, Vec::new()),
        ];
        let svg = FanChart { panels, has_own_scales: true, ..FanChart::default() }.to_svg().expect("a chart");
        let place = |text: &str| svg.find(&format!(">\n{text}\n<")).unwrap_or_else(|| panic!("{text}: {svg}"));
        let order = ["60% (51-69)", "40% (34-46)", "20% (17-23)"].map(place);
        assert!(order.is_sorted(), "{order:?}");
        assert!(place("High &amp; mighty") < place("Low") && svg.contains("800 (680-920)"));
    }

    #[test]
    fn names_from_a_scenario_cannot_become_markup() {
        let svg = chart(1, 10, |_| 20.0).to_svg().expect("a chart");
        assert!(svg.contains("Limit &lt;b&gt;&amp;&quot;") && !svg.contains("<b>"));
    }

    #[test]
    fn the_same_data_give_the_same_picture() {
        let draw = || chart(3, 40, |m| 20.0 + f64::from(m) / 7.0).to_svg();
        assert_eq!(draw(), draw());
    }

    #[test]
    fn any_panels_months_and_values_can_be_drawn() {
        for panels in [1, 2, 3, 12] {
            for months in [0, 1, 2, 40, 600] {
                for value in [0.0, 5.0, -5.0, 1e90, f64::NAN, f64::INFINITY] {
                    let svg = chart(panels, months, |m| if m % 5 == 4 { f64::NAN } else { value }).to_svg();
                    assert!(svg.is_ok_and(|svg| !svg.contains("NaN") && !svg.contains("inf")));
                }
            }
        }
    }

    #[test]
    fn a_chart_needs_a_panel_but_no_data() {
        assert!(matches!(FanChart::default().to_svg(), Err(ChartError::NoPanels { .. })));
        let empty = FanChart { panels: vec![FanPanel::default()], ..FanChart::default() };
        assert!(empty.to_svg().is_ok_and(|svg| svg.contains("No data")));
    }
}
