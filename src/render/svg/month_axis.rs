//! The months along the horizontal axis: which are labelled, and where each is.

use super::palette::LABEL;
use super::text;
use crate::units::Month;

const APRIL: usize = 3;
const APRILS: &str = "Thin vertical lines: April, the start of a financial year.";
/// Minimum space between two labels, in pixels.
const LABEL_GAP: f64 = 14.0;
/// Minimum distance between April lines, in pixels.
const APRIL_GAP: f64 = 9.0;
/// Steps between labelled months: all of them include April, and each step that matters is a multiple of the one
/// before.
const STEPS: [i32; 9] = [1, 3, 6, 12, 24, 60, 120, 240, 600];

/// The months covered by a chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct MonthAxis {
    first: Month,
    last: Month,
}

impl MonthAxis {
    /// From the earliest of `months` to the latest; `None` if there are none.
    pub fn covering(months: impl Iterator<Item = Month> + Clone) -> Option<Self> {
        Some(Self { first: months.clone().min()?, last: months.max()? })
    }

    /// Whether `month` is on the axis.
    pub fn covers(self, month: Month) -> bool {
        self.first <= month && month <= self.last
    }

    /// Relative position of `month` on the axis, 0 to 1; a single month is in the middle.
    pub fn share(self, month: Month) -> f64 {
        match self.last.since(self.first) {
            0 => 0.5,
            span => f64::from(month.since(self.first)) / f64::from(span),
        }
    }

    /// Distance between months on an axis `width` pixels wide.
    pub fn month_width(self, width: f64) -> f64 {
        width / f64::from(self.last.since(self.first).max(1))
    }

    /// The labelled months on an axis `width` pixels wide.
    pub fn labelled(self, width: f64) -> Vec<Month> {
        let room = text::width("Mar 2000", LABEL) + LABEL_GAP;
        let months = self.every(self.step(width, room));
        if months.is_empty() { vec![self.first] } else { months }
    }

    /// The Aprils with a line on an axis `width` pixels wide: all of them, or at regular intervals on a long axis.
    pub fn aprils(self, width: f64) -> Vec<Month> {
        self.every(self.step(width, APRIL_GAP).max(12))
    }

    /// The explanation of the April lines, if the chart has any.
    pub fn note(axis: Option<Self>) -> &'static str {
        if axis.is_some_and(|axis| !axis.every(12).is_empty()) { APRILS } else { "" }
    }

    fn step(self, width: f64, room: f64) -> i32 {
        let month = self.month_width(width);
        STEPS.into_iter().find(|step| f64::from(*step) * month >= room).unwrap_or(STEPS[STEPS.len() - 1])
    }

    fn every(self, step: i32) -> Vec<Month> {
        (0..=self.last.since(self.first)).map(|n| self.first.plus(n)).filter(|month| on_step(*month, step)).collect()
    }
}

fn on_step(month: Month, step: i32) -> bool {
    if step < 12 {
        return (month.index_in_year() + 12 - APRIL).is_multiple_of(step.unsigned_abs() as usize);
    }
    month.index_in_year() == APRIL && month.year().rem_euclid(step / 12) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(months: i32, width: f64) -> Vec<String> {
        let first = Month::new(2015, 12);
        let axis = MonthAxis::covering([first, first.plus(months - 1)].into_iter()).expect("months");
        axis.labelled(width).into_iter().map(|month| month.to_string()).collect()
    }

    #[test]
    fn longer_axes_label_fewer_months_but_always_april() {
        assert_eq!(labels(1, 700.0), ["Dec 2015"]);
        assert_eq!(labels(2, 700.0), ["Dec 2015", "Jan 2016"]);
        assert_eq!(labels(20, 700.0)[..3], ["Jan 2016", "Apr 2016", "Jul 2016"]);
        assert_eq!(labels(40, 700.0)[..3], ["Apr 2016", "Oct 2016", "Apr 2017"]);
        assert_eq!(labels(40, 300.0), ["Apr 2016", "Apr 2017", "Apr 2018"]);
        assert_eq!(labels(600, 700.0)[..2], ["Apr 2020", "Apr 2030"]);
    }

    #[test]
    fn a_short_narrow_axis_still_has_a_label() {
        let (first, last) = (Month::new(2016, 2), Month::new(2016, 3));
        assert_eq!(MonthAxis { first, last }.labelled(60.0), [first]);
    }

    #[test]
    fn every_april_has_a_line_unless_crowded() {
        let first = Month::new(2015, 12);
        let aprils = |months, width| MonthAxis { first, last: first.plus(months) }.aprils(width).len();
        assert_eq!(aprils(39, 700.0), 3);
        assert_eq!(aprils(600, 700.0), 50);
        assert_eq!(aprils(600, 300.0), 25);
        assert_eq!(aprils(2, 700.0), 0);
    }

    #[test]
    fn a_single_month_is_in_the_middle() {
        let month = Month::new(2016, 4);
        let axis = MonthAxis::covering([month].into_iter()).expect("a month");
        assert!((axis.share(month) - 0.5).abs() < 1e-12);
        assert!(MonthAxis::covering(std::iter::empty()).is_none());
    }
}
