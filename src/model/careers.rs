//! Permanent staff in post: moves, stage ends and leavers.

use super::person::{Arrival, Person};
use super::state::{NEVER, State};
use super::{Event, Origin, Recorder, hazard, posts};
use crate::ids::{RouteId, TeamId};
use crate::lanes::{Lanes, each, exp, update};
use crate::measures::counts::RouteCount;
use crate::measures::counts::TeamCount::{
    Establishment, FundedPosts, Joiners, Leavers, Leavers12MonthsFte, PermanentFte, Vacancies,
};
use crate::plan::{Plan, equations};

/// The staff in post at the opening.
#[inline(always)]
pub(crate) fn open<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for (index, group) in plan.groups.iter().enumerate() {
        let arrival = Arrival {
            origin: Origin::Opening(index),
            place: index,
            team: group.team,
            route: group.route,
            stage: group.stage,
            lives: &group.lives,
            month: None,
            service_from: -group.months_in_service,
            months_in_stage: group.months_in_stage,
        };
        arrival.add_all(plan, state, &Lanes::all(f64::from(group.heads)));
    }
}

/// Moves between teams: among the route's employed people, the newest in service move first.
#[inline(always)]
pub(crate) fn moves<const N: usize, R: Recorder<N>>(plan: &Plan, state: &mut State<N>, month: usize, recorder: &mut R) {
    for one in plan.moves.iter().filter(|one| one.month == month && one.from != one.to) {
        let mut people = std::mem::take(&mut state.people);
        let mut newest: Vec<usize> = (0..people.len())
            .filter(|&index| people[index].team == one.from && people[index].route == one.route)
            .filter(|&index| plan.route_stages[people[index].stage].employed)
            .collect();
        newest.sort_by_key(|&index| std::cmp::Reverse((people[index].service_from, people[index].order)));
        let mut still_to_move = Lanes::all(f64::from(one.heads));
        for index in newest {
            let person = &mut people[index];
            let moves =
                each((&person.in_post(), &still_to_move), |(in_post, still)| f64::from(in_post > 0.0 && still > 0.0));
            if moves.is_zero() {
                continue;
            }
            still_to_move -= &moves;
            recorder
                .event(&moves, |heads| person.people(plan, heads).map(|people| Event::Moved { people, to: one.to }));
            let fte = plan.route_stages[person.stage].fte;
            let hours = *state.values.get(plan.scenario.workforce.hours);
            let moved_fte = each((&moves, &hours), |(heads, hours)| heads * fte * hours);
            state.following[one.from.index()].moved -= &moved_fte;
            state.following[one.to.index()].moved += &moved_fte;
            let moved = person.move_to(plan, state, one.to, &moves);
            people.push(moved);
        }
        state.people = people;
    }
}

impl<const N: usize> Person<N> {
    /// Moves the person in the lanes in which `moves` is 1: a copy in the other team goes on with the same luck.
    #[inline(always)]
    fn move_to(&mut self, plan: &Plan, state: &mut State<N>, team: TeamId, moves: &Lanes<N>) -> Self {
        let mut moved = self.clone();
        self.remove(plan, state, moves);
        update(&mut moved.leaves_at, moves, |leaves_at, moves| {
            *leaves_at = if moves > 0.0 { *leaves_at } else { f64::INFINITY };
        });
        moved.team = team;
        let hazard = moved.hazard.map(|hazard| state.hazard_place(team, self.stage, state.hazards[hazard].rate));
        moved.set_hazard(state, hazard);
        moved.count(plan, state, moves, |count, people| *count += people);
        moved
    }
}

/// People whose stage ends this month pass to the next with the stage's completion probability, or leave.
#[inline(always)]
pub(crate) fn stage_ends<const N: usize, R: Recorder<N>>(
    plan: &Plan,
    state: &mut State<N>,
    month: usize,
    recorder: &mut R,
) {
    let now = month as i32;
    let mut people = std::mem::take(&mut state.people);
    for person in people.iter_mut().filter(|person| person.stage_ends == now) {
        let stage = &plan.route_stages[person.stage];
        let in_stage = person.stage.since(plan.first_stages[person.route]);
        let u = person.completion.at(in_stage.index() as u32).by_lane(&state.chance);
        let in_post = person.in_post();
        let passes = each((&in_post, &u, state.values.get(stage.completion)), |(in_post, u, completion)| {
            f64::from(in_post > 0.0 && u < completion)
        });
        let fails = each((&in_post, &passes), |(in_post, passes)| in_post - passes);
        recorder.event(&passes, |heads| person.people(plan, heads).map(Event::Passed));
        recorder.event(&fails, |heads| person.people(plan, heads).map(Event::Failed));
        person.remove(plan, state, &fails);
        if stage.employed {
            count_leavers(plan, state, person, &fails);
        }
        person.count(plan, state, &passes, |count, people| *count -= people);
        person.stage = person.stage.next();
        let next = &plan.route_stages[person.stage];
        person.stage_ends = next.months.map_or(NEVER, |months| now + months);
        let qualifies = next.employed && !stage.employed;
        if qualifies {
            person.service_from = now;
        }
        person.find_band(plan, state, now);
        person.is_retained = person.earns_retention(plan, now);
        person.count(plan, state, &passes, |count, people| *count += people);
        if qualifies {
            count_joiners(state, person.team, person.route, month, &passes);
        }
    }
    state.people = people;
}

