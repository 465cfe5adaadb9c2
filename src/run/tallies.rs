//! The tallies of a plan's figures.

use super::columns::Columns;
use super::tally::Tally;
use super::waves::{Waves, for_each_tally};
use super::{Cancelled, Layout, Options, ProgressCounter};
use crate::plan::Plan;
use crate::units::Unit;

/// By cell of a plan's rows, its tally.
pub(crate) struct Tallies {
    pub layout: Layout,
    pub replications: u64,
    pub cells: Vec<Tally>,
}

impl Tallies {
    /// Tallies of no replications. `origin` has the figures of replication 1.
    pub(crate) fn new(plan: &Plan, origin: &Columns, replications: u64) -> Self {
        let layout = Layout::new(plan);
        let new = |(cell, finest)| Tally::new(origin.column(cell)[0], finest);
        let cells = finest_widths(plan, &layout).into_iter().enumerate().map(new).collect();
        Self { layout, replications, cells }
    }

    /// Runs every replication of a plan.
    pub(crate) fn of(plan: &Plan, options: &Options<'_>, counter: &ProgressCounter<'_>) -> Result<Self, Cancelled> {
        let waves = Waves::new(plan, options, counter);
        let mut tallies = Self::new(plan, &waves.origin(), options.replications);
        let mut blocks = Vec::new();
        for wave in waves.numbers() {
            waves.run(wave, &mut blocks)?;
            tallies.add(&blocks);
        }
        Ok(tallies)
    }

    /// Adds blocks of replications.
    pub(crate) fn add(&mut self, blocks: &[Columns]) {
        for_each_tally(&mut self.cells, |cell, tally| blocks.iter().for_each(|block| tally.add(block.column(cell))));
    }
}

/// By cell of a plan's rows, the exponent of the narrowest bin of use.
fn finest_widths(plan: &Plan, layout: &Layout) -> Vec<i32> {
    let series: Vec<i32> = plan.series.iter().map(|one| finest_width(one.series.measure.unit)).collect();
    let times = 1 + layout.months + layout.years;
    let series = series.iter().copied().cycle().take(times * series.len());
    let budgets = std::iter::repeat_n(finest_width(Unit::Pounds), layout.budgets);
    let yes_or_no = std::iter::repeat_n(0, layout.budgets + layout.targets);
    series.chain(budgets).chain(yes_or_no).collect()
}

/// The exponent of the narrowest bin of use for a unit: a pound, 0.004 cases, 0.00002 of a share. A bin need not be narrower
/// than anybody would notice.
pub(crate) fn finest_width(unit: Unit) -> i32 {
    match unit {
        _ if unit.is_money() => 0,
        Unit::Share | Unit::Probability | Unit::MonthlyProbability | Unit::YearlyRate | Unit::YearlyGrowth => -16,
        Unit::CasesPerFte => -10,
        _ => -8,
    }
}
