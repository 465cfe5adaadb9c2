//! The order of steps in a month.

use super::observer::Recorder;
use super::state::State;
use super::{agency, caseload, demand, money, pathway, staff_flows, staff_in_post};
use crate::measures::counts::TeamCount::{
    AgencyFte, AgencyWorkers, AllocatedLoad, Cost, PermanentFte, PermanentHeads, ScreeningLoad, StaffFte, StaffHeads,
    TotalLoad, Vacancies, VacantAndFilledPosts,
};
use crate::measures::counts::{TeamMonth, add};
use crate::plan::Plan;

/// The opening state: staff in post and their cases at the end of the month before the first.
pub(crate) fn open(plan: &Plan, state: &mut State) {
    agency::open(plan, state);
    staff_in_post::count(plan, state, -1);
    agency::open_orders(plan, state);
    staff_in_post::measure(plan, state);
    caseload::open(plan, state);
    caseload::record(plan, state);
    staff_flows::record(plan, state, None);
    agency::record(plan, state);
    money::open(plan, state);
    total(plan, state);
}

/// Runs one month, in order.
pub(crate) fn run<R: Recorder>(plan: &Plan, state: &mut State, month: usize, recorder: &mut R) {
    state.clear_month();
    state.values.advance(&plan.inputs, month);
    staff_flows::moves(plan, state, month, recorder);
    staff_flows::stage_ends(plan, state, month, recorder);
    staff_flows::arrivals(plan, state, month, recorder);
    staff_flows::leavers(plan, state, month, recorder);
    agency::conversions(plan, state, month, recorder);
    staff_in_post::count(plan, state, month as i32);
    agency::market(plan, state, month, recorder);
    staff_in_post::measure(plan, state);
    demand::contacts(plan, state, month);
    pathway::work(plan, state, month, recorder);
    caseload::allocate(plan, state);
    caseload::record(plan, state);
    staff_flows::record(plan, state, Some(month));
    agency::record(plan, state);
    money::month(plan, state, month);
    total(plan, state);
}

/// Sums the teams to the service, and to the teams included in its ratios.
fn total(plan: &Plan, state: &mut State) {
    let record = &mut state.record;
    record.service.fill(0.0);
    record.scope.fill(0.0);
    for (team, of) in record.teams.iter().zip(&plan.teams) {
        add(&mut record.service, team);
        if of.in_ratios {
            add(&mut record.scope, team);
        }
    }
    // Money that belongs to no team is only in the service's total.
    record.service[Cost] = record.lines.iter().sum();
    record.teams.iter_mut().chain([&mut record.service, &mut record.scope]).for_each(combine);
}

/// Writes the counts that are sums of others.
fn combine(team: &mut TeamMonth) {
    team[StaffFte] = team[AgencyFte] + team[PermanentFte];
    team[StaffHeads] = team[AgencyWorkers] + team[PermanentHeads];
    team[VacantAndFilledPosts] = team[Vacancies] + team[PermanentFte];
    team[AllocatedLoad] = caseload::allocated_load(team);
    team[TotalLoad] = team[AllocatedLoad] + team[ScreeningLoad];
}
