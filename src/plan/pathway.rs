//! The stages of the case pathway, with their random streams.

use crate::ids::{CaseStageId, IdVec, TeamId};
use crate::measures::StageRole;
use crate::random::{Purpose, Stream};
use crate::scenario::{Branches, CaseStage, InputId, Scenario};

/// Branches, each with its random stream.
#[derive(Debug)]
pub(crate) struct BranchesPlan {
    /// Every branch except the rest: destination (`None` is closed), probability, stream.
    pub drawn: Vec<(Option<CaseStageId>, InputId, Stream)>,
    /// Destination of the rest.
    pub rest: Option<CaseStageId>,
}

impl BranchesPlan {
    pub(super) fn new(scenario: &Scenario, branches: &Branches, from: &str) -> Self {
        let mut plan = Self { drawn: Vec::new(), rest: None };
        for branch in &branches.list {
            let to = branch.to.map_or("closed", |index| scenario.pathway[index].id.as_str());
            match branch.share {
                Some(share) => {
                    let stream = Stream::new(scenario.seed, Purpose::Branch, &format!("{from}.next.{to}"));
                    plan.drawn.push((branch.to, share, stream));
                }
                None => plan.rest = branch.to,
            }
        }
        plan
    }
}

/// A case stage.
#[derive(Debug)]
pub(crate) struct StagePlan {
    pub team: TeamId,
    /// Index of its role in [`StageRole::ALL`].
    pub role: Option<usize>,
    pub decision: bool,
    pub held: InputId,
    pub phases: usize,
    /// Probability that a case leaves its phase in a month at the stated pace: phases / months.
    pub leave_phase: f64,
    /// Factor on the mean duration.
    pub duration_factor: InputId,
    pub cases: u32,
    pub next: BranchesPlan,
    /// Escalations: destination, monthly probability, stream by phase.
    pub escalate: Vec<(CaseStageId, InputId, Vec<Stream>)>,
    pub closed_early: InputId,
    pub from_outside: InputId,
    pub in_time: Option<InputId>,
    pub in_time_slope: InputId,
    pub repeat: Option<InputId>,
    /// Streams by phase.
    pub phase_streams: Vec<Stream>,
    pub early_streams: Vec<Stream>,
    pub outside_stream: Stream,
    pub in_time_stream: Stream,
    pub repeat_stream: Stream,
}

pub(crate) fn stages(scenario: &Scenario) -> IdVec<CaseStageId, StagePlan> {
    let each = |stage: &CaseStage| {
        let name = format!("pathway.{}", stage.id);
        let stream = |purpose, what: &str| Stream::new(scenario.seed, purpose, what);
        let by_phase = |purpose, what: &str| {
            (0..stage.phases).map(|phase| stream(purpose, &format!("{what}.{phase}"))).collect::<Vec<_>>()
        };
        let escalate = |&(to, probability): &(CaseStageId, InputId)| {
            let what = format!("{name}.escalate.{}", scenario.pathway[to].id);
            (to, probability, by_phase(Purpose::Escalation, &what))
        };
        StagePlan {
            team: stage.team,
            role: stage.role.and_then(|role| StageRole::ALL.iter().position(|&r| r == role)),
            decision: stage.is_decision(),
            held: stage.held,
            phases: stage.phases as usize,
            leave_phase: if stage.is_decision() { 1.0 } else { f64::from(stage.phases) / stage.months },
            duration_factor: stage.duration_factor,
            cases: stage.cases,
            next: BranchesPlan::new(scenario, &stage.next, &name),
            escalate: stage.escalate.iter().map(escalate).collect(),
            closed_early: stage.closed_early,
            from_outside: stage.from_outside,
            in_time: stage.in_time,
            in_time_slope: stage.in_time_slope,
            repeat: stage.repeat,
            phase_streams: by_phase(Purpose::Phase, &name),
            early_streams: by_phase(Purpose::ClosedEarly, &name),
            outside_stream: stream(Purpose::Outside, &name),
            in_time_stream: stream(Purpose::InTime, &name),
            repeat_stream: stream(Purpose::Repeat, &name),
        }
    };
    scenario.pathway.iter().map(each).collect()
}

/// Whether a yearly effect or a change moves an input of the pathway.
pub(super) fn moves(scenario: &Scenario) -> bool {
    let edited = scenario.changes.iter().flat_map(|change| &change.edits).map(|edit| edit.input);
    let moved = scenario.yearly.iter().flat_map(|effect| &effect.inputs).map(|&(input, _)| input);
    edited.chain(moved).any(|input| scenario.inputs.get(input).address.starts_with("pathway."))
}

/// Decisions in topological order. There are no cycles: validation rejects them.
pub(crate) fn decisions_in_order(scenario: &Scenario) -> Vec<CaseStageId> {
    fn visit(scenario: &Scenario, stage: CaseStageId, done: &mut Vec<CaseStageId>) {
        if done.contains(&stage) || !scenario.pathway[stage].is_decision() {
            return;
        }
        for to in scenario.pathway[stage].next.list.iter().filter_map(|branch| branch.to) {
            visit(scenario, to, done);
        }
        done.push(stage);
    }
    let mut done = Vec::new();
    for stage in scenario.pathway.ids() {
        visit(scenario, stage, &mut done);
    }
    done.reverse();
    done
}
