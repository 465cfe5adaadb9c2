//! What a list shows of a period: how many began and ended, how many are open, and how long they stay.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::list::{AnnexEpisode, AnnexList};
use crate::units::Month;

/// Days in a month, on average over four years.
const DAYS_IN_A_MONTH: f64 = 365.25 / 12.0;

/// Fewest ends from which a mean stay is stated: its standard error is then about a third (assumption that this is the most to bear).
pub(super) const FEWEST_ENDS: usize = 10;

/// A period of a list, and what happened in it.
#[derive(Clone, Debug)]
pub(super) struct ListWindow {
    /// Its first day; its last is that of the workbook.
    pub from: Date,
    /// Length, months.
    pub months: f64,
    /// How many began.
    pub started: usize,
    /// How many ended.
    pub ended: usize,
    /// How many are not in it: events and ends before it.
    pub earlier: usize,
    /// Time for which episodes were open in it, months.
    exposure: f64,
}

fn months_between(from: Date, until: Date) -> f64 {
    let days = until.since((jiff::Unit::Day, from)).map_or(0, |span| span.get_days());
    f64::from(days) / DAYS_IN_A_MONTH
}

impl ListWindow {
    /// The window of a list that ends on a day: from the day given, else from its first relevant date, which is the first event, or the first
    /// end of an episode (the list has nothing that ended before it). `None` if there is none, or it would be empty.
    pub fn of(list: &AnnexList, day: Date, from: Option<Date>) -> Option<Self> {
        let relevant = |episode: &AnnexEpisode| if list.form.has_ends { episode.end } else { Some(episode.start) };
        let from = from.or_else(|| list.episodes.iter().filter_map(relevant).min()).filter(|from| *from <= day)?;
        let first = relevant_first(list, from);
        let mut window = Self { from, months: 0.0, started: 0, ended: 0, earlier: first, exposure: 0.0 };
        // The first day counts as well.
        window.months = months_between(from, day) + 1.0 / DAYS_IN_A_MONTH;
        for episode in &list.episodes {
            window.started += usize::from(episode.start >= from);
            if list.form.has_ends {
                window.ended += usize::from(episode.end.is_some_and(|end| end >= from));
                let (begins, ends) = (episode.start.max(from), episode.end.unwrap_or(day));
                window.exposure += if ends > begins { months_between(begins, ends) } else { 0.0 };
            }
        }
        Some(window)
    }

    /// How many begin in a month.
    pub fn per_month(&self) -> f64 {
        self.started as f64 / self.months
    }

    /// Mean stay, months: the time for which episodes were open over the number that ended. Unlike the mean length of those that ended, it
    /// counts long ones that have not (the inverse of an occurrence/exposure rate: O. Aalen, O. Borgan and H. Gjessing, *Survival and Event
    /// History Analysis*, 2008, chapter 5; at a level stock it is stock over flow). `None` if too few ended.
    pub fn mean_stay(&self) -> Option<f64> {
        (self.ended >= FEWEST_ENDS && self.exposure > 0.0).then(|| self.exposure / self.ended as f64)
    }
}

/// How many rows are not in a window: events before it, and episodes that ended before it.
fn relevant_first(list: &AnnexList, from: Date) -> usize {
    let is_before = |episode: &&AnnexEpisode| {
        if list.form.has_ends { episode.end.is_some_and(|end| end < from) } else { episode.start < from }
    };
    list.episodes.iter().filter(is_before).count()
}

/// The whole months from a day to another.
pub(super) fn whole_months(from: Date, day: Date) -> Vec<Month> {
    let month = |date: Date| Month::new(i32::from(date.year()), i32::from(date.month()));
    let first = month(from).plus(i32::from(from.day() > 1));
    let last = if day.day() == day.days_in_month() { month(day) } else { month(day).plus(-1) };
    (0..=last.since(first)).map(|later| first.plus(later)).collect()
}

/// How many of some days are in each of these months; 0 for those that have none.
pub(super) fn by_month(days: impl Iterator<Item = Date>, months: &[Month]) -> BTreeMap<Month, usize> {
    let mut counts: BTreeMap<Month, usize> = months.iter().map(|month| (*month, 0)).collect();
    for day in days {
        if let Some(count) = counts.get_mut(&Month::new(i32::from(day.year()), i32::from(day.month()))) {
            *count += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn whole_months_are_those_within_the_window() {
        let months = |from, day| whole_months(from, day).iter().map(|month| month.iso()).collect::<Vec<_>>();
        assert_eq!(months(date(2024, 1, 1), date(2024, 3, 31)), ["2024-01", "2024-02", "2024-03"]);
        assert_eq!(months(date(2024, 1, 2), date(2024, 3, 30)), ["2024-02"]);
        assert!(months(date(2024, 1, 2), date(2024, 1, 30)).is_empty());
    }
}
