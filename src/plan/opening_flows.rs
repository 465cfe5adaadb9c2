//! Mean flows at the opening: the work from decisions and screening, and whether every stage opens with the stock that
//! its inflow and duration would sustain.

use super::TeamPlan;
use super::equations;
use super::inputs::InputPlan;
use crate::ids::{CaseStageId, IdVec, TeamId};
use crate::scenario::{Branches, CaseStage, Diagnostic, InputId, Problem, RouteStage, Scenario};

/// Mean flows at the opening.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opening {
    /// Case-equivalents of decisions per month, by team.
    pub decision_load: IdVec<TeamId, f64>,
    /// Case-equivalents of screening per month, by team.
    pub screening_load: IdVec<TeamId, f64>,
}

/// A stock is far from balance if the ratio exceeds this factor in either direction and the difference in cases is
/// large enough to matter.
const FAR: f64 = 1.2;
const MATTERS: f64 = 10.0;

impl Opening {
    /// Computes the flows from the means of the inputs, at the opening's pace of work.
    pub(crate) fn new(
        scenario: &Scenario,
        inputs: &InputPlan,
        teams: &[TeamPlan],
        decisions: &[CaseStageId],
    ) -> (Self, Vec<Diagnostic>) {
        let mean = |id: InputId| inputs.mean(id);
        let stages = &scenario.pathway;
        let mut entries = IdVec::from(vec![0.0; stages.len()]);
        let none = IdVec::from(vec![0.0; teams.len()]);
        let mut opening = Self { decision_load: none.clone(), screening_load: none };
        if let Some(demand) = &scenario.demand {
            let (contacts, conversion) = (mean(demand.contacts), mean(demand.conversion));
            let referrals = contacts * conversion * mean(demand.referred);
            let taken = referrals * (1.0 - mean(demand.turned_away));
            share_out(inputs, &demand.next, taken, &mut entries);
            if let Some(screening) = &demand.screening {
                let all = referrals + contacts * (1.0 - conversion) * mean(demand.not_referred);
                opening.screening_load[screening.team] += all * mean(screening.load);
            }
        }
        for (stage, entry) in stages.iter().zip(entries.iter_mut()) {
            *entry += mean(stage.from_outside);
        }
        // The pace depends on pressure, and pressure on the decisions that the flow produces: three iterations
        // converge.
        let from_outside = entries.clone();
        let mut pace = IdVec::from(vec![1.0; teams.len()]);
        let mut held: IdVec<CaseStageId, f64> = stages.iter().map(|stage| f64::from(stage.cases)).collect();
        let full_loads: IdVec<TeamId, f64> =
            scenario.teams.ids().map(|team| full_loads(scenario, inputs, team)).collect();
        for _ in 0..3 {
            entries.clone_from(&from_outside);
            opening.decision_load.fill(0.0);
            for (id, stage) in stages.entries().filter(|(_, stage)| !stage.is_decision()) {
                let escalated = stage.escalate.iter().map(|&(_, p)| mean(p)).sum::<f64>() + mean(stage.closed_early);
                let open = held[id];
                for &(to, probability) in &stage.escalate {
                    entries[to] += open * mean(probability);
                }
                let done = completions(inputs, stage, open * (1.0 - escalated).max(0.0), pace[stage.team]);
                share_out(inputs, &stage.next, done, &mut entries);
            }
            for &decision in decisions {
                let stage = &stages[decision];
                opening.decision_load[stage.team] += entries[decision] * mean(stage.held);
                share_out(inputs, &stage.next, entries[decision], &mut entries);
            }
            for (id, team) in scenario.teams.ids().zip(teams) {
                let Some(rules) = &team.cases else { continue };
                let (decisions, screening) = (opening.decision_load[id], opening.screening_load[id]);
                let of_stage = |&stage: &CaseStageId| f64::from(stages[stage].cases);
                let open: f64 = rules.stages.iter().map(of_stage).sum();
                let room = equations::room(mean(rules.maximum), full_loads[id], decisions, screening);
                let mut without = (open - room).max(0.0);
                for stage in &rules.stages {
                    let waiting = without.min(of_stage(stage));
                    held[*stage] = of_stage(stage) - waiting;
                    without -= waiting;
                }
                let load = decisions + screening + rules.stages.iter().map(|&stage| held[stage]).sum::<f64>();
                let pressure = equations::pressure(load, full_loads[id], mean(rules.reference));
                pace[id] = equations::pace(pressure, mean(rules.slowing), mean(rules.pace_elasticity));
            }
        }
        let warnings = out_of_balance(scenario, inputs, &entries, &pace);
        (opening, warnings)
    }
}

