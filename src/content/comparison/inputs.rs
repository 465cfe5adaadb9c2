//! The inputs of a comparison: all of the base, and of the alternatives what differs.

#[cfg(feature = "xlsx")]
use crate::compare::Study;
#[cfg(feature = "xlsx")]
use crate::content::cell::Cell;
use crate::content::inputs::{Assumption, assumptions};
#[cfg(feature = "xlsx")]
use crate::content::inputs::{HEADER, cells};
#[cfg(feature = "xlsx")]
use crate::content::rows::Rows;
use crate::scenario::Scenario;

#[cfg(feature = "xlsx")]
/// The register of the base, then of each alternative the inputs that it gives otherwise.
pub(crate) fn inputs<'c>(study: &'c Study) -> Rows<'c> {
    let base = assumptions(study.base.summary.plan().scenario());
    let differing = study.alternatives.iter().flat_map(|one| {
        let name = &one.name;
        differing(&base, one.summary.plan().scenario()).into_iter().map(move |one| row(name, one)).collect::<Vec<_>>()
    });
    let differing: Vec<_> = differing.collect();
    let of_base = base.into_iter().map(|one| row(&study.base.name, one));
    Rows::new(&[&["plan"], &HEADER[..]].concat(), of_base.chain(differing))
}

#[cfg(feature = "xlsx")]
fn row(plan: &str, one: Assumption) -> Vec<Cell<'_>> {
    std::iter::once(Cell::from(plan)).chain(cells(one)).collect()
}

/// What stands for the value of an input that a plan takes away.
pub(crate) const TAKEN_AWAY: &str = "taken away";

/// The inputs of a plan that are not what they are in the base; those that it takes away have no value.
pub(crate) fn differing(base: &[Assumption], plan: &Scenario) -> Vec<Assumption> {
    let all = assumptions(plan);
    let find = |list: &[Assumption], address: &str| list.iter().position(|one| one.address == address);
    let removed = base.iter().filter(|one| find(&all, &one.address).is_none()).map(|one| Assumption {
        form: "",
        value: TAKEN_AWAY.to_owned(),
        changes: Vec::new(),
        source: None,
        mean: None,
        p10: None,
        p90: None,
        set: None,
        ..one.clone()
    });
    let removed: Vec<Assumption> = removed.collect();
    let is_other = |one: &Assumption| {
        find(base, &one.address).is_none_or(|place| {
            let base = &base[place];
            (&one.form, &one.value, &one.changes) != (&base.form, &base.value, &base.changes)
        })
    };
    all.into_iter().filter(is_other).chain(removed).collect()
}
