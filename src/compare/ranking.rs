//! The order of the plans and the base: by what was asked, then by what is saved.
//!
//! Unflagged plans and the base come first, then flagged plans; both are ordered by the same rule. Ranked by a likelihood, the most
//! likely plan and all that are as likely as it form a group, then the most likely of the rest, and so on. A plan is as likely as another
//! if its likelihood is within two points or within two paired standard errors. In a group, what saves most comes first.

use super::rank_by::RankBy;
use super::target_likelihoods::LikelihoodContrast;
use super::{Alternative, SavingsLine, Study};
use crate::summary::Statistic;

/// Likelihoods that differ by no more are the same: two points. An assumption.
const SAME_LIKELIHOOD: f64 = 0.02;

/// Minimum saving that ranks a plan before or after the base, in pounds.
const MIN_SAVING: f64 = 1.0;

/// A plan, or the base, in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlacedPlan<'s> {
    /// The plan; `None` for the base.
    pub plan: Option<&'s Alternative>,
    /// Its group, from 1; `None` if plans are not ranked by likelihood.
    pub group: Option<usize>,
}

/// The plans of a study in order, by index: 0 is the base.
struct Order<'a> {
    likelihood: &'a dyn Fn(usize) -> Option<f64>,
    contrast: &'a dyn Fn(usize, usize) -> Option<LikelihoodContrast>,
    saving: &'a dyn Fn(usize) -> f64,
}

impl Order<'_> {
    /// The plans in groups, the likeliest group first; last those whose likelihood is not known.
    fn groups(&self, plans: &[usize]) -> Vec<Vec<usize>> {
        let likelihood = |plan: usize| (self.likelihood)(plan).unwrap_or(-1.0);
        let mut left = plans.to_vec();
        let mut groups = Vec::new();
        // The first of equals.
        while let Some(&best) = left.iter().rev().max_by(|&&one, &&two| likelihood(one).total_cmp(&likelihood(two))) {
            let (group, others): (Vec<usize>, Vec<usize>) =
                left.iter().partition(|&&plan| plan == best || self.is_as_likely(plan, best));
            groups.push(self.by_saving(&group));
            left = others;
        }
        groups
    }

    fn is_as_likely(&self, plan: usize, best: usize) -> bool {
        // A difference of exactly two points may be stored as slightly more.
        const ROUNDING: f64 = 1e-9;
        if (self.likelihood)(plan).is_none() || (self.likelihood)(best).is_none() {
            return (self.likelihood)(plan).is_none() && (self.likelihood)(best).is_none();
        }
        (self.contrast)(best, plan)
            .is_some_and(|of| of.mean <= SAME_LIKELIHOOD + ROUNDING || of.mean <= 2.0 * of.mc_error)
    }

    /// What saves most first; the base first among equals, since a plan that saves nothing does not rank above it.
    fn by_saving(&self, plans: &[usize]) -> Vec<usize> {
        let mut order = plans.to_vec();
        order.sort_by(|&one, &two| (self.saving)(two).total_cmp(&(self.saving)(one)));
        order
    }
}

impl Study {
    /// The line of savings by which plans are ranked, or ordered in a group.
    pub(crate) fn saving_line(&self) -> SavingsLine {
        match self.rank_by {
            RankBy::Cash => SavingsLine::Net,
            _ if self.is_priced(SavingsLine::LikeForLike) => SavingsLine::LikeForLike,
            _ => SavingsLine::Net,
        }
    }

    /// Whether a line is defined in every future of every plan, so that plans can be ordered by it.
    pub(crate) fn is_priced(&self, line: SavingsLine) -> bool {
        let is_defined = |one: &Alternative| {
            one.savings.whole(line).is_some_and(|saving| saving.statistic.n_defined == one.summary.replications())
        };
        self.alternatives.iter().all(is_defined)
    }

    /// The plans and the base in order, with savings of `line`.
    pub(crate) fn order_by(&self, line: SavingsLine) -> Vec<PlacedPlan<'_>> {
        let plan = |index: usize| index.checked_sub(1).map(|index| &self.alternatives[index]);
        let goal = match self.rank_by {
            RankBy::Likelihood(goal) => Some(goal),
            RankBy::Saving | RankBy::Cash => None,
        };
        let likelihood = |index: usize| self.likelihoods.likelihood(index, goal?);
        let contrast = |one: usize, other: usize| self.likelihoods.contrast(one, other, goal?);
        let saving = |index: usize| plan(index).map_or(0.0, |one| clear_saving(one, line));
        let order = Order { likelihood: &likelihood, contrast: &contrast, saving: &saving };
        let is_flagged = |&index: &usize| plan(index).is_some_and(|one| !one.flags.is_empty());
        let (flagged, clear): (Vec<usize>, Vec<usize>) = (0..=self.alternatives.len()).partition(is_flagged);
        let groups = [clear, flagged].into_iter().flat_map(|plans| order.groups(&plans));
        let placed = groups.enumerate().flat_map(|(group, plans)| {
            let group = goal.map(|_| group + 1);
            plans.into_iter().map(move |index| PlacedPlan { plan: plan(index), group })
        });
        placed.collect()
    }
}

/// The mean saving of a plan; none if chance or rounding accounts for it.
fn clear_saving(one: &Alternative, line: SavingsLine) -> f64 {
    let is_clear = |saving: &Statistic| saving.mean.abs() >= MIN_SAVING && saving.is_clear_of_zero();
    let saving = one.savings.whole(line).map(|saving| saving.statistic).filter(is_clear);
    saving.map_or(0.0, |saving| saving.mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The groups of plans with these likelihoods and savings; all differences have the same error.
    fn groups(plans: &[(Option<f64>, f64)], mc_error: f64) -> Vec<Vec<usize>> {
        let likelihood = |plan: usize| plans[plan].0;
        let contrast =
            |one: usize, other: usize| Some(LikelihoodContrast { mean: plans[one].0? - plans[other].0?, mc_error });
        let saving = |plan: usize| plans[plan].1;
        let order = Order { likelihood: &likelihood, contrast: &contrast, saving: &saving };
        order.groups(&(0..plans.len()).collect::<Vec<_>>())
    }

    #[test]
    fn plans_within_two_points_of_the_best_form_a_group_ordered_by_saving() {
        let plans = [(Some(0.50), 0.0), (Some(0.48), 30.0), (Some(0.47), 90.0), (Some(0.45), 10.0), (Some(0.44), 99.0)];
        // 0.48 is within two points of 0.50, and 0.45 within two of 0.47, but 0.44 is not.
        assert_eq!(groups(&plans, 0.0), [vec![1, 0], vec![2, 3], vec![4]]);
    }

    #[test]
    fn plans_within_two_paired_standard_errors_of_the_best_are_as_likely() {
        let plans = [(Some(0.50), 0.0), (Some(0.45), 1.0), (Some(0.44), 2.0)];
        assert_eq!(groups(&plans, 0.025), [vec![1, 0], vec![2]]);
        assert_eq!(groups(&plans, 0.024), [vec![0], vec![2, 1]]);
    }

    #[test]
    fn a_plan_without_the_targets_comes_after_those_that_have_them() {
        let plans = [(Some(0.01), 0.0), (None, 99.0), (None, 100.0), (Some(0.5), -5.0)];
        assert_eq!(groups(&plans, 0.0), [vec![3], vec![0], vec![2, 1]]);
    }

    #[test]
    fn the_base_comes_first_among_equals() {
        assert_eq!(groups(&[(Some(0.3), 0.0), (Some(0.3), 0.0), (Some(0.31), 0.0)], 0.0), [vec![0, 1, 2]]);
    }
}