/// Full caseloads that a team's staff at the opening can carry, FTE.
fn full_loads(scenario: &Scenario, inputs: &InputPlan, team: TeamId) -> f64 {
    let mean = |id: InputId| inputs.mean(id);
    let absence = 1.0 - (1.0 - mean(scenario.absence.sickness)) * (1.0 - mean(scenario.absence.long_absence));
    let team_of = &scenario.teams[team];
    let agency = f64::from(team_of.agency_workers) * scenario.agency.fte_per_worker;
    let holders = team_of.caseload.as_ref().map_or(0.0, |rules| mean(rules.case_holders));
    weighted_staff(scenario, inputs, team, |stage| stage.caseload_share) * holders * (1.0 - absence) + agency
}

/// The FTE of a team's staff at the opening, agency staff excluded, each weighted by an input of their stage.
pub(super) fn weighted_staff(
    scenario: &Scenario,
    inputs: &InputPlan,
    team: TeamId,
    weight: impl Fn(&RouteStage) -> InputId,
) -> f64 {
    let groups = scenario.staff.iter().filter(|group| group.team == team);
    let fte = groups.map(|group| {
        let route = &scenario.routes[group.route];
        let stage = &route.stages[group.stage];
        let hours = if stage.employed { inputs.mean(scenario.workforce.hours) } else { 1.0 };
        f64::from(group.heads) * route.fte_per_head * hours * inputs.mean(weight(stage))
    });
    fte.sum()
}

/// How many of a stage's cases complete it in a month: of those in its last phase, at most all.
fn completions(inputs: &InputPlan, stage: &CaseStage, cases: f64, pace: f64) -> f64 {
    let done = cases * pace / (stage.months * inputs.mean(stage.duration_factor));
    done.min(cases / f64::from(stage.phases))
}

fn share_out(inputs: &InputPlan, branches: &Branches, cases: f64, entries: &mut IdVec<CaseStageId, f64>) {
    let mut rest = cases;
    for branch in &branches.list {
        if let Some(share) = branch.share {
            let part = cases * inputs.mean(share);
            rest -= part;
            if let Some(to) = branch.to {
                entries[to] += part;
            }
        }
    }
    if let Some(to) = branches.list.iter().find(|branch| branch.share.is_none()).and_then(|branch| branch.to) {
        entries[to] += rest.max(0.0);
    }
}

fn out_of_balance(
    scenario: &Scenario,
    inputs: &InputPlan,
    entries: &IdVec<CaseStageId, f64>,
    pace: &IdVec<TeamId, f64>,
) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    for (id, stage) in scenario.pathway.entries().filter(|(_, stage)| !stage.is_decision()) {
        let escalated =
            stage.escalate.iter().map(|&(_, p)| inputs.mean(p)).sum::<f64>() + inputs.mean(stage.closed_early);
        let cases = f64::from(stage.cases);
        let leaving = escalated + completions(inputs, stage, (1.0 - escalated).max(0.0), pace[stage.team]);
        let balance = entries[id] / leaving;
        let far = cases > balance * FAR || balance > cases * FAR;
        if far && (cases - balance).abs() > MATTERS {
            let problem = Problem::OutOfBalance { stage: stage.name.clone(), cases, balance };
            warnings.push(Diagnostic::warning(problem).at(stage.place));
        }
    }
    warnings
}
