//! On-costs: what the employer pays beside gross pay, and how a change of their rates moves the cost of permanent staff.

use super::state::State;
use crate::lanes::{Lanes, each, update};
use crate::measures::counts::TeamCount::{ApprenticeshipLevy, GrossPay, NationalInsurance, PensionContributions};
use crate::measures::counts::TeamMonth;
use crate::plan::Plan;
use crate::scenario::InputId;
use crate::units::Pence;

/// The factor on pay as it stands in the scenario: awards so far, and on-costs at the rates of the month relative to those that the
/// pay includes.
#[inline(always)]
pub(crate) fn pay_factor<const N: usize>(plan: &Plan, state: &State<N>) -> Lanes<N> {
    let on_costs = &plan.scenario.on_costs;
    let mut factor = state.prices.awards;
    if !on_costs.are_given {
        return factor;
    }
    let with = |value: &dyn Fn(InputId) -> Lanes<N>| {
        let mut sum = Lanes::all(1.0);
        for id in on_costs.shares() {
            sum += &value(id);
        }
        sum
    };
    update(&mut factor, &with(&|id| *state.values.get(id)), |factor, now| *factor *= now);
    if on_costs.are_included {
        update(&mut factor, &with(&|id| *state.values.drawn(id)), |factor, included| *factor /= included);
    }
    factor
}

/// Writes what of a team's permanent pay, `paid` pence, is gross pay and what is each on-cost; they add up to it.
#[inline(always)]
pub(crate) fn set_apart<const N: usize>(
    plan: &Plan,
    shares: &[Lanes<N>; 3],
    paid: &Lanes<N>,
    team: &mut TeamMonth<Lanes<N>>,
) {
    if !plan.scenario.on_costs.are_given {
        return;
    }
    let mut all = Lanes::all(1.0);
    for share in shares {
        all += share;
    }
    let mut gross = *paid;
    for (count, share) in [NationalInsurance, PensionContributions, ApprenticeshipLevy].into_iter().zip(shares) {
        let part = each((paid, share, &all), |(paid, share, all)| Pence::nearest(paid * share / all));
        update(&mut gross, &part, |gross, part| *gross -= part);
        team[count] = part;
    }
    team[GrossPay] = gross;
}
