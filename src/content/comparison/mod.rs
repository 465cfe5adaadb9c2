//! What is said of a comparison.

pub(crate) mod added;
pub(crate) mod attributed;
#[cfg(feature = "charts")]
pub(crate) mod charts;
pub(crate) mod futures;
#[cfg(any(feature = "report", feature = "xlsx"))]
pub(crate) mod inputs;
pub(crate) mod ranking;
pub(crate) mod sentences;
pub(crate) mod tables;
#[cfg(feature = "charts")]
pub(crate) mod waterfalls;

pub use attributed::Attributed;
pub use futures::Futures;

use crate::summary::Summary;
use crate::summary::compare::{Alternative, Comparison};

/// A comparison and what its plans are called in files: the names of their own files.
pub struct Compared<'c> {
    /// The comparison.
    pub comparison: &'c Comparison,
    /// What the base is called.
    pub base: String,
    /// What the alternatives are called, in their order.
    pub alternatives: Vec<String>,
}

impl<'p> Compared<'_> {
    pub(crate) fn base(&self) -> &Summary {
        &self.comparison.base
    }

    /// The alternatives with what they are called.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&str, &Alternative)> {
        self.alternatives.iter().map(String::as_str).zip(&self.comparison.alternatives)
    }

    /// The alternatives in the order of the ranking, without the base.
    pub(crate) fn ranked(&self) -> Vec<(&str, &Alternative)> {
        ranking::ranking(self).into_iter().filter_map(|one| Some((one.name, one.plan?))).collect()
    }

    /// What people call a plan: the name of its scenario, without what all of them begin with (`Herefordshire: `).
    #[cfg(feature = "charts")]
    pub(crate) fn plan_name<'a>(&self, one: &'a Alternative) -> &'a str {
        let names = || self.comparison.alternatives.iter().map(|one| one.summary.plan().scenario().name.as_str());
        let own = one.summary.plan().scenario().name.as_str();
        let Some(shared) = own.find(": ").map(|end| &own[..end + 2]) else { return own };
        let is_shared =
            names().count() > 1 && names().all(|name| name.len() > shared.len() && name.starts_with(shared));
        if is_shared { &own[shared.len()..] } else { own }
    }

    /// Whether the base or a plan has budgets.
    pub(crate) fn has_budgets(&self) -> bool {
        let plans = self.comparison.alternatives.iter().map(|one| &one.summary);
        std::iter::once(self.base()).chain(plans).any(|plan| !plan.plan().scenario().budgets.is_empty())
    }
}
