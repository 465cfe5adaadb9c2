use super::between;
use crate::content::words;
use crate::summary::Statistic;
use crate::units::Unit;

/// Spending in two financial years.
pub(crate) struct Spending<'a> {
    /// Start of the sentence: `The service costs`.
    pub subject: &'a str,
    /// The first year, and a later one if there is one.
    pub years: (YearSpending<'a>, Option<YearSpending<'a>>),
}

/// A financial year and the spending in it.
#[derive(Clone, Copy)]
pub(crate) struct YearSpending<'a> {
    /// The year: `2016-17`.
    pub name: &'a str,
    /// Number of months counted.
    pub months: usize,
    /// Spending, in pounds.
    pub spent: &'a Statistic,
}

impl YearSpending<'_> {
    fn words(&self) -> String {
        let mean = words::value(self.spent.mean, Unit::Pounds);
        let (low, high) = self.spent.range80();
        let range = between(low, high, Unit::Pounds);
        let range = if range == mean { String::new() } else { format!(" ({range})") };
        let part = match self.months {
            12 => String::new(),
            1 => "the one simulated month of ".to_owned(),
            months => format!("the {months} simulated months of "),
        };
        format!("{mean} in {part}{}{range}", self.name)
    }
}

impl Spending<'_> {
    /// The sentence: `The service costs £5.48m in 2016-17 (between £5.30m and £5.70m) and £5.27m in 2018-19 (...).`
    pub fn sentence(&self) -> String {
        let (first, later) = &self.years;
        let later = later.as_ref().map_or(String::new(), |later| format!(" and {}", later.words()));
        let alone = if first.spent.n_defined == 1 { ", in the single simulated future" } else { "" };
        format!("{} {}{later}{alone}.", self.subject, first.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::findings::statistic;

    #[test]
    fn years_have_their_ranges_and_part_years_their_months() {
        let fan = |mean: f64| [0.9, 0.95, 0.97, 1.0, 1.03, 1.05, 1.1].map(|share| share * mean);
        let (one, two) = (statistic(1000, fan(5.5e6), 10.0), statistic(1000, fan(0.4e6), 10.0));
        let year = |name, months, spent| YearSpending { name, months, spent };
        let both = Spending {
            subject: "The service costs",
            years: (year("2016-17", 12, &one), Some(year("2017-18", 4, &two))),
        };
        let expected = "The service costs £5.50m in 2016-17 (between £5.23m and £5.78m) and £400k in the 4 simulated \
                    months of 2017-18 (between £380k and £420k).";
        assert_eq!(both.sentence(), expected);
    }

    #[test]
    fn certain_spending_has_no_range_and_a_single_future_is_noted() {
        let (certain, alone) = (statistic(9, [2e6; 7], 0.0), statistic(1, [2e6; 7], f64::NAN));
        let of = |spent| Spending {
            subject: "Agency staff cost",
            years: (YearSpending { name: "2016-17", months: 1, spent }, None),
        };
        assert_eq!(of(&certain).sentence(), "Agency staff cost £2.00m in the one simulated month of 2016-17.");
        let expected =
            "Agency staff cost £2.00m in the one simulated month of 2016-17, in the single simulated future.";
        assert_eq!(of(&alone).sentence(), expected);
    }
}
