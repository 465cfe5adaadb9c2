//! Text in and next to a fan: a limit, a reported point, the figures at the end.

use crate::content::chart::{AxisUnit, FanPoint, Limit};
use plotters::style::RGBColor;

use super::canvas::{Canvas, DrawResult, Point, Rect, TextAlign};
use super::edge_labels::spread;
use super::label_placer::LabelPlacer;
use super::palette::{INK, LABEL, LIMIT, LabelStyle, MEDIAN, NOTE, SOFT, STRONG, WHITE};
use super::plot::Plot;
use super::text;
use super::ticks::usable;

const FIGURE_GAP: f64 = 6.0;
/// Radius of a reported point, and its minimum distance to its label, in pixels.
const POINT: f64 = 4.5;
/// Distances of a label from its point, in order of preference, in pixels.
const AWAY: [f64; 5] = [10.0, 24.0, 40.0, 60.0, 85.0];
const WIDEST: f64 = 250.0;

/// A figure at the end of a fan.
pub(super) struct LabelledFigure {
    value: f64,
    text: String,
    face: LabelStyle,
}

impl LabelledFigure {
    /// From the top: the median, and the limits of the 80% range if they read differently from it.
    pub fn of(point: &FanPoint, unit: AxisUnit) -> Vec<Self> {
        let figure = |value, face| Self { value, text: unit.value(value), face };
        let median = figure(point.p50, STRONG);
        let differs = |end: &Self| usable(end.value) && end.text != median.text;
        let [high, low] = [point.p90, point.p10].map(|value| Some(figure(value, NOTE)).filter(&differs));
        high.into_iter().chain([figure(point.p50, STRONG)]).chain(low).collect()
    }

    /// Width needed beside the plot, in pixels.
    pub fn width(&self) -> f64 {
        text::width(&self.text, self.face) + FIGURE_GAP
    }
}

/// Draws the figures to the right of `x`.
pub(super) fn draw_figures(
    canvas: &mut Canvas,
    ground: &mut LabelPlacer,
    plot: Plot,
    x: f64,
    figures: &[LabelledFigure],
) -> DrawResult {
    let wanted: Vec<f64> = figures.iter().map(|f| plot.y(f.value)).collect();
    let heights: Vec<f64> = figures.iter().map(|f| f.face.leading()).collect();
    let middles = spread(&wanted, &heights, plot.area.top - 8.0, plot.area.bottom + 6.0);
    let left = x + FIGURE_GAP;
    for (figure, middle) in figures.iter().zip(middles) {
        let half = figure.face.size / 2.0;
        let place = Rect { left, top: middle - half, right: x + figure.width(), bottom: middle + half };
        let colour = if figure.face.bold { MEDIAN } else { SOFT };
        draw_words(canvas, std::slice::from_ref(&figure.text), place, figure.face, colour)?;
        ground.add_words(place);
    }
    Ok(())
}

/// The dashed line of a limit.
pub(super) fn draw_limit(canvas: &mut Canvas, ground: &mut LabelPlacer, plot: Plot, limit: &Limit) -> DrawResult {
    let (y, area) = (plot.y(limit.value), plot.area);
    ground.add_line(&[(area.left, y), (area.right, y)]);
    canvas.dashes(area.left, area.right, y, LIMIT)
}

/// The label of a limit, above or below its line, whichever hides least.
pub(super) fn draw_limit_label(canvas: &mut Canvas, ground: &LabelPlacer, plot: Plot, limit: &Limit) -> DrawResult {
    let (area, y) = (plot.area, plot.y(limit.value));
    let label = text::fit(&text::clean(&limit.label), area.width() - 4.0, LABEL);
    let width = text::width(&label, LABEL);
    let slack = area.width() - width - 4.0;
    let across = [0.0, 1.0, 0.2, 0.4, 0.6, 0.8].map(|share| area.left + 2.0 + slack * share);
    let tops = [y - LABEL.size - 4.0, y + 3.0];
    let at = |left, top| Rect { left, top, right: left + width, bottom: top + LABEL.size + 1.0 };
    let places = tops.into_iter().flat_map(|top| across.map(|left| at(left, top)));
    ground.best(places).map_or(Ok(()), |place| draw_over(canvas, &[label], place, LABEL, LIMIT))
}

/// A reported point and its label, placed near it where it hides least.
pub(super) fn draw_reported(
    canvas: &mut Canvas,
    ground: &mut LabelPlacer,
    plot: Plot,
    (x, y): Point,
    label: &str,
) -> DrawResult {
    let lines = text::wrap(&text::clean(label), (plot.area.width() * 0.6).min(WIDEST), 3, LABEL);
    let width = lines.iter().map(|line| text::width(line, LABEL)).fold(0.0, f64::max);
    let height = lines.len() as f64 * LABEL.leading();
    let keep = POINT + 1.5;
    ground.add_words(Rect { left: x - keep, top: y - keep, right: x + keep, bottom: y + keep });
    let lefts = [x + 8.0, x - width - 8.0, x - width / 2.0];
    let at = |left, top| Rect { left, top, right: left + width, bottom: top + height };
    let tops = AWAY.into_iter().flat_map(|away| [y - away - height, y + away]);
    let places = tops.flat_map(|top| lefts.map(|left| at(left, top)));
    if let Some(place) = ground.best(places).filter(|_| !lines.is_empty()) {
        let near = (x.max(place.left).min(place.right), if place.top > y { place.top } else { place.bottom });
        canvas.line(&[(x, y), near], INK, 0.75)?;
        ground.add_line(&[(x, y), near]);
        ground.add_words(place);
        draw_over(canvas, &lines, place, LABEL, INK)?;
    }
    canvas.dot((x, y), POINT, INK)
}

/// Text on a white background so that no line runs through it.
fn draw_words(canvas: &mut Canvas, lines: &[String], place: Rect, face: LabelStyle, colour: RGBColor) -> DrawResult {
    let Rect { left, top, right, bottom } = place;
    canvas.block(Rect { left: left - 1.0, top, right: right + 1.0, bottom }, WHITE)?;
    draw_over(canvas, lines, place, face, colour)
}

/// Text over the drawing, which remains visible.
fn draw_over(canvas: &mut Canvas, lines: &[String], place: Rect, face: LabelStyle, colour: RGBColor) -> DrawResult {
    canvas.lines(lines, (place.left, place.top + face.size * 0.88), TextAlign::Left, face, colour)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Month;

    #[test]
    fn the_end_of_a_fan_shows_the_median_and_the_limits_of_the_80_percent_range() {
        let certain = FanPoint::certain(Month::new(2019, 3), 0.25);
        let texts =
            |point| LabelledFigure::of(&point, AxisUnit::Percent).into_iter().map(|f| f.text).collect::<Vec<_>>();
        assert_eq!(texts(FanPoint { p10: 0.19, p90: 0.31, ..certain }), ["31%", "25%", "19%"]);
        assert_eq!(texts(FanPoint { p10: f64::NAN, p90: 0.252, ..certain }), ["25%"]);
    }
}
