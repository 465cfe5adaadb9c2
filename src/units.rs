//! Units and calendar types of the domain.
//!
//! Months and financial years are types; every other quantity is an `f64` with a [`Unit`], which is stored in the
//! declaration of an input or the registry entry of a measure. Integers are whole people, whole cases and whole pence.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};
use std::str::FromStr;

/// A calendar month, counted from January of year 0.
///
/// Parsed from `2016-04` and formatted as `2016-04` (files) or `Apr 2016` (display).
///
/// ```
/// use staffcast::units::Month;
/// let april = Month::parse("2016-04").unwrap();
/// assert_eq!(april.to_string(), "Apr 2016");
/// assert_eq!(april.plus(-5).iso(), "2015-11");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Month {
    /// `YYYY-MM` as a regular expression; [`Month::parse`] accepts the same text.
    pub const PATTERN: &str = "^(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])$";

    /// The month `month` (1 to 12) of `year`.
    #[must_use]
    pub fn new(year: i32, month: i32) -> Self {
        Self(year * 12 + month - 1)
    }

    /// Parses `YYYY-MM` with years 1900 to 2199; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits = |s: &str, n| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        let (year, month) = (year.parse().ok()?, month.parse().ok()?);
        ((1900..2200).contains(&year) && (1..=12).contains(&month)).then(|| Self::new(year, month))
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, 0 (January) to 11 (December).
    #[must_use]
    pub fn index_in_year(self) -> usize {
        self.0.rem_euclid(12).unsigned_abs() as usize
    }

    /// The month `n` months later (earlier if `n` is negative).
    #[must_use]
    pub fn plus(self, n: i32) -> Self {
        Self(self.0.saturating_add(n))
    }

    /// Number of months from `earlier` to this month.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The file format: `2016-04`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}", self.year(), self.index_in_year() + 1)
    }

    /// Number of days from 1970-01-01 to its first day in the Gregorian calendar; negative for earlier months.
    #[must_use]
    pub fn days_since_1970(self) -> i32 {
        // Years begin in March here, so that the day that leap years add is the last of the year before.
        let (year, month) = (self.plus(-2).year(), self.plus(-2).index_in_year() as i32);
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        // From March on, months have 31, 30, 31, 30, 31 days, again and again: 153 in five.
        let of_months = (153 * month + 2) / 5;
        // The first of March of the year 0 is 719,468 days before 1970.
        365 * year + leap_days + of_months - 719_468
    }

    /// Its place in the financial year, 0 (April) to 11 (March).
    #[must_use]
    pub fn index_in_financial_year(self) -> usize {
        self.plus(-3).index_in_year()
    }

    /// Whether it is April.
    #[must_use]
    pub fn begins_financial_year(self) -> bool {
        self.index_in_financial_year() == 0
    }

    /// The financial year (April to March) that contains the month.
    #[must_use]
    pub fn financial_year(self) -> FinancialYear {
        FinancialYear(self.plus(-3).year())
    }
}

/// The names of the months of a year.
pub(crate) const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Error for text that is not a month or a financial year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDateError {
    /// Text found.
    pub text: String,
    /// Example of the expected format.
    pub example: &'static str,
}

impl fmt::Display for ParseDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not in the same format as `{}`", self.text, self.example)
    }
}

impl std::error::Error for ParseDateError {}

impl FromStr for Month {
    type Err = ParseDateError;

    /// Parses `YYYY-MM` with years 1900 to 2199.
    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        Self::parse(text).ok_or_else(|| ParseDateError { text: text.to_owned(), example: "2017-03" })
    }
}

impl FromStr for FinancialYear {
    type Err = ParseDateError;

    /// Parses `YYYY-YY` with consecutive years.
    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        Self::parse(text).ok_or_else(|| ParseDateError { text: text.to_owned(), example: "2016-17" })
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", NAMES[self.index_in_year()], self.year())
    }
}

/// A financial year of local government, April to March, named after both calendar years: `2016-17`.
///
/// ```
/// use staffcast::units::{FinancialYear, Month};
/// let year = Month::new(2017, 3).financial_year();
/// assert_eq!(year.to_string(), "2016-17");
/// assert_eq!(FinancialYear::parse("2016-17"), Some(year));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FinancialYear(i32);

impl FinancialYear {
    /// `YYYY-YY` as a regular expression, which cannot check that the years are consecutive.
    pub const PATTERN: &str = "^(19|20|21)[0-9][0-9]-[0-9][0-9]$";

