//! The months and financial years of a run.

use crate::units::{FinancialYear, Month};

/// The calendar of a run. Months are counted from 0, the first simulated month.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// The first simulated month.
    pub start: Month,
    /// Number of simulated months.
    pub months: usize,
    /// Financial years covered by the run, in order.
    pub years: Vec<FinancialYear>,
}

impl Calendar {
    pub(crate) fn new(start: Month, months: usize) -> Self {
        let mut years: Vec<FinancialYear> = (0..months).map(|m| start.plus(m as i32).financial_year()).collect();
        years.dedup();
        Self { start, months, years }
    }

    /// The calendar month of month `index`; -1 is the opening.
    #[must_use]
    pub fn month(&self, index: i32) -> Month {
        self.start.plus(index)
    }

    /// The index of the financial year of month `index`.
    #[must_use]
    pub fn year_of(&self, index: usize) -> usize {
        self.month(index as i32).financial_year().since(self.years[0]).unsigned_abs() as usize
    }

    /// Number of months of the run in year `index`.
    #[must_use]
    pub fn months_covered(&self, index: usize) -> usize {
        (0..self.months).filter(|&m| self.year_of(m) == index).count()
    }

    /// Number of months of the run in a financial year.
    #[must_use]
    pub fn covered_of(&self, year: FinancialYear) -> usize {
        self.years.iter().position(|&one| one == year).map_or(0, |index| self.months_covered(index))
    }

    /// The index of a calendar month, clamped to the run.
    pub(crate) fn index(&self, month: Month) -> usize {
        (month.since(self.start).max(0) as usize).min(self.months)
    }

    /// The index of a calendar month; [`Self::months`], which is never reached, if it is outside the run.
    pub(crate) fn index_or_never(&self, month: Month) -> usize {
        usize::try_from(month.since(self.start)).map_or(self.months, |index| index.min(self.months))
    }
}

#[cfg(test)]
mod tests {
    use super::Calendar;
    use crate::units::Month;

    #[test]
    fn months_outside_the_run_are_never_reached() {
        let calendar = Calendar::new(Month::new(2016, 4), 12);
        let indexes = |month: Month| (calendar.index(month), calendar.index_or_never(month));
        assert_eq!(indexes(Month::new(2016, 4)), (0, 0));
        assert_eq!(indexes(Month::new(2017, 3)), (11, 11));
        assert_eq!(indexes(Month::new(2016, 3)), (0, 12));
        assert_eq!(indexes(Month::new(1900, 1)), (0, 12));
        assert_eq!(indexes(Month::new(2017, 4)), (12, 12));
        assert_eq!(indexes(Month::new(2199, 12)), (12, 12));
    }
}
