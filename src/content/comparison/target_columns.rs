//! The targets of a comparison: those of the base, then the further targets of plans.

use std::collections::BTreeMap;

use super::ranking::RankedPlan;
use crate::compare::{Alternative, Goal, Study};
use crate::content::sentences::{target_in_full, target_words};
use crate::scenario::Scenario;

/// What stands for all targets of the base together in ids of columns.
pub(crate) const ALL_TARGETS: &str = "all";

/// A target of the base or of plans.
pub(crate) struct TargetColumn {
    /// Id, with a number appended if plans define different targets with the same id.
    pub id: String,
    /// The target in words, with abbreviated months.
    pub words: String,
    /// Index in the base; `None` if only plans have it.
    base: Option<usize>,
    /// Index in each plan that has it, by plan name.
    plans: BTreeMap<String, usize>,
}

impl TargetColumn {
    /// Its index in a plan or the base; `None` if that has no such target.
    pub(crate) fn index(&self, one: &RankedPlan<'_>) -> Option<usize> {
        one.plan.map_or(self.base, |plan| self.plans.get(&plan.name).copied())
    }

    /// The likelihood that the base meets it; `None` if the base has no such target.
    pub(crate) fn of_base(&self, study: &Study) -> Option<f64> {
        Some(study.base.summary.target(self.base?)?.mean)
    }

    /// The likelihood that a plan, or the base, meets it.
    pub(crate) fn of(&self, study: &Study, one: &RankedPlan<'_>) -> Option<f64> {
        let Some(plan) = one.plan else { return self.of_base(study) };
        self.of_plan(plan)
    }

    /// The likelihood that a plan meets it; `None` if the plan has no such target.
    pub(crate) fn of_plan(&self, plan: &Alternative) -> Option<f64> {
        Some(plan.summary.target(*self.plans.get(&plan.name)?)?.mean)
    }

    /// The target with months in full, as defined in the base or in the first plan that has it.
    pub(crate) fn in_full(&self, study: &Study) -> String {
        let of = |scenario: &Scenario, index: usize| target_in_full(scenario, &scenario.targets[index]);
        let of_base = self.base.map(|index| of(study.base.summary.plan().scenario(), index));
        of_base.unwrap_or_else(|| {
            let in_plan = |one: &Alternative| Some(of(one.summary.plan().scenario(), *self.plans.get(&one.name)?));
            study.alternatives.iter().find_map(in_plan).unwrap_or_else(|| self.words.clone())
        })
    }
}

/// Whether the base has several targets, so that there is a likelihood of all of them.
pub(crate) fn has_several_targets(study: &Study) -> bool {
    study.base.summary.plan().scenario().targets.len() > 1
}

/// The likelihood that a plan meets all targets of the base in the same future, where there are several; the item is `None` if the plan does
/// not have them.
pub(crate) fn all_targets(study: &Study, plan: &str) -> impl Iterator<Item = Option<f64>> + use<> {
    has_several_targets(study).then(|| study.likelihood(plan, Goal::AllTargets)).into_iter()
}

/// Every target of the base, then the further targets of plans.
pub(crate) fn target_columns(study: &Study) -> Vec<TargetColumn> {
    let alternatives = &study.alternatives;
    let scenario = study.base.summary.plan().scenario();
    let shared = |here: usize, one: &Alternative| {
        let &(_, there) = one.pairing.targets.iter().find(|(index, _)| *index == here)?;
        Some((one.name.clone(), there))
    };
    let of_base = scenario.targets.iter().enumerate().map(|(here, target)| TargetColumn {
        id: free_id(&[], &target.id),
        words: target_words(scenario, target),
        base: Some(here),
        plans: alternatives.iter().filter_map(|one| shared(here, one)).collect(),
    });
    let mut columns: Vec<TargetColumn> = of_base.collect();
    for one in alternatives {
        let scenario = one.summary.plan().scenario();
        for (index, target) in scenario.targets.iter().enumerate() {
            if one.pairing.targets.iter().any(|&(_, there)| there == index) {
                continue;
            }
            let words = target_words(scenario, target);
            let same = |column: &TargetColumn| column.base.is_none() && column.words == words;
            if let Some(column) = columns.iter_mut().find(|column| same(column)) {
                column.plans.insert(one.name.clone(), index);
                continue;
            }
            let plans = BTreeMap::from([(one.name.clone(), index)]);
            columns.push(TargetColumn { id: free_id(&columns, &target.id), words, base: None, plans });
        }
    }
    columns
}

/// The id or, if it is taken, the id with the next free number.
fn free_id(columns: &[TargetColumn], id: &str) -> String {
    let is_free = |id: &str| id != ALL_TARGETS && columns.iter().all(|column| column.id != id);
    let numbered = (2..).map(|number| format!("{id}_{number}"));
    std::iter::once(id.to_owned()).chain(numbered).find(|id| is_free(id)).unwrap_or_else(|| id.to_owned())
}
