//! What a plan must achieve, and what of it is to be least.

use std::fmt;

use crate::compare::SavingsLine;
use crate::scenario::{Scenario, nearest, shown};

/// A target that must be met with at least a given chance.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ChanceConstraint {
    /// Identifier of the target.
    pub target: String,
    /// The least chance, above 0 and below 1.
    pub chance: f64,
}

/// What is to be least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlanObjective {
    /// The sum of the values of all levers that are numbers.
    Offers,
    /// The cost at equal capacity: the greatest saving at equal capacity against the scenario as it is.
    Cost,
    /// The cost in cash: the greatest net saving. Only plans without a flag are found, because leaving posts empty saves cash.
    Cash,
}

impl PlanObjective {
    /// The saving that is to be greatest; `None` if nothing of it is.
    pub(crate) fn saving(self) -> Option<SavingsLine> {
        match self {
            Self::Offers => None,
            Self::Cost => Some(SavingsLine::LikeForLike),
            Self::Cash => Some(SavingsLine::Net),
        }
    }
}

/// What is wrong with a constraint.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ConstraintError {
    /// It is not of the form `TARGET=CHANCE`.
    Form,
    /// The chance is not above 0 and below 1.
    Chance(String),
    /// The scenario has no such target.
    Unknown {
        /// The target.
        target: String,
        /// The targets of the scenario.
        known: Vec<String>,
    },
    /// The target is given twice.
    Twice(String),
}

impl fmt::Display for ConstraintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str("expected TARGET=CHANCE, such as agency_2027=0.8 or agency_2027=80%"),
            Self::Chance(text) => {
                write!(f, "the chance `{}` must be above 0 and below 1, such as 0.8 or 80%", shown(text))
            }
            Self::Unknown { target, known } if known.is_empty() => {
                write!(f, "--target {}: the scenario has no targets; add one as [target.ID]", shown(target))
            }
            Self::Unknown { target, known } => {
                write!(f, "--target {}: there is no such target in the scenario", shown(target))?;
                match nearest(target, known) {
                    Some(similar) => write!(f, "; did you mean `{similar}`?"),
                    None => write!(f, "; it has {}", known.join(", ")),
                }
            }
            Self::Twice(target) => write!(f, "--target {}: the target is given twice", shown(target)),
        }
    }
}

impl std::error::Error for ConstraintError {}

impl ChanceConstraint {
    /// Reads `TARGET=CHANCE`; the chance is a share (`0.8`) or a percentage (`80%`).
    ///
    /// # Errors
    /// [`ConstraintError`] for another form, or a chance that is not above 0 and below 1.
    pub(crate) fn parse(text: &str) -> Result<Self, ConstraintError> {
        let (target, chance) = text.split_once('=').ok_or(ConstraintError::Form)?;
        let (target, chance) = (target.trim(), chance.trim());
        if target.is_empty() || chance.is_empty() {
            return Err(ConstraintError::Form);
        }
        let (digits, of) = chance.strip_suffix('%').map_or((chance, 1.0), |percent| (percent.trim(), 100.0));
        let share = digits.parse::<f64>().ok().map(|number| number / of).filter(|share| *share > 0.0 && *share < 1.0);
        let chance = share.ok_or_else(|| ConstraintError::Chance(chance.to_owned()))?;
        Ok(Self { target: target.to_owned(), chance })
    }

    /// The places of the targets of `constraints` in the scenario.
    ///
    /// # Errors
    /// [`ConstraintError`] if the scenario has no such target, or one is given twice.
    pub(crate) fn places(constraints: &[Self], scenario: &Scenario) -> Result<Vec<usize>, ConstraintError> {
        let known = || scenario.targets.iter().map(|target| target.id.clone()).collect();
        let place = |(index, one): (usize, &Self)| {
            if constraints[..index].iter().any(|other| other.target == one.target) {
                return Err(ConstraintError::Twice(one.target.clone()));
            }
            let found = scenario.targets.iter().position(|target| target.id == one.target);
            found.ok_or_else(|| ConstraintError::Unknown { target: one.target.clone(), known: known() })
        };
        constraints.iter().enumerate().map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_shares_or_percentages() {
        let chance = |text: &str| ChanceConstraint::parse(text).map(|one| one.chance);
        assert_eq!(chance("agency=0.8"), Ok(0.8));
        assert_eq!(chance(" agency = 80 % "), Ok(0.8));
        for (text, words) in [
            ("agency", "expected TARGET=CHANCE"),
            ("=0.8", "expected TARGET=CHANCE"),
            ("agency=80", "the chance `80` must be above 0 and below 1"),
            ("agency=0", "above 0"),
            ("agency=100%", "below 1"),
            ("agency=often", "`often`"),
            ("agency=NaN", "`NaN`"),
        ] {
            let error = ChanceConstraint::parse(text).expect_err("an error").to_string();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
