//! The results kept from the replications of a run.

use std::sync::{Mutex, PoisonError};

use super::block::{BLOCK, BlockRunner};
use super::moments::{MomentOrigin, MomentSums};
use super::sketch::Sketch;
use super::{Cancelled, Engine, Layout, Moments, Options, ProgressCounter};
use crate::model::Replication;
use crate::plan::Plan;

/// Blocks run before their sums are merged: enough to keep threads busy, few enough to hold in memory.
const WAVE: usize = 64;

/// The results of a run: the moments of each cell, and its values or a sketch of them.
pub(crate) struct Samples {
    pub layout: Layout,
    pub replications: u64,
    pub moments: Vec<Moments>,
    kept: StoredValues,
}

enum StoredValues {
    /// By block, then cell, then replication in the block, rounded to single precision.
    Values(Vec<f32>),
    /// By cell.
    Sketches(Vec<Sketch>),
}

/// The values kept for a cell.
pub(crate) enum SampleColumn<'s> {
    /// All defined values.
    Values(&'s [f32]),
    /// Counts in bins.
    Sketch(&'s Sketch),
}

impl Samples {
    /// Whether every value is kept.
    pub(crate) fn is_exact(&self) -> bool {
        matches!(self.kept, StoredValues::Values(_))
    }

    /// All values of a cell in the order of replications, `NaN` if undefined; empty if values are not kept.
    pub(crate) fn raw(&self, cell: usize, values: &mut Vec<f32>) {
        values.clear();
        let StoredValues::Values(kept) = &self.kept else { return };
        let mut left = self.replications as usize;
        for block in kept.chunks(self.layout.cells() * BLOCK) {
            let n = left.min(BLOCK);
            values.extend_from_slice(&block[cell * BLOCK..][..n]);
            left -= n;
        }
    }

    /// The values of a cell; `scratch` is a reusable buffer.
    pub(crate) fn column<'s>(&'s self, cell: usize, scratch: &'s mut Vec<f32>) -> SampleColumn<'s> {
        match &self.kept {
            StoredValues::Sketches(sketches) => SampleColumn::Sketch(&sketches[cell]),
            StoredValues::Values(_) => {
                self.raw(cell, scratch);
                if self.moments[cell].n < self.replications {
                    scratch.retain(|value| !value.is_nan());
                }
                SampleColumn::Values(scratch)
            }
        }
    }
}

/// Runs all blocks, wave by wave.
pub(crate) fn collect(
    plan: &Plan,
    layout: &Layout,
    options: &Options<'_>,
    counter: &ProgressCounter<'_>,
) -> Result<Samples, Cancelled> {
    let cells = layout.cells();
    let stride = cells * BLOCK;
    let blocks = options.replications.div_ceil(BLOCK as u64) as usize;
    let exact = options.replications.saturating_mul(cells as u64 * 4) <= options.exact_bytes;
    let mut values = if exact { vec![0.0_f32; blocks * stride] } else { Vec::new() };
    let mut sketches = if exact { Vec::new() } else { vec![Sketch::new(); cells] };
    let mut wave_values = if exact { Vec::new() } else { vec![0.0_f32; WAVE.min(blocks) * stride] };
    let origin = MomentOrigin::new(Engine::new(plan).run(Replication::new(options.first)));
    let mut sums = MomentSums::new(cells);
    let crew = BlockPool { plan, layout, options, counter, origin: &origin, idle: Mutex::default() };
    for first in (0..blocks).step_by(WAVE) {
        let last = blocks.min(first + WAVE);
        let columns = if exact {
            &mut values[first * stride..last * stride]
        } else {
            &mut wave_values[..(last - first) * stride]
        };
        crew.run(first, columns)?.iter().for_each(|of_block| sums.fold(of_block));
        if !exact {
            let n = |block: usize| block_size(options.replications, first + block);
            sketch_wave(&mut sketches, columns, stride, &n);
        }
    }
    let kept = if exact { StoredValues::Values(values) } else { StoredValues::Sketches(sketches) };
    let moments = sums.moments(&origin);
    Ok(Samples { layout: layout.clone(), replications: options.replications, moments, kept })
}

fn block_size(replications: u64, block: usize) -> usize {
    (replications - block as u64 * BLOCK as u64).min(BLOCK as u64) as usize
}

/// Block runners, at most one per thread.
struct BlockPool<'a> {
    plan: &'a Plan,
    layout: &'a Layout,
    options: &'a Options<'a>,
    counter: &'a ProgressCounter<'a>,
    origin: &'a MomentOrigin,
    idle: Mutex<Vec<BlockRunner<'a>>>,
}

impl BlockPool<'_> {
    /// Runs the blocks of a wave starting at `first`, in any order; the results are in block order.
    fn run(&self, first: usize, columns: &mut [f32]) -> Result<Vec<MomentSums>, Cancelled> {
        let stride = self.layout.cells() * BLOCK;
        let one = |(offset, columns): (usize, &mut [f32])| self.run_block(first + offset, columns);
        #[cfg(feature = "parallel")]
        if super::is_shared() {
            use rayon::prelude::*;
            return columns.par_chunks_mut(stride).enumerate().with_max_len(1).map(one).collect();
        }
        columns.chunks_mut(stride).enumerate().map(one).collect()
    }

    fn run_block(&self, block: usize, columns: &mut [f32]) -> Result<MomentSums, Cancelled> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let worker = idle().pop();
        let mut worker = worker.unwrap_or_else(|| BlockRunner::new(self.plan, self.layout));
        let n = block_size(self.options.replications, block);
        let sums = worker.run(self.options.first + block as u64 * BLOCK as u64, n, self.origin, columns);
        idle().push(worker);
        self.counter.add(n as u64)?;
        Ok(sums)
    }
}

fn sketch_wave(sketches: &mut [Sketch], columns: &[f32], stride: usize, n: &(dyn Fn(usize) -> usize + Sync)) {
    let one = |(cell, sketch): (usize, &mut Sketch)| {
        for (block, values) in columns.chunks(stride).enumerate() {
            values[cell * BLOCK..][..n(block)].iter().for_each(|&value| sketch.add(value));
        }
    };
    #[cfg(feature = "parallel")]
    if super::is_shared() {
        use rayon::prelude::*;
        return sketches.par_iter_mut().enumerate().for_each(one);
    }
    sketches.iter_mut().enumerate().for_each(one);
}
