//! A council's list of staff: who started and left when, in which team, permanent or agency.
//!
//! [`StaffList::read`] reads the list once. What was so at the beginning of any month ([`StaffList::permanent_fte`] and the like), and the
//! opening of a scenario there ([`StaffList::opening_at`]), use only what was known by then. No name, number or birth date of a person is
//! kept.

mod columns;
mod completeness;
mod experience;
mod pooled;
mod rows;
mod shrinkage;
#[cfg(test)]
mod tests;

pub use columns::COLUMNS;
pub use pooled::PooledRates;
pub use shrinkage::ShrunkRate;

pub(crate) use experience::{Experience, WINDOW_YEARS};
pub(crate) use rows::listed;

use std::fmt;

use jiff::civil::Date;

use super::staff_opening::StaffOpening;
use crate::units::Month;

/// A person of the list, who can be placed.
#[derive(Clone, Debug)]
pub(crate) struct ListedPerson {
    /// The row of the list.
    pub line: u64,
    pub start: Date,
    /// The last day in post, if the list has one.
    pub leaving: Option<Date>,
    /// Hours as a share of full time; `None` for somebody who left, where the list has no hours any more.
    pub fte: Option<f64>,
    pub is_newly_qualified: bool,
    /// Place in [`StaffList::teams`].
    pub team: usize,
    pub is_agency: bool,
    /// Whether the person holds cases, if the source says so.
    pub holds_cases: Option<bool>,
}

/// Why a row of the list cannot be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnplacedReason {
    /// There is no start date.
    NoStart,
    /// The start is before 1950, as placeholders are.
    EarlyStart,
    /// The person left before the start.
    LeftBeforeStart,
    /// There are no hours, and the person has not left.
    NoFte,
    /// The hours are 0 or more than 1.5 of full time, and the person has not left.
    FteOutOfRange,
}

impl fmt::Display for UnplacedReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoStart => "without a start date",
            Self::EarlyStart => "with a start before 1950",
            Self::LeftBeforeStart => "that end before they start",
            Self::NoFte => "without FTE",
            Self::FteOutOfRange => "with an FTE of 0 or more than 1.5",
        })
    }
}

/// A list of staff, as read: only what was asked for, without anything that names a person.
#[derive(Clone, Debug)]
pub struct StaffList {
    /// The file, and the sheet if it has several.
    pub source: String,
    /// The rows that cannot be placed, each with the reason.
    pub unplaced: Vec<(u64, UnplacedReason)>,
    /// What was taken for granted.
    pub notes: Vec<String>,
    /// Names of the teams, in the order of the list.
    pub(crate) teams: Vec<String>,
    pub(crate) people: Vec<ListedPerson>,
    /// Whether it says who is an agency worker.
    pub(crate) says_agency: bool,
    /// The first day from which it has everybody who left, if that is known.
    pub(crate) complete_from: Option<Date>,
}

/// Why nothing can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaffListError {
    /// No permanent worker was in post at the beginning of this month; with the first month that has one.
    NobodyInPost(Month, Option<Month>),
    /// More than can be simulated.
    TooManyTeams(usize),
}

impl fmt::Display for StaffListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NobodyInPost(month, Some(first)) => {
                write!(f, "no permanent worker was in post at the beginning of {month}: the first start is in {first}")
            }
            Self::NobodyInPost(month, None) => {
                write!(f, "no permanent worker was in post at the beginning of {month}, nor at any other time")
            }
            Self::TooManyTeams(teams) => {
                write!(
                    f,
                    "the list has {teams} teams; put together those that are planned together, {MOST_TEAMS} at most"
                )
            }
        }
    }
}

impl std::error::Error for StaffListError {}

/// The most teams of a scenario that is written.
const MOST_TEAMS: usize = 200;

/// The longest service of a scenario, months.
const MOST_MONTHS: i32 = 720;

/// The first day of a month.
pub(crate) fn first_day(month: Month) -> Date {
    let (year, in_year) = (month.year(), month.index_in_year());
    Date::new(year as i16, in_year as i8 + 1, 1).unwrap_or(Date::MAX)
}

/// The month of a day.
pub(crate) fn month_of(date: Date) -> Month {
    Month::new(i32::from(date.year()), i32::from(date.month()))
}

impl ListedPerson {
    /// Whether the person was in post at the beginning of a day.
    fn is_in_post(&self, day: Date) -> bool {
        self.start < day && self.leaving.is_none_or(|leaving| leaving >= day)
    }

    /// Whole months in service at the beginning of a month.
    pub(crate) fn months_in_service(&self, month: Month) -> u32 {
        let begun = month.since(month_of(self.start));
        (begun - i32::from(self.start.day() > 1)).clamp(0, MOST_MONTHS) as u32
    }
}

