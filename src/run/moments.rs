//! Count, mean and variance, added up so that the last bit depends on the order of blocks alone.

/// Count, mean and the sum of squared deviations of the values of a cell that are not missing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Moments {
    pub n: u64,
    pub mean: f64,
    pub squares: f64,
}

impl Moments {
    /// Sample variance; 0 for fewer than two values.
    pub(crate) fn variance(&self) -> f64 {
        if self.n < 2 { 0.0 } else { self.squares / (self.n - 1) as f64 }
    }

    /// Monte Carlo standard error of the mean.
    pub(crate) fn error(&self) -> f64 {
        if self.n == 0 { 0.0 } else { (self.variance() / self.n as f64).sqrt() }
    }
}

/// A value to measure each cell's values from, so that their squares lose no figures: those of one replication, 0 where
/// one is missing. A cell that never varies has then no variance at all, and its value as mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Origin(Vec<f64>);

impl Origin {
    pub(crate) fn new(row: &[f64]) -> Self {
        Self(row.iter().map(|value| if value.is_nan() { 0.0 } else { *value }).collect())
    }
}

/// By cell, the values that are not missing, measured from an [`Origin`]: how many, their sum and that of their squares.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sums {
    // Counts as floats: one kind of number, which the processor adds two or four at a time.
    n: Vec<f64>,
    sums: Vec<f64>,
    squares: Vec<f64>,
}

impl Sums {
    pub(crate) fn new(cells: usize) -> Self {
        Self { n: vec![0.0; cells], sums: vec![0.0; cells], squares: vec![0.0; cells] }
    }

    /// Adds a row.
    pub(crate) fn add(&mut self, row: &[f64], origin: &Origin) {
        let sums = self.n.iter_mut().zip(&mut self.sums).zip(&mut self.squares);
        for ((value, origin), ((n, sum), squares)) in row.iter().zip(&origin.0).zip(sums) {
            let missing = value.is_nan();
            let apart = if missing { 0.0 } else { value - origin };
            *n += if missing { 0.0 } else { 1.0 };
            *sum += apart;
            *squares += apart * apart;
        }
    }

    /// Adds the sums of more rows from the same origin.
    pub(crate) fn fold(&mut self, more: &Self) {
        for (mine, more) in [(&mut self.n, &more.n), (&mut self.sums, &more.sums), (&mut self.squares, &more.squares)] {
            mine.iter_mut().zip(more).for_each(|(mine, more)| *mine += more);
        }
    }

    /// The moments of every cell.
    pub(crate) fn moments(&self, origin: &Origin) -> Vec<Moments> {
        let sums = self.n.iter().zip(&self.sums).zip(&self.squares);
        let moments = |(((&n, &sum), &squares), origin): (((&f64, &f64), &f64), &f64)| match n {
            0.0 => Moments::default(),
            _ => Moments { n: n as u64, mean: origin + sum / n, squares: (squares - sum * (sum / n)).max(0.0) },
        };
        sums.zip(&origin.0).map(moments).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments_of(values: &[f64], block: usize) -> Moments {
        let origin = Origin::new(&values[..1]);
        let mut all = Sums::new(1);
        for values in values.chunks(block) {
            let mut sums = Sums::new(1);
            values.iter().for_each(|&value| sums.add(&[value], &origin));
            all.fold(&sums);
        }
        all.moments(&origin)[0]
    }

    #[test]
    fn folding_blocks_gives_the_moments_of_all_values() {
        let values: Vec<f64> = (0..1000).map(|i| f64::from(i * i % 97) + 1e6).collect();
        let mean = values.iter().sum::<f64>() / 1000.0;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        let folded = moments_of(&values, 64);
        assert_eq!(folded.n, 1000);
        assert!((folded.mean - mean).abs() < 1e-9);
        assert!((folded.squares / squares - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_never_varies_has_its_value_as_mean_and_no_error() {
        let moments = moments_of(&[0.1; 1000], 64);
        assert_eq!((moments.mean, moments.error()), (0.1, 0.0));
    }

    #[test]
    fn missing_values_are_left_out_and_none_at_all_is_no_number() {
        let some = moments_of(&[f64::NAN, 1.0, f64::NAN, 3.0], 64);
        assert_eq!((some.n, some.mean, some.variance()), (2, 2.0, 2.0));
        assert_eq!(moments_of(&[f64::NAN], 64).n, 0);
    }
}
