//! Where a forecast begins, and how far it goes.

use std::fmt;

use crate::units::Month;

/// Where a forecast begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ForecastOrigin {
    /// At the census of 30 September of a year.
    Census(i32),
    /// At the beginning of a month.
    Month(Month),
}

impl ForecastOrigin {
    /// The month at whose beginning it is.
    #[must_use]
    pub fn month(self) -> Month {
        match self {
            Self::Census(year) => Month::new(year, 10),
            Self::Month(month) => month,
        }
    }

    /// The month at whose beginning what is forecast has happened.
    #[must_use]
    pub fn end(self, horizon: ForecastHorizon) -> Month {
        self.month().plus(horizon.months() as i32)
    }

    /// As it is written in files: `2022`, `2022-04`.
    #[must_use]
    pub fn id(self) -> String {
        match self {
            Self::Census(year) => year.to_string(),
            Self::Month(month) => month.iso(),
        }
    }

    /// A number of its own among origins of the same kind, for random draws.
    pub(super) fn number(self) -> u32 {
        match self {
            Self::Census(year) => year as u32,
            Self::Month(month) => month.since(Month::new(0, 1)) as u32,
        }
    }
}

impl fmt::Display for ForecastOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Census(year) => year.fmt(f),
            Self::Month(month) => month.fmt(f),
        }
    }
}

/// How far ahead a forecast goes: a number of quarters, at most ten years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForecastHorizon {
    quarters: u32,
}

impl ForecastHorizon {
    /// The longest, years.
    const MOST_YEARS: u32 = 10;

    /// A number of quarters.
    #[must_use]
    pub const fn of_quarters(quarters: u32) -> Self {
        Self { quarters }
    }

    /// Whole years.
    #[must_use]
    pub const fn of_years(years: u32) -> Self {
        Self { quarters: 4 * years }
    }

    /// Parses a number of years in quarters, such as `0.25`, `0.5` or `3`; `None` for anything else and for more than ten.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let quarters = 4.0 * text.trim().parse::<f64>().ok()?;
        let is_whole = quarters.fract() == 0.0 && (1.0..=f64::from(4 * Self::MOST_YEARS)).contains(&quarters);
        is_whole.then_some(Self { quarters: quarters as u32 })
    }

    /// Quarters of a year.
    #[must_use]
    pub fn quarters(self) -> u32 {
        self.quarters
    }

    /// Months.
    #[must_use]
    pub fn months(self) -> u32 {
        3 * self.quarters
    }

    /// Years.
    #[must_use]
    pub fn years(self) -> f64 {
        f64::from(self.quarters) / 4.0
    }

    /// Years; `None` if they are not whole.
    #[must_use]
    pub fn whole_years(self) -> Option<u32> {
        self.quarters.is_multiple_of(4).then_some(self.quarters / 4)
    }
}

/// Years, as written in files: `0.25`, `1`.
impl fmt::Display for ForecastHorizon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.years().fmt(f)
    }
}

/// The most forecasts over a horizon whose spans do not overlap: no two of them have a month in common.
pub(super) fn separate_spans(origins: impl Iterator<Item = ForecastOrigin>, horizon: ForecastHorizon) -> usize {
    let mut all: Vec<ForecastOrigin> = origins.collect();
    all.sort_unstable();
    let mut ends: Option<Month> = None;
    all.into_iter()
        .filter(|origin| {
            let is_separate = ends.is_none_or(|ends| origin.month() >= ends);
            if is_separate {
                ends = Some(origin.end(horizon));
            }
            is_separate
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_horizon_is_a_number_of_quarters_up_to_ten_years() {
        let months = |text: &str| ForecastHorizon::parse(text).map(ForecastHorizon::months);
        assert_eq!(["0.25", "0.5", "1", " 2 ", "10"].map(months), [Some(3), Some(6), Some(12), Some(24), Some(120)]);
        assert_eq!(["0", "0.3", "-1", "10.25", "soon", "NaN", "inf", ""].map(months), [None; 8]);
        let shown = ["0.25", "1"].map(|text| ForecastHorizon::parse(text).map(|horizon| horizon.to_string()));
        assert_eq!(shown, [Some("0.25".to_owned()), Some("1".to_owned())]);
    }

    #[test]
    fn overlapping_spans_count_once() {
        let quarters = |number: i32| (0..number).map(|n| ForecastOrigin::Month(Month::new(2020, 1).plus(3 * n)));
        let spans = |number, years: &str| {
            ForecastHorizon::parse(years).map(|horizon| separate_spans(quarters(number), horizon))
        };
        assert_eq!([spans(16, "1"), spans(12, "1"), spans(13, "1")], [Some(4), Some(3), Some(4)]);
        assert_eq!([spans(16, "0.25"), spans(16, "2"), spans(0, "1")], [Some(16), Some(2), Some(0)]);
        let censuses = (2018..=2022).map(ForecastOrigin::Census);
        assert_eq!(separate_spans(censuses, ForecastHorizon::of_years(3)), 2);
    }
}
