//! What plans are ranked by, and how it is asked for.

use std::fmt;

use super::target_likelihoods::Goal;
use crate::scenario::{Scenario, nearest, shown};

/// What plans are ranked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankBy {
    /// The likelihood of all targets of the base together, or of one of them; then the saving at equal capacity.
    Likelihood(Goal),
    /// The saving at equal capacity; the net saving where capacity has no price.
    Saving,
    /// The net saving: cash.
    Cash,
}

/// Why it cannot be ranked by what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RankByError {
    /// The base has no targets.
    NoTargets,
    /// There is neither such an order nor such a target.
    Unknown {
        /// What was asked for.
        asked: String,
        /// Identifiers of the targets of the base.
        targets: Vec<String>,
    },
}

const TARGETS: &str = "targets";
const SAVING: &str = "saving";
const CASH: &str = "cash";

/// What may stand before a target, so that one called `cash` can be asked for.
const PREFIX: &str = "target.";

impl RankBy {
    /// What plans are ranked by unless something else is asked for: the likelihood of all targets or, without targets, the saving.
    pub(crate) fn default_of(base: &Scenario) -> Self {
        if base.targets.is_empty() { Self::Saving } else { Self::Likelihood(Goal::AllTargets) }
    }

    /// Reads `targets`, `saving`, `cash`, or a target of the base: `agency_2027` or `target.agency_2027`.
    ///
    /// # Errors
    /// [`RankByError::NoTargets`] for `targets` if the base has none; [`RankByError::Unknown`] for anything else.
    pub fn read(text: &str, base: &Scenario) -> Result<Self, RankByError> {
        match text {
            TARGETS if base.targets.is_empty() => return Err(RankByError::NoTargets),
            TARGETS => return Ok(Self::Likelihood(Goal::AllTargets)),
            SAVING => return Ok(Self::Saving),
            CASH => return Ok(Self::Cash),
            _ => {}
        }
        let id = text.strip_prefix(PREFIX).unwrap_or(text);
        let target = base.targets.iter().position(|target| target.id == id);
        target.map(|index| Self::Likelihood(Goal::Target(index))).ok_or_else(|| RankByError::Unknown {
            asked: text.to_owned(),
            targets: base.targets.iter().map(|target| target.id.clone()).collect(),
        })
    }
}

impl fmt::Display for RankByError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Unknown { asked, targets } = self else {
            return f.write_str("the base has no targets; add one as [target.ID], or rank by `saving` or `cash`");
        };
        write!(f, "unknown order `{}`", shown(asked))?;
        let words: Vec<&str> = if targets.is_empty() { vec![SAVING, CASH] } else { vec![TARGETS, SAVING, CASH] };
        let known: Vec<String> = words.iter().map(|&word| word.to_owned()).chain(targets.iter().cloned()).collect();
        if let Some(similar) = nearest(asked, &known) {
            return write!(f, ": did you mean `{similar}`?");
        }
        write!(f, "; allowed are {}", words.join(", "))?;
        if targets.is_empty() {
            f.write_str("; the base has no targets")
        } else {
            write!(f, " or a target of the base: {}", targets.join(", "))
        }
    }
}

impl std::error::Error for RankByError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, targets: &str) -> Result<RankBy, String> {
        let base = Scenario::parse(&format!("{}{targets}", crate::examples::SMALL)).expect("a scenario");
        RankBy::read(text, &base).map_err(|error| error.to_string())
    }

    #[test]
    fn an_order_is_a_word_or_a_target_of_the_base() {
        const TARGET: &str = "\n[target.cash]\nmeasure = \"agency_rate\"\nby = \"2017-03\"\nat_most = 0.2\n";
        assert_eq!(read("targets", TARGET), Ok(RankBy::Likelihood(Goal::AllTargets)));
        assert_eq!(read("saving", TARGET), Ok(RankBy::Saving));
        assert_eq!(read("cash", TARGET), Ok(RankBy::Cash));
        assert_eq!(read("target.cash", TARGET), Ok(RankBy::Likelihood(Goal::Target(0))));
        assert_eq!(read("savings", TARGET), Err("unknown order `savings`: did you mean `saving`?".to_owned()));
        let all = "unknown order `price`; allowed are targets, saving, cash or a target of the base: cash";
        assert_eq!(read("price", TARGET), Err(all.to_owned()));
    }

    #[test]
    fn without_targets_plans_are_not_ranked_by_them() {
        let none = "the base has no targets; add one as [target.ID], or rank by `saving` or `cash`";
        assert_eq!(read("targets", ""), Err(none.to_owned()));
        let base = Scenario::parse(crate::examples::SMALL).expect("a scenario");
        assert_eq!(RankBy::default_of(&base), RankBy::Saving);
    }
}
