//! Mean flows at the opening: the work from decisions and screening, and whether every stage opens with the stock that
//! its inflow and duration would sustain.

use super::TeamPlan;
use super::equations;
use super::inputs::InputPlan;
use crate::ids::{CaseStageId, IdVec, TeamId};
use crate::scenario::{Branches, Diagnostic, InputId, Problem, Scenario};

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
            share_out(inputs, &demand.next, referrals, &mut entries);
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
        for _ in 0..3 {
            entries.clone_from(&from_outside);
            opening.decision_load.fill(0.0);
            for stage in stages.iter().filter(|stage| !stage.is_decision()) {
                let escalated: f64 = stage.escalate.iter().map(|&(_, p)| mean(p)).sum();
                let open = f64::from(stage.cases);
                for &(to, probability) in &stage.escalate {
                    entries[to] += open * mean(probability);
                }
                let done = open * (1.0 - escalated).max(0.0) * pace[stage.team] / stage.months;
                share_out(inputs, &stage.next, done, &mut entries);
            }
            for &decision in decisions {
                let stage = &stages[decision];
                opening.decision_load[stage.team] += entries[decision] * mean(stage.held);
                share_out(inputs, &stage.next, entries[decision], &mut entries);
            }
            for team in pace.ids() {
                pace[team] = opening.pace(scenario, inputs, team);
            }
        }
        let warnings = out_of_balance(scenario, inputs, &entries, &pace);
        (opening, warnings)
    }

    /// A team's pace of work at the opening.
    fn pace(&self, scenario: &Scenario, inputs: &InputPlan, team: TeamId) -> f64 {
        let Some(rules) = &scenario.teams[team].caseload else { return 1.0 };
        let mean = |id: InputId| inputs.mean(id);
        let open: u32 = scenario.pathway.iter().filter(|stage| stage.team == team).map(|stage| stage.cases).sum();
        let load = f64::from(open) + self.decision_load[team] + self.screening_load[team];
        let absence = 1.0 - (1.0 - mean(scenario.absence.sickness)) * (1.0 - mean(scenario.absence.long_absence));
        let permanent: f64 = scenario
            .staff
            .iter()
            .filter(|group| group.team == team)
            .map(|group| {
                let route = &scenario.routes[group.route];
                f64::from(group.heads) * route.fte_per_head * mean(route.stages[group.stage].caseload_share)
            })
            .sum();
        let agency = f64::from(scenario.teams[team].agency_workers) * scenario.agency.fte_per_worker;
        let full_loads = permanent * (1.0 - absence) + agency;
        equations::pace(equations::pressure(load, full_loads, mean(rules.reference)), mean(rules.slowing))
    }
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
    for (stage, &entry) in scenario.pathway.iter().zip(entries).filter(|(stage, _)| !stage.is_decision()) {
        let escalated: f64 = stage.escalate.iter().map(|&(_, p)| inputs.mean(p)).sum();
        let leaving = escalated + (1.0 - escalated).max(0.0) * pace[stage.team] / stage.months;
        let (cases, balance) = (f64::from(stage.cases), entry / leaving);
        let far = cases > balance * FAR || balance > cases * FAR;
        if far && (cases - balance).abs() > MATTERS {
            let problem = Problem::OutOfBalance { stage: stage.name.clone(), cases, balance };
            warnings.push(Diagnostic::warning(problem).at(stage.place));
        }
    }
    warnings
}
