//! Dated events: numbered discs below the months of a plot, explained at the foot.

use super::canvas::{Canvas, DrawResult, TextAlign};
use super::edge_labels::spread;
use super::month_axis::MonthAxis;
use super::palette::{BASE, INK, NOTE, WHITE};
use super::plot::{MONTH_LABELS, Plot};
use super::text;
use crate::content::chart::TimeMark;
use crate::units::Month;

/// Height of the discs below the month labels, in pixels.
const ROW: f64 = 17.0;
const RADIUS: f64 = 7.0;
/// Minimum distance between the centres of two discs, in pixels.
const APART: f64 = 15.5;
/// Maximum number of discs on a chart.
const MOST: usize = 12;

/// The dated events of a chart, by month.
#[derive(Debug, Default)]
pub(super) struct TimeMarks {
    /// The numbered months and what happens in each; a month's number is its index plus one.
    months: Vec<(Month, Vec<String>)>,
    /// Number of months without a number, because there are too many.
    left_out: usize,
}

impl TimeMarks {
    /// The marks of all plots of a chart that covers `axis`; those outside it are dropped.
    pub fn new<'a>(marks: impl Iterator<Item = &'a TimeMark>, axis: Option<MonthAxis>) -> Self {
        let mut months: Vec<(Month, Vec<String>)> = Vec::new();
        for mark in marks.filter(|mark| axis.is_some_and(|axis| axis.covers(mark.month))) {
            let at = months.binary_search_by_key(&mark.month, |of| of.0);
            let at = at.unwrap_or_else(|at| {
                months.insert(at, (mark.month, Vec::new()));
                at
            });
            // Sorted, so that every plot lists them in the same order.
            if let Err(place) = months[at].1.binary_search(&mark.words) {
                months[at].1.insert(place, mark.words.clone());
            }
        }
        let left_out = months.len().saturating_sub(MOST);
        months.truncate(MOST);
        Self { months, left_out }
    }

    /// Height needed below the month labels, in pixels; zero if nothing is marked.
    pub fn height(&self) -> f64 {
        if self.months.is_empty() { 0.0 } else { ROW }
    }

    /// The meaning of each number, one paragraph each: `(2) Sep 2016: ...`.
    pub fn legend(&self) -> Vec<String> {
        let one =
            |(n, (month, words)): (usize, &(Month, Vec<String>))| format!("({}) {month}: {}", n + 1, words.join("; "));
        let more = match self.left_out {
            0 => None,
            1 => Some("One later month with changes is not numbered.".to_owned()),
            several => Some(format!("{several} later months with changes are not numbered.")),
        };
        self.months.iter().enumerate().map(one).chain(more).collect()
    }

    /// Draws below `plot` the discs of the months in which `own` has marks.
    pub fn draw(&self, canvas: &mut Canvas, plot: Plot, axis: MonthAxis, own: &[TimeMark]) -> DrawResult {
        let is_own = |month: Month| own.iter().any(|mark| mark.month == month);
        let numbered: Vec<(usize, f64)> = (self.months.iter().enumerate())
            .filter(|(_, (month, _))| is_own(*month))
            .map(|(n, (month, _))| (n + 1, plot.x(axis, *month)))
            .collect();
        let wanted: Vec<f64> = numbered.iter().map(|&(_, x)| x).collect();
        let sides = (plot.area.left - RADIUS, plot.area.right + RADIUS);
        let middles = spread(&wanted, &vec![APART; wanted.len()], sides.0, sides.1);
        let y = plot.area.bottom + MONTH_LABELS + RADIUS;
        for (&(number, x), middle) in numbered.iter().zip(middles) {
            canvas.line(&[(x, plot.area.bottom - 5.0), (x, plot.area.bottom)], INK, 1.5)?;
            canvas.faint_line((x, plot.area.bottom + 18.0), (middle, y - RADIUS), BASE, 0.7)?;
            disc(canvas, (middle, y), number)?;
        }
        Ok(())
    }
}

fn disc(canvas: &mut Canvas, (x, y): (f64, f64), number: usize) -> DrawResult {
    canvas.dot((x, y), RADIUS, INK)?;
    canvas.text(&number.to_string(), (x, y + NOTE.size * 0.36), TextAlign::Middle, NOTE, WHITE)
}

/// Number of lines that a legend takes in `room` pixels.
pub(super) fn lines(legend: &[String], room: f64) -> Vec<String> {
    legend.iter().flat_map(|words| text::wrap(&text::clean(words), room, 3, NOTE)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(year: i32, month: i32, words: &str) -> TimeMark {
        TimeMark { month: Month::new(year, month), words: words.into() }
    }

    fn axis(months: i32) -> Option<MonthAxis> {
        let first = Month::new(2016, 1);
        MonthAxis::covering([first, first.plus(months - 1)].into_iter())
    }

    #[test]
    fn events_of_a_month_share_a_number_and_are_listed_once() {
        let all = [mark(2016, 9, "b"), mark(2016, 4, "a"), mark(2016, 9, "c"), mark(2016, 9, "b")];
        assert_eq!(TimeMarks::new(all.iter(), axis(12)).legend(), ["(1) Apr 2016: a", "(2) Sep 2016: b; c"]);
    }

    #[test]
    fn marks_outside_the_axis_are_dropped_and_those_beyond_a_dozen_counted() {
        let late = [mark(2017, 1, "late")];
        assert!(TimeMarks::new(late.iter(), axis(12)).legend().is_empty());
        let many: Vec<TimeMark> = (0..14).map(|n| mark(2016 + n / 12, 1 + n % 12, "x")).collect();
        let legend = TimeMarks::new(many.iter(), axis(24)).legend();
        assert_eq!((legend.len(), legend[12].as_str()), (13, "2 later months with changes are not numbered."));
    }
}
