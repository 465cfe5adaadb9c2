use crate::content::words;
use crate::units::Unit;

/// The turning point of a median between the opening and the end.
pub(crate) struct TurningPoint<'a> {
    /// Unit.
    pub unit: Unit,
    /// Value at the opening.
    pub opening: f64,
    /// Month names and medians, in order; the last is the end.
    pub medians: &'a [(String, f64)],
}

impl TurningPoint<'_> {
    /// The sentence: `The median is lowest in November 2017, at 28%, and ends at 29%.` `None` if the median does not
    /// turn, or not visibly after rounding.
    pub fn sentence(&self) -> Option<String> {
        let (_, end) = self.medians.last()?;
        let known = || self.medians.iter().filter(|(_, value)| !value.is_nan());
        let lowest = known().min_by(|(_, one), (_, two)| one.total_cmp(two))?;
        let highest = known().rev().max_by(|(_, one), (_, two)| one.total_cmp(two))?;
        let down = self.turn("lowest", lowest, lowest.1 < end.min(self.opening));
        down.or_else(|| self.turn("highest", highest, highest.1 > end.max(self.opening)))
    }

    fn turn(&self, how: &str, (month, value): &(String, f64), is_beyond: bool) -> Option<String> {
        let (_, end) = self.medians.last()?;
        let [value, from, to] = words::alike([*value, self.opening, *end], self.unit);
        let shows = is_beyond && value != from && value != to;
        shows.then(|| format!("The median is {how} in {month}, at {value}, and ends at {to}."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(opening: f64, medians: &[f64]) -> Option<String> {
        let months = medians.iter().enumerate().map(|(n, &value)| (format!("month {n}"), value)).collect::<Vec<_>>();
        TurningPoint { unit: Unit::Share, opening, medians: &months }.sentence()
    }

    #[test]
    fn the_turning_point_of_a_median_is_reported() {
        let low = "The median is lowest in month 1, at 28%, and ends at 31%.";
        assert_eq!(sentence(0.39, &[0.35, 0.28, 0.31]).as_deref(), Some(low));
        let high = "The median is highest in month 0, at 45%, and ends at 31%.";
        assert_eq!(sentence(0.39, &[0.45, 0.45, 0.31]).as_deref(), Some(high));
    }

    #[test]
    fn a_median_without_a_visible_turning_point_has_no_sentence() {
        assert_eq!(sentence(0.39, &[0.35, 0.30, 0.28]), None);
        assert_eq!(sentence(0.39, &[0.35, 0.282, 0.283]), None);
        assert_eq!(sentence(0.39, &[0.39, 0.39]), None);
        assert_eq!(sentence(0.39, &[f64::NAN, 0.35]), None);
        assert_eq!(sentence(0.39, &[]), None);
    }
}