    /// Parses `YYYY-YY` with consecutive years; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (first, second) = text.split_once('-')?;
        let year = Month::parse(&format!("{first}-04"))?.year();
        (second == format!("{:02}", (year + 1) % 100)).then_some(Self(year))
    }

    /// April, its first month.
    #[must_use]
    pub fn first_month(self) -> Month {
        Month::new(self.0, 4)
    }

    /// March, its last month.
    #[must_use]
    pub fn last_month(self) -> Month {
        Month::new(self.0 + 1, 3)
    }

    /// Number of years from `earlier` to this year.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.0, (self.0 + 1).rem_euclid(100))
    }
}

/// Money, in whole pence: sums of it are exact.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pence(i64);

impl Pence {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// Pence in a pound.
    pub const IN_A_POUND: f64 = 100.0;

    /// Maximum that an amount in pounds becomes, £100 billion: beyond any service, and small enough for sums not to overflow.
    const MOST: f64 = 1e13;

    /// So many pence.
    #[must_use]
    pub const fn new(pence: i64) -> Self {
        Self(pence)
    }

    /// A number of whole pence, as in a month's record.
    #[must_use]
    pub fn of_count(pence: f64) -> Self {
        Self(pence as i64)
    }

    /// Pence to the nearest whole number, a half to the even one; at most £100 billion either way. Never -0.
    #[inline]
    #[must_use]
    pub fn nearest(pence: f64) -> f64 {
        // Adding it leaves no room for a fraction: unlike `f64::round`, this needs no function call on any processor.
        const NO_FRACTION: f64 = 1.5 * (1_u64 << 52) as f64;
        let pence = if pence < -Self::MOST { -Self::MOST } else { pence };
        let pence = if pence > Self::MOST { Self::MOST } else { pence };
        (pence + NO_FRACTION) - NO_FRACTION
    }

    /// The amount in pounds.
    #[must_use]
    pub fn pounds(self) -> f64 {
        self.0 as f64 / Self::IN_A_POUND
    }

    /// The number of pence; the inverse of [`Pence::of_count`].
    #[must_use]
    pub fn count(self) -> f64 {
        self.0 as f64
    }

    /// Whole pounds and the pence left over, both without the sign.
    #[must_use]
    pub fn parts(self) -> (u64, u64) {
        let (pence, pound) = (self.0.unsigned_abs(), Self::IN_A_POUND as u64);
        (pence / pound, pence % pound)
    }
}

impl Add for Pence {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Pence {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Pence {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Pence {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Pence {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Self> for Pence {
    fn sum<I: Iterator<Item = &'a Self>>(amounts: I) -> Self {
        amounts.copied().sum()
    }
}

/// Unit of a number, which determines its wording in text and its decimal places in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Full-time equivalents.
    Fte,
    /// Whole people.
    Heads,
    /// Cases; a case is a child.
    Cases,
    /// Cases per full-time equivalent.
    CasesPerFte,
    /// Case-equivalents of work.
    CaseEquivalents,
    /// Months that cases spend in a state.
    CaseMonths,
    /// Contacts, referrals or other events per month.
    PerMonth,
    /// A share of a whole, 0 to 1.
    Share,
    /// A probability, 0 to 1.
    Probability,
    /// A monthly probability, 0 to 1.
    MonthlyProbability,
    /// Events per person-year of exposure.
    YearlyRate,
    /// Annual growth as a share: 0.02 is 2%.
    YearlyGrowth,
    /// Months.
    Months,
    /// Pounds.
    Pounds,
    /// Pounds per month.
    PoundsPerMonth,
    /// Pounds per full-time equivalent per year.
    PoundsPerFteYear,
    /// Pounds per hour.
    PoundsPerHour,
    /// Hours per week.
    HoursPerWeek,
    /// Weeks per year.
    WeeksPerYear,
    /// Log hazard per extra case.
    LogHazardPerCase,
    /// A dimensionless number, such as a factor or an elasticity.
    Number,
}

impl Unit {
    /// The unit in words, for messages and documents.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Fte => "FTE",
            Self::Heads => "people",
            Self::Cases => "cases",
            Self::CasesPerFte => "cases per FTE",
            Self::CaseEquivalents => "case-equivalents",
            Self::CaseMonths => "case-months",
            Self::PerMonth => "a month",
            Self::Share => "share",
            Self::Probability => "probability",
            Self::MonthlyProbability => "probability a month",
            Self::YearlyRate => "per person-year",
            Self::YearlyGrowth => "share a year",
            Self::Months => "months",
            Self::Pounds => "£",
            Self::PoundsPerMonth => "£ a month",
            Self::PoundsPerFteYear => "£ per FTE per year",
            Self::PoundsPerHour => "£ an hour",
            Self::HoursPerWeek => "hours a week",
            Self::WeeksPerYear => "weeks a year",
            Self::LogHazardPerCase => "log hazard per case",
            Self::Number => "number",
        }
    }

