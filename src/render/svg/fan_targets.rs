//! The targets of a fan: a bracket at the months of each target, and a flag above the plot that names it.

use super::canvas::{Canvas, DrawResult, Point, Rect, TextAlign};
use super::label_placer::LabelPlacer;
use super::month_axis::MonthAxis;
use super::palette::{LABEL, LIMIT, WHITE};
use super::plot::Plot;
use super::text;
use super::ticks::usable;
use crate::content::chart::TargetMark;

/// Half the width of a one-month bracket, and the length of its ends, in pixels.
const HALF: f64 = 8.0;
const REACH: f64 = 5.0;
/// Distance from a pole to its text, and between flags, in pixels.
const GAP: f64 = 4.0;
const APART: f64 = 8.0;
/// Maximum number of flags per panel: further targets get only a bracket.
const MOST: usize = 8;

/// The text of a target, above its first month.
#[derive(Clone, Debug, PartialEq)]
struct TargetFlag {
    /// Index of the target.
    target: usize,
    words: String,
    /// Positions of the pole and the text, in pixels from the left of the plot.
    pole: f64,
    left: f64,
    right: f64,
    /// Number of flags below it.
    lane: usize,
}

/// The flags of a panel.
#[derive(Debug, Default)]
pub(super) struct Flags {
    flags: Vec<TargetFlag>,
    /// Number of targets without a flag.
    pub left_out: usize,
}

impl Flags {
    /// Flags for `targets` above a plot `width` pixels wide.
    pub fn new(targets: &[TargetMark], axis: Option<MonthAxis>, width: f64) -> Self {
        let Some(axis) = axis else { return Self::default() };
        let mut flags: Vec<TargetFlag> = Vec::new();
        let mut left_out = 0;
        for (place, target) in targets.iter().enumerate().filter(|(_, target)| target.is_drawn(axis)) {
            if flags.len() == MOST {
                left_out += 1;
                continue;
            }
            let words = text::fit(&text::clean(&target.label), width, LABEL);
            let wide = text::width(&words, LABEL);
            let pole = axis.share(target.first).clamp(0.0, 1.0) * width;
            let left = match pole + GAP {
                left if left + wide <= width => left,
                // A flag with no room to the right of its pole is placed to its left.
                _ => (pole - GAP - wide).max(0.0),
            };
            flags.push(TargetFlag { target: place, words, pole, left, right: left + wide, lane: 0 });
        }
        flags.sort_by(|a, b| a.pole.total_cmp(&b.pole));
        // Flags to the right of their poles are best stacked from right to left, those to the left of their poles from
        // left to right.
        let from_left = stacked(flags.iter().collect());
        let from_right = stacked(flags.iter().rev().collect());
        let flags = if hidden(&from_left) < hidden(&from_right) { from_left } else { from_right };
        Self { flags, left_out }
    }

    /// Height needed above the plot, in pixels.
    pub fn height(&self) -> f64 {
        let lanes = self.flags.iter().map(|flag| flag.lane + 1).max().unwrap_or(0);
        lanes as f64 * LABEL.leading()
    }

    /// Draws the brackets and poles within the plot, and the flags above it.
    pub fn draw(
        &self,
        canvas: &mut Canvas,
        ground: &mut LabelPlacer,
        plot: Plot,
        axis: MonthAxis,
        of: &[TargetMark],
    ) -> DrawResult {
        let area = plot.area;
        for flag in &self.flags {
            let (x, top) = (area.left + flag.pole, area.top - (flag.lane as f64 + 1.0) * LABEL.leading() + 1.0);
            let pole = [(x, top), (x, plot.y(of[flag.target].value))];
            canvas.line(&pole, LIMIT, 0.75)?;
            ground.add_line(&pole);
        }
        for target in of.iter().filter(|target| target.is_drawn(axis)) {
            draw_bracket(canvas, ground, plot, axis, target)?;
        }
        for flag in &self.flags {
            let bottom = area.top - flag.lane as f64 * LABEL.leading() - 3.0;
            let (left, right) = (area.left + flag.left, area.left + flag.right);
            // The pole of a higher flag passes behind the text.
            canvas
                .block(Rect { left: left - 1.0, top: bottom - LABEL.size + 1.0, right, bottom: bottom + 1.0 }, WHITE)?;
            canvas.text(&flag.words, (left, bottom), TextAlign::Left, LABEL, LIMIT)?;
        }
        Ok(())
    }
}

/// The flags, each placed in the lowest free lane.
fn stacked(flags: Vec<&TargetFlag>) -> Vec<TargetFlag> {
    let mut placed: Vec<TargetFlag> = Vec::new();
    for flag in flags {
        let mut flag = flag.clone();
        while placed.iter().any(|other| flag.meets(other)) {
            flag.lane += 1;
        }
        placed.push(flag);
    }
    placed
}

