//! The values that a lever may have. How far each goes is a choice of the page, an assumption; what the file allows bounds it.

use super::LeverPosition;
use crate::content::words;
use crate::random::Quantile;
use crate::scenario::Input;
use crate::units::{Month, Unit};

/// Offers beyond which a lever does not go, unless the file has half as many.
const OFFERS: f64 = 10.0;

/// Posts above and below those of the file.
const POSTS: i32 = 10;

/// Pounds a year per FTE up to which a retention payment goes, unless the file has half as much, and the steps to it.
const PAYMENT: f64 = 5_000.0;
const PAYMENT_STEPS: f64 = 20.0;

/// Steps from 0 to the starters a month of the file.
const MEAN_STEPS: i32 = 10;

/// The greatest factor, in steps of a twentieth.
const FACTOR_STEPS: i32 = 30;

/// The part of what may be drawn that a lever covers, and its steps.
const DRAWN: (f64, f64) = (0.01, 0.99);
const DRAWN_STEPS: i32 = 40;

/// How the values of a lever are chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum LeverSpan {
    /// Whole numbers from 0.
    Offers,
    /// Starters a month from 0 to twice those of the file.
    PerMonth,
    /// Posts around those of the file.
    Posts,
    /// Pounds from 0.
    Payment,
    /// A factor on what is in the file, from 0 to 1.5.
    Factor,
    /// FTE from 0 to half as many again as this.
    Cap(f64),
    /// Nearly all that may be drawn.
    Drawn,
}

impl LeverSpan {
    /// The values for an input with this mean, in order, each different and within `bounds`.
    pub(super) fn numbers(self, mean: f64, bounds: (f64, f64), quantile: Option<&Quantile>) -> Vec<f64> {
        let steps = |count: i32, step: f64| (0..=count).map(move |n| f64::from(n) * step);
        let most = |usual: f64| if 2.0 * mean > usual { (2.0 * mean).ceil() } else { usual };
        let mut numbers: Vec<f64> = match self {
            Self::Offers => steps(most(OFFERS) as i32, 1.0).collect(),
            Self::PerMonth => steps(2 * MEAN_STEPS, mean / f64::from(MEAN_STEPS)).collect(),
            Self::Posts => (-POSTS..=POSTS).map(|n| mean + f64::from(n)).collect(),
            Self::Payment => steps(PAYMENT_STEPS as i32, most(PAYMENT) / PAYMENT_STEPS).collect(),
            Self::Factor => steps(FACTOR_STEPS, 0.05).collect(),
            Self::Cap(fte) => steps((1.5 * fte).ceil() as i32, 1.0).collect(),
            Self::Drawn => quantile.map_or_else(Vec::new, drawn),
        };
        for number in &mut numbers {
            *number = three_figures_or_tenths(*number);
        }
        numbers.retain(|number| (bounds.0..=bounds.1).contains(number));
        numbers.dedup();
        numbers
    }
}

fn drawn(quantile: &Quantile) -> Vec<f64> {
    let (low, high) = (quantile.at(DRAWN.0), quantile.at(DRAWN.1));
    (0..=DRAWN_STEPS).map(|n| low + (high - low) * f64::from(n) / f64::from(DRAWN_STEPS)).collect()
}

/// A number as a person would write it: tenths from 100 on, below that three significant figures.
fn three_figures_or_tenths(number: f64) -> f64 {
    let text = if number.abs() >= 100.0 { format!("{number:.1}") } else { format!("{number:.2e}") };
    text.parse::<f64>().unwrap_or(number) + 0.0
}

/// The positions of an input, and the place of the one nearest to its mean. `more` values have other words.
pub(super) fn of_input(input: &Input, span: LeverSpan) -> (Vec<LeverPosition>, usize) {
    let numbers = span.numbers(input.mean(), (input.min, input.max), input.quantile.as_deref());
    (of_numbers(&numbers, input.unit), nearest(&numbers, input.mean()))
}

/// Positions with these numbers.
pub(super) fn of_numbers(numbers: &[f64], unit: Unit) -> Vec<LeverPosition> {
    numbers
        .iter()
        .map(|&number| LeverPosition { value: number.to_string(), words: number_words(number, unit) })
        .collect()
}

/// A number in its unit. Shares and money are as elsewhere; of anything else, all that is in the file is shown.
pub(super) fn number_words(number: f64, unit: Unit) -> String {
    if unit.is_share() || unit.is_money() { words::finely(number, unit) } else { number.to_string() }
}

/// The place of the number that is nearest to a value.
fn nearest(numbers: &[f64], value: f64) -> usize {
    let far = |number: &f64| (number - value).abs();
    let places = numbers.iter().enumerate();
    places.min_by(|(_, one), (_, other)| far(one).total_cmp(&far(other))).map_or(0, |(place, _)| place)
}

/// The months from one to another, and the place of `filed`.
pub(super) fn of_months(first: Month, last: Month, filed: Month) -> (Vec<LeverPosition>, usize) {
    let position = |month: Month| LeverPosition { value: month.iso(), words: words::month(month) };
    let months = 0..=last.since(first);
    (months.map(|n| position(first.plus(n))).collect(), usize::try_from(filed.since(first)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: (f64, f64) = (0.0, f64::INFINITY);

    #[test]
    fn values_go_as_far_as_their_kind() {
        assert_eq!(LeverSpan::Offers.numbers(4.0, ALL, None), (0..=10).map(f64::from).collect::<Vec<_>>());
        assert_eq!(LeverSpan::Offers.numbers(8.0, ALL, None).last(), Some(&16.0));
        let posts = LeverSpan::Posts.numbers(34.8, ALL, None);
        assert_eq!((posts[0], posts[10], posts[20]), (24.8, 34.8, 44.8));
        assert_eq!(LeverSpan::Posts.numbers(2.5, ALL, None)[0], 0.5);
        assert_eq!(LeverSpan::Payment.numbers(0.0, ALL, None)[..3], [0.0, 250.0, 500.0]);
        assert_eq!(LeverSpan::Payment.numbers(4_000.0, ALL, None).last(), Some(&8_000.0));
        let starters = LeverSpan::PerMonth.numbers(0.4, ALL, None);
        assert_eq!((starters[1], starters[10], starters.last()), (0.04, 0.4, Some(&0.8)));
        assert_eq!(LeverSpan::PerMonth.numbers(0.0, ALL, None), [0.0]);
        assert_eq!(LeverSpan::Factor.numbers(1.0, ALL, None)[19..22], [0.95, 1.0, 1.05]);
        assert_eq!(LeverSpan::Cap(10.0).numbers(0.0, ALL, None).last(), Some(&15.0));
        assert_eq!(LeverSpan::Factor.numbers(1.0, (0.0, 1.0), None).last(), Some(&1.0));
    }

    #[test]
    fn the_nearest_position_is_that_of_the_file() {
        assert_eq!(nearest(&[0.0, 0.1, 0.2], 0.16), 2);
        let (months, place) = of_months(Month::new(2016, 1), Month::new(2016, 12), Month::new(2016, 9));
        assert_eq!((months.len(), months[place].value.as_str()), (12, "2016-09"));
    }
}
