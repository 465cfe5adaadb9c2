//! What a run keeps of its replications.

use super::block::{BLOCK, Worker};
use super::sketch::Sketch;
use super::{Layout, Moments, Options};
use crate::plan::Plan;

/// Blocks that are run before their moments are folded: enough to keep threads busy, few enough to hold.
const WAVE: usize = 32;

/// Everything kept of a run: each cell's moments, and its values or a sketch of them.
pub(crate) struct Samples {
    pub layout: Layout,
    pub replications: u64,
    pub moments: Vec<Moments>,
    kept: Kept,
}

enum Kept {
    /// By block, then cell, then replication in the block, rounded to single precision.
    Values(Vec<f32>),
    /// By cell.
    Sketches(Vec<Sketch>),
}

/// The values of a cell, as kept.
pub(crate) enum Column<'s> {
    /// Every value, missing ones left out.
    Values(Vec<f32>),
    /// Counts in bins.
    Sketch(&'s Sketch),
}

impl Samples {
    /// Whether every value is kept.
    pub(crate) fn is_exact(&self) -> bool {
        matches!(self.kept, Kept::Values(_))
    }

    /// The values of a cell; `scratch` is reused from cell to cell.
    pub(crate) fn column(&self, cell: usize, mut scratch: Vec<f32>) -> Column<'_> {
        match &self.kept {
            Kept::Sketches(sketches) => Column::Sketch(&sketches[cell]),
            Kept::Values(values) => {
                scratch.clear();
                let stride = self.layout.cells() * BLOCK;
                let mut left = self.replications as usize;
                for block in values.chunks(stride) {
                    let n = left.min(BLOCK);
                    scratch.extend(block[cell * BLOCK..][..n].iter().filter(|value| !value.is_nan()));
                    left -= n;
                }
                Column::Values(scratch)
            }
        }
    }
}

/// Runs every block, wave by wave.
pub(crate) fn collect(plan: &Plan, layout: &Layout, options: &Options<'_>) -> Samples {
    let cells = layout.cells();
    let stride = cells * BLOCK;
    let blocks = options.replications.div_ceil(BLOCK as u64) as usize;
    let exact = options.replications.saturating_mul(cells as u64 * 4) <= options.exact_bytes;
    let mut values = if exact { vec![0.0_f32; blocks * stride] } else { Vec::new() };
    let mut sketches = if exact { Vec::new() } else { vec![Sketch::default(); cells] };
    let mut wave_values = if exact { Vec::new() } else { vec![f32::NAN; WAVE * stride] };
    let mut moments = vec![Moments::default(); cells];
    for wave in 0..blocks.div_ceil(WAVE) {
        let first = wave * WAVE;
        let last = blocks.min(first + WAVE);
        let columns =
            if exact { &mut values[first * stride..last * stride] } else { &mut wave_values[..(last - first) * stride] };
        let of_blocks = run_wave(plan, layout, options, first, columns);
        for of_block in &of_blocks {
            for (total, more) in moments.iter_mut().zip(of_block) {
                total.fold(more);
            }
        }
        if !exact {
            let n = |block: usize| block_size(options.replications, first + block);
            sketch_wave(&mut sketches, columns, stride, &n);
        }
        (options.progress)((last as u64 * BLOCK as u64).min(options.replications));
    }
    let kept = if exact { Kept::Values(values) } else { Kept::Sketches(sketches) };
    Samples { layout: layout.clone(), replications: options.replications, moments, kept }
}

fn block_size(replications: u64, block: usize) -> usize {
    (replications - block as u64 * BLOCK as u64).min(BLOCK as u64) as usize
}

/// Runs the blocks of a wave, in any order; what they give is in block order.
fn run_wave(
    plan: &Plan,
    layout: &Layout,
    options: &Options<'_>,
    first: usize,
    columns: &mut [f32],
) -> Vec<Vec<Moments>> {
    let stride = layout.cells() * BLOCK;
    let one = |worker: &mut Worker<'_>, (offset, columns): (usize, &mut [f32])| {
        let block = first + offset;
        let mut moments = Vec::new();
        let replication = block as u64 * BLOCK as u64 + 1;
        worker.run(replication, block_size(options.replications, block), columns, &mut moments);
        moments
    };
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        columns.par_chunks_mut(stride).enumerate().map_init(|| Worker::new(plan, layout), one).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        let mut worker = Worker::new(plan, layout);
        columns.chunks_mut(stride).enumerate().map(|each| one(&mut worker, each)).collect()
    }
}

fn sketch_wave(sketches: &mut [Sketch], columns: &[f32], stride: usize, n: &(dyn Fn(usize) -> usize + Sync)) {
    let one = |(cell, sketch): (usize, &mut Sketch)| {
        for (block, values) in columns.chunks(stride).enumerate() {
            values[cell * BLOCK..][..n(block)].iter().for_each(|&value| sketch.add(value));
        }
    };
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        sketches.par_iter_mut().enumerate().for_each(one);
    }
    #[cfg(not(feature = "parallel"))]
    sketches.iter_mut().enumerate().for_each(one);
}
