//! The figures whose spread is explained, in futures whose factors have chosen draws.

use super::{Factor, StudyFigure};
use crate::compare::{BaseFutures, SavingsByFuture, SavingsLine};
use crate::plan::{FutureDraws, Plan};
use crate::run::{
    Cancelled, Columns, Layout, Options, ProgressCounter, RunHeadline, figures_by_block, headlines_and_targets_of,
    side_by_side, target_series,
};
use crate::summary::{FURTHER, FutureFigure};

/// Something with uncertain factors that has figures in every future.
pub(super) trait FactorModel: Sync {
    /// Number of factors.
    fn factors(&self) -> usize;

    /// By figure, its values in `number` futures from `first` (counted from 0) onwards, where the factors with `true` have the draws of other,
    /// independent futures; `NaN` if undefined.
    fn figures(&self, other: &[bool], first: u64, number: u64) -> Result<Vec<Vec<f64>>, Cancelled>;
}

/// A base with its targets, and the savings of plans against it.
pub(super) struct StudyModel<'a> {
    pub base: &'a Plan,
    pub plans: &'a [Plan],
    pub factors: &'a [Factor],
    pub options: Options<'a>,
    pub counter: &'a ProgressCounter<'a>,
}

impl FactorModel for StudyModel<'_> {
    fn factors(&self) -> usize {
        self.factors.len()
    }

    fn figures(&self, other: &[bool], first: u64, number: u64) -> Result<Vec<Vec<f64>>, Cancelled> {
        let mut draws = FutureDraws { ahead: FURTHER, ..FutureDraws::default() };
        for (factor, _) in self.factors.iter().zip(other).filter(|(_, is_other)| **is_other) {
            match factor {
                Factor::Inputs(addresses) | Factor::OtherInputs(addresses) => draws.inputs.extend_from_slice(addresses),
                Factor::Years => draws.years = true,
                Factor::Chance => draws.chance = true,
            }
        }
        self.figures_with(&draws, first, number)
    }
}

impl StudyModel<'_> {
    /// The figures, in the order of [`StudyFigure::all`]: by figure, the values in `number` futures from `first` (counted from 0) onwards.
    pub(super) fn figures_with(
        &self,
        draws: &FutureDraws,
        first: u64,
        number: u64,
    ) -> Result<Vec<Vec<f64>>, Cancelled> {
        let options = Options { first: self.options.first + first, replications: number, ..self.options };
        let base = self.base.with_draws(draws);
        let layout = Layout::new(&base);
        let (base_futures, blocks) =
            BaseFutures::run_and(&base, &options, self.counter, &target_series(&base), |columns, headlines| {
                headlines_and_targets_of(&layout, columns, headlines)
            })?;
        let mut figures = side_by_side(RunHeadline::ALL.len() + layout.targets, blocks);
        for plan in self.plans {
            figures.push(self.saving(&base, &base_futures, &plan.with_draws(draws), &options)?);
        }
        Ok(figures)
    }

    /// The saving of a plan at equal capacity, by future.
    fn saving(
        &self,
        base: &Plan,
        base_futures: &BaseFutures,
        plan: &Plan,
        options: &Options<'_>,
    ) -> Result<Vec<f64>, Cancelled> {
        let savings = SavingsByFuture::new(base, plan);
        let of_block = |block: usize, columns: &Columns, _: &_| {
            let [saving] = savings.of_block([SavingsLine::LikeForLike], base_futures, block, columns);
            saving[..columns.replications()].to_vec()
        };
        Ok(figures_by_block(plan, options, self.counter, &savings.series(), of_block)?.concat())
    }
}

impl StudyFigure {
    /// The figures of a base with `targets` targets and of `plans` plans.
    pub(super) fn all(targets: usize, plans: usize) -> impl Iterator<Item = Self> {
        FutureFigure::all(targets).map(Self::OfBase).chain((0..plans).map(Self::Saving))
    }
}
