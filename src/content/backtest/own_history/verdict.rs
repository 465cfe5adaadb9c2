//! What the share of quarters within a range says, given how few of them are separate.

use std::fmt;

use crate::backtest::ScoreRow;
use crate::content::words;

/// How often an 80% range should hold.
const NOMINAL: f64 = 0.8;

/// With fewer separate spans a share of 80% cannot be told from one of 60%: the number with which a one-sided test of 5% finds it four times in
/// five, (1.645 sqrt(0.8 x 0.2) + 0.842 sqrt(0.6 x 0.4))^2 / 0.2^2 = 29.
const SPANS_NEEDED: usize = 29;

/// A share that would come about by chance with less than this probability is wrong.
const CHANCE: f64 = 0.05;

/// What a share within the 80% range says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CoverageVerdict {
    /// Fewer than chance allows.
    Narrow,
    /// More than chance allows.
    Wide,
    /// Nothing.
    TooFew,
    /// It is as it should be.
    Right,
}

impl CoverageVerdict {
    /// As if the separate spans were all there is: of so many trials, the share rounded in favour of the range.
    pub(super) fn of(row: &ScoreRow) -> Self {
        let trials = row.separate_spans;
        let held = row.coverage[1] * trials as f64;
        let (most, least) = ((held - 1e-9).ceil() as usize, (held + 1e-9).floor() as usize);
        if at_most(most, trials) < CHANCE {
            Self::Narrow
        } else if least > 0 && 1.0 - at_most(least - 1, trials) < CHANCE {
            Self::Wide
        } else if trials < SPANS_NEEDED {
            Self::TooFew
        } else {
            Self::Right
        }
    }
}

impl fmt::Display for CoverageVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Narrow => "fewer than 80% even so",
            Self::Wide => "more than 80% even so",
            Self::TooFew => "too few to tell 80% from 60%",
            Self::Right => "no different from 80%",
        })
    }
}

/// The probability of at most so many of some trials, each with [`NOMINAL`].
fn at_most(held: usize, trials: usize) -> f64 {
    let (mut term, mut sum) = (libm::pow(1.0 - NOMINAL, trials as f64), 0.0);
    for count in 0..=held.min(trials) {
        sum += term;
        term *= (trials - count) as f64 / (count + 1) as f64 * NOMINAL / (1.0 - NOMINAL);
    }
    sum
}

/// How many spans do not overlap: `three separate years`.
pub(super) fn separate(row: &ScoreRow) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let number = row.separate_spans;
    let number_text = WORDS.get(number).map_or_else(|| words::whole(number as u64), |&word| word.to_owned());
    let (one, several) = match row.horizon.months() {
        3 => ("quarter".to_owned(), "quarters".to_owned()),
        6 => ("half-year".to_owned(), "half-years".to_owned()),
        12 => ("year".to_owned(), "years".to_owned()),
        months if row.horizon.whole_years().is_some() => {
            (format!("span of {} years", months / 12), format!("spans of {} years", months / 12))
        }
        months => (format!("span of {months} months"), format!("spans of {months} months")),
    };
    format!("{number_text} separate {}", if number == 1 { one } else { several })
}

#[cfg(test)]
mod tests {
    use super::super::tests::row;
    use super::*;
    use crate::backtest::ForecastHorizon;

    #[test]
    fn a_share_is_judged_by_its_separate_spans_alone() {
        // 0.2^4 = 0.0016, and 1 of 4 or fewer: 0.0272; 2 of 4 or fewer: 0.1808.
        assert!((at_most(0, 4) - 0.0016).abs() < 1e-12 && (at_most(1, 4) - 0.0272).abs() < 1e-12);
        assert!((at_most(2, 4) - 0.1808).abs() < 1e-12 && (at_most(4, 4) - 1.0).abs() < 1e-12);
        let verdict = |held, n, spans| CoverageVerdict::of(&row(held, n, spans));
        assert_eq!(verdict(4, 16, 4), CoverageVerdict::Narrow);
        // The same share of one separate year is chance.
        assert_eq!(verdict(1, 4, 1), CoverageVerdict::TooFew);
        assert_eq!(verdict(16, 16, 4), CoverageVerdict::TooFew);
        // 0.8^13 = 0.055 and 0.8^14 = 0.044.
        assert_eq!([verdict(13, 13, 13), verdict(14, 14, 14)], [CoverageVerdict::TooFew, CoverageVerdict::Wide]);
        assert_eq!([verdict(23, 28, 28), verdict(24, 29, 29)], [CoverageVerdict::TooFew, CoverageVerdict::Right]);
    }

    #[test]
    fn spans_are_named_for_their_length() {
        let of = |years: &str, separate_spans| {
            let horizon = ForecastHorizon::parse(years).expect("a horizon");
            separate(&ScoreRow { horizon, separate_spans, ..row(1, 20, 1) })
        };
        assert_eq!([of("0.25", 12), of("0.5", 1)], ["12 separate quarters", "one separate half-year"]);
        assert_eq!([of("2", 2), of("0.75", 1)], ["two separate spans of 2 years", "one separate span of 9 months"]);
    }
}
