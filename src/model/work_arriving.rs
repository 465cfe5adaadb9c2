//! The work that arrives in a month: the staff whom its new cases need over their whole path at the stated lengths, whoever is there to
//! do it (section 8 of `docs/model.md`). A queue or a faster pace moves work to another month and does not change it.

use super::state::State;
use crate::ids::CaseStageId;
use crate::lanes::{Lanes, each, update};
use crate::measures::counts::StageCount::NewCases;
use crate::measures::counts::TeamCount::{ScreeningLoad, WorkArriving};
use crate::plan::{BranchesPlan, Plan, StagePlan, Values};

/// Case-months that a case still needs from each team, from the start of a phase to the end of its path: by stage, phase and team.
pub(crate) type CaseWork<const N: usize> = Vec<Vec<Vec<Lanes<N>>>>;

/// Rounds of substitution. In each, a stage takes over what the stages that it leads to cost in the round before or in this one, so
/// a path through as many stages is exact, and of a path that returns to a stage with probability r at most r^20 is left out.
const ROUNDS: usize = 20;

/// No work in any stage.
pub(crate) fn no_work<const N: usize>(plan: &Plan) -> CaseWork<N> {
    let of_phase = || vec![Lanes::ZERO; plan.teams.len()];
    plan.stages.iter().map(|stage| (0..stage.phases.max(1)).map(|_| of_phase()).collect()).collect()
}

/// Nothing is known of what arrived in the month before the first.
#[inline(always)]
pub(crate) fn open<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for (team, record) in plan.teams.iter().zip(&mut state.record.teams) {
        if team.cases.is_some() {
            record[WorkArriving] = Lanes::all(f64::NAN);
        }
    }
}

/// The work of a case, at the inputs of the month.
#[inline(always)]
pub(crate) fn work_of_a_case<const N: usize>(plan: &Plan, state: &mut State<N>, month: usize) {
    if month > 0 && !plan.pathway_moves {
        return;
    }
    let exits: Vec<StageExits<N>> = plan.stages.iter().map(|stage| StageExits::new(stage, &state.values)).collect();
    let work = &mut state.case_work;
    work.iter_mut().flatten().flatten().for_each(|work| *work = Lanes::ZERO);
    for _ in 0..ROUNDS {
        let mut has_changed = false;
        for (index, stage) in plan.stages.iter().enumerate().rev() {
            for team in 0..plan.teams.len() {
                let own = if team == stage.team.index() { 1.0 } else { 0.0 };
                let mut from_here = branched(&stage.next, work, team, &state.values);
                for phase in (0..stage.phases.max(1)).rev() {
                    from_here = exits[index].work(own, &from_here, |to: CaseStageId| work[to.index()][0][team]);
                    has_changed |= work[index][phase][team] != from_here;
                    work[index][phase][team] = from_here;
                }
            }
        }
        // Every further round would be the same.
        if !has_changed {
            break;
        }
    }
}

/// How a case leaves a phase of a stage.
struct StageExits<const N: usize> {
    /// Mean months in the phase; for a decision, the share of the month that it takes.
    months: Lanes<N>,
    /// Escalations: destination and probability.
    escalated: Vec<(CaseStageId, Lanes<N>)>,
    /// Probability of completing the phase.
    completed: Lanes<N>,
}

impl<const N: usize> StageExits<N> {
    #[inline(always)]
    fn new(stage: &StagePlan, values: &Values<N>) -> Self {
        if stage.decision {
            return Self { months: *values.get(stage.held), escalated: Vec::new(), completed: Lanes::all(1.0) };
        }
        // In a month: escalations one after the other, then completion among the rest.
        let mut stays = Lanes::all(1.0);
        let mut escalated = Vec::new();
        for &(to, probability, _) in &stage.escalate {
            let goes = each((&stays, values.get(probability)), |(stays, probability)| stays * probability);
            stays -= &goes;
            escalated.push((to, goes));
        }
        let completed = each((&stays, values.get(stage.duration_factor)), |(stays, duration)| {
            let p = stage.leave_phase / duration;
            if p < 1.0 { stays * p } else { stays }
        });
        let mut leaves = completed;
        for (_, goes) in &escalated {
            leaves += goes;
        }
        let share = |of: &Lanes<N>| each((of, &leaves), |(of, leaves)| of / leaves);
        Self {
            months: each(&leaves, |leaves| 1.0 / leaves),
            completed: share(&completed),
            escalated: escalated.iter().map(|(to, goes)| (*to, share(goes))).collect(),
        }
    }

    /// The work from the beginning of a phase, given that from its completion and that of each stage; `own` is 1 for the team of the
    /// stage and 0 for others.
    #[inline(always)]
    fn work(&self, own: f64, from_completion: &Lanes<N>, of_stage: impl Fn(CaseStageId) -> Lanes<N>) -> Lanes<N> {
        let mut work = each((&self.months, &self.completed, from_completion), |(months, completed, later)| {
            own * months + completed * later
        });
        for (to, share) in &self.escalated {
            update(&mut work, (share, &of_stage(*to)), |work, (share, later)| *work += share * later);
        }
        work
    }
}

/// The work of a team from a point at which cases go to one of several stages.
#[inline(always)]
fn branched<const N: usize>(next: &BranchesPlan, work: &CaseWork<N>, team: usize, values: &Values<N>) -> Lanes<N> {
    let mut sum = Lanes::ZERO;
    let mut rest = Lanes::all(1.0);
    for &(to, share, _) in &next.drawn {
        let share = each((&rest, values.get(share)), |(rest, share)| if share < rest { share } else { rest });
        rest -= &share;
        if let Some(to) = to {
            update(&mut sum, (&share, &work[to.index()][0][team]), |sum, (share, work)| *sum += share * work);
        }
    }
    if let Some(to) = next.rest {
        update(&mut sum, (&rest, &work[to.index()][0][team]), |sum, (rest, work)| *sum += rest * work);
    }
    sum
}

/// Takes off what cases closed early in a phase would still have taken.
#[inline(always)]
pub(crate) fn cut_short<const N: usize>(state: &mut State<N>, stage: CaseStageId, phase: usize, cases: &Lanes<N>) {
    let work = &state.case_work[stage.index()][phase];
    for (record, work) in state.record.teams.iter_mut().zip(work) {
        update(&mut record[WorkArriving], (cases, work), |arriving, (cases, work)| *arriving -= cases * work);
    }
}

/// New cases with their work, and screening, over the reference caseload.
#[inline(always)]
pub(crate) fn month<const N: usize>(plan: &Plan, state: &mut State<N>) {
    for (index, team) in plan.teams.iter().enumerate() {
        let Some(cases) = &team.cases else { continue };
        let record = &mut state.record.teams[index];
        let mut work = record[WorkArriving];
        work += &record[ScreeningLoad];
        for (counts, of_stage) in state.record.stages.iter().zip(&state.case_work) {
            update(&mut work, (&counts[NewCases], &of_stage[0][index]), |work, (cases, each)| *work += cases * each);
        }
        record[WorkArriving] = each((&work, state.values.get(cases.reference)), |(work, reference)| work / reference);
    }
}
