//! The least or the cheapest plan that meets targets with given chances.
//!
//! [`search`] finds it among the plans of a grid, [`candidate`] is a plan that is tried, [`constraint`] what it must achieve. What is
//! reported of the plan that was found, and of the plans next to it, comes from other futures than those of the search, so that a plan
//! is not found because it was lucky and then judged by the same luck.

mod candidate;
mod constraint;
mod search;
#[cfg(test)]
mod tests;

pub(crate) use candidate::{Feasibility, INDIFFERENCE};
pub(crate) use constraint::{ChanceConstraint, PlanObjective};
pub(crate) use search::{PlansOf, SearchError, total};

use super::grid::PlanGrid;
use super::overlay::overlay_text;
use super::point_figures::{PointFigures, figures_of_plans};
use crate::plan::Plan;
use crate::run::{Options, ProgressCounter, on_threads};
use crate::summary::Statistic;
use candidate::{Candidate, WorldConstraint};
use search::{PlanSearch, SearchResult};

/// Maximum number of plans in a search.
pub(crate) const MAX_PLANS: usize = 20_000;

/// What is asked.
#[derive(Clone, Debug)]
pub(crate) struct PlanQuestion {
    /// The scenario as it is.
    pub base: Plan,
    /// The levers and their values.
    pub grid: PlanGrid,
    /// What a plan must achieve in every world.
    pub constraints: Vec<ChanceConstraint>,
    /// What is to be least.
    pub objective: PlanObjective,
    /// Whether a plan may not make anything worse for children: it must have no flag.
    pub is_safe: bool,
    /// Names of the worlds: the scenario, then stress tests.
    pub worlds: Vec<String>,
    /// Pounds of saving that do not matter.
    pub indifference: f64,
    /// Paths of the scenario and of the overlays on it, as seen from the file of the plan.
    pub bases: Vec<String>,
}

/// The answer.
#[derive(Debug)]
pub(crate) struct PlanAnswer {
    /// What was asked.
    pub question: PlanQuestion,
    /// By constraint, the place of its target in the scenario.
    pub targets: Vec<usize>,
    /// Whether a plan meets the constraints; otherwise `plan` is the one that comes nearest.
    pub is_met: bool,
    /// The plan.
    pub plan: ReportedPlan,
    /// With one step more or less of each lever, as far as the grid goes.
    pub neighbours: Vec<Neighbour>,
    /// The next best of those tried; `None` if no other was run.
    pub next_best: Option<ReportedPlan>,
    /// The scenario as it is, in every world.
    pub base: Vec<PointFigures>,
    /// The plans that were run, in the order of the grid.
    pub tried: Vec<TriedPlan>,
    /// Number of futures of the search, of all plans in all worlds together.
    pub searched: u64,
    /// Number of futures from which the plans are reported.
    pub replications: u64,
}

/// A plan with its figures from other futures than those of the search.
#[derive(Debug)]
pub(crate) struct ReportedPlan {
    /// Its combination of values.
    pub index: usize,
    /// Its figures, by world.
    pub figures: Vec<PointFigures>,
}

/// A plan one step away.
#[derive(Debug)]
pub(crate) struct Neighbour {
    /// Place of the lever.
    pub lever: usize,
    /// The plan.
    pub plan: ReportedPlan,
}

/// A plan that was run in the search.
#[derive(Clone, Debug)]
pub(crate) struct TriedPlan {
    /// Its combination of values.
    pub index: usize,
    /// What was decided.
    pub verdict: Feasibility,
    /// Number of futures.
    pub futures: u64,
    /// By world, then constraint, the share of futures that meet it.
    pub shares: Vec<f64>,
    /// Mean saving at equal capacity, pounds; `None` if it was not needed.
    pub saving: Option<f64>,
}

impl PlanAnswer {
    /// The plan as an overlay on the scenario.
    pub(crate) fn overlay(&self) -> String {
        let PlanQuestion { base, grid, bases, .. } = &self.question;
        let name = format!("{} with {}", base.scenario().name(), grid.words(self.plan.index));
        let source = "assumption: found by staffcast solve";
        let values = grid.values(self.plan.index);
        overlay_text(base.scenario(), bases, Some(&name), &grid.levers, &values, source)
    }

