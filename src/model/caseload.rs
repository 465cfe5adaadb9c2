//! Allocation of cases, caseloads and handovers.

use super::pathway;
use super::state::State;
use crate::lanes::{Lanes, each, update};
use crate::measures::counts::StageCount::{self, Cases};
use crate::measures::counts::TeamCount::{
    CaseHolderFte, DecisionLoad, FullLoadFte, Handovers, OpenCases, ScreeningLoad, Unallocated,
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
}

/// A team holds cases up to its maximum caseload, given the full caseloads that the staff present can carry, less the
/// work from the month's decisions and screening. The excess is unallocated, taken from its stages in ascending order of
/// priority, among equals from the last in the file, and within a stage from the earliest phase.
#[inline(always)]
pub(crate) fn allocate<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for (index, team) in plan.teams.iter().enumerate() {
        let Some(cases) = &team.cases else { continue };
        let record = &mut state.record.teams[index];
        record[OpenCases] = Lanes::ZERO;
        for &stage in &cases.stages {
            record[OpenCases] += &state.record.stages[stage.index()][Cases];
        }
        let work = (&record[OpenCases], &record[FullLoadFte], &record[DecisionLoad], &record[ScreeningLoad]);
        let maximum = state.values.get(cases.maximum);
        let mut without = each((work, maximum), |((open, full_loads, decisions, screening), maximum)| {
            let room = equations::room(maximum, full_loads, decisions, screening);
            if open > room { open - room } else { 0.0 }
        });
        record[Unallocated] = without;
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

/// The official caseload: allocated cases and decisions per case holder in post; `NaN` if there are none.
#[inline(always)]
fn official<const N: usize>(team: &TeamMonth<Lanes<N>>) -> Lanes<N> {
    let from = (&team[OpenCases], &team[Unallocated], &team[DecisionLoad], &team[CaseHolderFte]);
    each(from, |(open, unallocated, decisions, holders)| {
        let caseload = (open - unallocated + decisions) / holders;
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
        record[Handovers] = each((&load.handed_over, &load.cases_per_share), |(shares, cases)| shares * cases);
        let from = (&record[OpenCases], &record[Unallocated], &load.shares, &agency);
        load.cases_per_share = each(from, |(open, unallocated, shares, agency)| {
            let shares = shares + agency;
            let cases = (open - unallocated) / shares;
            if shares > 0.0 { cases } else { 0.0 }
        });
        load.caseload = official(record);
    }
}
