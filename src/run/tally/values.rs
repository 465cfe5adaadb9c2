//! A figure with few different values: each is counted individually.

use std::array;

use super::grid::Scale;
use super::histogram::Defined;
use crate::lanes::{Work, vectorise};
use crate::run::block::BLOCK;

/// Number of different values that are counted individually.
pub(super) const VALUES: usize = 1024;
/// Number of slots to start with.
const SLOTS: usize = 128;
/// Number of slots for as many values as can be counted.
const MOST_SLOTS: usize = 2 * VALUES;

/// Number of bits of a hash by which different values are counted.
const HASH_BITS: u32 = 16;
/// Number of intervals in a search for the values at ranks.
const INTERVALS: usize = 256;

/// A hash table from values to counts, which grows with the number of different values. Values wait before they are looked at, until they
/// could be too many: most figures that have so many are then counted in bins, without having been in a table.
///
/// Two values are the same if they round to the same number of quanta of the scale; the table keeps the lower of them
/// in full precision. So what it contains depends only on the set of values. Places and slots do not, and are not compared.
#[derive(Clone, Debug)]
pub(super) struct Values {
    quanta: f64,
    /// Values that are not in the table yet; at most [`VALUES`]. There is no table while there are any, and none before the first.
    waiting: Vec<f64>,
    /// By slot, the place of its value; 0 if the slot is empty. The number of slots is a power of two, and at least twice
    /// the number of values.
    slots: Box<[u16]>,
    /// By place, the value; at place 0, `NaN`, which is not the same as any value.
    held: Vec<f64>,
    /// By place, the number of values.
    counts: Vec<u32>,
}

impl PartialEq for Values {
    fn eq(&self, other: &Self) -> bool {
        self.quanta == other.quanta && self.sorted() == other.sorted()
    }
}

impl Values {
    /// No values.
    pub(super) fn new(scale: Scale) -> Self {
        let (waiting, held, counts) = (Vec::new(), Vec::new(), Vec::new());
        Self { quanta: scale.quanta(), waiting, slots: Box::default(), held, counts }
    }

    /// Whether values between two ends can be told apart: beyond 2^50 quanta, sums of doubles are not exact.
    pub(super) fn has_range(scale: Scale, least: f64, greatest: f64) -> bool {
        let most = (1_u64 << 50) as f64 / scale.quanta();
        least > -most && greatest < most
    }

    /// Whether `count` further values may wait.
    #[inline(always)]
    fn may_wait(&self, count: usize) -> bool {
        self.slots.is_empty() && self.waiting.len() + count <= VALUES
    }

    /// Whether the values of a block and those that wait are certainly more different ones than can be counted.
    #[inline(always)]
    pub(super) fn are_too_many_with(&self, block: &Defined<'_>) -> bool {
        self.slots.is_empty() && !self.may_wait(block.count) && self.hashes_with(block) > VALUES
    }

    /// The number of different hashes of the values that wait and those of a block. Values with different hashes are different.
    #[inline(never)]
    fn hashes_with(&self, block: &Defined<'_>) -> usize {
        vectorise::<BLOCK, _>(Hashing { values: self, block })
    }

    /// Puts the values that wait in the table.
    #[inline(never)]
    fn settle(&mut self) {
        vectorise::<BLOCK, _>(Settling { values: self });
    }

    /// The same values, none of which waits.
    fn settled(&self) -> Self {
        let mut settled = self.clone();
        settled.settle();
        settled
    }

    /// Counts values within the range once each, except those for which there is no room: returns a bit for each of these, the
    /// lowest for the first value.
    #[inline(always)]
    pub(super) fn add_all(&mut self, block: &Defined<'_>) -> u64 {
        if self.may_wait(block.count) {
            if self.waiting.len() + block.count > self.waiting.capacity() {
                self.waiting.reserve_exact(VALUES / 2);
            }
            self.waiting.extend_from_slice(&block.values[..block.count]);
            return 0;
        }
        if self.slots.is_empty() {
            self.settle();
        }
        self.count_all(block)
    }

