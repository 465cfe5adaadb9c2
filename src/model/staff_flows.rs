//! Permanent staff: moves, stage ends, arrivals and leavers.

use super::state::{Cohort, NEVER, State};
use super::{Event, Origin, People, Recorder};
use crate::ids::{RouteId, TeamId};
use crate::measures::counts::RouteCount;
use crate::measures::counts::TeamCount::{
    Establishment, Joiners, Leavers, Leavers12MonthsFte, PermanentFte, Vacancies,
};
use crate::plan::{ArrivalPlan, IntakePlan, Plan, RouteStagePlan};
use crate::random::{Draws, binomial, poisson};

/// Moves between teams: among the route's employed people, the newest in service move first.
pub(crate) fn moves<R: Recorder>(plan: &Plan, state: &mut State, month: usize, recorder: &mut R) {
    for one in plan.moves.iter().filter(|one| one.month == month && one.from != one.to) {
        let mut left_to_move = one.heads;
        while left_to_move > 0 {
            let newest = state
                .cohorts
                .iter()
                .enumerate()
                .filter(|(_, c)| c.team == one.from && c.route == one.route && c.heads > 0)
                .filter(|(_, c)| plan.route_stages[c.stage].employed)
                .max_by_key(|(_, c)| c.service_from);
            let Some((index, _)) = newest else { break };
            let source = &mut state.cohorts[index];
            let heads = source.heads.min(left_to_move);
            source.heads -= heads;
            left_to_move -= heads;
            let moved = Cohort {
                team: one.to,
                heads,
                leaving: source.leaving.child(one.key),
                completion: source.completion.child(one.key),
                ..*source
            };
            recorder.event(Event::Moved { people: source.people(plan, heads), to: one.to });
            state.cohorts.push(moved);
        }
    }
}

/// Cohorts whose stage ends this month pass to the next, each person with the stage's completion probability.
pub(crate) fn stage_ends<R: Recorder>(plan: &Plan, state: &mut State, month: usize, recorder: &mut R) {
    let now = month as i32;
    for index in 0..state.cohorts.len() {
        let cohort = &mut state.cohorts[index];
        if cohort.stage_ends != now {
            continue;
        }
        let stage = &plan.route_stages[cohort.stage];
        let completion = state.values.get(stage.completion);
        let passed = binomial(cohort.heads, completion, cohort.completion.at(month as u32));
        let failed = cohort.heads - passed;
        let was_employed = stage.employed;
        let (team, route) = (cohort.team, cohort.route);
        let share = if was_employed { state.values.get(stage.share) } else { 0.0 };
        if passed > 0 {
            recorder.event(Event::Passed(cohort.people(plan, passed)));
        }
        if failed > 0 {
            recorder.event(Event::Failed(cohort.people(plan, failed)));
        }
        cohort.heads = passed;
        cohort.stage = cohort.stage.next();
        let next = &plan.route_stages[cohort.stage];
        cohort.stage_ends = next.months.map_or(NEVER, |months| now + months);
        let qualified = next.employed && !was_employed;
        if qualified {
            cohort.service_from = now;
        }
        cohort.find_rate(plan, now);
        if qualified && passed > 0 {
            count_joiners(state, team, route, month, passed);
        }
        if was_employed && failed > 0 {
            count_leavers(state, team, route, stage, failed, share);
        }
    }
}

