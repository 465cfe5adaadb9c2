//! A run of few replications that keeps all their figures, so that each is tallied only when it is asked for.

use std::borrow::Cow;
use std::sync::Arc;

use super::tallies::scales;
use super::waves::Waves;
use super::{Cancelled, Columns, KeptReplications, Layout, Options, Scale, Tally, TallySource};
use crate::plan::Plan;

/// All figures of the first replications of a plan. They take half a kilobyte a figure for every 64, which is 5 MB for Herefordshire.
#[derive(Clone)]
pub(crate) struct KeptBlocks {
    layout: Layout,
    /// By cell of which percentiles are reported.
    scales: Arc<[Scale]>,
    blocks: Arc<[Columns]>,
    replications: Arc<KeptReplications>,
}

impl KeptBlocks {
    /// Runs so many replications of a plan, from the first, on the calling thread.
    ///
    /// # Errors
    /// [`Cancelled`] never: there is no progress callback.
    pub(crate) fn run(plan: &Plan, replications: u64) -> Result<Self, Cancelled> {
        let options = Options { threads: Some(1), ..Options::new(replications) };
        let counter = options.counter(replications);
        let (waves, layout) = (Waves::new(plan, &options, &counter), Layout::new(plan));
        let mut kept = KeptReplications::new(plan, &options);
        let mut blocks = Vec::new();
        for wave in waves.all(false) {
            let mut of_wave = Vec::new();
            waves.run(&wave, &mut of_wave)?;
            blocks.append(&mut of_wave);
        }
        kept.add(&blocks);
        let scales = scales(plan, &layout).take(layout.cells_with_percentiles()).collect();
        Ok(Self { layout, scales, blocks: blocks.into(), replications: Arc::new(kept) })
    }

    /// The figures, in the order of the replications.
    pub(crate) fn blocks(&self) -> &[Columns] {
        &self.blocks
    }

    /// What every run keeps of its first replications.
    pub(crate) fn replications(&self) -> &Arc<KeptReplications> {
        &self.replications
    }

    /// Number of replications.
    pub(crate) fn count(&self) -> u64 {
        self.blocks.iter().map(|block| block.replications() as u64).sum()
    }
}

impl TallySource for KeptBlocks {
    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn tally(&self, cell: usize) -> Cow<'_, Tally> {
        let columns = || self.blocks.iter().map(|block| block.column(cell));
        // The first block begins with replication 1.
        let origin = columns().next().map_or(f64::NAN, |column| column[0]);
        let mut tally = match self.scales.get(cell) {
            Some(&scale) => Tally::new(origin, scale),
            None => Tally::of_moments(origin),
        };
        tally.add_all(columns());
        Cow::Owned(tally)
    }
}
