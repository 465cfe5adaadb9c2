//! Count, mean and variance, accumulated such that the last bit depends only on the order of blocks.

/// Count, mean and sum of squared deviations of the defined values of a cell.
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

/// Cells added at a time.
const LANES: usize = 4;

/// The origin from which each cell's deviations are measured, so that their squares do not lose precision: the values
/// of one replication, or 0 if undefined. A constant cell then has a variance of exactly zero, and its value as the
/// mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MomentOrigin(Vec<[f64; LANES]>);

impl MomentOrigin {
    pub(crate) fn new(row: &[f64]) -> Self {
        let known = |value: f64| if value.is_nan() { 0.0 } else { value };
        Self((0..row.len()).step_by(LANES).map(|first| lanes(row, first).map(known)).collect())
    }
}

/// The cells of a row from `first` onwards; zero beyond its end.
fn lanes(row: &[f64], first: usize) -> [f64; LANES] {
    row[first..].first_chunk().copied().unwrap_or_else(|| {
        let mut lanes = [f64::NAN; LANES];
        lanes.iter_mut().zip(&row[first..]).for_each(|(lane, value)| *lane = *value);
        lanes
    })
}

/// By cell, over the defined values measured from a [`MomentOrigin`]: count, sum and sum of squares.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MomentSums(Vec<BlockGroup>);

/// The sums of neighbouring cells. Counts are floats, so that the processor can vectorise all additions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct BlockGroup {
    n: [f64; LANES],
    sums: [f64; LANES],
    squares: [f64; LANES],
}

impl BlockGroup {
    fn add(&mut self, values: [f64; LANES], origin: &[f64; LANES]) {
        for lane in 0..LANES {
            let apart = values[lane] - origin[lane];
            // A mask instead of a branch, which would process one cell at a time.
            let defined = if apart.is_nan() { 0 } else { u64::MAX };
            let apart = f64::from_bits(apart.to_bits() & defined);
            self.n[lane] += f64::from_bits(1.0_f64.to_bits() & defined);
            self.sums[lane] += apart;
            self.squares[lane] += apart * apart;
        }
    }

    fn fold(&mut self, more: &Self) {
        for lane in 0..LANES {
            self.n[lane] += more.n[lane];
            self.sums[lane] += more.sums[lane];
            self.squares[lane] += more.squares[lane];
        }
    }

    fn moments(&self, lane: usize, origin: f64) -> Moments {
        let (n, sum) = (self.n[lane], self.sums[lane]);
        if n == 0.0 {
            return Moments::default();
        }
        // Rounding may produce a negative value, which becomes zero.
        let squares = (self.squares[lane] - sum * (sum / n)).max(0.0);
        Moments { n: n as u64, mean: origin + sum / n, squares }
    }
}

impl MomentSums {
    /// No rows yet.
    pub(crate) fn new(cells: usize) -> Self {
        Self(vec![BlockGroup::default(); cells.div_ceil(LANES)])
    }

    /// Adds rows.
    pub(crate) fn add(&mut self, rows: &[Vec<f64>], origin: &MomentOrigin) {
        for (index, (group, origin)) in self.0.iter_mut().zip(&origin.0).enumerate() {
            let mut sums = *group;
            for row in rows {
                sums.add(lanes(row, index * LANES), origin);
            }
            *group = sums;
        }
    }

    /// Adds the sums of further rows with the same origin.
    pub(crate) fn fold(&mut self, more: &Self) {
        self.0.iter_mut().zip(&more.0).for_each(|(group, more)| group.fold(more));
    }

    /// The moments of every cell.
    pub(crate) fn moments(&self, origin: &MomentOrigin) -> Vec<Moments> {
        let groups = self.0.iter().zip(&origin.0);
        groups.flat_map(|(group, origin)| (0..LANES).map(|lane| group.moments(lane, origin[lane]))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments_of(values: &[f64], block: usize) -> Moments {
        let origin = MomentOrigin::new(&values[..1]);
        let mut all = MomentSums::new(1);
        for values in values.chunks(block) {
            let mut sums = MomentSums::new(1);
            let rows: Vec<Vec<f64>> = values.iter().map(|&value| vec![value]).collect();
            sums.add(&rows, &origin);
            all.fold(&sums);
        }
        all.moments(&origin)[0]
    }

    #[test]
    fn merged_blocks_have_the_moments_of_all_values() {
        let values: Vec<f64> = (0..1000).map(|i| f64::from(i * i % 97) + 1e6).collect();
        let mean = values.iter().sum::<f64>() / 1000.0;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        let folded = moments_of(&values, 64);
        assert_eq!(folded.n, 1000);
        assert!((folded.mean - mean).abs() < 1e-9);
        assert!((folded.squares / squares - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_constant_cell_has_its_value_as_mean_and_no_error() {
        let moments = moments_of(&[0.1; 1000], 64);
        assert_eq!((moments.mean, moments.error()), (0.1, 0.0));
    }

    #[test]
    fn missing_values_are_skipped_and_an_empty_cell_is_nan() {
        let some = moments_of(&[f64::NAN, 1.0, f64::NAN, 3.0], 64);
        assert_eq!((some.n, some.mean, some.variance()), (2, 2.0, 2.0));
        assert_eq!(moments_of(&[f64::NAN], 64).n, 0);
    }
}