/// Counts people who joined a team's permanent staff.
#[inline(always)]
pub(crate) fn count_joiners<const N: usize>(
    state: &mut State<N>,
    team: TeamId,
    route: RouteId,
    month: usize,
    heads: &Lanes<N>,
) {
    state.record.teams[team.index()][Joiners] += heads;
    state.record.routes[route.index()][RouteCount::Joiners] += heads;
    state.joined_history[team.index()][month] += heads;
}

/// Counts people who left their team's permanent staff.
#[inline(always)]
fn count_leavers<const N: usize>(plan: &Plan, state: &mut State<N>, person: &Person<N>, heads: &Lanes<N>) {
    let (team, stage) = (person.team.index(), &plan.route_stages[person.stage]);
    state.record.teams[team][Leavers] += heads;
    state.record.routes[person.route.index()][RouteCount::Leavers] += heads;
    let changed = (state.left_fte[team].ago(0), &mut state.loads[team].handed_over);
    let holders = plan.teams[person.team].cases.as_ref().map(|cases| cases.case_holders);
    let holders = state.values.get_or(holders, &Lanes::ZERO);
    let values = (state.values.get(stage.share), state.values.get(plan.scenario.workforce.hours));
    update(changed, (heads, (values, holders)), |(left, handed_over), (heads, ((share, hours), holders))| {
        let fte = heads * stage.fte * hours;
        *left += fte;
        *handed_over += fte * share * holders;
    });
}

/// A month of service: people enter the next band of leaving rates, or begin to earn retention payments.
#[inline(always)]
pub(crate) fn serve<const N: usize>(plan: &Plan, state: &mut State<N>, month: usize) {
    let now = month as i32;
    let mut people = std::mem::take(&mut state.people);
    for person in &mut people {
        if person.band_until <= now {
            person.find_band(plan, state, now);
        }
        if !person.is_retained && person.earns_retention(plan, now) {
            let in_post = person.in_post();
            state.post(plan, person.team, person.stage).retained += &in_post;
            person.is_retained = true;
        }
    }
    state.people = people;
}

/// The month's leavers: those who have borne as much hazard as they will.
#[inline(always)]
pub(crate) fn leavers<const N: usize, R: Recorder<N>>(plan: &Plan, state: &mut State<N>, recorder: &mut R) {
    workload(plan, state);
    hazard::bear(plan, state);
    let mut people = std::mem::take(&mut state.people);
    for person in &mut people {
        let Some(hazard) = person.hazard else { continue };
        if state.hazards[hazard].borne_at_most < person.nobody_leaves_before {
            continue;
        }
        if person.look_ahead(&state.hazards[hazard]) > 0.0 {
            continue;
        }
        let leaves = person.leave(&state.hazards[hazard]);
        recorder.event(&leaves, |heads| person.people(plan, heads).map(Event::Left));
        person.count(plan, state, &leaves, |count, people| *count -= people);
        if plan.route_stages[person.stage].employed {
            count_leavers(plan, state, person, &leaves);
        }
    }
    people.retain(|person| person.nobody_leaves_before < f64::INFINITY);
    state.people = people;
}

/// The factor of workload on the yearly leaving rates of case holders.
#[inline(always)]
fn workload<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for index in 0..plan.teams.len() {
        let effect = state.values.get(plan.scenario.leaving.workload_effect);
        state.loads[index].leaving = workload_factor(plan, state, index, effect);
    }
}

/// A factor of workload in a team, within bounds: exp(effect x (caseload last month - caseload at which rates were measured)).
#[inline(always)]
pub(crate) fn workload_factor<const N: usize>(
    plan: &Plan,
    state: &State<N>,
    index: usize,
    effect: &Lanes<N>,
) -> Lanes<N> {
    let (values, leaving, load) = (&state.values, &plan.scenario.leaving, &state.loads[index]);
    let measured_at = plan.teams[TeamId::new(index)].cases.as_ref().and_then(|cases| cases.measured_at);
    let measured_at = measured_at.map_or(&load.opening_caseload, |id| values.get(id));
    let bounds = (values.get(leaving.lowest_multiplier), values.get(leaving.highest_multiplier));
    each(
        (&load.caseload, measured_at, effect, bounds.0, bounds.1),
        |(caseload, measured_at, effect, lowest, highest)| {
            let above = caseload - measured_at;
            let factor = equations::between(exp(effect * above), lowest, highest);
            if effect == 0.0 || above.is_nan() || above == 0.0 { 1.0 } else { factor }
        },
    )
}

/// Writes posts, vacancies and turnover into the month's record, and vacancies into their history.
#[inline(always)]
pub(crate) fn record<const N: usize>(plan: &Plan, state: &mut State<N>, month: Option<usize>) {
    for index in 0..plan.teams.len() {
        let establishment = posts::establishment(plan, state, index);
        let team = &mut state.record.teams[index];
        team[Establishment] = establishment;
        team[FundedPosts] = *state.values.get(plan.teams[TeamId::new(index)].establishment);
        team[Vacancies] = each((&team[Establishment], &team[PermanentFte]), |(establishment, permanent)| {
            let vacant = establishment - permanent;
            if vacant > 0.0 { vacant } else { 0.0 }
        });
        team[Leavers12MonthsFte] = state.left_fte[index].sum();
        let history = &mut state.vacancy_history[index][month.map_or(0, |month| month + 1)];
        *history = each(&team[Vacancies], |vacancies| equations::whole(vacancies + 1e-9));
    }
}
