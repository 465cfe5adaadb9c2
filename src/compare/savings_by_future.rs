//! The savings of plans over the run, future by future, without anything else of a comparison.

use std::sync::Arc;

use super::equal_capacity::{CapacityTeams, YearAmounts};
use super::kept_cells::{CellValues as _, KeptCells};
use super::savings_cells::place;
use super::savings_line::SavingsLine;
use crate::plan::Plan;
use crate::run::{BLOCK, Cancelled, Columns, Headlines, Layout, Options, ProgressCounter, figures_by_block};

/// What is kept of the base to compare plans with it on the same replications.
pub(crate) struct BaseFutures {
    blocks: Vec<KeptCells>,
}

/// How the savings of a plan against a base are computed.
pub(crate) struct SavingsByFuture {
    capacity: CapacityTeams,
    base: Costs,
    other: Costs,
}

/// Where the cost of the service in each financial year stands.
struct Costs {
    series: Option<usize>,
    cells: Vec<usize>,
}

impl Costs {
    fn new(plan: &Plan) -> Self {
        let (series, layout) = (place(plan, "cost", None), Layout::new(plan));
        let cells = series.iter().flat_map(|&cost| (0..layout.years).map(move |year| (year, cost)));
        Self { cells: cells.map(|(year, cost)| layout.year(year, cost)).collect(), series }
    }
}

impl BaseFutures {
    /// No futures yet.
    pub(crate) fn none() -> Self {
        Self { blocks: Vec::new() }
    }

    /// Those of blocks of a run of the base.
    pub(super) fn of_blocks(base: &Plan, blocks: &[Columns]) -> Self {
        let cells = SavingsByFuture::new(base, base).cells_of_base(base);
        Self { blocks: blocks.iter().map(|block| KeptCells::of(block, &cells)).collect() }
    }

    /// Adds the futures that follow.
    pub(crate) fn append(&mut self, next: Self) {
        self.blocks.extend(next.blocks);
    }

    /// Number of whole blocks.
    pub(crate) fn blocks(&self) -> usize {
        self.blocks.len()
    }

    /// Runs the base on the replications of `options`.
    pub(crate) fn run(base: &Plan, options: &Options<'_>, counter: &ProgressCounter<'_>) -> Result<Self, Cancelled> {
        Ok(Self::run_and(base, options, counter, &[], |_, _| ())?.0)
    }

    /// The same, and what `of` returns for each block, given its figures of the further series `series` and the headlines.
    pub(crate) fn run_and<T: Send>(
        base: &Plan,
        options: &Options<'_>,
        counter: &ProgressCounter<'_>,
        series: &[usize],
        of: impl Fn(&Columns, &Headlines<BLOCK>) -> T + Sync,
    ) -> Result<(Self, Vec<T>), Cancelled> {
        let savings = SavingsByFuture::new(base, base);
        let cells = savings.cells_of_base(base);
        let mut all = savings.series();
        all.extend(series);
        all.sort_unstable();
        all.dedup();
        let keep = |_: usize, columns: &Columns, headlines: &Headlines<BLOCK>| {
            (KeptCells::of(columns, &cells), of(columns, headlines))
        };
        let (blocks, others) = figures_by_block(base, options, counter, &all, keep)?.into_iter().unzip();
        Ok((Self { blocks }, others))
    }
}

impl SavingsByFuture {
    /// The cells of the base that are read.
    fn cells_of_base(&self, base: &Plan) -> Arc<[usize]> {
        let layout = Layout::new(base);
        let [by_month, _] = self.capacity.series();
        let months = (0..layout.months).flat_map(|month| by_month.iter().map(move |&series| (month, series)));
        let mut cells: Vec<usize> = months.map(|(month, series)| layout.month(month, series)).collect();
        cells.extend(&self.base.cells);
        cells.sort_unstable();
        cells.dedup();
        cells.into()
    }

    /// The lines that are computed.
    pub(crate) const LINES: [SavingsLine; 4] = SavingsLine::BY_TEAM;

    pub(crate) fn new(base: &Plan, other: &Plan) -> Self {
        Self { capacity: CapacityTeams::new(base, other), base: Costs::new(base), other: Costs::new(other) }
    }

    /// The series of the plan that are read.
    pub(crate) fn series(&self) -> Vec<usize> {
        let [_, mut series] = self.capacity.series();
        series.extend(self.other.series);
        series
    }

    /// `lines`, each one of [`Self::LINES`], over the run, in pounds or full-load FTE-years, of a block of the plan and the same block of the
    /// base. Values after the block's last replication are unspecified.
    pub(crate) fn of_block<const N: usize>(
        &self,
        lines: [SavingsLine; N],
        base: &BaseFutures,
        block: usize,
        other: &Columns,
    ) -> [[f64; BLOCK]; N] {
        const MONTHS_IN_A_YEAR: f64 = 12.0;
        let base = &base.blocks[block];
        let mut net = [0.0; BLOCK];
        for (&here, &there) in self.base.cells.iter().zip(&self.other.cells) {
            let costs = base.column(here).iter().zip(other.column(there));
            net.iter_mut().zip(costs).for_each(|(net, (here, there))| *net += here - there);
        }
        let mut run = YearAmounts::zero();
        for year in 0..self.base.cells.len() {
            (0..self.capacity.count()).for_each(|team| run.add(&self.capacity.amounts(team, year, base, other)));
        }
        lines.map(|line| {
            let amounts = if line == SavingsLine::Net { net } else { run.line(line, &net) };
            let is_fte = line.unit() == crate::units::Unit::Fte;
            if is_fte { amounts.map(|months| months / MONTHS_IN_A_YEAR) } else { amounts }
        })
    }
}
