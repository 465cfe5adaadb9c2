//! Tallies of all figures of a plan.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::block::BLOCK;
use super::cell_tallies::CellTallies;
use super::columns::Columns;
use super::layout::ResponseFigure;
use super::shard::{Accumulator, OtherShape};
use super::tally::{Scale, Tally};
use super::waves::{Waves, origin};
use super::{Cancelled, KeptReplications, Layout, Options, ProgressCounter};
use crate::plan::Plan;
use crate::units::Unit;

/// The tallies of a plan's figures, by cell of its rows.
pub(crate) trait TallySource {
    /// The positions of the cells.
    fn layout(&self) -> &Layout;

    /// The tally of a cell.
    fn tally(&self, cell: usize) -> Cow<'_, Tally>;
}

/// One tally per cell of a plan's rows, and the first replications themselves.
#[derive(Serialize, Deserialize)]
pub(crate) struct Tallies {
    pub layout: Layout,
    /// Number of replications so far.
    pub replications: u64,
    pub cells: CellTallies,
    pub kept: Arc<KeptReplications>,
}

impl Tallies {
    /// Empty tallies; `origin` contains the figures of replication 1.
    pub(crate) fn new(plan: &Plan, origin: &Columns, options: &Options<'_>) -> Self {
        let layout = Layout::new(plan);
        let origin = |cell: usize| origin.column(cell)[0];
        let with_percentiles = scales(plan, &layout).enumerate().map(|(cell, scale)| Tally::new(origin(cell), scale));
        let others = (layout.cells_with_percentiles()..layout.cells()).map(|cell| Tally::of_moments(origin(cell)));
        let cells = with_percentiles.chain(others).collect::<Vec<Tally>>().into();
        let kept = Arc::new(KeptReplications::new(plan, options));
        Self { layout, replications: 0, cells, kept }
    }

    /// Runs and tallies the replications of a plan: all, or with `is_enough` up to the first look at which it holds.
    pub(crate) fn of(
        plan: &Plan,
        options: &Options<'_>,
        counter: &ProgressCounter<'_>,
        is_enough: Option<&(dyn Fn(&Self) -> bool + Sync)>,
    ) -> Result<Self, Cancelled> {
        let none = Self::new(plan, &origin(plan), options);
        options.over_futures("run", none, |options, tallies| {
            tallies.begin(options);
            let waves = Waves::new(plan, options, counter);
            let mut blocks = Vec::new();
            for wave in waves.all(is_enough.is_some()) {
                waves.run(&wave, &mut blocks)?;
                tallies.add(&blocks);
                if wave.is_look && is_enough.is_some_and(|is_enough| is_enough(tallies)) {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Begins with the first of these replications; there must be none yet.
    pub(crate) fn begin(&mut self, options: &Options<'_>) {
        Arc::make_mut(&mut self.kept).begin(options.first);
    }

    /// Adds the next blocks of replications.
    pub(crate) fn add(&mut self, blocks: &[Columns]) {
        self.replications += blocks.iter().map(|block| block.replications() as u64).sum::<u64>();
        Arc::make_mut(&mut self.kept).add(blocks);
        self.cells.add(blocks);
    }
}

impl TallySource for Tallies {
    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn tally(&self, cell: usize) -> Cow<'_, Tally> {
        Cow::Borrowed(self.cells.of(cell))
    }
}

impl Accumulator for Tallies {
    fn merge(&mut self, later: Self) -> Result<(), OtherShape> {
        if self.layout != later.layout {
            return Err(OtherShape);
        }
        self.replications += later.replications;
        Arc::make_mut(&mut self.kept).merge(Arc::unwrap_or_clone(later.kept))?;
        self.cells.merge(later.cells)
    }

    fn length(&self) -> Option<u64> {
        Some(self.replications.div_ceil(BLOCK as u64))
    }
}

/// By cell of a plan's rows of which percentiles are reported, its scale.
pub(super) fn scales(plan: &Plan, layout: &Layout) -> impl Iterator<Item = Scale> {
    let series = plan.series.iter().map(|one| scale_of(one.series.measure.unit));
    let times = 1 + layout.months + layout.years;
    let budgets = std::iter::repeat_n(scale_of(Unit::Pounds), layout.budgets);
    let yes_or_no = std::iter::repeat_n(Scale::WHOLE, layout.budgets + layout.targets + layout.vacancy_targets.len());
    let of_response = ResponseFigure::ALL.map(|figure| match figure {
        ResponseFigure::Used | ResponseFigure::First | ResponseFigure::Months => Scale::WHOLE,
        ResponseFigure::Cost => scale_of(Unit::Pounds),
    });
    let responses = of_response.into_iter().cycle().take(layout.responses * of_response.len());
    series.cycle().take(times * layout.series).chain(budgets).chain(yes_or_no).chain(responses)
}

/// The scale of figures in a unit: a bin need not be narrower than a pound, a 256th of a case or a 65,536th of a whole.
pub(crate) fn scale_of(unit: Unit) -> Scale {
    let narrowest = match unit {
        _ if unit.is_money() => 0,
        Unit::Share | Unit::Probability | Unit::MonthlyProbability | Unit::YearlyRate | Unit::YearlyGrowth => -16,
        Unit::CasesPerFte => -10,
        _ => -8,
    };
    Scale { narrowest }
}
