//! Agency staff. Each month: conversions to permanent; then, team by team, expiring notices, churn, the target, notice or its
//! withdrawal, orders and fills.

use super::careers::{self, count_joiners};
use super::person::Arrival;
use super::state::{AgencyTeam, State};
use super::{AgencyStep, Event, Origin, Recorder, posts};
use crate::ids::TeamId;
use crate::lanes::{Lanes, each, exp, ln, update};
use crate::measures::counts::TeamCount::{
    AgencyFte, AgencyLeavers, AgencyOrders, AgencyStarters, AgencyWorkers, PostsToCover,
};
use crate::plan::{Plan, Values, equations};
use crate::random::binomial;
use crate::scenario::InputId;

/// Agency workers in post at the opening.
#[inline(always)]
pub(crate) fn open<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for (agency, team) in state.agency.iter_mut().zip(&plan.teams) {
        agency.workers = Lanes::all(f64::from(team.agency_workers));
        agency.threshold = team.part_stream.at(0).by_lane(&state.chance);
        agency.notices.fill(Lanes::ZERO);
        agency.orders.fill(Lanes::ZERO);
    }
}

/// Orders outstanding at the opening: as stated, or else the number in balance, spread evenly over their ages with the
/// remainder on the oldest.
#[inline(always)]
pub(crate) fn open_orders<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for index in 0..plan.teams.len() {
        let posts = posts_to_cover(plan, state, index);
        state.record.teams[index][PostsToCover] = posts;
        let agency = &mut state.agency[index];
        let stated = plan.teams[TeamId::new(index)].agency_orders;
        let mut left = each((&posts, &agency.workers, &agency.threshold), |(posts, workers, threshold)| {
            let target = equations::target(posts, plan.agency.fte_per_worker, threshold);
            let balance = if target > workers { target - workers } else { 0.0 };
            stated.map_or(balance, f64::from)
        });
        let ages = agency.orders.len();
        for (place, order) in agency.orders.iter_mut().enumerate() {
            // What is left over an equal share goes to the oldest, which come last.
            *order = each(&left, |left| equations::whole(left / (ages - place) as f64));
            left -= order;
        }
    }
}

/// Workers who become permanent: each worker not under notice with a monthly probability.
#[inline(always)]
pub(crate) fn conversions<const N: usize, R: Recorder<N>>(
    plan: &Plan,
    state: &mut State<N>,
    month: usize,
    recorder: &mut R,
) {
    let Some(route) = plan.agency.conversion_route else { return };
    for (index, (id, team)) in plan.teams.entries().enumerate() {
        let Some(probability) = team.conversion else { continue };
        let u = team.conversion_stream.at(month as u32).by_lane(&state.chance);
        let heads = binomial(&state.agency[index].workers, state.values.get(probability), &u);
        if heads.is_zero() {
            continue;
        }
        state.agency[index].workers -= &heads;
        state.record.teams[index][AgencyLeavers] += &heads;
        let place = plan.groups.len() + plan.intakes.len() + index;
        let arrival = Arrival::new(plan, (Origin::Agency, place), (id, route), &team.converts, month);
        arrival.add_all(plan, state, &heads);
        if plan.route_stages[arrival.stage].employed {
            count_joiners(state, id, route, month, &heads);
        }
        tell(recorder, index, AgencyStep::Converted, &heads);
        recorder.event(&heads, |heads| arrival.people(plan, heads).map(Event::Converted));
    }
}

/// Posts to cover: the share of the gap that the service fills with agency staff, and standing posts.
#[inline(always)]
fn posts_to_cover<const N: usize>(plan: &Plan, state: &State<N>, index: usize) -> Lanes<N> {
    let (team, values) = (&plan.teams[TeamId::new(index)], &state.values);
    let establishment = posts::establishment(plan, state, index);
    let posts = (&establishment, &state.loads[index].covered);
    let long_absence = values.get(plan.scenario.absence.long_absence);
    let cover = (values.get_or(team.cover, &Lanes::ZERO), values.get(team.standing_posts));
    each((posts, long_absence, cover), |((establishment, covered), long_absence, (cover, standing))| {
        cover * equations::gap(establishment, covered, long_absence) + standing
    })
}

