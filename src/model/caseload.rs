//! Allocation of cases, caseloads and handovers.

use super::state::State;
use super::{month, pathway};
use crate::lanes::{Lanes, each, update};
use crate::measures::counts::StageCount::{self, Cases};
use crate::measures::counts::TeamCount::{
    CaseHolderFte, DecisionLoad, FullLoadFte, Handovers, NetBorrowed, OpenCases, ScreeningLoad, Unallocated,
};
use crate::measures::counts::TeamMonth;
use crate::plan::{Plan, equations};

/// Allocation at the opening, with the decisions and screening of an average month.
#[inline(always)]
pub(crate) fn open<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for (team, record) in plan.teams.ids().zip(&mut state.record.teams) {
        record[DecisionLoad] = Lanes::all(plan.opening.decision_load[team]);
        record[ScreeningLoad] = Lanes::all(plan.opening.screening_load[team]);
    }
    pathway::count(plan, state);
    allocate(plan, state);
    for (index, team) in plan.teams.iter().enumerate() {
        let Some(cases) = &team.cases else { continue };
        let record = &state.record.teams[index];
        for &stage in &cases.stages {
            let waiting = &state.record.stages[stage.index()][StageCount::Unallocated];
            let pressure = pathway::pressure(cases, &state.values, (record, record), waiting);
            state.stages[stage.index()].opening_pressure = pressure;
        }
        state.loads[index].opening_caseload = official(record);
    }
    record(plan, state);
    // Cases that others hold at the opening have not changed hands in it.
    state.record.teams.iter_mut().for_each(|team| team[Handovers] = Lanes::ZERO);
}

/// A team holds cases up to its maximum caseload, given the full caseloads that the staff present can carry, less the
/// work from the month's decisions and screening. Of the excess, staff of other teams hold what they have room for and may be
/// lent; the rest is unallocated, taken from its stages in ascending order of priority, among equals from the last in the file,
/// and within a stage from the earliest phase.
#[inline(always)]
pub(crate) fn allocate<const N: usize>(plan: &Plan, state: &mut State<N>) {
    hold(plan, state);
    lend(plan, state);
    leave_without_worker(plan, state);
}

/// Open cases by team, and how many of them its own staff cannot hold.
#[inline(always)]
fn hold<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for (index, team) in plan.teams.iter().enumerate() {
        let Some(cases) = &team.cases else { continue };
        let record = &mut state.record.teams[index];
        record[OpenCases] = Lanes::ZERO;
        for &stage in &cases.stages {
            record[OpenCases] += &state.record.stages[stage.index()][Cases];
        }
        let work = (&record[OpenCases], &record[FullLoadFte], &record[DecisionLoad], &record[ScreeningLoad]);
        let maximum = state.values.get(cases.maximum);
        record[Unallocated] = each((work, maximum), |((open, full_loads, decisions, screening), maximum)| {
            let room = equations::room(maximum, full_loads, decisions, screening);
            if open > room { open - room } else { 0.0 }
        });
    }
}

/// Staff with room hold cases of other teams, in file order of both, up to a share of what they can hold.
#[inline(always)]
fn lend<const N: usize>(plan: &Plan, state: &mut State<N>) {
    let share = state.values.get(plan.scenario.workforce.lending);
    if share.is_zero() {
        return;
    }
    let with_cases = || plan.teams.iter().enumerate().filter_map(|(index, team)| Some((index, team.cases.as_ref()?)));
    for (lender, cases) in with_cases() {
        let record = &state.record.teams[lender];
        let work =
            (&record[FullLoadFte], &record[DecisionLoad], &record[ScreeningLoad], state.values.get(cases.maximum));
        let own = (&record[OpenCases], share);
        let mut room = each((work, own), |((full_loads, decisions, screening, maximum), (open, share))| {
            let left = equations::room(maximum, full_loads, decisions, screening) - open;
            let lent = equations::whole(share * maximum * full_loads);
            let most = if left < lent { left } else { lent };
            if most > 0.0 { most } else { 0.0 }
        });
        for (owner, _) in with_cases().filter(|&(owner, _)| owner != lender) {
            let waiting = &mut state.record.teams[owner][Unallocated];
            let taken = each((&*waiting, &room), |(waiting, room)| if waiting < room { waiting } else { room });
            *waiting -= &taken;
            room -= &taken;
            state.record.teams[owner][NetBorrowed] -= &taken;
            state.record.teams[lender][NetBorrowed] += &taken;
        }
    }
}

/// Which cases are without a worker.
#[inline(always)]
fn leave_without_worker<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for (index, team) in plan.teams.iter().enumerate() {
        let Some(cases) = &team.cases else { continue };
        let mut without = state.record.teams[index][Unallocated];
        for &stage in &cases.stages {
            let all = &mut state.record.stages[stage.index()][StageCount::Unallocated];
            let stage = &mut state.stages[stage.index()];
            for (cases, unallocated) in stage.phases.iter().zip(&mut stage.unallocated) {
                update((&mut without, &mut *unallocated), cases, |(without, unallocated), cases| {
                    *unallocated = if *without < cases { *without } else { cases };
                    *without -= *unallocated;
                });
                *all += unallocated;
            }
        }
    }
}

/// Own cases that went to staff of other teams since last month, or came back: a team whose cases others hold has a negative balance.
#[inline(always)]
fn changed_hands(before: f64, now: f64) -> f64 {
    let lent = |balance: f64| if balance < 0.0 { -balance } else { 0.0 };
    (lent(now) - lent(before)).abs()
}

/// The official caseload: allocated cases and decisions per case holder in post; `NaN` if there are none.
#[inline(always)]
fn official<const N: usize>(team: &TeamMonth<Lanes<N>>) -> Lanes<N> {
    each((&month::held(team), &team[DecisionLoad], &team[CaseHolderFte]), |(held, decisions, holders)| {
        let caseload = (held + decisions) / holders;
        if holders > 0.0 { caseload } else { f64::NAN }
    })
}

/// Handovers, from the cases of the leavers, then the inputs to next month.
///
/// A worker who leaves hands over their share of the team's cases: if everybody left, every allocated case would change
/// hands.
#[inline(always)]
pub(crate) fn record<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for (index, team) in plan.teams.iter().enumerate() {
        if team.cases.is_none() {
            continue;
        }
        let agency = state.agency[index].fte(plan);
        let record = &mut state.record.teams[index];
        let load = &mut state.loads[index];
        let lent = (&state.before.teams[index][NetBorrowed], &record[NetBorrowed]);
        record[Handovers] = each((&load.handed_over, &load.cases_per_share, lent), |(shares, cases, (before, now))| {
            shares * cases + changed_hands(before, now)
        });
        load.cases_per_share = each((&month::held(record), &load.shares, &agency), |(held, shares, agency)| {
            let shares = shares + agency;
            let cases = held / shares;
            if shares > 0.0 { cases } else { 0.0 }
        });
        load.caseload = official(record);
    }
}
