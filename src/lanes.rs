//! Many replications side by side: the vocabulary in which the model is written.
//!
//! A quantity of the model is a [`Lanes`], one number per replication, and a step of a month computes it for all
//! replications at once. A formula is written for one replication and applied lane by lane: [`each`] gives a new
//! quantity, [`update`] changes existing ones.
//!
//! ```
//! # use staffcast::internals::{Lanes, each, update};
//! let posts = Lanes([10.0, 12.0]);
//! let mut staff = Lanes([7.0, 13.0]);
//! let vacancies = each((&posts, &staff), |(posts, staff)| f64::max(posts - staff, 0.0));
//! update(&mut staff, &vacancies, |staff, vacancies| *staff += vacancies);
//! assert_eq!(staff, Lanes([10.0, 13.0]));
//! ```
//!
//! The loops are here and nowhere else. They have a fixed length and no branches of their own, so the compiler turns
//! them into vector instructions. A lane never depends on another: 64 lanes are 64 times one lane, to the bit.

use std::ops::{AddAssign, SubAssign};

mod maths;
mod units;

pub use maths::{exp, ln};
pub(crate) use maths::{exps_of_libm, ln_of_complement, ln_of_normal, polynomial};
pub use units::{Work, vectorise};

/// One number for each of `N` replications.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
pub struct Lanes<const N: usize>(pub [f64; N]);

impl<const N: usize> Lanes<N> {
    /// Zero in every lane.
    pub const ZERO: Self = Self([0.0; N]);

    /// The same number in every lane.
    #[must_use]
    pub const fn all(value: f64) -> Self {
        Self([value; N])
    }

    /// Whether `holds` in any lane.
    #[inline(always)]
    pub fn any(&self, holds: impl Fn(f64) -> bool) -> bool {
        self.0.iter().fold(false, |any, &value| any | holds(value))
    }

    /// Whether every lane is zero.
    #[inline(always)]
    #[must_use]
    pub fn is_zero(&self) -> bool {
        !self.any(|value| value != 0.0)
    }

    /// The least number in any lane.
    #[inline(always)]
    #[must_use]
    pub fn least(&self) -> f64 {
        self.best(f64::INFINITY, |value, least| if value < least { value } else { least })
    }

    /// The greatest number in any lane; at least 0.
    #[inline(always)]
    #[must_use]
    pub fn greatest(&self) -> f64 {
        self.best(0.0, |value, greatest| if value > greatest { value } else { greatest })
    }

    /// The number that `better` prefers to all others, and to `start`.
    #[inline(always)]
    fn best(&self, start: f64, better: impl Fn(f64, f64) -> f64) -> f64 {
        // Several at a time, for a vector: one after the other, each would wait for the one before.
        let mut best = [start; 8];
        for values in self.0.chunks(best.len()) {
            for (best, &value) in best.iter_mut().zip(values) {
                *best = better(value, *best);
            }
        }
        best.into_iter().fold(start, |best, value| better(value, best))
    }
}

impl<const N: usize> Default for Lanes<N> {
    fn default() -> Self {
        Self::ZERO
    }
}

impl<const N: usize> AddAssign<&Self> for Lanes<N> {
    #[inline(always)]
    fn add_assign(&mut self, other: &Self) {
        update(self, other, |sum, value| *sum += value);
    }
}

impl<const N: usize> SubAssign<&Self> for Lanes<N> {
    #[inline(always)]
    fn sub_assign(&mut self, other: &Self) {
        update(self, other, |rest, value| *rest -= value);
    }
}

/// What has a value in every lane: a quantity, a number that is the same in all lanes, or several of these together.
pub trait ByLane<const N: usize> {
    /// The value in a lane.
    type Value;

    /// The value in lane `lane`.
    fn at(&self, lane: usize) -> Self::Value;
}

/// What can be changed in every lane: a quantity, or several together.
pub trait ByLaneMut<const N: usize> {
    /// The value in a lane, to change.
    type Value;

    /// The values, lane by lane.
    fn lanes(self) -> impl Iterator<Item = Self::Value>;
}

impl<const N: usize> ByLane<N> for &Lanes<N> {
    type Value = f64;

