//! Allocation of cases, caseloads and handovers.

use super::pathway;
use super::state::State;
use crate::measures::counts::StageCount::Cases;
use crate::measures::counts::TeamCount::{
    CaseHolderFte, DecisionLoad, FullLoadFte, Handovers, OpenCases, ScreeningLoad, Unallocated,
};
use crate::measures::counts::TeamMonth;
use crate::plan::Plan;

/// Allocation at the opening, with the decisions and screening of an average month.
pub(crate) fn open(plan: &Plan, state: &mut State) {
    for ((index, load), team) in state.loads.iter_mut().enumerate().zip(plan.teams.ids()) {
        state.record.teams[index][DecisionLoad] = plan.opening.decision_load[team];
        state.record.teams[index][ScreeningLoad] = plan.opening.screening_load[team];
        load.decisions = plan.opening.decision_load[team];
    }
    pathway::count(plan, state);
    allocate(plan, state);
    pathway::pace(plan, state);
    for index in 0..state.loads.len() {
        state.loads[index].opening_pressure = state.loads[index].pressure;
        state.loads[index].opening_caseload = official(state, index);
    }
}

/// A team holds cases up to its maximum caseload, given the full caseloads that the staff present can carry, less the
/// work from the month's decisions and screening. The excess is unallocated, taken from its stages in reverse file
/// order and within a stage from the earliest phase.
pub(crate) fn allocate(plan: &Plan, state: &mut State) {
    for (index, team) in plan.teams.iter().enumerate() {
        let Some(cases) = &team.cases else { continue };
        let record = &mut state.record.teams[index];
        let room = state.values.get(cases.maximum) * record[FullLoadFte] - record[DecisionLoad] - record[ScreeningLoad];
        let open = cases.stages.iter().map(|&stage| state.record.stages[stage.index()][Cases]).sum();
        state.loads[index].open_cases = open;
        // A tolerance for rounding error, so that it does not leave a case unallocated.
        let room = (room + 1e-9).clamp(0.0, f64::from(u32::MAX)) as u32;
        let mut without = (open as u32).saturating_sub(room);
        record[OpenCases] = open;
        record[Unallocated] = f64::from(without);
        for &stage in cases.stages.iter().rev() {
            let stage = &mut state.stages[stage.index()];
            for (cases, unallocated) in stage.phases.iter().zip(&mut stage.unallocated) {
                *unallocated = without.min(*cases);
                without -= *unallocated;
            }
        }
    }
}

/// The official caseload: allocated cases and decisions per case holder in post; `NaN` if there are none.
fn official(state: &State, index: usize) -> f64 {
    let record = &state.record.teams[index];
    if record[CaseHolderFte] > 0.0 { allocated_load(record) / record[CaseHolderFte] } else { f64::NAN }
}

/// Allocated cases and decisions, case-equivalents.
pub(crate) fn allocated_load(team: &TeamMonth) -> f64 {
    team[OpenCases] - team[Unallocated] + team[DecisionLoad]
}

/// Handovers, from the cases of the leavers, then the inputs to next month.
///
/// A worker who leaves hands over their share of the team's cases: if everybody left, every allocated case would change
/// hands.
pub(crate) fn record(plan: &Plan, state: &mut State) {
    for (index, team) in plan.teams.iter().enumerate() {
        if team.cases.is_none() {
            continue;
        }
        let caseload = official(state, index);
        let agency = f64::from(state.agency[index].in_post()) * plan.agency.fte_per_worker;
        let record = &mut state.record.teams[index];
        let load = &mut state.loads[index];
        record[Handovers] = load.handed_over * load.cases_per_share;
        let allocated = record[OpenCases] - record[Unallocated];
        let shares = load.shares + agency;
        load.cases_per_share = if shares > 0.0 { allocated / shares } else { 0.0 };
        load.caseload = caseload;
        load.decisions = record[DecisionLoad];
    }
}