/// All arrivals of the month.
pub(crate) fn arrivals<R: Recorder>(plan: &Plan, state: &mut State, month: usize, recorder: &mut R) {
    for (index, intake) in plan.intakes.iter().enumerate() {
        let u = || intake.arrivals.of(state.future.chance).at(month as u32);
        let starters = match intake.arrival {
            ArrivalPlan::Dated { month: when, offers, take_up } => {
                if when != month {
                    continue;
                }
                let offers = state.values.get(offers).round() as u32;
                state.recruitment[intake.team.index()] += f64::from(offers) * state.values.get(intake.cost_per_offer);
                let taken_up = binomial(offers, state.values.get(take_up), u());
                recorder.event(Event::Offered { intake: index, offers, taken_up });
                taken_up
            }
            ArrivalPlan::Rolling { from, until, per_month, into_vacancies } => {
                if !(from..until).contains(&month) {
                    continue;
                }
                state.recruitment[intake.team.index()] += state.values.get(intake.cost_per_month);
                let wanted = poisson(state.values.get(per_month), u());
                match into_vacancies {
                    Some(lead) if wanted > 0 => wanted.min(vacancies_open(state, intake.team, month, lead)),
                    _ => wanted,
                }
            }
        };
        if starters == 0 {
            continue;
        }
        // Advertising and fees depend on offers; in a campaign every starter counts as one offer.
        if matches!(intake.arrival, ArrivalPlan::Rolling { .. }) {
            state.recruitment[intake.team.index()] += f64::from(starters) * state.values.get(intake.cost_per_offer);
        }
        state.recruitment[intake.team.index()] += f64::from(starters) * state.values.get(intake.cost_per_start);
        state.grants[intake.team.index()] += f64::from(starters) * state.values.get(intake.grant_per_start);
        let people = start(plan, state, (index, intake), month, starters);
        if plan.route_stages[plan.first_stages[intake.route]].employed {
            count_joiners(state, intake.team, intake.route, month, starters);
        }
        recorder.event(Event::Started(people));
    }
}

/// Whole vacancies of `lead` months ago, less people who have started since.
fn vacancies_open(state: &State, team: TeamId, month: usize, lead: usize) -> u32 {
    // History index 0 is the opening, so index `month` is the end of last month.
    let then = month.saturating_sub(lead);
    let since: u32 = state.joined_history[team.index()][then..=month].iter().sum();
    state.vacancy_history[team.index()][then].saturating_sub(since)
}

fn start(plan: &Plan, state: &mut State, (index, intake): (usize, &IntakePlan), month: usize, heads: u32) -> People {
    let chance = state.future.chance;
    let arrival = month as u64;
    add_cohort(
        plan,
        state,
        (Origin::Intake(index), intake.team, intake.route),
        month,
        heads,
        (intake.leaving.child(arrival).of(chance), intake.completion.child(arrival).of(chance)),
    )
}

/// Adds people to the first stage of a route.
pub(crate) fn add_cohort(
    plan: &Plan,
    state: &mut State,
    (origin, team, route): (Origin, TeamId, RouteId),
    month: usize,
    heads: u32,
    (leaving, completion): (Draws, Draws),
) -> People {
    let now = month as i32;
    let stage = plan.first_stages[route];
    let stage_ends = plan.route_stages[stage].months.map_or(NEVER, |months| now + months);
    let mut cohort = Cohort {
        team,
        route,
        stage,
        heads,
        origin,
        service_from: now,
        stage_ends,
        rate: 0,
        rate_until: 0,
        leaving,
        completion,
    };
    cohort.find_rate(plan, now);
    state.cohorts.push(cohort);
    cohort.people(plan, heads)
}

pub(crate) fn count_joiners(state: &mut State, team: TeamId, route: RouteId, month: usize, heads: u32) {
    state.record.teams[team.index()][Joiners] += f64::from(heads);
    state.record.routes[route.index()][RouteCount::Joiners] += f64::from(heads);
    state.joined_history[team.index()][month] += heads;
}

fn count_leavers(state: &mut State, team: TeamId, route: RouteId, stage: &RouteStagePlan, heads: u32, share: f64) {
    let heads = f64::from(heads);
    state.record.teams[team.index()][Leavers] += heads;
    state.record.routes[route.index()][RouteCount::Leavers] += heads;
    let fte = heads * stage.fte;
    state.left_fte[team.index()][11] += fte;
    state.loads[team.index()].handed_over += fte * share;
}

/// Leavers of the month, cohort by cohort.
pub(crate) fn leavers<R: Recorder>(plan: &Plan, state: &mut State, month: usize, recorder: &mut R) {
    workload(plan, state);
    let now = month as i32;
    for index in 0..state.cohorts.len() {
        let cohort = &mut state.cohorts[index];
        if cohort.rate_until <= now {
            cohort.find_rate(plan, now);
        }
        let stage = &plan.route_stages[cohort.stage];
        if stage.leaving.is_none() {
            continue;
        }
        let share = state.values.get(stage.share);
        let workload = if share > 0.0 && stage.employed { state.loads[cohort.team.index()].leaving } else { 1.0 };
        let rate = workload * state.values.get(plan.leaving.rates[cohort.rate]);
        let left = leave(cohort.heads, rate, cohort.leaving.at(month as u32));
        if left == 0 {
            continue;
        }
        cohort.heads -= left;
        recorder.event(Event::Left(cohort.people(plan, left)));
        let (team, route) = (cohort.team, cohort.route);
        if stage.employed {
            count_leavers(state, team, route, stage, left, share);
        }
    }
    state.cohorts.retain(|cohort| cohort.heads > 0);
}