    #[inline(always)]
    fn at(&self, lane: usize) -> f64 {
        self.0[lane]
    }
}

impl<const N: usize> ByLane<N> for f64 {
    type Value = Self;

    #[inline(always)]
    fn at(&self, _lane: usize) -> Self {
        *self
    }
}

impl<const N: usize, T: Copy> ByLane<N> for &[T; N] {
    type Value = T;

    #[inline(always)]
    fn at(&self, lane: usize) -> T {
        self[lane]
    }
}

impl<'a, const N: usize> ByLaneMut<N> for &'a mut Lanes<N> {
    type Value = &'a mut f64;

    #[inline(always)]
    fn lanes(self) -> impl Iterator<Item = &'a mut f64> {
        self.0.iter_mut()
    }
}

impl<const N: usize, A: ByLaneMut<N>, B: ByLaneMut<N>> ByLaneMut<N> for (A, B) {
    type Value = (A::Value, B::Value);

    #[inline(always)]
    fn lanes(self) -> impl Iterator<Item = Self::Value> {
        self.0.lanes().zip(self.1.lanes())
    }
}

impl<const N: usize, A: ByLaneMut<N>, B: ByLaneMut<N>, C: ByLaneMut<N>> ByLaneMut<N> for (A, B, C) {
    type Value = (A::Value, B::Value, C::Value);

    #[inline(always)]
    fn lanes(self) -> impl Iterator<Item = Self::Value> {
        self.0.lanes().zip(self.1.lanes()).zip(self.2.lanes()).map(|((a, b), c)| (a, b, c))
    }
}

/// Several together.
macro_rules! together {
    ($($of:ident $place:tt),*) => {
        impl<const N: usize, $($of: ByLane<N>),*> ByLane<N> for ($($of,)*) {
            type Value = ($($of::Value,)*);

            #[inline(always)]
            fn at(&self, lane: usize) -> Self::Value {
                ($(self.$place.at(lane),)*)
            }
        }
    };
}

together!(A 0, B 1);
together!(A 0, B 1, C 2);
together!(A 0, B 1, C 2, D 3);
together!(A 0, B 1, C 2, D 3, E 4);
together!(A 0, B 1, C 2, D 3, E 4, F 5);

/// A new quantity: `formula` applied to the values of every lane.
#[inline(always)]
pub fn each<const N: usize, I: ByLane<N>>(from: I, formula: impl Fn(I::Value) -> f64) -> Lanes<N> {
    let mut result = Lanes::ZERO;
    for lane in 0..N {
        result.0[lane] = formula(from.at(lane));
    }
    result
}

/// Changes quantities: `formula` applied to their values and those of `from`, in every lane.
#[inline(always)]
pub fn update<const N: usize, O: ByLaneMut<N>, I: ByLane<N>>(of: O, from: I, formula: impl Fn(O::Value, I::Value)) {
    for (lane, value) in of.lanes().enumerate() {
        formula(value, from.at(lane));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_applied_lane_by_lane() {
        let (a, b) = (Lanes([1.0, 2.0, 3.0]), Lanes([10.0, 20.0, 30.0]));
        assert_eq!(each((&a, &b, 100.0), |(a, b, c)| a + b + c), Lanes([111.0, 122.0, 133.0]));
        let (mut less, mut more) = (a, a);
        update((&mut less, &mut more), &b, |(less, more), b| {
            *less -= b;
            *more += b;
        });
        assert_eq!((less, more), (Lanes([-9.0, -18.0, -27.0]), Lanes([11.0, 22.0, 33.0])));
        less += &b;
        more -= &b;
        assert_eq!((less, more), (a, a));
    }

    #[test]
    fn lanes_are_asked_together() {
        let lanes = Lanes([0.0, -3.0, 2.0]);
        assert!(lanes.any(|value| value < -2.0) && !lanes.any(|value| value > 2.0));
        assert_eq!((lanes.greatest(), Lanes([-1.0, -2.0]).greatest()), (2.0, 0.0));
        assert!(Lanes::<3>::ZERO.is_zero() && Lanes([0.0, -0.0]).is_zero() && !lanes.is_zero());
    }
}
