//! Agency staff. Each month: conversions to permanent; then, team by team, surge posts, expiring notices, churn, the
//! target, notice or its withdrawal, orders and fills.

use super::staff_flows::{add_cohort, count_joiners};
use super::state::{AgencyTeam, State};
use super::{AgencyStep, Event, Origin, Recorder};
use crate::ids::TeamId;
use crate::measures::counts::TeamCount::{
    AgencyFte, AgencyLeavers, AgencyOrders, AgencyStarters, AgencyWorkers, PostsToCover,
};
use crate::plan::{Plan, equations};
use crate::random::binomial;
use crate::scenario::InputId;

/// Agency workers in post at the opening.
pub(crate) fn open(plan: &Plan, state: &mut State) {
    for (agency, team) in state.agency.iter_mut().zip(&plan.teams) {
        agency.workers = team.agency_workers;
        agency.notices.fill(0);
        agency.orders.fill(0);
        agency.months_above = 0;
        agency.surging = false;
    }
}

/// Orders outstanding at the opening: as stated, or else the number in balance, spread evenly over their ages with the
/// remainder on the oldest.
pub(crate) fn open_orders(plan: &Plan, state: &mut State) {
    for index in 0..plan.teams.len() {
        let posts = posts_to_cover(plan, state, index);
        state.record.teams[index][PostsToCover] = posts;
        let balance = equations::target(posts, plan.agency.fte_per_worker).saturating_sub(state.agency[index].workers);
        let orders = plan.teams[TeamId::new(index)].agency_orders.unwrap_or(balance);
        let ages = state.agency[index].orders.len() as u32;
        for (place, order) in state.agency[index].orders.iter_mut().rev().enumerate() {
            *order = orders / ages + u32::from((place as u32) < orders % ages);
        }
    }
}

/// Workers who become permanent: each worker not under notice with a monthly probability.
pub(crate) fn conversions<R: Recorder>(plan: &Plan, state: &mut State, month: usize, recorder: &mut R) {
    let Some(route) = plan.agency.conversion_route else { return };
    let chance = state.future.chance;
    for (index, team) in plan.teams.iter().enumerate() {
        let probability = state.values.get_or(team.conversion, 0.0);
        if probability == 0.0 || state.agency[index].workers == 0 {
            continue;
        }
        let u = team.conversion_stream.of(chance).at(month as u32);
        let heads = binomial(state.agency[index].workers, probability, u);
        if heads == 0 {
            continue;
        }
        state.agency[index].workers -= heads;
        state.record.teams[index][AgencyLeavers] += f64::from(heads);
        let arrival = month as u64;
        let keys =
            (team.converts_leaving.child(arrival).of(chance), team.converts_completion.child(arrival).of(chance));
        let people = add_cohort(plan, state, (Origin::Agency, TeamId::new(index), route), month, heads, keys);
        if plan.route_stages[plan.first_stages[route]].employed {
            count_joiners(state, TeamId::new(index), route, month, heads);
        }
        tell(recorder, index, AgencyStep::Converted, heads);
        recorder.event(Event::Converted(people));
    }
}

/// Posts to cover: the share of the gap that the service fills with agency staff, and surge posts.
fn posts_to_cover(plan: &Plan, state: &State, index: usize) -> f64 {
    let (team, values) = (&plan.teams[TeamId::new(index)], &state.values);
    let long_absence = values.get(plan.scenario.absence.long_absence);
    let gap = equations::gap(values.get(team.establishment), state.loads[index].covered, long_absence);
    let surge = match &team.surge {
        Some(surge) if state.agency[index].surging => values.get(surge.posts),
        _ => 0.0,
    };
    values.get_or(team.cover, 0.0) * gap + surge
}

/// The month's agency market, after conversions.
pub(crate) fn market<R: Recorder>(plan: &Plan, state: &mut State, month: usize, recorder: &mut R) {
    let mut service_room = room(plan, state, &plan.agency.caps, state.agency.iter().map(AgencyTeam::in_post).sum());
    for index in 0..plan.teams.len() {
        surge(plan, state, index, recorder);
        let left = leave_and_order(plan, state, index, month, recorder);
        service_room += i64::from(left);
        let filled = fill(plan, state, index, month, service_room);
        service_room -= i64::from(filled);
        let record = &mut state.record.teams[index];
        record[AgencyStarters] += f64::from(filled);
        record[AgencyLeavers] += f64::from(left);
        state.loads[index].handed_over += f64::from(left) * plan.agency.fte_per_worker;
        tell(recorder, index, AgencyStep::Started, filled);
    }
}

/// Records a step for agency workers, if it affects any.
fn tell<R: Recorder>(recorder: &mut R, team: usize, step: AgencyStep, workers: u32) {
    if workers > 0 {
        recorder.event(Event::Agency { team: TeamId::new(team), step, workers });
    }
}

