//! Runs a study under one stress scenario.

use serde::{Deserialize, Serialize};

use super::savings_by_future::{BaseFutures, SavingsByFuture};
use super::stress::{GoalLikelihoods, STRESS_MEASURES};
use super::target_likelihoods::{GoalReader, MetCount, merge_counts};
use crate::measures::Measure;
use crate::plan::Plan;
use crate::run::{
    Accumulator, BLOCK, Cancelled, Columns, Layout, Options, OtherShape, ProgressCounter, Scale, Tally, Waves, join,
    merge_tallies, origin, scale_of,
};
use crate::scenario::Series;
use crate::summary::Statistic;

/// The results of one plan under one scenario.
pub(super) struct StressRow {
    /// By measure of [`STRESS_MEASURES`]; `None` if the plan does not report it.
    pub measures: [Option<Statistic>; STRESS_MEASURES.len()],
    /// By line of [`SavingsByFuture::LINES`]; `None` if it is undefined, because capacity has no price.
    pub savings: [Option<Statistic>; SavingsByFuture::LINES.len()],
    pub likelihoods: GoalLikelihoods,
}

/// The results of the base and the plans of a study, the base first, under one scenario: side by side, so that savings are of the same futures
/// and nothing is kept of a run.
pub(super) fn stress_rows(
    plans: &[Plan],
    study: &[(&str, &Plan)],
    options: &Options<'_>,
    counter: &ProgressCounter<'_>,
) -> Result<Vec<StressRow>, Cancelled> {
    let Some(base) = plans.first() else { return Ok(Vec::new()) };
    // All targets are those of the base; each target is the plan's own.
    let goals = |own: &Plan, plan: &Plan| {
        [study.first().map_or(own, |(_, base)| *base), own].map(|of| GoalReader::new(of, plan))
    };
    let pairs = plans.iter().zip(study);
    let runs: Vec<StressRun> = pairs.map(|(plan, (_, own))| StressRun::new(base, plan, goals(own, plan))).collect();
    let none = StressTallies(plans.iter().zip(&runs).map(|(plan, run)| run.none(plan)).collect());
    let found = options.over_futures("stress test", none, |options, to| {
        let waves: Vec<Waves<'_>> = plans.iter().map(|plan| Waves::new(plan, options, counter)).collect();
        let mut blocks = Vec::new();
        for wave in waves[0].all(false) {
            let mut base_futures = BaseFutures::none();
            for (place, ((waves, run), to)) in waves.iter().zip(&runs).zip(&mut to.0).enumerate() {
                waves.run(&wave, &mut blocks)?;
                if place == 0 {
                    base_futures = BaseFutures::of_blocks(base, &blocks);
                }
                run.add(&blocks, &base_futures, to);
            }
        }
        Ok(())
    })?;
    Ok(found.0.into_iter().map(RowTallies::finish).collect())
}

/// What is tallied of one plan under one scenario.
struct StressRun {
    /// By measure of [`STRESS_MEASURES`], the cells that are added up, and the scale of their sum.
    measures: [Option<(Vec<usize>, Scale)>; STRESS_MEASURES.len()],
    savings: SavingsByFuture,
    /// All targets of the base, and each of the plan's own.
    goals: [GoalReader; 2],
}

/// What was tallied, by plan.
#[derive(Serialize, Deserialize)]
struct StressTallies(Vec<RowTallies>);

/// What was tallied of one plan.
#[derive(Serialize, Deserialize)]
struct RowTallies {
    /// By measure of [`STRESS_MEASURES`].
    measures: [Option<Tally>; STRESS_MEASURES.len()],
    /// By line of [`SavingsByFuture::LINES`].
    saved: [Tally; SavingsByFuture::LINES.len()],
    met: [Vec<MetCount>; 2],
}

impl Accumulator for StressTallies {
    fn merge(&mut self, later: Self) -> Result<(), OtherShape> {
        join(&mut self.0, later.0, RowTallies::merge)
    }
}

impl StressRun {
    fn new(base: &Plan, plan: &Plan, goals: [GoalReader; 2]) -> Self {
        let layout = Layout::new(plan);
        let measures = STRESS_MEASURES.map(|id| {
            let measure = Measure::find(id)?;
            let place = plan.series.iter().position(|one| one.series == Series { measure, team: None, of: None })?;
            let cells: Vec<usize> = if id == "cost" {
                (0..layout.years).map(|year| layout.year(year, place)).collect()
            } else {
                vec![layout.month(layout.months - 1, place)]
            };
            Some((cells, scale_of(measure.unit)))
        });
        Self { measures, savings: SavingsByFuture::new(base, plan), goals }
    }

    /// Nothing tallied yet of the plan.
    fn none(&self, plan: &Plan) -> RowTallies {
        let origin = origin(plan);
        let measure = |one: &Option<(Vec<usize>, Scale)>| {
            one.as_ref().map(|(cells, scale)| Tally::new(sum_of(&origin, cells)[0], *scale))
        };
        RowTallies {
            measures: self.measures.each_ref().map(measure),
            saved: SavingsByFuture::LINES.map(|line| Tally::new(0.0, scale_of(line.unit()))),
            met: self.goals.each_ref().map(|goals| vec![MetCount::default(); goals.count()]),
        }
    }

    /// Adds the blocks of a wave, and what they save against those of the base.
    fn add(&self, blocks: &[Columns], base: &BaseFutures, to: &mut RowTallies) {
        for (place, block) in blocks.iter().enumerate() {
            let number = block.replications();
            for (goals, met) in self.goals.iter().zip(&mut to.met) {
                met.iter_mut().zip(&goals.read(block)).for_each(|(met, outcome)| met.add(outcome));
            }
            for ((cells, _), tally) in self.measures.iter().flatten().zip(to.measures.iter_mut().flatten()) {
                tally.add(&sum_of(block, cells)[..number]);
            }
            let savings = self.savings.of_block(SavingsByFuture::LINES, base, place, block);
            to.saved.iter_mut().zip(&savings).for_each(|(tally, saved)| tally.add(&saved[..number]));
        }
    }
}

impl RowTallies {
    fn merge(&mut self, later: Self) -> Result<(), OtherShape> {
        for (ours, later) in self.measures.iter_mut().zip(later.measures) {
            match (ours, later) {
                (Some(ours), Some(later)) => merge_tallies(std::slice::from_mut(ours), &[later])?,
                (None, None) => {}
                _ => return Err(OtherShape),
            }
        }
        for (ours, later) in self.met.iter_mut().zip(later.met) {
            merge_counts(ours, later)?;
        }
        merge_tallies(&mut self.saved, &later.saved)
    }

    fn finish(self) -> StressRow {
        let [of_base, own] =
            self.met.map(|met| met.into_iter().map(MetCount::likelihood).collect::<Vec<Option<f64>>>());
        StressRow {
            measures: self.measures.map(|one| one.as_ref().map(Statistic::of)),
            savings: self.saved.map(|tally| (tally.defined() > 0).then(|| Statistic::of(&tally))),
            likelihoods: GoalLikelihoods {
                all: of_base.first().copied().flatten(),
                targets: own.into_iter().skip(1).collect(),
            },
        }
    }
}

/// The sum of cells, by replication of a block.
fn sum_of(block: &Columns, cells: &[usize]) -> [f64; BLOCK] {
    let mut sum = [0.0; BLOCK];
    for &cell in cells {
        sum.iter_mut().zip(block.column(cell)).for_each(|(sum, value)| *sum += value);
    }
    sum
}
