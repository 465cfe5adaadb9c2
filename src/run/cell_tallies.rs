//! The tallies of the cells of a plan's rows. A figure that repeats another is tallied once.
//!
//! In Herefordshire one figure in nine of those that vary is the same as another in every replication: an FTE where everybody works
//! full-time, a queue that is also reported by case-months. Which they are depends on the scenario, so it is found in the values: a
//! figure with the values of an earlier one in the whole first wave is its copy for as long as they stay the same, to the bit. If they
//! part, it goes on with a copy of the other's tally. No result depends on any of this.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};

use super::columns::Columns;
use super::shard::OtherShape;
use super::tally::{Tally, merge_tallies};
use super::waves::{for_each_tally, map_all};

/// One tally per cell.
#[derive(Deserialize)]
#[serde(from = "Vec<Tally>")]
pub(crate) struct CellTallies {
    /// Those of copies are not kept up.
    tallies: Vec<Tally>,
    /// In ascending order.
    copies: Vec<CopiedCell>,
    /// By cell, the one with its tally: itself, unless it is a copy.
    sources: Vec<usize>,
}

/// A cell with the values of an earlier one, which is none itself.
#[derive(Clone, Copy)]
struct CopiedCell {
    cell: usize,
    source: usize,
}

impl CopiedCell {
    /// Whether its values in these blocks are those of its source.
    fn is_same(self, blocks: &[Columns]) -> bool {
        blocks.iter().all(|block| {
            let pairs = block.column(self.cell).iter().zip(block.column(self.source));
            pairs.fold(0, |bits, (one, other)| bits | (one.to_bits() ^ other.to_bits())) == 0
        })
    }
}

impl From<Vec<Tally>> for CellTallies {
    fn from(tallies: Vec<Tally>) -> Self {
        let sources = (0..tallies.len()).collect();
        Self { tallies, copies: Vec::new(), sources }
    }
}

impl Serialize for CellTallies {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.tallies.len()).map(|cell| self.of(cell)))
    }
}

impl CellTallies {
    /// The tally of a cell.
    pub(crate) fn of(&self, cell: usize) -> &Tally {
        &self.tallies[self.sources[cell]]
    }

    /// What `of` returns for each of the first `cells` tallies, computed on all threads.
    pub(crate) fn map<T: Clone + Send>(&self, cells: usize, of: impl Fn(&Tally) -> T + Sync + Send) -> Vec<T> {
        let is_own = |cell: usize| self.sources[cell] == cell;
        let own = map_all(&self.tallies[..cells], |cell, tally| is_own(cell).then(|| of(tally)));
        let mut all = Vec::with_capacity(cells);
        for (result, &source) in own.into_iter().zip(&self.sources) {
            // A source comes before its copies.
            all.extend(result.or_else(|| all.get(source).cloned()));
        }
        all
    }

    /// Adds the values of the next blocks.
    pub(super) fn add(&mut self, blocks: &[Columns]) {
        if self.tallies.iter().all(Tally::is_empty) {
            self.find_copies(blocks);
        } else {
            self.part(blocks);
        }
        let sources = &self.sources;
        for_each_tally(&mut self.tallies, |cell, tally| {
            if sources[cell] == cell {
                tally.add_all(blocks.iter().map(|block| block.column(cell)));
            }
        });
    }

    /// Adds the tallies of later replications.
    pub(super) fn merge(&mut self, mut later: Self) -> Result<(), OtherShape> {
        self.separate_all();
        later.separate_all();
        merge_tallies(&mut self.tallies, &later.tallies)
    }

    /// Finds the cells that have the values of an earlier one in all of these blocks, which are the first.
    fn find_copies(&mut self, blocks: &[Columns]) {
        let Some(first) = blocks.first() else { return };
        let mut alike: BTreeMap<u64, usize> = BTreeMap::new();
        for (cell, tally) in self.tallies.iter().enumerate() {
            let values = first.column(cell);
            // Equal values take hardly any time to tally.
            if values.iter().all(|value| value.to_bits() == values[0].to_bits()) {
                continue;
            }
            let source = *alike.entry(digest(values)).or_insert(cell);
            let copy = CopiedCell { cell, source };
            if source != cell && tally.is_like(&self.tallies[source]) && copy.is_same(blocks) {
                self.copies.push(copy);
                self.sources[cell] = source;
            }
        }
    }

    /// Separates the copies with values of their own in these blocks, which are about to be added.
    fn part(&mut self, blocks: &[Columns]) {
        let is_same = map_all(&self.copies, |_, copy| copy.is_same(blocks));
        let (same, others): (Vec<_>, Vec<_>) = self.copies.iter().zip(is_same).partition(|(_, is_same)| *is_same);
        let others: Vec<CopiedCell> = others.into_iter().map(|(&copy, _)| copy).collect();
        self.copies = same.into_iter().map(|(&copy, _)| copy).collect();
        for copy in others {
            self.separate(copy);
        }
    }

