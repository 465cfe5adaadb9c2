//! Rendering to text for the screen.

pub(crate) mod backtest;
pub(crate) mod batch;
pub(crate) mod explain;
pub(crate) mod overview;
pub(crate) mod screen;
pub(crate) mod trace;
