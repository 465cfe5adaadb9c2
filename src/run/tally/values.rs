//! A figure with few different values: each is counted individually.

use std::array;

use super::grid::Scale;
use super::histogram::Defined;
use crate::run::block::BLOCK;

/// Number of different values that are counted individually.
pub(super) const VALUES: usize = 1024;
/// Number of slots to start with.
const SLOTS: usize = 128;
/// Number of slots for as many values as can be counted.
const MOST_SLOTS: usize = 2 * VALUES;

/// A hash table from values to counts, which grows with the number of different values.
///
/// Two values are the same if they round to the same number of quanta of the scale; the table keeps the lower of them
/// in full precision. So what it contains depends only on the set of values. Places and slots do not, and are not compared.
#[derive(Clone, Debug)]
pub(super) struct Values {
    quanta: f64,
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
    /// An empty table.
    pub(super) fn new(scale: Scale) -> Self {
        let mut new =
            Self { quanta: scale.quanta(), slots: vec![0; SLOTS].into(), held: Vec::new(), counts: Vec::new() };
        new.reserve();
        new.held.push(f64::NAN);
        new.counts.push(0);
        new
    }

    /// Whether values between two ends can be told apart: beyond 2^50 quanta, sums of doubles are not exact.
    pub(super) fn has_range(scale: Scale, least: f64, greatest: f64) -> bool {
        let most = (1_u64 << 50) as f64 / scale.quanta();
        least > -most && greatest < most
    }

    /// Counts values within the range once each, except those for which there is no room: returns a bit for each of these, the
    /// lowest for the first value.
    #[inline(always)]
    pub(super) fn add_all(&mut self, block: &Defined<'_>) -> u64 {
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
            if !self.add(block.values[lowest.trailing_zeros() as usize], 1) {
                refused |= lowest;
            }
            others ^= lowest;
        }
        refused
    }

    /// Counts a value within the range `count` times; `false`, and no change, if there is no room for another one.
    #[must_use]
    #[inline(always)]
    pub(super) fn add(&mut self, value: f64, count: u32) -> bool {
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

    /// The values and their counts, in any order.
    pub(super) fn counted(&self) -> Vec<(f64, u64)> {
        let counts = self.counts.iter().map(|&count| u64::from(count));
        self.held.iter().copied().zip(counts).skip(1).collect()
    }

    /// The same, in ascending order.
    pub(super) fn sorted(&self) -> Vec<(f64, u64)> {
        let mut sorted = self.counted();
        sorted.sort_unstable_by(|one, two| one.0.total_cmp(&two.0));
        sorted
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

/// Of 2 to the power of `bits` slots, the one at which the search for a key starts: the leading bits of its product with the
/// golden ratio times 2^32, which spreads evenly spaced values evenly (Knuth 1998, section 6.4). Vector units multiply 32 bits.
#[inline(always)]
fn first_slot(key: u64, bits: u32) -> u32 {
    ((key ^ key >> 32) as u32).wrapping_mul(0x9E37_79B9) >> (32 - bits)
}
