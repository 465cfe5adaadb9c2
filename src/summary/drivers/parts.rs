//! The parts of a variance that are due to inputs, to differences between years, and to chance.
//!
//! Of a figure Y of inputs I, years T and chance C, by the law of total variance,
//!
//! ```text
//! Var(Y) = Var(E(Y | I)) + E(Var(E(Y | I, T) | I)) + E(Var(Y | I, T))
//! ```
//!
//! Inputs could be found out, years are known when they are over, and chance is what is left: in this order the parts add up to the whole.
//! For each of some futures, the run y and two further ones are taken: x with the same inputs and years and other chance, and z with the same
//! inputs, other years and other chance. Half the mean of (y - x)^2 is the part of chance; half the mean of (y - z)^2, and of (x - z)^2,
//! that of years and chance together (Jansen 1999, *Computer Physics Communications* 117).

use super::ranks::{VarianceShare, mean, variance};
use crate::plan::{FutureDraws, Plan};
use crate::run::{Accumulator, Cancelled, Options, OtherShape, ProgressCounter, append, headlines_and_targets};
use serde::{Deserialize, Serialize};

/// The shares of a figure's variance by what could be known about them. They add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VarianceParts {
    /// All uncertain inputs, by themselves and together.
    pub inputs: VarianceShare,
    /// Differences between years, once the inputs are known.
    pub years: VarianceShare,
    /// Chance: what remains when inputs and years are known.
    pub chance: VarianceShare,
}

/// What is not the same in every future, beside chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Varying {
    pub inputs: bool,
    pub years: bool,
}

impl Varying {
    /// Of plans together.
    pub(crate) fn of<'p>(plans: impl Iterator<Item = &'p Plan> + Clone) -> Self {
        let inputs = plans.clone().any(|plan| !plan.inputs.varying().is_empty());
        Self { inputs, years: plans.clone().any(|plan| !plan.scenario().yearly.is_empty()) }
    }
}

/// The figures of some futures and of further ones that share their inputs: by figure, one value for each future.
#[derive(Clone, Debug)]
pub(crate) struct FurtherFutures {
    varying: Varying,
    /// With other chance.
    pub other_chance: Vec<Vec<f64>>,
    /// With other years and other chance.
    pub other_years: Vec<Vec<f64>>,
}

/// By figure, one value for each future.
#[derive(Default, Serialize, Deserialize)]
struct FutureValues(Vec<Vec<f64>>);

impl Accumulator for FutureValues {
    fn merge(&mut self, later: Self) -> Result<(), OtherShape> {
        append(&mut self.0, later.0)
    }
}

/// Number of a run's futures for which further ones are taken: a fortieth, but enough for an error of at most about seven points, and
/// not more than are of use. `None` if that is more than a twentieth of the run, which then has no parts.
pub(crate) fn further_futures(replications: u64) -> Option<u64> {
    const LEAST: u64 = 400;
    const MOST: u64 = 1_000;
    let number = (replications / 40).clamp(LEAST, MOST);
    (replications >= 20 * number).then_some(number)
}

/// Distance of the numbers of further draws from those of any run.
pub(crate) const FURTHER: u64 = 1 << 40;

impl FurtherFutures {
    /// Runs the further futures of those of `options`.
    pub(crate) fn run(plan: &Plan, options: &Options<'_>, counter: &ProgressCounter<'_>) -> Result<Self, Cancelled> {
        let varying = Varying::of(std::iter::once(plan));
        let figures = |draws: &FutureDraws| {
            options.over_futures("further futures", FutureValues::default(), |options, values| {
                values.0 = headlines_and_targets(&plan.with_draws(draws), options, counter)?;
                Ok(())
            })
        };
        Self::of(varying, |draws| Ok(figures(draws)?.0))
    }

    /// The same of any figures.
    pub(crate) fn of<E>(
        varying: Varying,
        figures: impl Fn(&FutureDraws) -> Result<Vec<Vec<f64>>, E>,
    ) -> Result<Self, E> {
        let other = FutureDraws { chance: true, ..FutureDraws::default() };
        let chance = FutureDraws { ahead: FURTHER, ..other.clone() };
        // No chance in common with the first, so that the two are independent given the inputs.
        let years = FutureDraws { ahead: 2 * FURTHER, years: true, ..other };
        Ok(Self { varying, other_chance: figures(&chance)?, other_years: figures(&years)? })
    }

    /// Number of futures of which further ones were taken.
    pub(crate) fn len(&self) -> usize {
        self.other_chance.first().map_or(0, Vec::len)
    }

    /// The parts of the variance of figure `figure`, whose values in the futures of the run begin with those of the futures that further ones
    /// were taken for.
    pub(crate) fn parts(&self, figure: usize, values: &[f64]) -> VarianceParts {
        let (chance, years) = (&self.other_chance[figure], &self.other_years[figure]);
        let whole = variance(values);
        let halves = |one: f64, two: f64| 0.5 * (one - two) * (one - two) / whole;
        let triples = values.iter().zip(chance).zip(years);
        let triples =
            triples.filter(|((run, chance), years)| run.is_finite() && chance.is_finite() && years.is_finite());
        let each: Vec<[f64; 2]> = triples
            .map(|((&run, &chance), &years)| [halves(run, chance), 0.5 * (halves(run, years) + halves(chance, years))])
            .collect();
        let [none, all] = [0.0, 1.0].map(|share| VarianceShare { share, mc_error: 0.0 });
        let rest = |of: VarianceShare| VarianceShare { share: 1.0 - of.share, ..of };
        let of_chance = mean_with_error(each.iter().map(|one| one[0]));
        let of_both = mean_with_error(each.iter().map(|one| one[1]));
        // What is the same in every future has no part.
        match self.varying {
            Varying { inputs: false, years: false } => VarianceParts { inputs: none, years: none, chance: all },
            Varying { inputs: false, years: true } => {
                VarianceParts { inputs: none, years: rest(of_chance), chance: of_chance }
            }
            Varying { inputs: true, years: false } => {
                VarianceParts { inputs: rest(of_both), years: none, chance: of_both }
            }
            Varying { inputs: true, years: true } => VarianceParts {
                inputs: rest(of_both),
                years: mean_with_error(each.iter().map(|one| one[1] - one[0])),
                chance: of_chance,
            },
        }
    }
}

/// The mean of independent values with its standard error.
pub(crate) fn mean_with_error(values: impl Iterator<Item = f64>) -> VarianceShare {
    let values: Vec<f64> = values.collect();
    let mc_error = (variance(&values) / values.len().saturating_sub(1) as f64).sqrt();
    VarianceShare { share: mean(&values), mc_error }
}
