//! Arrivals through intakes: offers taken up, and campaigns that fill posts month by month.

use super::careers::count_joiners;
use super::person::Arrival;
use super::state::State;
use super::{Event, Origin, Recorder};
use crate::ids::TeamId;
use crate::lanes::{Lanes, each, update};
use crate::plan::{ArrivalPlan, IntakePlan, Plan, equations};
use crate::random::{dispersed_mean, poisson};
use crate::scenario::InputId;

/// Greatest mean of a month's starters, the same as in a scenario: bounds the number of people that are followed.
const MOST_STARTERS: f64 = 100.0;

/// All arrivals of the month.
#[inline(always)]
pub(crate) fn arrivals<const N: usize, R: Recorder<N>>(
    plan: &Plan,
    state: &mut State<N>,
    month: usize,
    recorder: &mut R,
) {
    let go_ahead = plan.scenario.workforce.recruitment;
    for (index, intake) in plan.intakes.iter().enumerate() {
        let place = plan.groups.len() + index;
        let arrival =
            Arrival::new(plan, (Origin::Intake(index), place), (intake.team, intake.route), &intake.lives, month);
        let starters = match intake.arrival {
            ArrivalPlan::Dated { month: when, drawn_at, offers, take_up } if when == month => {
                let made = (state.values.get(offers), state.values.get(go_ahead));
                let offers = each(made, |(offers, go_ahead)| equations::whole(offers * go_ahead + 0.5));
                spend(state, intake, intake.cost_per_offer, &offers);
                let taken_up = take_up_offers(plan, state, (&arrival, intake), (&offers, take_up), drawn_at);
                recorder.event((&offers, &taken_up), |(offers, taken_up)| {
                    let (offers, taken_up) = (offers as u32, taken_up as u32);
                    (offers > 0).then_some(Event::Offered { intake: index, offers, taken_up })
                });
                taken_up
            }
            ArrivalPlan::Rolling { from, until, per_month, dispersion, into_vacancies }
                if (from..until).contains(&month) =>
            {
                let share = *state.values.get(go_ahead);
                spend(state, intake, intake.cost_per_month, &share);
                let u = intake.arrivals.at(month as u32).by_lane(&state.chance);
                let draw = intake.dispersion.at(month as u32);
                let mean = each((state.values.get(per_month), &share), |(per_month, share)| per_month * share);
                let dispersion = state.values.get(dispersion);
                let mean = dispersed_mean(&mean, dispersion, draw, &state.chance, MOST_STARTERS);
                let mut starters = poisson(&mean, &u);
                if let Some(lead) = into_vacancies {
                    let open = vacancies_open(state, intake.team, month, lead);
                    starters = each((&starters, &open), |(wanted, open)| if wanted < open { wanted } else { open });
                }
                // Advertising and fees depend on offers; in a campaign every starter counts as one offer.
                spend(state, intake, intake.cost_per_offer, &starters);
                arrival.add_all(plan, state, &starters);
                starters
            }
            ArrivalPlan::Dated { .. } | ArrivalPlan::Rolling { .. } => continue,
        };
        spend(state, intake, intake.cost_per_start, &starters);
        let grants = &mut state.grants[intake.team.index()];
        update(grants, (&starters, state.values.get(intake.grant_per_start)), |grants, (starters, grant)| {
            *grants += starters * grant;
        });
        if plan.route_stages[arrival.stage].employed {
            count_joiners(state, intake.team, intake.route, month, &starters);
        }
        recorder.event(&starters, |heads| arrival.people(plan, heads).map(Event::Started));
    }
}

/// Offers of a dated intake: each person takes up theirs or not. Returns the number taken up.
#[inline(always)]
fn take_up_offers<const N: usize>(
    plan: &Plan,
    state: &mut State<N>,
    (arrival, intake): (&Arrival<'_>, &IntakePlan),
    (offers, take_up): (&Lanes<N>, InputId),
    drawn_at: u32,
) -> Lanes<N> {
    let mut taken_up = Lanes::ZERO;
    for number in 0..offers.greatest() as u32 {
        let u = intake.arrivals.child(u64::from(number)).at(drawn_at).by_lane(&state.chance);
        let comes = each((offers, &u, state.values.get(take_up)), |(offers, u, take_up)| {
            f64::from(f64::from(number) < offers && u < take_up)
        });
        taken_up += &comes;
        arrival.add(plan, state, number, &comes);
    }
    taken_up
}

/// Adds an amount for each of a number of people to the recruitment spending of the intake's team.
#[inline(always)]
fn spend<const N: usize>(state: &mut State<N>, intake: &IntakePlan, amount: InputId, times: &Lanes<N>) {
    let spending = &mut state.recruitment[intake.team.index()];
    update(spending, (times, state.values.get(amount)), |spending, (times, amount)| *spending += times * amount);
}

/// Whole vacancies of `lead` months ago, less people who have started since; at least 0.
#[inline(always)]
fn vacancies_open<const N: usize>(state: &State<N>, team: TeamId, month: usize, lead: usize) -> Lanes<N> {
    // History index 0 is the opening, so index `month` is the end of last month.
    let then = month.saturating_sub(lead);
    let mut open = state.vacancy_history[team.index()][then];
    for joined in &state.joined_history[team.index()][then..=month] {
        open -= joined;
    }
    each(&open, |open| if open > 0.0 { open } else { 0.0 })
}
