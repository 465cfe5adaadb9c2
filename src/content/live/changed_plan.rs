//! What a changed plan does, against the plan as filed.

use crate::compare::Study;
use crate::content::exhibit::Exhibit;
use crate::content::page::Block;
use crate::content::{comparison, facts};

/// What a changed plan does: pieces of the report on a comparison, each of which the page replaces as a whole.
pub(crate) struct ChangedPlan<'s> {
    /// Likelihoods, savings, flags and changes, in tables and sentences.
    pub findings: Vec<Block<'s>>,
    /// The charts, to which [`Block::Exhibit`] refers by place.
    pub exhibits: Vec<Exhibit<'s>>,
}

impl<'s> ChangedPlan<'s> {
    /// Of a study with one alternative. Warnings that the plan as filed does not have come first.
    pub(crate) fn of(study: &'s Study) -> Self {
        let filed = facts::warnings(&study.base.summary);
        let plans = study.alternatives.iter().flat_map(|one| facts::warnings(&one.summary));
        let new: Vec<String> = plans.filter(|warning| !filed.contains(warning)).collect();
        let warnings = (!new.is_empty()).then_some(Block::Cautions(new));
        let (findings, exhibits) = comparison::key_findings_and_charts(study);
        Self { findings: warnings.into_iter().chain(findings).collect(), exhibits }
    }
}
