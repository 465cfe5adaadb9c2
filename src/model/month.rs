//! The order of steps in a month.

use super::observer::Recorder;
use super::state::State;
use super::{
    Futures, agency, careers, caseload, demand, money, pathway, posts, recruitment, responses, staff_in_post,
    work_arriving,
};
use crate::lanes::{Lanes, Work, each};
use crate::measures::counts::TeamCount::{
    AgencyFte, AgencyWorkers, AllocatedLoad, Cost, DecisionLoad, NetBorrowed, OpenCases, PermanentFte, PermanentHeads,
    ScreeningLoad, StaffFte, StaffHeads, TotalLoad, Unallocated, Vacancies, VacantAndFilledPosts,
};
use crate::measures::counts::{TeamCount, TeamMonth};
use crate::plan::Plan;

/// The opening, to be set.
pub(crate) struct Opening<'m, const N: usize, R> {
    pub plan: &'m Plan,
    pub futures: &'m Futures<N>,
    pub state: &'m mut State<N>,
    pub recorder: &'m mut R,
}

impl<const N: usize, R: Recorder<N>> Work for Opening<'_, N, R> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { plan, futures, state, recorder } = self;
        state.open(plan, futures);
        open(plan, state);
        recorder.opening(&state.record);
    }
}

/// The opening state: staff in post and their cases at the end of the month before the first.
#[inline(always)]
fn open<const N: usize>(plan: &Plan, state: &mut State<N>) {
    agency::open(plan, state);
    careers::open(plan, state);
    staff_in_post::count(plan, state);
    posts::open(plan, state);
    agency::open_orders(plan, state);
    staff_in_post::measure(plan, state);
    caseload::open(plan, state);
    work_arriving::open(plan, state);
    careers::record(plan, state, None);
    agency::record(plan, state);
    money::open(plan, state);
    total(plan, state);
}

/// The steps of a month, to be run.
pub(crate) struct MonthSteps<'m, const N: usize, R> {
    pub plan: &'m Plan,
    pub state: &'m mut State<N>,
    pub month: usize,
    pub recorder: &'m mut R,
}

impl<const N: usize, R: Recorder<N>> Work for MonthSteps<'_, N, R> {
    type Output = ();

    /// Runs the steps of the month in order.
    #[inline(always)]
    fn run(self) {
        let Self { plan, state, month, recorder } = self;
        state.begin_month();
        responses::decide(plan, state, month, recorder);
        state.values.advance(&plan.inputs, month);
        posts::follow(plan, state, month);
        careers::moves(plan, state, month, recorder);
        careers::stage_ends(plan, state, month, recorder);
        recruitment::arrivals(plan, state, month, recorder);
        careers::serve(plan, state, month);
        careers::leavers(plan, state, recorder);
        agency::conversions(plan, state, month, recorder);
        staff_in_post::count(plan, state);
        agency::market(plan, state, month, recorder);
        staff_in_post::measure(plan, state);
        demand::contacts(plan, state, month);
        work_arriving::work_of_a_case(plan, state, month);
        pathway::work(plan, state, month, recorder);
        caseload::allocate(plan, state);
        caseload::record(plan, state);
        work_arriving::month(plan, state);
        careers::record(plan, state, Some(month));
        agency::record(plan, state);
        money::month(plan, state, month);
        total(plan, state);
        recorder.month(month, &state.record);
    }
}

/// Sums the teams to the service, and to the teams included in its ratios.
#[inline(always)]
fn total<const N: usize>(plan: &Plan, state: &mut State<N>) {
    let record = &mut state.record;
    record.teams.iter_mut().for_each(combine);
    // Count by count: a sum is written once.
    for place in 0..TeamCount::NUMBER {
        let (mut service, mut scope) = (Lanes::ZERO, Lanes::ZERO);
        for (team, of) in record.teams.iter().zip(&plan.teams) {
            service += &team[place];
            if of.in_ratios {
                scope += &team[place];
            }
        }
        (record.service[place], record.scope[place]) = (service, scope);
    }
    // Money that belongs to no team is only in the service's total.
    record.service[Cost] = Lanes::ZERO;
    for line in &record.lines {
        record.service[Cost] += line;
    }
}

/// Writes the counts of a team that are sums of others.
#[inline(always)]
fn combine<const N: usize>(team: &mut TeamMonth<Lanes<N>>) {
    team[StaffFte] = sum(&team[AgencyFte], &team[PermanentFte]);
    team[StaffHeads] = sum(&team[AgencyWorkers], &team[PermanentHeads]);
    team[VacantAndFilledPosts] = sum(&team[Vacancies], &team[PermanentFte]);
    team[AllocatedLoad] = allocated_load(team);
    team[TotalLoad] = sum(&team[AllocatedLoad], &team[ScreeningLoad]);
}

#[inline(always)]
fn sum<const N: usize>(one: &Lanes<N>, two: &Lanes<N>) -> Lanes<N> {
    each((one, two), |(one, two)| one + two)
}

/// The cases that a team's staff hold: its own with a worker, with those of other teams and without those that other teams hold.
#[inline(always)]
pub(crate) fn held<const N: usize>(team: &TeamMonth<Lanes<N>>) -> Lanes<N> {
    each((&team[OpenCases], &team[Unallocated], &team[NetBorrowed]), |(open, unallocated, borrowed)| {
        open - unallocated + borrowed
    })
}

/// Allocated cases and decisions, case-equivalents.
#[inline(always)]
fn allocated_load<const N: usize>(team: &TeamMonth<Lanes<N>>) -> Lanes<N> {
    each((&held(team), &team[DecisionLoad]), |(held, decisions)| held + decisions)
}