    fn separate_all(&mut self) {
        for copy in std::mem::take(&mut self.copies) {
            self.separate(copy);
        }
    }

    /// Gives a copy a tally of its own.
    fn separate(&mut self, CopiedCell { cell, source }: CopiedCell) {
        self.tallies[cell] = self.tallies[source].clone();
        self.sources[cell] = cell;
    }
}

/// A number by which values are told apart, except a few.
fn digest(values: &[f64]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    values.iter().fold(0, |digest: u64, value| (digest.rotate_left(5) ^ value.to_bits()).wrapping_mul(ODD))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::BLOCK;
    use crate::run::tally::Scale;

    /// Columns of blocks, with the values that `of` returns for a cell and a replication.
    fn blocks(replications: std::ops::Range<usize>, cells: usize, of: impl Fn(usize, usize) -> f64) -> Vec<Columns> {
        let starts: Vec<usize> = replications.clone().step_by(BLOCK).collect();
        let block = |start: usize| {
            let mut columns = Columns::new(cells, BLOCK.min(replications.end - start));
            for cell in 0..cells {
                let values = columns.column_mut(cell).iter_mut().enumerate();
                values.for_each(|(lane, value)| *value = of(cell, start + lane));
            }
            columns
        };
        starts.into_iter().map(block).collect()
    }

    fn empty(scales: &[i32]) -> CellTallies {
        let tallies: Vec<Tally> = scales.iter().map(|&narrowest| Tally::new(1.0, Scale { narrowest })).collect();
        tallies.into()
    }

    /// Cells 1 and 2 are cell 0 until replication 300, from which cell 2 differs; cell 3 is on another scale; cell 4 is constant.
    fn figure(cell: usize, replication: usize) -> f64 {
        let value = 1.0 + 0.37 * ((replication * 7919) % 4001) as f64;
        match cell {
            2 if replication >= 300 => value + 1.0,
            4 => 1.0,
            _ => value,
        }
    }

    const SCALES: [i32; 5] = [-8, -8, -8, 0, -8];

    fn tallied(ends: &[usize]) -> CellTallies {
        let mut tallies = empty(&SCALES);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        for (start, &end) in starts.zip(ends) {
            tallies.add(&blocks(start..end, SCALES.len(), figure));
        }
        tallies
    }

    /// Each figure tallied by itself.
    fn apart(replications: usize) -> Vec<Tally> {
        let mut tallies = empty(&SCALES).tallies;
        for block in blocks(0..replications, SCALES.len(), figure) {
            tallies.iter_mut().enumerate().for_each(|(cell, tally)| tally.add(block.column(cell)));
        }
        tallies
    }

    fn assert_same(tallies: &CellTallies, expected: &[Tally]) {
        assert!((0..SCALES.len()).all(|cell| *tallies.of(cell) == expected[cell]));
    }

    #[test]
    fn a_figure_that_repeats_another_is_tallied_once_until_they_part() {
        let tallies = tallied(&[256]);
        assert_eq!(tallies.sources, [0, 0, 0, 3, 4]);
        assert_eq!(tallies.tallies.iter().filter(|tally| tally.is_empty()).count(), 2);
        assert_same(&tallies, &apart(256));
        let tallies = tallied(&[256, 512, 1000]);
        assert_eq!(tallies.sources, [0, 0, 2, 3, 4]);
        assert_same(&tallies, &apart(1000));
    }

    #[test]
    fn results_are_given_for_every_cell() {
        let means = tallied(&[256, 320]).map(4, Tally::mean);
        let expected: Vec<f64> = apart(320)[..4].iter().map(Tally::mean).collect();
        assert_eq!(means, expected);
    }

    #[test]
    fn what_is_written_and_merged_does_not_show_what_was_tallied_once() {
        let (once, each) = (tallied(&[256]), CellTallies::from(apart(256)));
        let bytes = postcard::to_stdvec(&once).expect("bytes");
        assert_eq!(bytes, postcard::to_stdvec(&each).expect("bytes"));
        let mut read: CellTallies = postcard::from_bytes(&bytes).expect("tallies");
        read.merge(tallied(&[256])).unwrap_or_else(|_| panic!("the same figures"));
        let mut twice = once;
        twice.merge(each).unwrap_or_else(|_| panic!("the same figures"));
        let twice: Vec<Tally> = (0..SCALES.len()).map(|cell| twice.of(cell).clone()).collect();
        assert!((0..SCALES.len()).all(|cell| *read.of(cell) == twice[cell]));
    }
}
