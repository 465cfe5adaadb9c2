//! The content of the report on a run, a comparison or a trace, as plain data: findings, tables, charts and notes. It
//! is independent of any output format; [`render`](crate::render) turns it into files and screen text.
//!
//! A [`Document`] holds all of it: [`run`] builds the document of a run, [`comparison`] that of a comparison.

mod agency_watch;
pub(crate) mod backtest;
pub(crate) mod batch;
pub(crate) mod brief;
pub(crate) mod cell;
pub(crate) mod chart;
pub(crate) mod chart_tables;
mod cohorts;
pub(crate) mod column_titles;
pub(crate) mod comparison;
#[cfg(feature = "dataset")]
pub(crate) mod dataset;
pub(crate) mod document;
mod driver_study;
mod drivers;
pub(crate) mod exhibit;
pub(crate) mod explain;
pub(crate) mod facts;
pub(crate) mod findings;
#[cfg(feature = "page")]
pub(crate) mod form;
pub(crate) mod futures;
pub(crate) mod headline_grid;
mod headline_table;
pub(crate) mod headlines;
#[cfg(feature = "records")]
pub(crate) mod imported;
mod input_phrase;
pub(crate) mod input_section;
pub(crate) mod inputs;
pub(crate) mod levers;
pub(crate) mod likelihood_term;
pub mod live;
pub(crate) mod overview;
pub(crate) mod page;
#[cfg(feature = "page")]
pub(crate) mod planner;
mod practice;
mod precision;
pub(crate) mod provenance;
mod range_text;
mod ranges_held;
pub(crate) mod record;
mod responses;
pub(crate) mod rows;
pub(crate) mod run;
pub(crate) mod sentences;
pub(crate) mod series_names;
pub(crate) mod shared_sections;
pub(crate) mod solve;
pub(crate) mod sweep;
pub(crate) mod tables;
mod target_phrase;
mod template_use;
pub(crate) mod timeline;
pub(crate) mod trace;
pub(crate) mod words;
pub(crate) mod workbook;

pub(crate) use batch::{BatchEntry, batch_entry};
pub(crate) use comparison::study_overview;
pub use document::Document;
pub(crate) use driver_study::study_of_drivers_overview;
pub(crate) use explain::{AddressNotFound, explain, explain_in_full};
pub(crate) use run::run_overview;
pub(crate) use solve::solve_overview;
pub(crate) use sweep::sweep_overview;
pub(crate) use trace::{Selection, Trace, TracedReplication, tell};
