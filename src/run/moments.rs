//! Count, mean and variance, folded so that the last bit depends on the order of blocks alone.

/// Count, mean and the sum of squared deviations of the values of a cell that are not missing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Moments {
    pub n: u64,
    pub mean: f64,
    pub squares: f64,
}

impl Moments {
    /// The moments of some values, in two passes.
    pub(crate) fn of(values: impl Iterator<Item = f64> + Clone) -> Self {
        let (mut n, mut sum) = (0_u64, 0.0);
        for value in values.clone().filter(|value| !value.is_nan()) {
            n += 1;
            sum += value;
        }
        if n == 0 {
            return Self::default();
        }
        let mean = sum / n as f64;
        let squares = values.filter(|value| !value.is_nan()).map(|value| (value - mean) * (value - mean)).sum();
        Self { n, mean, squares }
    }

    /// Adds the moments of more values (Chan, Golub and LeVeque 1979).
    pub(crate) fn fold(&mut self, more: &Self) {
        if more.n == 0 {
            return;
        }
        if self.n == 0 {
            *self = *more;
            return;
        }
        let (n, m) = (self.n as f64, more.n as f64);
        let apart = more.mean - self.mean;
        self.mean += apart * m / (n + m);
        self.squares += more.squares + apart * apart * n * m / (n + m);
        self.n += more.n;
    }

    /// Sample variance; 0 for fewer than two values.
    pub(crate) fn variance(&self) -> f64 {
        if self.n < 2 { 0.0 } else { self.squares / (self.n - 1) as f64 }
    }

    /// Monte Carlo standard error of the mean.
    pub(crate) fn error(&self) -> f64 {
        if self.n == 0 { 0.0 } else { (self.variance() / self.n as f64).sqrt() }
    }
}

#[cfg(test)]
mod tests {
    use super::Moments;

    #[test]
    fn folding_blocks_gives_the_moments_of_all_values() {
        let values: Vec<f64> = (0..1000).map(|i| f64::from(i * i % 97) + 1e6).collect();
        let whole = Moments::of(values.iter().copied());
        let mut folded = Moments::default();
        for block in values.chunks(64) {
            folded.fold(&Moments::of(block.iter().copied()));
        }
        assert_eq!(folded.n, whole.n);
        assert!((folded.mean - whole.mean).abs() < 1e-9);
        assert!((folded.squares / whole.squares - 1.0).abs() < 1e-9);
    }

    #[test]
    fn missing_values_are_left_out_and_none_at_all_is_no_number() {
        let some = Moments::of([1.0, f64::NAN, 3.0].into_iter());
        assert_eq!((some.n, some.mean, some.variance()), (2, 2.0, 2.0));
        assert_eq!(Moments::of([f64::NAN].into_iter()).n, 0);
    }
}
