//! Which plans' effects are split between their parts.

use std::fmt;

use super::{Attribution, attribute, scenarios};
use crate::compare::{MAX_EDITS, Parts};
use crate::plan::Plan;
use crate::run::{Cancelled, Options};

/// Most parts between which an effect is split under [`AttributionChoice::FewParts`]: 64 scenarios, about as long as to
/// compare the plan.
pub const FEW_PARTS: usize = 6;

/// Which effects are split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributionChoice {
    /// None.
    Never,
    /// Those of plans of two to [`FEW_PARTS`] parts.
    FewParts,
    /// Those of all plans.
    Always,
}

/// Why the effect of a plan is not split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSplit {
    /// It was not asked for.
    NotAsked,
    /// The plan is one part.
    OnePart,
    /// The plan has more than [`FEW_PARTS`] parts.
    ManyParts {
        /// How many it has.
        parts: usize,
        /// How many scenarios would be run to split its effect.
        scenarios: usize,
    },
    /// The plan differs from the base in more than [`MAX_EDITS`] things: it is another scenario, not a plan for the base.
    TooManyEdits {
        /// In how many it differs.
        edits: usize,
    },
}

impl fmt::Display for NotSplit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAsked => f.write_str("it was not asked for"),
            Self::OnePart => f.write_str("it is one part"),
            Self::ManyParts { parts, .. } => write!(f, "it has {parts} parts"),
            Self::TooManyEdits { edits } => {
                write!(f, "it differs from the base in {edits} things; up to {MAX_EDITS} can be told apart")
            }
        }
    }
}

/// Splits the effect of `alternative`, where `choice` says so.
pub(in crate::compare) fn split_effect(
    base: &Plan,
    alternative: &Plan,
    choice: AttributionChoice,
    options: &Options<'_>,
) -> Result<Result<Attribution, NotSplit>, Cancelled> {
    if choice == AttributionChoice::Never {
        return Ok(Err(NotSplit::NotAsked));
    }
    let parts = match Parts::between(base.scenario(), alternative.scenario()) {
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
