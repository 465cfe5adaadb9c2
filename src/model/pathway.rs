//! Work on cases: which move on, where to, and which enter.

use super::state::{StageState, State};
use super::{CasesFrom, Event, Recorder, month, work_arriving};
use crate::ids::CaseStageId;
use crate::lanes::{Lanes, each, exp, ln, update};
use crate::measures::counts::ServiceCount::{Referrals, TurnedAway};
use crate::measures::counts::StageCount::{
    Cases, ClosedEarly, Completed, Entries, Escalated, InTime, Judged, NewCases, Repeats, Unallocated,
};
use crate::measures::counts::TeamCount::{DecisionLoad, FullLoadFte, ScreeningLoad};
use crate::measures::counts::{TeamMonth, add};
use crate::plan::{BranchesPlan, CaseTeamPlan, Plan, StagePlan, Values, equations};
use crate::random::{binomial, poisson};

/// One month of work. Cases that move are drawn from the stock at the start of the month, and entrants wait until the
/// next; decisions take no month and pass on all arrivals at once.
#[inline(always)]
pub(crate) fn work<const N: usize, R: Recorder<N>>(plan: &Plan, state: &mut State<N>, month: usize, recorder: &mut R) {
    pace(plan, state);
    if let Some(demand) = &plan.demand {
        let referrals = state.record.whole[Referrals];
        share_out(state, (CasesFrom::Referrals, &demand.next), &referrals, month, recorder);
        for (record, stage) in state.record.stages.iter_mut().zip(&state.stages) {
            record[NewCases] = stage.entering;
        }
    }
    for (id, stage) in plan.stages.entries() {
        let mean = state.values.get(stage.from_outside);
        if !mean.is_zero() {
            let cases = poisson(mean, &stage.outside_stream.at(month as u32).by_lane(&state.chance));
            go(state, CasesFrom::Outside, Some(id), &cases, recorder);
            state.record.stages[id.index()][NewCases] += &cases;
        }
        if !stage.decision {
            finish(state, stage, id, month, recorder);
        }
    }
    for &decision in &plan.decisions {
        decide(state, &plan.stages[decision], decision, month, recorder);
    }
    enter(plan, state, month);
}

/// This month's pace by team, pressure^elasticity min(1, pressure^-slowing), and by stage the pressure on timeliness.
#[inline(always)]
fn pace<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for (index, team) in plan.teams.iter().enumerate() {
        let Some(cases) = &team.cases else { continue };
        let months = (&state.before.teams[index], &state.record.teams[index]);
        let held = pressure(cases, &state.values, months, &Lanes::ZERO);
        let rules = (state.values.get(cases.slowing), state.values.get(cases.pace_elasticity));
        state.loads[index].pace =
            each((&held, rules), |(pressure, (slowing, elasticity))| equations::pace(pressure, slowing, elasticity));
        for &stage in &cases.stages {
            let waiting = &state.before.stages[stage.index()][Unallocated];
            state.stages[stage.index()].pressure = pressure(cases, &state.values, months, waiting);
        }
    }
}

/// The pressure of a team's work, given its months before and now: (cases with a worker at the end of last month +
/// `waiting` + screening + last month's decisions) / available full caseloads / reference caseload.
///
/// Staff are slowed by what they hold. Timeliness also falls with what waits in the stage.
#[inline(always)]
pub(crate) fn pressure<const N: usize>(
    cases: &CaseTeamPlan,
    values: &Values<N>,
    (before, now): (&TeamMonth<Lanes<N>>, &TeamMonth<Lanes<N>>),
    waiting: &Lanes<N>,
) -> Lanes<N> {
    let work = ((&month::held(before), waiting), &now[ScreeningLoad], &before[DecisionLoad]);
    let carried = (&now[FullLoadFte], values.get(cases.reference));
    each((work, carried), |(((held, waiting), screening, decisions), (full_loads, reference))| {
        equations::pressure(held + waiting + screening + decisions, full_loads, reference)
    })
}

/// Cases closed early first, then escalation, then completion of the phase among the rest. Cases without a worker do not move.
#[inline(always)]
fn finish<const N: usize, R: Recorder<N>>(
    state: &mut State<N>,
    stage: &StagePlan,
    id: CaseStageId,
    month: usize,
    recorder: &mut R,
) {
    let index = id.index();
    let at = month as u32;
    let rates = (&state.loads[stage.team.index()].pace, state.values.get(stage.duration_factor));
    let p = each(rates, |(pace, duration)| {
        let p = stage.leave_phase * pace / duration;
        if p < 1.0 { p } else { 1.0 }
    });
    let closes_early = !state.values.get(stage.closed_early).is_zero();
    let mut passed_on = Lanes::ZERO;
    for phase in 0..stage.phases {
        let mut movable = state.stages[index].phases[phase];
        movable -= &state.stages[index].unallocated[phase];
        if closes_early {
            let u = stage.early_streams[phase].at(at).by_lane(&state.chance);
            let early = binomial(&movable, state.values.get(stage.closed_early), &u);
            movable -= &early;
            state.stages[index].phases[phase] -= &early;
            state.record.stages[index][ClosedEarly] += &early;
            work_arriving::cut_short(state, id, phase, &early);
            state.record.whole[TurnedAway] += &early;
            go(state, CasesFrom::ClosedEarly(id), None, &early, recorder);
        }
        for (to, probability, streams) in &stage.escalate {
            let u = streams[phase].at(at).by_lane(&state.chance);
            let up = binomial(&movable, state.values.get(*probability), &u);
            movable -= &up;
            state.stages[index].phases[phase] -= &up;
            state.record.stages[index][Escalated] += &up;
            go(state, CasesFrom::Escalated(id), Some(*to), &up, recorder);
        }
        let done = binomial(&movable, &p, &stage.phase_streams[phase].at(at).by_lane(&state.chance));
        update(&mut state.stages[index].phases[phase], (&passed_on, &done), |cases, (from_last, done)| {
            *cases += from_last - done;
        });
        passed_on = done;
    }
    complete(state, stage, id, &passed_on, month, recorder);
}