    /// The same, in the table.
    #[inline(always)]
    fn count_all(&mut self, block: &Defined<'_>) -> u64 {
        let bits = self.bits();
        let first_slots: [u32; BLOCK] = array::from_fn(|index| first_slot(self.key(block.values[index]), bits));
        // First the values that are found in their first slot, equal to the bit: most are. A bit is set for each of the others.
        let (slots, held, mut others) = (&*self.slots, &*self.held, 0_u64);
        let counts = &mut self.counts[..held.len()];
        block.each(|index| {
            let place = usize::from(slots[first_slots[index] as usize]);
            if held[place].to_bits() == block.values[index].to_bits() {
                counts[place] += 1;
            } else {
                others |= 1 << index;
            }
        });
        let mut refused = 0;
        while others > 0 {
            let lowest = others & others.wrapping_neg();
            if !self.count(block.values[lowest.trailing_zeros() as usize], 1) {
                refused |= lowest;
            }
            others ^= lowest;
        }
        refused
    }

    /// Counts a value within the range `count` times; `false`, and no change, if there is no room for another one.
    #[must_use]
    pub(super) fn add(&mut self, value: f64, count: u32) -> bool {
        if self.may_wait(count as usize) {
            self.waiting.extend(std::iter::repeat_n(value, count as usize));
            return true;
        }
        if self.slots.is_empty() {
            self.settle();
        }
        self.count(value, count)
    }

    /// The same, in the table.
    #[inline(always)]
    fn count(&mut self, value: f64, count: u32) -> bool {
        let key = self.key(value);
        let mut slot = first_slot(key, self.bits()) as usize;
        while self.slots[slot] > 0 {
            let place = usize::from(self.slots[slot]);
            if self.key(self.held[place]) == key {
                self.counts[place] += count;
                if value < self.held[place] {
                    self.held[place] = value;
                }
                return true;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.insert(slot, value, count)
    }

    /// Puts a new value in an empty slot; `false`, and no change, if there is no room.
    #[inline(never)]
    fn insert(&mut self, slot: usize, value: f64, count: u32) -> bool {
        // Less the one at place 0.
        if self.held.len() - 1 == VALUES {
            return false;
        }
        self.slots[slot] = self.held.len() as u16;
        // Zero has no sign here.
        self.held.push(value + 0.0);
        self.counts.push(count);
        if 2 * self.held.len() > self.slots.len() && self.slots.len() < MOST_SLOTS {
            self.grow();
        }
        true
    }

    /// Reserves room for as many values as the slots allow, and the one at place 0.
    fn reserve(&mut self) {
        let more = self.slots.len() / 2 + 1 - self.held.len();
        self.held.reserve_exact(more);
        self.counts.reserve_exact(more);
    }

    fn grow(&mut self) {
        let length = 4 * self.slots.len();
        let mut slots = vec![0; length].into_boxed_slice();
        for (place, &value) in self.held.iter().enumerate().skip(1) {
            let mut slot = first_slot(self.key(value), length.trailing_zeros()) as usize;
            while slots[slot] > 0 {
                slot = (slot + 1) & (length - 1);
            }
            slots[slot] = place as u16;
        }
        self.slots = slots;
        self.reserve();
    }

    /// The values and their counts, in any order, in which the same value may come several times.
    pub(super) fn counted_apart(&self) -> Vec<(f64, u64)> {
        if self.slots.is_empty() { self.waiting.iter().map(|&value| (value, 1)).collect() } else { self.counted() }
    }

    /// The values and their counts, in any order.
    pub(super) fn counted(&self) -> Vec<(f64, u64)> {
        if !self.waiting.is_empty() {
            return self.settled().counted();
        }
        let counts = self.counts.iter().map(|&count| u64::from(count));
        self.held.iter().copied().zip(counts).skip(1).collect()
    }

    /// The same, in ascending order.
    pub(super) fn sorted(&self) -> Vec<(f64, u64)> {
        let mut sorted = self.counted();
        sorted.sort_unstable_by(|one, two| one.0.total_cmp(&two.0));
        sorted
    }

    /// The values at these ranks (from 0, ascending), given the ends of all.
    ///
    /// Only those are sorted that share one of many equal intervals with a value at a rank.
    pub(super) fn at_ranks(&self, ranks: &[u64], least: f64, greatest: f64) -> Vec<f64> {
        if !self.waiting.is_empty() {
            return self.settled().at_ranks(ranks, least, greatest);
        }
        let per_interval = INTERVALS as f64 / (greatest - least);
        // It does not fall as values rise, also where it is rounded.
        let interval = |value: f64| (((value - least) * per_interval) as usize).min(INTERVALS - 1);
        let counted = || self.held.iter().zip(&self.counts).skip(1);
        let mut counts = [0; INTERVALS];
        counted().for_each(|(&value, &count)| counts[interval(value)] += u64::from(count));
        // By interval, the number of values in those before it, and whether it has one of the ranks.
        let (mut before, mut is_sought, mut start) = ([0; INTERVALS], [false; INTERVALS], 0);
        let mut left = ranks.iter().peekable();
        for (index, count) in counts.into_iter().enumerate() {
            before[index] = start;
            start += count;
            while left.next_if(|&&rank| rank < start).is_some() {
                is_sought[index] = true;
            }
        }
        let sought = counted().filter(|&(&value, _)| is_sought[interval(value)]);
        let mut sought: Vec<(f64, u64)> = sought.map(|(&value, &count)| (value, count.into())).collect();
        sought.sort_unstable_by(|one, two| one.0.total_cmp(&two.0));
        let (mut ranks, mut found, mut end) = (ranks.iter().peekable(), Vec::with_capacity(ranks.len()), 0);
        for (value, count) in sought {
            let start = before[interval(value)];
            end = count + if end < start { start } else { end };
            while ranks.next_if(|&&rank| rank < end).is_some() {
                found.push(value);
            }
        }
        found
    }

    /// The number of slots is 2 to the power of this.
    fn bits(&self) -> u32 {
        self.slots.len().trailing_zeros()
    }

    /// A number that is the same for values that round to the same number of quanta.
    #[inline(always)]
    fn key(&self, value: f64) -> u64 {
        // The sum lies between 2^52 and 2^53, where doubles are whole.
        const ROUND: f64 = (3_u64 << 51) as f64;
        (value * self.quanta + ROUND).to_bits()
    }
}

/// Counts the different hashes of the values that wait and those of a block.
struct Hashing<'v> {
    values: &'v Values,
    block: &'v Defined<'v>,
}

impl Work for Hashing<'_> {
    type Output = usize;