/// The factor of workload on the yearly leaving rates of case holders, within bounds: exp(effect x (caseload last month
/// - caseload at which the rates were measured)).
fn workload(plan: &Plan, state: &mut State) {
    let (values, leaving) = (&state.values, &plan.scenario.leaving);
    let effect = values.get(leaving.workload_effect);
    let bounds = (values.get(leaving.lowest_multiplier), values.get(leaving.highest_multiplier));
    for (load, team) in state.loads.iter_mut().zip(&plan.teams) {
        let measured_at = team.cases.as_ref().and_then(|cases| cases.measured_at);
        let above = load.caseload - values.get_or(measured_at, load.opening_caseload);
        let none = effect == 0.0 || above.is_nan() || above == 0.0;
        load.leaving = if none { 1.0 } else { libm::exp(effect * above).clamp(bounds.0, bounds.1) };
    }
}

/// The number of `heads` who leave in a month at the yearly `rate`.
fn leave(heads: u32, rate: f64, u: f64) -> u32 {
    // Nobody leaves with a probability of at least 1 - heads x rate / 12, so most draws need no exponential.
    if u < 1.0 - f64::from(heads) * (rate / 12.0) {
        return 0;
    }
    binomial(heads, leaving_probability(rate), u)
}

/// The monthly probability of leaving at the yearly rate a: 1 - exp(-a / 12). For small rates five terms of the series
/// are accurate to 1e-13; larger ones use `libm`.
fn leaving_probability(rate: f64) -> f64 {
    let x = rate / 12.0;
    if x < 0.01 { x * (1.0 - x / 2.0 * (1.0 - x / 3.0 * (1.0 - x / 4.0 * (1.0 - x / 5.0)))) } else { -libm::expm1(-x) }
}

/// Writes posts, vacancies and turnover into the month's record, and vacancies into their history.
pub(crate) fn record(plan: &Plan, state: &mut State, month: Option<usize>) {
    for ((index, team), of) in state.record.teams.iter_mut().enumerate().zip(&plan.teams) {
        team[Establishment] = state.values.get(of.establishment);
        team[Vacancies] = (team[Establishment] - team[PermanentFte]).max(0.0);
        team[Leavers12MonthsFte] = state.left_fte[index].iter().sum();
        state.vacancy_history[index][month.map_or(0, |month| month + 1)] = (team[Vacancies] + 1e-9) as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::{leave, leaving_probability};

    #[test]
    fn the_shortcut_and_the_binomial_give_the_same_leavers() {
        for (heads, rate) in [(1, 0.0), (1, 0.1), (9, 0.11), (9, 0.13), (40, 0.3), (1, 11.0), (1, 60.0)] {
            let expected = |u| crate::random::binomial(heads, leaving_probability(rate), u);
            let us = (0..10_000).map(|i| (f64::from(i) + 0.5) / 10_000.0);
            us.for_each(|u| assert_eq!(leave(heads, rate, u), expected(u), "{heads} {rate} {u}"));
        }
    }

    #[test]
    fn the_monthly_probability_compounds_to_the_yearly_rate() {
        for rate in [0.0, 0.05, 0.1199, 0.12, 0.25, 1.0, 12.0] {
            let expected = 1.0 - libm::exp(-rate / 12.0);
            assert!((leaving_probability(rate) - expected).abs() < 1e-12, "{rate}");
        }
        // A turnover of 25% leaves exp(-0.25) of the staff after a year, not 75%.
        let stay = 1.0 - leaving_probability(0.25);
        assert!(((0..12).fold(1.0, |left, _| left * stay) - libm::exp(-0.25)).abs() < 1e-12);
    }
}
