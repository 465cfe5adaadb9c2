//! Sums that do not depend on the order of addition.

use serde::{Deserialize, Serialize};

/// The unit of the fraction: 2^-64.
const UNIT: f64 = 1.0 / 18_446_744_073_709_551_616.0;

/// A sum of doubles in 128-bit fixed point. Whole parts and fractions are added separately, as integers, so the sum
/// does not depend on the order. Each number is truncated to a multiple of 2^-62; the sum of whole parts may reach
/// 1.7e38.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ExactSum {
    whole: i128,
    /// In units of 2^-64.
    fraction: i128,
}

impl ExactSum {
    /// The empty sum.
    pub(super) const ZERO: Self = Self { whole: 0, fraction: 0 };

    /// Adds a number.
    pub(super) fn add(&mut self, number: f64) {
        // Smaller numbers have a whole part that fits 64 bits, which processors convert at once.
        const LARGE: f64 = (1_u64 << 62) as f64;
        if number.abs() < LARGE {
            let whole = number as i64;
            self.whole += i128::from(whole);
            // Exact until it is truncated: the fraction of a double is a double, and multiplying by a power of two changes
            // only the exponent.
            self.fraction += i128::from(((number - whole as f64) * LARGE) as i64) << 2;
        } else {
            self.whole += number as i128;
        }
    }

    /// Adds another sum.
    pub(super) fn merge(&mut self, other: Self) {
        // A sum that was read may be anything.
        self.whole = self.whole.wrapping_add(other.whole);
        self.fraction = self.fraction.wrapping_add(other.fraction);
    }

    /// The sum, rounded to a double.
    pub(super) fn value(self) -> f64 {
        let whole = self.whole + (self.fraction >> 64);
        let fraction = self.fraction & ((1 << 64) - 1);
        whole as f64 + fraction as f64 * UNIT
    }
}
