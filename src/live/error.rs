//! Why the model of the live page has no answer.

use std::fmt;

use crate::compare::CompareError;
use crate::render::RenderError;
use crate::scenario::{ScenarioErrors, shown};

/// Why the model of the live page has no answer.
#[derive(Debug)]
pub enum LiveError {
    /// What it was given is not in its form.
    Form(String),
    /// A value is neither a number nor a month, or the input cannot have it.
    Value {
        /// Address of the input.
        address: String,
        /// What is wrong.
        reason: String,
    },
    /// A file cannot be opened.
    File {
        /// Its name.
        name: String,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// The changed plan, or the scenario itself, is not valid.
    Scenario(Box<ScenarioErrors>),
    /// The changed plan cannot be compared with the plan as filed.
    Comparison(CompareError),
    /// The answer cannot be written.
    Answer(RenderError),
}

impl fmt::Display for LiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(reason) => write!(f, "the page and its model do not fit together: {reason}"),
            Self::Value { address, reason } => write!(f, "{}: {reason}", shown(address)),
            Self::File { name, reason } => write!(f, "{}: {reason}", shown(name)),
            Self::Scenario(errors) => write!(f, "the plan is not valid with these values:\n{errors}"),
            Self::Comparison(error) => write!(f, "{error}"),
            Self::Answer(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for LiveError {}

impl From<Box<ScenarioErrors>> for LiveError {
    fn from(errors: Box<ScenarioErrors>) -> Self {
        Self::Scenario(errors)
    }
}

impl From<CompareError> for LiveError {
    fn from(error: CompareError) -> Self {
        Self::Comparison(error)
    }
}

impl From<RenderError> for LiveError {
    fn from(error: RenderError) -> Self {
        Self::Answer(error)
    }
}
