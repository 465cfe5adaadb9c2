//! What is wrong with a scenario or odd in it, and the words for it.
//!
//! [`problems`] has one row for each: code, fields, sentence and advice, made into [`Problem`] and [`CODES`] by [`row`].
//! Where one code stands for several things, [`contradiction`], [`oddity`], [`band`], [`correlation`], [`csv`] and [`idle`] have a row
//! for each. [`report`] puts a problem beside the line that it is about; [`wording`] has numbers and names as people read them,
//! [`meant`] what was meant by what was written otherwise, and [`things`] the words for what warnings are about.

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
