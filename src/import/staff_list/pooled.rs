//! What authorities have in common, towards which a council's own rates are shrunk, and other figures of England, by census.
//! `pooled.py` computes the table from the DfE's *Children's social work workforce*.

use crate::import::england_2016::{ServiceBand, turnover};
use crate::units::Month;

/// What the census of a year says of all authorities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PooledRates {
    /// The year of the census, of 30 September.
    pub year: i32,
    /// Leavers per person-year in England: FTE over the mean of this census and the one before.
    pub leavers: f64,
    /// Starters per person-year in England, over the same.
    pub starters: f64,
    /// Shape of the gamma distribution of authorities' rates of leavers, beyond chance: 1 over the square of their coefficient of
    /// variation. By the method of moments over 90 to 94 authorities.
    pub leavers_shape: f64,
    /// As [`PooledRates::leavers_shape`], for starters.
    pub starters_shape: f64,
    /// Share of vacancies that agency workers cover in England.
    pub cover: f64,
    /// Share of working days lost to sickness in England.
    pub sickness: f64,
}

/// A row of the table.
const fn census(year: i32, rates: [f64; 2], shapes: [f64; 2], [cover, sickness]: [f64; 2]) -> PooledRates {
    let ([leavers, starters], [leavers_shape, starters_shape]) = (rates, shapes);
    PooledRates { year, leavers, starters, leavers_shape, starters_shape, cover, sickness }
}

/// The censuses whose census before is published as well, in order.
const CENSUSES: [PooledRates; 8] = [
    census(2018, [0.1536, 0.1798], [11.88, 12.48], [0.723, 0.032]),
    census(2019, [0.1532, 0.1971], [8.44, 6.73], [0.731, 0.031]),
    census(2020, [0.1373, 0.1664], [10.56, 4.78], [0.741, 0.029]),
    census(2021, [0.1552, 0.1715], [7.66, 4.98], [0.699, 0.031]),
    census(2022, [0.1691, 0.1505], [11.44, 5.17], [0.688, 0.035]),
    census(2023, [0.1623, 0.1862], [14.16, 11.16], [0.744, 0.033]),
    census(2024, [0.1402, 0.1665], [11.02, 10.72], [0.762, 0.034]),
    census(2025, [0.1213, 0.1656], [10.18, 7.88], [0.736, 0.035]),
];

impl PooledRates {
    /// The latest census of the table that was published before a month, or else the first of the table. A census is published in
    /// late February of the next year.
    #[must_use]
    pub fn known_at(month: Month) -> &'static Self {
        CENSUSES.iter().rev().find(|census| census.published() <= month).unwrap_or(&CENSUSES[0])
    }

    /// The month at whose beginning the figures are published.
    fn published(&self) -> Month {
        Month::new(self.year + 1, 3)
    }

    /// Whether a month is before the figures were published: they are the first of the table, and a leak.
    #[must_use]
    pub fn is_later_than(&self, month: Month) -> bool {
        self.published() > month
    }

    /// Leavers per person-year in a band of time in service: as in England 2016, brought to the level of [`PooledRates::leavers`].
    pub(crate) fn leavers_in(&self, band: &ServiceBand) -> f64 {
        band.leavers * self.leavers / turnover()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_census_published_before_the_month_is_used() {
        let year = |year, month| PooledRates::known_at(Month::new(year, month)).year;
        assert_eq!([year(2022, 2), year(2022, 3), year(2023, 2), year(2023, 3)], [2020, 2021, 2021, 2022]);
        assert_eq!([year(2010, 1), year(2019, 3), year(2040, 1)], [2018, 2018, 2025]);
        assert!(PooledRates::known_at(Month::new(2019, 2)).is_later_than(Month::new(2019, 2)));
        assert!(!PooledRates::known_at(Month::new(2019, 3)).is_later_than(Month::new(2019, 3)));
    }

    #[test]
    fn the_table_is_that_of_the_published_figures() {
        // England 2024 and 2025: FTE in post; leavers and starters of 2025; agency cover of vacancies, sickness.
        let (before, now) = (34_328.0, 36_186.3);
        let census = CENSUSES[7];
        let person_years = f64::midpoint(before, now);
        assert!((census.leavers - 4_276.3 / person_years).abs() < 5e-5);
        assert!((census.starters - 5_837.8 / person_years).abs() < 5e-5);
        assert_eq!((census.cover, census.sickness), (0.736, 0.035));
        assert!(CENSUSES.windows(2).all(|pair| pair[1].year == pair[0].year + 1));
    }
}
