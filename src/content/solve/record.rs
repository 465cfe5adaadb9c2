//! A search for a plan as a JSON record.

use serde::Serialize;

use super::{sentences, table};
use crate::compare::SavingsLine;
use crate::content::cell::rounded;
use crate::content::levers::ValueRecord;
use crate::decide::solve::{PlanAnswer, PlanObjective, ReportedPlan, TriedPlan};
use crate::units::Unit;

/// A search for a plan.
#[derive(Serialize)]
pub(crate) struct SolveRecord {
    name: String,
    objective: &'static str,
    levers: Vec<String>,
    constraints: Vec<ConstraintRecord>,
    /// Whether plans with a flag were left out.
    safe: bool,
    /// Whether the plan meets the constraints; otherwise it is the one that comes nearest.
    met: bool,
    plan: PlanRecord,
    neighbours: Vec<PlanRecord>,
    next_best: Option<PlanRecord>,
    /// Number of futures from which the plans are reported.
    replications: u64,
    /// Number of futures of the search.
    searched: u64,
    tried: Vec<TriedRecord>,
}

#[derive(Serialize)]
struct ConstraintRecord {
    target: String,
    world: String,
    chance: f64,
    /// The likelihood as it is.
    base: Option<f64>,
}

#[derive(Serialize)]
struct PlanRecord {
    values: Vec<ValueRecord>,
    /// By constraint.
    likelihoods: Vec<Option<f64>>,
    mc_errors: Vec<Option<f64>>,
    net_saving: Option<f64>,
    capacity_gained: Option<f64>,
    like_for_like_saving: Option<f64>,
}

#[derive(Serialize)]
struct TriedRecord {
    values: Vec<ValueRecord>,
    verdict: &'static str,
    futures: u64,
    shares: Vec<Option<f64>>,
}

pub(super) fn record(answer: &PlanAnswer) -> SolveRecord {
    let question = &answer.question;
    let constraint = |(world, constraint): (usize, usize)| ConstraintRecord {
        target: question.constraints[constraint].target.clone(),
        world: question.worlds[world].clone(),
        chance: question.constraints[constraint].chance,
        base: answer.base[world]
            .targets
            .get(answer.targets[constraint])
            .and_then(|met| rounded(met.mean, Unit::Probability)),
    };
    SolveRecord {
        name: question.base.scenario().name().to_owned(),
        objective: match question.objective {
            PlanObjective::Offers => "offers",
            PlanObjective::Cost => "cost",
            PlanObjective::Cash => "cash",
        },
        levers: question.grid.levers.iter().map(|lever| lever.address.clone()).collect(),
        constraints: sentences::constraints(answer).map(constraint).collect(),
        safe: question.is_safe,
        met: answer.is_met,
        plan: plan(answer, &answer.plan),
        neighbours: answer.neighbours.iter().map(|one| plan(answer, &one.plan)).collect(),
        next_best: answer.next_best.as_ref().map(|one| plan(answer, one)),
        replications: answer.replications,
        searched: answer.searched,
        tried: answer.tried.iter().map(|one| tried(answer, one)).collect(),
    }
}

fn values(answer: &PlanAnswer, index: usize) -> Vec<ValueRecord> {
    answer.question.grid.values(index).into_iter().map(Into::into).collect()
}

fn plan(answer: &PlanAnswer, of: &ReportedPlan) -> PlanRecord {
    let met = || sentences::constraints(answer).map(|(world, constraint)| answer.met(of, world, constraint));
    let saving = |line: SavingsLine| {
        let one = of.figures.first().and_then(|figures| figures.saving(line))?;
        rounded(one.mean, line.unit())
    };
    PlanRecord {
        values: values(answer, of.index),
        likelihoods: met().map(|met| rounded(met?.mean, Unit::Probability)).collect(),
        mc_errors: met().map(|met| rounded(met?.known_error()?, Unit::Probability)).collect(),
        net_saving: saving(SavingsLine::Net),
        capacity_gained: saving(SavingsLine::Capacity),
        like_for_like_saving: saving(SavingsLine::LikeForLike),
    }
}

fn tried(answer: &PlanAnswer, one: &TriedPlan) -> TriedRecord {
    TriedRecord {
        values: values(answer, one.index),
        verdict: table::verdict(one.verdict),
        futures: one.futures,
        shares: one.shares.iter().map(|&share| rounded(share, Unit::Probability)).collect(),
    }
}
