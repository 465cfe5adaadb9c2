//! Round numbers along a vertical axis: steps of 1, 2 or 5 times a power of ten, computed without logarithms.

use crate::content::chart::AxisUnit;

/// Larger values are treated as missing: no axis could show them.
const LARGEST: f64 = 1e100;
/// Values closer to zero than this are drawn as zero.
const SMALLEST: f64 = 1e-6;
/// If the values of a line chart differ by less than this share of the largest, the axis need not start at zero.
const FLAT: f64 = 0.05;
/// The axis then extends by this share of the largest to either side of their middle.
const AROUND: f64 = 0.1;

/// An axis ends at the tick beyond the data unless that is further away than this, in steps.
const WASTE: f64 = 0.55;
/// Otherwise it ends this far beyond the data, in steps.
const MARGIN: f64 = 0.2;
/// Tolerance for a number of steps to be treated as whole.
const SLIP: f64 = 1e-9;

/// Whether a value can be drawn.
pub(super) fn usable(value: f64) -> bool {
    value.abs() <= LARGEST
}

/// A step of 1, 2 or 5 times a power of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TickStep {
    digit: i32,
    exponent: i32,
}

impl TickStep {
    /// The smallest step that is at least `least`, which must be positive.
    fn at_least(least: f64) -> Self {
        let mut exponent = 0;
        while ten_to(exponent) > least {
            exponent -= 1;
        }
        while ten_to(exponent + 1) <= least {
            exponent += 1;
        }
        [1, 2, 5]
            .map(|digit| Self { digit, exponent })
            .into_iter()
            .find(|step| step.times(1.0) >= least)
            .unwrap_or(Self { digit: 1, exponent: exponent + 1 })
    }

    /// `count` steps from zero; exact or the nearest number.
    fn times(self, count: f64) -> f64 {
        let digits = count * f64::from(self.digit);
        if self.exponent < 0 { digits / ten_to(-self.exponent) } else { digits * ten_to(self.exponent) }
    }
}

/// An integer power of ten, by multiplication.
fn ten_to(exponent: i32) -> f64 {
    let power = (0..exponent.abs()).fold(1.0, |product, _| product * 10.0);
    if exponent < 0 { 1.0 / power } else { power }
}

/// Where a vertical axis may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AxisStart {
    /// At zero, or below if there are negative values.
    Zero,
    /// At zero, unless the values are too close together to be distinguished.
    NearTheData,
    /// At the lowest value, or below zero if there are negative values.
    AtTheData,
}

/// A vertical axis: its range, ticks and number format.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    unit: AxisUnit,
    step: TickStep,
    bottom: f64,
    top: f64,
}

impl Scale {
    /// An axis for `values` in about `intervals` steps. Without usable values it has the unit's minimum span.
    pub fn covering(values: impl Iterator<Item = f64>, unit: AxisUnit, intervals: usize, start: AxisStart) -> Self {
        let (low, high) = values.filter(|v| usable(*v)).fold((f64::INFINITY, f64::NEG_INFINITY), widen);
        let near = start == AxisStart::NearTheData && low > 0.0 && high > low && high - low < FLAT * high;
        let (low, high) = if start == AxisStart::AtTheData && low > 0.0 && high > low {
            (low, high)
        } else if near {
            let middle = f64::midpoint(low, high);
            (middle - AROUND * high, middle + AROUND * high)
        } else {
            (low.min(0.0), high.max(0.0))
        };
        let (low, high) = if high - low < SMALLEST { (0.0, unit.least_span()) } else { (low, high) };
        let step = TickStep::at_least((high - low) / intervals.max(1) as f64);
        let size = step.times(1.0);
        let end = |count: f64, value: f64| {
            let waste = count - value / size;
            if waste.abs() > WASTE { value + waste.signum() * MARGIN * size } else { step.times(count) }
        };
        let bottom = end((low / size + SLIP).floor(), low);
        Self { unit, step, bottom, top: end((high / size - SLIP).ceil(), high) }
    }

    /// The value at the foot of the axis.
    pub fn bottom(self) -> f64 {
        self.bottom
    }

    /// The value at the head of the axis.
    pub fn top(self) -> f64 {
        self.top
    }

    /// The ticks from the foot up: each value and its label.
    pub fn ticks(self) -> Vec<(f64, String)> {
        let largest = self.top.abs().max(self.bottom.abs());
        let size = self.step.times(1.0);
        let (first, last) = ((self.bottom / size - SLIP).ceil(), (self.top / size + SLIP).floor());
        (0..=(last - first) as usize)
            .map(|n| self.step.times(first + n as f64))
            .map(|value| (value, self.unit.tick(value, largest, self.step.exponent)))
            .collect()
    }
}

fn widen(range: (f64, f64), value: f64) -> (f64, f64) {
    (range.0.min(value), range.1.max(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(values: &[f64], unit: AxisUnit, start: AxisStart) -> Vec<String> {
        let scale = Scale::covering(values.iter().copied(), unit, 5, start);
        scale.ticks().into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn an_axis_starts_at_zero_and_ends_at_a_round_number() {
        let agency = labels(&[0.39, 0.25], AxisUnit::Percent, AxisStart::NearTheData);
        assert_eq!(agency, ["0%", "10%", "20%", "30%", "40%"]);
        let cost = labels(&[5.9e6], AxisUnit::Pounds, AxisStart::Zero);
        assert_eq!(cost, ["£0", "£2m", "£4m", "£6m"]);
    }

    #[test]
    fn grants_take_the_axis_below_zero_but_not_to_a_tick_far_away() {
        let scale = Scale::covering([5.9e6, -0.4e6].into_iter(), AxisUnit::Pounds, 5, AxisStart::Zero);
        assert!(scale.bottom() < -0.4e6 && scale.bottom() > -1e6, "{}", scale.bottom());
        let cost = labels(&[5.9e6, -0.4e6], AxisUnit::Pounds, AxisStart::Zero);
        assert_eq!(cost, ["£0", "£2m", "£4m", "£6m"]);
    }

    #[test]
    fn an_axis_starts_above_zero_only_for_flat_data() {
        assert_eq!(labels(&[500.0, 510.0], AxisUnit::Number, AxisStart::NearTheData).first().unwrap(), "450");
        assert_eq!(labels(&[500.0, 510.0], AxisUnit::Number, AxisStart::Zero).first().unwrap(), "0");
        assert_eq!(labels(&[500.0, 500.0], AxisUnit::Number, AxisStart::NearTheData).first().unwrap(), "0");
    }

    #[test]
    fn missing_zero_huge_and_tiny_values_have_a_usable_axis() {
        let missing = [f64::NAN, f64::INFINITY, 1e300];
        for values in [&missing[..], &[0.0], &[1e99, -1e99], &[1e15, 1e15 + 1.0], &[1e-9], &[2e-6], &[-7.0]] {
            for unit in [AxisUnit::Percent, AxisUnit::Pounds, AxisUnit::Number] {
                let scale = Scale::covering(values.iter().copied(), unit, 5, AxisStart::NearTheData);
                assert!(scale.top() > scale.bottom(), "{values:?}");
                assert!((2..=8).contains(&scale.ticks().len()), "{values:?}: {:?}", scale.ticks());
            }
        }
    }

    #[test]
    fn steps_are_one_two_or_five_times_a_power_of_ten() {
        for (least, step) in [(0.03, 0.05), (1.0, 1.0), (1.1, 2.0), (2.1, 5.0), (5.1, 10.0), (99.0, 100.0)] {
            assert!((TickStep::at_least(least).times(1.0) - step).abs() < 1e-12, "{least}");
        }
    }
}
