//! The order of steps in a month.

use super::recorder::Recorder;
use super::state::State;
use super::{agency, caseload, demand, money, pathway, staff_in_post, workforce};
use crate::plan::Plan;

/// The opening state: staff in post and their cases at the end of the month before the first.
pub(crate) fn open(plan: &Plan, state: &mut State) {
    agency::open(plan, state);
    staff_in_post::count(plan, state, -1);
    agency::open_orders(plan, state);
    staff_in_post::measure(plan, state);
    caseload::open(plan, state);
    caseload::record(plan, state);
    workforce::record(plan, state, None);
    agency::record(plan, state);
    money::open(plan, state);
    total(plan, state);
}

/// Runs one month, in order.
pub(crate) fn run<R: Recorder>(plan: &Plan, state: &mut State, month: usize, recorder: &mut R) {
    state.clear_month();
    state.values.advance(&plan.inputs, month);
    workforce::moves(plan, state, month, recorder);
    workforce::stage_ends(plan, state, month, recorder);
    workforce::arrivals(plan, state, month, recorder);
    workforce::leavers(plan, state, month, recorder);
    agency::conversions(plan, state, month, recorder);
    staff_in_post::count(plan, state, month as i32);
    agency::market(plan, state, month, recorder);
    staff_in_post::measure(plan, state);
    demand::contacts(plan, state, month);
    pathway::work(plan, state, month, recorder);
    caseload::allocate(plan, state);
    caseload::record(plan, state);
    workforce::record(plan, state, Some(month));
    agency::record(plan, state);
    money::month(plan, state, month);
    total(plan, state);
}

/// Sums the teams to the service, and to the teams included in its ratios.
fn total(plan: &Plan, state: &mut State) {
    let record = &mut state.record;
    record.service = crate::measures::month_record::TeamMonth::default();
    record.scope = record.service;
    for (team, of) in record.teams.iter().zip(&plan.teams) {
        record.service.add(team);
        if of.in_ratios {
            record.scope.add(team);
        }
    }
    // Money that belongs to no team is only in the service's total.
    record.service.cost = record.lines.iter().sum();
}
