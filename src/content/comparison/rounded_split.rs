//! Rounding of a split headline so that the displayed figures add up.

use crate::compare::{Split, round_to_total};
use crate::content::words;
use crate::summary::Statistic;
use crate::units::Unit;

/// A split in whole rounding steps, in which the displayed base, parts and alternative add up.
pub(crate) struct RoundedSplit {
    style: SplitStyle,
    base: i64,
    whole: i64,
    parts: Vec<i64>,
}

/// The format of a headline: rounding step, decimals, prefix and suffixes.
#[derive(Clone, Copy)]
struct SplitStyle {
    step: f64,
    decimals: usize,
    before: &'static str,
    level: &'static str,
    difference: &'static str,
    /// Suffix of an error.
    error: &'static str,
}

/// A style precise enough for differences of the given size.
fn style(unit: Unit, size: f64) -> SplitStyle {
    let plain = SplitStyle { step: 0.01, decimals: 2, before: "", level: "", difference: "", error: "" };
    match unit {
        unit if unit.is_share() => {
            let (step, decimals) = if size < 0.01 { (0.000_1, 2) } else { (0.001, 1) };
            SplitStyle { step, decimals, level: "%", difference: " pts", ..plain }
        }
        unit if unit.is_money() && size < 10_000.0 => SplitStyle { step: 1.0, decimals: 0, before: "£", ..plain },
        unit if unit.is_money() => {
            SplitStyle { step: 1_000.0, decimals: 0, before: "£", level: "k", difference: "k", error: "k" }
        }
        _ => plain,
    }
}

impl SplitStyle {
    /// A number of steps, without sign: `1,234k`, `0.3 pts`.
    fn digits(self, steps: i64, behind: &str) -> String {
        let size = steps.unsigned_abs();
        let ten = (0..self.decimals).fold(1, |ten, _| ten * 10);
        let whole = words::whole(size / ten);
        match self.decimals {
            0 => format!("{whole}{behind}"),
            decimals => format!("{whole}.{:0decimals$}{behind}", size % ten),
        }
    }
}

impl RoundedSplit {
    pub(crate) fn new(split: &Split) -> Self {
        let size = split.parts.iter().map(|part| part.mean.abs()).fold(split.whole.mean.abs(), f64::max);
        let style = style(split.unit(), size);
        let steps = |value: f64| (value / style.step).round() as i64;
        let (base, whole) = (steps(split.base), steps(split.whole.mean));
        let means: Vec<f64> = split.parts.iter().map(|part| part.mean).collect();
        Self { style, base, whole, parts: round_to_total(&means, whole, style.step) }
    }

    fn level(&self, steps: i64) -> String {
        let minus = if steps < 0 { "-" } else { "" };
        format!("{minus}{}{}", self.style.before, self.style.digits(steps, self.style.level))
    }

    fn difference(&self, steps: i64) -> String {
        let sign = match steps {
            0 => return "0".to_owned(),
            1.. => "+",
            _ => "-",
        };
        format!("{sign}{}{}", self.style.before, self.style.digits(steps, self.style.difference))
    }

    /// The base: `39.2%`, `£15,123k`.
    pub(crate) fn base(&self) -> String {
        self.level(self.base)
    }

    /// The alternative: the sum of base and parts, which may be a step away from its own rounded value.
    pub(crate) fn alternative(&self) -> String {
        self.level(self.base + self.whole)
    }

    /// The effect of a part: `-1.2 pts`, `+£54k`; `0` if it rounds to zero.
    pub(crate) fn part(&self, part: usize) -> String {
        self.difference(self.parts[part])
    }

    /// The effect of all parts together.
    pub(crate) fn whole(&self) -> String {
        self.difference(self.whole)
    }
}

/// Two standard errors, rounded up: ` ±0.1`; empty if there is no error.
pub(crate) fn range_of_error(rounded_split: &RoundedSplit, statistic: &Statistic) -> String {
    let error = 2.0 * statistic.mc_error;
    if error == 0.0 {
        return String::new();
    }
    format!(
        " ±{}",
        rounded_split.style.digits((error / rounded_split.style.step).ceil() as i64, rounded_split.style.error)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::RunHeadline;

    fn statistic(mean: f64, mc_error: f64) -> Statistic {
        Statistic { n_defined: 100, mean, percentiles: [mean; 7], mc_error }
    }

    #[test]
    fn figures_add_up_as_they_are_shown() {
        let split = Split {
            headline: RunHeadline::Cost,
            base: 5_000_400.0,
            alternative: 4_990_700.0,
            whole: statistic(-9_700.0, 300.0),
            parts: vec![statistic(-10_600.0, 300.0), statistic(600.0, 0.0), statistic(300.0, 1.0)],
        };
        let rounded_split = RoundedSplit::new(&split);
        assert_eq!(
            (rounded_split.base(), rounded_split.whole(), rounded_split.alternative()),
            ("£5,000k".into(), "-£10k".into(), "£4,990k".into())
        );
        let parts: Vec<String> = (0..3).map(|part| rounded_split.part(part)).collect();
        assert_eq!(parts, ["-£11k", "+£1k", "0"]);
        assert_eq!(range_of_error(&rounded_split, &split.parts[0]), " ±1k");
        assert_eq!(range_of_error(&rounded_split, &split.parts[1]), "");
    }

    #[test]
    fn small_differences_have_more_decimals() {
        let split = Split {
            headline: RunHeadline::AgencyRateAtEnd,
            base: 0.391_2,
            alternative: 0.388_9,
            whole: statistic(-0.002_3, 0.000_11),
            parts: vec![statistic(-0.002_3, 0.000_11)],
        };
        let rounded_split = RoundedSplit::new(&split);
        assert_eq!(
            format!(
                "{} {}{}",
                rounded_split.base(),
                rounded_split.part(0),
                range_of_error(&rounded_split, &split.parts[0])
            ),
            "39.12% -0.23 pts ±0.03"
        );
    }
}