    /// The levers whose value is the last of those tried, so that values beyond it may do better: for cost, or if no plan meets the constraints.
    pub(crate) fn levers_at_end(&self) -> Vec<usize> {
        let may_do_better = !self.is_met || self.question.objective.saving().is_some();
        let grid = &self.question.grid;
        let places = grid.places(self.plan.index);
        let is_last = |&lever: &usize| {
            let number = grid.levers[lever].values.len();
            number > 1 && places[lever] + 1 == number
        };
        (0..places.len()).filter(is_last).filter(|_| may_do_better).collect()
    }

    /// The levers of which one step, either way, leaves every future as it is for the constraints.
    pub(crate) fn levers_without_effect(&self) -> Vec<usize> {
        let constraints = self.question.constraints.len();
        let pairs = (0..self.question.worlds.len())
            .flat_map(|world| (0..constraints).map(move |constraint| (world, constraint)));
        let share = |plan: &ReportedPlan, (world, constraint)| self.share(plan, world, constraint).to_bits();
        let is_same = |plan: &ReportedPlan| pairs.clone().all(|pair| share(plan, pair) == share(&self.plan, pair));
        let of_lever = |lever: usize| self.neighbours.iter().filter(move |one| one.lever == lever);
        let has_none =
            |&lever: &usize| of_lever(lever).next().is_some() && of_lever(lever).all(|one| is_same(&one.plan));
        (0..self.question.grid.levers.len()).filter(has_none).collect()
    }

    /// Whether no plan is found because all that meet the constraints have a flag.
    pub(crate) fn has_flagged_alone(&self) -> bool {
        let verdict = |one: &&TriedPlan| one.index == self.plan.index && one.verdict == Feasibility::Flagged;
        !self.is_met && self.tried.iter().any(|one| verdict(&one))
    }

    /// The share of futures in which a plan meets a constraint in a world; `NaN` if it is undefined in all.
    pub(crate) fn share(&self, plan: &ReportedPlan, world: usize, constraint: usize) -> f64 {
        self.met(plan, world, constraint).map_or(f64::NAN, |met| met.mean)
    }

    /// Whether a plan meets a constraint in a world.
    pub(crate) fn met<'p>(&self, plan: &'p ReportedPlan, world: usize, constraint: usize) -> Option<&'p Statistic> {
        plan.figures.get(world)?.targets.get(self.targets[constraint])
    }

    /// The constraint that binds: world and constraint with the least margin.
    pub(crate) fn binding(&self) -> (usize, usize) {
        let constraints = &self.question.constraints;
        let pairs = (0..self.question.worlds.len())
            .flat_map(|world| (0..constraints.len()).map(move |constraint| (world, constraint)));
        let margin = |&(world, constraint): &(usize, usize)| {
            self.share(&self.plan, world, constraint) - constraints[constraint].chance
        };
        pairs.min_by(|one, two| margin(one).total_cmp(&margin(two))).unwrap_or((0, 0))
    }
}

impl PlanQuestion {
    /// The constraints in every world: world by world.
    fn in_worlds(&self, targets: &[usize]) -> Vec<WorldConstraint> {
        let of_world = |world: usize| {
            let pairs = self.constraints.iter().zip(targets);
            pairs.map(move |(one, &target)| WorldConstraint { world, target, chance: one.chance })
        };
        (0..self.worlds.len()).flat_map(of_world).collect()
    }
}

/// Answers a question. `bases` are the scenario as it is in every world, the first of which is that of the question, and `targets` the places
/// of its targets; `plans_of` makes the plans of a combination, one for each world. The search uses the futures that follow those of `options`.
///
/// # Errors
/// [`SearchError`] if a plan is not valid, if capacity has no price but is needed, or if the progress callback breaks.
pub(crate) fn solve(
    question: PlanQuestion,
    bases: &[Plan],
    targets: &[usize],
    plans_of: &PlansOf<'_>,
    options: &Options<'_>,
) -> Result<PlanAnswer, SearchError> {
    on_threads(options.threads, || {
        let counter = ProgressCounter::new(options.watch, 0);
        let constraints = question.in_worlds(targets);
        let search = PlanSearch {
            base: &question.base,
            grid: &question.grid,
            constraints: &constraints,
            plans_of,
            first: options.first + options.replications,
            saving: question.objective.saving(),
            is_safe: question.is_safe,
            indifference: question.indifference,
            options,
            counter: &counter,
        };
        let SearchResult { tried, best, is_met } = search.run(question.objective)?;
        let index = tried[best].index;
        let next = next_best(&question, &constraints, (&tried, best, is_met));
        let steps = steps(&question.grid, index);
        let indices: Vec<usize> =
            [index].into_iter().chain(next).chain(steps.iter().map(|&(_, index)| index)).collect();
        let (base, mut reported) = report(&indices, bases, plans_of, options, &counter)?;
        let mut take = || reported.remove(0);
        let plan = take();
        let next_best = next.map(|_| take());
        let neighbours = steps.into_iter().map(|(lever, _)| Neighbour { lever, plan: take() }).collect();
        let searched = tried.iter().map(Candidate::futures).sum::<u64>() * question.worlds.len() as u64;
        let tried = tried.iter().map(|one| tried_plan(one, constraints.len())).collect();
        let replications = options.replications;
        let targets = targets.to_vec();
        Ok(PlanAnswer { question, targets, is_met, plan, neighbours, next_best, base, tried, searched, replications })
    })
}