/// The month's agency market, after conversions.
#[inline(always)]
pub(crate) fn market<const N: usize, R: Recorder<N>>(
    plan: &Plan,
    state: &mut State<N>,
    month: usize,
    recorder: &mut R,
) {
    let mut in_post = Lanes::ZERO;
    state.agency.iter().for_each(|agency| in_post += &agency.in_post());
    let mut service_room = room(plan, &state.values, &plan.agency.caps, &in_post);
    for index in 0..plan.teams.len() {
        let left = leave_and_order(plan, state, index, month, recorder);
        service_room += &left;
        let filled = fill(plan, state, index, month, &service_room);
        service_room -= &filled;
        let record = &mut state.record.teams[index];
        record[AgencyStarters] += &filled;
        record[AgencyLeavers] += &left;
        update(&mut state.loads[index].handed_over, &left, |handed_over, left| {
            *handed_over += left * plan.agency.fte_per_worker;
        });
        tell(recorder, index, AgencyStep::Started, &filled);
    }
}

/// Records a step for agency workers.
#[inline(always)]
fn tell<const N: usize, R: Recorder<N>>(recorder: &mut R, team: usize, step: AgencyStep, workers: &Lanes<N>) {
    recorder.event(workers, |workers| {
        (workers > 0.0).then_some(Event::Agency { team: TeamId::new(team), step, workers: workers as u32 })
    });
}

/// Expired notices and churn, then notice and orders towards the target. Returns the number of leavers.
#[inline(always)]
fn leave_and_order<const N: usize, R: Recorder<N>>(
    plan: &Plan,
    state: &mut State<N>,
    index: usize,
    month: usize,
    recorder: &mut R,
) -> Lanes<N> {
    let team = &plan.teams[TeamId::new(index)];
    let posts = posts_to_cover(plan, state, index);
    state.record.teams[index][PostsToCover] = posts;
    let churn = churn(plan, state, index);
    let agency = &mut state.agency[index];
    let target = each((&posts, &agency.threshold), |(posts, threshold)| {
        equations::target(posts, plan.agency.fte_per_worker, threshold)
    });
    let expired = expire_notices(agency);
    let u = team.churn_stream.at(month as u32).by_lane(&state.chance);
    let ended = binomial(&agency.workers, &churn, &u);
    agency.workers -= &ended;
    let notice = give_notice(agency, &target);
    let (ordered, cancelled) = order(agency, &target);
    tell(recorder, index, AgencyStep::NoticeRanOut, &expired);
    tell(recorder, index, AgencyStep::AssignmentEnded, &ended);
    tell(recorder, index, AgencyStep::NoticeGiven, &notice.given);
    tell(recorder, index, AgencyStep::Released, &notice.released);
    tell(recorder, index, AgencyStep::NoticeWithdrawn, &notice.withdrawn);
    tell(recorder, index, AgencyStep::Ordered, &ordered);
    tell(recorder, index, AgencyStep::Cancelled, &cancelled);
    each((&expired, &ended, &notice.released), |(expired, ended, released)| expired + ended + released)
}

/// The probability that an assignment ends this month: at a factor x of workload, 1 - (1 - c)^x.
#[inline(always)]
fn churn<const N: usize>(plan: &Plan, state: &State<N>, index: usize) -> Lanes<N> {
    let team = &plan.teams[TeamId::new(index)];
    let churn = *state.values.get_or(team.churn, &Lanes::ZERO);
    let effect = state.values.get(plan.agency.workload_effect);
    if effect.is_zero() {
        return churn;
    }
    let factor = careers::workload_factor(plan, state, index, effect);
    each((&churn, &factor), |(churn, factor)| {
        let ends = 1.0 - exp(factor * ln(1.0 - churn));
        if factor == 1.0 || churn >= 1.0 { churn } else { ends }
    })
}

/// Fills due orders, each with its probability, as far as the caps of the service and the team allow.
#[inline(always)]
fn fill<const N: usize>(
    plan: &Plan,
    state: &mut State<N>,
    index: usize,
    month: usize,
    service_room: &Lanes<N>,
) -> Lanes<N> {
    let team = &plan.teams[TeamId::new(index)];
    let agency = &mut state.agency[index];
    let team_room = room(plan, &state.values, &team.caps, &agency.in_post());
    let eligible = &mut agency.orders[plan.agency.lead_time];
    let u = team.fill_stream.at(month as u32).by_lane(&state.chance);
    let wanted = binomial(eligible, state.values.get_or(team.fill, &Lanes::ZERO), &u);
    let filled = each((&wanted, service_room, &team_room), |(wanted, service_room, team_room)| {
        let room = if service_room < team_room { service_room } else { team_room };
        let filled = if wanted < room { wanted } else { room };
        if filled > 0.0 { filled } else { 0.0 }
    });
    *eligible -= &filled;
    agency.workers += &filled;
    filled
}