/// A decision passes on all arrivals, and occupies its team for part of the month.
#[inline(always)]
fn decide<const N: usize, R: Recorder<N>>(
    state: &mut State<N>,
    stage: &StagePlan,
    id: CaseStageId,
    month: usize,
    recorder: &mut R,
) {
    let arrived = state.stages[id.index()].entering;
    let load = &mut state.record.teams[stage.team.index()][DecisionLoad];
    update(load, (&arrived, state.values.get(stage.held)), |load, (arrived, held)| *load += arrived * held);
    complete(state, stage, id, &arrived, month, recorder);
}

/// Cases that complete a stage: counted, judged in time or not, and sent on.
#[inline(always)]
fn complete<const N: usize, R: Recorder<N>>(
    state: &mut State<N>,
    stage: &StagePlan,
    id: CaseStageId,
    cases: &Lanes<N>,
    month: usize,
    recorder: &mut R,
) {
    let (record, of_stage) = (&mut state.record.stages[id.index()], &state.stages[id.index()]);
    record[Completed] = *cases;
    if let Some(in_time) = stage.in_time {
        record[Judged] = *cases;
        let share = in_time_share(state.values.get(in_time), state.values.get(stage.in_time_slope), of_stage);
        let u = stage.in_time_stream.at(month as u32).by_lane(&state.chance);
        record[InTime] = binomial(cases, &share, &u);
    }
    share_out(state, (CasesFrom::Finished(id), &stage.next), cases, month, recorder);
}

/// logit(in time) = logit(in time at the opening) - slope x ln(pressure / opening pressure).
#[inline(always)]
fn in_time_share<const N: usize>(opening: &Lanes<N>, slope: &Lanes<N>, stage: &StageState<N>) -> Lanes<N> {
    // Three short formulas: so large a closure as all of it would not be inlined, and not be compiled for the vector unit.
    let rise = each((&stage.pressure, &stage.opening_pressure), |(now, opening)| ln(now / opening));
    let factor = each((slope, &rise), |(slope, rise)| exp(-slope * rise));
    each((opening, slope, &factor), |(opening, slope, factor)| {
        let odds = factor * opening / (1.0 - opening);
        let share = odds / (1.0 + odds);
        if slope == 0.0 || opening <= 0.0 || opening >= 1.0 { opening } else { share }
    })
}

/// Distributes cases over branches by successive binomial draws from the remainder.
#[inline(always)]
fn share_out<const N: usize, R: Recorder<N>>(
    state: &mut State<N>,
    (from, branches): (CasesFrom, &BranchesPlan),
    cases: &Lanes<N>,
    month: usize,
    recorder: &mut R,
) {
    let mut left = *cases;
    let mut share_left = Lanes::all(1.0);
    for &(to, share, stream) in &branches.drawn {
        let share = state.values.get(share);
        let p =
            each((share, &share_left), |(share, share_left)| if share_left > share { share / share_left } else { 1.0 });
        share_left -= share;
        let gone = binomial(&left, &p, &stream.at(month as u32).by_lane(&state.chance));
        left -= &gone;
        go(state, from, to, &gone, recorder);
    }
    go(state, from, branches.rest, &left, recorder);
}

/// Sends cases to a stage, which they enter at the end of the month's work, or closes them.
#[inline(always)]
fn go<const N: usize, R: Recorder<N>>(
    state: &mut State<N>,
    from: CasesFrom,
    to: Option<CaseStageId>,
    cases: &Lanes<N>,
    recorder: &mut R,
) {
    if let Some(to) = to {
        state.stages[to.index()].entering += cases;
    }
    recorder.event(cases, |cases| (cases > 0.0).then_some(Event::Cases { from, to, cases: cases as u32 }));
}

/// Entrants join the first phase of their stage, and all counts are updated.
#[inline(always)]
fn enter<const N: usize>(plan: &Plan, state: &mut State<N>, month: usize) {
    for (index, stage) in plan.stages.iter().enumerate() {
        let entering = std::mem::take(&mut state.stages[index].entering);
        let record = &mut state.record.stages[index];
        record[Entries] = entering;
        if let Some(repeat) = stage.repeat {
            let u = stage.repeat_stream.at(month as u32).by_lane(&state.chance);
            record[Repeats] = binomial(&entering, state.values.get(repeat), &u);
        }
        if !stage.decision {
            state.stages[index].phases[0] += &entering;
        }
    }
    count(plan, state);
}

/// Open cases by stage and role.
#[inline(always)]
pub(crate) fn count<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for (index, stage) in plan.stages.iter().enumerate() {
        let record = &mut state.record.stages[index];
        record[Cases] = Lanes::ZERO;
        for cases in &state.stages[index].phases {
            record[Cases] += cases;
        }
        if let Some(role) = stage.role {
            add(&mut state.record.roles[role], record);
        }
    }
}
