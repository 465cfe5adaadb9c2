use super::{between, is_certain};
use crate::content::words;
use crate::summary::Statistic;
use crate::units::Unit;

/// The change of a level between the opening and a later month.
pub(crate) struct Movement<'a> {
    /// Subject of the sentence: `The agency rate`.
    pub subject: &'a str,
    /// Unit.
    pub unit: Unit,
    /// Value at the opening; `None` if unknown.
    pub opening: Option<f64>,
    /// Value in the later month.
    pub end: &'a Statistic,
    /// When: `by Mar 2018`.
    pub when: &'a str,
}

impl Movement<'_> {
    /// The sentence: `The agency rate falls from 39% to between 22% and 31% by Mar 2018 (median 29%).`
    pub fn sentence(&self) -> String {
        let Self { subject, unit, end, when, .. } = self;
        if !end.is_defined() {
            return format!("{subject} has no value {when}.");
        }
        let opening = self.opening.filter(|opening| !opening.is_nan());
        let (low, high) = end.range80();
        let figures = [opening.unwrap_or(f64::NAN), end.median(), low, high];
        let [from, to, low_words, high_words] = self.written(figures);
        let Some(opening) = opening else {
            let middle = if low_words == high_words { String::new() } else { format!(" (median {to})") };
            return format!("{subject} is {} {when}{middle}.", between(low, high, *unit));
        };
        if end.n_defined == 1 || low_words == high_words {
            let how = self.how_sure();
            return match verb(opening, end.median(), &from, &to) {
                None => format!("{subject} is {from} {when}, the same as at the start,{how}."),
                Some(verb) => format!("{subject} {verb} from {from} to {to} {when}{how}."),
            };
        }
        let range = format!("between {low_words} and {high_words} {when} (median {to})");
        if high < opening && high_words != from {
            format!("{subject} falls from {from} to {range}.")
        } else if low > opening && low_words != from {
            format!("{subject} rises from {from} to {range}.")
        } else if end.p(75) < opening {
            format!("{subject} is more likely to fall than to rise, from {from} to {range}.")
        } else if end.p(25) > opening {
            format!("{subject} is more likely to rise than to fall, from {from} to {range}.")
        } else {
            format!("{subject} may rise or fall, from {from} to {range}.")
        }
    }

    /// Opening, median and ends of the range to the same precision, with one more decimal if an end reads like the
    /// opening.
    fn written(&self, figures: [f64; 4]) -> [String; 4] {
        let [from, to, low, high] = words::alike(figures, self.unit);
        if low != high && (low == from || high == from) {
            return words::alike_finely(figures, self.unit);
        }
        [from, to, low, high]
    }

    fn how_sure(&self) -> &'static str {
        match self.end.n_defined {
            1 => " in the single simulated future",
            _ if is_certain(self.end) => " in every future",
            _ => " in at least 80% of futures",
        }
    }
}

/// The direction of a change; `None` if both values are written the same.
fn verb(from: f64, to: f64, from_words: &str, to_words: &str) -> Option<&'static str> {
    match to_words {
        to_words if to_words == from_words => None,
        _ if to < from => Some("falls"),
        _ => Some("rises"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::findings::statistic;

    fn sentence_from(opening: f64, percentiles: [f64; 7]) -> String {
        sentence(Some(opening), &statistic(1000, percentiles, 0.001))
    }

    fn sentence(opening: Option<f64>, end: &Statistic) -> String {
        Movement { subject: "The agency rate", unit: Unit::Share, opening, end, when: "by Mar 2018" }.sentence()
    }

    /// Percentiles with an 80% range from `low` to `high`.
    fn fan(low: f64, middle: f64, high: f64) -> [f64; 7] {
        [low, low, f64::midpoint(low, middle), middle, f64::midpoint(middle, high), high, high]
    }

    #[test]
    fn a_level_that_falls_or_rises_in_the_whole_range_falls_or_rises() {
        let falls = "The agency rate falls from 39% to between 22% and 31% by Mar 2018 (median 29%).";
        assert_eq!(sentence_from(0.39, fan(0.22, 0.29, 0.31)), falls);
        let rises = "The agency rate rises from 20% to between 22% and 31% by Mar 2018 (median 29%).";
        assert_eq!(sentence_from(0.20, fan(0.22, 0.29, 0.31)), rises);
    }

    #[test]
    fn a_range_that_contains_the_opening_gives_the_likelier_direction() {
        let down = "The agency rate is more likely to fall than to rise, from 39% to between 22% and 42% by Mar 2018 \
                    (median 30%).";
        assert_eq!(sentence_from(0.39, fan(0.22, 0.30, 0.42)), down);
        let up = "The agency rate is more likely to rise than to fall, from 25% to between 22% and 42% by Mar 2018 \
                  (median 31%).";
        assert_eq!(sentence_from(0.25, fan(0.22, 0.31, 0.42)), up);
        let either = "The agency rate may rise or fall, from 30% to between 22% and 42% by Mar 2018 (median 30%).";
        assert_eq!(sentence_from(0.30, fan(0.22, 0.30, 0.42)), either);
    }

    #[test]
    fn values_written_the_same_do_not_fall() {
        let flat = "The agency rate is 39% by Mar 2018, the same as at the start, in at least 80% of futures.";
        assert_eq!(sentence_from(0.391, fan(0.386, 0.389, 0.394)), flat);
        let near = "The agency rate falls from 39.1% to between 36.0% and 38.9% by Mar 2018 (median 37.0%).";
        assert_eq!(sentence_from(0.391, fan(0.36, 0.37, 0.389)), near);
    }

    #[test]
    fn figures_of_a_sentence_have_the_same_decimals() {
        let end = statistic(1000, fan(8.04, 12.0, 15.2), 0.1);
        let rises =
            Movement { subject: "Staff", unit: Unit::Fte, opening: Some(7.0), end: &end, when: "by March" }.sentence();
        assert_eq!(rises, "Staff rises from 7 to between 8 and 15 by March (median 12).");
    }

    #[test]
    fn certainty_and_a_single_future_have_their_own_sentences() {
        let every = statistic(1000, [0.25; 7], 0.0);
        assert_eq!(sentence(Some(0.39), &every), "The agency rate falls from 39% to 25% by Mar 2018 in every future.");
        let one = statistic(1, [0.5; 7], f64::NAN);
        let rises = "The agency rate rises from 39% to 50% by Mar 2018 in the single simulated future.";
        assert_eq!(sentence(Some(0.39), &one), rises);
        let same = "The agency rate is 50% by Mar 2018, the same as at the start, in the single simulated future.";
        assert_eq!(sentence(Some(0.5), &one), same);
    }

    #[test]
    fn an_unknown_opening_or_end_has_its_own_sentence() {
        let end = statistic(1000, fan(0.22, 0.29, 0.31), 0.001);
        assert_eq!(sentence(None, &end), "The agency rate is between 22% and 31% by Mar 2018 (median 29%).");
        assert_eq!(sentence(Some(f64::NAN), &end), sentence(None, &end));
        let missing = statistic(0, [f64::NAN; 7], f64::NAN);
        assert_eq!(sentence(Some(0.39), &missing), "The agency rate has no value by Mar 2018.");
    }
}
