//! Plausibility: what English authorities show, and how the figures of a scenario compare with it.
//!
//! [`range`] has the published ranges (`england.csv`, which `england.py` writes from the published tables, and
//! `prices.csv`, compiled by hand), [`figure`] the figures that they are of. [`comparison`] finds these figures in a
//! scenario, and [`verdict`] judges one: a slip of a unit, or beyond anything that was ever published.

mod comparison;
mod document;
pub(crate) mod figure;
mod range;
mod verdict;

pub(crate) use comparison::{Comparison, comparisons};
pub use document::document;
pub(crate) use figure::Figure;
pub(crate) use verdict::Verdict;
