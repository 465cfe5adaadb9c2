//! What is shown on screen.

pub(crate) mod batch;
pub(crate) mod comparison;
pub(crate) mod explain;
pub(crate) mod grid;
pub(crate) mod overview;
pub(crate) mod savings;
pub(crate) mod screen;
pub(crate) mod trace;
