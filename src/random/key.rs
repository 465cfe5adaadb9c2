//! Keys: every uniform of a run has an address, and is computed from it when asked for.
//!
//! Nothing is drawn "next". A uniform is identified by (seed, purpose, what it is for, replication, month) and by
//! nothing else, so replication 7,351 is the same alone or among a million, and adding a cohort or a team leaves
//! every other uniform as it was. Two scenarios run with one seed meet the same luck wherever they ask the same
//! question: common random numbers by construction.
//!
//! Each part of the address is absorbed by one step of `SplitMix64` (Steele, Lea and Flood 2014, "Fast splittable
//! pseudorandom number generators", OOPSLA): output number `n + 1` of the generator whose state is the key so far,
//! with the output function called Mix13 by Stafford. Integers only, hence alike on every platform.

/// What a uniform decides. The number is part of the address of every uniform drawn for the purpose.
///
/// Numbers are never changed and never used again: a purpose that goes leaves a hole, a new one takes the next
/// number. Either would otherwise change the results of every scenario already published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum Purpose {
    /// The value of an input that is not known; once a replication.
    Input = 1,
    /// How many take up an offer or a place.
    TakeUp = 2,
    /// How many start.
    Starters = 3,
    /// How many complete a programme.
    Completion = 4,
    /// How many leave.
    Leaving = 5,
    /// How many agency staff become permanent.
    Conversion = 6,
    /// How many agency posts change hands.
    Churn = 7,
    /// How many vacancies are filled.
    Fill = 8,
    /// The level of demand in a financial year.
    Level = 9,
    /// The gamma behind over-dispersed counts.
    Dispersion = 10,
    /// How many contacts arrive.
    Contacts = 11,
    /// How many referrals are re-referrals.
    ReReferral = 12,
    /// Where finished cases go.
    Branch = 13,
    /// How many cases finish a phase of a stage.
    Phase = 14,
    /// How many open cases escalate.
    Escalation = 15,
    /// How many cases enter a stage from outside.
    Outside = 16,
    /// How many are finished in time.
    InTime = 17,
    /// How many plans are repeat plans.
    Repeat = 18,
    /// In which order the parts of a plan are added, to split its effect between them; a pair of orders each.
    Order = 19,
}

/// 2^64 over the golden ratio, odd: the step of `SplitMix64`.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
/// Keeps the keys of children apart from those of replications and months.
const CHILD: u64 = 0x6a09_e667_f3bc_c908;
/// Keeps the seeds of generators apart from the bits of uniforms.
const SEED: u64 = 0xbb67_ae85_84ca_a73b;

/// Stafford's Mix13: a bijection in which each bit of the input changes each bit of the output half the time.
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Output number `value + 1` of the `SplitMix64` whose state is `key`.
const fn absorb(key: u64, value: u64) -> u64 {
    mix(key.wrapping_add(GOLDEN.wrapping_mul(value.wrapping_add(1))))
}

/// A 64-bit hash of `text` that stays the same between releases, compilers and platforms.
///
/// FNV-1a of the UTF-8 bytes (Fowler, Noll and Vo; RFC 9923), whose high bits are weak for short texts, then the
/// finaliser of `SplitMix64`, which spreads every byte over all 64 bits. Not for defence against chosen collisions.
#[must_use]
pub fn stable_hash(text: &str) -> u64 {
    let fnv = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    mix(fnv.wrapping_add(GOLDEN))
}

/// The key of one decision throughout a run: seed, purpose, and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream(u64);

impl Stream {
    /// The stream of `purpose` for `what`: a declared id or the address of an input, never a position in a list.
    #[must_use]
    pub fn new(seed: u64, purpose: Purpose, what: &str) -> Self {
        let seeded = absorb(mix(seed), u64::from(purpose as u16));
        Self(absorb(seeded, stable_hash(what)))
    }

    /// The draws of this decision in one replication. Replications count from 1.
    #[inline]
    #[must_use]
    pub fn of(self, replication: u64) -> Draws {
        Draws(absorb(self.0, replication))
    }

    /// The stream of part `n` of what this stream is for (a grade, a phase of a stage), independent of this one.
    #[must_use]
    pub fn child(self, n: u64) -> Self {
        Self(absorb(self.0 ^ CHILD, n))
    }
}

/// The key of one decision in one replication; gives one uniform a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws(u64);

impl Draws {
    /// The uniform of `month` (months since the run began; 0 for what is drawn once).
    ///
    /// One of the 2^52 numbers (k + 1/2) / 2^52: strictly between 0 and 1, exact, and so is 1 - u.
    #[inline]
    #[must_use]
    pub fn at(self, month: u32) -> f64 {
        let bits = absorb(self.0, u64::from(month)) >> 12;
        (bits as f64 + 0.5) * (1.0 / (1_u64 << 52) as f64)
    }

    /// The draws of part `n` of what these are for: a cohort formed while running, independent of these.
    #[inline]
    #[must_use]
    pub fn child(self, n: u64) -> Self {
        Self(absorb(self.0 ^ CHILD, n))
    }

    /// A seed for a generator of its own in `month`, where a sampler needs more than one uniform.
    #[inline]
    #[must_use]
    pub fn seed_at(self, month: u32) -> u64 {
        absorb(self.0 ^ SEED, u64::from(month))
    }
}