/// The combinations one step from another, with the lever that takes it: the next value, then the one before.
fn steps(grid: &PlanGrid, index: usize) -> Vec<(usize, usize)> {
    let places = grid.places(index);
    let step = |lever: usize, is_next: bool| {
        let mut places = places.clone();
        places[lever] = if is_next { places[lever] + 1 } else { places[lever].checked_sub(1)? };
        (places[lever] < grid.levers[lever].values.len()).then(|| (lever, grid.index(&places)))
    };
    (0..places.len()).flat_map(|lever| [step(lever, true), step(lever, false)]).flatten().collect()
}

/// The next best plan, unless it is one step away and reported as such: for cost, of the others that meet the constraints the one that saves
/// most; for the least sum, of those with the same sum the one with the greatest margin. If no plan meets the constraints, the one that comes
/// nearest after the best.
fn next_best(
    question: &PlanQuestion,
    constraints: &[WorldConstraint],
    (tried, best, is_met): (&[Candidate], usize, bool),
) -> Option<usize> {
    let sum = |one: &Candidate| total(&question.grid.values(one.index));
    let margin = |one: &Candidate| one.margin(constraints);
    let saving = |one: &Candidate| search::mean(&one.savings);
    let others = tried.iter().filter(|one| one.index != tried[best].index);
    let meets = |one: &&Candidate| one.verdict.is_some_and(Feasibility::is_met);
    let next = match question.objective {
        _ if !is_met => others.max_by(|one, two| margin(one).total_cmp(&margin(two))),
        PlanObjective::Cost | PlanObjective::Cash => {
            others.filter(meets).max_by(|one, two| saving(one).total_cmp(&saving(two)))
        }
        PlanObjective::Offers => {
            let same = others.filter(|one| (sum(one) - sum(&tried[best])).abs() < 1e-9);
            same.max_by(|one, two| margin(one).total_cmp(&margin(two)))
        }
    };
    let is_near = |index: usize| steps(&question.grid, tried[best].index).iter().any(|step| step.1 == index);
    next.map(|one| one.index).filter(|&index| !is_near(index))
}

/// The figures of the base, by world, and of these plans.
fn report(
    indices: &[usize],
    bases: &[Plan],
    plans_of: &PlansOf<'_>,
    options: &Options<'_>,
    counter: &ProgressCounter<'_>,
) -> Result<(Vec<PointFigures>, Vec<ReportedPlan>), SearchError> {
    let plans = indices.iter().map(|&index| plans_of(index).map_err(SearchError::Plan));
    let plans: Vec<Vec<Plan>> = plans.collect::<Result<_, _>>()?;
    let mut of_base = Vec::with_capacity(bases.len());
    let mut reported: Vec<ReportedPlan> =
        indices.iter().map(|&index| ReportedPlan { index, figures: Vec::new() }).collect();
    for (world, base) in bases.iter().enumerate() {
        let of_world: Vec<Plan> = plans.iter().map(|plans| plans[world].clone()).collect();
        let mut figures = figures_of_plans(base, &of_world, options, counter)?.into_iter();
        of_base.extend(figures.next());
        reported.iter_mut().zip(figures).for_each(|(plan, figures)| plan.figures.push(figures));
    }
    Ok((of_base, reported))
}

fn tried_plan(one: &Candidate, constraints: usize) -> TriedPlan {
    TriedPlan {
        index: one.index,
        verdict: one.verdict.unwrap_or(Feasibility::Undecided),
        futures: one.futures(),
        shares: (0..constraints).map(|constraint| one.share(constraint)).collect(),
        saving: (!one.savings.is_empty()).then(|| search::mean(&one.savings)),
    }
}