impl StaffList {
    /// Rows of the list, placed or not.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.people.len() + self.unplaced.len()
    }

    /// Whether anybody in it is not an agency worker.
    pub(crate) fn has_permanent(&self) -> bool {
        self.people.iter().any(|person| !person.is_agency)
    }

    /// The month after the latest start in the list, at whose beginning what happened before is known. Leaving dates are left out: ends of
    /// contracts lie ahead.
    #[must_use]
    pub fn month_after_latest_start(&self) -> Option<Month> {
        self.people.iter().map(|person| month_of(person.start).plus(1)).max()
    }

    /// The month after the latest date in the list, at whose beginning everything in it is known; dates after 2099 are open ends.
    #[must_use]
    pub fn month_after_latest(&self) -> Option<Month> {
        const OPEN_END: i16 = 2100;
        let dates = self.people.iter().flat_map(|person| [Some(person.start), person.leaving]).flatten();
        dates.filter(|date| date.year() < OPEN_END).max().map(|date| month_of(date).plus(1))
    }

    /// The people in post at the beginning of a month.
    pub(crate) fn in_post(&self, month: Month, is_agency: bool) -> impl Iterator<Item = &ListedPerson> {
        let day = first_day(month);
        self.people.iter().filter(move |person| person.is_agency == is_agency && person.is_in_post(day))
    }

    /// Permanent workers in post at the beginning of a month, FTE.
    #[must_use]
    pub fn permanent_fte(&self, month: Month) -> f64 {
        self.fte(self.in_post(month, false), month)
    }

    /// Agency workers in post at the beginning of a month, FTE.
    #[must_use]
    pub fn agency_fte(&self, month: Month) -> f64 {
        self.fte(self.in_post(month, true), month)
    }

    /// Permanent workers in post at the beginning of a month, people.
    #[must_use]
    pub fn permanent_heads(&self, month: Month) -> usize {
        self.in_post(month, false).count()
    }

    /// Agency workers in post at the beginning of a month, people.
    #[must_use]
    pub fn agency_heads(&self, month: Month) -> usize {
        self.in_post(month, true).count()
    }

    /// Permanent workers who left in the twelve months before a month, FTE.
    #[must_use]
    pub fn leavers_in_year_before(&self, month: Month) -> f64 {
        let (from, until) = (first_day(month.plus(-12)), first_day(month));
        let has_left = |person: &&ListedPerson| person.leaving.is_some_and(|day| (from..until).contains(&day));
        self.fte(self.people.iter().filter(|person| !person.is_agency).filter(has_left), month)
    }

    /// Permanent workers who started in the twelve months before a month, FTE, whether or not they have left since.
    #[must_use]
    pub fn starters_in_year_before(&self, month: Month) -> f64 {
        let (from, until) = (first_day(month.plus(-12)), first_day(month));
        let has_started = |person: &&ListedPerson| (from..until).contains(&person.start);
        self.fte(self.people.iter().filter(|person| !person.is_agency).filter(has_started), month)
    }

    /// FTE of some people. Those whose hours are not in the list any more have the mean of those in post at the month.
    pub(crate) fn fte<'a>(&self, people: impl Iterator<Item = &'a ListedPerson>, month: Month) -> f64 {
        let usual = self.usual_fte(month);
        people.map(|person| person.fte.unwrap_or(usual)).sum()
    }

    /// Mean FTE of the people in post at the beginning of a month whose hours are known; 1 if there are none.
    pub(crate) fn usual_fte(&self, month: Month) -> f64 {
        let day = first_day(month);
        let known = self.people.iter().filter(|person| person.is_in_post(day)).filter_map(|person| person.fte);
        let (sum, heads) = known.fold((0.0, 0.0), |(sum, heads), fte| (sum + fte, heads + 1.0));
        if heads > 0.0 { sum / heads } else { 1.0 }
    }

    /// The opening of a scenario at the beginning of a month, from what the list knew by then.
    ///
    /// # Errors
    /// [`StaffListError`] if nobody was in post.
    pub fn opening_at(&self, month: Month) -> Result<StaffOpening, StaffListError> {
        if self.permanent_heads(month) == 0 {
            let first = self.people.iter().filter(|person| !person.is_agency).map(|person| person.start).min();
            return Err(StaffListError::NobodyInPost(month, first.map(month_of)));
        }
        let opening = StaffOpening::new(self, month);
        if opening.teams() > MOST_TEAMS { Err(StaffListError::TooManyTeams(opening.teams())) } else { Ok(opening) }
    }
}
