//! Number formats on charts.

use crate::content::chart::AxisUnit;
impl AxisUnit {
    /// Whether the unit is written in hundredths.
    fn is_hundredths(self) -> bool {
        matches!(self, Self::Percent | Self::Points)
    }
}

/// A scale for large numbers, as in 5.9 million.
#[derive(Clone, Copy, Debug)]
struct UnitPrefix {
    exponent: i32,
    size: f64,
    suffix: &'static str,
}

const ONES: UnitPrefix = UnitPrefix { exponent: 0, size: 1.0, suffix: "" };
const MAGNITUDES: [UnitPrefix; 4] = [
    UnitPrefix { exponent: 12, size: 1e12, suffix: "tn" },
    UnitPrefix { exponent: 9, size: 1e9, suffix: "bn" },
    UnitPrefix { exponent: 6, size: 1e6, suffix: "m" },
    UnitPrefix { exponent: 3, size: 1e3, suffix: "k" },
];
/// Numbers from here on are written as a digit and a power of ten.
const BEYOND_WORDS: f64 = 1e16;

impl AxisUnit {
    /// A value to the precision a reader needs: `25%`, `£5.9m`, `26.1`.
    pub(super) fn value(self, value: f64) -> String {
        let size = value.abs();
        if self == Self::Points {
            return self.write(value, usize::from(size < 0.0995), ONES);
        }
        if self == Self::Percent {
            return self.write(value, usize::from(size < 0.0095), ONES);
        }
        let magnitude = self.magnitude(size, 999.5);
        let scaled = size / magnitude.size;
        let decimals = match self {
            _ if scaled >= 99.95 => 0,
            Self::Number if value.fract() == 0.0 && magnitude.exponent == 0 => 0,
            Self::Pounds if magnitude.exponent < 3 || (magnitude.exponent == 3 && scaled >= 9.95) => 0,
            Self::Number if scaled < 0.995 => 2,
            _ => 1,
        };
        self.write(value, decimals, magnitude)
    }

    /// The label of a tick at `value` on an axis up to `largest`, with ticks that differ in the digit of 10^`exponent`.
    pub(super) fn tick(self, value: f64, largest: f64, exponent: i32) -> String {
        let magnitude = self.magnitude(largest, 10_000.0);
        let shift = if self.is_hundredths() { -2 } else { magnitude.exponent };
        self.write(value, (shift - exponent).clamp(0, 9) as usize, magnitude)
    }

    /// The span of an axis that has only zeros to show.
    pub(super) fn least_span(self) -> f64 {
        match self {
            Self::Percent | Self::Points => 0.1,
            Self::Pounds => 1000.0,
            Self::Number => 1.0,
        }
    }

    /// The magnitude in which to write `size`; thousands are used only for pounds, and only from `thousands_from`.
    fn magnitude(self, size: f64, thousands_from: f64) -> UnitPrefix {
        let suits = |m: &UnitPrefix| match (self, m.exponent) {
            (Self::Percent | Self::Points, _) | (Self::Number, 3) => false,
            (_, 3) => size >= thousands_from,
            _ => size >= m.size * 0.9995,
        };
        MAGNITUDES.into_iter().find(suits).filter(|_| size < BEYOND_WORDS).unwrap_or(ONES)
    }

    fn write(self, value: f64, decimals: usize, magnitude: UnitPrefix) -> String {
        let (decimals, magnitude) = if value == 0.0 { (0, ONES) } else { (decimals, magnitude) };
        let factor = if self.is_hundredths() { 100.0 } else { 1.0 };
        let scaled = value.abs() * factor / magnitude.size;
        let digits = if scaled >= BEYOND_WORDS { format!("{scaled:.1e}") } else { grouped(scaled, decimals) };
        let sign = if value < 0.0 && digits.bytes().any(|b| (b'1'..=b'9').contains(&b)) { "−" } else { "" };
        let (before, after) = match self {
            Self::Percent => ("", "%"),
            Self::Points => ("", " pts"),
            Self::Pounds => ("£", ""),
            Self::Number => ("", ""),
        };
        format!("{sign}{before}{digits}{}{after}", magnitude.suffix)
    }
}

/// A non-negative number with thousands separators: `12,345.6`.
fn grouped(value: f64, decimals: usize) -> String {
    let plain = format!("{value:.decimals$}");
    let (whole, part) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, part)| (whole, Some(part)));
    let mut text = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(part) = part {
        text.push('.');
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Unit;

    #[test]
    fn values_are_written_as_directors_read_them() {
        let percent = [0.0, 0.254, 0.004, 1.0, -0.05].map(|v| AxisUnit::Percent.value(v));
        assert_eq!(percent, ["0%", "25%", "0.4%", "100%", "−5%"]);
        let points = [0.0, -0.034, 0.12].map(|v| AxisUnit::Points.value(v));
        assert_eq!(points, ["0 pts", "−3.4 pts", "12 pts"]);
        let pounds = [0.0, 590.4, 7_920.0, 41_000.0, 999_700.0, 5_912_000.0, 131_000_000.0, -400_000.0];
        let pounds = pounds.map(|v| AxisUnit::Pounds.value(v));
        assert_eq!(pounds, ["£0", "£590", "£7.9k", "£41k", "£1.0m", "£5.9m", "£131m", "−£400k"]);
        let numbers = [26.0, 26.13, 0.25, 131.2, 12_345.0, 2_500_000.0, -0.001].map(|v| AxisUnit::Number.value(v));
        assert_eq!(numbers, ["26", "26.1", "0.25", "131", "12,345", "2.5m", "0.00"]);
    }

    #[test]
    fn ticks_have_the_decimals_of_their_step_and_no_more() {
        assert_eq!(AxisUnit::Percent.tick(0.4, 0.4, -1), "40%");
        assert_eq!(AxisUnit::Percent.tick(0.025, 0.03, -3), "2.5%");
        assert_eq!(AxisUnit::Pounds.tick(2_500_000.0, 6e6, 5), "£2.5m");
        assert_eq!(AxisUnit::Pounds.tick(0.0, 6e6, 6), "£0");
        assert_eq!(AxisUnit::Pounds.tick(1_500.0, 2_000.0, 2), "£1,500");
        assert_eq!(AxisUnit::Number.tick(-5.0, 20.0, 0), "−5");
    }

    #[test]
    fn huge_numbers_use_a_power_of_ten() {
        assert_eq!(AxisUnit::Number.value(3e40), "3.0e40");
        assert_eq!(AxisUnit::Pounds.value(1e15), "£1,000tn");
    }

    #[test]
    fn each_unit_has_its_axis_format() {
        assert_eq!(AxisUnit::from(Unit::Share), AxisUnit::Percent);
        assert_eq!(AxisUnit::from(Unit::PoundsPerMonth), AxisUnit::Pounds);
        assert_eq!(AxisUnit::from(Unit::CasesPerFte), AxisUnit::Number);
    }
}