    #[inline(always)]
    fn run(self) -> usize {
        let Self { values, block } = self;
        let mut found = [0_u64; 1 << (HASH_BITS - 6)];
        for some in values.waiting.chunks(BLOCK).chain([&block.values[..block.count]]) {
            let padded = padded(some);
            let hashes: [u32; BLOCK] = array::from_fn(|index| first_slot(values.key(padded[index]), HASH_BITS));
            for hash in hashes {
                found[hash as usize >> 6] |= 1 << (hash & 63);
            }
        }
        found.iter().map(|bits| bits.count_ones() as usize).sum()
    }
}

/// At most as many values as in a block, followed by copies of the first up to a full one.
#[inline(always)]
fn padded(values: &[f64]) -> [f64; BLOCK] {
    array::from_fn(|index| values.get(index).copied().unwrap_or(values[0]))
}

/// Puts the values that wait in the table.
struct Settling<'v> {
    values: &'v mut Values,
}

impl Work for Settling<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { values } = self;
        values.slots = vec![0; SLOTS].into();
        values.reserve();
        values.held.push(f64::NAN);
        values.counts.push(0);
        for some in std::mem::take(&mut values.waiting).chunks(BLOCK) {
            // There is room: no more values wait than can be counted.
            values.count_all(&Defined {
                values: &padded(some),
                count: some.len(),
                least: f64::NAN,
                greatest: f64::NAN,
            });
        }
    }
}

/// Of 2 to the power of `bits` slots, the one at which the search for a key starts: the leading bits of its product with the
/// golden ratio times 2^32, which spreads evenly spaced values evenly (Knuth 1998, section 6.4). Vector units multiply 32 bits.
#[inline(always)]
fn first_slot(key: u64, bits: u32) -> u32 {
    ((key ^ key >> 32) as u32).wrapping_mul(0x9E37_79B9) >> (32 - bits)
}