/// Number of poles that run behind the text of a lower flag.
fn hidden(flags: &[TargetFlag]) -> usize {
    let behind =
        |flag: &TargetFlag| flags.iter().filter(|other| flag.lane > other.lane && other.covers(flag.pole)).count();
    flags.iter().map(behind).sum()
}

impl TargetFlag {
    /// Whether its text covers a horizontal position.
    fn covers(&self, x: f64) -> bool {
        self.left < x && x < self.right
    }

    /// Whether this flag, in its lane, overlaps another, or the pole of one crosses the text of the other.
    fn meets(&self, other: &Self) -> bool {
        match self.lane.cmp(&other.lane) {
            std::cmp::Ordering::Equal => self.left < other.right + APART && other.left < self.right + APART,
            std::cmp::Ordering::Less => self.covers(other.pole),
            // If the text below already extends over this pole, no lane is better: the pole is hidden either way.
            std::cmp::Ordering::Greater => false,
        }
    }
}

/// A horizontal line over the months of a target, with its ends pointing towards the side on which the target is met.
fn draw_bracket(
    canvas: &mut Canvas,
    ground: &mut LabelPlacer,
    plot: Plot,
    axis: MonthAxis,
    target: &TargetMark,
) -> DrawResult {
    let (area, y) = (plot.area, plot.y(target.value));
    let at = |month, beyond: f64| (plot.x(axis, month) + beyond).clamp(area.left - HALF, area.right + HALF);
    let beyond = if target.first == target.last { HALF } else { 0.0 };
    let (left, right) = (at(target.first, -beyond), at(target.last, beyond));
    let end = y + if target.at_most { REACH } else { -REACH };
    let bracket: [Point; 4] = [(left, end), (left, y), (right, y), (right, end)];
    ground.add_line(&bracket[1..3]);
    canvas.line(&bracket, WHITE, 4.5)?;
    canvas.line(&bracket, LIMIT, 2.25)
}

impl TargetMark {
    /// Whether it has a value and a month on the axis.
    fn is_drawn(&self, axis: MonthAxis) -> bool {
        usable(self.value) && (axis.covers(self.first) || axis.covers(self.last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Month;

    fn target(month: i32, label: &str) -> TargetMark {
        let month = Month::new(2016, 1).plus(month);
        TargetMark { first: month, last: month, value: 0.2, at_most: true, label: label.into() }
    }

    fn flags(targets: &[TargetMark]) -> Flags {
        let first = Month::new(2016, 1);
        Flags::new(targets, MonthAxis::covering([first, first.plus(36)].into_iter()), 300.0)
    }

    #[test]
    fn flags_are_at_their_months_and_do_not_overlap() {
        let words = "at most 20% by Mar 2017";
        let found = flags(&[target(14, words), target(15, words), target(16, words), target(36, words)]);
        let poles: Vec<f64> = found.flags.iter().map(|flag| flag.pole.round()).collect();
        assert_eq!(poles.len(), 4);
        assert!([117.0, 125.0, 133.0, 300.0].iter().all(|pole| poles.contains(pole)), "{poles:?}");
        for (n, one) in found.flags.iter().enumerate() {
            assert!(one.left >= 0.0 && one.right <= 300.0, "{one:?}");
            for other in &found.flags[..n] {
                assert!(one.lane != other.lane || one.right < other.left || other.right < one.left, "{found:?}");
            }
        }
    }

    #[test]
    fn poles_of_flags_in_one_direction_do_not_cross_text() {
        let words = "at most 25% by Mar 2017";
        // If a flag in the middle points towards others, as in [14, 26, 29, 36], the minimum is two crossings.
        for (months, poles) in [([2, 4, 6, 8], 0), ([28, 30, 33, 36], 0), ([14, 26, 29, 36], 2)] {
            let found = flags(&months.map(|month| target(month, words)));
            assert_eq!(hidden(&found.flags), poles, "{months:?}: {found:?}");
        }
    }

    #[test]
    fn flags_with_enough_room_share_one_lane() {
        let found = flags(&[target(0, "one"), target(18, "two"), target(36, "three")]);
        assert!(found.flags.iter().all(|flag| flag.lane == 0), "{found:?}");
    }

    #[test]
    fn targets_off_the_axis_have_no_flag_and_many_are_counted() {
        assert_eq!(flags(&[target(40, "late")]).flags, []);
        let many: Vec<TargetMark> = (0..11).map(|month| target(month, "x")).collect();
        let found = flags(&many);
        assert_eq!((found.flags.len(), found.left_out), (8, 3));
    }
}
