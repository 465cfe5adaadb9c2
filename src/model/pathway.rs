//! Work on cases: which move on, where to, and which enter.

use super::state::State;
use super::{CasesFrom, Event, Recorder};
use crate::ids::CaseStageId;
use crate::measures::StageRole;
use crate::measures::counts::ServiceCount::Referrals;
use crate::measures::counts::StageCount::{self, Cases, Completed, Entries, Escalated, InTime, Judged, Repeats};
use crate::measures::counts::TeamCount::{DecisionLoad, FullLoadFte, ScreeningLoad};
use crate::measures::counts::add;
use crate::plan::{BranchesPlan, Plan, StagePlan, equations};
use crate::random::{binomial, poisson};

/// One month of work. Cases that move are drawn from the stock at the start of the month, and entrants wait until the
/// next; decisions take no month and pass on all arrivals at once.
pub(crate) fn work<R: Recorder>(plan: &Plan, state: &mut State, month: usize, recorder: &mut R) {
    pace(plan, state);
    if let Some(demand) = &plan.demand {
        let referrals = state.record.whole[Referrals] as u32;
        share_out(state, (CasesFrom::Referrals, &demand.next), referrals, month, recorder);
    }
    for (id, stage) in plan.stages.entries() {
        let mean = state.values.get(stage.from_outside);
        if mean > 0.0 {
            let cases = poisson(mean, stage.outside_stream.of(state.future.chance).at(month as u32));
            go(state, CasesFrom::Outside, Some(id), cases, recorder);
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

/// This month's pressure and pace by team: pressure = (open cases + screening + last month's decisions) / available
/// full caseloads / reference caseload; pace = min(1, pressure^-slowing).
pub(crate) fn pace(plan: &Plan, state: &mut State) {
    for (index, team) in plan.teams.iter().enumerate() {
        let Some(cases) = &team.cases else { continue };
        let record = &state.record.teams[index];
        let load = &mut state.loads[index];
        let work = load.open_cases + record[ScreeningLoad] + load.decisions;
        load.pressure = equations::pressure(work, record[FullLoadFte], state.values.get(cases.reference));
        load.pace = equations::pace(load.pressure, state.values.get(cases.slowing));
    }
}

/// Escalation first, then completion of the phase among the rest. Cases without a worker do not move.
fn finish<R: Recorder>(state: &mut State, stage: &StagePlan, id: CaseStageId, month: usize, recorder: &mut R) {
    let index = id.index();
    let chance = state.future.chance;
    let at = month as u32;
    let p = stage.leave_phase.min(1.0) * state.loads[stage.team.index()].pace;
    let mut completed = 0;
    let mut passed_on = 0;
    for phase in 0..stage.phases {
        let mut movable = state.stages[index].phases[phase] - state.stages[index].unallocated[phase];
        let mut gone = 0;
        for (to, probability, streams) in &stage.escalate {
            let up = binomial(movable, state.values.get(*probability), streams[phase].of(chance).at(at));
            movable -= up;
            gone += up;
            go(state, CasesFrom::Escalated(id), Some(*to), up, recorder);
        }
        state.record.stages[index][Escalated] += f64::from(gone);
        let done = binomial(movable, p, stage.phase_streams[phase].of(chance).at(at));
        state.stages[index].phases[phase] -= gone + done;
        state.stages[index].phases[phase] += passed_on;
        passed_on = done;
        if phase + 1 == stage.phases {
            completed = done;
        }
    }
    complete(state, stage, id, completed, month, recorder);
}

/// A decision passes on all arrivals, and occupies its team for part of the month.
fn decide<R: Recorder>(state: &mut State, stage: &StagePlan, id: CaseStageId, month: usize, recorder: &mut R) {
    let arrived = state.stages[id.index()].entering;
    let held = f64::from(arrived) * state.values.get(stage.held);
    state.record.teams[stage.team.index()][DecisionLoad] += held;
    complete(state, stage, id, arrived, month, recorder);
}

/// Cases that complete a stage: counted, judged in time or not, and sent on.
fn complete<R: Recorder>(
    state: &mut State,
    stage: &StagePlan,
    id: CaseStageId,
    cases: u32,
    month: usize,
    recorder: &mut R,
) {
    let record = &mut state.record.stages[id.index()];
    record[Completed] = f64::from(cases);
    if let Some(in_time) = stage.in_time {
        record[Judged] = record[Completed];
        let load = &state.loads[stage.team.index()];
        let share = in_time_share(state.values.get(in_time), state.values.get(stage.in_time_slope), load);
        let u = stage.in_time_stream.of(state.future.chance).at(month as u32);
        record[InTime] = f64::from(binomial(cases, share, u));
    }
    share_out(state, (CasesFrom::Finished(id), &stage.next), cases, month, recorder);
}

/// logit(in time) = logit(in time at the opening) - slope x ln(pressure / opening pressure).
fn in_time_share(opening: f64, slope: f64, load: &super::state::TeamLoad) -> f64 {
    if slope == 0.0 || opening <= 0.0 || opening >= 1.0 {
        return opening;
    }
    let odds = libm::exp(-slope * libm::log(load.pressure / load.opening_pressure)) * opening / (1.0 - opening);
    odds / (1.0 + odds)
}

/// Distributes cases over branches by successive binomial draws from the remainder.
fn share_out<R: Recorder>(
    state: &mut State,
    (from, branches): (CasesFrom, &BranchesPlan),
    cases: u32,
    month: usize,
    recorder: &mut R,
) {
    let mut left = cases;
    let mut share_left = 1.0;
    for &(to, share, stream) in &branches.drawn {
        if left == 0 {
            return;
        }
        let share = state.values.get(share);
        let p = if share_left > 0.0 { (share / share_left).min(1.0) } else { 1.0 };
        let gone = binomial(left, p, stream.of(state.future.chance).at(month as u32));
        left -= gone;
        share_left -= share;
        go(state, from, to, gone, recorder);
    }
    go(state, from, branches.rest, left, recorder);
}

/// Sends cases to a stage, which they enter at the end of the month's work, or closes them.
fn go<R: Recorder>(state: &mut State, from: CasesFrom, to: Option<CaseStageId>, cases: u32, recorder: &mut R) {
    if let Some(to) = to {
        state.stages[to.index()].entering += cases;
    }
    if cases > 0 {
        recorder.event(Event::Cases { from, to, cases });
    }
}

/// Entrants join the first phase of their stage, and all counts are updated.
fn enter(plan: &Plan, state: &mut State, month: usize) {
    let chance = state.future.chance;
    for (index, stage) in plan.stages.iter().enumerate() {
        let entering = std::mem::take(&mut state.stages[index].entering);
        let record = &mut state.record.stages[index];
        record[Entries] = f64::from(entering);
        if let Some(repeat) = stage.repeat {
            let u = stage.repeat_stream.of(chance).at(month as u32);
            record[Repeats] = f64::from(binomial(entering, state.values.get(repeat), u));
        }
        if !stage.decision {
            state.stages[index].phases[0] += entering;
        }
    }
    count(plan, state);
}

/// Open cases by stage and role.
pub(crate) fn count(plan: &Plan, state: &mut State) {
    state.record.roles = [[0.0; StageCount::NUMBER]; StageRole::ALL.len()];
    for (index, stage) in plan.stages.iter().enumerate() {
        let record = &mut state.record.stages[index];
        record[Cases] = f64::from(state.stages[index].phases.iter().sum::<u32>());
        if let Some(role) = stage.role {
            add(&mut state.record.roles[role], record);
        }
    }
}
