//! The report: one page that a director opens, reads and trusts. It holds everything itself: no network, no other file.
//!
//! Its words are the [`findings`](crate::content::findings), its pictures the [`charts`](crate::render::svg), each with the figures
//! behind it; everything that comes from a scenario is escaped.

pub(super) mod assumptions;
pub(super) mod closing;
pub(super) mod comparison;
mod figure;
pub(super) mod figures;
mod page;
mod run;
mod table;

pub(super) use figure::Figure;
pub(super) use page::{Section, page};
pub(super) use run::{findings, of_run};
pub(super) use table::Table;