    /// The unit in words in brackets, such as ` (FTE)`; empty for a dimensionless number.
    #[must_use]
    pub fn in_brackets(self) -> String {
        if self == Self::Number { String::new() } else { format!(" ({})", self.words()) }
    }

    /// The unit as an ASCII identifier in data files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Pounds | Self::PoundsPerMonth | Self::PoundsPerFteYear | Self::PoundsPerHour => "GBP",
            Self::CasesPerFte => "cases_per_fte",
            Self::CaseMonths => "case_months",
            Self::PerMonth => "number",
            Self::YearlyRate => "per_year",
            Self::YearlyGrowth => "share_per_year",
            _ => self.words(),
        }
    }

    /// Decimal places in data files; the rounding is far below the precision of any run.
    #[must_use]
    pub fn decimals(self) -> usize {
        match self {
            Self::Share
            | Self::Probability
            | Self::MonthlyProbability
            | Self::YearlyRate
            | Self::YearlyGrowth
            | Self::LogHazardPerCase
            | Self::Number => 6,
            Self::Pounds | Self::PoundsPerMonth | Self::PoundsPerFteYear | Self::PoundsPerHour => 2,
            _ => 4,
        }
    }

    /// Whether quantities of this unit are money.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(self, Self::Pounds | Self::PoundsPerMonth | Self::PoundsPerFteYear | Self::PoundsPerHour)
    }

    /// Whether the quantity is a share or probability, limited to 0 to 1.
    #[must_use]
    pub fn is_share(self) -> bool {
        matches!(self, Self::Share | Self::Probability | Self::MonthlyProbability)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let days = |text: &str| Month::parse(text).expect("a month").days_since_1970();
        // From `date -u -d 2016-04-01 +%s`, divided by 86,400.
        let known = [("1970-01", 0), ("1969-12", -31), ("2000-03", 11_017), ("2016-04", 16_892), ("2100-03", 47_541)];
        for (month, expected) in known {
            assert_eq!(days(month), expected, "{month}");
        }
        // February has 29 days in 2000 and 2016, 28 in 1900, 2015 and 2100.
        for (year, length) in [(1900, 28), (2000, 29), (2015, 28), (2016, 29), (2100, 28)] {
            let february = Month::new(year, 2);
            assert_eq!(february.plus(1).days_since_1970() - february.days_since_1970(), length, "{year}");
        }
    }

    #[test]
    fn only_iso_months_are_parsed() {
        for text in ["2016-04", "1900-01", "2199-12"] {
            assert_eq!(Month::parse(text).map(Month::iso).as_deref(), Some(text));
        }
        for text in ["2016-4", "2016-13", "2016-00", "16-04", "2016/04", "", "-", "+016-04", "2016-+4", "2200-01"] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_financial_year_runs_from_april_to_march() {
        let year = FinancialYear::parse("2015-16").expect("a year");
        assert_eq!(Month::new(2015, 4).financial_year(), year);
        assert_eq!(Month::new(2016, 3).financial_year(), year);
        assert_eq!(Month::new(2016, 4).financial_year().since(year), 1);
        assert_eq!((year.first_month().iso(), year.last_month().iso()), ("2015-04".into(), "2016-03".into()));
        assert_eq!(FinancialYear::parse("1999-00").map(|y| y.to_string()).as_deref(), Some("1999-00"));
        assert_eq!(FinancialYear::parse("2015-17"), None);
    }

    #[test]
    fn amounts_become_whole_pence() {
        let cases =
            [(0.0, 0.0), (0.5, 0.0), (1.5, 2.0), (-0.4, 0.0), (-1.5, -2.0), (100.4, 100.0), (f64::INFINITY, 1e13)];
        for (amount, pence) in cases {
            assert_eq!(Pence::nearest(amount), pence, "{amount}");
            assert!(!(Pence::nearest(amount) == 0.0 && Pence::nearest(amount).is_sign_negative()), "{amount}");
        }
        assert_eq!(Pence::new(-1_234).parts(), (12, 34));
    }
}
