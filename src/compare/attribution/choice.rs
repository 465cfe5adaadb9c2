//! Which plans are attributed.

use std::fmt;

use super::{Attribution, attribute, scenarios};
use crate::compare::{MAX_EDITS, Parts};
use crate::run::{Cancelled, Options};
use crate::summary::Summary;

/// Maximum number of parts attributed under [`AttributionChoice::FewParts`]: 64 scenarios, which take about as long as
/// comparing the plan.
pub const FEW_PARTS: usize = 6;

/// Which plans are attributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributionChoice {
    /// None.
    Never,
    /// Those with two to [`FEW_PARTS`] parts.
    FewParts,
    /// All plans.
    Always,
}

/// Why the effect of a plan is not attributed to its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSplit {
    /// Attribution was not requested.
    NotAsked,
    /// The plan consists of one part.
    OnePart,
    /// The plan has more than [`FEW_PARTS`] parts.
    ManyParts {
        /// Number of parts.
        parts: usize,
        /// Number of scenarios that attribution would have to run.
        scenarios: usize,
    },
    /// The plan differs from the base in more than [`MAX_EDITS`] things: it is a different scenario rather than a plan
    /// for the base.
    TooManyEdits {
        /// Number of differences.
        edits: usize,
    },
}

impl fmt::Display for NotSplit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAsked => f.write_str("it was not requested"),
            Self::OnePart => f.write_str("it has only one part"),
            Self::ManyParts { parts, .. } => write!(f, "it has {parts} parts"),
            Self::TooManyEdits { edits } => {
                write!(f, "it differs from the base in {edits} things; at most {MAX_EDITS} can be distinguished")
            }
        }
    }
}

/// Attributes the effect of `alternative`, if `choice` requests it.
pub(in crate::compare) fn split_effect(
    base: &Summary,
    alternative: &Summary,
    choice: AttributionChoice,
    options: &Options<'_>,
) -> Result<Result<Attribution, NotSplit>, Cancelled> {
    if choice == AttributionChoice::Never {
        return Ok(Err(NotSplit::NotAsked));
    }
    let parts = match Parts::between(base.plan().scenario(), alternative.plan().scenario()) {
        Ok(parts) => parts,
        Err(error) => return Ok(Err(NotSplit::TooManyEdits { edits: error.edits })),
    };
    if choice == AttributionChoice::FewParts {
        match parts.len() {
            1 => return Ok(Err(NotSplit::OnePart)),
            many if many > FEW_PARTS => {
                return Ok(Err(NotSplit::ManyParts { parts: many, scenarios: scenarios(many) }));
            }
            _ => {}
        }
    }
    attribute(base, alternative, parts, options).map(Ok)
}
