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

#[cfg(feature = "charts")]
use crate::compare::Alternative;
use crate::compare::Study;

/// What people call a plan: the name of its scenario, without what all of them begin with (`Herefordshire: `).
#[cfg(feature = "charts")]
pub(crate) fn plan_name<'a>(study: &Study, one: &'a Alternative) -> &'a str {
    let names = || study.alternatives.iter().map(|one| one.summary.plan().scenario().name.as_str());
    let own = one.summary.plan().scenario().name.as_str();
    let Some(shared) = own.find(": ").map(|end| &own[..end + 2]) else { return own };
    let is_shared = names().count() > 1 && names().all(|name| name.len() > shared.len() && name.starts_with(shared));
    if is_shared { &own[shared.len()..] } else { own }
}

/// Whether the base or a plan has budgets.
pub(crate) fn has_budgets(study: &Study) -> bool {
    study.summaries().any(|one| !one.plan().scenario().budgets.is_empty())
}