/// Expired notices and churn, then notice and orders towards the target. Returns the number of leavers.
fn leave_and_order<R: Recorder>(plan: &Plan, state: &mut State, index: usize, month: usize, recorder: &mut R) -> u32 {
    let team = &plan.teams[TeamId::new(index)];
    let posts = posts_to_cover(plan, state, index);
    state.record.teams[index][PostsToCover] = posts;
    let target = equations::target(posts, plan.agency.fte_per_worker);
    let (values, agency) = (&state.values, &mut state.agency[index]);
    let expired = expire_notices(agency);
    let u = team.churn_stream.of(state.future.chance).at(month as u32);
    let ended = binomial(agency.workers, values.get_or(team.churn, 0.0), u);
    agency.workers -= ended;
    let notice = give_notice(agency, target);
    let (ordered, cancelled) = order(agency, target);
    tell(recorder, index, AgencyStep::NoticeRanOut, expired);
    tell(recorder, index, AgencyStep::AssignmentEnded, ended);
    tell(recorder, index, AgencyStep::NoticeGiven, notice.given);
    tell(recorder, index, AgencyStep::Released, notice.released);
    tell(recorder, index, AgencyStep::NoticeWithdrawn, notice.withdrawn);
    tell(recorder, index, AgencyStep::Ordered, ordered);
    tell(recorder, index, AgencyStep::Cancelled, cancelled);
    expired + ended + notice.released
}

/// Fills due orders, each with its probability, as far as the caps of the service and the team allow.
fn fill(plan: &Plan, state: &mut State, index: usize, month: usize, service_room: i64) -> u32 {
    let team = &plan.teams[TeamId::new(index)];
    let team_room = room(plan, state, &team.caps, state.agency[index].in_post());
    let agency = &mut state.agency[index];
    let eligible = &mut agency.orders[plan.agency.lead_time];
    let u = team.fill_stream.of(state.future.chance).at(month as u32);
    let wanted = binomial(*eligible, state.values.get_or(team.fill, 0.0), u);
    let filled = i64::from(wanted).min(service_room).min(team_room).max(0) as u32;
    *eligible -= filled;
    agency.workers += filled;
    filled
}

/// The number of additional workers that the caps allow: negative if more are in post.
fn room(plan: &Plan, state: &State, caps: &[InputId], in_post: u32) -> i64 {
    let cap = |&id: &InputId| equations::workers_allowed(state.values.get(id), plan.agency.fte_per_worker) as i64;
    caps.iter().map(cap).min().map_or(i64::from(u32::MAX), |cap| cap - i64::from(in_post))
}

/// Surge posts are granted once the caseload has been above the trigger for long enough, and withdrawn when it is below
/// the release level. A team with cases and nobody to hold them is above any trigger.
fn surge<R: Recorder>(plan: &Plan, state: &mut State, index: usize, recorder: &mut R) {
    let Some(surge) = &plan.teams[TeamId::new(index)].surge else { return };
    let caseload = state.loads[index].caseload;
    let nobody = caseload.is_nan() && state.loads[index].open_cases > 0.0;
    let agency = &mut state.agency[index];
    let above = nobody || caseload > state.values.get(surge.trigger);
    agency.months_above = if above { agency.months_above + 1 } else { 0 };
    let before = agency.surging;
    if agency.months_above >= surge.months {
        agency.surging = true;
    } else if caseload < state.values.get(surge.release) || (caseload.is_nan() && !nobody) {
        agency.surging = false;
    }
    if agency.surging != before {
        recorder.event(Event::Surge { team: TeamId::new(index), given: agency.surging });
    }
}

/// Workers whose notice has expired leave; for the others it becomes a month shorter.
fn expire_notices(agency: &mut AgencyTeam) -> u32 {
    let mut newer = 0;
    for notice in agency.notices.iter_mut().rev() {
        newer = std::mem::replace(notice, newer);
    }
    newer
}

/// Numbers of workers given notice, with notice withdrawn, and released at once if there is no notice period.
#[derive(Default)]
struct NoticePeriod {
    given: u32,
    withdrawn: u32,
    released: u32,
}

/// With more workers than the target, the surplus is given notice; with fewer, notices are withdrawn, the newest first.
fn give_notice(agency: &mut AgencyTeam, target: u32) -> NoticePeriod {
    let mut done = NoticePeriod::default();
    if agency.workers > target {
        let surplus = agency.workers - target;
        agency.workers = target;
        match agency.notices.last_mut() {
            Some(newest) => {
                *newest += surplus;
                done.given = surplus;
            }
            None => done.released = surplus,
        }
    }
    for notice in agency.notices.iter_mut().rev() {
        let withdrawn = (*notice).min(target - agency.workers);
        *notice -= withdrawn;
        agency.workers += withdrawn;
        done.withdrawn += withdrawn;
    }
    done
}

/// Orders age by a month, then are adjusted to the number wanted by cancelling the newest or placing new ones. Returns
/// the numbers placed and cancelled.
fn order(agency: &mut AgencyTeam, target: u32) -> (u32, u32) {
    let last = agency.orders.len() - 1;
    for age in (0..last).rev() {
        agency.orders[age + 1] += agency.orders[age];
        agency.orders[age] = 0;
    }
    let wanted = target.saturating_sub(agency.workers);
    let outstanding = agency.outstanding();
    let mut surplus = outstanding.saturating_sub(wanted);
    let cancelled = surplus;
    for order in &mut agency.orders {
        let cancelled = (*order).min(surplus);
        *order -= cancelled;
        surplus -= cancelled;
    }
    let placed = wanted.saturating_sub(outstanding);
    agency.orders[0] += placed;
    (placed, cancelled)
}

/// Writes agency staff into the month's record.
pub(crate) fn record(plan: &Plan, state: &mut State) {
    for (team, agency) in state.record.teams.iter_mut().zip(&state.agency) {
        team[AgencyWorkers] = f64::from(agency.in_post());
        team[AgencyFte] = team[AgencyWorkers] * plan.agency.fte_per_worker;
        team[AgencyOrders] = f64::from(agency.outstanding());
    }
}
