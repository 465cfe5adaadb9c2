//! What is shown on screen.

pub(crate) mod batch;
pub(crate) mod comparison;
pub(crate) mod grid;
pub(crate) mod savings;
pub(crate) mod screen;
pub(crate) mod table;
