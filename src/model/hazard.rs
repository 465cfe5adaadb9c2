//! Leaving hazards: how much of it a month brings, and how much a person will bear.
//!
//! The hazard of a month is a twelfth of the yearly leaving rate, and what a person bears before they leave is an
//! exponential variable of mean 1: the probability of staying for a month is exp(-rate / 12), also when rates change.
//! Amounts are multiples of 2^-36, so that their sums are exact and do not depend on when they are added up.

use super::state::State;
use crate::ids::{RouteStageId, TeamId};
use crate::lanes::{Lanes, each};
use crate::plan::Plan;

/// More hazard than anybody can bear: an exponential variable drawn from a uniform of 52 bits is at most 37.
const CERTAIN: f64 = 64.0;

/// The leaving hazard of the people of a team and stage at a leaving rate.
#[derive(Clone, Debug)]
pub(crate) struct Hazard<const N: usize> {
    pub team: TeamId,
    pub stage: RouteStageId,
    /// Place of the rate in [`LeavingPlan::rates`](crate::plan::LeavingPlan::rates).
    pub rate: usize,
    /// Whether anybody is in this position this month.
    pub is_used: bool,
    /// The hazard of all months in which somebody was in this position.
    pub borne: Lanes<N>,
    /// An upper bound of `borne` over all lanes.
    pub borne_at_most: f64,
}

impl<const N: usize> Hazard<N> {
    /// Adds the hazard of a month.
    #[inline(always)]
    fn bear(&mut self, monthly: &Lanes<N>) {
        self.borne += monthly;
        self.borne_at_most += monthly.greatest();
    }
}

/// Adds the month's hazard wherever somebody is: a twelfth of the yearly rate, times the factor of workload for case holders.
#[inline(always)]
pub(crate) fn bear<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for hazard in &mut state.hazards {
        hazard.is_used = false;
    }
    for person in &state.people {
        if let Some(hazard) = person.hazard {
            state.hazards[hazard].is_used = true;
        }
    }
    for hazard in state.hazards.iter_mut().filter(|hazard| hazard.is_used) {
        let of = &plan.route_stages[hazard.stage];
        let rate = state.values.get(plan.leaving.rates[hazard.rate]);
        let factor = &state.loads[hazard.team.index()].leaving;
        let monthly = each((rate, state.values.get(of.share), factor), |(rate, share, factor)| {
            let factor = if share > 0.0 && of.employed { factor } else { 1.0 };
            let monthly = factor * rate / 12.0;
            exact(if monthly < CERTAIN { monthly } else { CERTAIN })
        });
        hazard.bear(&monthly);
    }
}

/// An amount of hazard below 2^15 to the nearest multiple of 2^-36.
#[inline(always)]
pub(crate) fn exact(amount: f64) -> f64 {
    // Adding 1.5 x 2^16 leaves 36 bits for the fraction.
    const FRACTION: f64 = 1.5 * (1_u64 << 16) as f64;
    (amount + FRACTION) - FRACTION
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_hazards_are_exact_in_any_order() {
        let amounts: Vec<f64> = (1..=600).map(|n| exact(64.0 / f64::from(n))).collect();
        let forwards: f64 = amounts.iter().sum();
        let backwards: f64 = amounts.iter().rev().sum();
        assert_eq!(forwards, backwards);
        let nearest = |amount: f64| exact(amount) - amount;
        assert!(amounts.iter().all(|&amount| nearest(amount) == 0.0) && nearest(0.1).abs() < 1e-11);
    }
}
