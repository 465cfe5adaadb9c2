//! What the staff in post cover, can carry and cost.

use super::state::State;
use crate::ids::RouteStageId;
use crate::lanes::{Lanes, each, update};
use crate::measures::counts::RouteCount;
use crate::measures::counts::TeamCount::{
    Capacity, CaseHolderFte, FullLoadFte, ManagerFte, PermanentFte, PermanentHeads, Trainees,
};
use crate::plan::Plan;

/// Adds up permanent staff by team: people and FTE into the month's record, and their cover, caseload shares and pay.
#[inline(always)]
pub(crate) fn count<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for load in &mut state.loads {
        load.clear_staff();
    }
    let stages = plan.route_stages.len();
    let hours = state.values.get(plan.scenario.workforce.hours);
    for (index, post) in state.posts.iter().enumerate().filter(|(_, post)| post.is_used) {
        if post.heads.is_zero() {
            continue;
        }
        let (team, stage) = (index / stages, index % stages);
        let of = &plan.route_stages[RouteStageId::new(stage)];
        let (load, record) = (&mut state.loads[team], &mut state.record.teams[team]);
        let fte = each((&post.heads, hours), |(heads, hours)| heads * of.fte * if of.employed { hours } else { 1.0 });
        let share = state.values.get(of.share);
        update(&mut load.covered, (&fte, state.values.get(of.cover)), |sum, (fte, cover)| *sum += fte * cover);
        update((&mut load.shares, &mut load.holders), (&fte, share), |(shares, holders), (fte, share)| {
            *shares += fte * share;
            *holders += if share > 0.0 { fte } else { 0.0 };
        });
        let pay = if of.employed { &mut load.pay } else { &mut load.trainee_support };
        update(pay, (&fte, state.values.get(of.pay)), |sum, (fte, pay)| *sum += fte * pay / 12.0);
        if of.employed {
            record[PermanentHeads] += &post.heads;
            record[PermanentFte] += &fte;
            if of.manages {
                record[ManagerFte] += &fte;
            }
            state.record.routes[of.route.index()][RouteCount::PermanentFte] += &fte;
            update(&mut load.retained, (&post.retained, hours), |sum, (heads, hours)| *sum += heads * of.fte * hours);
        } else {
            record[Trainees] += &post.heads;
        }
    }
    for (load, team) in state.loads.iter_mut().zip(&plan.teams) {
        if let Some(cases) = &team.cases {
            let holders = state.values.get(cases.case_holders);
            update((&mut load.shares, &mut load.holders), holders, |(shares, all), holders| {
                *shares *= holders;
                *all *= holders;
            });
        }
    }
}

/// Case holders in post and the full caseloads that those present can carry, permanent and agency together. Permanent
/// staff are absent at the rate 1 - (1 - sickness)(1 - long absence) and may work overtime; agency staff are paid only when
/// present, and count in full.
#[inline(always)]
pub(crate) fn measure<const N: usize>(plan: &Plan, state: &mut State<N>) {
    let absence = &plan.scenario.absence;
    let rates = (state.values.get(absence.sickness), state.values.get(absence.long_absence));
    let present: Lanes<N> = each(rates, |(sickness, long_absence)| (1.0 - sickness) * (1.0 - long_absence));
    for (index, team) in plan.teams.iter().enumerate() {
        let load = &state.loads[index];
        let record = &mut state.record.teams[index];
        let agency = state.agency[index].fte(plan);
        let present =
            each((&present, state.values.get(team.overtime)), |(present, overtime)| present * (1.0 + overtime));
        if team.cases.is_none() {
            record[Capacity] = each((&record[PermanentFte], &present, &agency), |(permanent, present, agency)| {
                permanent * present + agency
            });
            continue;
        }
        record[CaseHolderFte] = each((&load.holders, &agency), |(holders, agency)| holders + agency);
        record[FullLoadFte] =
            each((&load.shares, &present, &agency), |(shares, present, agency)| shares * present + agency);
        record[Capacity] = record[FullLoadFte];
    }
}
