//! What is said of a run, a comparison, a trace: findings, tables, charts as data, notes. No format is known here; what is
//! said is shown by [`render`](crate::render).

pub(crate) mod cell;
#[cfg(feature = "charts")]
pub mod chart;
#[cfg(feature = "charts")]
pub(crate) mod charts;
pub(crate) mod comparison;
pub(crate) mod explain;
pub(crate) mod facts;
#[cfg(feature = "report")]
pub(crate) mod findings;
pub(crate) mod headlines;
pub(crate) mod inputs;
pub(crate) mod names;
pub(crate) mod rows;
pub(crate) mod sentences;
pub(crate) mod tables;
#[cfg(feature = "charts")]
pub(crate) mod timeline;
pub(crate) mod trace;
pub mod words;

pub use explain::NoSuchAddress;
pub use trace::{Traced, Why};
