//! The months in which a dated intake arrives.

use crate::units::Month;

/// When a dated intake arrives: in one month, or again and again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recurrence {
    /// Month of the first arrival.
    pub first: Month,
    /// Number of months from one arrival to the next; `None` for a single arrival.
    pub every: Option<u32>,
    /// Last possible month of an arrival; `None` for the end of the run.
    pub until: Option<Month>,
}

impl Recurrence {
    /// Whether there is an arrival in `month`, which may be outside the run.
    pub(crate) fn includes(&self, month: Month) -> bool {
        let after = month.since(self.first);
        let is_due = self.every.map_or(after == 0, |every| after % every.cast_signed() == 0);
        after >= 0 && is_due && self.until.is_none_or(|until| month <= until)
    }

    /// The months of arrivals in a run of these months. If there are none: the first after it or else the last before it, which
    /// have no effect, so that a warning can name one.
    pub(crate) fn months(&self, (start, end): (Month, Month)) -> Vec<Month> {
        let step = self.every.unwrap_or(1).cast_signed();
        // The number of whole steps from the first arrival to the first that is not before the run.
        let skipped = (start.since(self.first).max(0) + step - 1) / step;
        let next = self.first.plus(skipped * step);
        let within = (0..).map(|arrival| next.plus(arrival * step)).take_while(|&month| month <= end);
        let within: Vec<Month> = within.filter(|&month| self.includes(month)).collect();
        match (within.is_empty(), self.includes(next)) {
            (false, _) => within,
            (true, true) => vec![next],
            (true, false) => vec![self.last_before(next)],
        }
    }

    /// The last arrival before `month`; the first if there is none.
    fn last_before(&self, month: Month) -> Month {
        let last = self.until.map_or(month, |until| until.min(month.plus(-1)));
        let steps = self.every.map_or(0, |every| last.since(self.first).max(0) / every.cast_signed());
        self.first.plus(steps * self.every.unwrap_or(0).cast_signed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        Month::parse(text).expect("a month")
    }

    fn months(first: &str, every: Option<u32>, until: Option<&str>) -> Vec<String> {
        let recurrence = Recurrence { first: month(first), every, until: until.map(month) };
        recurrence.months((month("2016-04"), month("2019-03"))).into_iter().map(Month::iso).collect()
    }

    #[test]
    fn an_intake_arrives_every_so_many_months_until_the_end_of_the_run() {
        assert_eq!(months("2016-09", Some(12), None), ["2016-09", "2017-09", "2018-09"]);
        assert_eq!(months("2017-03", Some(12), None), ["2017-03", "2018-03", "2019-03"]);
        assert_eq!(months("2018-12", Some(1), None), ["2018-12", "2019-01", "2019-02", "2019-03"]);
    }

    #[test]
    fn the_last_arrival_is_in_or_before_the_last_month() {
        assert_eq!(months("2016-09", Some(12), Some("2017-09")), ["2016-09", "2017-09"]);
        assert_eq!(months("2016-09", Some(12), Some("2017-08")), ["2016-09"]);
        assert_eq!(months("2016-09", Some(12), Some("2040-01")), ["2016-09", "2017-09", "2018-09"]);
    }

    #[test]
    fn arrivals_before_the_run_do_not_count() {
        assert_eq!(months("2010-09", Some(24), None), ["2016-09", "2018-09"]);
        assert_eq!(months("2014-04", Some(24), None), ["2016-04", "2018-04"]);
    }

    #[test]
    fn without_an_arrival_in_the_run_the_next_one_or_the_last_is_named() {
        assert_eq!(months("2020-09", None, None), ["2020-09"]);
        assert_eq!(months("2020-09", Some(12), None), ["2020-09"]);
        assert_eq!(months("2010-09", Some(120), None), ["2020-09"]);
        assert_eq!(months("2010-09", None, None), ["2010-09"]);
        assert_eq!(months("2010-09", Some(12), Some("2013-01")), ["2012-09"]);
        assert_eq!(months("2010-09", Some(120), Some("2019-01")), ["2010-09"]);
    }
}
