use std::fmt;

use super::NotComparable;
use crate::run::Cancelled;

/// Why a comparison failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompareError {
    /// The plans cannot be compared.
    NotComparable(NotComparable),
    /// The study or a stress scenario has no plan of this name.
    NoPlan(String),
    /// The run was cancelled.
    Cancelled(Cancelled),
}

impl From<NotComparable> for CompareError {
    fn from(error: NotComparable) -> Self {
        Self::NotComparable(error)
    }
}

impl From<Cancelled> for CompareError {
    fn from(error: Cancelled) -> Self {
        Self::Cancelled(error)
    }
}

impl fmt::Display for CompareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotComparable(error) => error.fmt(f),
            Self::NoPlan(name) => write!(f, "there is no plan named `{name}`"),
            Self::Cancelled(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CompareError {}
