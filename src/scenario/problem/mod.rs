//! Errors and warnings in a scenario, and their messages.
//!
//! [`catalogue`] has one row per code with its fields, message and advice, which [`macros`] turns into [`Problem`] and
//! [`CODES`]. If one code covers several cases, [`contradiction`], [`questionable`], [`band`], [`correlation`], [`csv`]
//! and [`no_effect`] have one row per case. [`diagnostic`] renders a problem beside the line concerned, [`wording`]
//! formats numbers and names for messages, [`suggestion`] interprets values written in another notation, and
//! [`subject`] has the wording for the subjects of warnings.

mod band;
mod catalogue;
mod contradiction;
mod correlation;
mod csv;
pub(crate) mod diagnostic;
mod macros;
mod no_effect;
mod questionable;
mod subject;
pub(crate) mod suggestion;
pub(crate) mod wording;

pub(crate) use self::csv::CsvReason;
pub(crate) use band::BandReason;
pub use catalogue::{CODES, Problem};
pub(crate) use contradiction::Contradiction;
pub(crate) use correlation::CorrelationReason;
pub use diagnostic::{Diagnostic, ScenarioErrors, Severity};
pub use macros::Code;
pub(crate) use no_effect::NoEffectReason;
pub(crate) use questionable::Questionable;
pub use subject::{DatedItem, Item};
pub(crate) use wording::{nearest, plain, shown};
