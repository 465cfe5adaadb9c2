//! The months and financial years of a run.

use crate::units::{FinancialYear, Month};

/// The calendar of a run. Months are counted from 0, the first simulated one.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// The first simulated month.
    pub start: Month,
    /// Months simulated.
    pub months: usize,
    /// Financial years that the run touches, in order.
    pub years: Vec<FinancialYear>,
}

impl Calendar {
    pub(crate) fn new(start: Month, months: usize) -> Self {
        let mut years: Vec<FinancialYear> = (0..months).map(|m| start.plus(m as i32).financial_year()).collect();
        years.dedup();
        Self { start, months, years }
    }

    /// The calendar month of month `index`; the opening's where `index` is -1.
    #[must_use]
    pub fn month(&self, index: i32) -> Month {
        self.start.plus(index)
    }

    /// The index of the financial year of month `index`.
    #[must_use]
    pub fn year_of(&self, index: usize) -> usize {
        self.month(index as i32).financial_year().since(self.years[0]).unsigned_abs() as usize
    }

    /// How many months of the run are in year `index`.
    #[must_use]
    pub fn months_covered(&self, index: usize) -> usize {
        (0..self.months).filter(|&m| self.year_of(m) == index).count()
    }

    /// How many months of the run are in a financial year.
    #[must_use]
    pub fn covered_of(&self, year: FinancialYear) -> usize {
        self.years.iter().position(|&one| one == year).map_or(0, |index| self.months_covered(index))
    }

    /// The index of a calendar month, clamped into the run.
    pub(crate) fn index(&self, month: Month) -> usize {
        (month.since(self.start).max(0) as usize).min(self.months)
    }
}
