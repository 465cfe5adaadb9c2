//! The rank estimate of the share of an input in the variance of a figure.
//!
//! The share of an input X in the variance of a figure Y is Var(E(Y | X)) / Var(Y). It is estimated by ranks (Chatterjee 2021; Gamboa, Gremaud,
//! Klein and Lagnoux, *Bernoulli* 28, 2022): with the futures in order of X, the mean product of each future's deviation from the mean of Y with that of the
//! next, over the variance. Futures that are neighbours in X have nearly the same E(Y | X), and nothing else in common.

/// Number of batches of futures whose shares give the standard error.
const BATCHES: usize = 10;

/// A share of a variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VarianceShare {
    /// The estimate, which may be slightly below 0.
    pub share: f64,
    /// Its standard error: from batches of the futures, and at least that of an input without effect, wider for rare outcomes.
    pub mc_error: f64,
}

impl VarianceShare {
    /// Whether it is more than three standard errors above zero: among a hundred inputs some are above two by chance.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.share > 3.0 * self.mc_error
    }
}

/// The rank of each value, from 0; equal values in their order.
pub(super) fn ranks(values: &[f64]) -> Vec<f64> {
    let mut ranks = vec![0.0; values.len()];
    in_order(values).into_iter().enumerate().for_each(|(rank, place)| ranks[place] = rank as f64);
    ranks
}

/// The places of the values from the least to the greatest; equal values in their order.
pub(crate) fn in_order(values: &[f64]) -> Vec<usize> {
    // The order of doubles as that of whole numbers (IEEE 754, 5.10), each with its place: sorting looks nothing up.
    let key = |value: f64| {
        let bits = value.to_bits();
        bits ^ if value.is_sign_negative() { u64::MAX } else { 1 << 63 }
    };
    let mut places: Vec<u128> = (0..).zip(values).map(|(place, &value)| u128::from(key(value)) << 64 | place).collect();
    places.sort_unstable();
    places.into_iter().map(|place| place as u64 as usize).collect()
}

pub(crate) fn mean(values: &[f64]) -> f64 {
    let defined = values.iter().filter(|value| value.is_finite());
    defined.clone().sum::<f64>() / defined.count() as f64
}

/// The variance of the defined values.
pub(crate) fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    let squares: Vec<f64> =
        values.iter().filter(|value| value.is_finite()).map(|value| (value - mean) * (value - mean)).collect();
    squares.iter().sum::<f64>() / squares.len() as f64
}

/// Whether the defined values differ by more than rounding.
pub(crate) fn varies(values: &[f64]) -> bool {
    const ROUNDING: f64 = 1e-9;
    variance(values).sqrt() > ROUNDING * mean(values).abs()
}

/// Futures in the order of an input: all, and by batch.
pub(crate) struct FutureOrder {
    all: Vec<usize>,
    batches: Vec<Vec<usize>>,
}

impl FutureOrder {
    /// By values that rise with the input.
    pub(crate) fn new(values: &[f64]) -> Self {
        let all = in_order(values);
        let size = values.len() / BATCHES;
        let mut batches = vec![Vec::new(); BATCHES];
        if size > 0 {
            // What is left over is in no batch.
            all.iter()
                .filter(|&&future| future < BATCHES * size)
                .for_each(|&future| batches[future / size].push(future));
        }
        Self { all, batches }
    }
}

/// A figure that varies, by future, of whose variance inputs have shares.
pub(crate) struct VariedFigure<'v> {
    values: &'v [f64],
    /// The least error of a share.
    without_effect: f64,
}

impl<'v> VariedFigure<'v> {
    /// By its values.
    pub(crate) fn new(values: &'v [f64]) -> Self {
        Self { values, without_effect: error_without_effect(values) }
    }

    /// The share of an input with its error: the spread of the shares of equal batches of futures or, if that is more, the error of an input
    /// without effect.
    pub(crate) fn share(&self, order: &FutureOrder) -> VarianceShare {
        let shares: Vec<f64> = order.batches.iter().map(|batch| first_order(batch, self.values)).collect();
        let of_batches = (variance(&shares) / (BATCHES - 1) as f64).sqrt();
        VarianceShare { share: first_order(&order.all, self.values), mc_error: of_batches.max(self.without_effect) }
    }
}

/// The error of the share of an input without effect: (1 + k / sqrt(n)) / sqrt(n), with n futures and the kurtosis k of the figure.
///
/// The standard deviation is 1 / sqrt(n) whatever the figure, but it is no measure of what chance does to a rare outcome. If a share p of the futures
/// has it, k is about 1 / p, and the estimate counts pairs of neighbours that both do: n p^2 = n / k^2 are expected, and where that is few, so is what
/// makes a large share. With this error, three of them are passed as seldom by a rare outcome as by a common one (Poisson's tail).
fn error_without_effect(values: &[f64]) -> f64 {
    let futures = values.iter().filter(|value| value.is_finite()).count() as f64;
    let mean = mean(values);
    let squares = values.iter().map(|value| (value - mean) * (value - mean));
    let fourth: Vec<f64> = squares.map(|square| square * square).collect();
    let variance = variance(values);
    let kurtosis = self::mean(&fourth) / (variance * variance);
    (1.0 + kurtosis / futures.sqrt()) / futures.sqrt()
}

