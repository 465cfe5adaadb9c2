//! From when on a list has everybody who left.
//!
//! Lists of present staff have nobody who left, and many begin with the leavers of some year. Before that, they have only those who stayed:
//! what was so then cannot be reconstructed from them.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::experience::{YEAR, days_between};
use super::{ListedPerson, StaffList, first_day, month_of};
use crate::units::Month;

/// Leavers are missing from a span in which nobody left if that would happen by chance (Poisson, at the rate of the time after it) with less than
/// this probability: small, because each span between two leavers is looked at.
const CHANCE: f64 = 1e-6;

/// Shorter spans are not looked at, days.
const SHORTEST_GAP: i32 = 28;

impl StaffList {
    /// The first month at whose beginning the list has everybody of a kind who left from then on, as far as it showed at the beginning of the
    /// month `until`; `None` if nobody had left by then.
    pub(crate) fn recorded_from(&self, until: Month, is_agency: bool) -> Option<Month> {
        let from = self.leavers_recorded_from(first_day(until), |person| person.is_agency == is_agency)?;
        Some(month_of(from).plus(i32::from(from.day() > 1)))
    }

    /// The first day from which the list has everybody who left, of some people. It is the day after the earliest leaver (that leaver, by whom
    /// it was chosen, does not count), or after the earliest one that follows a gap.
    pub(crate) fn leavers_recorded_from(&self, until: Date, is_of: impl Fn(&ListedPerson) -> bool) -> Option<Date> {
        if self.complete_from.is_some() {
            return self.complete_from;
        }
        let people: Vec<&ListedPerson> =
            self.people.iter().filter(|person| is_of(person) && person.start < until).collect();
        let mut left: Vec<Date> =
            people.iter().filter_map(|person| person.leaving).filter(|day| *day < until).collect();
        left.sort_unstable();
        let is_gap = |pair: &&[Date]| matches!(pair, [before, after] if is_gap(&people, (*before, *after), until));
        let after_gap = left.windows(2).rev().find(is_gap).and_then(|pair| pair.last());
        after_gap.or(left.first())?.tomorrow().ok()
    }
}

/// Whether those who left between two days are missing: nobody did, although many would have, at the rate from the second day, or from a year
/// before the end if that is earlier, until the end.
fn is_gap(people: &[&ListedPerson], (before, after): (Date, Date), until: Date) -> bool {
    if days_between(before, after) < f64::from(SHORTEST_GAP) {
        return false;
    }
    let Ok(last_year) = until.checked_sub(1.year()) else { return false };
    let (leavers, years) = leavers_and_years(people, after.min(last_year), until);
    let Ok(begin) = before.tomorrow() else { return false };
    let (_, exposed) = leavers_and_years(people, begin, after);
    years > 0.0 && libm::exp(-leavers / years * exposed) < CHANCE
}

/// Leavers from one day to before another, and the person-years between.
fn leavers_and_years(people: &[&ListedPerson], begin: Date, end: Date) -> (f64, f64) {
    people.iter().fold((0.0, 0.0), |(leavers, years), person| {
        let has_left = person.leaving.is_some_and(|day| day >= begin && day < end);
        let days = days_between(person.start.max(begin), person.ends(end));
        (leavers + f64::from(u8::from(has_left)), years + days / YEAR)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::list;
    use super::*;

    /// Fifty people who stay, and one who leaves at the end of each of these months.
    fn recorded_from(months: &[(i32, i32)], until: (i32, i32)) -> Option<Month> {
        let leaver = |(year, month): &(i32, i32)| format!("01/01/2000,28/{month:02}/{year},1,,Duty,No");
        let stayed = (0..50).map(|_| "01/01/2000,,1,,Duty,No".to_owned());
        let rows: Vec<String> = months.iter().map(leaver).chain(stayed).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        list(&rows).recorded_from(Month::new(until.0, until.1), false)
    }

    #[test]
    fn the_record_begins_after_the_earliest_leaver_or_after_a_gap() {
        let every_month: Vec<(i32, i32)> = (0..36).map(|n| (2020 + n / 12, 1 + n % 12)).collect();
        assert_eq!(recorded_from(&every_month, (2023, 1)), Some(Month::new(2020, 2)));
        // One who left long before says nothing of the others: about 12 leave in a year, so a gap of eleven years is no chance.
        let mut with_a_stray = vec![(2009, 3)];
        with_a_stray.extend(&every_month);
        assert_eq!(recorded_from(&with_a_stray, (2023, 1)), Some(Month::new(2020, 2)));
        // Half a year without leavers is chance.
        let mut with_a_pause = every_month.clone();
        with_a_pause.retain(|month| *month < (2021, 1) || *month > (2021, 6));
        assert_eq!(recorded_from(&with_a_pause, (2023, 1)), Some(Month::new(2020, 2)));
        assert_eq!(recorded_from(&every_month, (2020, 1)), None);
        assert_eq!(recorded_from(&[], (2023, 1)), None);
    }

    #[test]
    fn two_leavers_at_the_end_do_not_make_a_gap_of_the_time_before() {
        assert_eq!(recorded_from(&[(2019, 1), (2022, 12), (2022, 12)], (2023, 1)), Some(Month::new(2019, 2)));
    }
}
