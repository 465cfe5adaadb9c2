//! Why nothing can be scored.

use std::fmt;

use super::{ForecastOrigin, UnscoredOrigin};
use crate::import::ImportError;
use crate::run::Cancelled;
use crate::units::Month;

/// Why nothing can be scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BacktestError {
    /// An authority cannot be opened.
    Import(ImportError),
    /// What was written for an authority and an origin cannot be run.
    Scenario(String, ForecastOrigin),
    /// No quarter of a council's own history can be opened.
    History(UnopenedHistory),
    /// No figure was both forecast and published.
    NothingToScore {
        /// The first and last year of the censuses in the tables.
        years: Option<(i32, i32)>,
        /// Why, for each origin.
        reasons: Vec<(i32, UnscoredOrigin)>,
    },
    /// Stopped by the progress callback.
    Cancelled,
}

impl fmt::Display for BacktestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Import(error) => error.fmt(f),
            Self::Scenario(name, origin) => {
                let source = if matches!(origin, ForecastOrigin::Census(_)) { "dfe" } else { "staff" };
                write!(
                    f,
                    "the scenario of {name} in {origin} cannot be run: `staffcast import {source} --at {}` and `check` say why",
                    origin.id()
                )
            }
            Self::History(problem) => problem.fmt(f),
            Self::NothingToScore { years: None, .. } => write!(f, "the tables have no census"),
            Self::NothingToScore { years: Some((first, last)), reasons } => {
                write!(f, "nothing can be scored; the tables have the censuses of {first} to {last}")?;
                reasons.iter().try_for_each(|(year, reason)| write!(f, "\n  from {year}: {reason}"))
            }
            Self::Cancelled => Cancelled.fmt(f),
        }
    }
}

impl std::error::Error for BacktestError {}

impl From<UnopenedHistory> for BacktestError {
    fn from(problem: UnopenedHistory) -> Self {
        Self::History(problem)
    }
}

impl From<ImportError> for BacktestError {
    fn from(error: ImportError) -> Self {
        Self::Import(error)
    }
}

impl From<Cancelled> for BacktestError {
    fn from(Cancelled: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// Why no quarter of a council's own history can be scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnopenedHistory {
    /// No row of the list can be placed.
    NoRows,
    /// There are no permanent workers.
    NoPermanent,
    /// Nobody in the list had left by this month.
    NoLeavers(Month),
    /// The list has everybody who left from this month on; the first quarter to open, and the month until which the list is complete.
    TooShort {
        /// The month from which those who left are in the list.
        recorded_from: Month,
        /// The first quarter to open.
        first: Month,
        /// The month until whose beginning the list is complete.
        until: Month,
    },
    /// From this month on no quarter has a later one that the list reaches, a shortest horizon of so many months later.
    NothingLater(Month, Month, u32),
    /// Nobody permanent was in post at any quarter from this month on.
    NobodyInPost(Month),
    /// No figure is known both at an origin, the first of which is in this month, and later.
    NothingKnown(Month),
    /// The opening of a quarter has too many teams.
    Unusable(Month, String),
}

impl fmt::Display for UnopenedHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRows => write!(f, "no row can be placed"),
            Self::NoPermanent => write!(f, "the list has no permanent workers: there is nothing to forecast"),
            Self::NoLeavers(until) => write!(
                f,
                "no permanent worker in the list left before {until}: of the past it has only those who stayed, so what was so then is not \
                 known; add those who left, with their leaving dates"
            ),
            Self::TooShort { recorded_from, first, until } => write!(
                f,
                "nothing can be scored yet: the list has those who left from {recorded_from} on, so the first quarter with two years of \
                 history begins in {first}, and the list ends at the beginning of {until}; `--from {}` opens the quarters from then on",
                recorded_from.iso()
            ),
            Self::NothingLater(from, until, months) => write!(
                f,
                "no quarter from {from} on is followed by {months} months of the list, which ends at the beginning of {until}: choose an \
                 earlier `--from`, or shorter `--horizons`"
            ),
            Self::NobodyInPost(from) => {
                write!(f, "no permanent worker was in post at the beginning of a quarter from {from} on")
            }
            Self::NothingKnown(from) => {
                write!(f, "no figure of the list is known both at the beginning of a quarter from {from} on and later")
            }
            Self::Unusable(month, why) => write!(f, "the list cannot be opened in {month}: {why}"),
        }
    }
}
