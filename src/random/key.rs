//! Counter-based random numbers: every uniform of a run has an address, from which it is computed on demand.
//!
//! There is no sequential generator state. A uniform is identified only by (seed, purpose, subject, month,
//! replication), so replication 7,351 is the same alone or among a million, and adding a cohort or a team leaves every other
//! uniform unchanged. Two scenarios with the same seed use the same uniform for the same decision: common random
//! numbers by construction.
//!
//! Each part of the address is absorbed by one step of `SplitMix64` (Steele, Lea and Flood 2014, "Fast splittable
//! pseudorandom number generators", OOPSLA): output number `n + 1` of the generator whose state is the key so far, with
//! the output function called Mix13 by Stafford. It uses only integers, so results are identical on every platform. The
//! replication is last, so that all before it is absorbed once for many replications.

use crate::lanes::{Lanes, each};

/// The purpose of a uniform. Its number is part of the address of every uniform drawn for it.
///
/// Numbers are never changed or reused: a removed purpose leaves a gap, and a new one takes the next number. Anything
/// else would change the results of every published scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum Purpose {
    /// The value of an uncertain input; drawn once per replication.
    Input = 1,
    /// Number of offers taken up.
    TakeUp = 2,
    /// Number of starters.
    Starters = 3,
    /// Number of people who complete a stage.
    Completion = 4,
    /// Number of leavers.
    Leaving = 5,
    /// Number of agency workers who become permanent.
    Conversion = 6,
    /// Number of agency workers who end their assignment.
    Churn = 7,
    /// Number of agency orders that are filled.
    Fill = 8,
    /// The gamma variate of over-dispersed counts.
    Dispersion = 10,
    /// Number of contacts.
    Contacts = 11,
    /// Number of referrals that are re-referrals.
    ReReferral = 12,
    /// Branches taken by completed cases.
    Branch = 13,
    /// Number of cases that complete a phase of a stage.
    Phase = 14,
    /// Number of open cases that escalate.
    Escalation = 15,
    /// Number of cases that enter a stage from outside.
    Outside = 16,
    /// Number of completions in time.
    InTime = 17,
    /// Number of plans that are repeat plans.
    Repeat = 18,
    /// The order in which the parts of a plan are added when its effect is attributed to them; one draw per pair of
    /// orders.
    Order = 19,
    /// A step of a yearly effect; one per calendar year or month.
    Yearly = 20,
    /// The part of an agency worker above which a team asks for a whole one.
    PartOfWorker = 21,
    /// The seed of a forecast that is scored.
    Forecast = 22,
    /// An authority or a year drawn again, for a standard error.
    Resample = 23,
    /// Number of referrals that are not taken.
    TurnedAway = 24,
    /// Number of children turned away who come back.
    ComesBack = 25,
    /// Number of open cases that are closed early.
    ClosedEarly = 26,
    /// A random order, of factors or of futures.
    Shuffle = 27,
}

/// The bits of 1.0.
const ONE_BITS: u64 = 1.0_f64.to_bits();
/// 2^64 divided by the golden ratio, rounded to an odd number: the increment of `SplitMix64`.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
/// Separates the keys of children from those of replications and months.
const CHILD: u64 = 0x6a09_e667_f3bc_c908;
/// Separates the seeds of generators from the bits of uniforms.
const SEED: u64 = 0xbb67_ae85_84ca_a73b;

/// Stafford's Mix13: a bijection in which flipping any input bit flips each output bit with probability about 1/2.
#[inline(always)]
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Output number `value + 1` of the `SplitMix64` whose state is `key`.
#[inline(always)]
const fn absorb(key: u64, value: u64) -> u64 {
    mix(key.wrapping_add(GOLDEN.wrapping_mul(value.wrapping_add(1))))
}

/// (k + 1/2) / 2^52, where k is the upper 52 of random bits.
#[inline(always)]
pub(super) const fn uniform(bits: u64) -> f64 {
    // As the mantissa of a number from 1 to 2, k needs no conversion to floating point, which vectors lack.
    f64::from_bits((bits >> 12) | ONE_BITS) - (1.0 - 0.5 * f64::EPSILON)
}

/// A 64-bit hash of `text` that is stable across releases, compilers and platforms.
///
/// FNV-1a of the UTF-8 bytes (Fowler, Noll and Vo; RFC 9923), whose high bits are weak for short texts, followed by the
/// finaliser of `SplitMix64`, which spreads every byte over all 64 bits. Not collision-resistant against an attacker.
#[must_use]
pub(super) fn stable_hash(text: &str) -> u64 {
    let fnv = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    mix(fnv.wrapping_add(GOLDEN))
}

/// The key of one decision throughout a run: seed, purpose and subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream(u64);

impl Stream {
    /// The stream of `purpose` for the subject `what`: a declared id or the address of an input, never a position in a
    /// list.
    #[must_use]
    pub fn new(seed: u64, purpose: Purpose, what: &str) -> Self {
        let seeded = absorb(mix(seed), u64::from(purpose as u16));
        Self(absorb(seeded, stable_hash(what)))
    }

    /// The draw of this decision in `month` (months since the start of the run; 0 for values drawn once).
    #[inline]
    #[must_use]
    pub const fn at(self, month: u32) -> Draw {
        Draw(absorb(self.0, month as u64))
    }

    /// The stream of part `n` of this stream's subject (a grade, a phase of a stage), independent of this one.
    #[must_use]
    pub fn child(self, n: u64) -> Self {
        Self(absorb(self.0 ^ CHILD, n))
    }
}

/// The key of one decision in one month, with one uniform per replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw(u64);

impl Draw {
    /// The uniform of a replication. Replications are numbered from 1.
    ///
    /// One of the 2^52 numbers (k + 1/2) / 2^52: strictly between 0 and 1 and exact, as is 1 - u.
    #[inline(always)]
    #[must_use]
    pub const fn of(self, replication: u64) -> f64 {
        uniform(absorb(self.0, replication))
    }

    /// The uniforms of several replications: each is that of the replication alone.
    #[inline(always)]
    #[must_use]
    pub fn by_lane<const N: usize>(self, replications: &[u64; N]) -> Lanes<N> {
        each(replications, |replication| self.of(replication))
    }

    /// A seed for a separate generator, for a sampler that needs more than one uniform.
    #[inline]
    #[must_use]
    pub const fn seed_of(self, replication: u64) -> u64 {
        absorb(self.0 ^ SEED, replication)
    }
}
