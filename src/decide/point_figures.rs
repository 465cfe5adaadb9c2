//! The figures of one plan against a base: targets, headlines and savings over the run.

use serde::{Deserialize, Serialize};

use crate::compare::{BaseFutures, SavingsByFuture, SavingsLine};
use crate::plan::Plan;
use crate::run::{
    BLOCK, Cancelled, Columns, Headlines, Layout, Options, ProgressCounter, RunHeadline, Scale, Tally, UnitList,
    figures_by_block, in_units, scale_of, target_series,
};
use crate::summary::Statistic;

/// The figures of a plan over the futures that were run.
#[derive(Clone, Debug)]
pub(crate) struct PointFigures {
    /// By target of the scenario, whether it is met (1 or 0).
    pub targets: Vec<Statistic>,
    /// The headlines, in the order of [`RunHeadline::ALL`]; cost in pounds.
    pub headlines: Vec<Statistic>,
    /// The savings against the base, in the order of [`SavingsByFuture::LINES`].
    pub savings: Vec<Statistic>,
}

/// The same, being added up; empty before the first block.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct PointTallies {
    targets: Vec<Tally>,
    headlines: Vec<Tally>,
    savings: Vec<Tally>,
}

/// The figures of a block of futures.
struct PointBlock {
    replications: usize,
    targets: Vec<Vec<f64>>,
    headlines: Headlines<BLOCK>,
    savings: [[f64; BLOCK]; SavingsByFuture::LINES.len()],
}

/// Futures that are run at a time: what is kept of the base for each takes a few kilobytes.
const CHUNK: u64 = 8_192;

/// The figures of the base, then of each plan, on the same futures; in a shard, those of its plans.
pub(super) fn figures_of_plans(
    base: &Plan,
    plans: &[Plan],
    options: &Options<'_>,
    counter: &ProgressCounter<'_>,
) -> Result<Vec<PointFigures>, Cancelled> {
    let all: Vec<&Plan> = std::iter::once(base).chain(plans).collect();
    let mut first = 0;
    let found = options.over_units("plans", all.len() as u64, UnitList(Vec::new()), |range, to| {
        first = range.start as usize;
        let own = &all[first..range.end as usize];
        to.0 = tallies_of_plans(base, own, options, counter)?;
        Ok::<(), Cancelled>(())
    })?;
    // A shard has no figures of the plans of others.
    let mut figures = vec![PointTallies::default().figures(); all.len()];
    figures[first..].iter_mut().zip(&found.0).for_each(|(figures, found)| *figures = found.figures());
    Ok(figures)
}

/// What is tallied of some plans, of which the base may be one.
fn tallies_of_plans(
    base: &Plan,
    plans: &[&Plan],
    options: &Options<'_>,
    counter: &ProgressCounter<'_>,
) -> Result<Vec<PointTallies>, Cancelled> {
    let mut tallies: Vec<PointTallies> = plans.iter().map(|_| PointTallies::default()).collect();
    let mut done = 0;
    while done < options.replications && !plans.is_empty() {
        let replications = CHUNK.min(options.replications - done);
        let of_chunk = Options { first: options.first + done, replications, ..*options };
        let futures = BaseFutures::run(base, &of_chunk, counter)?;
        for (plan, tallies) in plans.iter().zip(&mut tallies) {
            tallies.run((base, &futures), plan, &of_chunk, counter)?;
        }
        done += replications;
    }
    Ok(tallies)
}

impl PointTallies {
    /// Runs `plan` on the futures of `options`, which are those of `base_futures`, and adds them.
    pub(super) fn run(
        &mut self,
        (base, base_futures): (&Plan, &BaseFutures),
        plan: &Plan,
        options: &Options<'_>,
        counter: &ProgressCounter<'_>,
    ) -> Result<(), Cancelled> {
        let savings = SavingsByFuture::new(base, plan);
        let layout = Layout::new(plan);
        let mut series = savings.series();
        series.extend(target_series(plan));
        series.sort_unstable();
        series.dedup();
        let block = |block: usize, columns: &Columns, headlines: &Headlines<BLOCK>| PointBlock {
            replications: columns.replications(),
            targets: (0..layout.targets).map(|target| columns.column(layout.target(target)).to_vec()).collect(),
            headlines: in_units(headlines),
            savings: savings.of_block(SavingsByFuture::LINES, base_futures, block, columns),
        };
        let blocks = figures_by_block(plan, options, counter, &series, block)?;
        for block in &blocks {
            if self.headlines.is_empty() {
                *self = Self::new(block);
            }
            self.add_block(block);
        }
        Ok(())
    }

    /// Empty tallies, with deviations from the first future.
    fn new(first: &PointBlock) -> Self {
        let savings = SavingsByFuture::LINES.iter().zip(&first.savings);
        let headlines = RunHeadline::ALL.into_iter().zip(&first.headlines);
        Self {
            targets: first.targets.iter().map(|met| Tally::new(met[0], Scale::WHOLE)).collect(),
            headlines: headlines.map(|(one, values)| Tally::new(values.0[0], scale_of(one.unit()))).collect(),
            savings: savings.map(|(line, values)| Tally::new(values[0], scale_of(line.unit()))).collect(),
        }
    }

    fn add_block(&mut self, block: &PointBlock) {
        let n = block.replications;
        self.targets.iter_mut().zip(&block.targets).for_each(|(tally, met)| tally.add(met));
        self.headlines.iter_mut().zip(&block.headlines).for_each(|(tally, values)| tally.add(&values.0[..n]));
        self.savings.iter_mut().zip(&block.savings).for_each(|(tally, values)| tally.add(&values[..n]));
    }

    /// The statistics of all figures.
    pub(super) fn figures(&self) -> PointFigures {
        let of = |tallies: &[Tally]| tallies.iter().map(Statistic::of).collect();
        PointFigures { targets: of(&self.targets), headlines: of(&self.headlines), savings: of(&self.savings) }
    }
}

impl PointFigures {
    /// Number of futures.
    fn futures(&self) -> u64 {
        self.savings.iter().map(|one| one.n_defined).max().unwrap_or(0)
    }

    /// A line of the savings over the run; `None` for a line that is not computed, or if it is undefined in a future because capacity has
    /// no price.
    pub(crate) fn saving(&self, line: SavingsLine) -> Option<&Statistic> {
        let place = SavingsByFuture::LINES.iter().position(|&one| one == line)?;
        self.savings.get(place).filter(|saving| saving.n_defined == self.futures())
    }
}
