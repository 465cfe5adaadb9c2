//! What happened in each of the last 12 months.

use crate::lanes::Lanes;

const MONTHS: usize = 12;

/// A quantity of each of the last 12 months, the current one included.
#[derive(Clone, Debug)]
pub(crate) struct LastYear<const N: usize> {
    months: [Lanes<N>; MONTHS],
    /// The place of the current month. It moves on, and the quantities stay where they are.
    current: usize,
}

impl<const N: usize> LastYear<N> {
    /// The same in every month.
    pub(crate) fn of_equal_months(each: Lanes<N>) -> Self {
        Self { months: [each; MONTHS], current: 0 }
    }

    /// Begins a month; what happened 12 months ago is forgotten.
    #[inline(always)]
    pub(crate) fn begin_month(&mut self, quantity: Lanes<N>) {
        self.current = (self.current + 1) % MONTHS;
        self.months[self.current] = quantity;
    }

    /// The quantity of so many months ago, fewer than 12; 0 is the current month.
    #[inline(always)]
    pub(crate) fn ago(&mut self, months: usize) -> &mut Lanes<N> {
        &mut self.months[(self.current + MONTHS - months) % MONTHS]
    }

    /// The sum of all 12 months, added up from the oldest.
    #[inline(always)]
    pub(crate) fn sum(&self) -> Lanes<N> {
        let mut sum = Lanes::ZERO;
        for month in 1..=MONTHS {
            sum += &self.months[(self.current + month) % MONTHS];
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_of_12_months_is_forgotten() {
        let mut year = LastYear::of_equal_months(Lanes([1.0]));
        for month in 0..15 {
            year.begin_month(Lanes([f64::from(100 + month)]));
        }
        *year.ago(0) += &Lanes([1.0]);
        let newest_first: Vec<f64> = (0..12).map(|months| year.ago(months).0[0]).collect();
        assert_eq!(newest_first[..2], [115.0, 113.0]);
        assert_eq!(newest_first[11], 103.0);
        assert_eq!(year.sum(), Lanes([newest_first.iter().sum()]));
    }
}
