//! What the staff in post cover, can carry and cost.

use super::state::State;
use crate::measures::counts::RouteCount;
use crate::measures::counts::TeamCount::{CaseHolderFte, FullLoadFte, PermanentFte, PermanentHeads, Trainees};
use crate::plan::Plan;

/// Counts permanent staff in one pass over the cohorts: people and FTE into the month's record, and by team their
/// cover, caseload shares and pay.
pub(crate) fn count(plan: &Plan, state: &mut State, month: i32) {
    for load in &mut state.loads {
        (load.covered, load.shares, load.holders) = (0.0, 0.0, 0.0);
        (load.pay, load.trainee_support, load.retained) = (0.0, 0.0, 0.0);
    }
    let retained_from = plan.scenario.retention.after_months as i32;
    for cohort in &state.cohorts {
        let of = &plan.route_stages[cohort.stage];
        let heads = f64::from(cohort.heads);
        let fte = heads * of.fte;
        let load = &mut state.loads[cohort.team.index()];
        let team = &mut state.record.teams[cohort.team.index()];
        let pay = fte * state.values.get(of.pay) / 12.0;
        let share = state.values.get(of.share);
        load.covered += fte * state.values.get(of.cover);
        load.shares += fte * share;
        if share > 0.0 {
            load.holders += fte;
        }
        if !of.employed {
            load.trainee_support += pay;
            team[Trainees] += heads;
            continue;
        }
        team[PermanentHeads] += heads;
        team[PermanentFte] += fte;
        state.record.routes[cohort.route.index()][RouteCount::PermanentFte] += fte;
        load.pay += pay;
        if month - cohort.service_from >= retained_from {
            load.retained += fte;
        }
    }
}

/// Case holders in post and the full caseloads that those present can carry, permanent and agency together. Permanent
/// staff are absent at the rate 1 - (1 - sickness)(1 - long absence); agency staff are paid only when present, and
/// count in full.
pub(crate) fn measure(plan: &Plan, state: &mut State) {
    let absence = &plan.scenario.absence;
    let present = (1.0 - state.values.get(absence.sickness)) * (1.0 - state.values.get(absence.long_absence));
    for (index, team) in plan.teams.iter().enumerate() {
        if team.cases.is_none() {
            continue;
        }
        let agency = f64::from(state.agency[index].in_post()) * plan.agency.fte_per_worker;
        state.record.teams[index][CaseHolderFte] = state.loads[index].holders + agency;
        state.record.teams[index][FullLoadFte] = state.loads[index].shares * present + agency;
    }
}
