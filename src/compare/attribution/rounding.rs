//! Rounding that preserves a sum.

/// Rounds `values` to whole steps that add up to `whole` steps, by the largest remainder method: each value is rounded
/// down, and the remaining steps go one each to the values that lost most (the first of equals). No value changes by a
/// step or more. The sum of `values` must be within one step of `whole`.
#[must_use]
pub fn round_to_total(values: &[f64], whole: i64, step: f64) -> Vec<i64> {
    let mut rounded: Vec<i64> = values.iter().map(|value| (value / step).floor() as i64).collect();
    let lost = |n: usize| values[n] / step - (values[n] / step).floor();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&one, &two| lost(two).total_cmp(&lost(one)));
    let left = whole - rounded.iter().sum::<i64>();
    for &n in order.iter().cycle().take(left.unsigned_abs() as usize) {
        rounded[n] += left.signum();
    }
    rounded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thirds_of_a_pound_add_up_to_a_pound() {
        assert_eq!(round_to_total(&[1.0 / 3.0; 3], 100, 0.01), [34, 33, 33]);
        assert_eq!(round_to_total(&[-0.006, 0.006, 0.0], 0, 0.01), [-1, 1, 0]);
        assert_eq!(round_to_total(&[], 0, 0.01), [0; 0]);
    }

    proptest! {
        #[test]
        fn rounded_parts_add_up_and_are_less_than_a_step_off(values in prop::collection::vec(-1e6..1e6_f64, 1..12)) {
            let whole = (values.iter().sum::<f64>() / 0.01).round() as i64;
            let rounded = round_to_total(&values, whole, 0.01);
            prop_assert_eq!(rounded.iter().sum::<i64>(), whole);
            for (rounded, value) in rounded.iter().zip(&values) {
                prop_assert!((*rounded as f64 - value * 100.0).abs() <= 1.0 + 1e-6);
            }
        }
    }
}
