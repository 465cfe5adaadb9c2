//! The inputs of a comparison: all those of the base, and those of each alternative that differ.

use crate::compare::Study;
use crate::content::cell::Cell;
use crate::content::inputs::{Assumption, HEADER, assumptions, cells};
use crate::content::rows::Rows;
use crate::scenario::Scenario;

/// The register of the base, followed by the inputs of each alternative that differ.
pub(super) fn inputs(study: &Study) -> Rows<'_> {
    let base = assumptions(study.base.summary.plan().scenario());
    let of_plans = study.alternatives.iter().flat_map(|one| {
        let ChangedInputRows { given, removed } = ChangedInputRows::new(&base, one.summary.plan().scenario());
        let removed = removed.into_iter().map(without_value);
        given.into_iter().chain(removed).map(|input| row(&one.name, input)).collect::<Vec<_>>()
    });
    let of_plans: Vec<_> = of_plans.collect();
    let of_base = base.into_iter().map(|input| row(&study.base.name, input));
    Rows::new(&[&["plan"], &HEADER[..]].concat(), of_base.chain(of_plans))
}

fn row(plan: &str, one: Assumption) -> Vec<Cell<'_>> {
    std::iter::once(Cell::from(plan)).chain(cells(one)).collect()
}

/// The row of an input that a plan removes: it has no value.
fn without_value(input: Assumption) -> Assumption {
    Assumption {
        form: "",
        value: "removed".to_owned(),
        changes: Vec::new(),
        source: None,
        mean: None,
        p10: None,
        p90: None,
        set: None,
        ..input
    }
}

/// The inputs of a plan that differ from the base.
pub(super) struct ChangedInputRows {
    /// Inputs that the plan sets differently or adds.
    pub given: Vec<Assumption>,
    /// Inputs of the base that the plan removes.
    pub removed: Vec<Assumption>,
}

impl ChangedInputRows {
    /// Compares the inputs of a plan with those of the base.
    pub(super) fn new(base: &[Assumption], plan: &Scenario) -> Self {
        let all = assumptions(plan);
        let find = |list: &[Assumption], address: &str| list.iter().position(|one| one.address == address);
        let removed = base.iter().filter(|one| find(&all, &one.address).is_none()).cloned().collect();
        let is_other = |one: &Assumption| {
            find(base, &one.address).is_none_or(|place| {
                let base = &base[place];
                (&one.form, &one.value, &one.changes) != (&base.form, &base.value, &base.changes)
            })
        };
        Self { given: all.into_iter().filter(is_other).collect(), removed }
    }
}
