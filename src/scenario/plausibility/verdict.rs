//! The judgement of a figure: a slip of a unit, or beyond anything that was ever published.

use super::figure::{Figure, Scale};
use super::range::PublishedRange;

/// What is implausible about a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Verdict {
    /// Outside everything in the tables, and within their usual range if it is multiplied by this factor.
    Slip(SlipOfUnit),
    /// Beyond [`Figure::furthest`] times the extremes.
    FarOutside,
}

/// A slip of a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SlipOfUnit {
    /// What the value must be multiplied by.
    pub factor: f64,
    /// What to ask: `is it a rate per month?`.
    pub question: &'static str,
}

/// Slips that are likely on a scale: the factor that puts them right, and what to ask.
fn slips(scale: Scale) -> &'static [(f64, &'static str)] {
    match scale {
        Scale::Share => &[(100.0, "was a percentage divided by 100 twice?")],
        Scale::YearlyRate => &[
            (12.0, "is it a figure for a month?"),
            (1.0 / 12.0, "was a figure for a year multiplied by 12?"),
            (52.0, "is it a figure for a week?"),
            (0.01, "is it a percentage?"),
            (100.0, "was a percentage divided by 100 twice?"),
        ],
        Scale::MonthlyNumber => &[
            (1.0 / 12.0, "is it the number in a year?"),
            (12.0, "was the number in a month divided by 12?"),
            (52.0 / 12.0, "is it the number in a week?"),
        ],
        Scale::Months => &[
            (12.0, "is it in years?"),
            (12.0 / 52.0, "is it in weeks?"),
            (12.0 / 365.0, "is it in days?"),
            (1.0 / 12.0, "were months multiplied by 12?"),
        ],
        Scale::YearlyPrice => &[
            (12.0, "is it for a month?"),
            (52.0, "is it for a week?"),
            (52.0 * 37.0, "is it for an hour?"),
            (1000.0, "is it in thousands?"),
            (0.01, "is it in pence?"),
        ],
        Scale::HourlyPrice => &[
            (1.0 / 37.0, "is it for a week?"),
            (1.0 / 7.4, "is it for a day?"),
            (1.0 / (52.0 * 37.0), "is it for a year?"),
            (12.0 / (52.0 * 37.0), "is it for a month?"),
            (0.01, "is it in pence?"),
        ],
        Scale::Number => &[],
    }
}

/// Factors that turn one unit into another, on any scale but shares, which have no unit.
const ANY_SCALE: [f64; 4] = [12.0, 52.0, 37.0, 100.0];

impl Verdict {
    /// The verdict on a value; `None` if it is plausible, or zero, which is no slip.
    pub(crate) fn on(figure: Figure, value: f64) -> Option<Self> {
        let range = figure.published().filter(|_| value > 0.0)?;
        let (low, high) = range.extremes;
        let is_low = value < low;
        if !(is_low || value > high) || (is_low && figure.may_be_low()) {
            return None;
        }
        let furthest = figure.furthest();
        slip(figure, range, value)
            .map(Self::Slip)
            .or_else(|| (value < low / furthest || value > high * furthest).then_some(Self::FarOutside))
    }
}

/// How far beyond single figures that were found a value may be, as a factor, for a slip to be put right by it.
const NEAR_FOUND: f64 = 1.5;

/// The slip that puts the value within the 5th and the 95th percentile or, where only single figures were found, near these; of
/// several, the one that puts it nearest the middle.
fn slip(figure: Figure, range: &PublishedRange, value: f64) -> Option<SlipOfUnit> {
    let (low, high) = range.extremes;
    let (least, most) = range.percentiles.map_or((low / NEAR_FOUND, high * NEAR_FOUND), |of| (of.p5, of.p95));
    let any_scale: &[f64] = if figure.scale() == Scale::Share { &[] } else { &ANY_SCALE };
    let any = any_scale.iter().flat_map(|&factor| [factor, 1.0 / factor]).map(|factor| (factor, "is its unit right?"));
    let fits = |(factor, _): &(f64, &str)| (least..=most).contains(&(value * factor));
    let far = |factor: f64| libm::log(value * factor / libm::sqrt(least * most)).abs();
    let known = slips(figure.scale()).iter().copied().filter(fits);
    let known = known.min_by(|one, other| far(one.0).total_cmp(&far(other.0)));
    let found = known.or_else(|| any.filter(fits).min_by(|one, other| far(one.0).total_cmp(&far(other.0))));
    // Near single figures nothing is out of the ordinary.
    let is_near = range.percentiles.is_none() && (least..=most).contains(&value);
    found.filter(|_| !is_near).map(|(factor, question)| SlipOfUnit { factor, question })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A value in the middle of what is published.
    fn middle(figure: Figure) -> f64 {
        let range = figure.published().unwrap();
        range.percentiles.map_or(f64::midpoint(range.extremes.0, range.extremes.1), |of| of.p50)
    }

    #[test]
    fn a_value_within_the_extremes_is_plausible() {
        for figure in Figure::ALL {
            let (low, high) = figure.published().unwrap().extremes;
            for value in [low, middle(figure), high] {
                assert_eq!(Verdict::on(figure, value), None, "{figure:?} {value}");
            }
            assert_eq!(Verdict::on(figure, 0.0), None);
        }
    }

    #[test]
    fn a_slip_is_named_by_the_factor_that_puts_it_right() {
        for (figure, value, factor, question) in [
            (Figure::Turnover, 0.15 / 12.0, 12.0, "is it a figure for a month?"),
            (Figure::Pay, 5550.0, 12.0, "is it for a month?"),
            (Figure::Pay, 1280.0, 52.0, "is it for a week?"),
            (Figure::ChargePerHour, 360.0, 1.0 / 7.4, "is it for a day?"),
            (Figure::ChargePerHour, 1800.0, 1.0 / 37.0, "is it for a week?"),
            (Figure::MonthsInService, 7.9, 12.0, "is it in years?"),
            (Figure::Pay, 47.52, 1000.0, "is it in thousands?"),
            (Figure::MonthsOnAPlan, 41.0, 12.0 / 52.0, "is it in weeks?"),
            (Figure::Referrals, 15.8 * 12.0, 1.0 / 12.0, "is it the number in a year?"),
        ] {
            let Some(Verdict::Slip(slip)) = Verdict::on(figure, value) else { panic!("{figure:?} {value}") };
            assert_eq!((slip.factor, slip.question), (factor, question), "{figure:?}");
        }
    }

    #[test]
    fn what_no_factor_explains_is_told_beyond_twice_the_extremes() {
        assert_eq!(Verdict::on(Figure::Sickness, 0.65), Some(Verdict::FarOutside));
        assert_eq!(Verdict::on(Figure::Sickness, 0.15), None);
        assert_eq!(Verdict::on(Figure::Award, 0.3), Some(Verdict::FarOutside));
        assert_eq!(Verdict::on(Figure::ChargePerHour, 110.0), Some(Verdict::FarOutside));
        assert_eq!(Verdict::on(Figure::MonthsInService, 22.5), Some(Verdict::FarOutside));
        assert_eq!(Verdict::on(Figure::Posts, 0.4), Some(Verdict::FarOutside));
        assert_eq!(Verdict::on(Figure::Posts, 0.6), None);
    }

    #[test]
    fn a_low_value_of_what_need_not_be_complete_is_plausible() {
        assert_eq!(Verdict::on(Figure::Starters, 0.01), None);
        assert!(Verdict::on(Figure::Starters, 0.17 * 12.0).is_some());
    }
}
