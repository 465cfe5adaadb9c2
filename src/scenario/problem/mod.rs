//! Errors and warnings in a scenario, and their messages.
//!
//! [`codes`] has one row per code with its fields, message and advice, which [`macros`] turns into [`Problem`] and
//! [`CODES`]; for a code that covers several cases, [`reasons`] has one row per case. [`diagnostic`] renders a problem
//! beside the line concerned, [`wording`] formats numbers and names for messages, [`suggestion`] interprets values written
//! in another notation, and [`subject`] has the wording for the subjects of warnings.

mod codes;
pub(crate) mod diagnostic;
mod macros;
mod reasons;
mod subject;
pub(crate) mod suggestion;
pub(crate) mod wording;

pub use codes::{CODES, Problem};
pub use diagnostic::{Diagnostic, ScenarioErrors, Severity};
pub use macros::DiagnosticCode;
pub(crate) use reasons::{
    BandReason, Contradiction, CorrelationReason, CsvReason, NoEffectReason, Questionable, UnusualReason, YearlyReason,
};
pub use subject::{DatedItem, Item};
pub(crate) use wording::{nearest, plain, shown};
