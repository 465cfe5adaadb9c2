//! The model behind the live page: a scenario with its files, which answers what a plan with other values of some inputs changes.
//!
//! The page runs it as WebAssembly (`web/`); everything else is here, so that it is tested like the rest of the library. A question is a
//! map from the addresses of inputs to values. The answer has the pieces of the page, as HTML, and the plan as an overlay, from which
//! `staffcast compare` computes the same figures to the byte.

mod error;
mod input;
mod model;
pub(crate) mod paths;
#[cfg(feature = "page")]
mod planner;
mod reach;
#[cfg(test)]
mod tests;

pub use error::LiveError;
pub use input::LiveInput;
pub use model::LiveModel;
#[cfg(feature = "page")]
pub use planner::PlannerModel;
