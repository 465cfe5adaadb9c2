//! What a list shows of leaving and starting: events, and the time in which they could have happened.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{ListedPerson, StaffList, first_day};
use crate::import::england_2016::BANDS;
use crate::units::Month;

/// Years of own experience that count, at most.
pub(crate) const WINDOW_YEARS: i32 = 3;

/// Days in a year.
pub(super) const YEAR: f64 = 365.25;

/// Months in a year.
const MONTHS: f64 = 12.0;

/// What a list shows of the years before a month.
#[derive(Clone, Debug)]
pub(crate) struct Experience {
    /// The first day that counts; the day of the opening if none does.
    pub from: Date,
    /// Why it is not the whole window.
    pub is_short: bool,
    /// Leavers and person-years by band of time in service.
    pub leavers: [(f64, f64); BANDS.len()],
    /// Permanent starters, and person-years of permanent staff.
    pub starters: (f64, f64),
    /// Agency workers who ended, and their person-months.
    pub agency: (f64, f64),
}

impl Experience {
    /// The experience up to the beginning of a month.
    pub(crate) fn new(list: &StaffList, month: Month) -> Self {
        let until = first_day(month);
        let whole = first_day(month.plus(-12 * WINDOW_YEARS));
        let from = list.window_start(whole, until);
        let mut experience = Self {
            from,
            is_short: from > whole,
            leavers: [(0.0, 0.0); BANDS.len()],
            starters: (0.0, 0.0),
            agency: (0.0, 0.0),
        };
        for person in list.people.iter().filter(|person| person.start < until) {
            let (begins, ends) = (person.start.max(from), person.ends(until));
            let days = days_between(begins, ends);
            let has_left = person.leaving.is_some_and(|day| day >= from && day < until);
            if person.is_agency {
                experience.agency.0 += f64::from(u8::from(has_left));
                experience.agency.1 += days * MONTHS / YEAR;
                continue;
            }
            experience.starters.0 += f64::from(u8::from(person.start >= from));
            experience.starters.1 += days / YEAR;
            for (band, of_band) in experience.leavers.iter_mut().enumerate() {
                let [first, next] = [band, band + 1].map(|band| person.enters(band));
                let is_in_band = |day: Date| day >= first && day < next;
                of_band.1 += days_between(begins.max(first), ends.min(next)) / YEAR;
                of_band.0 += f64::from(u8::from(has_left && person.leaving.is_some_and(is_in_band)));
            }
        }
        experience
    }
}

impl ListedPerson {
    /// The day after the last day in post, or the given day if that is earlier.
    pub(super) fn ends(&self, until: Date) -> Date {
        self.leaving.and_then(|day| day.tomorrow().ok()).map_or(until, |day| day.min(until))
    }

    /// The day on which the person enters a band of time in service.
    fn enters(&self, band: usize) -> Date {
        let years = BANDS.get(band).map(|band| i64::from(band.from_years));
        years.and_then(|years| self.start.checked_add(years.years()).ok()).unwrap_or(Date::MAX)
    }
}

impl StaffList {
    /// The first day of the window that begins at `whole` from which the list has those who left.
    fn window_start(&self, whole: Date, until: Date) -> Date {
        self.leavers_recorded_from(until, |_| true).map_or(until, |day| day.max(whole).min(until))
    }
}

/// Days from one day to a later one; 0 if it is not later.
pub(super) fn days_between(from: Date, until: Date) -> f64 {
    from.until(until).map_or(0.0, |span| f64::from(span.get_days())).max(0.0)
}