/// The rank estimate of the first-order share from futures in the order of the input; those in which the figure is undefined are left out.
fn first_order(order: &[usize], values: &[f64]) -> f64 {
    let defined: Vec<f64> = order.iter().map(|&future| values[future]).filter(|value| value.is_finite()).collect();
    let mean = mean(&defined);
    let next = defined.iter().skip(1).chain(defined.first());
    // Both sums in one pass: each addition waits for the one before.
    let (products, squares) = defined.iter().zip(next).fold((0.0, 0.0), |(products, squares), (one, next)| {
        let (one, next) = (one - mean, next - mean);
        (products + one * next, squares + one * one)
    });
    if squares > 0.0 { products / squares } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;

    const FUTURES: usize = 16_384;

    /// Independent uniforms between 0 and 1, by input and future.
    fn uniforms(inputs: usize) -> Vec<Vec<f64>> {
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
        };
        (0..inputs).map(|_| (0..FUTURES).map(|_| next()).collect()).collect()
    }

    /// Asserts that the shares of a function are as known, within four standard errors and the error of the method.
    fn assert_shares(known: &[f64], of: impl Fn(&[f64]) -> f64) {
        let inputs = uniforms(known.len());
        let values: Vec<f64> =
            (0..FUTURES).map(|future| of(&inputs.iter().map(|input| input[future]).collect::<Vec<f64>>())).collect();
        for (input, known) in inputs.iter().zip(known) {
            let VarianceShare { share, mc_error } = VariedFigure::new(&values).share(&FutureOrder::new(input));
            assert!((0.002..0.03).contains(&mc_error), "{mc_error}");
            assert!((share - known).abs() < 4.0 * mc_error + 0.002, "{share} for {known}, error {mc_error}");
        }
    }

    #[test]
    fn a_sum_is_shared_by_variances() {
        assert_shares(&[9.0 / 14.0, 4.0 / 14.0, 1.0 / 14.0, 0.0], |x| 3.0 * x[0] + 2.0 * x[1] - x[2]);
    }

    #[test]
    fn of_a_product_a_part_belongs_to_both() {
        // E(xy | x) = x / 2, with variance 1/48; Var(xy) = 1/9 - 1/16.
        let each = (1.0 / 48.0) / (1.0 / 9.0 - 1.0 / 16.0);
        assert_shares(&[each, each, 0.0], |x| x[0] * x[1]);
    }

    #[test]
    fn the_function_of_ishigami_has_its_known_shares() {
        let angle = |x: f64| PI * (2.0 * x - 1.0);
        let of = |x: &[f64]| {
            let [one, two, three] = [angle(x[0]), angle(x[1]), angle(x[2])];
            let (sine, other, square) = (libm::sin(one), libm::sin(two), three * three);
            sine + 7.0 * other * other + 0.1 * square * square * sine
        };
        assert_shares(&[0.3139, 0.4424, 0.0], of);
    }

    #[test]
    fn the_function_of_sobol_has_its_known_shares() {
        let weights = [0.0, 1.0, 4.5, 9.0];
        let parts = weights.map(|a: f64| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
        let whole = parts.iter().map(|part| 1.0 + part).product::<f64>() - 1.0;
        let known = parts.map(|part| part / whole);
        assert_shares(&known, |x| {
            x.iter().zip(weights).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
        });
    }

    /// Of a hundred inputs without effect on an outcome of one in a hundred futures, none accounts for a clear share, though neighbours with it are
    /// expected in less than half a pair.
    #[test]
    fn an_input_without_effect_on_a_rare_outcome_has_no_clear_share() {
        const NUMBER: usize = 4_000;
        for rare in [0.002, 0.01, 0.03, 0.1, 0.5] {
            let inputs = uniforms(300);
            let values: Vec<f64> = inputs[0][..NUMBER].iter().map(|&x| f64::from(u8::from(x < rare))).collect();
            let figure = VariedFigure::new(&values);
            let clear = |input: &&Vec<f64>| figure.share(&FutureOrder::new(&input[..NUMBER])).is_clear();
            let number = inputs[1..].iter().filter(clear).count();
            assert!(number <= 2, "{rare}: {number} of 299");
        }
    }

    /// An input that alone decides a rare outcome accounts for all of it.
    #[test]
    fn an_input_that_decides_a_rare_outcome_is_clear() {
        let input = &uniforms(1)[0];
        let values: Vec<f64> = input.iter().map(|&x| f64::from(u8::from(x < 0.01))).collect();
        let share = VariedFigure::new(&values).share(&FutureOrder::new(input));
        assert!(share.is_clear() && share.share > 0.95, "{share:?}");
    }

    #[test]
    fn undefined_figures_are_left_out() {
        let order: Vec<f64> = (0..1_000).map(f64::from).collect();
        let values: Vec<f64> = order.iter().map(|&x| if x % 3.0 == 0.0 { f64::NAN } else { x }).collect();
        assert!(VariedFigure::new(&values).share(&FutureOrder::new(&order)).share > 0.99);
    }
}