/// The number of additional workers that the caps allow: negative if more are in post, infinite without a cap.
#[inline(always)]
fn room<const N: usize>(plan: &Plan, values: &Values<N>, caps: &[InputId], in_post: &Lanes<N>) -> Lanes<N> {
    let mut room = Lanes::all(f64::INFINITY);
    for &cap in caps {
        update(&mut room, (values.get(cap), in_post), |room, (cap, in_post)| {
            let allowed = equations::workers_allowed(cap, plan.agency.fte_per_worker) - in_post;
            *room = if allowed < *room { allowed } else { *room };
        });
    }
    room
}

/// Workers whose notice has expired leave; for the others it becomes a month shorter.
#[inline(always)]
fn expire_notices<const N: usize>(agency: &mut AgencyTeam<N>) -> Lanes<N> {
    let mut newer = Lanes::ZERO;
    for notice in agency.notices.iter_mut().rev() {
        newer = std::mem::replace(notice, newer);
    }
    newer
}

/// Numbers of workers given notice, with notice withdrawn, and released at once if there is no notice period.
#[derive(Default)]
struct NoticePeriod<const N: usize> {
    given: Lanes<N>,
    withdrawn: Lanes<N>,
    released: Lanes<N>,
}

/// With more workers than the target, the surplus is given notice; with fewer, notices are withdrawn, the newest first.
#[inline(always)]
fn give_notice<const N: usize>(agency: &mut AgencyTeam<N>, target: &Lanes<N>) -> NoticePeriod<N> {
    let mut done = NoticePeriod::default();
    let surplus =
        each((&agency.workers, target), |(workers, target)| if workers > target { workers - target } else { 0.0 });
    agency.workers -= &surplus;
    match agency.notices.last_mut() {
        Some(newest) => {
            *newest += &surplus;
            done.given = surplus;
        }
        None => done.released = surplus,
    }
    for notice in agency.notices.iter_mut().rev() {
        let changed = (&mut agency.workers, notice, &mut done.withdrawn);
        update(changed, target, |(workers, notice, withdrawn), target| {
            let wanted = target - *workers;
            let back = if *notice < wanted { *notice } else { wanted };
            *notice -= back;
            *workers += back;
            *withdrawn += back;
        });
    }
    done
}

/// Orders age by a month, then are adjusted to the number wanted by cancelling the newest or placing new ones. Returns
/// the numbers placed and cancelled.
#[inline(always)]
fn order<const N: usize>(agency: &mut AgencyTeam<N>, target: &Lanes<N>) -> (Lanes<N>, Lanes<N>) {
    let last = agency.orders.len() - 1;
    for age in (0..last).rev() {
        let older = std::mem::take(&mut agency.orders[age]);
        agency.orders[age + 1] += &older;
    }
    let missing = each((target, &agency.workers, &agency.outstanding()), |(target, workers, outstanding)| {
        let wanted = if target > workers { target - workers } else { 0.0 };
        wanted - outstanding
    });
    let placed = each(&missing, |missing| if missing > 0.0 { missing } else { 0.0 });
    let cancelled = each(&missing, |missing| if missing < 0.0 { -missing } else { 0.0 });
    let mut surplus = cancelled;
    for order in &mut agency.orders {
        update((order, &mut surplus), 0.0, |(order, surplus), _| {
            let cancelled = if *order < *surplus { *order } else { *surplus };
            *order -= cancelled;
            *surplus -= cancelled;
        });
    }
    agency.orders[0] += &placed;
    (placed, cancelled)
}

/// Writes agency staff into the month's record.
#[inline(always)]
pub(crate) fn record<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for (team, agency) in state.record.teams.iter_mut().zip(&state.agency) {
        team[AgencyWorkers] = agency.in_post();
        team[AgencyFte] = agency.fte(plan);
        team[AgencyOrders] = agency.outstanding();
    }
}
