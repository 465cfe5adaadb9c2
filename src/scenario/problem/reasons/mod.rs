//! The cases of codes that cover several: one file per such code, one row per case.

mod band;
mod contradiction;
mod correlation;
mod csv;
mod no_effect;
mod questionable;
mod unusual;
mod yearly;

pub(crate) use self::csv::CsvReason;
pub(crate) use band::BandReason;
pub(crate) use contradiction::Contradiction;
pub(crate) use correlation::CorrelationReason;
pub(crate) use no_effect::NoEffectReason;
pub(crate) use questionable::Questionable;
pub(crate) use unusual::UnusualReason;
pub(crate) use yearly::YearlyReason;
