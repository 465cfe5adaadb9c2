//! Labels at the right-hand edge of a plot, each as close to its own height as the others allow.

use plotters::style::RGBColor;

use super::canvas::{Canvas, DrawResult, Rect, TextAlign};
use super::palette::{BASE, INK, LABEL, LabelStyle};
use super::text;

/// Width of the line from the plot to a label, and of the swatch after it, in pixels.
const LEADER: f64 = 16.0;
const SWATCH: f64 = 9.0;
const SWATCH_GAP: f64 = 5.0;
const WIDEST: f64 = 210.0;
/// Space between two labels, in pixels.
const GAP: f64 = 2.0;

/// A label: a name and a value next to their position on the vertical axis.
#[derive(Clone, Debug)]
pub(super) struct EdgeLabel {
    pub name: String,
    pub value: String,
    /// Its position, as a value on the axis.
    pub at: f64,
    /// Colour of the swatch; without one the label has neither swatch nor line.
    pub colour: Option<RGBColor>,
    pub face: LabelStyle,
}

/// Labels ready to draw, from top to bottom.
pub(super) struct EdgeLabels {
    labels: Vec<(EdgeLabel, Vec<String>)>,
}

impl EdgeLabels {
    /// Breaks the labels into lines; they must be in order from top to bottom.
    pub fn new(labels: Vec<EdgeLabel>) -> Self {
        Self { labels: labels.into_iter().map(|label| (label.clone(), lines(&label))).collect() }
    }

    /// Width needed beside the plot, in pixels.
    pub fn width(&self) -> f64 {
        let widths = self.labels.iter().flat_map(|(label, lines)| lines.iter().map(|l| text::width(l, label.face)));
        LEADER + SWATCH + SWATCH_GAP + widths.fold(0.0, f64::max)
    }

    /// Minimum total height, in pixels.
    pub fn height(&self) -> f64 {
        self.heights().iter().sum()
    }

    /// Draws the labels to the right of `x`, with lines from `edge`, between `sides` (top and bottom); `y` maps a value
    /// to its position on the sheet.
    pub fn draw(
        &self,
        canvas: &mut Canvas,
        (edge, x): (f64, f64),
        sides: (f64, f64),
        y: impl Fn(f64) -> f64,
    ) -> DrawResult {
        let wanted: Vec<f64> = self.labels.iter().map(|(label, _)| y(label.at)).collect();
        let middles = spread(&wanted, &self.heights(), sides.0, sides.1);
        for ((label, lines), (wanted, middle)) in self.labels.iter().zip(wanted.iter().zip(middles)) {
            if let Some(colour) = label.colour {
                let bend =
                    [(edge + 2.0, *wanted), (x + 5.0, *wanted), (x + LEADER - 3.0, middle), (x + LEADER, middle)];
                canvas.line(&bend, BASE, 0.75)?;
                let (left, top) = (x + LEADER, middle - SWATCH / 2.0);
                canvas.block(Rect { left, top, right: left + SWATCH, bottom: top + SWATCH }, colour)?;
            }
            let above = (lines.len() as f64 - 1.0) * label.face.leading() / 2.0;
            let baseline = middle - above + label.face.size * 0.36;
            let start = (x + LEADER + SWATCH + SWATCH_GAP, baseline);
            canvas.lines(lines, start, TextAlign::Left, label.face, INK)?;
        }
        Ok(())
    }

    fn heights(&self) -> Vec<f64> {
        self.labels.iter().map(|(label, lines)| lines.len() as f64 * label.face.leading() + GAP).collect()
    }
}

/// Name and value in up to three lines; a long name is shortened, the value never is.
fn lines(label: &EdgeLabel) -> Vec<String> {
    let whole = text::wrap(format!("{} {}", label.name, label.value).trim(), WIDEST, 3, label.face);
    if whole.last().is_none_or(|line| line.ends_with(&label.value)) {
        return whole;
    }
    let mut lines = text::wrap(&label.name, WIDEST, 2, label.face);
    lines.push(label.value.clone());
    lines
}

/// Centres for boxes of `heights` that do not overlap, keep their order and are as close to `wanted` as possible (least
/// squares), within `top` and `bottom` if they fit.
pub(super) fn spread(wanted: &[f64], heights: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let total: f64 = heights.iter().sum();
    let mut above = 0.0;
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for (middle, height) in wanted.iter().zip(heights) {
        groups.push((middle - height / 2.0 - above, 1));
        above += height;
        while let [.., (upper, n), (lower, m)] = groups[..] {
            if upper <= lower {
                break;
            }
            groups.pop();
            groups.pop();
            groups.push(((upper * n as f64 + lower * m as f64) / (n + m) as f64, n + m));
        }
    }
    let latest = (bottom - total).max(top);
    let starts = groups.iter().flat_map(|(start, n)| std::iter::repeat_n(start.max(top).min(latest), *n));
    let mut above = 0.0;
    let mut middle = |(start, height): (f64, &f64)| {
        above += height;
        start + above - height / 2.0
    };
    starts.zip(heights).map(&mut middle).collect()
}

/// The default style of an edge label.
pub(super) const FACE: LabelStyle = LABEL;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_with_enough_room_are_not_moved() {
        assert_eq!(spread(&[10.0, 50.0], &[12.0, 12.0], 0.0, 100.0), [10.0, 50.0]);
    }

    #[test]
    fn overlapping_labels_move_apart_evenly_and_stay_on_the_page() {
        assert_eq!(spread(&[50.0, 50.0], &[12.0, 12.0], 0.0, 100.0), [44.0, 56.0]);
        assert_eq!(spread(&[99.0, 99.0], &[12.0, 12.0], 0.0, 100.0), [82.0, 94.0]);
        assert_eq!(spread(&[0.0], &[12.0], 0.0, 100.0), [6.0]);
    }

    #[test]
    fn no_two_labels_overlap_whatever_their_heights() {
        let wanted = [5.0, 5.0, 6.0, 90.0, 88.0, 40.0, 41.0];
        let heights = [12.0, 24.0, 12.0, 12.0, 24.0, 12.0, 12.0];
        let middles = spread(&wanted, &heights, 0.0, 120.0);
        for n in 1..middles.len() {
            let least = f64::midpoint(heights[n - 1], heights[n]);
            assert!(middles[n] - middles[n - 1] >= least - 1e-9, "{middles:?}");
        }
    }

    #[test]
    fn a_name_is_shortened_before_its_value() {
        let label = EdgeLabel { name: "word ".repeat(60), value: "£1.2m".into(), at: 0.0, colour: None, face: FACE };
        let lines = lines(&label);
        assert!(lines[1].ends_with('…') && lines[2] == "£1.2m", "{lines:?}");
    }
}
