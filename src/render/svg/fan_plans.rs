//! The medians of plans over the fan of the base, with their figures on the right.

use super::canvas::{Canvas, DrawResult};
use super::edge_labels::{EdgeLabel, EdgeLabels, FACE};
use super::frame::{LegendKey, LegendMark};
use super::label_placer::LabelPlacer;
use super::month_axis::MonthAxis;
use super::palette::{self, MEDIAN, WHITE};
use super::plot::{Plot, runs, upper_side};
use super::ticks::usable;
use crate::content::chart::{AxisUnit, FanChart, FanPanel, FanPoint};

/// Width of a line, in pixels.
const WIDTH: f64 = 2.0;

/// The keys of the plans, by name.
pub(super) fn keys(chart: &FanChart) -> Vec<LegendKey> {
    let plans = chart.panels.first().map_or(&[][..], |panel| &panel.plans);
    let key = |(n, one): (usize, &crate::content::chart::PlanFan)| {
        LegendKey::new(LegendMark::Line(palette::plan(n), WIDTH), one.name.clone())
    };
    plans.iter().enumerate().map(key).collect()
}

/// The figures of base and plans in the last month, from the top; `None` without plans.
pub(super) fn labels(panel: &FanPanel) -> Option<EdgeLabels> {
    if panel.plans.is_empty() {
        return None;
    }
    let last = |futures: &[FanPoint]| futures.iter().rev().find(|point| usable(point.p50)).copied();
    let label = |point: FanPoint, colour| EdgeLabel {
        name: String::new(),
        value: with_range(&point, panel.unit),
        at: point.p50,
        colour: Some(colour),
        face: FACE,
    };
    let base = last(&panel.futures).map(|point| label(point, MEDIAN));
    let plans =
        panel.plans.iter().enumerate().filter_map(|(n, one)| Some(label(last(&one.futures)?, palette::plan(n))));
    let mut labels: Vec<EdgeLabel> = base.into_iter().chain(plans).collect();
    labels.sort_by(|one, two| two.at.total_cmp(&one.at));
    Some(EdgeLabels::new(labels))
}

/// `24% (16-38)`.
fn with_range(point: &FanPoint, unit: AxisUnit) -> String {
    let median = unit.value(point.p50);
    if !usable(point.p10) || !usable(point.p90) {
        return median;
    }
    let [low, high] = [point.p10, point.p90].map(|value| unit.value(value).trim_end_matches('%').to_owned());
    format!("{median} ({low}-{high})")
}

/// Draws the medians.
pub(super) fn draw(
    canvas: &mut Canvas,
    ground: &mut LabelPlacer,
    plot: Plot,
    months: MonthAxis,
    panel: &FanPanel,
) -> DrawResult {
    for (n, one) in panel.plans.iter().enumerate() {
        let values: Vec<_> =
            one.futures.iter().map(|point| (plot.x(months, point.month), point.p50, point.p50)).collect();
        for run in runs(plot, &values, plot.half_month(months)) {
            let line = upper_side(&run);
            ground.add_line(&line);
            canvas.line(&line, WHITE, WIDTH + 1.5)?;
            canvas.line(&line, palette::plan(n), WIDTH)?;
        }
    }
    Ok(())
}
