//! Which plan: scenarios with other values of some inputs, run on the same futures.
//!
//! A [`Lever`] is an input that a plan may set, with the values to try; [`PlanGrid`] has every combination of the values of several
//! levers, each as an overlay on a scenario. [`mod@sweep`] runs all of them on the same futures and reports the targets, headlines and
//! savings of each; [`mod@solve`] finds the least or the cheapest plan that meets targets with given chances. [`mod@drivers`] says what the
//! spread of a scenario's figures comes from, and what it would be worth to know before choosing.

pub(crate) mod drivers;
mod grid;
mod lever;
pub(crate) mod overlay;
pub(crate) mod point_figures;
pub(crate) mod solve;
pub(crate) mod sweep;

pub(crate) use grid::{GridError, GridFiles, PlanGrid};
pub(crate) use lever::{Lever, LeverValue};
pub(crate) use sweep::{MAX_POINTS, Sweep, SweepError, SweepPoint, sweep};
