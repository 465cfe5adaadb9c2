//! A split headline as people read it: figures in whole steps that add up as they stand.

use crate::compare::{Split, adding_up};
use crate::content::words;
use crate::summary::Statistic;
use crate::units::Unit;

/// A split in whole steps: base, parts and alternative add up as they are shown.
pub(crate) struct Added {
    style: Style,
    base: i64,
    whole: i64,
    parts: Vec<i64>,
}

/// How a headline is written: its step, and that in what it is counted in (hundredths, thousands), with its decimals.
#[derive(Clone, Copy)]
struct Style {
    step: f64,
    decimals: usize,
    before: &'static str,
    level: &'static str,
    difference: &'static str,
    /// What stands behind an error.
    error: &'static str,
}

/// The style in which differences of some size can be told apart.
fn style(unit: Unit, size: f64) -> Style {
    let plain = Style { step: 0.01, decimals: 2, before: "", level: "", difference: "", error: "" };
    match unit {
        unit if unit.is_share() => {
            let (step, decimals) = if size < 0.01 { (0.000_1, 2) } else { (0.001, 1) };
            Style { step, decimals, level: "%", difference: " pts", ..plain }
        }
        unit if unit.is_money() && size < 10_000.0 => Style { step: 1.0, decimals: 0, before: "£", ..plain },
        unit if unit.is_money() => {
            Style { step: 1_000.0, decimals: 0, before: "£", level: "k", difference: "k", error: "k" }
        }
        _ => plain,
    }
}

impl Style {
    /// So many steps, without a sign: `1,234k`, `0.3 pts`.
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

impl Added {
    pub(crate) fn new(split: &Split) -> Self {
        let size = split.parts.iter().map(|part| part.mean.abs()).fold(split.whole.mean.abs(), f64::max);
        let style = style(split.unit(), size);
        let steps = |value: f64| (value / style.step).round() as i64;
        let (base, whole) = (steps(split.base), steps(split.whole.mean));
        let means: Vec<f64> = split.parts.iter().map(|part| part.mean).collect();
        Self { style, base, whole, parts: adding_up(&means, whole, style.step) }
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

    /// The alternative: what base and parts come to, which may be a step from what it rounds to.
    pub(crate) fn alternative(&self) -> String {
        self.level(self.base + self.whole)
    }

    /// What a part adds: `-1.2 pts`, `+£54k`; `0` where that rounds to nothing.
    pub(crate) fn part(&self, part: usize) -> String {
        self.difference(self.parts[part])
    }

    /// What all parts add together.
    pub(crate) fn whole(&self) -> String {
        self.difference(self.whole)
    }
}

/// Two standard errors, rounded up: ` ±0.1`; empty where there is no doubt.
pub(crate) fn range_of_error(added: &Added, statistic: &Statistic) -> String {
    let error = 2.0 * statistic.mc_error;
    if error == 0.0 {
        return String::new();
    }
    format!(" ±{}", added.style.digits((error / added.style.step).ceil() as i64, added.style.error))
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
        let added = Added::new(&split);
        assert_eq!(
            (added.base(), added.whole(), added.alternative()),
            ("£5,000k".into(), "-£10k".into(), "£4,990k".into())
        );
        let parts: Vec<String> = (0..3).map(|part| added.part(part)).collect();
        assert_eq!(parts, ["-£11k", "+£1k", "0"]);
        assert_eq!(range_of_error(&added, &split.parts[0]), " ±1k");
        assert_eq!(range_of_error(&added, &split.parts[1]), "");
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
        let added = Added::new(&split);
        assert_eq!(
            format!("{} {}{}", added.base(), added.part(0), range_of_error(&added, &split.parts[0])),
            "39.12% -0.23 pts ±0.03"
        );
    }
}
