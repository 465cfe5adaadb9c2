//! The budget of a run: spending by line, team, month and financial year, with what is added to be safe.

mod lines;
mod payer;
mod sheet;
mod table;

pub(super) use sheet::layout;
pub(super) use table::{table, totals};
