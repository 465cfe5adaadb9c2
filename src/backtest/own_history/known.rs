//! What a staff list shows of a month, as it was known at the beginning of another.

use super::QUARTER;
use super::reported::ReportedLevels;
use crate::backtest::ForecastHorizon;
use crate::backtest::measure::ScoredMeasure;
use crate::backtest::sample::SampleForecast;
use crate::import::staff_list::StaffList;
use crate::units::Month;

/// With fewer changes over the horizon in the past, those over one quarter stand in: an assumption.
const CHANGES_NEEDED: usize = 8;

/// With fewer changes over one quarter, there is no forecast of no change: an assumption.
const FEWEST_CHANGES: usize = 4;

/// Months in a year, over which leavers are counted.
const YEAR: i32 = 12;

/// What was known at the beginning of a month.
pub(super) struct KnownHistory<'l> {
    list: &'l StaffList,
    reported: Option<&'l ReportedLevels>,
    until: Month,
    /// The months from whose beginnings permanent FTE, leavers and agency FTE are known.
    permanent_from: Option<Month>,
    leavers_from: Option<Month>,
    agency_from: Option<Month>,
}

impl<'l> KnownHistory<'l> {
    /// What the list showed at the beginning of the month `until`. Permanent FTE before it has those who left is taken for known from the month
    /// `from` on. What is reported stands in place of the list.
    pub(super) fn new(
        list: &'l StaffList,
        reported: Option<&'l ReportedLevels>,
        until: Month,
        from: Option<Month>,
    ) -> Self {
        let leavers_from = list.recorded_from(until, false);
        let permanent_from = [leavers_from, from].into_iter().flatten().min();
        Self { list, reported, until, permanent_from, leavers_from, agency_from: list.recorded_from(until, true) }
    }

    pub(super) fn until(&self) -> Month {
        self.until
    }

    /// A figure at the beginning of a month; `NaN` if it is not known.
    pub(super) fn value(&self, measure: ScoredMeasure, month: Month) -> f64 {
        match self.reported.filter(|reported| reported.has(measure)) {
            Some(_) if month > self.until => f64::NAN,
            Some(reported) => reported.at(measure, month),
            None => self.listed(measure, month),
        }
    }

    /// Whether a scenario that opens now can forecast a measure: without agency workers in the list, none open the run.
    pub(super) fn is_forecast(&self, measure: ScoredMeasure) -> bool {
        measure != ScoredMeasure::AgencyRate || self.list.agency_heads(self.until) > 0
    }

    /// A figure of the list.
    pub(super) fn listed(&self, measure: ScoredMeasure, month: Month) -> f64 {
        let permanent = self.known(self.permanent_from, month, |list| list.permanent_fte(month));
        let agency = self.known(self.agency_from, month, |list| list.agency_fte(month));
        match measure {
            ScoredMeasure::PermanentFte => permanent,
            ScoredMeasure::AgencyFte => agency,
            ScoredMeasure::AgencyRate => agency / (agency + permanent),
            ScoredMeasure::Turnover => {
                let from = self.leavers_from.map(|from| from.plus(YEAR));
                self.known(from, month, |list| list.leavers_in_year_before(month)) / permanent
            }
            // Neither posts nor open cases are in a staff list.
            ScoredMeasure::VacancyRate | ScoredMeasure::Caseload => f64::NAN,
        }
    }

    /// A figure that was forecast so far ahead; `NaN` if it is not known, and of leavers in a year that had begun before the forecast.
    pub(super) fn forecast_value(&self, measure: ScoredMeasure, month: Month, horizon: ForecastHorizon) -> f64 {
        let has_begun = measure == ScoredMeasure::Turnover && horizon.months() < YEAR.unsigned_abs();
        if has_begun { f64::NAN } else { self.value(measure, month) }
    }

    fn known(&self, from: Option<Month>, month: Month, value: impl Fn(&StaffList) -> f64) -> f64 {
        let is_known = month <= self.until && from.is_some_and(|from| month >= from);
        if is_known { value(self.list) } else { f64::NAN }
    }

    /// The last value, moved by the council's own changes over the horizon in the past, on the scale on which changes are alike; with too few
    /// of them, by its changes over one quarter times the root of the number of quarters.
    pub(super) fn no_change(&self, measure: ScoredMeasure, horizon: ForecastHorizon) -> Option<SampleForecast> {
        let scale = measure.scale();
        let reported = self.reported.and_then(|reported| reported.first(measure));
        let quarters = reported.or(self.permanent_from).map_or(0, |from| self.until.since(from) / QUARTER).max(0);
        let at = |quarter: i32| scale.of(self.value(measure, self.until.plus(-QUARTER * quarter)));
        let values: Vec<f64> = (0..=quarters).map(at).collect();
        let changes = |over: usize| {
            let pairs = values.iter().zip(values.iter().skip(over));
            pairs.map(|(later, earlier)| later - earlier).filter(|change| change.is_finite()).collect::<Vec<f64>>()
        };
        let ahead = horizon.quarters() as usize;
        let mut found = changes(ahead);
        if found.len() < CHANGES_NEEDED {
            let widened = f64::from(horizon.quarters()).sqrt();
            found = changes(1).into_iter().map(|change| widened * change).collect();
            if found.len() < FEWEST_CHANGES {
                return None;
            }
        }
        let (last, now) = (values.first()?, self.value(measure, self.until));
        // A scale and back is not exact, and a figure that never changed would be missed by a rounding error.
        let moved = |change: f64| if change == 0.0 { now } else { scale.value(last + change) };
        SampleForecast::new(found.into_iter().map(moved).collect())
    }
}
