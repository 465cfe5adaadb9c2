use std::fmt;

use super::Incomparable;
use crate::run::Stopped;

/// Why there is no comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompareError {
    /// The plans cannot be compared.
    Incomparable(Incomparable),
    /// The study has no plan of this name, or a stress scenario lacks it.
    NoPlan(String),
    /// The run was stopped.
    Stopped(Stopped),
}

impl From<Incomparable> for CompareError {
    fn from(error: Incomparable) -> Self {
        Self::Incomparable(error)
    }
}

impl From<Stopped> for CompareError {
    fn from(error: Stopped) -> Self {
        Self::Stopped(error)
    }
}

impl fmt::Display for CompareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incomparable(error) => error.fmt(f),
            Self::NoPlan(name) => write!(f, "there is no plan with the name `{name}`"),
            Self::Stopped(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CompareError {}
