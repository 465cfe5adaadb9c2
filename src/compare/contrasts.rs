//! The differences in saving between every two alternatives, on the same futures: whether their order is known.

use serde::{Deserialize, Serialize};

use super::savings_line::SavingsLine;
use crate::run::{Accumulator, BLOCK, OtherShape, Tally, merge_tallies};

/// The difference in saving over the run between two alternatives: the first less the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SavingContrast {
    /// Mean, pounds; `NaN` if it is defined in no future.
    pub mean: f64,
    /// Monte Carlo standard error of the mean, pounds.
    pub mc_error: f64,
}

/// The lines by which plans may be ranked.
pub(super) const RANKING_LINES: [SavingsLine; 2] = [SavingsLine::LikeForLike, SavingsLine::Net];

/// The savings over the run in the futures of a wave, by line of [`RANKING_LINES`].
pub(super) type WaveSavings = [Vec<f64>; RANKING_LINES.len()];

/// The differences between every two alternatives, being tallied.
#[derive(Serialize, Deserialize)]
pub(super) struct Contrasts {
    plans: usize,
    tallies: Vec<[Tally; RANKING_LINES.len()]>,
}

impl Contrasts {
    /// None yet of this number of alternatives.
    pub(super) fn new(plans: usize) -> Self {
        let tally = || RANKING_LINES.map(|_| Tally::of_moments(0.0));
        Self { plans, tallies: pairs(plans).map(|_| tally()).collect() }
    }

    /// Adds a wave: the savings of every alternative.
    pub(super) fn add<'s>(&mut self, savings: impl Iterator<Item = &'s WaveSavings>) {
        let savings: Vec<&WaveSavings> = savings.collect();
        for ((one, other), tallies) in pairs(self.plans).zip(&mut self.tallies) {
            for (line, tally) in tallies.iter_mut().enumerate() {
                let both = savings[one][line].chunks(BLOCK).zip(savings[other][line].chunks(BLOCK));
                for (one, other) in both {
                    let differences: Vec<f64> = one.iter().zip(other).map(|(one, other)| one - other).collect();
                    tally.add(&differences);
                }
            }
        }
    }

    /// The results, to be looked up by [`place`].
    pub(super) fn results(&self) -> Vec<[SavingContrast; RANKING_LINES.len()]> {
        let result = |tally: &Tally| SavingContrast { mean: tally.mean(), mc_error: tally.error() };
        self.tallies.iter().map(|of| of.each_ref().map(result)).collect()
    }
}

impl Accumulator for Contrasts {
    fn merge(&mut self, later: Self) -> Result<(), OtherShape> {
        merge_tallies(self.tallies.as_flattened_mut(), later.tallies.as_flattened())
    }
}

/// Every two of a number of plans, the first before the second.
fn pairs(plans: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..plans).flat_map(move |one| (one + 1..plans).map(move |other| (one, other)))
}

/// The place of a pair among all pairs of a number of plans; `one` comes before `other`.
pub(super) fn place(plans: usize, one: usize, other: usize) -> usize {
    one * (2 * plans - one - 1) / 2 + other - one - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_found_at_its_place() {
        for plans in 0..6 {
            for (number, (one, other)) in pairs(plans).enumerate() {
                assert_eq!(place(plans, one, other), number);
            }
        }
    }

    #[test]
    fn a_contrast_is_the_difference_of_two_savings_with_its_own_error() {
        // Both vary by 10, together: their difference is exactly 3.
        let of = |by: f64| [vec![by, by + 10.0, by + 20.0], vec![0.0, by, 0.0]];
        let mut contrasts = Contrasts::new(2);
        contrasts.add([of(5.0), of(2.0)].iter());
        let [like_for_like, net] = contrasts.results()[0];
        assert_eq!(like_for_like, SavingContrast { mean: 3.0, mc_error: 0.0 });
        // 0, 3, 0: the variance is 3, the error of the mean of three is 1.
        assert!((net.mean - 1.0).abs() < 1e-12 && (net.mc_error - 1.0).abs() < 1e-12, "{net:?}");
    }
}
