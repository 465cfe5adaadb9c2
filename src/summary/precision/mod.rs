//! How precisely a run must know its headlines before it stops.
//!
//! A [`Precision`] says what must be known and how precisely; [`request`] reads it. The figures of a plan that it covers are [`Watched`], each
//! with its confidence sequence, and are looked at as futures are added. When all are known, or at the limit, the run stops, and its
//! [`PrecisionReached`] says how precisely each is known.

mod reached;
mod request;
#[cfg(test)]
mod tests;
mod watched;

pub use reached::{HeadlinePrecision, PrecisionReached, PrecisionSubject};
pub(crate) use request::pounds;
pub use request::{Precision, PrecisionError, PrecisionKind};
pub(crate) use watched::{Watched, WatchedFigures, mean_radius_at_any_look};
